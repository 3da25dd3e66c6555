"""What a study observed, arranged for reading as one table of numbers."""

from dataclasses import dataclass

from graph.namespaces import EQ
from graph.records import Outcome, Ref, Result, Study
from web.reading.formatting import agreement, estimate, p_value, value


@dataclass(frozen=True)
class Comparison:
    """One estimate between groups; *label* says which groups, unless the study has only two."""

    iri: str
    label: str
    measure: str
    text: str


@dataclass(frozen=True)
class Row:
    """One outcome of the table of numbers.

    Attributes:
        cells: for each arm of the table, its printed values with what they are (``mean``).
        directions: what the findings on this outcome say about the direction.
        comments: doubts about the print, each one once.
    """

    outcome: Outcome
    cells: tuple[tuple[tuple[str, str], ...], ...]
    comparisons: tuple[Comparison, ...]
    directions: tuple[Ref, ...]
    comments: tuple[str, ...]


@dataclass(frozen=True)
class Numbers:
    """The table of numbers: a column for each arm that has one, a row for each outcome that has.

    *unmeasured* are outcomes that the record names without any number.
    """

    arms: tuple[Ref, ...]
    rows: tuple[Row, ...]
    unmeasured: tuple[Outcome, ...]


_ROLES = [f"{EQ}{role}" for role in ("Primary", "Secondary", "Exploratory", "AdverseEvent")]


def numbers(study: Study) -> Numbers:
    """Arrange every recorded number of a study, primary outcomes first, harms last."""
    outcomes = sorted(study.outcomes, key=_order)
    measured = [outcome for outcome in outcomes if outcome.results]
    used = {item.arm.iri for one in measured for item in one.results if _is_cell(item) and item.arm}
    arms = tuple(arm.ref for arm in study.arms if arm.ref.iri in used)
    versus = {_pair(item) for one in measured for item in one.results if item.versus}
    return Numbers(
        arms=arms,
        rows=tuple(_row(study, one, arms, label_pairs=len(versus) > 1) for one in measured),
        unmeasured=tuple(outcome for outcome in outcomes if not outcome.results),
    )


def _order(outcome: Outcome) -> tuple[int, int]:
    role = outcome.role.iri if outcome.role else ""
    return (_ROLES.index(role) if role in _ROLES else len(_ROLES), outcome.days or 0)


def _is_cell(result: Result) -> bool:
    return result.kind == "arm"


def _pair(result: Result) -> tuple[str, str]:
    return (result.arm.iri if result.arm else "", result.versus.iri if result.versus else "")


def _row(study: Study, outcome: Outcome, arms: tuple[Ref, ...], label_pairs: bool) -> Row:
    cells = tuple(
        tuple(
            (value(item), item.measure.label if item.measure and item.events is None else "")
            for item in outcome.results
            if _is_cell(item) and item.arm and item.arm.iri == arm.iri
        )
        for arm in arms
    )
    others = [item for item in outcome.results if not (_is_cell(item) and item.arm)]
    directions = {
        finding.direction.iri: finding.direction
        for finding in study.findings
        if finding.direction and outcome.ref in finding.outcomes
    }
    return Row(
        outcome=outcome,
        cells=cells,
        comparisons=tuple(_comparison(item, label_pairs) for item in others),
        directions=tuple(directions.values()),
        comments=tuple(dict.fromkeys(item.comment for item in outcome.results if item.comment)),
    )


def _comparison(result: Result, label_pairs: bool) -> Comparison:
    label = ""
    if result.arm and result.versus and label_pairs:
        label = f"{result.arm.label} against {result.versus.label}"
    elif result.arm and not result.versus:
        label = result.arm.label
    measure = result.measure.label if result.measure else ""
    whole = [estimate(result), agreement(result)]
    if agreement(result) and result.as_reported:
        whole = [agreement(result), f"printed as “{estimate(result)}”"]
    if result.p is not None and result.value == result.p:
        measure, whole = "", []
    if result.kind == "review" and result.n:
        whole.append(f"{result.n} participants")
    return Comparison(
        iri=result.iri,
        label=label,
        measure=measure,
        text=", ".join(part for part in (*whole, p_value(result.p)) if part),
    )
