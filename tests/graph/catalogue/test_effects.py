"""Comparisons with an interval, pooled estimates, and the ways from agents to targets."""

import pytest

from graph.catalogue import Catalogue
from graph.endpoint import LocalEndpoint
from graph.namespaces import DEFAULT_BASE, EQ
from graph.records import Effect

ID = f"{DEFAULT_BASE}id/"


@pytest.fixture(scope="module")
def catalogue(endpoint: LocalEndpoint) -> Catalogue:
    return Catalogue(endpoint)


@pytest.fixture(scope="module")
def trial(catalogue: Catalogue) -> tuple[Effect, ...]:
    return catalogue.effects("study", f"{ID}study/roerink-2017")


def test_a_reported_comparison_is_told_as_it_is_recorded(trial: tuple[Effect, ...]) -> None:
    """The primary outcome comes first, with its numbers, arms, roles and finding."""
    first = trial[0]

    assert ("fatigue severity (CIS-fatigue) at 4 weeks", False) == (
        first.outcome.label,
        first.derived,
    )
    assert ("1.5", "-4.1", "7.2", "0") == (first.value, first.ci_lower, first.ci_upper, first.none)
    assert first.first is not None
    assert first.other is not None
    assert ("anakinra", f"{EQ}Experimental") == (first.first.arm.label, first.first.role)
    assert "placebo" == first.other.arm.label
    assert first.finding is not None
    assert first.finding.iri.endswith("#finding-1")
    assert first.shows is not None
    assert "inconclusive" == first.shows.label
    assert frozenset() == first.sources


def test_a_derived_comparison_says_what_it_was_calculated_from(trial: tuple[Effect, ...]) -> None:
    """Each pair of counts gives three measures, with a formula and both counts."""
    derived = [effect for effect in trial if effect.derived]

    assert 6 == len(derived)
    assert {2} == {len(effect.sources) for effect in derived}
    assert all(effect.formula for effect in derived)
    assert 2 == len({effect.sources for effect in derived})


def test_a_comparator_has_no_effects_of_its_own(catalogue: Catalogue) -> None:
    """What was tested against placebo is no effect of placebo."""
    assert () == catalogue.effects("intervention", f"{ID}intervention/placebo")


def test_effects_of_an_intervention_come_from_all_its_trials(catalogue: Catalogue) -> None:
    """The oldest trial comes first."""
    found = catalogue.effects("intervention", f"{ID}intervention/rituximab")

    assert ["fluge-2011", "fluge-2019"] == list(
        dict.fromkeys(effect.study.iri.rpartition("/")[2] for effect in found)
    )


def test_a_pooled_estimate_comes_with_its_disagreement(catalogue: Catalogue) -> None:
    """Studies, participants, I² and τ² stand beside it; what was refused says why."""
    found = catalogue.pooled("intervention", f"{ID}intervention/rituximab")
    (pooled,) = (one for one in found if one.value)

    assert (2, 181) == (pooled.studies, pooled.participants)
    assert pooled.i_squared and pooled.tau_squared
    assert 3 == len(pooled.sources)
    assert {"too few studies"} == {one.refused for one in found if not one.value}


def test_a_hypothesis_knows_what_is_pooled_from_its_evidence(catalogue: Catalogue) -> None:
    """The broad hypothesis has it, one without trials has none."""
    broad = catalogue.pooled("hypothesis", f"{ID}hypothesis/b-cells-sustain-symptoms")

    assert [2] == [one.studies for one in broad]
    assert () == catalogue.pooled("hypothesis", f"{ID}hypothesis/il-1-drives-fatigue")


def test_agents_lead_to_a_target_and_to_their_studies(catalogue: Catalogue) -> None:
    """Anakinra acts on interleukin-1 and was given in one trial."""
    (path,) = catalogue.agents(f"{ID}target/il-1")

    assert ("anakinra", ["interleukin-1"]) == (
        path.agent.label,
        [target.label for target in path.acts_on],
    )
    assert [f"{ID}study/roerink-2017"] == [study.iri for study in path.studies]


def test_hypotheses_stand_by_compartment(catalogue: Catalogue) -> None:
    """Blood, central nervous system and periphery stand apart; those without a place come last."""
    blood, brain, periphery, rest = catalogue.places(f"{ID}target/il-1")

    assert ["blood", "central nervous system", "periphery", None] == [
        one.ref.label if one.ref else None for one in (blood, brain, periphery, rest)
    ]
    assert 0 == brain.findings < blood.findings
    assert brain.total == len(brain.mechanisms)
    assert all(one.total == len(one.findings) for one in blood.mechanisms)


def test_doses_are_those_of_each_arm(catalogue: Catalogue) -> None:
    """Dose, route and duration are as the trial gave them."""
    (dose,) = catalogue.doses(f"{ID}intervention/anakinra")

    assert ("100 mg/d", 28, 25) == (dose.dose, dose.days, dose.n)
    assert dose.route is not None
    assert "subcutaneous" == dose.route.label
