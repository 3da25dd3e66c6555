"""What the build keeps of panels is what the catalogue answers for each record."""

import pytest

from graph.catalogue import Catalogue
from graph.listing import Lists
from graph.listing.panels import ADVERSE, PANELS
from graph.namespaces import DEFAULT_BASE
from graph.records import Filters, Selection

ALL = 10**6
ID = f"{DEFAULT_BASE}id/"


@pytest.mark.parametrize(
    ("kind", "name"), [(kind, name) for kind, panels in PANELS.items() for name in panels]
)
def test_a_panel_is_what_the_catalogue_answers(
    lists: Lists, catalogue: Catalogue, kind: str, name: str
) -> None:
    """For every record of its kind, a panel has the same records in the same order."""
    filled = 0
    for iri in lists.iris(kind, {}):
        found = lists.records.panel(kind, name, iri, ALL)
        assert tuple(PANELS[kind][name].found(catalogue, iri)) == found.records
        assert len(found.records) == found.total
        filled += bool(found.total)

    assert filled


@pytest.mark.parametrize("kind", ["hypothesis", "intervention"])
def test_effects_are_those_that_the_catalogue_answers(
    lists: Lists, catalogue: Catalogue, kind: str
) -> None:
    """For every record, the comparisons that can be drawn are the same ones."""
    filled = 0
    for iri in lists.iris(kind, {}):
        expected = [effect for effect in catalogue.effects(kind, iri) if effect.drawable]
        found = lists.records.effects(iri, ALL)
        assert sorted(expected, key=lambda one: one.iri) == sorted(
            found.records, key=lambda one: one.iri
        )
        assert len({effect.comparison for effect in expected}) == found.total
        filled += bool(expected)

    assert filled


def test_the_first_comparisons_are_whole(lists: Lists) -> None:
    """Numbers from the same counts stay together when only the first comparisons are asked for."""
    whole = lists.records.effects(f"{ID}intervention/anakinra", ALL)
    one = lists.records.effects(f"{ID}intervention/anakinra", 1, harm=True)

    assert (2, 2) == (len({effect.comparison for effect in whole.records if effect.derived}), 2)
    assert [3, 1] == [len(one.records), len({effect.comparison for effect in one.records})]
    assert all(effect.role == ADVERSE for effect in one.records)
    assert one.total < whole.total


def test_effects_follow_the_filters(lists: Lists) -> None:
    """Of a hypothesis only the studies that filters leave keep their comparisons."""
    claim = f"{ID}hypothesis/rituximab-maintenance-reduces-fatigue"
    blinded, open_label = (
        lists.records.effects(claim, ALL, filters=Filters(blinded=value))
        for value in ("true", "false")
    )

    assert lists.records.effects(claim, ALL) == blinded
    assert {f"{ID}study/fluge-2019"} == {effect.study.iri for effect in blinded.records}
    assert ((), 0) == (open_label.records, open_label.total)


def test_a_panel_shows_the_first(lists: Lists) -> None:
    """As many records come as are asked for, with how many there are."""
    claim = f"{ID}hypothesis/il-1-drives-fatigue"
    whole = lists.records.panel("hypothesis", "needs", claim, ALL)
    few = lists.records.panel("hypothesis", "needs", claim, 2)

    assert 2 < whole.total == few.total
    assert whole.records[:2] == few.records


def test_every_hypothesis_and_target_has_panels(lists: Lists) -> None:
    """What would settle a hypothesis is known of each one."""
    claims = lists.hypotheses(Selection(size=ALL)).records

    assert all(lists.records.panel("hypothesis", "needs", one.ref.iri, 1).total for one in claims)
