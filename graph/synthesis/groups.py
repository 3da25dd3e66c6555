"""Decide which findings are comparable, year by year, and pool them or say why not.

Comparable are comparisons of the same intervention (the same agents, or different agents that act
on the same target) with the same kind of comparator, on an outcome of the same instrument, kind and
direction. Each study gives one: in the measure and on the scale that most studies give, at the time
point closest to the one that most studies come near (half of it to twice it).
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from math import log
from typing import Final

from graph.errors import PoolingRefused
from graph.namespaces import local_part
from graph.synthesis.effects import Effect, Pooled, independent
from graph.synthesis.inputs import Comparison
from graph.synthesis.scales import KINDS, STANDARDISED

#: A time point is near another if it lies between half of it and twice it.
NEAR: Final = 2.0


@dataclass(frozen=True, order=True)
class Topic:
    """What the members of a group have in common.

    Attributes:
        about: the agents, or the target that different agents act on.
        comparator: the role of the arms compared with.
        instrument: what measured the outcome; empty when none is named.
        kind: what kind of outcome it is.
        better: whether a higher or a lower value is good.
    """

    about: tuple[str, ...]
    comparator: str
    instrument: str
    kind: str
    better: str


@dataclass(frozen=True)
class Exclusion:
    """A study that would belong to a group and was left out, and why."""

    study: str
    reason: str


@dataclass(frozen=True)
class Verdict:
    """What is to be said of a topic from one year on.

    Attributes:
        topic: the topic.
        since: the first year it holds for.
        until: the year from which another verdict holds; 0 if none.
        pooled: the pooled estimate, or None if it was refused.
        chosen: the comparisons that were, or would have been, pooled, by study.
        excluded: studies that were left out; of a refusal, those up to its last year.
        reason: why pooling was refused: a value of ``eq:RefusalReasonScheme``.
        message: the same in a sentence.
    """

    topic: Topic
    since: int
    until: int
    pooled: Pooled | None
    chosen: tuple[Comparison, ...]
    excluded: tuple[Exclusion, ...]
    reason: str = ""
    message: str = ""


def verdicts(
    comparisons: Iterable[Comparison], targets: Iterable[tuple[str, str]] = ()
) -> list[Verdict]:
    """Return, of every topic, what could be said of it in each year that changed it.

    Args:
        comparisons: see :func:`graph.synthesis.inputs.comparisons`.
        targets: each agent with each target that it acts on.
    """
    acts_on: dict[str, set[str]] = defaultdict(set)
    for agent, target in targets:
        acts_on[agent].add(target)
    found: list[Verdict] = []
    for topic, members in sorted(_grouped(comparisons, acts_on).items()):
        found += _over_time(topic, members)
    return found


def _grouped(
    comparisons: Iterable[Comparison], acts_on: Mapping[str, set[str]]
) -> dict[Topic, list[Comparison]]:
    by_topic: dict[Topic, list[Comparison]] = defaultdict(list)
    by_target: dict[Topic, list[Comparison]] = defaultdict(list)
    for one in comparisons:
        where = one.setting
        rest = where.comparator, where.instrument, where.kind, where.better
        if where.intervention:
            by_topic[Topic(where.intervention, *rest)].append(one)
        if len(where.intervention) == 1:
            for target in acts_on.get(where.intervention[0], ()):
                by_target[Topic((target,), *rest)].append(one)
    for topic, members in by_target.items():
        if len({one.setting.intervention for one in members}) > 1:
            by_topic[topic] = members
    return by_topic


def _over_time(topic: Topic, members: Sequence[Comparison]) -> Iterator[Verdict]:
    starts = {one.setting.published for one in members}
    years = sorted(starts | {one.setting.retracted for one in members if one.setting.retracted})
    last: Verdict | None = None
    for year in years:
        verdict = _judge(topic, year, [one for one in members if _counts(one, year)])
        if last and _same(last, verdict):
            last = replace(verdict, since=last.since)
            continue
        if last:
            yield replace(last, until=year)
        last = verdict
    if last:
        yield last


def _counts(one: Comparison, year: int) -> bool:
    where = one.setting
    return where.published <= year and not (where.retracted and where.retracted <= year)


def _same(one: Verdict, other: Verdict) -> bool:
    """Tell whether nothing has changed; a refusal stays one however many studies it leaves out."""
    if one.pooled is None and other.pooled is None:
        return (one.reason, one.message) == (other.reason, other.message)
    return replace(one, since=0) == replace(other, since=0)


def _judge(topic: Topic, year: int, members: Sequence[Comparison]) -> Verdict:
    """Pool the comparisons of one topic, or refuse to."""
    usable = [one for one in members if not one.problem and not one.setting.barred]
    chosen = _chosen(usable) if topic.instrument else {}
    effects = [_effect(one) for one in chosen.values()]
    kept, overlapping = independent(effects)
    reasons = {e.study: f"the same people as {local_part(o.study)}" for e, o in overlapping}
    excluded = tuple(_excluded(members, {effect.study for effect in kept}, reasons, topic))
    used = tuple(chosen[effect.study] for effect in kept)
    try:
        _insist_on_comparability(topic, members, usable, len(kept))
        # statsmodels, which this loads, is an extra
        from graph.synthesis.pooling import pool

        pooled = pool(kept)
    except PoolingRefused as why:
        return Verdict(topic, year, 0, None, used, excluded, why.reason, why.message)
    return Verdict(topic, year, 0, pooled, used, excluded)


def _effect(one: Comparison) -> Effect:
    where = one.setting
    return Effect(
        where.study,
        where.sample,
        one.estimate,
        one.error,
        one.measure,
        one.scale,
        one.participants,
    )


def _chosen(usable: Sequence[Comparison]) -> dict[str, Comparison]:
    """Choose measure, scale and time point, and one comparison of each study."""
    order = {measure: place for place, measure in enumerate(KINDS)}
    ways = sorted(
        {(one.measure, one.scale) for one in usable},
        key=lambda way: (way[0] == STANDARDISED, order[way[0]], way[1]),
    )
    best: dict[str, Comparison] = {}
    for way in ways:
        found = _at_a_time([one for one in usable if (one.measure, one.scale) == way])
        if len(found) > len(best):
            best = found
    return best


def _at_a_time(members: Sequence[Comparison]) -> dict[str, Comparison]:
    """Choose of each study the comparison closest to the time that most studies come near."""
    times = sorted({one.setting.days for one in members})
    best: dict[str, Comparison] = {}
    for time in times:
        near = [one for one in members if _near(one.setting.days, time)]
        closest: dict[str, Comparison] = {}
        for one in sorted(near, key=lambda one: _rank(one, time), reverse=True):
            closest[one.setting.study] = one
        if len(closest) > len(best):
            best = closest
    return best


def _rank(one: Comparison, time: float) -> tuple[float, bool, str, tuple[str, ...]]:
    where = one.setting
    away = abs(log(where.days / time)) if time else 0.0
    return away, not where.primary, where.outcome, one.results


def _near(days: float, time: float) -> bool:
    """Tell whether a time point is near another; one not stated is near none but its like."""
    return days == time or (days > 0 and time > 0 and time / NEAR <= days <= time * NEAR)


def _insist_on_comparability(
    topic: Topic, members: Sequence[Comparison], usable: Sequence[Comparison], kept: int
) -> None:
    """Refuse with the true reason when nothing joins the studies.

    Raises:
        PoolingRefused: too few studies, or they differ in measure, scale or time point.
    """
    allowed = len({one.setting.sample for one in members if not one.setting.barred})
    samples = {one.setting.sample for one in usable}
    if kept > 1:
        return
    if allowed < 2:
        few = "no randomised study" if allowed == 0 else "one independent randomised study"
        raise PoolingRefused("TooFewStudies", f"{few}; pooling needs two")
    if not topic.instrument:
        raise PoolingRefused(
            "NoInstrument", "no instrument is named, so nothing says that the outcomes are the same"
        )
    if len(samples) < 2:
        raise PoolingRefused(
            "NoUncertainty",
            f"of {allowed} independent studies {len(samples)} gives an estimate with a standard "
            "error; pooling needs two",
        )
    measures = {one.measure for one in usable}
    shared = [
        measure
        for measure in measures
        if samples == {one.setting.sample for one in usable if one.measure == measure}
    ]
    if not shared:
        raise PoolingRefused("MeasuresDiffer", "no two studies give the same effect measure")
    for measure in sorted(shared):
        if len({one.scale for one in usable if one.measure == measure}) == 1:
            raise PoolingRefused("TimesDiffer", "no two studies measured at a similar time")
    raise PoolingRefused("ScalesDiffer", "the studies give their differences on different scales")


def _excluded(
    members: Sequence[Comparison], kept: set[str], reasons: dict[str, str], topic: Topic
) -> Iterator[Exclusion]:
    for study in sorted({one.setting.study for one in members} - kept):
        own = [one for one in members if one.setting.study == study]
        usable = [one for one in own if not one.problem]
        if barred := own[0].setting.barred:
            yield Exclusion(study, barred)
        elif study in reasons:
            yield Exclusion(study, reasons[study])
        elif not usable:
            yield Exclusion(study, sorted(one.problem for one in own)[0])
        elif topic.instrument:
            yield Exclusion(study, "it gives another measure, scale or time point")
        else:
            yield Exclusion(study, "it names no instrument for the outcome")
