"""Linked data over HTTP: redirects, negotiation, documents, validators."""

import json

import pytest
from flask.testing import FlaskClient

from graph.service import Service
from web.negotiation import DUMPS, RDF, Format

TRIAL = "https://w3id.org/equipoise/id/study/roerink-2017"
PAGE = "/study/roerink-2017"
CHROME = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"
ACCEPTED = [
    (CHROME, "text/html"),
    ("*/*", "text/html"),
    (None, "text/html"),
    ("application/rdf+xml,text/rdf+n3;q=0.9,*/*;q=0.1", "application/rdf+xml"),
    ("application/rdf+xml, application/xml; q=0.7, text/plain; q=0.1", "application/rdf+xml"),
    ("text/turtle,application/n-triples;q=0.9,*/*;q=0.3", "text/turtle"),
    ("application/rdf+xml, text/turtle, text/html;q=0.6", "application/rdf+xml"),
    ('application/ld+json;profile="http://www.w3.org/ns/json-ld#compacted"', "application/ld+json"),
]
EXTENSIONS = {form.media_type: f".{form.extension}" for form in RDF} | {"text/html": ""}
RECORDS = [
    "study/roerink-2017",
    "publication/roerink-2017",
    "hypothesis/inflammation",
    "question/il-1-central-versus-peripheral",
    "intervention/anakinra",
    "target/il-1",
    "condition/me-cfs",
    "case-definition/fukuda-1994",
    "instrument/cis-fatigue",
    "contributor/curators",
]


def headers(accept: str | None) -> dict[str, str]:
    return {} if accept is None else {"Accept": accept}


@pytest.mark.parametrize(("accept", "expected"), ACCEPTED)
@pytest.mark.parametrize("record", RECORDS)
def test_a_name_leads_to_a_document_that_the_client_can_read(
    client: FlaskClient, record: str, accept: str | None, expected: str
) -> None:
    """The IRI of a thing answers 303, by Accept, and what it leads to answers 200."""
    redirect = client.get(f"/id/{record}", headers=headers(accept))
    document = client.get(redirect.location, headers=headers(accept))

    assert (303, f"/{record}{EXTENSIONS[expected]}") == (redirect.status_code, redirect.location)
    assert "Accept" in redirect.headers["Vary"]
    assert (200, expected) == (document.status_code, document.mimetype)


@pytest.mark.parametrize(("accept", "expected"), ACCEPTED)
def test_a_record_is_negotiated_where_it_stands(
    client: FlaskClient, accept: str | None, expected: str
) -> None:
    """The address of a page also answers with RDF, and says which document that is."""
    answer = client.get(PAGE, headers=headers(accept))

    assert (200, expected) == (answer.status_code, answer.mimetype)
    assert "Accept" in answer.headers["Vary"]
    if expected != "text/html":
        assert PAGE + EXTENSIONS[expected] == answer.headers["Content-Location"]


@pytest.mark.parametrize("address", [f"/id{PAGE}", PAGE, "/graph/studies/roerink-2017", "/ns"])
def test_what_nobody_offers_is_refused_with_a_list(client: FlaskClient, address: str) -> None:
    """An Accept header that matches nothing gets 406 and the variants there are."""
    answer = client.get(address, headers={"Accept": "application/foo"})

    assert (406, True) == (answer.status_code, "text/turtle" in answer.text)


@pytest.mark.parametrize("form", RDF, ids=lambda form: form.extension)
def test_a_suffix_beats_the_header(client: FlaskClient, form: Format) -> None:
    """Every RDF format has an address of its own, whatever the client accepts."""
    answer = client.get(f"{PAGE}.{form.extension}", headers={"Accept": CHROME})

    assert (200, form.media_type) == (answer.status_code, answer.mimetype)
    assert "roerink-2017" in answer.text


def test_an_unknown_suffix_is_not_found_and_says_which_there_are(client: FlaskClient) -> None:
    """A format that does not exist is 404, with the suffixes that do."""
    answer = client.get(f"{PAGE}.pdf")

    assert (404, True) == (answer.status_code, ".ttl" in answer.text)


@pytest.mark.parametrize("address", ["/study/nobody-1900.ttl", "/graph/studies/nobody-1900.ttl"])
def test_data_that_does_not_exist_is_not_found(client: FlaskClient, address: str) -> None:
    """Documents of unknown records are 404, in text."""
    answer = client.get(address)

    assert (404, "text/plain") == (answer.status_code, answer.mimetype)


def test_a_page_tells_machines_what_it_is(client: FlaskClient) -> None:
    """Signposting names the IRI, every RDF variant, the type and the licence."""
    link = client.get(PAGE).headers["Link"]

    assert f'<{TRIAL}>; rel="cite-as"' in link
    assert '<https://schema.org/MedicalStudy>; rel="type"' in link
    assert '<https://creativecommons.org/licenses/by/4.0/>; rel="license"' in link
    for form in RDF:
        described = f'<{PAGE}.{form.extension}>; rel="describedby"; type="{form.media_type}"'
        assert described in link


def test_data_leads_back_to_its_page(client: FlaskClient) -> None:
    """A document says which page it describes."""
    assert f'<{PAGE}>; rel="describes"' in client.get(f"{PAGE}.ttl").headers["Link"]


@pytest.mark.parametrize(
    "address",
    [
        PAGE,
        f"{PAGE}.ttl",
        "/",
        "/studies",
        "/graph/studies/roerink-2017.trig",
        "/dump.nq",
        "/ns.ttl",
    ],
)
def test_what_the_client_has_is_not_sent_again(client: FlaskClient, address: str) -> None:
    """An ETag comes back as 304 without a body, and another variant is no match."""
    first = client.get(address)
    again = client.get(address, headers={"If-None-Match": first.headers["ETag"]})
    other = client.get(address, headers={"If-None-Match": '"other"'})

    assert (304, b"") == (again.status_code, again.data)
    assert first.headers["ETag"] == again.headers["ETag"]
    assert 200 == other.status_code


def test_variants_and_addresses_have_validators_of_their_own(client: FlaskClient) -> None:
    """The page, its Turtle and another page never share an ETag."""
    tags = {
        client.get(PAGE).headers["ETag"],
        client.get(PAGE, headers={"Accept": "text/turtle"}).headers["ETag"],
        client.get("/studies").headers["ETag"],
        client.get("/studies?pem=pemnotrequired").headers["ETag"],
    }

    assert 4 == len(tags)


@pytest.mark.parametrize("address", [PAGE, f"{PAGE}.ttl", f"/id{PAGE}", "/dump.trig", "/ns"])
def test_head_has_the_headers_of_get(client: FlaskClient, address: str) -> None:
    """HEAD answers with the same status and headers, and no body."""
    get, head = client.get(address), client.head(address)
    compared = ("Content-Type", "ETag", "Link", "Vary", "Location")

    assert get.status_code == head.status_code
    assert [get.headers.get(name) for name in compared] == [
        head.headers.get(name) for name in compared
    ]
    assert b"" == head.data


@pytest.mark.parametrize("address", [f"{PAGE}.jsonld", "/dump.nq", "/queries/study-list.csv"])
def test_data_may_be_read_by_scripts_of_other_sites(client: FlaskClient, address: str) -> None:
    """Data carries CORS headers, and pages do not."""
    data, page = client.get(address), client.get("/")

    assert "*" == data.headers["Access-Control-Allow-Origin"]
    assert "Link" in data.headers["Access-Control-Expose-Headers"]
    assert "Access-Control-Allow-Origin" not in page.headers


@pytest.mark.parametrize("form", DUMPS, ids=lambda form: form.extension)
def test_the_dump_holds_every_document(client: FlaskClient, service: Service, form: Format) -> None:
    """The whole graph is a download named after its release."""
    answer = client.get(f"/dump.{form.extension}")

    assert form.media_type == answer.mimetype
    assert service.release.name in answer.headers["Content-Disposition"]
    assert "graph/studies/roerink-2017" in answer.text


def test_a_document_can_be_read_as_it_stands(client: FlaskClient) -> None:
    """A named graph has a page that shows its Turtle, and RDF for machines."""
    page = client.get("/graph/studies/roerink-2017", headers={"Accept": CHROME})
    turtle = client.get("/graph/studies/roerink-2017", headers={"Accept": "text/turtle"})

    assert ("text/html", True) == (page.mimetype, "eq:StudyRecord" in page.text)
    assert ("text/turtle", True) == (turtle.mimetype, "eq:StudyRecord" in turtle.text)


def test_the_ontology_is_a_page_and_turtle(client: FlaskClient) -> None:
    """/ns shows every term with an anchor, and gives the ontology to RDF clients."""
    page = client.get("/ns", headers={"Accept": CHROME})
    turtle = client.get("/ns", headers={"Accept": "text/turtle"})

    assert ("text/html", 1) == (page.mimetype, page.text.count('id="Supports"'))
    assert ("text/turtle", True) == (turtle.mimetype, "eq:EvidenceLink a owl:Class" in turtle.text)
    assert turtle.data == client.get("/ns.ttl").data


@pytest.mark.parametrize(
    ("extension", "media_type"),
    [
        ("csv", "text/csv"),
        ("json", "application/sparql-results+json"),
        ("tsv", "text/tab-separated-values"),
        ("xml", "application/sparql-results+xml"),
    ],
)
def test_a_named_question_is_answered_as_data(
    client: FlaskClient, extension: str, media_type: str
) -> None:
    """The answer to a question has an address in every table format."""
    answer = client.get(f"/queries/study-findings.{extension}?study=roerink-2017")

    assert (200, media_type) == (answer.status_code, answer.mimetype)
    assert f"{TRIAL}#finding-1" in answer.text


def test_data_and_page_of_a_question_agree(client: FlaskClient) -> None:
    """The table on the page has the columns and rows of the JSON answer."""
    address = "/queries/study-findings"
    data = json.loads(client.get(f"{address}.json?study=roerink-2017").data)
    page = client.get(f"{address}?study=roerink-2017").text

    assert all(f'<th scope="col">{name}</th>' in page for name in data["head"]["vars"])
    assert len(data["results"]["bindings"]) == page.count("<tr>") - 1
