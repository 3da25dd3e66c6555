"""Where a question stood at the end of a year."""

import pyoxigraph as ox
import pytest

from graph.catalogue import Catalogue
from graph.endpoint import LocalEndpoint

QUESTION = "urn:test:question"
#: A question that was raised in 2010 and addressed in 2013 by a study that was retracted in 2017.
RETRACTED = """
@prefix eq: <https://w3id.org/equipoise/ns#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
@prefix t: <urn:test:> .
eq:Open rdfs:label "open" .
eq:Addressed rdfs:label "addressed" .
t:asker rdfs:label "Asker" .
t:lapsed rdfs:label "Lapsed" .
t:question a eq:OpenQuestion ; rdfs:label "Is it so?" ; eq:step t:s1 , t:s2 , t:s3 .
t:s1 eq:status eq:Open ; eq:year "2010"^^xsd:gYear ; eq:movedBy t:asker .
t:s2 eq:status eq:Addressed ; eq:year "2013"^^xsd:gYear ; eq:movedBy t:lapsed .
t:s3 eq:status eq:Open ; eq:year "2017"^^xsd:gYear ; eq:movedBy t:lapsed .
t:question eq:attempt t:a .
t:a eq:byStudy t:lapsed ; eq:status eq:Addressed .
t:a eq:fromYear "2013"^^xsd:gYear ; eq:untilYear "2017"^^xsd:gYear .
"""


@pytest.mark.parametrize(
    ("year", "status", "steps", "attempts"),
    [
        ("2009", None, 0, []),
        ("2010", "open", 1, []),
        ("2016", "addressed", 2, ["2017"]),
        ("2017", "open", 3, ["2017"]),
    ],
)
def test_a_retraction_counts_from_its_year_on(
    year: str, status: str | None, steps: int, attempts: list[str]
) -> None:
    """Until then the question was addressed; the attempt says in which year it was retracted."""
    store = ox.Store()
    store.load(RETRACTED, format=ox.RdfFormat.TURTLE)
    found = Catalogue(LocalEndpoint(store)).standing(QUESTION, year)

    assert status == (found.status.label if found.status else None)
    assert ("2010" if status else None) == found.since
    assert steps == len(found.steps)
    assert attempts == [attempt.until for attempt in found.attempts]


def test_every_question_ends_where_it_stands_today(endpoint: LocalEndpoint) -> None:
    """After the last year of change, status, steps and dated attempts are those of today."""
    catalogue, seen = Catalogue(endpoint), 0
    for summary in catalogue.questions():
        iri = summary.ref.iri
        steps, attempts = catalogue.steps(iri), catalogue.attempts(iri)
        if steps and all(step.year for step in steps):
            then = catalogue.standing(iri, "2100")
            assert summary.status == then.status
            assert (summary.since, steps) == (then.since, then.steps)
            assert tuple(one for one in attempts if one.since) == then.attempts
            seen += 1
    assert seen > 50
