"""What becomes of names: a record that was withdrawn is gone, one that has moved leads on."""

from collections.abc import Iterator

import pytest
from flask.testing import FlaskClient

from graph.release import build
from graph.service import Service
from graph.settings import Settings
from web import create_app

GONE = """
@prefix eq: <https://w3id.org/equipoise/ns#> .
@prefix contributor: <https://w3id.org/equipoise/id/contributor/> .
@prefix hypothesis: <https://w3id.org/equipoise/id/hypothesis/> .
@prefix study: <https://w3id.org/equipoise/id/study/> .
@prefix dcterms: <http://purl.org/dc/terms/> .
@prefix prov: <http://www.w3.org/ns/prov#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .

<https://w3id.org/equipoise/graph/withdrawn/2026> a prov:Bundle ;
  dcterms:license <https://creativecommons.org/licenses/by/4.0/> ;
  prov:wasAttributedTo contributor:curators ;
  prov:generatedAtTime "2026-11-22T00:00:00Z"^^xsd:dateTime .

study:roerink-2016 a eq:Tombstone ; rdfs:label "TEST Anakinra (Roerink 2016)"@en ;
  skos:changeNote "Named after the wrong year."@en ;
  prov:invalidatedAtTime "2026-11-22T00:00:00Z"^^xsd:dateTime ;
  dcterms:isReplacedBy study:roerink-2017 .

hypothesis:il-1-is-moon-dust a eq:Tombstone ; rdfs:label "TEST IL-1 is moon dust."@en ;
  skos:changeNote "Nobody ever said so."@en ;
  prov:invalidatedAtTime "2026-11-22T00:00:00Z"^^xsd:dateTime .
"""


@pytest.fixture
def client(editable: Settings) -> Iterator[FlaskClient]:
    """The site over the documents about one trial, with two names that are gone."""
    (editable.data / "withdrawn").mkdir()
    (editable.data / "withdrawn" / "2026.ttl").write_text(GONE, "utf-8")
    outcome = build(editable)
    assert outcome.release is not None, outcome.report and outcome.report.text()
    service = Service(editable)
    yield create_app(service).test_client()
    service.close()


def test_names_that_are_gone_say_so(client: FlaskClient) -> None:
    """A withdrawn record answers 410 with its reason, and a moved one leads to its successor."""
    gone = client.get("/hypothesis/il-1-is-moon-dust", headers={"Accept": "text/html"})
    moved = client.get("/study/roerink-2016?depth=short", headers={"Accept": "text/html"})
    listed = client.get("/hypotheses", headers={"Accept": "text/html"}).text

    assert 410 == gone.status_code
    assert "This record was withdrawn" in gone.text
    assert (
        "“TEST IL-1 is moon dust.” was withdrawn on 2026-11-22: Nobody ever said so." in gone.text
    )
    assert (301, "/study/roerink-2017?depth=short") == (moved.status_code, moved.location)
    assert "moon dust" not in listed


def test_programs_read_what_became_of_a_name(client: FlaskClient) -> None:
    """As RDF a name that is gone says why, and which record replaces it."""
    told = client.get("/study/roerink-2016.nt").text
    successor = "<https://w3id.org/equipoise/id/study/roerink-2017>"

    assert f"<http://purl.org/dc/terms/isReplacedBy> {successor}" in told
