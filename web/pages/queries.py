"""Named questions: their list, and one page each with its form, its answer and its SPARQL."""

from collections.abc import Callable, Iterable
from typing import Final

from flask import request

from graph.errors import ParameterError
from graph.namespaces import ENTITY_TYPES
from graph.queries import Parameter, Question
from graph.records import Ref
from web.contexts import Crumb, QueriesContext, QueryContext, Variant
from web.http.negotiation import GRAPHS, TABLES, TRIPLES, Format
from web.reading.tables import JSON_RESULTS, FormField, bare, grid
from web.rendering import absolute, frame
from web.site import site

_ROWS: Final = 200
_OPTIONS: Final = 300

#: What the text of a question is served as.
SPARQL: Final = Format("rq", "application/sparql-query", "SPARQL")

#: What questions are for: anchor and heading, by the keyword of those that serve the site itself.
_HEADINGS: Final = {
    "": ("ask", "To ask"),
    "page": ("pages", "Behind the pages"),
    "export": ("downloads", "Behind the downloads"),
}
_SEARCH: Final = "q"


def queries() -> QueriesContext:
    """List the named questions: those for readers first, then those behind pages and exports."""
    everything = site().service.questions()
    text = request.args.get(_SEARCH, "").strip()
    found = [item for item in everything.values() if _matches(item, text)]
    groups = (
        (anchor, heading, tuple(item for item in found if item.purpose == purpose))
        for purpose, (anchor, heading) in _HEADINGS.items()
    )
    return QueriesContext(
        page=frame(
            "Queries", "Every question that this site asks its graph, to run and reuse.", "query"
        ),
        groups=tuple(group for group in groups if group[2]),
        total=len(everything),
        found=len(found),
        text=text,
        descriptions=_variants(TRIPLES, lambda form: site().urls.path(f"queries.{form.extension}")),
    )


def query(asked: Question) -> QueryContext:
    """Ask a named question with the values in the address, or show its form.

    What is wrong with the values stands in the context's *problem*; then nothing is asked.
    """
    here = site()
    values, problem = _checked(asked)
    missing = [item.name for item in asked.parameters if item.required and item.name not in values]
    ready = not problem and not missing
    text = asked.read(values, here.service.settings.base) if ready else asked.text
    sample = asked.sample(here.service.settings.base)
    example = values if ready else sample
    offered = answers(asked)
    found = here.service.answer(asked.name, values, _preferred(asked)) if ready else None
    tabular = offered is TABLES
    return QueryContext(
        page=frame(
            asked.title,
            asked.description or asked.title,
            "query",
            trail=(Crumb("Queries", here.urls.path("queries")),),
        ),
        question=asked,
        form=tuple(_field(item, values.get(item.name, "")) for item in asked.parameters),
        problem=problem,
        answer=grid(found.body, here.urls, _ROWS) if found and tabular else None,
        graph=found.body.decode() if found and not tabular else None,
        truncated=found is not None and found.truncated,
        downloads=_variants(
            offered if ready else (),
            lambda form: here.urls.named_query(asked.name, values, form.extension),
        ),
        descriptions=_variants(
            TRIPLES,
            lambda form: here.urls.query_description(asked.name, form.extension),
        ),
        sample=here.urls.named_query(asked.name, sample) if sample != values else "",
        sparql=bare(text),
        text=absolute(here.urls.named_query(asked.name, example, "rq")),
        data=absolute(here.urls.named_query(asked.name, example, offered[0].extension)),
        endpoint=absolute(here.urls.sparql()),
        workbench=here.urls.sparql(bare(text)),
    )


def given(asked: Question) -> dict[str, str]:
    """Return the values in the address, without the fields that were left empty.

    Raises:
        ParameterError: a name that the question does not take, or one that is given twice.
    """
    known = {item.name for item in asked.parameters}
    for name, values in request.args.lists():
        if name not in known:
            raise ParameterError(
                f"{asked.name} has no parameter {name}; it takes "
                + (", ".join(sorted(known)) or "none")
            )
        if len(values) > 1:
            raise ParameterError(
                f"{name} is given {len(values)} times ({', '.join(values)}); give it once"
            )
    return {name: value for name, value in request.args.items() if value}


def answers(asked: Question) -> tuple[Format, ...]:
    """Return what the answer to a question is served as."""
    return TABLES if asked.form in {"SELECT", "ASK"} else GRAPHS


def formats(asked: Question) -> tuple[Format, ...]:
    """Return every suffix of a question: of its answer, its text and its description."""
    known = {form.extension for form in answers(asked)}
    described = tuple(form for form in TRIPLES if form.extension not in known)
    return (*answers(asked), SPARQL, *(described if answers(asked) is TABLES else ()))


def is_for_readers(item: Question) -> bool:
    """Tell whether a question is there to be asked, and not to serve a page or a download."""
    return not item.purpose


def _checked(asked: Question) -> tuple[dict[str, str], str]:
    """Return the values given that the question takes, and what is wrong if anything is."""
    base = site().service.settings.base
    known = {item.name: item for item in asked.parameters}
    try:
        values = given(asked)
        for name, value in values.items():
            known[name].terms(value, base)
    except ParameterError as error:
        return {name: request.args[name] for name in known if request.args.get(name)}, str(error)
    return values, ""


def _matches(item: Question, text: str) -> bool:
    """Tell whether every word of a text stands in what a question says of itself."""
    said = " ".join((item.name, item.title, item.description, *item.keywords)).lower()
    return all(word in said for word in text.lower().split())


def _variants(forms: Iterable[Format], href: Callable[[Format], str]) -> tuple[Variant, ...]:
    return tuple(Variant(form, href(form)) for form in forms)


def _preferred(asked: Question) -> str:
    return JSON_RESULTS if answers(asked) is TABLES else GRAPHS[0].media_type


def _field(parameter: Parameter, value: str) -> FormField:
    """Return a form field; a parameter of an entity type offers the entities to choose from."""
    if parameter.values:
        return FormField(parameter, value, tuple((one, one) for one in parameter.values))
    if parameter.many or parameter.type not in ENTITY_TYPES:
        return FormField(parameter, value)
    urls, refs = site().urls, _entities(parameter.type)
    chosen = urls.slug(value) if urls.kind(value) == parameter.type else value
    options = sorted(((urls.slug(ref.iri), ref.label) for ref in refs), key=lambda one: one[1])
    return FormField(
        parameter,
        chosen,
        tuple(options),
        suggested=len(options) > _OPTIONS,
        unknown=bool(chosen) and chosen not in {slug for slug, _ in options},
    )


def _entities(kind: str) -> tuple[Ref, ...]:
    """Return every entity of a type, to choose one from."""
    catalogue = site().service.catalogue
    if kind == "study":
        return tuple(item.ref for item in catalogue.studies())
    if kind == "hypothesis":
        return tuple(item.ref for item in catalogue.hypotheses())
    if kind == "question":
        return tuple(item.ref for item in catalogue.questions())
    return catalogue.things(kind)
