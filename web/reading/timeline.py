"""The balance of a hypothesis by year, drawn: how many studies stood at the end of each."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from graph.listing import TALLIED
from graph.records import History, Moment
from web.reading.balance import STANCES, Stance

#: Geometry of the drawing, in units of its view box.
WIDTH: Final = 360
LEFT, RIGHT, TOP, LANE, STEP = 92.0, 332.0, 8.0, 46.0, 30.0
#: The least distance of two labels on the axis of years.
LABEL_GAP: Final = 34.0


@dataclass(frozen=True)
class Lane:
    """One stance over the years, as a line that steps.

    Attributes:
        stance: which.
        base: the height of zero.
        line: the path of the line.
        area: the path of what is below it.
        counts: where it changes: x, y and the number from there on.
    """

    stance: Stance
    base: float
    line: str
    area: str
    counts: tuple[tuple[float, float, int], ...]


@dataclass(frozen=True)
class Tick:
    """A year on the axis."""

    x: float
    year: int


@dataclass(frozen=True)
class Timeline:
    """The balance by year, as rows and as a drawing.

    Attributes:
        moments: the years in which something happened, the oldest first.
        stances: the stances that the tallies count, in their order.
        undated: how many studies have no year, or were retracted in an unknown one.
        lanes, ticks, height: the drawing.
        now: where the chosen year ends in the drawing, if one is chosen.
        spoken: the drawing in words.
    """

    moments: tuple[Moment, ...]
    stances: tuple[Stance, ...]
    undated: int
    lanes: tuple[Lane, ...]
    ticks: tuple[Tick, ...]
    height: float
    now: float | None
    spoken: str


def timeline(history: History, until: int, as_of: str = "") -> Timeline | None:
    """Return the balance by year; None where no direct evidence can be placed in a year.

    Args:
        history: how direct evidence on a hypothesis came about.
        until: the last year of the axis.
        as_of: a year to mark, or nothing.
    """
    moments = history.moments
    if not moments:
        return None
    last = max(until, moments[-1].year)
    scale = _Scale(moments[0].year, last, max(max(moment.tally) for moment in moments) or 1)
    lanes = tuple(_lane(moments, number, scale) for number in range(len(TALLIED)))
    return Timeline(
        moments=moments,
        stances=tuple(STANCES[iri] for iri in TALLIED),
        undated=history.undated,
        lanes=lanes,
        ticks=_ticks([scale.first, *(moment.year for moment in moments), last], scale),
        height=TOP + LANE * len(TALLIED) + 22,
        now=scale.x(int(as_of) + 1) if as_of and scale.first <= int(as_of) < last else None,
        spoken=_spoken(moments),
    )


@dataclass(frozen=True)
class _Scale:
    """From years and counts to places in the drawing; a year takes up a column."""

    first: int
    last: int
    most: int

    def x(self, year: int) -> float:
        width = (RIGHT - LEFT) / (self.last - self.first + 1)
        return round(LEFT + (year - self.first) * width, 1)

    def y(self, lane: int, count: int) -> float:
        return round(TOP + LANE * (lane + 1) - STEP * count / self.most - 4, 1)


def _lane(moments: Sequence[Moment], lane: int, scale: _Scale) -> Lane:
    base = scale.y(lane, 0)
    line = f"M{LEFT} {base}"
    counts = []
    before = 0
    for moment in moments:
        count = moment.tally[lane]
        if count != before:
            x, y = scale.x(moment.year), scale.y(lane, count)
            line += f"H{x}V{y}"
            counts.append((x, y, count))
            before = count
    line += f"H{RIGHT}"
    return Lane(STANCES[TALLIED[lane]], base, line, f"{line}V{base}H{LEFT}Z", tuple(counts))


def _ticks(years: Iterable[int], scale: _Scale) -> tuple[Tick, ...]:
    """Label the first and the last year, and those between as far as there is room."""
    wanted = sorted(set(years))
    column = (RIGHT - LEFT) / (scale.last - scale.first + 1)
    chosen = [Tick(scale.x(wanted[0]) + column / 2, wanted[0])]
    end = Tick(scale.x(wanted[-1]) + column / 2, wanted[-1])
    for year in wanted[1:-1]:
        tick = Tick(scale.x(year) + column / 2, year)
        if tick.x - chosen[-1].x >= LABEL_GAP and end.x - tick.x >= LABEL_GAP:
            chosen.append(tick)
    return (*chosen, end) if end.x - chosen[0].x >= LABEL_GAP else (end,)


def _spoken(moments: Sequence[Moment]) -> str:
    last = moments[-1]
    parts = ", ".join(
        f"{count} {STANCES[iri].word.lower()}"
        for iri, count in zip(TALLIED, last.tally, strict=True)
    )
    span = f"{moments[0].year} to {last.year}" if len(moments) > 1 else f"{last.year}"
    return f"Independent studies with direct evidence by year, {span}. At the end: {parts}."
