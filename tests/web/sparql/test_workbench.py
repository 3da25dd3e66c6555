"""The workbench: its vocabulary, its answers for the script of the page, and its bundled script."""

import ast
import gzip
import hashlib
import html
import json
import os
import re
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from graph.errors import MalformedQuery
from graph.namespaces import DEFAULT_BASE, EQ
from graph.sparql import Answer
from tests.conftest import REPOSITORY
from web.reading.tables import JSON_RESULTS, Answered, grid, read, terms
from web.sparql.outcomes import outcome, problem
from web.sparql.workbench import literal
from web.urls import Urls

BROWSER = {"Accept": "text/html"}
EDITOR = REPOSITORY / "web" / "editor"
VENDOR = REPOSITORY / "web" / "static" / "vendor"
STUDIES = f"SELECT ?study {{ ?study a <{EQ}Study> }} ORDER BY ?study"
BOTH = (
    "PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#> "
    f"SELECT ?study ?label {{ ?study a <{EQ}Study> ; rdfs:label ?label }} ORDER BY ?study LIMIT 1"
)
ROWS = (
    b'{"head":{"vars":["bindings","n"]},"results":{"bindings":['
    b'{"bindings":{"type":"uri","value":"https://w3id.org/equipoise/id/study/a"}},'
    b'{"n":{"type":"literal","value":"\xc3\xa4 ]}, {\\"","xml:lang":"en"}},'
    b'{"n":{"type":"literal","value":"2"}}]}}'
)


def view(client: FlaskClient, query: str, **headers: str) -> tuple[int, dict[str, object]]:
    answer = client.post("/sparql/view", data={"query": query}, headers=headers)
    return answer.status_code, json.loads(answer.data)


def test_the_terms_have_labels_definitions_and_counts(client: FlaskClient) -> None:
    """Classes, properties and closed lists of the graph are there, and terms of others with it."""
    document = client.get("/sparql/terms.json").get_json()
    found = {term["name"]: term for term in document["terms"]}

    assert EQ == document["prefixes"]["eq"]
    assert ("direction", "property") == tuple(found["eq:direction"][k] for k in ("label", "kind"))
    assert found["eq:direction"]["definition"].endswith(".")
    assert found["eq:Study"]["uses"] == len(view(client, STUDIES)[1]["rows"])  # type: ignore[arg-type]
    assert ("value", 0) == (found["eq:Refutes"]["kind"], found["eq:Refutes"]["uses"])
    assert found["eq:Refutes"]["list"]
    assert ("property", "") == (found["rdfs:label"]["kind"], found["rdfs:label"]["definition"])


def test_the_terms_are_kept_for_a_release(client: FlaskClient) -> None:
    """A client that has the terms of this release is not sent them again."""
    first = client.get("/sparql/terms.json")
    again = client.get("/sparql/terms.json", headers={"If-None-Match": first.headers["ETag"]})

    assert (200, 304) == (first.status_code, again.status_code)


@pytest.mark.parametrize(
    ("typed", "found"),
    [("anakinra", "intervention:anakinra"), ("study:roerink-2017", "study:roerink-2017")],
)
def test_records_are_found_by_label_or_name(client: FlaskClient, typed: str, found: str) -> None:
    """What somebody types of a label finds the record, with the name a query gives it."""
    records = client.get("/sparql/records.json", query_string={"q": typed}).get_json()["records"]

    assert found in {record["name"] for record in records}


@pytest.mark.parametrize("typed", ["", "nothing:anakinra", 'study:"', "(", "x" * 2000])
def test_a_search_for_nothing_finds_nothing(client: FlaskClient, typed: str) -> None:
    """No text, an unknown prefix and stray signs are no error."""
    answer = client.get("/sparql/records.json", query_string={"q": typed})

    assert (200, []) == (answer.status_code, answer.get_json()["records"])


def test_the_script_gets_rows_with_names_labels_and_addresses(client: FlaskClient) -> None:
    """Every IRI comes with its short name, its label and the page that shows it."""
    status, answer = view(client, STUDIES)
    roerink = answer["terms"][f"{DEFAULT_BASE}id/study/roerink-2017"]  # type: ignore[index]

    assert (200, "SELECT", ["study"]) == (status, answer["form"], answer["columns"])
    assert answer["total"] == len(answer["rows"])  # type: ignore[arg-type]
    assert ("study:roerink-2017", "/study/roerink-2017") == (roerink["name"], roerink["href"])
    assert roerink["label"].startswith("Anakinra against placebo")


def test_an_answer_is_cut_for_the_screen_and_says_so(client: FlaskClient) -> None:
    """Of a large answer 10,000 rows are sent with the number of all; the page shows fewer."""
    everything = "SELECT ?s ?p ?o { ?s ?p ?o }"
    answer = view(client, everything)[1]
    page = client.get("/sparql", query_string={"query": everything}, headers=BROWSER).text
    total = answer["total"]
    assert isinstance(total, int)

    assert 10_000 == len(answer["rows"])  # type: ignore[arg-type]
    assert total > 20_000
    assert f"The first 500 of {total:,} rows".replace(",", "\u202f") in page


def test_other_forms_answer_with_a_word_or_with_turtle(client: FlaskClient) -> None:
    """ASK is a yes or a no, CONSTRUCT and DESCRIBE are text; the page says it in a sentence."""
    asked = view(client, "ASK { ?s ?p ?o }")[1]
    made = view(client, "CONSTRUCT { ?s ?p ?o } { ?s ?p ?o } LIMIT 2")[1]
    page = client.get("/sparql", query_string={"query": "ASK { <x:y> ?p ?o }"}, headers=BROWSER)

    assert (True, "@prefix") == (asked["boolean"], str(made["text"])[:7])
    assert "No, the graph does not." in page.text


def test_a_problem_has_its_place(client: FlaskClient) -> None:
    """A malformed query is a problem document with line, column and the text at that place."""
    status, found = view(client, "SELECT *\n{ ?s }", Accept="application/json")

    assert (400, 2, "}") == (status, found["line"], found["token"])
    assert 1 == str(found["detail"]).count("line 2")


def test_the_page_marks_the_place_of_a_problem(client: FlaskClient) -> None:
    """Without scripts the line is repeated with the misplaced text marked."""
    page = client.get("/sparql", query_string={"query": "ASK {\n  ?s } }"}, headers=BROWSER).text

    assert "?s <mark>}</mark> }</code>" in page


def test_an_undeclared_prefix_of_the_graph_is_told(client: FlaskClient) -> None:
    """The message holds the declaration that is missing."""
    found = view(client, "ASK { ?s eq:reports ?o }")[1]

    assert ("eq:reports", True) == (found["token"], f"PREFIX eq: <{EQ}>" in str(found["detail"]))


def test_a_query_that_takes_too_long_is_a_problem_of_its_own(client: FlaskClient) -> None:
    """The time limit is status 504 and says how long the query ran."""
    status, found = view(client, "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }")

    assert (504, "The query took too long.") == (status, found["title"])


@pytest.mark.parametrize("form", [{}, {"query": "  "}])
def test_a_form_without_a_query_is_refused(client: FlaskClient, form: dict[str, str]) -> None:
    """Nothing to run is an error of the client."""
    assert 400 == client.post("/sparql/view", data=form).status_code


@pytest.mark.parametrize("size", [1, 7, 64, 4096])
def test_an_answer_is_read_in_pieces(size: int) -> None:
    """Rows are found wherever the text is cut, and all are counted though few are kept."""
    pieces = (ROWS[start : start + size] for start in range(0, len(ROWS), size))
    found = read(pieces, 2)

    assert (("bindings", "n"), 2, 3) == (found.columns, len(found.rows), found.total)
    assert 'ä ]}, {"' == found.rows[1]["n"]["value"]


def test_an_answer_that_was_cut_off_ends_with_its_last_whole_row() -> None:
    """What stands after the last whole row is no row."""
    found = read((ROWS[:-40], b'\n"cut off at the limit of 64 MB'), 10)

    assert 2 == found.total


def test_an_answer_that_was_cut_off_says_so(app: Flask) -> None:
    """The size limit of the service is told apart from rows that are only left out."""
    answer = Answer(JSON_RESULTS, "SELECT", len(ROWS), truncated=True)
    os.write(answer.spool.descriptor, ROWS)
    with app.test_request_context("/sparql"):
        shown = outcome(answer, 2)

    assert ["The answer was cut off", "The first 2 of 3 rows"] == [
        " ".join(note.split()[:size]) for note, size in zip(shown.notes, (5, 6), strict=True)
    ]
    assert shown.data["truncated"]


def test_a_label_is_left_out_where_the_row_says_it() -> None:
    """A cell tells what its IRI stands for, unless another cell of the row holds that text."""
    iri = f"{DEFAULT_BASE}id/study/a"
    thing = {"type": "uri", "value": iri}
    text = {"type": "literal", "value": "A study"}
    answer = Answered(("s", "l"), ({"s": thing}, {"s": thing, "l": text}), 2)
    table = grid(answer, Urls(), 10, {iri: "A study"})

    assert ["A study", ""] == [row[0].label for row in table.rows]
    assert {iri: {"name": "study:a", "label": "A study", "href": "/study/a"}} == terms(
        answer, Urls(), {iri: "A study"}
    )


def test_every_example_runs(app: Flask, client: FlaskClient) -> None:
    """Each example of the page answers, and those for readers have at least one row."""
    page = client.get("/sparql", headers=BROWSER).text
    readers, others = page.split("<div data-group>")[1].split("<details data-group>", 1)
    links = [re.findall(r'<a href="([^"]+)" data-query', part) for part in (readers, others)]
    assert (True, True) == (len(links[0]) > 15, len(links[1]) > 30)

    for part, hrefs in zip(("readers", "others"), links, strict=True):
        for href in hrefs:
            answer = client.get(html.unescape(href), headers={"Accept": "text/csv, text/turtle"})
            assert 200 == answer.status_code, href
            assert part == "others" or answer.text.count("\n") > 1, href


def test_the_sample_for_python_is_python(client: FlaskClient) -> None:
    """The code samples hold the query as their language reads it."""
    query = 'SELECT * { ?s ?p "a\\"b" }'
    page = client.get("/sparql", query_string={"query": query}, headers=BROWSER).text
    sample = page.split('id="sample-python"')[1].split("<code")[1].split("</code>")[0]
    tree = ast.parse(html.unescape(re.sub(r"<[^>]+>", "", sample.partition(">")[2])))
    texts = [node.value for node in ast.walk(tree) if isinstance(node, ast.Constant)]

    assert f"\n{query}\n" in texts


@pytest.mark.parametrize(
    ("query", "written"),
    [("ASK {}", 'r"""\nASK {}\n"""'), ('ASK { ?s ?p """a""" }', '"ASK { ?s ?p \\"\\"\\"a')],
)
def test_a_query_that_holds_the_closing_mark_is_escaped(query: str, written: str) -> None:
    """A text ends where it should in the language of the sample."""
    assert literal(query, 'r"""', '"""').startswith(written)


def test_styles_need_the_number_of_the_page(client: FlaskClient) -> None:
    """The policy names the number that the editor gets, and allows no other inline style."""
    answer = client.get("/sparql", headers=BROWSER)
    found = re.search(r'data-nonce="([\w-]{16,})"', answer.text)
    assert found is not None
    policy = answer.headers["Content-Security-Policy"]

    assert f"style-src 'self' 'nonce-{found[1]}'" in policy
    assert "unsafe" not in policy


def test_the_bundle_is_made_from_these_sources() -> None:
    """The bundled script carries the digest of web/editor; `make bundle` renews it."""
    files = sorted(EDITOR.iterdir())
    lines = (f"{hashlib.sha256(p.read_bytes()).hexdigest()}  {p.name}\n" for p in files)
    digest = hashlib.sha256("".join(lines).encode()).hexdigest()
    (bundle,) = VENDOR.glob("workbench-*.js")

    assert digest in bundle.read_text("utf-8").partition("\n")[0]
    assert hashlib.sha256(bundle.read_bytes()).hexdigest()[:12] in bundle.name


def test_the_script_stays_small() -> None:
    """All the script of the page is at most 150 KB compressed."""
    (bundle,) = VENDOR.glob("workbench-*.js")

    assert 150_000 >= len(gzip.compress(bundle.read_bytes(), 9))


@pytest.mark.parametrize("path", sorted(EDITOR.glob("*.*js")), ids=lambda path: path.name)
def test_a_source_of_the_script_can_be_held_in_mind(path: Path) -> None:
    """No module of the editor has more than 300 lines."""
    assert path.read_text("utf-8").count("\n") <= 300


def test_the_lock_of_the_script_pins_by_hash_and_names_no_host() -> None:
    """package-lock.json holds versions and hashes, and no address."""
    text = (EDITOR / "package-lock.json").read_text("utf-8")

    assert "://" not in text
    assert text.count('"version"') == text.count('"integrity"') > 10


def test_a_problem_past_the_end_of_the_query_has_a_line(app: Flask) -> None:
    """A place that is not in the text is shown at its end."""
    with app.test_request_context("/sparql"):
        found = problem(MalformedQuery(9, 99, "it ends too early"), "ASK {")

    assert ("ASK {", "", "") == (found.before, found.token, found.after)
