"""What records say of a thing that another site names: a page, RDF, and a way to our own pages."""

import html

import rdflib
from flask.testing import FlaskClient

from graph.namespaces import DEFAULT_BASE, SKOS

BROWSER = {"Accept": "text/html"}
FOREIGN = "https://bioregistry.io/fplx:IL1"
TARGET = f"{DEFAULT_BASE}id/target/il-1"


def test_the_page_says_who_names_it_and_where(client: FlaskClient) -> None:
    """The target that is the same as the thing stands there with its document."""
    page = client.get("/resource", query_string={"iri": FOREIGN}, headers=BROWSER).text

    assert 'href="/target/il-1"' in page
    assert 'href="/graph/targets/interleukin-1"' in page
    assert html.escape(FOREIGN) in page


def test_it_is_there_as_rdf(client: FlaskClient) -> None:
    """Suffix and Accept give the statements that name it, and say where the data stands."""
    by_suffix = client.get("/resource.nt", query_string={"iri": FOREIGN})
    by_accept = client.get(
        "/resource", query_string={"iri": FOREIGN}, headers={"Accept": "text/turtle"}
    )
    statement = (
        rdflib.URIRef(TARGET),
        rdflib.URIRef(f"{SKOS}exactMatch"),
        rdflib.URIRef(FOREIGN),
    )

    assert statement in rdflib.Graph().parse(data=by_suffix.text, format="nt")
    assert statement in rdflib.Graph().parse(data=by_accept.text, format="turtle")
    assert by_accept.headers["Content-Location"].startswith("/resource.ttl?iri=")


def test_a_record_of_ours_has_its_own_page(client: FlaskClient) -> None:
    """The IRI of a record leads to that record."""
    answer = client.get("/resource", query_string={"iri": TARGET})

    assert (303, "/target/il-1") == (answer.status_code, answer.headers["Location"])


def test_what_nobody_names_is_not_found(client: FlaskClient) -> None:
    """An IRI that no record names, text that is none, and none at all are told apart."""
    missing = client.get("/resource", query_string={"iri": "https://example.org/x"})
    no_iri = client.get("/resource", query_string={"iri": "two words"})

    assert (404, 404) == (missing.status_code, no_iri.status_code)
    assert 400 == client.get("/resource").status_code
    assert 404 == client.get("/resource.ttl?iri=https://example.org/x").status_code


def test_what_many_name_is_shown_in_part(client: FlaskClient) -> None:
    """Of the documents under the licence the page shows the first hundred and offers all."""
    page = client.get(
        "/resource",
        query_string={"iri": "https://creativecommons.org/licenses/by/4.0/"},
        headers=BROWSER,
    ).text

    assert 100 == page.count('data-label="Document"')
    assert "the first 100 stand here" in page


def test_a_target_leads_to_what_is_said_of_its_names(client: FlaskClient) -> None:
    """Beside the name in another database stands what records say of it."""
    page = client.get("/target/il-1", headers=BROWSER).text

    assert "/resource?iri=https%3A%2F%2Fbioregistry.io%2Ffplx%3AIL1" in page
