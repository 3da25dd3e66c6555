"""Which studies are related: the kept answer is that of the named question, for every study."""

from itertools import pairwise
from pathlib import Path
from random import Random

import pyoxigraph as ox
import pytest

from graph.endpoint import LocalEndpoint
from graph.listing import Lists, build_lists
from graph.namespaces import DEFAULT_BASE, EQ, RDF, RDFS, entity_iri
from graph.reader import Reader
from graph.records import Ref, RelatedStudy, Selection
from graph.release import load_ontology
from graph.tables import plain

ALL = 10**6

#: Related study, reason and shared thing, each with its label.
Rows = list[tuple[Ref, Ref, Ref | None]]


def answered(endpoint: LocalEndpoint, study: str) -> Rows:
    """Return what the named question answers, in its order but for that of the studies."""
    rows = [
        {name: plain(term) for name, term in row.items()}
        for row in Reader(endpoint).ask("related-studies", study=study)
    ]
    found = [
        (
            Ref(row["related"], row["relatedLabel"]),
            Ref(row["reason"], row["reasonLabel"]),
            Ref(row["shared"], row["sharedLabel"]) if "shared" in row else None,
        )
        for row in rows
    ]
    return sorted(found, key=lambda one: one[0].iri)


def kept(lists: Lists, study: str) -> Rows:
    """Return what the lists have, written the same way."""
    found = lists.relatives.closest(study, ALL)
    assert len(found.records) == found.total
    rows = [
        (item.study, item.reason, thing)
        for reasons in found.records
        for item in reasons
        for thing in item.shared or (None,)
    ]
    return sorted(rows, key=lambda one: one[0].iri)


def test_every_study_has_those_that_the_named_question_finds(
    lists: Lists, endpoint: LocalEndpoint
) -> None:
    """Studies, reasons, shared things and their labels agree; reasons and things in their order."""
    reasons = set()
    for study in lists.iris("study", {}):
        wanted = answered(endpoint, study)
        assert wanted == kept(lists, study)
        reasons |= {reason.iri.removeprefix(EQ) for _, reason, _ in wanted}

    assert {
        "IncludedInReview",
        "OppositeDirection",
        "RaisedQuestionAddressed",
        "Replication",
        "SameAgent",
        "SameHypothesis",
        "SameQuestion",
        "SameTarget",
        "SharedParticipants",
    } == reasons


def test_those_related_in_most_ways_come_first_and_then_the_newest(lists: Lists) -> None:
    """Down the list the number of reasons falls; where it stays the same, studies grow older."""
    newest = [study.ref.iri for study in lists.studies(Selection(size=ALL)).records]
    place = {iri: number for number, iri in enumerate(newest)}

    def order(reasons: tuple[RelatedStudy, ...]) -> tuple[int, int]:
        return -len(reasons), place[reasons[0].study.iri]

    ways = set()
    for study in newest:
        found = lists.relatives.closest(study, ALL).records
        assert all(order(one) < order(other) for one, other in pairwise(found))
        ways |= {len(reasons) for reasons in found}

    assert {1, 2, 3} <= ways


def test_the_closest_are_the_first_of_all_with_how_many_there_are(lists: Lists) -> None:
    """As many as are asked for come, whole, and the number is that of all."""
    study = entity_iri(DEFAULT_BASE, "study", "loebel-2016")
    whole, few = (lists.relatives.closest(study, size) for size in (ALL, 12))

    assert whole.records[:12] == few.records
    assert 12 < whole.total == few.total
    assert 0 == len(lists.relatives.closest(study, 0).records)


def test_relations_say_why_and_through_what(lists: Lists) -> None:
    """The companion study is related by its participants, the review by a question."""
    trial = entity_iri(DEFAULT_BASE, "study", "roerink-2017")
    reasons = {
        (item.study.iri.rpartition("/")[2], item.reason.label): len(item.shared)
        for found in lists.relatives.closest(trial, ALL).records
        for item in found
    }

    assert 0 == reasons["roerink-2017-cytokine-signature", "shared participants"]
    assert 1 == reasons["roerink-2017-il-1-review", "raised question addressed"]


def test_a_stranger_is_related_to_nothing(lists: Lists) -> None:
    """Of what is no study in the list there is none, and nothing fails."""
    found = lists.relatives.closest(entity_iri(DEFAULT_BASE, "study", "nobody"), 12)

    assert ((), 0) == (found.records, found.total)


@pytest.mark.parametrize("seed", range(8))
def test_graphs_by_chance_are_answered_alike(tmp_path: Path, seed: int) -> None:
    """Whatever studies share, placebo, one agent of a target or both directions, answers agree."""
    endpoint = by_chance(Random(seed))
    build_lists(endpoint, tmp_path / "lists.sqlite")
    lists = Lists(tmp_path / "lists.sqlite")
    some = 0
    for study in lists.iris("study", {}):
        wanted = answered(endpoint, study)
        assert wanted == kept(lists, study)
        some += len(wanted)

    assert some


def by_chance(draw: Random) -> LocalEndpoint:
    """Return a small graph in which studies share agents, targets, hypotheses and questions."""
    store = ox.Store()
    load_ontology(store, DEFAULT_BASE)
    things = {
        kind: [
            _thing(store, kind, of_class, number) for number in range(draw.randint(most // 2, most))
        ]
        for kind, of_class, most in (
            ("target", "Target", 2),
            ("intervention", "TherapeuticAgent", 5),
            ("hypothesis", "Hypothesis", 3),
            ("question", "OpenQuestion", 3),
            ("study", "Study", 7),
        )
    }
    for agent in things["intervention"]:
        _say(store, agent, "agentKind", _term(draw.choice(("Placebo", "SmallMolecule"))))
        for target in draw.sample(things["target"], draw.randint(0, len(things["target"]))):
            _say(store, agent, "actsOn", target)
    for study in things["study"]:
        _describe(store, draw, study, things)
    return LocalEndpoint(store)


def _describe(
    store: ox.Store, draw: Random, study: ox.NamedNode, things: dict[str, list[ox.NamedNode]]
) -> None:
    """Give a study arms, findings, questions and other studies."""
    for number in range(draw.randint(0, 2)):
        arm, given = (_part(study, f"{name}-{number}") for name in ("arm", "given"))
        _say(store, study, "hasArm", arm)
        _say(store, arm, "receives", given)
        _say(store, given, "usesAgent", draw.choice(things["intervention"]))
    for number in range(draw.randint(0, 3)):
        finding, link = (_part(study, f"{name}-{number}") for name in ("finding", "link"))
        _say(store, study, "reports", finding)
        _say(store, link, "evidence", finding)
        _say(store, link, "hypothesis", draw.choice(things["hypothesis"]))
        _say(store, link, "direction", _term(draw.choice(("Supports", "Refutes", "Inconclusive"))))
    for said in ("reports", "addresses"):
        if draw.random() < 0.5:
            _say(store, study, said, draw.choice(things["question"]))
    other, pair = draw.choice(things["study"]), _part(study, "pair")
    if other != study:
        _say(store, pair, "fromStudy", study)
        _say(store, pair, "toStudy", other)
        _say(store, pair, "relationReason", _term(draw.choice(("Replication", "IncludedInReview"))))


def _thing(store: ox.Store, kind: str, of_class: str, number: int) -> ox.NamedNode:
    node = ox.NamedNode(entity_iri(DEFAULT_BASE, kind, f"made-up-{number}"))
    label = ox.Literal(f"made-up {kind} {number}", language="en")
    store.add(ox.Quad(node, ox.NamedNode(f"{RDF}type"), _term(of_class)))
    store.add(ox.Quad(node, ox.NamedNode(f"{RDFS}label"), label))
    return node


def _part(study: ox.NamedNode, name: str) -> ox.NamedNode:
    return ox.NamedNode(f"{study.value}#{name}")


def _term(name: str) -> ox.NamedNode:
    return ox.NamedNode(f"{EQ}{name}")


def _say(store: ox.Store, one: ox.NamedNode, name: str, other: ox.NamedNode) -> None:
    store.add(ox.Quad(one, _term(name), other))
