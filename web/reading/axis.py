"""Where numbers lie on the axis of a plot, in per cent of its width.

Positions in per cent let one drawing fit every screen without scaling its lines and letters.
"""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

from web.reading.formatting import minus

#: What stays free at each end, so that marks and the labels of ticks fit; in per cent.
MARGIN: Final = 7.0
#: How far beyond the estimates an axis reaches: so many times the interval of middling width.
REACH: Final = 1.5
#: How many labelled places an axis has at most.
MOST_TICKS: Final = 5

#: Lower end, estimate, upper end.
Span = tuple[float, float | None, float]


@dataclass(frozen=True)
class Tick:
    """One labelled place on the axis; *x* in per cent."""

    x: float
    label: str


@dataclass(frozen=True)
class Axis:
    """An axis that shows every estimate, and of very wide intervals as much as is useful.

    Attributes:
        low, high: what its ends stand for.
        logarithmic: whether equal ratios take equal lengths.
    """

    low: float
    high: float
    logarithmic: bool

    def place(self, value: float) -> float:
        """Return where a value lies, in per cent; what lies beyond an end is drawn at that end."""
        scale = _scale(self.logarithmic)
        start, end = scale(self.low), scale(self.high)
        at = scale(min(max(value, self.low), self.high))
        return round(MARGIN + (100 - 2 * MARGIN) * (at - start) / (end - start), 2)

    def ticks(self) -> tuple[Tick, ...]:
        """Return round values on the axis."""
        values = (
            _log_steps(self.low, self.high) if self.logarithmic else _steps(self.low, self.high)
        )
        return tuple(Tick(self.place(value), minus(f"{value:g}")) for value in values)


def fitted(spans: Sequence[Span], none: float, logarithmic: bool) -> Axis:
    """Return an axis for some intervals and for the value of no difference.

    It holds every estimate. An interval that is much wider than the others is cut off, so that
    the others stay readable.
    """
    scale = _scale(logarithmic)
    points = [scale(none)]
    widths, ends = [], [scale(none)]
    for low, value, high in spans:
        points.append(scale(_closest(low, high, none) if value is None else value))
        widths.append(scale(high) - scale(low))
        ends += [scale(low), scale(high)]
    room = REACH * sorted(widths)[(len(widths) - 1) // 2]
    start = min(*points, max(min(ends), min(points) - room))
    end = max(*points, min(max(ends), max(points) + room))
    if end - start < 1e-9:
        start, end = start - 1, end + 1
    back: Callable[[float], float] = math.exp if logarithmic else float
    return Axis(back(start), back(end), logarithmic)


def _scale(logarithmic: bool) -> Callable[[float], float]:
    return math.log if logarithmic else float


def _closest(low: float, high: float, none: float) -> float:
    return min(max(none, low), high)


def _steps(low: float, high: float) -> list[float]:
    """Return round values inside a range: at least two, and few enough to read."""
    power = 10.0 ** (math.floor(math.log10(high - low)) + 1)
    found: list[float] = []
    for factor in (1, 0.5, 0.2, 0.1, 0.05, 0.02, 0.01):
        step = power * factor
        first, last = math.ceil(low / step - 1e-9), math.floor(high / step + 1e-9)
        if found and last - first + 1 > MOST_TICKS:
            break
        found = [round(index * step, 10) for index in range(first, last + 1)]
        if len(found) >= 3:
            break
    return found


def _log_steps(low: float, high: float) -> list[float]:
    """Return round values inside a range on a logarithmic axis, from coarse to fine."""
    exponents = range(math.floor(math.log10(low)), math.ceil(math.log10(high)) + 1)
    inside: list[float] = []
    for factors in ((1,), (1, 3), (1, 2, 5), (1, 1.5, 2, 3, 5, 7)):
        values = [factor * 10.0**power for power in exponents for factor in factors]
        inside = [value for value in values if low * 0.999 <= value <= high * 1.001]
        if len(inside) >= 3:
            break
    if len(inside) < 2:
        return _steps(low, high)
    if len(inside) <= MOST_TICKS:
        return inside
    # No difference stays labelled whatever is left out.
    step = math.ceil(len(inside) / MOST_TICKS)
    anchor = next((index for index, value in enumerate(inside) if value == 1), 0) % step
    return inside[anchor::step]
