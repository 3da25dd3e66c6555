"""Forest plots: comparisons with an interval, arranged so that what stands together is comparable.

Each chart has one axis. On it stand comparisons of one measure whose better direction is the same;
differences of scores also share their instrument. A comparison that was calculated from counts is
drawn in one measure, and its others are said in words. Nothing is pooled here: a pooled estimate is
drawn only where the graph has one, below the comparisons that it was computed from.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from graph.listing.panels import ADVERSE
from graph.namespaces import COMMON_PREFIXES
from graph.records import Effect, PooledEffect
from web.reading import effect_words as words
from web.reading.axis import Axis, Span, fitted
from web.reading.charts import Chart, Diamond, Forest, Mark, Reason, Row
from web.reading.turning import forward

_STATO: Final = f"{COMMON_PREFIXES['obo']}STATO_"
_MEAN_DIFFERENCE: Final = f"{_STATO}0000457"
_RISK_DIFFERENCE: Final = f"{_STATO}0000424"
#: Of the measures of one comparison that was calculated here, the first of these is drawn.
_PREFERRED: Final = (f"{_STATO}0000245", f"{_STATO}0000182", _RISK_DIFFERENCE)
#: How many comparisons a page draws; the table to take away has all of them.
MOST: Final = 50


def forest(
    name: str,
    effects: Iterable[Effect],
    pooled: Iterable[PooledEffect] = (),
    apart: bool = False,
    total: int | None = None,
) -> Forest:
    """Arrange comparisons, and what is pooled from them, as a plot.

    Args:
        name: the name of its files.
        effects: the comparisons, in the order in which rows are to stand.
        pooled: what is pooled, or why it is not; drawn only where every comparison that went in
            is among *effects*.
        apart: whether they are those of one study: then reported ones stand before those
            calculated here, else both stand on the same axis.
        total: how many comparisons there are, if *effects* are only the first of them.
    """
    gathered = tuple(pooled)
    drawn = [one for one in gathered if one.value is not None]
    lines = _lines([forward(effect) for effect in effects if effect.drawable], drawn)
    reasons = _reasons(effect for effect, _ in lines[:MOST])
    charts = _charts(lines[:MOST], apart, drawn, reasons)
    return Forest(
        name=name,
        charts=charts,
        reasons=tuple(reasons.values()),
        refused=tuple(one for one in gathered if one.value is None),
        elsewhere=tuple(one for one in drawn if not _placed(one, charts)),
        total=len(lines) if total is None else total,
        apart=apart,
        whole=charts if len(lines) <= MOST else _charts(lines, apart, drawn, {}),
    )


def shared(name: str, effects: Iterable[Effect]) -> Forest:
    """Arrange what several studies can be seen side by side in: axes that two of them stand on.

    A comparison in a measure that no other study has, or on another scale, is left out.
    """
    listed = [effect for effect in effects if effect.drawable]
    kept = _of_several((_axis_of(forward(effect), False), effect) for effect in listed)
    drawn = (
        (number, one)
        for number, chart in enumerate(forest(name, kept).whole)
        for row in chart.rows
        for one in (row.effect, *row.same)
    )
    seen = {one.iri for one in _of_several(drawn)}
    return forest(name, (effect for effect in kept if effect.iri in seen))


def _of_several(placed: Iterable[tuple[object, Effect]]) -> list[Effect]:
    """Return the comparisons at places where more than one study has some."""
    found: dict[object, list[Effect]] = {}
    for place, effect in placed:
        found.setdefault(place, []).append(effect)
    several = (group for group in found.values() if len({effect.study.iri for effect in group}) > 1)
    return [effect for group in several for effect in group]


#: What is drawn, and the same comparison in other measures.
_Line = tuple[Effect, tuple[Effect, ...]]


def _placed(pooled: PooledEffect, charts: Iterable[Chart]) -> bool:
    return any(item.pooled == pooled for chart in charts for item in chart.diamonds)


def _charts(
    lines: Sequence[_Line],
    apart: bool,
    drawn: Sequence[PooledEffect],
    reasons: Mapping[tuple[str, str], Reason],
) -> tuple[Chart, ...]:
    groups: dict[tuple[object, ...], list[_Line]] = {}
    for line in lines:
        groups.setdefault(_axis_of(line[0], apart), []).append(line)
    ordered = sorted(groups.values(), key=lambda group: apart and group[0][0].derived)
    return tuple(_chart(group, reasons, drawn) for group in ordered)


def _lines(effects: Sequence[Effect], drawn: Sequence[PooledEffect]) -> list[_Line]:
    """Put what was calculated of one comparison on one line; what is reported keeps its own."""
    together: dict[object, list[Effect]] = {}
    for effect in effects:
        together.setdefault(effect.comparison, []).append(effect)
    return [_chosen(found, drawn) for found in together.values()]


def _chosen(found: Sequence[Effect], drawn: Sequence[PooledEffect]) -> _Line:
    wanted = {one.measure.iri for one in drawn if one.measure and _inside(found[0], one)}
    rank = {iri: place for place, iri in enumerate(_PREFERRED)}
    first, *rest = sorted(
        found,
        key=lambda one: (one.measure.iri not in wanted, rank.get(one.measure.iri, len(rank))),
    )
    return first, tuple(rest)


def _inside(effect: Effect, pooled: PooledEffect) -> bool:
    """Tell whether a comparison, or the counts that it was calculated from, went into a pool."""
    return effect.iri in pooled.sources or (
        bool(effect.sources) and effect.sources <= pooled.sources
    )


def _axis_of(effect: Effect, apart: bool) -> tuple[object, ...]:
    """Return what comparisons on one axis have in common."""
    instrument = effect.instrument.iri if effect.instrument else effect.outcome.iri
    scored = effect.measure.iri == _MEAN_DIFFERENCE
    return (
        apart and effect.derived,
        effect.measure.iri,
        effect.unit,
        instrument if scored else "",
        words.ends((effect,))[2],
        effect.better_when if effect.role != ADVERSE else "",
    )


def _chart(
    lines: Sequence[_Line], reasons: Mapping[tuple[str, str], Reason], drawn: Sequence[PooledEffect]
) -> Chart:
    effects = [effect for effect, _ in lines]
    one = effects[0]
    below = [pooled for pooled in drawn if _belongs(pooled, effects)]
    ratio, none = words.is_ratio(one.none), float(one.none)
    axis = fitted([*map(_span, effects), *map(_pooled_span, below)], none, ratio)
    left, right, directed = words.ends(effects)
    arms = {words.compared(effect) for effect in effects}
    instruments = {effect.instrument for effect in effects}
    return Chart(
        derived=all(effect.derived for effect in effects),
        title=words.measure(one.measure.label, one.unit),
        instrument=one.instrument if len(instruments) == 1 else None,
        arms=words.compared(one) if len(arms) == 1 else "",
        left=left,
        right=right,
        directed=directed,
        null=axis.place(none),
        band=_band(effects, axis),
        ticks=axis.ticks(),
        logarithmic=ratio,
        rows=tuple(
            Row(
                effect=effect,
                mark=_mark(_span(effect), axis),
                arms="" if len(arms) == 1 else words.compared(effect),
                text=words.numbers(effect),
                remarks=words.remarks(effect),
                others=words.others(rest),
                same=rest,
                note=_note(effect, reasons),
                spoken=words.spoken(effect),
            )
            for effect, rest in lines
        ),
        diamonds=tuple(_diamond(pooled, axis, ratio) for pooled in below),
    )


def _belongs(pooled: PooledEffect, effects: Sequence[Effect]) -> bool:
    """Tell whether all that was pooled stands among comparisons in the same measure."""
    if pooled.measure is None or pooled.measure.iri != effects[0].measure.iri:
        return False
    inside = [effect for effect in effects if _inside(effect, pooled)]
    return len({effect.study.iri for effect in inside}) == pooled.studies


def _span(effect: Effect) -> Span:
    value = float(effect.value) if effect.value is not None else None
    return float(effect.ci_lower), value, float(effect.ci_upper)


def _pooled_span(pooled: PooledEffect) -> Span:
    return float(pooled.ci_lower or 0), float(pooled.value or 0), float(pooled.ci_upper or 0)


def _mark(span: Span, axis: Axis) -> Mark:
    low, value, high = span
    slack = 1e-9 * (axis.high - axis.low)
    return Mark(
        low=axis.place(low),
        point=None if value is None else axis.place(value),
        high=axis.place(high),
        beyond_low=low < axis.low - slack,
        beyond_high=high > axis.high + slack,
    )


def _band(effects: Sequence[Effect], axis: Axis) -> tuple[float, float] | None:
    """Return where differences lie that are too small to matter, if all agree what that is."""
    least = {effect.least for effect in effects}
    smallest = least.pop() if len(least) == 1 else None
    if smallest is None or effects[0].measure.iri != _MEAN_DIFFERENCE:
        return None
    return axis.place(-float(smallest)), axis.place(float(smallest))


def _diamond(pooled: PooledEffect, axis: Axis, ratio: bool) -> Diamond:
    bounds = (pooled.ci_lower or "0", pooled.ci_upper or "0")
    return Diamond(
        pooled=pooled,
        mark=_mark(_pooled_span(pooled), axis),
        text=words.interval(pooled.value, bounds, pooled.ci_level, ratio, derived=True),
        beside=words.heterogeneity(pooled),
    )


def _reasons(effects: Iterable[Effect]) -> dict[tuple[str, str], Reason]:
    """Number what the intervals show with why, each pair of them once."""
    found: dict[tuple[str, str], Reason] = {}
    for effect in effects:
        if effect.shows:
            key = (effect.shows.label, words.why(effect.reason))
            found.setdefault(key, Reason(len(found) + 1, *key))
    return found


def _note(effect: Effect, reasons: Mapping[tuple[str, str], Reason]) -> int:
    found = reasons.get((effect.shows.label if effect.shows else "", words.why(effect.reason)))
    return found.number if found else 0


__all__ = ["MOST", "Chart", "Diamond", "Forest", "Row", "forest", "shared"]
