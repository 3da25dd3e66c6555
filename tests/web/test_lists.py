"""How lists are arranged."""

from graph.namespaces import EQ
from graph.records import (
    HypothesisSummary,
    QuestionSummary,
    Ref,
    StudySummary,
)
from web.lists import Node, by_status, facets, narrowed, tree


def concept(name: str) -> Ref:
    return Ref(EQ + name, name)


def hypothesis(name: str, parent: str | None = None) -> HypothesisSummary:
    return HypothesisSummary(Ref(name, name), False, (), parent)


def question(name: str, status: str) -> QuestionSummary:
    return QuestionSummary(Ref(name, name), concept(status), "2015", 1, 0)


def study(name: str, pem: str | None, *designs: str) -> StudySummary:
    found = concept(pem) if pem else None
    return StudySummary(Ref(name, name), "2017", 50, tuple(map(concept, designs)), found, False)


STUDIES = (
    study("a", "PemRequired", "RandomizedControlledTrial", "DoubleBlind"),
    study("b", "PemNotRequired", "RandomizedControlledTrial"),
    study("c", None, "CohortStudy"),
)


def labels(nodes: tuple[Node, ...]) -> list[object]:
    return [
        (node.hypothesis.ref.label, labels(node.narrower))
        if node.narrower
        else node.hypothesis.ref.label
        for node in nodes
    ]


def test_narrower_hypotheses_stand_below_broader_ones() -> None:
    """The tree follows the parents, and branches come before leaves."""
    grown = tree(
        [
            hypothesis("alone"),
            hypothesis("broad"),
            hypothesis("narrow", "broad"),
            hypothesis("narrowest", "narrow"),
            hypothesis("orphan", "not listed"),
        ]
    )

    assert [("broad", [("narrow", ["narrowest"])]), "alone", "orphan"] == labels(grown)


def test_filters_add_up() -> None:
    """Every chosen value must hold, an empty one says nothing, an unknown name is ignored."""
    assert 3 == len(narrowed(STUDIES, {"design": "", "colour": "red"}))
    assert ["a", "b"] == [
        found.ref.label for found in narrowed(STUDIES, {"design": "randomizedcontrolledtrial"})
    ]
    assert ["a"] == [
        found.ref.label
        for found in narrowed(
            STUDIES, {"design": "randomizedcontrolledtrial", "pem": "pemrequired"}
        )
    ]


def test_filters_offer_what_there_is_with_counts() -> None:
    """Options are the values that occur, by label, with the number of studies of each."""
    design, pem = facets(STUDIES, {"design": "doubleblind"})

    assert [("CohortStudy", 1), ("DoubleBlind", 1), ("RandomizedControlledTrial", 2)] == [
        (option.label, option.count) for option in design.options
    ]
    assert ("doubleblind", "") == (design.chosen, pem.chosen)


def test_questions_fall_into_statuses_open_ones_first() -> None:
    """Groups come in a fixed order, without empty ones, and keep the order inside."""
    found = by_status([question("x", "Addressed"), question("y", "Open"), question("z", "Open")])

    assert [("open", ["y", "z"]), ("addressed", ["x"])] == [
        (group.key, [item.ref.label for item in group.questions]) for group in found
    ]
