"""What a forest plot consists of: charts with one axis each, rows, and what is pooled below."""

from dataclasses import dataclass

from graph.records import Effect, PooledEffect, Ref
from web.reading.axis import Tick


@dataclass(frozen=True)
class Mark:
    """Where a comparison is drawn, in per cent of the width.

    Attributes:
        low, high: the ends of the interval.
        point: the estimate; ``None`` if only the interval is recorded.
        beyond_low, beyond_high: whether the interval goes on beyond the axis.
    """

    low: float
    point: float | None
    high: float
    beyond_low: bool
    beyond_high: bool


@dataclass(frozen=True)
class Row:
    """One comparison of a chart.

    Attributes:
        effect: what is drawn.
        arms: which groups are compared, unless the whole chart compares the same.
        text: its estimate and interval.
        remarks: what the source prints instead.
        others: the same comparison in other measures, in words.
        same: the same comparison in other measures.
        note: which of the reasons below the charts applies; 0 if none.
        spoken: what the drawing shows.
    """

    effect: Effect
    mark: Mark
    arms: str
    text: str
    remarks: tuple[str, ...]
    others: tuple[str, ...]
    same: tuple[Effect, ...]
    note: int
    spoken: str

    @property
    def about(self) -> Ref:
        """Return the finding that rests on it, or else the outcome."""
        return self.effect.finding or self.effect.outcome


@dataclass(frozen=True)
class Diamond:
    """A pooled estimate below the comparisons that it was computed from."""

    pooled: PooledEffect
    mark: Mark
    text: str
    beside: str


@dataclass(frozen=True)
class Chart:
    """Comparisons on one axis.

    Attributes:
        derived: whether all of them were calculated from counts.
        title: the measure and its unit.
        instrument: what measured the outcome, where all share it.
        arms: which groups are compared, where all compare the same.
        left, right: what each end of the axis means.
        directed: whether one of the ends is known to be better.
        null: where no difference lies.
        band: where differences lie that are too small to matter, if that is known.
        diamonds: what is pooled from the rows.
    """

    derived: bool
    title: str
    instrument: Ref | None
    arms: str
    left: str
    right: str
    directed: bool
    null: float
    band: tuple[float, float] | None
    ticks: tuple[Tick, ...]
    logarithmic: bool
    rows: tuple[Row, ...]
    diamonds: tuple[Diamond, ...] = ()


@dataclass(frozen=True)
class Reason:
    """What some intervals show, and why."""

    number: int
    shows: str
    why: str


@dataclass(frozen=True)
class Forest:
    """Everything that one plot shows.

    Attributes:
        name: the name of its files, and the prefix of its anchors.
        charts: the comparisons, by axis.
        reasons: what the intervals show and why, each said once.
        refused: why nothing was pooled where trials were looked at.
        elsewhere: what is pooled from more than these comparisons, and so not drawn.
        total: how many comparisons there are; the charts show the first of them.
        whole: the charts with all of them, for the table to take away.
        apart: whether it is about one study, which need not be named in each row.
    """

    name: str
    charts: tuple[Chart, ...]
    reasons: tuple[Reason, ...]
    refused: tuple[PooledEffect, ...] = ()
    elsewhere: tuple[PooledEffect, ...] = ()
    total: int = 0
    apart: bool = False
    whole: tuple[Chart, ...] = ()

    @property
    def arms(self) -> str:
        """Return which groups are compared, if all charts compare the same."""
        found = {chart.arms for chart in self.charts}
        return found.pop() if len(found) == 1 else ""

    @property
    def shown(self) -> int:
        """Return how many comparisons are drawn."""
        return sum(len(chart.rows) for chart in self.charts)
