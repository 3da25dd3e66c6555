"""Studies, hypotheses and questions as lists show them."""

from collections.abc import Iterable, Sequence

from graph.catalogue.rows import count, flag, grouped, iri, number, ref, refs, sure, text
from graph.endpoint import Row
from graph.namespaces import EQ
from graph.records import (
    BalanceEntry,
    Evidence,
    HypothesisSummary,
    QuestionSummary,
    Ref,
    StudySummary,
)

#: The order in which stances and directness are told, everywhere.
STANCES = tuple(EQ + name for name in ("Supports", "Refutes", "Inconclusive", "LeavesOpen"))
DIRECTNESS = (EQ + "Direct", EQ + "Indirect")
#: The statuses of questions, in the order in which lists tell them.
STATUSES = tuple(EQ + name for name in ("Open", "PartlyAddressed", "Addressed"))

#: Designs of review articles, which repeat primary studies and are counted apart.
REVIEWS = frozenset(EQ + name for name in ("SystematicReview", "NarrativeReview", "MetaAnalysis"))

#: Design features that say how a study was done, not what kind of study it is.
_FEATURES = frozenset(
    EQ + name
    for name in (
        *("DoubleBlind", "SingleBlind", "OpenLabel", "PlaceboControlled", "SingleCentre"),
        *("MultiCentre", "PilotStudy", "CrossoverTrial", "FactorialTrial", "ClusterRandomized"),
        *("FollowUpStudy", "RetrospectiveStudy", "ProvocationStudy", "SecondaryAnalysis"),
    )
)


def rank(order: Sequence[str], address: str | None) -> int:
    """Return the position of an IRI in an order; what is not in it comes last."""
    return order.index(address) if address in order else len(order)


def evidence_order(item: Evidence) -> tuple[int, int, str, str, str]:
    """Sort evidence by stance, direct before indirect, then the oldest study first."""
    directness = item.directness.iri if item.directness else None
    return (
        rank(STANCES, item.stance.iri),
        rank(DIRECTNESS, directness),
        item.year or "9999",
        item.iri,
        item.hypothesis.iri,
    )


def kind_first(designs: Iterable[Ref]) -> tuple[Ref, ...]:
    """Put what kind of study it is before how it was done, and keep the order otherwise."""
    return tuple(sorted(designs, key=lambda design: design.iri in _FEATURES))


def studies(rows: Iterable[Row]) -> tuple[StudySummary, ...]:
    """Make summaries from rows with one design feature each, in the order of the rows."""
    return tuple(_study(group) for group in grouped(rows, "study").values())


def _study(rows: Sequence[Row]) -> StudySummary:
    first = rows[0]
    return StudySummary(
        ref=sure(first, "study", "label"),
        year=text(first, "year"),
        n=number(first, "n"),
        designs=kind_first(refs(rows, "design")),
        pem=ref(first, "pem"),
        retracted=flag(first, "retracted"),
        conditions=refs(rows, "condition"),
        definitions=refs(rows, "definition"),
        stances=tuple(sorted(refs(rows, "stance"), key=lambda ref: rank(STANCES, ref.iri))),
        certainties=refs(rows, "certainty"),
    )


def hypotheses(rows: Iterable[Row]) -> tuple[HypothesisSummary, ...]:
    """Make summaries from rows with one balance entry each, in the order of the rows."""
    return tuple(_hypothesis(group) for group in grouped(rows, "hypothesis").values())


def _hypothesis(rows: Sequence[Row]) -> HypothesisSummary:
    first = rows[0]
    entries = dict.fromkeys(_entry(row) for row in rows if "stance" in row)
    return HypothesisSummary(
        ref=sure(first, "hypothesis", "label"),
        contested=flag(first, "contested"),
        balance=tuple(sorted(entries, key=_place)),
        parent=text(first, "parent"),
        tree=ref(first, "tree"),
    )


def _entry(row: Row) -> BalanceEntry:
    return BalanceEntry(
        stance=sure(row, "stance"),
        directness=ref(row, "directness"),
        studies=count(row, "studies"),
        findings=count(row, "findings"),
        retracted=flag(row, "retracted"),
        reviews=count(row, "reviews"),
    )


def _place(entry: BalanceEntry) -> tuple[int, int, bool]:
    directness = entry.directness.iri if entry.directness else None
    return rank(STANCES, entry.stance.iri), rank(DIRECTNESS, directness), entry.retracted


def parents(rows: Iterable[Row]) -> dict[str, set[str]]:
    """Return the broader hypotheses of each hypothesis in the rows."""
    broader: dict[str, set[str]] = {}
    for row in rows:
        broader.setdefault(iri(row, "hypothesis"), set())
        if "parent" in row:
            broader[iri(row, "hypothesis")].add(iri(row, "parent"))
    return broader


def tree(summaries: Sequence[HypothesisSummary]) -> tuple[HypothesisSummary, ...]:
    """Put hypotheses in tree order: each one right after its parent, siblings as they come."""
    known = {summary.ref.iri for summary in summaries}
    children: dict[str | None, list[HypothesisSummary]] = {}
    for summary in summaries:
        parent = summary.parent if summary.parent in known else None
        children.setdefault(parent, []).append(summary)
    ordered: list[HypothesisSummary] = []
    waiting = children.get(None, [])[::-1]
    while waiting:
        ordered.append(waiting.pop())
        waiting += children.get(ordered[-1].ref.iri, [])[::-1]
    return tuple(ordered)


def questions(rows: Iterable[Row]) -> tuple[QuestionSummary, ...]:
    """Make summaries of questions, those of unknown year last and otherwise as they come."""
    found = {iri(row, "question"): _question(row) for row in rows}
    return tuple(sorted(found.values(), key=lambda question: question.since is None))


def _question(row: Row) -> QuestionSummary:
    return QuestionSummary(
        ref=sure(row, "question", "label"),
        status=sure(row, "status"),
        since=text(row, "since"),
        raised_by=count(row, "raisedBy"),
        addressed_by=count(row, "addressedBy"),
        tree=ref(row, "tree"),
    )
