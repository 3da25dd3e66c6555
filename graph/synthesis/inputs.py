"""Read which comparisons of trial arms could be pooled, and their effects.

An effect estimate that the source reports with an interval goes before one computed from the arms:
from means, standard deviations and numbers, or from events and numbers. What has no standard error
keeps the reason.
"""

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

from graph.endpoint import Row, Table
from graph.namespaces import EQ
from graph.synthesis import scales
from graph.synthesis.scales import NoEstimate
from graph.tables import plain

_TESTED: Final = EQ + "Experimental"
_COMPARATORS: Final = frozenset(
    EQ + role for role in ("PlaceboComparator", "ActiveComparator", "UsualCare", "NoIntervention")
)


@dataclass(frozen=True)
class Setting:
    """Where a comparison comes from and what decides what it is comparable with.

    Attributes:
        study: its IRI.
        sample: the study that stands for its participants.
        intervention: agents that the arm under test has and its comparator has not, sorted.
        comparator: the role of the arm compared with.
        instrument: what measured the outcome; empty when no instrument is named.
        kind: events, score, …; see :data:`graph.synthesis.scales.KINDS`.
        better: whether a higher or a lower value is good.
        outcome: the outcome measure.
        days: its time point after baseline; 0 when it is not stated.
        primary: whether it is a primary outcome.
        published: year from which the study counts.
        retracted: year from which it counts no more; 0 for never.
        barred: why no comparison of the study may be pooled; empty when it may.
    """

    study: str
    sample: str
    intervention: tuple[str, ...]
    comparator: str
    instrument: str
    kind: str
    better: str
    outcome: str
    days: float
    primary: bool
    published: int
    retracted: int
    barred: str


@dataclass(frozen=True)
class Comparison:
    """One arm against another in one measure: an effect, or why there is none.

    Attributes:
        setting: see there.
        results: the reported numbers that it rests on.
        measure: the effect measure; empty when there is no estimate.
        scale: of a difference, its unit; of a standardised one, which statistic of the arms.
        estimate: on the analysis scale.
        error: the standard error.
        participants: how many people it rests on.
        problem: why there is no estimate; empty when there is one.
    """

    setting: Setting
    results: tuple[str, ...]
    measure: str = ""
    scale: str = ""
    estimate: float = 0.0
    error: float = 0.0
    participants: int = 0
    problem: str = ""


@dataclass
class _Result:
    """One result: its first row, and the agents of its arms."""

    row: Row
    agents: set[str] = field(default_factory=set)
    others: set[str] = field(default_factory=set)

    def text(self, name: str) -> str:
        """Return a value, or nothing."""
        return plain(self.row.get(name))

    def number(self, name: str) -> float | None:
        """Return a number, or None."""
        return float(self.text(name)) if self.text(name) else None

    def count(self, *names: str) -> int:
        """Return the first count that there is, or 0."""
        return next((int(self.text(name)) for name in names if self.text(name)), 0)

    @property
    def iri(self) -> str:
        """Return the result's IRI."""
        return self.text("result")

    @property
    def deviation(self) -> float | None:
        """Return the standard deviation, or None."""
        known = self.text("spread_measure") == EQ + "StandardDeviation"
        return self.number("spread") if known else None


def comparisons(rows: Table) -> list[Comparison]:
    """Return every comparison of a tested arm with a comparator.

    Args:
        rows: the answer to the question ``pooling-inputs``.
    """
    found: dict[str, _Result] = {}
    for row in rows:
        result = found.setdefault(plain(row["result"]), _Result(row))
        for agents, name in ((result.agents, "agent"), (result.others, "versus_agent")):
            if name in row:
                agents.add(plain(row[name]))
    outcomes = defaultdict(list)
    for result in found.values():
        outcomes[result.text("outcome")].append(result)
    return [made for results in outcomes.values() for made in _of_outcome(results)]


def _of_outcome(results: list[_Result]) -> Iterator[Comparison]:
    arms = [r for r in results if r.text("kind") == EQ + "ArmResult"]
    for result in results:
        if result.text("kind") == EQ + "EffectEstimate":
            yield from _reported(result, counted=any(r.text("events") for r in arms))
    for one in arms:
        for other in arms:
            if one.text("arm_role") == _TESTED and other.text("arm_role") in _COMPARATORS:
                yield from _computed(one, other)


def _reported(result: _Result, counted: bool) -> Iterator[Comparison]:
    """Read an effect estimate; printed the other way round, it is turned."""
    measure = result.text("measure")
    if measure and measure not in scales.KINDS:
        return
    kind = scales.KINDS.get(measure, "events" if counted else "score")
    roles = result.text("arm_role"), result.text("versus_role")
    if roles[0] == _TESTED and roles[1] in _COMPARATORS:
        sign, setting = 1, _setting(result, kind, roles[1], result.agents, result.others)
    elif roles[1] == _TESTED and roles[0] in _COMPARATORS:
        sign, setting = -1, _setting(result, kind, roles[0], result.others, result.agents)
    else:
        return
    bounds = result.number("ci_lower"), result.number("ci_upper")
    unit = result.text("unit")
    try:
        estimate, error = scales.from_interval(
            measure, unit, result.number("value"), bounds, result.number("ci_level")
        )
    except NoEstimate as why:
        yield Comparison(setting, (result.iri,), problem=str(why))
        return
    people = result.count("arm_n") + result.count("versus_n")
    scale = scales.scale(measure, unit)
    yield Comparison(setting, (result.iri,), measure, scale, sign * estimate, error, people)


def _computed(one: _Result, other: _Result) -> Iterator[Comparison]:
    """Compute effects from the results of two arms, if they are of the same kind."""
    results = (one.iri, other.iri)
    role = other.text("arm_role")
    people = one.count("n", "arm_n"), other.count("n", "arm_n")
    crossover = "the arms of a crossover trial are the same people" * bool(one.text("crossover"))
    if one.text("events") and other.text("events"):
        setting = _setting(one, "events", role, one.agents, other.agents)
        counts = (one.count("events"), people[0]), (other.count("events"), people[1])
        for measure in (scales.RISK_RATIO, scales.ODDS_RATIO, scales.RISK_DIFFERENCE):
            try:
                if crossover:
                    raise NoEstimate(crossover)
                estimate = scales.from_events(measure, *counts)
            except NoEstimate as why:
                yield Comparison(setting, results, problem=str(why))
            else:
                scale = scales.scale(measure, "")
                yield Comparison(setting, results, measure, scale, *estimate, sum(people))
    elif one.text("value") and one.text("measure") == other.text("measure") in _MEANS:
        yield from _computed_means(one, other, people, crossover)


_MEANS: Final = (scales.MEAN, scales.MEAN_CHANGE)


def _computed_means(
    one: _Result, other: _Result, people: tuple[int, int], crossover: str
) -> Iterator[Comparison]:
    role = other.text("arm_role")
    setting = _setting(one, "score", role, one.agents, other.agents)
    results = (one.iri, other.iri)
    numbers = one.number("value"), one.deviation, other.number("value"), other.deviation
    if crossover or None in numbers or not all(people) or one.text("unit") != other.text("unit"):
        why = crossover or "the arms have no standard deviation, number or common unit"
        yield Comparison(setting, results, problem=why)
        return
    arms = (
        (one.number("value") or 0.0, one.deviation or 0.0, people[0]),
        (other.number("value") or 0.0, other.deviation or 0.0, people[1]),
    )
    try:
        estimate = scales.from_means(*arms)
    except NoEstimate as why_not:
        yield Comparison(setting, results, problem=str(why_not))
        return
    unit = one.text("unit")
    yield Comparison(setting, results, scales.MEAN_DIFFERENCE, unit, *estimate, sum(people))
    yield Comparison(
        setting,
        results,
        scales.STANDARDISED,
        one.text("measure"),
        *scales.standardise(*arms),
        sum(people),
    )


def _setting(
    result: _Result,
    kind: str,
    comparator: str,
    agents: set[str],
    others: set[str],
) -> Setting:
    return Setting(
        study=result.text("study"),
        sample=result.text("sample"),
        intervention=tuple(sorted(agents - others)),
        comparator=comparator,
        instrument=result.text("instrument"),
        kind=kind,
        better=result.text("better"),
        outcome=result.text("outcome"),
        days=_days(result.text("timepoint")),
        primary=result.text("outcome_role") == EQ + "Primary",
        published=int(result.text("published")[:4]),
        retracted=int(result.text("retracted_in")[:4] or 0),
        barred=_barred(result),
    )


def _barred(result: _Result) -> str:
    if result.text("retracted") == "true" and not result.text("retracted_in"):
        return "the study rests on a retracted publication"
    return "" if result.text("randomised") else "the study is not a randomised trial"


def _days(duration: str) -> float:
    """Return the days of an ``xsd:dayTimeDuration``; 0 for none."""
    parts = re.fullmatch(r"P(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:[\d.]+S)?)?", duration)
    if parts is None:
        return 0.0
    days, hours, minutes = (int(part or 0) for part in parts.groups())
    return days + hours / 24 + minutes / 1440
