"""How lists are arranged."""

from graph.namespaces import EQ
from graph.records import (
    Choice,
    Completeness,
    HypothesisSummary,
    Option,
    QuestionSummary,
    Ref,
    StudySummary,
)
from web.reading.completeness import by_class
from web.reading.lists import (
    Facet,
    Node,
    Topic,
    by_status,
    by_year,
    facets,
    grow,
    orders,
    topics,
    trees,
)

HORMONES = Ref("https://example.org/graph/hypotheses/hormones", "Hormones")
CELLS = Ref("https://example.org/graph/hypotheses/cells", "Cells")


def concept(name: str) -> Ref:
    return Ref(EQ + name, name)


def hypothesis(
    name: str, parent: str | None = None, tree: Ref | None = None, contested: bool = False
) -> HypothesisSummary:
    return HypothesisSummary(Ref(name, name), contested, (), parent, tree)


def question(name: str, status: str) -> QuestionSummary:
    return QuestionSummary(Ref(name, name), concept(status), "2015", 1, 0)


def study(name: str, year: str | None, pem: str | None, *designs: str) -> StudySummary:
    return StudySummary(
        ref=Ref(name, name),
        year=year,
        n=50,
        designs=tuple(map(concept, designs)),
        pem=concept(pem) if pem else None,
        retracted=False,
        conditions=(Ref("https://example.org/id/condition/ache", "ache"),),
        definitions=(Ref("https://example.org/id/case-definition/ache-1988", "Ache 1988"),)
        if pem
        else (),
    )


STUDIES = (
    study("a", "2017", "PemRequired", "RandomizedControlledTrial", "DoubleBlind"),
    study("b", "2011", "PemNotRequired", "RandomizedControlledTrial"),
    study("c", None, None, "CohortStudy"),
)


def labels(nodes: tuple[Node, ...]) -> list[object]:
    return [
        (node.hypothesis.ref.label, labels(node.narrower))
        if node.narrower
        else node.hypothesis.ref.label
        for node in nodes
    ]


def offer(facet: Facet) -> list[tuple[str, list[str]]]:
    return [(kind, [one.choice.label for one in options]) for kind, options in facet.options]


def test_narrower_hypotheses_stand_below_broader_ones() -> None:
    """The tree follows the parents, and branches come before leaves."""
    grown = grow(
        [
            hypothesis("alone"),
            hypothesis("broad"),
            hypothesis("narrow", "broad"),
            hypothesis("narrowest", "narrow"),
            hypothesis("orphan", "not listed"),
        ],
        {},
    )

    assert [("broad", [("narrow", ["narrowest"])]), "alone", "orphan"] == labels(grown)


def test_hypotheses_are_grouped_by_their_document() -> None:
    """Trees come by name with their size, those without a document last."""
    found = trees(
        [
            hypothesis("x"),
            hypothesis("y", tree=HORMONES),
            hypothesis("z", tree=CELLS, contested=True),
            hypothesis("w", "z", tree=CELLS),
        ]
    )

    assert [
        ("cells", "Cells", 2, 1),
        ("hormones", "Hormones", 1, 0),
        ("other", "Other hypotheses", 1, 0),
    ] == [(tree.key, tree.label, tree.total, tree.contested) for tree in found]
    assert [("z", ["w"])] == labels(found[0].nodes)


def test_a_hypothesis_names_its_broader_one_in_another_tree() -> None:
    """What stands at the top of its tree only because its parent is elsewhere says so."""
    (cells, hormones) = trees(
        [hypothesis("broad", tree=HORMONES), hypothesis("narrow", "broad", tree=CELLS)]
    )

    assert ["broad"] == [node.broader.ref.label for node in cells.nodes if node.broader]
    assert [None] == [node.broader for node in hormones.nodes]


def option(label: str, count: int, kind: str = "") -> Option:
    return Option(Choice(label.lower().replace(" ", "-"), label, kind), count)


def test_filters_stand_in_their_order_with_what_they_offer() -> None:
    """Options come by kind and label with their counts; the chosen value is told."""
    offered = {
        "people": (option("b", 1, "Conditions"), option("a", 2, "Case definitions")),
        "design": (option("Trial", 2), option("cohort", 1)),
        "colour": (option("red", 1), option("blue", 1)),
    }
    design, people = facets("study", offered, {"design": "trial"})

    assert ("Design", "trial", "Condition or criteria", "") == (
        design.label,
        design.chosen,
        people.label,
        people.chosen,
    )
    assert [("", ["cohort", "Trial"])] == offer(design)
    assert [("Case definitions", ["a"]), ("Conditions", ["b"])] == offer(people)


def test_a_filter_with_nothing_to_choose_is_left_out() -> None:
    """One option narrows nothing, unless it is what the reader chose."""
    offered = {"tree": (option("Cells", 3),)}

    assert () == facets("question", offered, {})
    assert ["tree"] == [facet.name for facet in facets("question", offered, {"tree": "cells"})]


def test_topics_count_everything() -> None:
    """Each topic has its number and how much of it is contested; the rest stands apart, last."""
    found = topics([option("Hormones", 4), option("Cells", 2)], [option("Cells", 1)], 7)

    assert [
        Topic("cells", "Cells", 2, 1),
        Topic("hormones", "Hormones", 4, 0),
        Topic("other", "Other hypotheses", 1, 0),
    ] == list(found)


def test_a_page_of_a_tree_counts_the_whole_tree() -> None:
    """Where a page shows some hypotheses of a topic, its heading still counts all of them."""
    shown = [hypothesis("narrow", "broad", tree=CELLS)]
    totals = {"cells": Topic("cells", "Cells", 40, 3)}
    (tree,) = trees(shown, totals, [hypothesis("broad", tree=CELLS)])

    assert (40, 3) == (tree.total, tree.contested)
    assert ["broad"] == [node.broader.ref.label for node in tree.nodes if node.broader]


def test_another_order_is_not_told_by_year() -> None:
    """Studies sorted by their size stand together under the name of the order."""
    (group,) = by_year(STUDIES, "largest")

    assert ("Most participants first", 3) == (group.heading, len(group.studies))
    assert [] == list(by_year([], "largest"))
    assert ("", True) == next((name, chosen) for name, _, chosen in orders("study", "") if chosen)


def test_studies_are_listed_by_year() -> None:
    """A study that has not been reported has a group of its own."""
    assert [("2017", 1), ("2011", 1), (None, 1)] == [
        (group.year, len(group.studies)) for group in by_year(STUDIES)
    ]


def test_questions_fall_into_statuses_open_ones_first() -> None:
    """Groups come in a fixed order, without empty ones, and keep the order inside."""
    found = by_status([question("x", "Addressed"), question("y", "Open"), question("z", "Open")])

    assert [("open", ["y", "z"]), ("addressed", ["x"])] == [
        (group.key, [item.ref.label for item in group.questions]) for group in found
    ]
    assert [2, 1] == [group.total for group in found]
    assert [9] == [group.total for group in by_status([question("y", "Open")], {"open": 9})]


def test_the_emptiest_field_of_a_class_comes_first() -> None:
    """Classes come in the order in which readers meet them, unknown ones last."""

    def field(of_class: str, name: str, filled: int) -> Completeness:
        return Completeness(concept(of_class), concept(name), 10, filled, f"{filled * 10}")

    found = by_class(
        [
            field("Gadget", "colour", 1),
            field("Arm", "n", 9),
            field("Study", "design", 10),
            field("Study", "identifier", 3),
        ]
    )

    assert [("Study", ["identifier", "design"]), ("Arm", ["n"]), ("Gadget", ["colour"])] == [
        (group.of_class.label, [item.field.label for item in group.fields]) for group in found
    ]
