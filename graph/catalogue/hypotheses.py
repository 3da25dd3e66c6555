"""Everything that the pages of one hypothesis and of one question say."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from graph.catalogue.linked import MOST, Linked
from graph.catalogue.rows import grouped, iri, number, ref, refs, text, values_of
from graph.catalogue.studies import evidence
from graph.catalogue.summaries import parents, studies
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
)

_ABOUT = "https://schema.org/about"


def hypothesis(reader: Reader, address: str, linked: Linked) -> Hypothesis:
    """Return a hypothesis.

    Raises:
        NotFound: no such hypothesis.
    """
    head = next(iter(reader.ask("hypothesis-header", hypothesis=address)), None)
    if head is None:
        raise NotFound(address)
    family = reader.ask("hypothesis-family", focus=address)
    broader_of = parents(family)
    related = {iri(row, "hypothesis") for row in family if "related" in row}
    listed = linked.some_hypotheses(broader_of)
    summaries = {summary.ref.iri: summary for summary in listed}
    terms = reader.ask("hypothesis-terms", hypothesis=address)
    questions_about = linked.panels(address, ("question",), MOST)["question"]
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
            replace(summary, parent=address)
            for name, summary in summaries.items()
            if address in broader_of[name]
        ),
        related=tuple(summary for name, summary in summaries.items() if name in related),
        questions=questions_about.records,
        asked=questions_about.total,
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


def weighed(reader: Reader, this: Ref) -> tuple[Evidence, ...]:
    """Return all evidence on a hypothesis: judgements of findings, and limits that leave it open.

    Direct evidence comes first, then that of larger studies, then the newest.
    """
    links = reader.ask("hypothesis-evidence", hypothesis=this.iri)
    limits = grouped(reader.ask("hypothesis-limits", hypothesis=this.iri), "limit")
    known = studies(reader.ask("hypothesis-studies", hypothesis=this.iri))
    summaries = {summary.ref.iri: summary for summary in known}
    people = grouped(reader.ask("hypothesis-samples", hypothesis=this.iri), "study")
    axes = {name: refs(rows, "dimension") for name, rows in limits.items()}
    judged = [rows[0] for rows in grouped(links, "link").values()]
    judged += [_as_link(rows[0]) for rows in limits.values()]
    found = (
        evidence(row, summaries[iri(row, "study")], this, {}, axes)
        for row in judged
        if iri(row, "study") in summaries
    )
    told = (_with_people(item, people.get(item.study.iri, ())) for item in found)
    return tuple(sorted(told, key=_most_telling))


def _most_telling(item: Evidence) -> tuple[bool, int, int, str, str]:
    indirect = item.directness is not None and item.directness.iri == EQ + "Indirect"
    return indirect, -(item.n or 0), -int(item.year or 0), item.study.iri, item.iri


def _with_people(item: Evidence, rows: Sequence[Row]) -> Evidence:
    """Add whom the study is about, and since when it counts for nothing."""
    people = next((row for row in rows if "sample" in row), None)
    if people is None:
        return item
    return replace(
        item,
        sample=iri(people, "sample"),
        definitions=refs(rows, "definition"),
        retracted_in=number(people, "retractedIn"),
    )


def _as_link(row: Row) -> Row:
    """Return the row of a scope limit in the terms of an evidence link: both state something."""
    said = dict(row)
    said["link"] = said["statement"] = row["limit"]
    said["statementLabel"] = row["label"]
    if "note" in row:
        said["rationale"] = row["note"]
    return said


def question(reader: Reader, address: str, linked: Linked) -> Question:
    """Return an open question.

    Raises:
        NotFound: no such question.
    """
    head = next(iter(reader.ask("question-header", question=address)), None)
    summary = linked.one_question(address)
    if head is None or summary is None:
        raise NotFound(address)
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
