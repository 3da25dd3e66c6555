"""How lists are arranged."""

from graph.namespaces import EQ
from graph.records import (
    Completeness,
    HypothesisSummary,
    QuestionSummary,
    Ref,
    StudySummary,
)
from web.reading.lists import (
    STUDY_FILTERS,
    Facet,
    Node,
    by_class,
    by_status,
    by_year,
    facets,
    grow,
    narrowed,
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


def offered(facet: Facet) -> list[tuple[str, str, int]]:
    return [
        (kind, option.choice.label, option.count)
        for kind, options in facet.options
        for option in options
    ]


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


def test_filters_add_up() -> None:
    """Every chosen value must hold, an empty one says nothing, an unknown name is ignored."""
    chosen = {"design": "randomizedcontrolledtrial"}

    assert 3 == len(narrowed(STUDIES, {"design": "", "colour": "red"}, STUDY_FILTERS))
    assert ["a", "b"] == [item.ref.label for item in narrowed(STUDIES, chosen, STUDY_FILTERS)]
    assert ["a"] == [
        item.ref.label for item in narrowed(STUDIES, chosen | {"pem": "pemrequired"}, STUDY_FILTERS)
    ]
    assert [] == list(narrowed(STUDIES, {"decade": "no decade"}, STUDY_FILTERS))


def test_filters_offer_what_there_is_with_counts() -> None:
    """Options are the values that occur, by kind and label, with the number of studies of each."""
    design, pem, people, decade = facets(STUDIES, {}, STUDY_FILTERS)

    assert [
        ("", "CohortStudy", 1),
        ("", "DoubleBlind", 1),
        ("", "RandomizedControlledTrial", 2),
    ] == offered(design)
    assert [("", "PemNotRequired", 1), ("", "PemRequired", 1)] == offered(pem)
    assert [("Case definitions", "Ache 1988", 2), ("Conditions", "ache", 3)] == offered(people)
    assert [("", "2010s", 2), ("", "no report of results", 1)] == offered(decade)


def test_options_count_what_they_would_show() -> None:
    """Beside a chosen value others count only what they share with it; the chosen one stays."""
    design, pem, _, decade = facets(
        STUDIES, {"pem": "pemrequired", "design": "cohortstudy"}, STUDY_FILTERS
    )

    assert [
        ("", "CohortStudy", 0),
        ("", "DoubleBlind", 1),
        ("", "RandomizedControlledTrial", 1),
    ] == offered(design)
    assert ("cohortstudy", "pemrequired", "") == (design.chosen, pem.chosen, decade.chosen)
    assert [] == offered(decade)


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
