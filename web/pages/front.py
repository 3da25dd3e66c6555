"""The pages that explain and lead on: home, how to read it, data."""

from typing import Final

from graph.queries import question
from graph.rulebook import rulebook
from web.contexts import (
    CompletenessContext,
    DataContext,
    HomeContext,
    HowContext,
    Link,
    Variant,
)
from web.http.negotiation import DUMPS, RDF
from web.linked.page_data import website
from web.linked.signposting import of_dataset
from web.linked.structured_data import dataset
from web.panels import HOME
from web.reading.balance import STANCES, Tally
from web.reading.completeness import by_class
from web.reading.files import sections
from web.rendering import NAME, absolute, asked, frame
from web.site import site
from web.urls import PLURALS

#: Named questions that the home page offers.
OFTEN_ASKED: Final = (
    "disagreements",
    "untested-hypotheses",
    "null-results",
    "trials-requiring-pem",
    "questions-often-raised-never-addressed",
)

#: Named questions that make a table of everything of one type.
TABLES: Final = (
    "study-list",
    "hypothesis-list",
    "question-list",
    "adverse-events",
    "null-results",
    "studies-by-target",
    "disagreements",
    "gap-map",
    "untested-hypotheses",
    "questions-unaddressed",
)


def home() -> HomeContext:
    """Say what this is, and lead to hypotheses, studies and open questions."""
    here = site()
    urls, overview = here.urls, here.service.lists.overview()
    return HomeContext(
        page=frame(
            "What has been tested in ME/CFS, and what is still open",
            "Studies of ME/CFS, what they found, what they leave open, and what nobody has tested.",
            json_ld=website(
                home=absolute(urls.path()),
                name=NAME,
                description="A knowledge graph of biomedical evidence on ME/CFS.",
                search=absolute(urls.path("search")) + "?q={query}",
            ),
        ),
        asked={panel: asked(name, {}) for panel, name in HOME.items()},
        overview=overview,
        queries=tuple(question(name) for name in OFTEN_ASKED),
    )


def how() -> HowContext:
    """Explain marks, words and limits."""
    supports, refutes, inconclusive, leaves_open = STANCES.values()
    return HowContext(
        page=frame(
            "How to read this",
            "What the marks, badges and status words mean, who decides, and what the limits are.",
            "how",
            kind="TechArticle",
        ),
        stances=tuple(STANCES.values()),
        example=(
            Tally(supports, 0, 2, 1, 1),
            Tally(refutes, 1, 0, 0, 0),
            Tally(inconclusive, 1, 0, 0, 0),
            Tally(leaves_open, 2, 0, 0, 0),
        ),
        rules=rulebook(),
    )


def data() -> DataContext:
    """Offer everything for download."""
    here = site()
    urls, release = here.urls, here.service.release
    dumps = tuple(Variant(form, urls.path(f"dump.{form.extension}")) for form in DUMPS)
    counts, files = here.service.lists.overview().counts, here.service.files()
    iri, origin = urls.dataset, absolute("")
    items = [
        Link("item", urls.file(release.name, file.name), file.media_type, file.title)
        for file in files
    ] or [Link("item", form.href, form.format.media_type, form.format.label) for form in dumps]
    return DataContext(
        page=frame(
            "Data",
            "Download the whole graph, its ontology or any table, under an open licence.",
            "data",
            json_ld=dataset(release, iri, ((item.type, absolute(item.href)) for item in items)),
            links=of_dataset(urls, iri, items),
        ),
        sections=sections(files, release.name, urls, origin),
        dumps=dumps,
        vocabulary=tuple(Variant(form, urls.path(f"ns.{form.extension}")) for form in RDF[:1]),
        tables=tuple((question(name), asked(name, {})) for name in TABLES),
        counts=tuple(
            (plural, counts[kind], urls.listing(kind))
            for plural, kind in PLURALS.items()
            if counts.get(kind)
        ),
        cite=f"{NAME}, release {release.name} ({release.issued[:10]}). {iri}",
        example=absolute(urls.path("id/study/roerink-2017")),
        newest=absolute(urls.path("data/latest")),
        endpoint=absolute(urls.sparql()),
    )


def completeness() -> CompletenessContext:
    """Say how many records have each field that a complete record has."""
    return CompletenessContext(
        page=frame(
            "How complete the records are",
            "Which fields the records of this graph have, and which ones are mostly missing.",
        ),
        classes=by_class(site().service.catalogue.completeness()),
        asked={"fields": asked("completeness", {})},
    )
