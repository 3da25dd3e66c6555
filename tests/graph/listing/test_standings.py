"""Where a question stood at the end of a year."""

from typing import Any

import pyoxigraph as ox
import pytest

from graph.endpoint import LocalEndpoint
from graph.listing import Lists, build_lists, standing
from graph.namespaces import DEFAULT_BASE
from graph.reader import Reader
from graph.records import Selection, Standing
from graph.tables import plain

ALL = 10**6
QUESTION = f"{DEFAULT_BASE}id/question/asked"
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
<question> a eq:OpenQuestion ; rdfs:label "Is it so?" ; eq:status eq:Open .
<question> eq:step t:s1 , t:s2 , t:s3 .
t:s1 eq:status eq:Open ; eq:year "2010"^^xsd:gYear ; eq:movedBy t:asker .
t:s2 eq:status eq:Addressed ; eq:year "2013"^^xsd:gYear ; eq:movedBy t:lapsed .
t:s3 eq:status eq:Open ; eq:year "2017"^^xsd:gYear ; eq:movedBy t:lapsed .
<question> eq:attempt t:a .
t:a eq:byStudy t:lapsed ; eq:status eq:Addressed .
t:a eq:fromYear "2013"^^xsd:gYear ; eq:untilYear "2017"^^xsd:gYear .
"""


@pytest.fixture(scope="module")
def retracted(tmp_path_factory: pytest.TempPathFactory) -> Lists:
    """The lists of the one question."""
    store = ox.Store()
    store.load(RETRACTED.replace("<question>", f"<{QUESTION}>"), format=ox.RdfFormat.TURTLE)
    lists = Lists(tmp_path_factory.mktemp("lists") / "lists.sqlite")
    build_lists(LocalEndpoint(store), lists.path)
    return lists


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
    retracted: Lists, year: str, status: str | None, steps: int, attempts: list[str]
) -> None:
    """Until then the question was addressed; the attempt says in which year it was retracted."""
    found = standing(retracted.records, QUESTION, year, ALL)

    assert status == (found.status.label if found.status else None)
    assert ("2010" if status else None) == found.since
    assert steps == len(found.steps)
    assert attempts == [attempt.until for attempt in found.attempts.records]


@pytest.mark.parametrize("year", ["1995", "2010", "2012", "2017", "2100"])
def test_it_stood_where_the_named_questions_say(
    lists: Lists, endpoint: LocalEndpoint, year: str
) -> None:
    """For every question: its status, since when it is asked, its steps and its attempts."""
    reader = Reader(endpoint, DEFAULT_BASE)
    raised = 0
    for summary in lists.questions(Selection(size=ALL)).records:
        asked = {"question": summary.ref.iri, "as_of": year}
        found = standing(lists.records, summary.ref.iri, year, ALL)
        assert told(found, list(reader.ask("question-status", **asked))), summary.ref.iri
        attempts = [plain(row["study"]) for row in reader.ask("question-attempts", **asked)]
        assert list(dict.fromkeys(attempts)) == [item.study.iri for item in found.attempts.records]
        raised += found.status is not None
    assert raised or year == "1995"


def told(found: Standing, rows: list[dict[str, Any]]) -> bool:
    """Tell whether rows of ``question-status`` say what was found."""
    if not rows:
        return (None, None, ()) == (found.status, found.since, found.steps)
    said = [{name: plain(term) for name, term in row.items()} for row in rows]
    asked = said[0].get("asked", "")
    return (
        found.status is not None
        and said[0]["status"] == found.status.label
        and (asked if asked.isdecimal() else None) == found.since
        and {(row["year"], row["step"]) for row in said}
        == {(step.year, step.status) for step in found.steps}
    )
