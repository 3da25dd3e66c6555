"""Balances and questions as they stood, what a filter leaves, and what one study changes."""

from pathlib import Path

import pyoxigraph as ox
import pytest

from graph.derivation import derive
from graph.endpoint import LocalEndpoint, Table
from graph.namespaces import DEFAULT_BASE, EQ, RDFS
from graph.queries import question
from graph.release import load_ontology
from graph.tables import plain

SHORT = {"supports": "S", "refutes": "R", "inconclusive": "I", "leaves open": "L"}


@pytest.fixture(scope="module")
def history() -> LocalEndpoint:
    store = ox.Store()
    store.load(path=Path(__file__).parent / "history.trig", format=ox.RdfFormat.TRIG)
    load_ontology(store, DEFAULT_BASE)
    derive(store, DEFAULT_BASE)
    return LocalEndpoint(store)


def ask(endpoint: LocalEndpoint, name: str, **given: str) -> list[dict[str, str]]:
    """Return the rows of an answer as plain text."""
    table: Table = endpoint.select(question(name).read(given))
    return [{key: plain(row.get(key)) for key in table.variables} for row in table]


def value(endpoint: LocalEndpoint, subject: ox.NamedNode, name: str, space: str = EQ) -> str:
    """Return the text of one property of one subject, or nothing."""
    found = endpoint.store.quads_for_pattern(subject, ox.NamedNode(space + name), None, None)
    return next((quad.object.value for quad in found if hasattr(quad.object, "value")), "")


def label(endpoint: LocalEndpoint, iri: str) -> str:
    """Return the label of a concept, or nothing of nothing."""
    return value(endpoint, ox.NamedNode(iri), "label", RDFS) if iri else ""


def balance(endpoint: LocalEndpoint, **given: str) -> str:
    """Return the tally of the claim, such as ``S1 R1i I2``: i is indirect, +1 a review article."""
    rows = ask(endpoint, "evidence-balance", **({"hypothesis": "h"} | given))
    return " ".join(
        SHORT[row["stance"]]
        + row["studies"]
        + ("i" if row["directness"] == "indirect" else "")
        + (f"+{row['reviews']}" if row["reviews"] != "0" else "")
        for row in rows
    )


@pytest.mark.parametrize(
    ("given", "tally"),
    [
        ({}, "S1+1 R1 R1i I2 L1"),
        ({"as_of": "2004"}, ""),
        ({"as_of": "2005"}, "S1"),
        ({"as_of": "2008"}, "S1 R1"),
        ({"as_of": "2009"}, "S2 S1i R1"),
        ({"as_of": "2011"}, "S2+1 S1i R1 R1i I1"),
        ({"as_of": "2012"}, "S1+1 R1 R1i I1"),
        ({"as_of": "2013"}, "S1+1 R1 R1i I1 L1"),
        ({"as_of": "2013", "include_retracted": "true"}, "S3+1 S1i R1 R1i I1 L1"),
        ({"include_retracted": "true"}, "S4+1 S1i R1 R1i I2 L1"),
        ({"include_retracted": "false"}, "S1+1 R1 R1i I2 L1"),
        ({"direct_only": "true"}, "S1+1 R1 I2 L1"),
        ({"direct_only": "false"}, "S1+1 R1 R1i I2 L1"),
        ({"pem": "PemRequired"}, "S1"),
        ({"pem": "PemNotRequired"}, "R1 R1i I1"),
        ({"pem": "PemUnknown"}, "S0+1 I1 L1"),
        ({"case_definition": "wide"}, "R1 R1i I1"),
        ({"randomised": "true"}, "S1 R1"),
        ({"randomised": "false"}, "S0+1 R1i I2 L1"),
        ({"blinded": "true"}, "S1 R1i I1"),
        ({"blinded": "false"}, "S0+1 R1 I1 L1"),
        ({"min_participants": "20"}, "S1 R1"),
        ({"min_participants": "21"}, "S1"),
        ({"randomised": "true", "blinded": "true", "as_of": "2004"}, ""),
        ({"hypothesis": "narrow"}, "R1 L0+1"),
    ],
    ids=str,
)
def test_a_filter_counts_again(history: LocalEndpoint, given: dict[str, str], tally: str) -> None:
    """Each filter leaves just the studies that pass it, and studies of unknown value do not."""
    assert tally == balance(history, **given)


def test_without_filters_the_balance_is_the_derived_one(endpoint: LocalEndpoint) -> None:
    """Over every hypothesis, the question counts what the rules count of evidence that stands."""
    derived = {}
    has = ox.NamedNode(EQ + "balance")
    for quad in endpoint.store.quads_for_pattern(None, has, None, None):
        entry = quad.object
        assert isinstance(entry, ox.NamedNode) and isinstance(quad.subject, ox.NamedNode)
        if value(endpoint, entry, "restsOnRetraction") == "true":
            continue
        stance = label(endpoint, value(endpoint, entry, "stance"))
        directness = label(endpoint, value(endpoint, entry, "directness"))
        counts = ("independentStudies", "reviewArticles", "findings")
        derived[quad.subject.value, stance, directness] = [
            value(endpoint, entry, name) for name in counts
        ]

    asked = {
        (row["hypothesis"], row["stance"], row["directness"]): [
            row["studies"],
            row["reviews"],
            row["findings"],
        ]
        for row in ask(endpoint, "evidence-balance")
    }
    assert derived
    assert derived == asked


def test_the_status_of_a_question_follows_from_its_steps(
    endpoint: LocalEndpoint, history: LocalEndpoint
) -> None:
    """Today's status by its steps is the status that the rule computes, of every question."""
    for each in (endpoint, history):
        by_steps = {row["question"]: row["status"] for row in ask(each, "question-status")}
        by_rule = {
            quad.subject.value: label(each, quad.object.value)
            for quad in each.store.quads_for_pattern(None, ox.NamedNode(EQ + "status"), None, None)
            if isinstance(quad.subject, ox.NamedNode)
            and "#" not in quad.subject.value
            and isinstance(quad.object, ox.NamedNode)
        }
        assert by_rule == by_steps


@pytest.mark.parametrize(
    ("year", "status", "steps"),
    [
        ("2004", "", []),
        ("2007", "open", ["2005 open large"]),
        ("2008", "addressed", ["2005 open large", "2008 addressed small"]),
    ],
)
def test_a_question_had_a_status_in_each_year(
    history: LocalEndpoint, year: str, status: str, steps: list[str]
) -> None:
    """Before it was raised it has none; an attempt retracted nobody knows when moves nothing."""
    rows = ask(history, "question-status", question="q", as_of=year)

    assert steps == [f"{row['year']} {row['step']} {row['movedByLabel']}" for row in rows]
    assert {status} - {""} == {row["status"] for row in rows}
    assert {"2005"} >= {row["asked"] for row in rows}


def test_the_picture_changes_with_publications_and_retractions(history: LocalEndpoint) -> None:
    """Each event has the tally at the end of its year; reviews and the undated change nothing."""
    rows = ask(history, "picture-changes", hypothesis="h")

    names = ("year", "event", "studyLabel", "stance", "supports", "refutes", "inconclusive")
    assert [
        "2005 published large supports 1 0 0",
        "2008 published small refutes 1 1 0",
        "2009 published fallen supports 2 1 0",
        "2010 published twin inconclusive 2 1 1",
        "2011 published review supports 2 1 1",
        "2012 retracted fallen supports 1 1 1",
    ] == [" ".join(row[name] for name in names) for row in rows]
    assert rows[:3] == ask(history, "picture-changes", hypothesis="h", as_of="2009")


def scopes(endpoint: LocalEndpoint, **given: str) -> list[str]:
    """Return the scopes of the claim, one line each."""
    names = ("valueLabel", "supports", "refutes", "inconclusive", "leavesOpen", "standing")
    rows = ask(endpoint, "refuted-for-whom", hypothesis="h", **given)
    return [" ".join(row[name] for name in names) for row in rows]


def test_refuted_for_whom_says_what_is_untested(history: LocalEndpoint) -> None:
    """Each scope has its stances; untested and only reviewed are said; filters of time apply."""
    assert [
        "The claim of a review. 0 0 0 0 only reviewed",
        "The claim. 1 1 2 1 supported and refuted",
        "The narrower claim. 0 1 0 0 refuted only",
        "The untested claim. 0 0 0 0 untested",
        "strict criteria 1 0 0 0 supported only",
        "wide criteria 0 1 1 0 refuted only",
        "PEM not required 0 1 1 0 refuted only",
        "PEM required 1 0 0 0 supported only",
        "PEM unknown 0 1 1 1 refuted only",
        "18 years and older 1 0 0 0 supported only",
        "up to 18 years 0 1 0 0 refuted only",
        "pill 1 0 0 0 supported only",
    ] == scopes(history)
    assert [
        "The claim of a review. 0 0 0 0 untested",
        "The claim. 2 1 0 0 supported and refuted",
        "The narrower claim. 0 0 0 0 untested",
        "The untested claim. 0 0 0 0 untested",
        "strict criteria 1 0 0 0 supported only",
        "wide criteria 0 1 0 0 refuted only",
        "PEM not required 0 1 0 0 refuted only",
        "PEM required 1 0 0 0 supported only",
        "PEM unknown 1 0 0 0 supported only",
        "18 years and older 1 0 0 0 supported only",
        "up to 18 years 0 1 0 0 refuted only",
        "pill 1 0 0 0 supported only",
    ] == scopes(history, as_of="2009")


@pytest.mark.parametrize(
    ("given", "changes"),
    [
        ({"study": "large"}, ["standing supported and refuted refuted only", "S  1 0"]),
        ({"study": "twin"}, ["R i 1 0", "I  2 1"]),
        ({"study": "review"}, ["S r 1 0"]),
        ({"study": "fallen"}, ["S  2 1"]),
        ({"publication": "fallen"}, ["S  2 1", "S i 1 0"]),
        (
            {"study": "large", "publication": "fallen"},
            ["standing supported and refuted refuted only", "S  2 0", "S i 1 0"],
        ),
        ({}, []),
    ],
    ids=str,
)
def test_a_retraction_has_its_ripple(
    history: LocalEndpoint, given: dict[str, str], changes: list[str]
) -> None:
    """What a retraction changes in a balance, whether it has happened or not; and nothing else."""
    rows = ask(history, "retraction-ripple", **given)
    of_claim = [row for row in rows if row["thing"].endswith("/hypothesis/h")]
    got = [
        f"{SHORT[row['stance']]} {'i' if row['directness'] == 'indirect' else ''}"
        f"{'r' if row['what'] == 'review articles' else ''} {row['before']} {row['after']}"
        if row["stance"]
        else f"standing {row['before']} {row['after']}"
        for row in of_claim
    ]
    assert changes == got


def test_the_ripple_reaches_questions(history: LocalEndpoint) -> None:
    """Without the only standing attempt the question is open; a second one would have held it."""
    rows = ask(history, "retraction-ripple", study="small")
    assert ("addressed", "open") in {(row["before"], row["after"]) for row in rows}

    for other in ("fallen", "limited"):
        rows = ask(history, "retraction-ripple", study=other)
        assert [] == [row for row in rows if "/question/" in row["thing"]]


def test_a_standing_that_depends_on_one_study_says_so(history: LocalEndpoint) -> None:
    """Twins are left out together; a study asked for by its twin's name is found."""
    rows = ask(history, "leave-one-out", hypothesis="h", study="twin")

    assert [
        ("small", "supported and refuted", "supported only"),
        ("twin", "supported and refuted", "supported only"),
    ] == [(row["leftOutLabel"], row["before"], row["after"]) for row in rows]
    assert {"q"} == {
        row["thing"].rpartition("/")[2] for row in ask(history, "leave-one-out", question="q")
    }


def test_contested_is_the_standing_supported_and_refuted(endpoint: LocalEndpoint) -> None:
    """What would cease to be supported and refuted without one study is contested today."""
    contested = {
        quad.subject.value
        for quad in endpoint.store.quads_for_pattern(
            None, ox.NamedNode(EQ + "contested"), None, None
        )
        if isinstance(quad.subject, ox.NamedNode)
    }
    dependent = {
        row["thing"]
        for row in ask(endpoint, "leave-one-out")
        if row["before"] == "supported and refuted"
    }
    assert dependent and dependent <= contested
