"""What lists are told: order, trees, samples and completeness."""

from itertools import pairwise

import pyoxigraph as ox
import pytest

from graph.catalogue import Catalogue
from graph.catalogue.summaries import questions, tree
from graph.endpoint import LocalEndpoint, Row
from graph.namespaces import DCTERMS, DEFAULT_BASE, EQ
from graph.records import HypothesisSummary, Ref

ID = f"{DEFAULT_BASE}id/"
TRIAL = f"{ID}study/roerink-2017"


@pytest.fixture(scope="module")
def catalogue(endpoint: LocalEndpoint) -> Catalogue:
    return Catalogue(endpoint)


def test_lists_hold_everything_in_their_order(catalogue: Catalogue) -> None:
    """Studies come newest first, questions oldest first, hypotheses under their parents."""
    counts = catalogue.overview().counts
    studies, questions = catalogue.studies(), catalogue.questions()
    hypotheses = catalogue.hypotheses()
    seen: set[str] = set()

    assert (counts["study"], counts["question"], counts["hypothesis"]) == (
        len(studies),
        len(questions),
        len(hypotheses),
    )
    assert all((a.year or "") >= (b.year or "") for a, b in pairwise(studies))
    assert all((a.since or "9999") <= (b.since or "9999") for a, b in pairwise(questions))
    for summary in hypotheses:
        assert summary.parent is None or summary.parent in seen
        seen.add(summary.ref.iri)


def test_the_home_page_is_told_little(catalogue: Catalogue) -> None:
    """At most five contested hypotheses, five most weighed ones and five open questions."""
    home = catalogue.overview()

    assert all(0 < len(listed) <= 5 for listed in (home.contested, home.weighed, home.questions))
    assert all(item.contested for item in home.contested)
    assert {"open"} == {question.status.label for question in home.questions}


def test_every_hypothesis_and_question_names_its_tree(catalogue: Catalogue) -> None:
    """The document that states it has the name of its subject."""
    hypotheses, questions = catalogue.hypotheses(), catalogue.questions()

    assert all(item.tree and "/graph/hypotheses/" in item.tree.iri for item in hypotheses)
    assert all(item.tree and "/graph/questions/" in item.tree.iri for item in questions)
    assert "HPA axis" in {item.tree.label for item in hypotheses if item.tree}


def test_studies_are_listed_with_who_took_part(catalogue: Catalogue) -> None:
    """Conditions and case definitions come with the list, and the kind of study comes first."""
    (trial,) = [item for item in catalogue.studies() if item.ref.iri == TRIAL]

    assert ["CDC 1994 (Fukuda) criteria"] == [ref.label for ref in trial.definitions]
    assert trial.conditions
    assert "randomised controlled trial" == trial.designs[0].label
    assert trial.designs == catalogue.study(TRIAL).designs


def test_related_hypotheses_stand_apart_from_broader_ones(catalogue: Catalogue) -> None:
    """A relation shows from both ends, and makes nothing broader or narrower."""
    trial, cause = "hydrocortisone-low-dose-reduces-fatigue", "low-cortisol-contributes-to-fatigue"
    page = catalogue.hypothesis(f"{ID}hypothesis/{trial}")
    other = catalogue.hypothesis(f"{ID}hypothesis/{cause}")

    assert cause in {item.ref.iri.rpartition("/")[2] for item in page.related}
    assert trial in {item.ref.iri.rpartition("/")[2] for item in other.related}
    assert () == tuple(item for item in page.related if item in page.broader + page.narrower)


def test_evidence_knows_who_was_studied(catalogue: Catalogue) -> None:
    """A trial and its reanalysis have the same sample, another trial has its own."""
    claim = Ref(f"{ID}hypothesis/exercise-therapy-reduces-fatigue", "")
    evidence = catalogue.evidence(claim)
    samples = {item.study.iri.rpartition("/")[2]: item.sample for item in evidence}

    assert samples["white-2011"] == samples["wilshire-2018"] != samples["clark-2017"]
    assert all(samples.values())


def test_completeness_counts_fields_of_records(catalogue: Catalogue) -> None:
    """Every study has a design and not every one a registry number, with the share in percent."""
    fields = {(item.of_class.label, item.field.iri): item for item in catalogue.completeness()}
    design = fields["study", f"{EQ}design"]
    number = fields["study", f"{DCTERMS}identifier"]
    studies = len(catalogue.studies())

    assert (studies, studies, 100.0) == (design.records, design.filled, float(design.percent))
    assert 0 < number.filled < number.records == studies
    assert round(100 * number.filled / number.records, 1) == float(number.percent)


def test_questions_of_unknown_year_come_last() -> None:
    """Whatever the order of the rows, a question that no dated study raised closes the list."""

    def row(name: str, since: str | None) -> Row:
        said: Row = {"question": ox.NamedNode(f"urn:{name}"), "status": ox.NamedNode("urn:open")}
        return said | ({"since": ox.Literal(since)} if since else {})

    found = questions([row("undated", None), row("old", "1990"), row("new", "2020")])

    assert ["urn:old", "urn:new", "urn:undated"] == [item.ref.iri for item in found]


def test_the_tree_keeps_what_has_a_parent_elsewhere() -> None:
    """A hypothesis whose parent is not in the list stands at the top."""
    orphan = HypothesisSummary(Ref("urn:a", "A"), False, (), "urn:elsewhere")
    child = HypothesisSummary(Ref("urn:b", "B"), False, (), "urn:a")

    assert (orphan, child) == tree([child, orphan])
