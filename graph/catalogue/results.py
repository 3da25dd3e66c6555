"""The numbers of a study, from rows with one property of a result each."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from graph.catalogue.rows import grouped, iri, number, ref, sure, text
from graph.endpoint import Row
from graph.namespaces import EQ, RDF, RDFS
from graph.records import Harm, Ref, Result

_KINDS = {EQ + "ArmResult": "arm", EQ + "EffectEstimate": "effect", EQ + "ReviewResult": "review"}


@dataclass(frozen=True)
class Setting:
    """What is known of an outcome when its numbers are read."""

    study: Ref | None
    better_when: Ref | None


def settings(rows: Iterable[Row], study: Ref | None = None) -> dict[str, Setting]:
    """Return the setting of each outcome, by IRI.

    Args:
        rows: bind ``?outcome`` and perhaps ``?betterWhen`` and ``?study``.
        study: the study that reports them, if the rows do not bind it.
    """
    return {
        iri(row, "outcome"): Setting(ref(row, "study") or study, ref(row, "betterWhen"))
        for row in rows
    }


def results(rows: Iterable[Row], known: Mapping[str, Setting]) -> dict[str, Result]:
    """Return results by IRI.

    Args:
        rows: bind ``?result``, ``?property``, ``?value`` and perhaps ``?label``.
        known: the setting of each outcome.
    """
    return {
        address: _result(address, group, known)
        for address, group in grouped(rows, "result").items()
    }


def _result(address: str, rows: Sequence[Row], known: Mapping[str, Setting]) -> Result:
    said: Row = {}
    for row in rows:
        name = iri(row, "property").removeprefix(EQ)
        said.setdefault(name, row["value"])
        if "label" in row:
            said.setdefault(f"{name}Label", row["label"])
    outcome = sure(said, "forOutcome")
    setting = known.get(outcome.iri, Setting(None, None))
    return Result(
        iri=address,
        kind=_KINDS[iri(said, RDF + "type")],
        outcome=outcome,
        arm=ref(said, "inArm"),
        versus=ref(said, "versus"),
        measure=ref(said, "measure"),
        value=text(said, "value"),
        ci_lower=text(said, "ciLower"),
        ci_upper=text(said, "ciUpper"),
        ci_level=text(said, "ciLevel"),
        p=text(said, "pValue") or text(said, "pReported"),
        spread=text(said, "spread"),
        unit=text(said, "unit"),
        as_reported=text(said, "asReported"),
        events=number(said, "events"),
        n=number(said, "n"),
        percent=text(said, "reportedPercent"),
        studies_counted=number(said, "studiesCounted"),
        studies_agreeing=number(said, "studiesAgreeing"),
        comment=text(said, RDFS + "comment"),
        spread_measure=ref(said, "spreadMeasure"),
        range_lower=text(said, "rangeLower"),
        range_upper=text(said, "rangeUpper"),
        better_when=setting.better_when,
        study=setting.study,
    )


def harms(rows: Iterable[Row]) -> tuple[Harm, ...]:
    """Return the adverse events in the order of the rows."""
    return tuple(
        Harm(
            study=sure(row, "study"),
            outcome=sure(row, "outcome"),
            arm=sure(row, "arm"),
            versus=ref(row, "versus"),
            events=number(row, "events"),
            n=number(row, "n"),
            versus_events=number(row, "versusEvents"),
            versus_n=number(row, "versusN"),
            difference=text(row, "riskDifference"),
        )
        for row in rows
    )
