"""The table of numbers, from the records of real studies."""

import pytest

from graph.records import Study
from graph.service import Service
from web.reading.forest import forest
from web.reading.numbers import numbers

BASE = "https://w3id.org/equipoise/id/study/"


@pytest.fixture(scope="module")
def trial(service: Service) -> Study:
    return service.catalogue.study(BASE + "roerink-2017")


def test_outcomes_are_ordered_primary_first_and_harms_last(trial: Study) -> None:
    """Rows follow the role of the outcome."""
    roles = [row.outcome.role.label for row in numbers(trial).rows if row.outcome.role]

    assert "primary" == roles[0]
    assert "adverse event" == roles[-1]
    assert sorted(roles, key=["primary", "secondary", "adverse event"].index) == roles


def test_each_arm_with_a_number_has_a_column(trial: Study) -> None:
    """Columns are the arms in the order of the study."""
    assert ["anakinra", "placebo"] == [arm.label for arm in numbers(trial).arms]


def test_every_recorded_number_is_in_the_table(trial: Study) -> None:
    """No result of the record is left out."""
    table = numbers(trial)
    shown = sum(len(cell) for row in table.rows for cell in row.cells)
    shown += sum(len(row.comparisons) for row in table.rows)

    assert sum(len(outcome.results) for outcome in trial.outcomes) == shown
    assert len(trial.outcomes) == len(table.rows) + len(table.unmeasured)


def test_two_arms_need_no_label_of_their_comparison(trial: Study) -> None:
    """With one pair of arms the columns already say who is compared."""
    labels = {item.label for row in numbers(trial).rows for item in row.comparisons}

    assert {""} == labels


def test_a_doubt_about_the_print_is_said_once(trial: Study) -> None:
    """The comment on the subtraction stands with its row."""
    [primary] = [
        row for row in numbers(trial).rows if row.outcome.ref.iri.endswith("#outcome-fatigue-4w")
    ]

    assert 1 == len(primary.comments)
    assert "which group was subtracted" in primary.comments[0]


def test_every_study_can_be_arranged(service: Service) -> None:
    """No study of the graph has numbers that the table or the plots cannot show."""
    for summary in service.catalogue.studies():
        study = service.catalogue.study(summary.ref.iri)
        table = numbers(study)
        assert all(len(row.cells) == len(table.arms) for row in table.rows)
        effects = service.catalogue.effects("study", summary.ref.iri)
        assert forest("forest", effects, apart=True).total <= len(effects)
        assert all(item.text for row in table.rows for item in row.comparisons), summary.ref.iri
