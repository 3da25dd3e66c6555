"""Write explanations: as text to read, as JSON, and as PROV."""

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import pyoxigraph as ox

from graph.endpoint import Endpoint, Term
from graph.explanation import Explanation, explain
from graph.namespaces import DCTERMS, PROV, RDF, RDFS, prefixes
from graph.sparql.results import TURTLE, write_graph
from graph.tables import plain, short

_A = ox.NamedNode(RDF + "type")


def explained(endpoint: Endpoint, iri: str, form: str, base: str) -> str:
    """Explain a thing as ``text``, ``json`` or ``turtle``.

    Raises:
        NotFound: nothing is computed about it.
    """
    return written(explain(endpoint, iri), form, base)


def written(found: Iterable[Explanation], form: str, base: str) -> str:
    """Return explanations as ``text``, ``json`` or ``turtle``."""
    if form == "json":
        return json_text(found)
    known = prefixes(base)
    if form == "turtle":
        return write_graph(triples(found), TURTLE, known).decode()
    return text(found, known)


def text(explanations: Iterable[Explanation], known: Mapping[str, str]) -> str:
    """Return explanations as text, what they rest on indented below them."""
    return "\n".join(line for one in explanations for line in _lines(one, known, 0)) + "\n"


def _lines(one: Explanation, known: Mapping[str, str], depth: int) -> Iterator[str]:
    def shown(iri: str) -> str:
        return short(ox.NamedNode(iri), known)

    lines = [shown(one.about)]
    lines += [f"  {shown(name)} {short(value, known)}" for name, value in one.statements]
    lines += [
        f"  computed by: {one.title} ({one.file})",
        f"    {' '.join(one.description.split())}",
    ]
    if one.rows.rows:
        lines.append(f"  from {len(one.rows)} row{'s' * (len(one.rows) != 1)}:")
    for row in one.rows:
        cells = (f"{name} {short(row[name], known)}" for name in one.rows.variables if name in row)
        lines.append("    " + " · ".join(cells))
    if one.inputs:
        lines.append("  which rest on: " + ", ".join(map(shown, one.inputs)))
    for document in one.documents:
        sources = ", ".join(map(shown, document.sources)) or "no source named"
        lines.append(f"  stated in: {shown(document.iri)} (from {sources})")
    if one.query:
        lines.append("  query:")
        lines += [f"    {line}" for line in one.query.strip().splitlines() if line[:2] != "#+"]
    yield from ("    " * depth + line for line in (*lines, ""))
    for part in one.parts:
        yield from _lines(part, known, depth + 1)


def json_text(explanations: Iterable[Explanation]) -> str:
    """Return explanations as JSON, one object each."""
    listed = [_object(one) for one in explanations]
    return json.dumps(listed, indent=2, ensure_ascii=False) + "\n"


def _object(one: Explanation) -> dict[str, Any]:
    return {
        "about": one.about,
        "graph": one.graph,
        "rule": {
            "iri": one.rule,
            "title": one.title,
            "description": " ".join(one.description.split()),
            "file": one.file,
        },
        "statements": [{"property": name, "value": plain(term)} for name, term in one.statements],
        "query": one.query,
        "rows": [{name: plain(term) for name, term in row.items()} for row in one.rows],
        "inputs": list(one.inputs),
        "documents": [{"iri": d.iri, "sources": list(d.sources)} for d in one.documents],
        "computed": list(one.computed),
        "parts": [_object(part) for part in one.parts],
    }


def triples(explanations: Iterable[Explanation]) -> list[ox.Triple]:
    """Return explanations in PROV: what was generated, by which activity, plan and inputs."""
    made: dict[ox.Triple, None] = {}
    for one in explanations:
        for part in one.all_parts():
            made.update(dict.fromkeys(_prov(part)))
    return list(made)


def _prov(one: Explanation) -> Iterator[ox.Triple]:
    about, rule = ox.NamedNode(one.about), ox.NamedNode(one.rule)
    run = f"{one.graph}#{hashlib.sha1(one.about.encode(), usedforsecurity=False).hexdigest()[:16]}"
    activity, association = ox.NamedNode(run), ox.NamedNode(f"{run}-plan")

    def triple(subject: ox.NamedNode, name: str, value: Term) -> ox.Triple:
        return ox.Triple(subject, ox.NamedNode(name), value)

    for name, value in one.statements:
        yield triple(about, name, value)
    yield triple(about, PROV + "wasGeneratedBy", activity)
    yield ox.Triple(activity, _A, ox.NamedNode(PROV + "Activity"))
    yield triple(activity, PROV + "qualifiedAssociation", association)
    yield ox.Triple(association, _A, ox.NamedNode(PROV + "Association"))
    yield triple(association, PROV + "hadPlan", rule)
    yield ox.Triple(rule, _A, ox.NamedNode(PROV + "Plan"))
    yield triple(rule, RDFS + "label", ox.Literal(one.title, language="en"))
    words = " ".join(one.description.split())
    yield triple(rule, DCTERMS + "description", ox.Literal(words, language="en"))
    used = [*one.inputs, *one.computed]
    for iri in used:
        yield triple(activity, PROV + "used", ox.NamedNode(iri))
    for document in one.documents:
        yield triple(activity, PROV + "used", ox.NamedNode(document.iri))
        for source in document.sources:
            yield triple(ox.NamedNode(document.iri), PROV + "wasDerivedFrom", ox.NamedNode(source))
