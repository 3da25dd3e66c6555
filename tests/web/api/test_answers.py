"""Named questions over HTTP: pages, answers, texts and descriptions."""

import csv
import html
import io
import json
import re
from typing import Any
from urllib.request import urlopen

import pytest
import rdflib
from flask import Flask
from flask.testing import FlaskClient
from rdflib import RDF, SH

from graph.queries import question, questions
from tests.servers import live
from web.http.negotiation import TABLES, TRIPLES, Format

# rdflib 7.6 uses its own deprecated names when it parses JSON-LD.
pytestmark = pytest.mark.filterwarnings("ignore:ConjunctiveGraph:DeprecationWarning")

CASE = "known-by-year?hypothesis=rituximab-maintenance-reduces-fatigue&year=2020"
PATH, VALUES = CASE.split("?")
SYNTAXES = {"ttl": "turtle", "jsonld": "json-ld", "nt": "nt", "rdf": "xml"}
CHROME = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"


@pytest.mark.parametrize("form", TABLES, ids=lambda form: form.extension)
def test_an_answer_comes_in_every_format(client: FlaskClient, form: Format) -> None:
    """Each format of a table has an address, whatever the client accepts, and any site may read."""
    answer = client.get(f"/queries/{PATH}.{form.extension}?{VALUES}", headers={"Accept": CHROME})

    assert (200, form.media_type) == (answer.status_code, answer.mimetype)
    assert "*" == answer.headers["Access-Control-Allow-Origin"]
    assert "X-Result-Truncated" not in answer.headers
    assert "fluge-2019" in answer.text


def test_an_answer_that_the_client_has_is_not_sent_again(client: FlaskClient) -> None:
    """The ETag of an answer is good for a 304."""
    address = f"/queries/{PATH}.csv?{VALUES}"
    tag = client.get(address).headers["ETag"]

    assert 304 == client.get(address, headers={"If-None-Match": tag}).status_code


def test_page_csv_and_json_have_the_same_rows(client: FlaskClient) -> None:
    """The page says how many rows there are, and links to all of them as CSV."""
    rows = list(csv.DictReader(io.StringIO(client.get(f"/queries/{PATH}.csv?{VALUES}").text)))
    bindings = json.loads(client.get(f"/queries/{PATH}.json?{VALUES}").data)["results"]["bindings"]
    page = client.get(f"/queries/{CASE}", headers={"Accept": CHROME}).text

    assert len(rows) == len(bindings) > 1
    assert f"All {len(rows)} rows (CSV)</a>" in page
    assert f"<caption>Answer: {len(rows)} rows" in page


def test_the_text_is_the_file_or_has_the_values_in_it(client: FlaskClient) -> None:
    """Without values the address of the text gives the file, with values the query that runs."""
    bare = client.get(f"/queries/{PATH}.rq")
    bound = client.get(f"/queries/{PATH}.rq?{VALUES}").text

    assert (question(PATH).text, "application/sparql-query") == (bare.text, bare.mimetype)
    assert "<https://w3id.org/equipoise/id/hypothesis/rituximab-maintenance-reduces" in bound
    assert "UNDEF" not in bound


@pytest.mark.parametrize("address", ["/queries", "/queries/study-list"])
@pytest.mark.parametrize("form", TRIPLES, ids=lambda form: form.extension)
def test_questions_describe_themselves_by_negotiation(
    client: FlaskClient, address: str, form: Format
) -> None:
    """A client that prefers RDF gets the SHACL description, and where it has its own address."""
    answer = client.get(address, headers={"Accept": form.media_type})
    graph = rdflib.Graph().parse(data=answer.data, format=SYNTAXES[form.extension])
    same = client.get(answer.headers["Content-Location"])

    expected = 1 if address.endswith("study-list") else len(questions())
    assert (200, form.media_type) == (answer.status_code, answer.mimetype)
    assert "Accept" in answer.headers["Vary"]
    assert expected == len(set(graph.subjects(RDF.type, SH.SPARQLExecutable)))
    assert answer.data == same.data


def test_a_browser_gets_the_pages(client: FlaskClient) -> None:
    """HTML is what a browser gets at the addresses that also answer with RDF."""
    for address in ("/queries", "/queries/study-list"):
        assert "text/html" == client.get(address, headers={"Accept": CHROME}).mimetype


def test_the_description_of_a_table_question_has_the_short_address_too(
    client: FlaskClient,
) -> None:
    """A question with a table for an answer is described at `.ttl` and at `/description.ttl`."""
    short = client.get("/queries/study-list.ttl")
    full = client.get("/queries/study-list/description.ttl")

    assert (200, short.data) == (full.status_code, full.data)
    assert "http://localhost/sparql" in full.text


@pytest.mark.parametrize(
    ("address", "said"),
    [
        (f"{PATH}.csv?hypothesis=x&year=20x", "year='20x' is not an integer"),
        (f"{PATH}.csv?year=2020", "needs hypothesis"),
        (f"{PATH}.csv?{VALUES}&size=9", "no parameter size; it takes hypothesis, year"),
        (f"{PATH}.csv?{VALUES}&year=2021", "year is given 2 times (2020, 2021)"),
        (f"{PATH}.rq?year=x", "year='x' is not an integer"),
        ("thing-list.json?kind=planet", "kind='planet' is not one of its values; give study"),
        ("study-linked.csv?thing=x", "give an absolute IRI, such as thing=https://"),
        ("scope-limits.csv?study=A%20B", "study='A B'"),
    ],
)
def test_a_wrong_value_is_refused_by_name(client: FlaskClient, address: str, said: str) -> None:
    """Data of a question with a wrong parameter is 400: which one, what was given, what works."""
    answer = client.get(f"/queries/{address}")
    text = json.loads(answer.data)["detail"] if ".json" in address else answer.text

    assert (400, True) == (answer.status_code, said in text), answer.text


def test_a_page_with_a_wrong_value_keeps_the_form(client: FlaskClient) -> None:
    """The page of a question answers 400 with the problem, and the form as it was filled in."""
    answer = client.get(f"/queries/{PATH}?hypothesis=nobody&year=20x", headers={"Accept": CHROME})

    assert (400, "text/html") == (answer.status_code, answer.mimetype)
    assert "year=&#39;20x&#39; is not an integer" in answer.text
    assert "no record of this type called “nobody”" in answer.text
    assert 'value="20x"' in answer.text


def test_a_page_without_what_is_needed_shows_the_form_and_an_example(client: FlaskClient) -> None:
    """Nothing is asked yet; the link to an example asks with values that have an answer."""
    page = client.get(f"/queries/{PATH}", headers={"Accept": CHROME}).text

    assert "Choose what is needed above" in page
    assert '<select id="p-hypothesis"' in page
    assert 'type="number"' in page
    assert "Try an example" in page


def test_an_unknown_question_or_suffix_is_not_found(client: FlaskClient) -> None:
    """What there is instead is named."""
    unknown = client.get("/queries/no-such.csv")
    suffix = client.get("/queries/study-list.pdf")

    assert (404, True) == (unknown.status_code, "study-list" in unknown.text)
    assert (404, True) == (suffix.status_code, ".csv" in suffix.text)


def test_the_list_of_questions_can_be_searched(client: FlaskClient) -> None:
    """Every word must stand in the title, the description, the keywords or the name."""
    found = client.get("/queries?q=adverse+risk", headers={"Accept": CHROME}).text
    nothing = client.get("/queries?q=zzz", headers={"Accept": CHROME}).text

    assert 'href="/queries/adverse-events"' in found
    assert 'href="/queries/gap-map"' not in found
    assert "No question is about “zzz”" in nothing


def test_questions_of_readers_come_first(client: FlaskClient) -> None:
    """Those behind pages and downloads stand below them, each group under its heading."""
    page = client.get("/queries", headers={"Accept": CHROME}).text
    places = [page.index(f'id="{anchor}"') for anchor in ("ask", "pages", "downloads")]

    assert sorted(places) == places
    assert page.index("/queries/gap-map") < places[1] < page.index("/queries/study-header")


def test_the_calls_that_the_page_shows_work(app: Flask, client: FlaskClient) -> None:
    """The Python of the page, run as it stands, gets the rows; so does the address for curl."""
    with live(app) as address:
        with urlopen(f"{address}/queries/{CASE}") as response:
            page = html.unescape(response.read().decode())
        curl, python = (
            re.search(rf'aria-label="With {name}".*?<code>(.*?)</code>', page, re.DOTALL)
            for name in ("curl", "Python")
        )
        assert curl is not None
        assert python is not None
        code = python[1].partition("# or at")[2]
        found: dict[str, Any] = {}
        exec(f"# {code}", found)
        with urlopen(curl[1].split('"')[1]) as response:
            rows = list(csv.DictReader(io.StringIO(response.read().decode())))

    assert len(rows) == len(found["answer"]["results"]["bindings"]) > 1
    assert f'pandas.read_csv("{address}/queries/{PATH}.csv?' in python[1]
