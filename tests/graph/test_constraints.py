"""The shapes as people read them."""

import pytest

from graph.constraints import shapes
from graph.records import Constraint

FOUND = {constraint.name: constraint for shape in shapes() for constraint in shape.constraints}


def test_each_class_has_its_constraints_once() -> None:
    """Constraints stand under the class that they are demanded of, each of them once."""
    by_target = {shape.target: shape for shape in shapes()}
    study = [constraint.name for constraint in by_target["eq:Study"].constraints]

    assert {"Study-label", "Study-design", "Study-randomised-arms"} <= set(study)
    assert len(study) == len(set(study))
    assert "label-english" in {
        item.name for item in by_target["anything with rdfs:label"].constraints
    }
    assert "dangling" in {item.name for item in by_target["the whole graph"].constraints}


@pytest.mark.parametrize(
    ("name", "path", "cardinality", "values"),
    [
        ("Study-label", "rdfs:label", "1..*", ()),
        ("Study-population-single", "eq:population", "0..1", ()),
        ("Study-leaves-computed", "eq:leaves", "0", ()),
        ("Study-population-class", "eq:population", "", ("a eq:Population",)),
        ("label-english", "rdfs:label", "", ("in the language en",)),
        ("label-unique", "rdfs:label", "", ("one for each language",)),
    ],
)
def test_a_constraint_is_put_in_words(
    name: str, path: str, cardinality: str, values: tuple[str, ...]
) -> None:
    """Path, number of values and what values must be are read from the shape."""
    found = FOUND[name]

    assert (path, cardinality, values) == (found.path, found.cardinality, found.values)


def test_paths_are_written_as_in_sparql() -> None:
    """Inverse and alternative paths keep their meaning."""
    paths = {constraint.path for constraint in FOUND.values()}

    assert {"^eq:hasArm", "^eq:reports | ^eq:appraisal"} <= paths


def test_a_long_list_of_values_is_cut() -> None:
    """Of many allowed values the first are shown, with the number of the others."""
    (allowed,) = FOUND["Study-design-known"].values

    assert allowed.startswith("one of eq:RandomizedControlledTrial, ")
    assert allowed.endswith(" and 25 more")


def test_every_constraint_says_what_is_wrong_and_how_bad_that_is() -> None:
    """Each one has a code, a message and a severity, and says how to mend it."""

    def lacking(item: Constraint) -> bool:
        return not (item.code and item.message and item.mend)

    assert [] == [name for name, item in FOUND.items() if lacking(item)]
    assert {"violation", "warning", "note"} == {item.severity for item in FOUND.values()}
    assert "warning" == FOUND["Study-summary"].severity


def test_what_a_message_names_a_value_of_has_a_title() -> None:
    """A warning or note with values in its message says what is looked for without them."""
    bare = {
        name
        for name, constraint in FOUND.items()
        if "{" in constraint.message and constraint.severity != "violation" and not constraint.title
    }

    assert set() == bare
    assert "{" not in "".join(constraint.title for constraint in FOUND.values())
