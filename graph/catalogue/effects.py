"""Comparisons with an interval, and what comparable ones give together, from rows of both."""

from collections.abc import Iterable, Mapping, Sequence

from graph.catalogue.rows import days, flag, grouped, iri, number, ref, refs, sure, text
from graph.endpoint import Row
from graph.namespaces import EQ, PROV, RDFS
from graph.reader import Reader
from graph.records import Compared, Effect, PooledEffect, Ref

#: Roles of arms that are under test.
_TESTED = {EQ + role for role in ("Experimental", "Exposed")}

#: What is said of one subject: the first row of each property.
_Said = Mapping[str, Row]


def effects(reader: Reader, kind: str, address: str) -> tuple[Effect, ...]:
    """Return the comparisons with an interval of a study, an intervention or a hypothesis.

    The oldest study comes first; in a study the primary outcome, then the others by time.
    """
    rows = reader.ask(f"{kind}-effects", **{kind: address})
    found = (_effect(group) for group in grouped(rows, "effect").values() if _given_to_one(group))
    return tuple(sorted(found, key=lambda effect: effect.order))


def behind(reader: Reader) -> dict[str, tuple[str, ...]]:
    """Return which effects are on the page of each hypothesis and each intervention.

    An intervention has those of which one arm, and not both, received it and was under test.
    """
    found: dict[str, dict[str, list[Row]]] = {}
    for row in reader.ask("listed-effects"):
        found.setdefault(iri(row, "thing"), {}).setdefault(iri(row, "effect"), []).append(row)
    return {
        thing: tuple(effect for effect, rows in effects.items() if _of_one_arm(rows))
        for thing, effects in found.items()
    }


def _of_one_arm(rows: Sequence[Row]) -> bool:
    arms = {iri(row, "arm") for row in rows if "arm" in row}
    return not arms or (len(arms) == 1 and iri(rows[0], "role") in _TESTED)


def pooled(reader: Reader, kind: str, address: str) -> tuple[PooledEffect, ...]:
    """Return what is pooled, or refused, of an intervention; what is pooled of a hypothesis."""
    rows = reader.ask(f"{kind}-pooled", **{kind: address})
    return tuple(_pooled(found) for found in grouped(rows, "pooled").values())


def _given_to_one(rows: Sequence[Row]) -> bool:
    """Tell whether one arm received the agent that is asked about, and not both."""
    return len({iri(row, "said") for row in rows if iri(row, "property") == EQ + "receives"}) < 2


def _effect(rows: Sequence[Row]) -> Effect:
    own = _said(row for row in rows if "of" not in row)
    parts = grouped((row for row in rows if "of" in row), "of")
    (study, outcome) = sorted(parts, key=lambda part: "#" in part)
    of_study, of_outcome = _said(parts[study]), _said(parts[outcome])
    instrument = of_outcome.get(EQ + "instrument", {})
    return Effect(
        iri=iri(rows[0], "effect"),
        derived=EQ + "formula" in own,
        study=Ref(study, iri(of_study[RDFS + "label"], "said")),
        year=(_text(of_study, "firstPublished") or "")[:4] or None,
        retracted=flag(of_study.get(EQ + "restsOnRetraction", {}), "said"),
        outcome=Ref(outcome, iri(of_outcome[RDFS + "label"], "said")),
        role=_text(of_outcome, "role"),
        days=days(of_outcome.get(EQ + "timepoint", {}), "said"),
        better_when=_text(of_outcome, "betterWhen"),
        instrument=_ref(of_outcome, "instrument"),
        least=text(instrument, "further"),
        first=_side(own, "inArm"),
        other=_side(own, "versus"),
        measure=sure(own[EQ + "measure"], "said", "label"),
        none=iri(own[EQ + "measure"], "further"),
        value=_text(own, "value"),
        ci_lower=iri(own[EQ + "ciLower"], "said"),
        ci_upper=iri(own[EQ + "ciUpper"], "said"),
        ci_level=_text(own, "ciLevel"),
        unit=_text(own, "unit"),
        as_reported=_text(own, "asReported"),
        shows=_ref(own, "informativeness"),
        reason=_text(own, "reason"),
        formula=_text(own, "formula"),
        finding=_ref(own, "evidence"),
        sources=frozenset(
            iri(row, "said") for row in rows if iri(row, "property") == PROV + "wasDerivedFrom"
        )
        if EQ + "formula" in own
        else frozenset(),
    )


def _said(rows: Iterable[Row]) -> _Said:
    found: dict[str, Row] = {}
    for row in rows:
        found.setdefault(iri(row, "property"), row)
    return found


def _text(said: _Said, name: str) -> str | None:
    return text(said.get(EQ + name, {}), "said")


def _ref(said: _Said, name: str) -> Ref | None:
    row = said.get(EQ + name)
    return sure(row, "said", "label") if row else None


def _side(said: _Said, name: str) -> Compared | None:
    arm = _ref(said, name)
    return Compared(arm, text(said[EQ + name], "further")) if arm else None


def _pooled(rows: Sequence[Row]) -> PooledEffect:
    row = rows[0]
    low, high = text(row, "predictionLower"), text(row, "predictionUpper")
    return PooledEffect(
        iri=iri(row, "pooled"),
        about=refs(rows, "about"),
        comparator=iri(row, "comparatorLabel"),
        instrument=ref(row, "instrument"),
        kind=iri(row, "outcomeKind"),
        better_when=text(row, "betterWhen"),
        measure=ref(row, "measure"),
        none=text(row, "none"),
        unit=text(row, "unit"),
        value=text(row, "value"),
        ci_lower=text(row, "ciLower"),
        ci_upper=text(row, "ciUpper"),
        ci_level=text(row, "ciLevel"),
        studies=number(row, "studies"),
        participants=number(row, "participants"),
        i_squared=text(row, "iSquared"),
        tau_squared=text(row, "tauSquared"),
        prediction=(low, high) if low and high else None,
        refused=text(row, "refusedLabel"),
        reason=text(row, "reason"),
        sources=_sources(rows),
    )


def _sources(rows: Sequence[Row]) -> frozenset[str]:
    return frozenset(iri(row, "source") for row in rows if "source" in row)
