"""What programs can ask of this site, as OpenAPI 3.1: built from what the site declares.

Named questions bring their parameters, titles and examples from their files; formats, entity types
and statuses come from the code that answers. Only the prose of the other addresses is written down,
in ``skeleton.yaml``, and a test holds it against the routes of the application.
"""

from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any, Final
from urllib.parse import urlencode

import yaml

from graph import __version__
from graph.namespaces import ENTITY_TYPES
from graph.queries import Parameter, Question, questions
from web.api.routes import Route
from web.http import negotiation
from web.http.negotiation import HTML, PROBLEM, TEXT, Format
from web.linked import downloads
from web.pages.queries import SPARQL, answers
from web.reading.tables import JSON_RESULTS
from web.sparql.protocol import GRAPHS, TABLES

_GROUPS: Final = {"": "Queries", "page": "Behind the pages", "export": "Behind the downloads"}

#: Formats by the name that the skeleton gives them.
_FORMATS: Final[Mapping[str, tuple[Format, ...]]] = {
    "HTML": (HTML,),
    "RDF": negotiation.RDF,
    "DUMPS": negotiation.DUMPS,
    "TRIPLES": negotiation.TRIPLES,
    "RESULTS": (*TABLES, *GRAPHS),
    "PROBLEMS": (TEXT, PROBLEM),
    "REFERENCES": downloads.REFERENCES,
}


def document(server: str, facts: Mapping[str, str]) -> dict[str, Any]:
    """Return the OpenAPI description of the site at an address.

    Args:
        server: the address.
        facts: what examples stand on: ``base`` of the graph, ``release`` in service, and a ``file``
            of it.
    """
    made: dict[str, Any] = _filled(_skeleton(), facts)
    made["info"]["version"] = __version__
    made["servers"] = [{"url": server}]
    for name, question in questions().items():
        operation = _operation(question, facts["base"])
        made["paths"][f"/queries/{name}.{{format}}"] = {"get": operation}
    return made


def routes(made: Mapping[str, Any]) -> Iterator[tuple[str, str, tuple[Route, ...]]]:
    """Return the routes of a description by tag, with what each tag means."""
    for tag in made["tags"]:
        found = tuple(
            Route(
                method.upper(),
                path,
                operation["summary"],
                example(made, path, operation) if method == "get" else "",
                operation["operationId"],
            )
            for path, item in made["paths"].items()
            for method, operation in item.items()
            if tag["name"] in operation["tags"]
        )
        yield tag["name"], tag["description"], found


def example(made: Mapping[str, Any], path: str, operation: Mapping[str, Any]) -> str:
    """Return the address with the examples of its parameters in it."""
    values = {}
    for parameter in operation.get("parameters", ()):
        known = resolved(made, parameter)
        if known["in"] == "path":
            path = path.replace(f"{{{known['name']}}}", str(known.get("example", "")))
        elif known["in"] == "query" and "example" in known:
            values[known["name"]] = known["example"]
    return f"{path}?{urlencode(values, doseq=True)}" if values else path


def resolved(made: Mapping[str, Any], item: Mapping[str, Any]) -> Mapping[str, Any]:
    """Return a part of a description, or the component that it refers to."""
    for step in item.get("$ref", "#").split("/")[1:]:
        made = made[step]
    return made if "$ref" in item else item


def _operation(question: Question, base: str) -> dict[str, Any]:
    """Return how to call one named question."""
    offered = (*answers(question), SPARQL)
    failures = {"400": "BadRequest", "503": "Unavailable", "504": "TimeLimit"}
    return {
        "tags": [_GROUPS[question.purpose]],
        "operationId": f"ask-{question.name}",
        "summary": question.title,
        "description": question.description,
        "parameters": [
            {
                "name": "format",
                "in": "path",
                "required": True,
                "description": "The format of the answer; `rq` is the text of the question.",
                "schema": {"type": "string", "enum": [form.extension for form in offered]},
                "example": offered[0].extension,
            },
            *(_parameter(item, base) for item in question.parameters),
        ],
        "responses": {
            "200": {
                "description": "The answer.",
                "headers": {"X-Result-Truncated": {"$ref": "#/components/headers/Truncated"}},
                "content": _content(offered),
            },
            "304": {"$ref": "#/components/responses/Unchanged"},
            "404": {"$ref": "#/components/responses/NotFound"},
            **{
                status: {"$ref": f"#/components/responses/{name}"}
                for status, name in failures.items()
            },
        },
    }


def _parameter(parameter: Parameter, base: str) -> dict[str, Any]:
    """Return one parameter of a named question."""
    schema: dict[str, Any] = {"type": "string"}
    if parameter.type in {"integer", "boolean"}:
        schema = {"type": parameter.type}
    if parameter.values:
        schema["enum"] = list(parameter.values)
    described = parameter.description
    if parameter.type in ENTITY_TYPES:
        described += f" A slug or an IRI of this type: {parameter.type}."
    elif parameter.type == "iri":
        schema["format"] = "iri"
    made = {
        "name": parameter.name,
        "in": "query",
        "required": parameter.required,
        "description": described,
        "schema": schema,
    }
    if parameter.example:
        value = parameter.sample(base)
        made["example"] = int(value) if parameter.type == "integer" else value
    return made


def _content(forms: tuple[Format, ...]) -> dict[str, Any]:
    schemas = {
        JSON_RESULTS: {"$ref": "#/components/schemas/Results"},
        PROBLEM.media_type: {"$ref": "#/components/schemas/Problem"},
    }
    return {
        form.media_type: {"schema": schemas.get(form.media_type, {"type": "string"})}
        for form in forms
    }


def _filled(part: Any, facts: Mapping[str, str]) -> Any:
    """Return a part of the skeleton with its ``x-`` directives carried out."""
    if isinstance(part, list):
        return [_filled(item, facts) for item in part]
    if not isinstance(part, dict):
        return part
    made = {key: _filled(value, facts) for key, value in part.items() if key[:2] != "x-"}
    if "x-formats" in part:
        made["content"] = _content(
            tuple(form for name in part["x-formats"] for form in _formats(name))
        )
    if "x-suffixes" in part:
        made["enum"] = [form.extension for form in _FORMATS[part["x-suffixes"]]]
    if "x-values" in part:
        made["enum"] = list(_values()[part["x-values"]])
    if "x-example" in part:
        made["example"] = part["x-example"].format_map(facts)
    return made


def _formats(name: str) -> tuple[Format, ...]:
    return (Format("", name, ""),) if "/" in name else _FORMATS[name]


def _values() -> Mapping[str, Iterable[str]]:
    """Return closed lists by the name that the skeleton gives them."""
    tables = (name for names in downloads.TABLES.values() for name in names)
    return {
        "ENTITY_TYPES": ENTITY_TYPES,
        "QUESTIONS": questions(),
        "TABLES_OF_RECORDS": dict.fromkeys(tables),
    }


@cache
def _skeleton() -> dict[str, Any]:
    text = Path(__file__).with_name("skeleton.yaml").read_text("utf-8")
    return dict(yaml.safe_load(text))
