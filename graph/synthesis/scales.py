"""Bring what a study reports to the scale that it is pooled on, with a standard error.

A ratio becomes its natural logarithm, a risk difference percentage points. Nothing is guessed: an
interval whose level is not stated gives no standard error.
"""

from math import exp, isfinite, log, sqrt
from statistics import NormalDist
from typing import Final

from graph.namespaces import EQ

_STATO: Final = "http://purl.obolibrary.org/obo/STATO_"
RISK_RATIO: Final = _STATO + "0000245"
ODDS_RATIO: Final = _STATO + "0000182"
RISK_DIFFERENCE: Final = _STATO + "0000424"
MEAN_DIFFERENCE: Final = _STATO + "0000457"
STANDARDISED: Final = _STATO + "0000100"
MEAN: Final = _STATO + "0000401"
MEAN_CHANGE: Final = EQ + "MeanChange"
HAZARD_RATIO: Final = EQ + "HazardRatio"
RATE_RATIO: Final = EQ + "RateRatio"
RATIO_OF_MEANS: Final = EQ + "RatioOfMeans"

#: What kind of outcome each measure is of; outcomes of different kinds are never compared. Their
#: order is the order of preference where as many studies give one as another.
KINDS: Final = {
    RISK_RATIO: "events",
    ODDS_RATIO: "events",
    RISK_DIFFERENCE: "events",
    MEAN_DIFFERENCE: "score",
    STANDARDISED: "score",
    HAZARD_RATIO: "time-to-event",
    RATE_RATIO: "rate",
    RATIO_OF_MEANS: "ratio-of-means",
}
RATIOS: Final = frozenset({RISK_RATIO, ODDS_RATIO, HAZARD_RATIO, RATE_RATIO, RATIO_OF_MEANS})

_POINTS: Final = frozenset({"percentage points", "percentage point", "percent", "%"})
_CONTINUITY: Final = 0.5

Estimate = tuple[float, float]
Arm = tuple[float, float, int]


class NoEstimate(Exception):
    """A comparison without an estimate or a standard error; its text says what is missing."""


def printed(measure: str, value: float) -> float:
    """Return a number on the analysis scale as it is printed: ratios as ratios."""
    return exp(value) if measure in RATIOS else value


def scale(measure: str, unit: str) -> str:
    """Return the scale of a measure: the unit of a difference, nothing for a ratio."""
    if measure == RISK_DIFFERENCE:
        return "percentage points"
    return unit if measure == MEAN_DIFFERENCE else ""


def from_interval(
    measure: str,
    unit: str,
    value: float | None,
    bounds: tuple[float | None, float | None],
    level: float | None,
) -> Estimate:
    """Return a reported estimate and the standard error that its interval implies.

    Raises:
        NoEstimate: a number is missing, or the interval does not hold the estimate.
    """
    lower, upper = bounds
    if value is None or not measure:
        raise NoEstimate("the source gives no estimate")
    if lower is None or upper is None:
        raise NoEstimate("the source gives no confidence interval")
    if level is None:
        raise NoEstimate("the source gives no level for its confidence interval")
    if not lower <= value <= upper or lower == upper:
        raise NoEstimate("the estimate lies outside its confidence interval")
    if measure == RISK_DIFFERENCE and unit not in _POINTS:
        raise NoEstimate("the unit of the risk difference is not stated")
    if measure in RATIOS:
        if lower <= 0:
            raise NoEstimate("a ratio has a confidence limit that is not above 0")
        value, lower, upper = log(value), log(lower), log(upper)
    half = NormalDist().inv_cdf(0.5 + level / 200)
    return value, (upper - lower) / (2 * half)


def from_events(measure: str, tested: tuple[int, int], other: tuple[int, int]) -> Estimate:
    """Return an effect from events and numbers of two arms.

    A ratio with an empty cell is computed with 0.5 added to each cell.

    Raises:
        NoEstimate: nobody or everybody had the event in both arms.
    """
    (a, n1), (c, n2) = tested, other
    if not 0 <= a <= n1 or not 0 <= c <= n2 or not n1 or not n2:
        raise NoEstimate("the counts do not fit the size of the arms")
    if a == c == 0 or (a == n1 and c == n2):
        raise NoEstimate("nobody, or everybody, had the event in both arms")
    if measure == RISK_DIFFERENCE:
        p, r = a / n1, c / n2
        error = sqrt(p * (1 - p) / n1 + r * (1 - r) / n2)
        if error == 0:
            raise NoEstimate("nobody in one arm had the event and everybody in the other")
        return 100 * (p - r), 100 * error
    extra = _CONTINUITY if 0 in (a, n1 - a, c, n2 - c) else 0.0
    cells = a + extra, n1 - a + extra, c + extra, n2 - c + extra
    return _ratio(measure, *cells)


def _ratio(measure: str, a: float, b: float, c: float, d: float) -> Estimate:
    if measure == ODDS_RATIO:
        return log(a * d / (b * c)), sqrt(1 / a + 1 / b + 1 / c + 1 / d)
    variance = 1 / a - 1 / (a + b) + 1 / c - 1 / (c + d)
    return log(a / (a + b)) - log(c / (c + d)), sqrt(variance)


def from_means(tested: Arm, other: Arm) -> Estimate:
    """Return a mean difference from mean, standard deviation and number of two arms.

    Raises:
        NoEstimate: the standard deviations leave no standard error.
    """
    error = sqrt(tested[1] ** 2 / tested[2] + other[1] ** 2 / other[2])
    if not (isfinite(error) and error > 0):
        raise NoEstimate("the standard deviations are 0")
    return tested[0] - other[0], error


def standardise(tested: Arm, other: Arm) -> Estimate:
    """Return Hedges' g of two arms, with the variance of Hedges and Olkin (1985)."""
    (mean, deviation, n), (against, spread, m) = tested, other
    pooled = sqrt(((n - 1) * deviation**2 + (m - 1) * spread**2) / (n + m - 2))
    g = (1 - 3 / (4 * (n + m) - 9)) * (mean - against) / pooled
    return g, sqrt((n + m) / (n * m) + g**2 / (2 * (n + m - 3.94)))
