"""From what a source prints to an effect with a standard error."""

from math import exp, log

import pytest
from statsmodels.stats.contingency_tables import Table2x2

from graph.synthesis import scales
from graph.synthesis.scales import NoEstimate, from_events, from_interval, from_means

BOTH = (scales.RISK_RATIO, scales.ODDS_RATIO)


@pytest.mark.parametrize("measure", BOTH)
@pytest.mark.parametrize("counts", [(2, 25, 5, 25), (17, 25, 1, 25), (10, 15, 2, 15)])
def test_ratios_are_those_of_statsmodels(measure: str, counts: tuple[int, int, int, int]) -> None:
    """Estimate and standard error agree with another implementation."""
    a, n, c, m = counts
    table = Table2x2([[a, n - a], [c, m - c]])
    theirs = (
        (table.log_riskratio, table.log_riskratio_se)
        if measure == scales.RISK_RATIO
        else (table.log_oddsratio, table.log_oddsratio_se)
    )

    assert from_events(measure, (a, n), (c, m)) == pytest.approx(theirs)


def test_an_empty_cell_gets_a_half() -> None:
    """0 of 10 against 5 of 10: odds (0.5/10.5) / (5.5/5.5)."""
    estimate, _ = from_events(scales.ODDS_RATIO, (0, 10), (5, 10))

    assert exp(estimate) == pytest.approx(0.5 / 10.5)


def test_a_risk_difference_is_in_percentage_points() -> None:
    """10 of 15 against 2 of 15 is 53.3 points; its error is that of two binomials."""
    assert (53.3333, 15.0062) == tuple(
        round(x, 4) for x in from_events(scales.RISK_DIFFERENCE, (10, 15), (2, 15))
    )


def test_an_interval_gives_its_standard_error() -> None:
    """Half of 95% is 1.96 errors; a ratio's is on the logarithmic scale."""
    reported = from_interval(scales.MEAN_DIFFERENCE, "points", 1.5, (-4.1, 7.2), 95)
    ratio = from_interval(scales.ODDS_RATIO, "", 2.16, (0.9, 5.1), 95)

    assert reported == pytest.approx((1.5, 11.3 / 2 / 1.959964), rel=1e-6)
    assert ratio == pytest.approx((log(2.16), log(5.1 / 0.9) / 2 / 1.959964), rel=1e-6)


def test_means_give_a_difference() -> None:
    """A difference of means has the error of both."""
    assert (-4, 1.0) == from_means((19, 8.0, 100), (23, 6.0, 100))


@pytest.mark.parametrize(
    ("value", "bounds", "level", "missing"),
    [
        (None, (1, 2), 95, "no estimate"),
        (1.5, (None, 2), 95, "no confidence interval"),
        (1.5, (1, 2), None, "no level"),
        (3.0, (1, 2), 95, "outside"),
        (1.0, (1, 1), 95, "outside"),
    ],
)
def test_what_is_missing_is_named(
    value: float | None,
    bounds: tuple[float | None, float | None],
    level: float | None,
    missing: str,
) -> None:
    """Nothing is filled in."""
    with pytest.raises(NoEstimate, match=missing):
        from_interval(scales.MEAN_DIFFERENCE, "points", value, bounds, level)


@pytest.mark.parametrize("measure", [*BOTH, scales.RISK_DIFFERENCE])
@pytest.mark.parametrize("counts", [((0, 10), (0, 12)), ((10, 10), (12, 12)), ((11, 10), (1, 9))])
def test_counts_that_say_nothing_give_nothing(
    measure: str, counts: tuple[tuple[int, int], tuple[int, int]]
) -> None:
    """Nobody, everybody, or more than there are."""
    with pytest.raises(NoEstimate):
        from_events(measure, *counts)


def test_other_units_of_a_risk_difference_are_not_guessed() -> None:
    """0.09 may be a fraction or points."""
    with pytest.raises(NoEstimate, match="unit"):
        from_interval(scales.RISK_DIFFERENCE, "", 0.09, (0.01, 0.2), 95)


def test_a_ratio_has_limits_above_0() -> None:
    """The logarithm of 0 is no number."""
    with pytest.raises(NoEstimate, match="above 0"):
        from_interval(scales.RISK_RATIO, "", 0.5, (0, 1.2), 95)
