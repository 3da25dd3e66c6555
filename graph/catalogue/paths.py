"""How agents, targets and studies hang together, from rows of paths."""

from collections.abc import Sequence

from graph.catalogue.rows import days, flag, grouped, iri, number, ref, refs, sure, text
from graph.endpoint import Row
from graph.reader import Reader
from graph.records import AgentPath, Dose, Mechanism, WeighedFinding


def agents(reader: Reader, target: str) -> tuple[AgentPath, ...]:
    """Return what acts on a target or on a narrower one, and in which studies it was given."""
    rows = grouped(reader.ask("target-agents", target=target), "agent")
    return tuple(
        AgentPath(sure(found[0], "agent"), refs(found, "actsOn"), refs(found, "study"))
        for found in rows.values()
    )


def mechanisms(reader: Reader, target: str) -> tuple[Mechanism, ...]:
    """Return the hypotheses about a target by compartment, those that name none last."""
    rows = grouped(reader.ask("target-evidence", target=target), "hypothesis")
    found = [_mechanism(group) for group in rows.values()]
    return tuple(sorted(found, key=lambda one: (one.place is None, one.place and one.place.label)))


def _mechanism(rows: Sequence[Row]) -> Mechanism:
    return Mechanism(
        hypothesis=sure(rows[0], "hypothesis"),
        place=next(iter(refs(rows, "compartment")), None),
        findings=tuple(dict.fromkeys(_finding(row) for row in rows if "finding" in row)),
    )


def _finding(row: Row) -> WeighedFinding:
    return WeighedFinding(
        stance=sure(row, "stance"),
        directness=sure(row, "directness"),
        finding=sure(row, "finding"),
        study=sure(row, "study"),
        year=iri(row, "published")[:4],
        retracted=flag(row, "retracted"),
    )


def doses(reader: Reader, intervention: str) -> tuple[Dose, ...]:
    """Return what each arm received of an agent, the newest study first."""
    return tuple(
        Dose(
            study=sure(row, "study"),
            arm=sure(row, "arm"),
            n=number(row, "n"),
            dose=text(row, "dose"),
            regimen=text(row, "regimen"),
            route=ref(row, "route"),
            days=days(row, "duration"),
        )
        for row in reader.ask("intervention-doses", intervention=intervention)
    )
