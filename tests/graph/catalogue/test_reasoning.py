"""What pages of hypotheses and questions ask is what the named questions for readers answer."""

from collections.abc import Iterable

import pytest

from graph.catalogue import Catalogue
from graph.endpoint import LocalEndpoint, Row
from graph.namespaces import DEFAULT_BASE
from graph.reader import Reader

ID = f"{DEFAULT_BASE}id/"


@pytest.fixture(scope="module")
def catalogue(endpoint: LocalEndpoint) -> Catalogue:
    return Catalogue(endpoint)


@pytest.fixture(scope="module")
def reader(endpoint: LocalEndpoint) -> Reader:
    return Reader(endpoint, DEFAULT_BASE)


def said(rows: Iterable[Row], *names: str) -> set[tuple[str, ...]]:
    """Return some columns of an answer; what is unbound is empty."""
    return {
        tuple(str(row[name].value) if name in row else "" for name in names)  # type: ignore[union-attr]
        for row in rows
    }


def test_dependences_of_a_page_are_those_of_leave_one_out(
    catalogue: Catalogue, reader: Reader
) -> None:
    """For every hypothesis and question the page names the same studies and statuses."""
    told = said(reader.ask("leave-one-out"), "thing", "leftOut", "before", "after")
    things = [item.ref.iri for item in catalogue.hypotheses()]
    things += [item.ref.iri for item in catalogue.questions()]
    found = {
        (iri, study.iri, item.before, item.after)
        for iri in things
        for item in catalogue.dependences(iri)
        for study in item.studies
    }

    assert told
    assert told == found


def test_pairs_of_a_page_are_the_disagreements(catalogue: Catalogue, reader: Reader) -> None:
    """A hypothesis shows each pair in which it is supported or opposed, once."""
    columns = ("supported", "finding", "opposed", "againstFinding")
    told = said(reader.ask("disagreements"), *columns)
    found = [
        (
            pair.support.hypothesis.iri,
            pair.support.finding.iri,
            pair.opposition.hypothesis.iri,
            pair.opposition.finding.iri,
        )
        for item in catalogue.hypotheses()
        for pair in catalogue.pairs(item.ref.iri)
    ]
    one = catalogue.pairs(f"{ID}hypothesis/xmrv-associated")

    assert told == set(found)
    assert len(one) == len({(pair.support.finding, pair.opposition.finding) for pair in one})


@pytest.mark.parametrize(
    "question",
    [
        "il-1-inhibition-other-regimen",
        "il-1-central-versus-peripheral",
        "rituximab-against-placebo",
    ],
)
def test_needs_of_a_page_are_the_deciding_study(
    catalogue: Catalogue, reader: Reader, question: str
) -> None:
    """What a settling study would need is what ``deciding-study`` says, without what is unsaid."""
    rows = reader.ask("deciding-study", question=question)
    told = said(rows, "hypothesis", "detail", "value", "studies")
    found = {
        (hypothesis, need.detail, need.value, str(need.studies))
        for (hypothesis,) in said(rows, "hypothesis")
        for need in catalogue.needs(hypothesis)
    }

    assert {row for row in told if row[2] != "not specified"} == found


def test_near_questions_of_a_page_are_the_duplicates(catalogue: Catalogue, reader: Reader) -> None:
    """Each pair that may be one question is shown on both pages, with the words they share."""
    told = said(reader.ask("duplicate-questions"), "one", "other", "sharedWords")
    found = {
        (*sorted((item.ref.iri, near.question.iri)), str(near.words))
        for item in catalogue.questions()
        for near in catalogue.duplicates(item.ref.iri)
    }

    assert told
    assert told == found


def test_a_question_moves_step_by_step_and_names_its_attempts(catalogue: Catalogue) -> None:
    """Rituximab against placebo: asked in 2009, addressed in 2011, tried again in 2019."""
    question = f"{ID}question/rituximab-against-placebo"
    steps = catalogue.steps(question)
    attempts = catalogue.attempts(question)

    assert [("2009", "open"), ("2011", "addressed")] == [(step.year, step.status) for step in steps]
    assert [("2011", "addressed", 30), ("2019", "addressed", 151)] == [
        (item.since, item.reached.label, item.n) for item in attempts
    ]
    assert ["supports", "refutes", "refutes"] == [
        bearing.stance.label for item in attempts for bearing in item.bearings
    ]
