"""Everything that the page of one study says."""

from collections.abc import Iterable, Mapping, Sequence

from graph.catalogue.parts import arms, outcomes, population, publications, year_of
from graph.catalogue.results import results, settings
from graph.catalogue.rows import flag, grouped, iri, ref, sure, text, values_of
from graph.catalogue.summaries import evidence_order, kind_first, questions
from graph.endpoint import Row
from graph.errors import NotFound
from graph.namespaces import DCTERMS, EQ, PROV
from graph.reader import Reader
from graph.records import (
    Evidence,
    Finding,
    Provenance,
    Ref,
    Result,
    Statement,
    Study,
    StudySummary,
)
from graph.tables import plain


def study(reader: Reader, address: str) -> Study:
    """Return a study.

    Raises:
        NotFound: no such study.
    """
    head = next(iter(reader.ask("study-header", study=address)), None)
    if head is None:
        raise NotFound(address)
    this = Ref(address, iri(head, "label"))
    features = reader.ask("study-features", study=address)
    papers = publications(reader.ask("study-publications", study=address))
    people = population(reader.ask("study-population", study=address), features, head)
    measured = reader.ask("study-outcomes", study=address)
    numbers = results(reader.ask("study-results", study=address), settings(measured, this))
    findings = _findings(reader, address, numbers)
    statements = _statements(reader, address)
    asked = reader.ask("question-linked", thing=address)
    summary = StudySummary(
        ref=this,
        year=year_of(papers),
        n=people.n if people else None,
        designs=kind_first(values_of(features, EQ + "design")),
        pem=ref(head, "pem"),
        retracted=flag(head, "retracted"),
    )
    return Study(
        ref=this,
        summary=text(head, "summary"),
        why_it_matters=text(head, "why"),
        registry_ids=_identifiers(features),
        designs=summary.designs,
        retracted=summary.retracted,
        publications=papers,
        population=people,
        arms=arms(reader, address),
        outcomes=outcomes(measured, numbers),
        findings=findings,
        conclusions=_of(statements, "reports", "Conclusion"),
        inferences=_of(statements, "appraisal", "Conclusion"),
        limits=_of(statements, "reports", "ScopeLimit")
        + _of(statements, "appraisal", "ScopeLimit"),
        questions=questions(row for row in asked if text(row, "relation") == "raised"),
        addressed=questions(row for row in asked if text(row, "relation") == "addressed"),
        evidence=_evidence(reader, summary, findings, statements),
        provenance=_provenance(reader.ask("provenance", study=address)),
        year=summary.year,
        family=publications(reader.ask("publication-family", study=address)),
    )


def _identifiers(features: Iterable[Row]) -> tuple[str, ...]:
    return tuple(
        plain(row["value"]) for row in features if iri(row, "property") == DCTERMS + "identifier"
    )


def _findings(reader: Reader, address: str, numbers: Mapping[str, Result]) -> tuple[Finding, ...]:
    links = grouped(reader.ask("study-finding-links", study=address), "finding")
    found = grouped(reader.ask("study-findings", study=address), "finding")
    return tuple(_finding(rows[0], links.get(name, []), numbers) for name, rows in found.items())


def _finding(row: Row, links: Sequence[Row], numbers: Mapping[str, Result]) -> Finding:
    outcomes_of = values_of(links, EQ + "forOutcome")
    sources = values_of(links, PROV + "wasDerivedFrom")
    return Finding(
        ref=sure(row, "finding", "label"),
        direction=ref(row, "direction"),
        outcome=outcomes_of[0] if len(outcomes_of) == 1 else None,
        quote=text(row, "quote"),
        results=tuple(numbers[source.iri] for source in sources if source.iri in numbers),
        document=iri(row, "document"),
        outcomes=outcomes_of,
    )


#: A conclusion or limit, with how the study is linked to it and its class.
_Statements = dict[tuple[str, str], list[Statement]]


def _statements(reader: Reader, address: str) -> _Statements:
    ends = grouped(reader.ask("study-limits", study=address), "limit")
    found: _Statements = {}
    for name, rows in grouped(reader.ask("study-statements", study=address), "statement").items():
        row = rows[0]
        statement = Statement(
            ref=sure(row, "statement", "label"),
            stated_by=text(row, "statedBy"),
            review_state=ref(row, "reviewState"),
            quote=text(row, "quote"),
            note=text(row, "note"),
            dimensions=values_of(ends.get(name, []), EQ + "limitDimension"),
            leaves_open=values_of(ends.get(name, []), EQ + "leavesOpen"),
        )
        found.setdefault((iri(row, "relation"), iri(row, "kind")), []).append(statement)
    return found


def _of(statements: _Statements, relation: str, kind: str) -> tuple[Statement, ...]:
    return tuple(statements.get((EQ + relation, EQ + kind), ()))


def _evidence(
    reader: Reader, summary: StudySummary, findings: Iterable[Finding], statements: _Statements
) -> tuple[Evidence, ...]:
    numbers = {finding.ref.iri: finding.results for finding in findings}
    axes = {item.ref.iri: item.dimensions for group in statements.values() for item in group}
    rows = reader.ask("study-evidence", study=summary.ref.iri)
    judged = {(iri(row, "link"), iri(row, "hypothesis")): row for row in reversed(rows)}
    found = (
        evidence(row, summary, sure(row, "hypothesis"), numbers, axes) for row in judged.values()
    )
    return tuple(sorted(found, key=evidence_order))


def evidence(
    row: Row,
    summary: StudySummary,
    hypothesis: Ref,
    numbers: Mapping[str, tuple[Result, ...]],
    axes: Mapping[str, tuple[Ref, ...]],
) -> Evidence:
    """Make one piece of evidence.

    Args:
        row: an evidence link, or a scope limit as the stance leaves open.
        summary: the study that reports it.
        hypothesis: what it bears on.
        numbers: results by finding.
        axes: dimensions by scope limit.
    """
    statement = sure(row, "statement")
    return Evidence(
        iri=iri(row, "link"),
        stance=sure(row, "stance"),
        directness=ref(row, "directness"),
        strength=ref(row, "strength"),
        strength_source=text(row, "strengthSource"),
        rationale=text(row, "rationale"),
        finding=statement,
        study=summary.ref,
        hypothesis=hypothesis,
        n=summary.n,
        year=summary.year,
        designs=summary.designs,
        pem=summary.pem,
        stated_by=text(row, "statedBy"),
        review_state=ref(row, "reviewState"),
        retracted=summary.retracted,
        results=numbers.get(statement.iri, ()),
        dimensions=axes.get(statement.iri, ()),
    )


def _provenance(rows: Iterable[Row]) -> tuple[Provenance, ...]:
    return tuple(
        Provenance(
            graph=name,
            kind=iri(group[0], "kindLabel"),
            attributed_to=text(group[0], "attributedTo"),
            generated=text(group[0], "generated"),
            review_state=ref(group[0], "reviewState"),
            sources=_sources(group),
        )
        for name, group in grouped(rows, "document").items()
    )


def _sources(rows: Iterable[Row]) -> tuple[Ref, ...]:
    """Return what a document derives from; a source without label is labelled with its IRI."""
    named = (row for row in rows if "source" in row)
    return tuple(
        dict.fromkeys(
            Ref(iri(row, "source"), text(row, "sourceLabel") or iri(row, "source")) for row in named
        )
    )
