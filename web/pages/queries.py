"""Named questions: their list, and one page each with its form, its answer and its SPARQL."""

from typing import Final

from flask import request

from graph.errors import ParameterError
from graph.namespaces import ENTITY_TYPES
from graph.queries import Parameter, Question, question
from graph.records import Ref
from web.contexts import Crumb, QueriesContext, QueryContext, Variant
from web.negotiation import GRAPHS, TABLES
from web.rendering import frame
from web.site import site
from web.tables import JSON_RESULTS, FormField, bare, grid

_ROWS: Final = 200
_OPTIONS: Final = 300

#: What questions are for: the first keyword of those that serve the site itself.
_HEADINGS: Final = {"": "To ask", "page": "Behind the pages", "export": "Behind the downloads"}


def queries() -> QueriesContext:
    """List the named questions: those for readers first, then those behind pages and exports."""
    found = site().service.questions()
    groups: dict[str, list[Question]] = {heading: [] for heading in _HEADINGS.values()}
    for item in found.values():
        groups[_heading(item)].append(item)
    return QueriesContext(
        page=frame(
            "Queries", "Every question that this site asks its graph, to run and reuse.", "query"
        ),
        groups=tuple((heading, tuple(items)) for heading, items in groups.items() if items),
        total=len(found),
    )


def query(name: str) -> QueryContext:
    """Ask a named question with the values in the address, or show its form."""
    here = site()
    asked = question(name)
    values = given(asked)
    missing = [item.name for item in asked.parameters if item.required and item.name not in values]
    text = bare(asked.text if missing else asked.read(values, here.service.settings.base))
    answer = None if missing else here.service.answer(name, values, _preferred(asked))
    formats = TABLES if asked.form in {"SELECT", "ASK"} else GRAPHS
    return QueryContext(
        page=frame(
            asked.title,
            asked.description or asked.title,
            "query",
            trail=(Crumb("Queries", here.urls.path("queries")),),
        ),
        question=asked,
        form=tuple(_field(item, values.get(item.name, "")) for item in asked.parameters),
        answer=grid(answer.body, here.urls, _ROWS) if answer and formats is TABLES else None,
        graph=answer.body.decode() if answer and formats is GRAPHS else None,
        downloads=()
        if missing
        else tuple(
            Variant(form, here.urls.named_query(name, values, form.extension)) for form in formats
        ),
        sparql=text,
        workbench=here.urls.sparql(text),
    )


def given(asked: Question) -> dict[str, str]:
    """Return the values in the address, without the fields that were left empty.

    Raises:
        ParameterError: a name that the question does not take.
    """
    known = {item.name for item in asked.parameters}
    if unknown := sorted(set(request.args) - known):
        raise ParameterError(
            f"{asked.name} has no parameter {', '.join(unknown)}; it takes "
            + (", ".join(sorted(known)) or "none")
        )
    return {name: value for name, value in request.args.items() if value}


def is_for_readers(item: Question) -> bool:
    """Tell whether a question is there to be asked, and not to serve a page or a download."""
    return _heading(item) == _HEADINGS[""]


def _heading(item: Question) -> str:
    keyword = item.keywords[0] if item.keywords else ""
    return _HEADINGS.get(keyword, _HEADINGS[""])


def _preferred(asked: Question) -> str:
    return JSON_RESULTS if asked.form in {"SELECT", "ASK"} else GRAPHS[0].media_type


def _field(parameter: Parameter, value: str) -> FormField:
    """Return a form field; a parameter of an entity type offers the entities to choose from."""
    if parameter.type not in ENTITY_TYPES:
        return FormField(parameter, value, ())
    urls, refs = site().urls, _entities(parameter.type)
    if len(refs) > _OPTIONS:
        return FormField(parameter, value, ())
    chosen = urls.slug(value) if "/" in value else value
    options = sorted(((urls.slug(ref.iri), ref.label) for ref in refs), key=lambda one: one[1])
    return FormField(parameter, chosen, tuple(options))


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
