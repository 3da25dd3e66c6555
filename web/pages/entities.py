"""The pages about one record each."""

from collections.abc import Callable, Mapping
from typing import Final

from graph.namespaces import EQ
from graph.records import Publication
from web.contexts import RecordContext, StudyContext
from web.linked import structured_data
from web.pages.hypotheses import hypothesis
from web.pages.parts import panel_questions, trail
from web.pages.plots import plots
from web.pages.questions import question
from web.pages.things import WORDS, intervention, target, thing
from web.reading.balance import left_open, weighed
from web.reading.forest import MOST
from web.reading.numbers import numbers
from web.rendering import citation, frame
from web.site import site

#: How many related studies a page shows; the table of the panel has all of them.
RELATED: Final = 12

__all__ = ["PAGES", "WORDS", "context", "study"]


def context(kind: str, slug: str) -> RecordContext:
    """Return the context of a record's page.

    Raises:
        NotFound: there is no such record.
    """
    iri = site().urls.entity(kind, slug)
    return PAGES.get(kind, thing)(iri)


def study(iri: str) -> StudyContext:
    """Show a study: what it did, saw, concluded, and does not show."""
    here = site()
    record = here.service.catalogue.study(iri)
    related = here.service.lists.relatives.closest(iri, RELATED)
    return StudyContext(
        page=frame(
            record.ref.label,
            record.summary or record.ref.label,
            "studies",
            trail=trail("study"),
            iri=iri,
            json_ld=structured_data.study(record, here.urls),
        ),
        asked=panel_questions("study", iri),
        cite=citation(record.ref.label, iri),
        study=record,
        publications=tuple(sorted(record.publications, key=_by_role)),
        numbers=numbers(record),
        forest=plots(here.service.lists, "study", iri, MOST)["forest"],
        weighed=weighed(record.evidence),
        left_open=left_open(record.evidence),
        related=related.records,
        related_total=related.total,
    )


PAGES: Final[Mapping[str, Callable[[str], RecordContext]]] = {
    "study": study,
    "hypothesis": hypothesis,
    "question": question,
    "intervention": intervention,
    "target": target,
}


def _by_role(publication: Publication) -> bool:
    """Sort the main report before every other publication, and leave the rest as it is."""
    return publication.role is None or publication.role.iri != f"{EQ}MainReport"
