"""The OpenAPI description: valid, complete, and true when it is tried."""

import json
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

import pytest
from flask import Flask
from flask.testing import FlaskClient
from openapi_spec_validator import validate
from werkzeug.exceptions import HTTPException

from graph.namespaces import DEFAULT_BASE
from graph.queries import questions
from web.api import openapi

#: Addresses that answer nothing but pages or their parts, and files that belong to pages.
PAGES = ("pages.", "static", "api.page", "workbench.")

FACTS = {"base": DEFAULT_BASE, "release": "r", "file": "f"}
DOCUMENT = openapi.document("http://localhost", FACTS)
GETS = [path for path, item in DOCUMENT["paths"].items() if "get" in item]


@pytest.fixture
def description(client: FlaskClient) -> dict[str, Any]:
    return dict(json.loads(client.get("/openapi.json").data))


def operations(made: dict[str, Any]) -> Iterator[tuple[str, str, dict[str, Any]]]:
    for path, item in made["paths"].items():
        for method, operation in item.items():
            yield path, method, operation


def addresses(made: dict[str, Any], path: str, operation: dict[str, Any]) -> Iterator[str]:
    """Return the path with its examples, and once with each value of each closed list."""
    yield urlsplit(openapi.example(made, path, operation)).path
    for parameter in operation.get("parameters", ()):
        known = openapi.resolved(made, parameter)
        for value in known["schema"].get("enum", ()):
            chosen = path.replace(f"{{{known['name']}}}", value)
            yield urlsplit(openapi.example(made, chosen, operation)).path


def test_it_is_openapi(client: FlaskClient, description: dict[str, Any]) -> None:
    """It is a valid OpenAPI 3.1 document, and says where this server is."""
    validate(description)

    assert ("3.1.0", [{"url": "http://localhost"}]) == (
        description["openapi"],
        description["servers"],
    )
    assert "application/json" == client.get("/openapi.json").mimetype


def test_every_operation_has_a_name_of_its_own() -> None:
    """Programs made from the description get one function for each operation."""
    names = [operation["operationId"] for _, _, operation in operations(DOCUMENT)]

    assert len(names) == len(set(names))


def test_every_machine_route_is_described(app: Flask, description: dict[str, Any]) -> None:
    """Each route and method of the application is the example of some operation, but for pages."""
    adapter = app.url_map.bind("localhost")
    described = set()
    for path, method, operation in operations(description):
        for address in addresses(description, path, operation):
            try:
                described.add((adapter.match(address, method.upper())[0], method.upper()))
            except HTTPException:
                assert "security" in operation or "{id}" in path, path
    served = {
        (rule.endpoint, method)
        for rule in app.url_map.iter_rules()
        for method in (rule.methods or set()) - {"HEAD", "OPTIONS"}
        if not rule.endpoint.startswith(PAGES)
    }

    assert {("protocol.cancel", "DELETE")} == served - described
    assert set() == described - served


def test_every_question_is_described_with_its_parameters(description: dict[str, Any]) -> None:
    """Each named question has a path with the parameters that its file declares."""
    for name, question in questions().items():
        operation = description["paths"][f"/queries/{name}.{{format}}"]["get"]
        given = [item["name"] for item in operation["parameters"] if item["in"] == "query"]

        assert (question.title, [item.name for item in question.parameters]) == (
            operation["summary"],
            given,
        )
        assert {"200", "400", "404", "503", "504"} <= set(operation["responses"])


@pytest.mark.parametrize("path", GETS)
def test_the_example_of_an_address_works(
    client: FlaskClient, description: dict[str, Any], path: str
) -> None:
    """Calling an address as in its example gets a documented success in a documented format."""
    operation = description["paths"][path]["get"]
    if "{file}" in path and not client.application.extensions["equipoise"].files():
        pytest.skip("this release was built without files")
    answer = client.get(openapi.example(description, path, operation))
    expected = min(operation["responses"])
    response = openapi.resolved(description, operation["responses"][expected])
    kinds = set(response.get("content", ()))

    assert expected == str(answer.status_code), answer.text
    assert not kinds or kinds & {answer.mimetype, "*/*"}


@pytest.mark.parametrize("form", ["csv", "json", "tsv", "xml", "rq"])
def test_every_format_of_a_question_is_documented(
    client: FlaskClient, description: dict[str, Any], form: str
) -> None:
    """Each value of the format parameter gets one of the media types that are listed."""
    operation = description["paths"]["/queries/study-list.{format}"]["get"]
    answer = client.get(f"/queries/study-list.{form}")

    assert form in operation["parameters"][0]["schema"]["enum"]
    assert answer.mimetype in operation["responses"]["200"]["content"]


def test_writing_needs_a_token(description: dict[str, Any]) -> None:
    """Every operation that changes something names the bearer token, and no other does."""
    changing = {"put", "post", "delete"}

    for path, method, operation in operations(description):
        writes = path.startswith("/graph") and method in changing
        assert writes == ("security" in operation), path
    assert "bearer" == description["components"]["securitySchemes"]["token"]["scheme"]


def test_the_page_lists_every_route_without_scripts(
    client: FlaskClient, description: dict[str, Any]
) -> None:
    """The list that the server renders has every path, and the page loads only files of ours."""
    page = client.get("/api").text

    assert [] == [path for path in description["paths"] if f">{path}<" not in page.replace(" ", "")]
    assert page.count("<script") - page.count("application/ld+json") == 2
    assert 'data-description="/openapi.json"' in page
