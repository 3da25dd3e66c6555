"""Linked data over HTTP: redirects, negotiation, documents, validators."""

import json
from datetime import UTC, datetime, timedelta

import pytest
from flask.testing import FlaskClient
from werkzeug.http import http_date

from graph.service import Service
from tests.web.linked.accepted import CLIENTS
from web.http.negotiation import DUMPS, HTML, RDF, TRIPLES, Format

TRIAL = "https://w3id.org/equipoise/id/study/roerink-2017"
PAGE = "/study/roerink-2017"
CHROME = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"
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
DOCUMENTS = ["graph/studies/roerink-2017", "graph/ontology/equipoise", "graph/dataset"]


def headers(accept: str | None) -> dict[str, str]:
    return {} if accept is None else {"Accept": accept}


def suffixed(address: str, extension: str) -> str:
    return address if extension == "html" else f"{address}.{extension}"


@pytest.mark.parametrize("record", RECORDS)
def test_a_name_leads_every_client_to_what_it_prefers(client: FlaskClient, record: str) -> None:
    """The IRI of a thing answers 303 by Accept, or 406; caches know what it depends on."""
    expected, found = {}, {}
    for program in CLIENTS:
        answer = client.get(f"/id/{record}", headers=headers(program.accept))
        found[program.name] = (answer.status_code, answer.headers.get("Location"))
        expected[program.name] = (
            (303, suffixed(f"/{record}", program.record)) if program.record else (406, None)
        )
        assert "Accept" in answer.headers["Vary"]
        if program.record:
            assert "max-age=86400" == answer.headers["Cache-Control"]

    assert expected == found


@pytest.mark.parametrize(
    ("address", "offered"),
    [
        *((f"/{record}", RDF) for record in (*RECORDS, *DOCUMENTS)),
        ("/ns", TRIPLES),
        ("/shapes", TRIPLES),
    ],
)
def test_every_client_gets_what_it_prefers_where_it_asks(
    client: FlaskClient, address: str, offered: tuple[Format, ...]
) -> None:
    """A page's address also answers with RDF, by Accept, and names the document; or with 406."""
    tags = {}
    for form in (HTML, *offered):
        answer = client.get(address, headers={"Accept": form.media_type})
        assert (200, form.media_type) == (answer.status_code, answer.mimetype)
        tags[form.extension] = answer.headers["ETag"]
        located = None if form is HTML else suffixed(address, form.extension)
        assert located == answer.headers.get("Content-Location")
    assert len(offered) + 1 == len(set(tags.values()))

    expected, found = {}, {}
    for program in CLIENTS:
        # Whoever has every variant gets 304 with the tag of the one that would have been sent.
        known = {"If-None-Match": ", ".join(tags.values())}
        answer = client.get(address, headers=headers(program.accept) | known)
        found[program.name] = (answer.status_code, answer.headers.get("ETag"))
        chosen = program.record if offered is RDF else program.triples
        expected[program.name] = (304, tags[chosen]) if chosen else (406, None)
        assert "Accept" in answer.headers["Vary"]

    assert expected == found


@pytest.mark.parametrize("record", RECORDS)
def test_where_a_name_leads_is_what_was_asked_for(client: FlaskClient, record: str) -> None:
    """What a name leads to answers 200 in that format, for the page and for every RDF format."""
    for form in (HTML, *RDF):
        redirect = client.get(f"/id/{record}", headers={"Accept": form.media_type})
        document = client.get(redirect.location, headers={"Accept": form.media_type})

        assert (200, form.media_type) == (document.status_code, document.mimetype)


def test_the_name_of_the_graph_leads_to_its_page_or_its_description(client: FlaskClient) -> None:
    """The IRI of the whole graph answers 303: to /data for people, to VoID for programs."""
    page = client.get("/dataset", headers={"Accept": CHROME})
    data = client.get("/dataset", headers={"Accept": "text/turtle"})

    assert [(303, "/data"), (303, "/void.ttl")] == [
        (answer.status_code, answer.location) for answer in (page, data)
    ]


@pytest.mark.parametrize("address", [f"/id{PAGE}", PAGE, "/graph/studies/roerink-2017", "/ns"])
def test_what_nobody_offers_is_refused_with_a_list(client: FlaskClient, address: str) -> None:
    """An Accept header that matches nothing gets 406 and the variants there are."""
    answer = client.get(address, headers={"Accept": "application/foo"})

    assert (406, True) == (answer.status_code, "text/turtle" in answer.text)


def test_a_refusal_names_addresses_that_exist(client: FlaskClient) -> None:
    """Whoever asks for a name in no format that exists is told where the formats are."""
    answer = client.get(f"/id{PAGE}", headers={"Accept": "application/foo"})

    assert f'<{PAGE}.ttl>; rel="alternate"; type="text/turtle"' in answer.headers["Link"]
    assert f"text/turtle  {PAGE}.ttl" in answer.text


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


@pytest.mark.parametrize(
    "address",
    [PAGE, f"{PAGE}.ttl", "/", "/ns.ttl", "/void.ttl", "/dcat.ttl", "/feed.atom", "/sitemap.xml"],
)
def test_what_has_not_changed_since_is_not_sent_again(client: FlaskClient, address: str) -> None:
    """A date no older than Last-Modified gets 304, an older one 200, and a tag counts before it."""
    first = client.get(address)
    changed = first.last_modified
    assert changed is not None
    before = http_date(changed - timedelta(seconds=1))

    def status(**given: str) -> int:
        named = {name.replace("_", "-"): value for name, value in given.items()}
        return client.get(address, headers=named).status_code

    assert 304 == status(If_Modified_Since=http_date(changed))
    assert 200 == status(If_Modified_Since=before)
    assert 200 == status(If_Modified_Since=http_date(changed), If_None_Match='"other"')
    assert 304 == status(If_Modified_Since=before, If_None_Match=first.headers["ETag"])


def test_nothing_changed_before_its_release(client: FlaskClient, service: Service) -> None:
    """Last-Modified is the time of the release, or later if the code that writes it is newer."""
    changed = client.get(PAGE).last_modified

    assert changed is not None
    assert datetime.fromisoformat(service.release.issued) <= changed <= datetime.now(UTC)


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
