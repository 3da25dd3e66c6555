"""The page of each term of the ontology."""

import pytest
from flask.testing import FlaskClient

from graph.namespaces import EQ, RDF
from graph.service import Service
from web.pages.vocabulary import nodes

BROWSER = {"Accept": "text/html"}


def test_a_property_says_where_it_belongs_and_what_is_demanded(client: FlaskClient) -> None:
    """Domain, list, constraints with their codes, questions and rules that use it."""
    page = client.get("/ontology/direction", headers=BROWSER).text

    assert "Said of" in page
    assert 'href="/ontology/DirectionScheme"' in page
    assert 'href="/shapes#' in page
    assert 'href="/queries/hypothesis-evidence"' in page
    assert 'href="/how#rule-evidence-balance"' in page


def test_a_word_of_a_list_says_its_mark_and_how_often_it_stands(client: FlaskClient) -> None:
    """The mark that pages draw is the notation of the word; its uses are counted."""
    page = client.get("/ontology/Supports", headers=BROWSER).text

    assert "<dt>Mark</dt><dd>▲</dd>" in page
    assert "statements in this release" in page
    assert "Support is not proof." in page
    assert 'href="/ns#Supports">In the whole ontology</a>' in page


def test_a_class_counts_its_records(client: FlaskClient, service: Service) -> None:
    """As many studies as the list of studies holds."""
    page = client.get("/ontology/Study", headers=BROWSER).text

    assert f"{len(service.catalogue.studies())} records in this release" in page


def test_every_term_of_the_ontology_has_a_page(client: FlaskClient, service: Service) -> None:
    """Each class, property, list and word answers, and the whole ontology links to it."""
    with client.application.test_request_context("/"):
        known = nodes(service.release.digest)
    terms = [iri.removeprefix(EQ) for iri, node in known.items() if f"{RDF}type" in node]
    whole = client.get("/ns", headers=BROWSER).text

    assert len(terms) > 300
    assert [] == [
        name
        for name in terms[::7]
        if client.get(f"/ontology/{name}", headers=BROWSER).status_code != 200
    ]
    assert [] == [
        name for name in ("Study", "stance", "Supports") if f"/ontology/{name}" not in whole
    ]


@pytest.mark.parametrize(("address", "status"), [("/ontology/Nothing", 404), ("/ontology", 308)])
def test_other_addresses(client: FlaskClient, address: str, status: int) -> None:
    """An unknown term is not found; the ontology as a whole is at the address of its IRI."""
    answer = client.get(address, headers=BROWSER)

    assert status == answer.status_code
    assert answer.headers.get("Location", "/ns").endswith("/ns")
