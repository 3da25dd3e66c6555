"""The ontology as a page: every class, property and closed list with its definition."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import replace
from functools import lru_cache
from typing import Final

from graph.namespaces import EQ, RDF, RDFS, SKOS
from web.contexts import Variant, VocabularyContext
from web.http.negotiation import TRIPLES
from web.linked import page_data
from web.linked.signposting import of_vocabulary
from web.reading.tables import JSON_RESULTS, Term
from web.reading.terms import Node
from web.rendering import absolute, frame
from web.site import site

_OWL: Final = "http://www.w3.org/2002/07/owl#"
_DOCUMENTS: Final = ("ontology/equipoise", "ontology/vocabularies", "ontology/alignments")
_KINDS: Final = {
    f"{_OWL}Class": "Classes",
    f"{_OWL}ObjectProperty": "Properties that link",
    f"{_OWL}DatatypeProperty": "Properties that hold a value",
}


def vocabulary() -> VocabularyContext:
    """Show every term of the ontology."""
    known = nodes(site().service.release.digest)
    groups = {heading: _with(known, f"{RDF}type", kind) for kind, heading in _KINDS.items()}
    schemes = {
        _first(known.get(iri, {}), f"{RDFS}label"): iri
        for node in known.values()
        for iri in node.get(f"{SKOS}inScheme", ())
    }
    for label, iri in sorted(schemes.items()):
        groups[f"Closed list: {label}"] = _with(known, f"{SKOS}inScheme", iri)
    urls = site().urls
    downloads = tuple(Variant(form, urls.path(f"ns.{form.extension}")) for form in TRIPLES)
    kind, address = "DefinedTermSet", absolute(urls.path("ns"))
    return VocabularyContext(
        page=frame(
            "Ontology",
            "The classes, properties and closed lists that the graph is written in.",
            json_ld=page_data.vocabulary(kind, urls.ontology, "Equipoise ontology", address),
            links=of_vocabulary(urls, urls.ontology, kind, downloads),
            kind="AboutPage",
        ),
        groups=_anchored(groups),
        downloads=downloads,
    )


@lru_cache(maxsize=1)
def nodes(release: str) -> Mapping[str, Node]:
    """Return the terms of the ontology documents by IRI; *release* is what they stay the same for.

    Kept, because reading two whole documents takes longer than the rest of the page.
    """
    here = site()
    found: dict[str, dict[str, list[str]]] = {}
    for name in _DOCUMENTS:
        values = {"graph": here.urls.document(name)}
        answer = json.loads(here.service.answer("export-graph", values, JSON_RESULTS).body)
        for row in answer["results"]["bindings"]:
            subject, predicate, value = (
                row[end]["value"] for end in ("subject", "predicate", "object")
            )
            if subject.startswith(EQ):
                found.setdefault(subject, {}).setdefault(predicate, []).append(value)
    return found


def _with(known: Mapping[str, Node], predicate: str, value: str) -> tuple[Term, ...]:
    """Return the terms that have a value, by name."""
    found = (_term(iri, node) for iri, node in known.items() if value in node.get(predicate, ()))
    return tuple(sorted(found, key=lambda term: term.name.lower()))


def _term(iri: str, node: Node) -> Term:
    label = _first(node, f"{SKOS}prefLabel") or _first(node, f"{RDFS}label")
    return Term(iri, iri.removeprefix(EQ), label, _first(node, f"{SKOS}definition"))


def _first(node: Node, predicate: str) -> str:
    return next(iter(node.get(predicate, ())), "")


def _anchored(
    groups: Mapping[str, Iterable[Term]],
) -> tuple[tuple[str, tuple[Term, ...]], ...]:
    """Give every term an anchor at its first place, since a concept can stand in two lists."""
    seen: set[str] = set()
    result = []
    for heading, terms in groups.items():
        placed = [term if term.name in seen else replace(term, anchor=term.name) for term in terms]
        seen.update(term.name for term in placed)
        result.append((heading, tuple(placed)))
    return tuple((heading, terms) for heading, terms in result if terms)
