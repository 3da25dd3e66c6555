"""Pooling against published worked examples, and what must hold for any numbers."""

from math import exp, log, sqrt
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st
from statsmodels.stats.meta_analysis import effectsize_smd

from graph.errors import PoolingRefused
from graph.synthesis.effects import Effect, independent
from graph.synthesis.pooling import Method, pool
from graph.synthesis.scales import standardise

#: Colditz 1994, 13 trials of BCG vaccine against tuberculosis (metafor's ``dat.bcg``): cases and
#: other people among the vaccinated, cases and other people among the unvaccinated.
BCG = (
    (4, 119, 11, 128),
    (6, 300, 29, 274),
    (3, 228, 11, 209),
    (62, 13536, 248, 12619),
    (33, 5036, 47, 5761),
    (180, 1361, 372, 1079),
    (8, 2537, 10, 619),
    (505, 87886, 499, 87892),
    (29, 7470, 45, 7232),
    (17, 1699, 65, 1600),
    (186, 50448, 141, 27197),
    (5, 2493, 3, 2338),
    (27, 16886, 29, 17825),
)

#: Normand 1999, Table VIII: mean difference in days of stay in hospital after stroke, specialist
#: against routine care, and its variance (nine studies).
STAY = (
    (-20, 40.59),
    (-2, 2.05),
    (-55, 15.28),
    (-71, 150.22),
    (-4, 20.19),
    (1, 1.22),
    (11, 95.38),
    (-10, 8.03),
    (7, 20.69),
)

effects = st.lists(st.tuples(st.floats(-5, 5), st.floats(0.05, 3)), min_size=2, max_size=8).map(
    lambda pairs: made(*pairs)
)


def made(*pairs: tuple[float, float]) -> list[Effect]:
    """Return independent effects with these estimates and standard errors."""
    return [
        Effect(f"study-{i:02}", f"study-{i:02}", estimate, error)
        for i, (estimate, error) in enumerate(pairs)
    ]


def risk_ratio(a: int, b: int, c: int, d: int) -> tuple[float, float]:
    """Return the log risk ratio of two by two counts, and its standard error."""
    return log(a / (a + b) / (c / (c + d))), sqrt(1 / a - 1 / (a + b) + 1 / c - 1 / (c + d))


def test_bcg_by_dersimonian_and_laird() -> None:
    """The figures of metafor for BCG (its test_misc_metan_vs_rma.uni_with_dat.bcg.r), risk ratio.

    They agree with Stata's metan there.
    """
    pooled = pool(made(*(risk_ratio(*counts) for counts in BCG)))

    assert (-0.7141, -1.0644, -0.3638) == _figures(pooled.random, pooled.random_interval)
    assert (-0.4303, -0.5097, -0.3509) == _figures(pooled.fixed, pooled.fixed_interval)
    assert (0.3088, 92.1173, 152.2330) == (
        round(pooled.tau_squared, 4),
        round(pooled.i_squared, 4),
        round(pooled.q, 4),
    )
    assert (0.4896, 0.3449, 0.6950) == tuple(
        round(exp(value), 4) for value in (pooled.random, *pooled.random_interval)
    )


def test_hospital_stay_by_dersimonian_and_laird() -> None:
    """The figures of Normand 1999, Table IX (metafor: test_analysis_example_normand1999.r)."""
    pooled = pool(made(*((difference, sqrt(variance)) for difference, variance in STAY)))

    assert (-14.10, -24.45, -3.75) == _figures(pooled.random, pooled.random_interval, 2)
    assert pooled.fixed == pytest.approx(-3.49, abs=0.005)
    assert pooled.fixed_interval == pytest.approx((-5.03, -1.96), abs=0.01)
    assert pooled.tau_squared == pytest.approx(218.72, abs=0.05)  # variances printed to 2 digits


def test_paule_and_mandel_make_q_what_chance_alone_would() -> None:
    """By its definition the Paule–Mandel variance makes the generalised Q equal to k − 1."""
    pooled = pool(made(*(risk_ratio(*counts) for counts in BCG)), "pm")

    weights = [1 / (e.error**2 + pooled.tau_squared) for e in pooled.effects]
    spread = [(e.estimate - pooled.random) ** 2 for e in pooled.effects]
    assert sum(w * s for w, s in zip(weights, spread, strict=True)) == pytest.approx(12, abs=1e-4)


def test_prediction_interval_has_t_with_k_minus_2_degrees() -> None:
    """With k = 3 the t quantile is that of one degree of freedom, 12.7062."""
    pooled = pool(made((0.1, 0.2), (0.5, 0.2), (0.9, 0.2)))

    error = (pooled.random_interval[1] - pooled.random_interval[0]) / 2 / 1.959964
    half = 12.7062047 * sqrt(pooled.tau_squared + error**2)
    assert pooled.prediction == pytest.approx(
        (pooled.random - half, pooled.random + half), rel=1e-6
    )


def test_two_studies_have_neither_prediction_interval_nor_leave_one_out() -> None:
    """Below three studies there are no degrees of freedom, and leaving one out leaves one."""
    pooled = pool(made((0.1, 0.2), (0.5, 0.2)))

    assert (None, ()) == (pooled.prediction, pooled.without)


def test_leave_one_out_is_pooling_the_others() -> None:
    """Each entry is what pooling gives without that study."""
    given = made((0.1, 0.2), (0.5, 0.3), (0.9, 0.2), (0.2, 0.1))

    expected = {e.study: pool([o for o in given if o is not e]).random for e in given}
    assert expected == dict(pool(given).without)


def test_hedges_g() -> None:
    """Borenstein 2009, chapter 4: means 103 and 100, SDs 5.5 and 4.5, 50 people each: 0.5924.

    The variance is that of statsmodels.
    """
    g, error = standardise((103, 5.5, 50), (100, 4.5, 50))

    assert 0.5924 == round(g, 4)
    assert (g, error**2) == pytest.approx(effectsize_smd(103, 5.5, 50, 100, 4.5, 50))


@given(effects, st.sampled_from(["dl", "pm"]), st.randoms(use_true_random=False))
def test_the_order_of_studies_does_not_matter(
    given: list[Effect], method: Method, random: Random
) -> None:
    """Any order gives the same, to the last digit."""
    shuffled = list(given)
    random.shuffle(shuffled)

    assert pool(given, method) == pool(shuffled, method)


@given(st.floats(-5, 5), st.floats(0.05, 3), st.integers(2, 8), st.sampled_from(["dl", "pm"]))
def test_equal_studies_give_their_own_estimate(
    estimate: float, error: float, k: int, method: Method
) -> None:
    """Studies that all found the same pool to just that, without heterogeneity."""
    pooled = pool(made(*[(estimate, error)] * k), method)

    assert pooled.random == pytest.approx(estimate)
    assert pooled.fixed == pytest.approx(estimate)
    assert (0, 0) == (round(pooled.i_squared, 6), round(pooled.tau_squared, 6))


@given(effects, st.sampled_from(["dl", "pm"]))
def test_without_variance_between_studies_random_is_fixed(
    given: list[Effect], method: Method
) -> None:
    """The two models differ only by the variance between studies, which is never below 0."""
    pooled = pool(given, method)

    assert pooled.tau_squared >= 0
    assert 0 <= pooled.i_squared <= 100
    if pooled.tau_squared == 0:
        assert (pooled.fixed, pooled.fixed_interval) == (pooled.random, pooled.random_interval)
    else:
        assert _width(pooled.random_interval) >= _width(pooled.fixed_interval)


@given(effects)
def test_a_pooled_estimate_lies_between_the_studies(given: list[Effect]) -> None:
    """A weighted mean is neither above the highest nor below the lowest."""
    estimates = [effect.estimate for effect in given]

    assert min(estimates) - 1e-9 <= pool(given).random <= max(estimates) + 1e-9


def test_a_sample_counts_once_by_its_largest_study() -> None:
    """Of two studies of the same people the larger is pooled, and the other is named."""
    small = Effect("a", "same", 0.1, 0.2, participants=10)
    large = Effect("b", "same", 0.2, 0.2, participants=90)
    other = Effect("c", "other", 0.3, 0.2, participants=20)

    assert ([large, other], [(small, large)]) == independent([small, large, other])
    assert 110 == pool([small, large, other]).participants


@pytest.mark.parametrize(
    ("given", "reason"),
    [
        (made((0.1, 0.2)), "TooFewStudies"),
        ([], "TooFewStudies"),
        ([Effect("a", "s", 0.1, 0.2), Effect("b", "s", 0.1, 0.2)], "TooFewStudies"),
        ([Effect("a", "a", 1, 1, "RR"), Effect("b", "b", 1, 1, "OR")], "MeasuresDiffer"),
        ([Effect("a", "a", 1, 1, "MD", "x"), Effect("b", "b", 1, 1, "MD", "y")], "ScalesDiffer"),
        (made((0.1, 0.2), (0.1, 0.0)), "NoUncertainty"),
        (made((0.1, 0.2), (0.1, float("nan"))), "NoUncertainty"),
        (made((float("inf"), 0.2), (0.1, 0.2)), "NoUncertainty"),
    ],
)
def test_what_cannot_be_pooled_is_refused_with_the_reason(given: list[Effect], reason: str) -> None:
    """No number comes out where none would mean anything."""
    with pytest.raises(PoolingRefused) as refused:
        pool(given)

    assert reason == refused.value.reason


def _figures(value: float, bounds: tuple[float, float], digits: int = 4) -> tuple[float, ...]:
    return tuple(round(number, digits) for number in (value, *bounds))


def _width(bounds: tuple[float, float]) -> float:
    return bounds[1] - bounds[0]
