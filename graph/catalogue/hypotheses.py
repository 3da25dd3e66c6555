"""Everything that the pages of one hypothesis and of one question say."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from graph.catalogue.linked import MOST, Linked
from graph.catalogue.results import results, settings
from graph.catalogue.rows import grouped, iri, number, ref, refs, text, values_of
from graph.catalogue.studies import evidence
from graph.catalogue.summaries import evidence_order, hypotheses, parents, questions, studies
from graph.endpoint import Row
from graph.errors import NotFound
from graph.namespaces import EQ
from graph.reader import Reader
from graph.records import (
    Evidence,
    Hypothesis,
    HypothesisSummary,
    Question,
    Ref,
    Result,
)

_ABOUT = "https://schema.org/about"


def hypothesis(reader: Reader, address: str) -> Hypothesis:
    """Return a hypothesis.

    Raises:
        NotFound: no such hypothesis.
    """
    head = next(iter(reader.ask("hypothesis-header", hypothesis=address)), None)
    if head is None:
        raise NotFound(address)
    family = reader.ask("hypothesis-tree", focus=address)
    summaries = {summary.ref.iri: summary for summary in hypotheses(family)}
    broader_of = parents(family)
    terms = reader.ask("hypothesis-terms", hypothesis=address)
    return Hypothesis(
        summary=summaries[address],
        prediction=text(head, "prediction"),
        predicted_direction=ref(head, "direction"),
        scope_note=text(head, "scopeNote"),
        about=values_of(terms, _ABOUT),
        conditions=values_of(terms, EQ + "condition"),
        compartment=ref(head, "compartment"),
        population=text(head, "population"),
        intervention=text(head, "intervention"),
        broader=_ancestors(address, summaries, broader_of),
        narrower=tuple(
            summary for name, summary in summaries.items() if address in broader_of[name]
        ),
        related=hypotheses(row for row in family if "related" in row),
        evidence=_evidence(reader, summaries[address].ref),
        questions=questions(reader.ask("question-linked", thing=address)),
    )


def _ancestors(
    address: str, summaries: Mapping[str, HypothesisSummary], broader_of: Mapping[str, set[str]]
) -> tuple[HypothesisSummary, ...]:
    """Return every broader hypothesis, the nearest first."""
    found: list[str] = []
    step = [address]
    while step:
        step = sorted(
            {
                broader
                for name in step
                for broader in broader_of.get(name, ())
                if broader in summaries and broader not in (address, *found)
            }
        )
        found += step
    return tuple(summaries[name] for name in found)


def _evidence(reader: Reader, this: Ref) -> tuple[Evidence, ...]:
    links = reader.ask("hypothesis-evidence", hypothesis=this.iri)
    limits = grouped(reader.ask("hypothesis-limits", hypothesis=this.iri), "limit")
    known = studies(reader.ask("hypothesis-studies", hypothesis=this.iri))
    summaries = {summary.ref.iri: summary for summary in known}
    people = grouped(reader.ask("hypothesis-samples", hypothesis=this.iri), "study")
    numbers = _numbers(
        reader.ask("hypothesis-results", hypothesis=this.iri),
        reader.ask("hypothesis-outcomes", hypothesis=this.iri),
    )
    axes = {name: refs(rows, "dimension") for name, rows in limits.items()}
    judged = [rows[0] for rows in grouped(links, "link").values()]
    judged += [_as_link(rows[0]) for rows in limits.values()]
    found = (
        evidence(row, summaries[iri(row, "study")], this, numbers, axes)
        for row in judged
        if iri(row, "study") in summaries
    )
    told = (_with_people(item, people.get(item.study.iri, ())) for item in found)
    return tuple(sorted(told, key=evidence_order))


def _with_people(item: Evidence, rows: Sequence[Row]) -> Evidence:
    """Add whom the study is about, and since when it counts for nothing."""
    if not rows:
        return item
    return replace(
        item,
        sample=iri(rows[0], "sample"),
        definitions=refs(rows, "definition"),
        retracted_in=number(rows[0], "retractedIn"),
    )


def _as_link(row: Row) -> Row:
    """Return the row of a scope limit in the terms of an evidence link: both state something."""
    said = dict(row)
    said["link"] = said["statement"] = row["limit"]
    said["statementLabel"] = row["label"]
    if "note" in row:
        said["rationale"] = row["note"]
    return said


def _numbers(rows: Sequence[Row], outcomes: Sequence[Row]) -> dict[str, tuple[Result, ...]]:
    """Return the results that each finding derives from."""
    known = results(rows, settings(outcomes))
    return {
        finding: tuple(known[result] for result in grouped(group, "result"))
        for finding, group in grouped(rows, "finding").items()
    }


def question(reader: Reader, address: str, linked: Linked) -> Question:
    """Return an open question.

    Raises:
        NotFound: no such question.
    """
    head = next(iter(reader.ask("question-header", question=address)), None)
    if head is None:
        raise NotFound(address)
    (summary,) = questions(
        row
        for row in reader.ask("question-linked", thing=address)
        if text(row, "relation") == "self"
    )
    terms = reader.ask("question-terms", question=address)
    listed = linked.panels(address, ("reports", "addresses", "leaves", "hypothesis"), MOST)
    return Question(
        summary=summary,
        status_meaning=text(head, "statusMeaning"),
        hypotheses=listed["hypothesis"].records,
        about=values_of(terms, _ABOUT),
        priorities=values_of(terms, EQ + "priority"),
        raised_by=listed["reports"].records,
        addressed_by=listed["addresses"].records,
        left_open_by=listed["leaves"].records,
        totals={relation: found.total for relation, found in listed.items()},
    )
