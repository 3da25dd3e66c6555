"""How agents, targets and studies hang together, from rows of paths."""

from collections.abc import Iterable, Sequence
from typing import Final

from graph.catalogue.rows import days, flag, grouped, iri, number, ref, refs, sure, text
from graph.endpoint import Row
from graph.reader import Reader
from graph.records import AgentPath, Dose, Mechanism, Place, Ref, WeighedFinding

#: How many studies of an agent, findings on a hypothesis and hypotheses of a place a page lists.
STUDIES: Final = 10
FINDINGS: Final = 8
HYPOTHESES: Final = 20


def agents(reader: Reader, target: str) -> tuple[AgentPath, ...]:
    """Return what acts on a target or on a narrower one, and in which studies it was given."""
    rows = grouped(reader.ask("target-agents", target=target), "agent")
    return tuple(_agent(found) for found in rows.values())


def _agent(rows: Sequence[Row]) -> AgentPath:
    studies = refs(rows, "study")
    return AgentPath(sure(rows[0], "agent"), refs(rows, "actsOn"), studies[:STUDIES], len(studies))


def places(reader: Reader, target: str) -> tuple[Place, ...]:
    """Return the hypotheses about a target by compartment, those that name none last."""
    groups: dict[Ref | None, list[list[Row]]] = {}
    for rows in grouped(reader.ask("target-evidence", target=target), "hypothesis").values():
        groups.setdefault(next(iter(refs(rows, "compartment")), None), []).append(rows)
    ordered = sorted(groups, key=lambda ref: (ref is None, ref.label if ref else ""))
    return tuple(_place(ref, groups[ref]) for ref in ordered)


def _place(ref: Ref | None, hypotheses: Sequence[Sequence[Row]]) -> Place:
    return Place(
        ref=ref,
        mechanisms=tuple(_mechanism(rows) for rows in hypotheses[:HYPOTHESES]),
        findings=len(set(_standing(row for rows in hypotheses for row in rows))),
        total=len(hypotheses),
    )


def _standing(rows: Iterable[Row]) -> Iterable[str]:
    return (iri(row, "finding") for row in rows if "finding" in row and not flag(row, "retracted"))


def _mechanism(rows: Sequence[Row]) -> Mechanism:
    findings = tuple(dict.fromkeys(_finding(row) for row in rows if "finding" in row))
    return Mechanism(sure(rows[0], "hypothesis"), findings[:FINDINGS], len(findings))


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
