"""The geometry of one interval plot: an estimate, its interval and the line of no difference.

A plot exists only where an interval is recorded and the measure has a line of no difference. Each
end of the axis is named by what the outcome says: "favours anakinra" only if the record says which
way is better and the arms are treatments, otherwise plainly "lower" and "higher".
"""

import math
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from graph.namespaces import EQ
from graph.records import Arm, Result
from web.reading.formatting import estimate, interval, minus, number

_STATO: Final = "http://purl.obolibrary.org/obo/STATO_"
_RATIOS: Final = {
    f"{_STATO}0000182",
    f"{_STATO}0000245",
    f"{EQ}HazardRatio",
    f"{EQ}RateRatio",
    f"{EQ}RatioOfMeans",
}
_DIFFERENCES: Final = {
    f"{_STATO}0000457",
    f"{_STATO}0000100",
    f"{_STATO}0000424",
    f"{EQ}PercentDifference",
    f"{EQ}MeanChange",
}
_NO_TREATMENT: Final = {f"{EQ}{role}" for role in ("Cases", "Controls", "DiseaseControls")}

#: The drawing area: its width, and the margin that keeps marks and tick labels inside it.
WIDTH: Final = 320
MARGIN: Final = 24


@dataclass(frozen=True)
class Tick:
    """One labelled place on the axis; *x* in user units of the drawing."""

    x: float
    label: str


@dataclass(frozen=True)
class Plot:
    """Everything a template needs to draw one interval.

    Attributes:
        anchor: an id that is unique on the page.
        title: the outcome.
        low, point, high, null: x positions in user units; *point* is None without an estimate.
        left, right: what each end of the axis means.
        logarithmic: whether the axis is logarithmic, as ratios need.
        scale: what the axis measures.
        text: the estimate and its interval, as printed.
        spoken: the plot in one sentence.
    """

    anchor: str
    title: str
    low: float
    high: float
    point: float | None
    null: float
    left: str
    right: str
    ticks: tuple[Tick, ...]
    logarithmic: bool
    scale: str
    text: str
    spoken: str


def plot(result: Result, arms: tuple[Arm, ...]) -> Plot | None:
    """Return the plot of a result, or None where nothing can be drawn truthfully."""
    measure = result.measure.iri if result.measure else ""
    logarithmic = measure in _RATIOS
    if measure not in _RATIOS | _DIFFERENCES:
        return None
    bounds = _bounds(result)
    if bounds is None or (logarithmic and bounds[0] <= 0):
        return None
    low, high = bounds
    null = 1.0 if logarithmic else 0.0
    point = float(result.value) if result.value else None
    values = [low, high, null, *([] if point is None else [point])]
    if logarithmic and min(values) <= 0:
        return None
    place = _axis(min(values), max(values), logarithmic)
    left, right = _ends(result, arms)
    label = result.measure.label if result.measure else "value"
    return Plot(
        anchor=f"plot-{result.iri.rpartition('#')[2]}",
        title=result.outcome.label,
        low=place(low),
        high=place(high),
        point=None if point is None else place(point),
        null=place(null),
        left=left,
        right=right,
        ticks=_ticks(min(values), max(values), logarithmic, place),
        logarithmic=logarithmic,
        scale=label,
        text=_text(result),
        spoken=_spoken(result, label, low <= null <= high),
    )


def _text(result: Result) -> str:
    """Return the estimate as printed and, where the print drops the sign, as it is recorded."""
    printed, recorded = estimate(result), number(result.value)
    if not recorded.startswith("−") or recorded in printed or recorded[1:] not in printed:
        return printed
    source = minus(result.as_reported or printed)
    return f"{source} as printed; drawn as {recorded} ({interval(result)})"


def _bounds(result: Result) -> tuple[float, float] | None:
    if result.ci_lower is None or result.ci_upper is None:
        return None
    low, high = float(result.ci_lower), float(result.ci_upper)
    return (low, high) if low <= high else None


def _axis(low: float, high: float, logarithmic: bool) -> Callable[[float], float]:
    """Return the function from a value to its x position."""
    scale: Callable[[float], float] = math.log if logarithmic else float
    start, end = scale(low), scale(high)
    span = (end - start) or 1.0

    def place(value: float) -> float:
        return round(MARGIN + (WIDTH - 2 * MARGIN) * (scale(value) - start) / span, 1)

    return place


def _ticks(
    low: float, high: float, logarithmic: bool, place: Callable[[float], float]
) -> tuple[Tick, ...]:
    values = _log_steps(low, high) if logarithmic else _steps(low, high)
    return tuple(Tick(place(value), minus(f"{value:g}")) for value in values)


def _steps(low: float, high: float) -> list[float]:
    """Return round values inside a range: as few as there are, but at least three."""
    power = 10.0 ** (math.floor(math.log10(high - low or 1.0)) + 1)
    for factor in (1, 0.5, 0.2, 0.1, 0.05, 0.02, 0.01):
        step = power * factor
        first, last = math.ceil(low / step - 1e-9), math.floor(high / step + 1e-9)
        if last - first >= 2:
            break
    return [round(index * step, 10) for index in range(first, last + 1)]


def _log_steps(low: float, high: float) -> list[float]:
    """Return round values inside a range on a logarithmic axis, from coarse to fine."""
    exponents = range(math.floor(math.log10(low)), math.ceil(math.log10(high)) + 1)
    for factors in ((1,), (1, 3), (1, 2, 5), (1, 1.5, 2, 3, 5, 7)):
        values = [factor * 10.0**power for power in exponents for factor in factors]
        inside = [value for value in values if low * 0.999 <= value <= high * 1.001]
        if len(inside) >= 3:
            break
    return inside[:: math.ceil(len(inside) / 6) or 1]


def _ends(result: Result, arms: tuple[Arm, ...]) -> tuple[str, str]:
    """Return what the left and the right end mean, as the record says and no further."""
    if result.arm is None:
        return "lower", "higher"
    first = result.arm.label
    if result.versus is None:
        return f"lower in {first}", f"higher in {first}"
    roles = {arm.ref.iri: arm.role.iri for arm in arms if arm.role}
    compared = {roles.get(result.arm.iri), roles.get(result.versus.iri)}
    better = result.better_when.iri if result.better_when else None
    if compared & _NO_TREATMENT or better not in {f"{EQ}LowerIsBetter", f"{EQ}HigherIsBetter"}:
        return f"lower in {first}", f"higher in {first}"
    favours = (f"favours {first}", f"favours {result.versus.label}")
    return favours if better == f"{EQ}LowerIsBetter" else (favours[1], favours[0])


def _spoken(result: Result, label: str, includes_null: bool) -> str:
    compared = f", {result.arm.label}" if result.arm else ""
    if result.arm and result.versus:
        compared += f" against {result.versus.label}"
    verdict = "includes" if includes_null else "does not include"
    return (
        f"{result.outcome.label}; {label}{compared}: {_text(result)}. "
        f"The interval {verdict} no difference."
    )
