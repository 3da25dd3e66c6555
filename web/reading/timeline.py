"""The balance of a hypothesis by year: what happened in each, and how many studies stood then.

It counts as the named question ``picture-changes`` does: direct evidence of independent studies
from the year of their first publication until that of their retraction; review articles are told
but not counted, and what has no year cannot be placed.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from graph.namespaces import EQ
from graph.records import Appearance, Ref
from web.reading.balance import STANCES, Stance

#: The stances that studies take on what they tested, as lanes of the drawing.
LANES: Final = tuple(EQ + name for name in ("Supports", "Refutes", "Inconclusive"))

#: Geometry of the drawing, in units of its view box.
WIDTH: Final = 360
LEFT, RIGHT, TOP, LANE, STEP = 92.0, 332.0, 8.0, 46.0, 30.0
#: How many studies of one year a page names.
MOST: Final = 12
#: The least distance of two labels on the axis of years.
LABEL_GAP: Final = 34.0


@dataclass(frozen=True)
class Event:
    """A study entering the balance or leaving it.

    Attributes:
        year: when.
        retracted: whether it left because it was retracted.
        study: which one.
        stances: what its direct evidence says.
        review: whether it is a review article, which counts apart.
    """

    year: int
    retracted: bool
    study: Ref
    stances: tuple[Stance, ...]
    review: bool


@dataclass(frozen=True)
class Moment:
    """The end of one year: what happened in it, and how many studies stood of each lane."""

    year: int
    events: tuple[Event, ...]
    tally: tuple[int, ...]

    @property
    def told(self) -> tuple[Event, ...]:
        """Return the events that a page names; of very many, only the first."""
        return self.events[:MOST]


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


def timeline(studies: Iterable[Appearance], until: int, as_of: str = "") -> Timeline | None:
    """Return the balance by year; None where no direct evidence can be placed in a year.

    Args:
        studies: every study with direct evidence on a hypothesis.
        until: the last year of the axis.
        as_of: a year to mark, or nothing.
    """
    direct = tuple(studies)
    placed = [item for item in direct if _is_dated(item)]
    if not placed:
        return None
    moments = _moments(placed)
    last = max(until, moments[-1].year)
    scale = _Scale(moments[0].year, last, max(max(moment.tally) for moment in moments) or 1)
    lanes = tuple(_lane(moments, number, scale) for number in range(len(LANES)))
    return Timeline(
        moments=moments,
        stances=tuple(STANCES[iri] for iri in LANES),
        undated=len(direct) - len(placed),
        lanes=lanes,
        ticks=_ticks([scale.first, *(moment.year for moment in moments), last], scale),
        height=TOP + LANE * len(LANES) + 22,
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


def _is_dated(item: Appearance) -> bool:
    return item.year is not None and not (item.retracted and item.retracted_in is None)


def _moments(placed: Sequence[Appearance]) -> tuple[Moment, ...]:
    events: dict[int, list[Event]] = {}
    for item in placed:
        events.setdefault(item.year or 0, []).append(_event(item, item.year or 0, False))
        if item.retracted_in is not None:
            gone = _event(item, item.retracted_in, True)
            events.setdefault(gone.year, []).append(gone)
    years = sorted(events)
    tallies = zip(*(_tallies(placed, stance, years) for stance in LANES), strict=True)
    return tuple(
        Moment(year, tuple(sorted(events[year], key=_place)), tally)
        for year, tally in zip(years, tallies, strict=True)
    )


def _event(item: Appearance, year: int, retracted: bool) -> Event:
    stances = tuple(named for iri, named in STANCES.items() if iri in item.stances)
    return Event(year, retracted, item.study, stances, item.review)


def _place(event: Event) -> tuple[bool, str, str]:
    return event.retracted, event.study.label, event.study.iri


def _tallies(placed: Iterable[Appearance], stance: str, years: Sequence[int]) -> Iterator[int]:
    """Yield how many independent studies of a stance stood at the end of each year.

    Studies of the same people count once, as long as one of them stands.
    """
    changes: dict[int, Counter[int]] = {}
    for item in placed:
        if stance in item.stances and not item.review:
            changes.setdefault(item.year or 0, Counter())[item.people] += 1
            if item.retracted_in is not None:
                changes.setdefault(item.retracted_in, Counter())[item.people] -= 1
    standing: Counter[int] = Counter()
    total = 0
    for year in years:
        for people, change in changes.get(year, {}).items():
            total -= standing[people] > 0
            standing[people] += change
            total += standing[people] > 0
        yield total


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
    return Lane(STANCES[LANES[lane]], base, line, f"{line}V{base}H{LEFT}Z", tuple(counts))


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
        f"{count} {STANCES[iri].word.lower()}" for iri, count in zip(LANES, last.tally, strict=True)
    )
    span = f"{moments[0].year} to {last.year}" if len(moments) > 1 else f"{last.year}"
    return f"Independent studies with direct evidence by year, {span}. At the end: {parts}."
