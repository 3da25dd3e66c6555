"""Evidence links as nanopublications (https://nanopub.net): one judgement, and who vouches for it.

Each is four named graphs. The assertion holds the link and what it links; the provenance the
document, its author and the finding it derives from; the publication information the date, the
licence and the review state, so that a draft says that it is one. They are neither signed nor
published: that is for the person who vouches for them (docs/decisions/0011).
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

import pyoxigraph as ox

from graph.endpoint import Row, Term
from graph.exports.source import Product, Source
from graph.namespaces import DCTERMS, EQ, PROV, RDF, RDFS, prefixes
from graph.reader import Reader
from graph.tables import plain

#: The file that holds them all.
FILE: Final = "nanopublications.trig"

_NP: Final = "http://www.nanopub.org/nschema#"
_A: Final = ox.NamedNode(RDF + "type")
_LABEL: Final = ox.NamedNode(RDFS + "label")

#: What an assertion says of a finding, of a hypothesis and of a study, besides its label.
_SAID: Final = {
    "finding": ("effectDirection", "forOutcome"),
    "hypothesis": ("predictedDirection",),
    "study": (),
}


@dataclass(frozen=True)
class _Parts:
    """The names of a nanopublication and of its graphs."""

    name: ox.NamedNode

    def graph(self, part: str) -> ox.NamedNode:
        return ox.NamedNode(f"{self.name.value}#{part}")


def trig(source: Source) -> Iterator[Product]:
    """Make one nanopublication for each evidence link."""
    groups: dict[str, list[Row]] = {}
    for row in Reader(source.endpoint, source.base).ask("export-nanopublications"):
        groups.setdefault(plain(row["link"]), []).append(row)
    quads = [quad for rows in groups.values() for quad in _nanopublication(source, rows)]
    known = prefixes(source.base) | {"np": _NP}
    body = ox.serialize(quads, format=ox.RdfFormat.TRIG, prefixes=known) or b""
    yield Product(
        name=FILE,
        media_type="application/trig",
        title="Evidence links as nanopublications",
        description=(
            "One nanopublication per judgement of a finding against a hypothesis, with who judged "
            "and from what; unsigned."
        ),
        body=f"# {source.notice}\n".encode() + body,
        count=len(groups),
        unit="nanopublications",
    )


def one(body: bytes, iri: str, base: str) -> bytes | None:
    """Return the four graphs of the nanopublication *iri* out of a file of many, as TriG."""
    graphs = {f"{iri}#{part}" for part in ("Head", "assertion", "provenance", "pubinfo")}
    quads = [
        quad
        for quad in ox.parse(body, format=ox.RdfFormat.TRIG)
        if isinstance(quad.graph_name, ox.NamedNode) and quad.graph_name.value in graphs
    ]
    known = prefixes(base) | {"np": _NP, "this": f"{iri}#"}
    return ox.serialize(quads, format=ox.RdfFormat.TRIG, prefixes=known) if quads else None


def _nanopublication(source: Source, rows: list[Row]) -> Iterator[ox.Quad]:
    """Return the four graphs of one evidence link, each statement once and in a fixed order."""
    first = rows[0]
    study, _, fragment = plain(first["link"]).removeprefix(f"{source.base}id/").partition("#")
    parts = _Parts(ox.NamedNode(f"{source.base}np/{study}/{fragment}"))
    for part, triples in (
        ("Head", _head(parts)),
        ("assertion", sorted(set(_assertion(source.store, first)), key=str)),
        ("provenance", _provenance(source.store, parts.graph("assertion"), rows)),
        ("pubinfo", _publication_info(source, parts.name, first)),
    ):
        for triple in dict.fromkeys(triples):
            yield ox.Quad(triple.subject, triple.predicate, triple.object, parts.graph(part))


def _head(parts: _Parts) -> Iterator[ox.Triple]:
    yield ox.Triple(parts.name, _A, ox.NamedNode(_NP + "Nanopublication"))
    for name, part in (
        ("hasAssertion", "assertion"),
        ("hasProvenance", "provenance"),
        ("hasPublicationInfo", "pubinfo"),
    ):
        yield ox.Triple(parts.name, ox.NamedNode(_NP + name), parts.graph(part))


def _assertion(store: ox.Store, row: Row) -> Iterator[ox.Triple]:
    """Return the link, and enough of what it links to be read by itself."""
    link = row["link"]
    for triple in _about(store, link):
        if not _is_publication_info(triple):
            yield triple
            yield from _labels(store, triple.predicate)
            yield from _labels(store, triple.object)
    reports = ox.NamedNode(f"{EQ}reports")
    yield ox.Triple(row["study"], reports, row["finding"])  # type: ignore[arg-type]
    for name, properties in _SAID.items():
        yield from _labels(store, row[name])
        wanted = {EQ + said for said in properties} | {_A.value}
        for triple in _about(store, row[name]):
            if triple.predicate.value in wanted:
                yield triple
                yield from _labels(store, triple.object)


def _is_publication_info(triple: ox.Triple) -> bool:
    return triple.predicate.value in {f"{EQ}reviewState", f"{PROV}wasAttributedTo"}


def _provenance(store: ox.Store, assertion: ox.NamedNode, rows: list[Row]) -> Iterator[ox.Triple]:
    derived = ox.NamedNode(f"{PROV}wasDerivedFrom")
    attributed = ox.NamedNode(f"{PROV}wasAttributedTo")
    for row in rows:
        yield ox.Triple(assertion, attributed, row["author"])
        for name in ("document", "finding", "publication"):
            if name in row:
                yield ox.Triple(assertion, derived, row[name])
    for row in rows:
        if "document" in row:
            yield from _about(store, row["document"])
        if "publication" in row:
            yield from _labels(store, row["publication"])
        yield from _labels(store, row["author"])


def _publication_info(source: Source, name: ox.NamedNode, row: Row) -> Iterator[ox.Triple]:
    def says(predicate: str, value: Term) -> ox.Triple:
        return ox.Triple(name, ox.NamedNode(predicate), value)

    if "created" in row:
        yield says(f"{DCTERMS}created", row["created"])
    yield says(f"{DCTERMS}creator", row["author"])
    if "licence" in row:
        yield says(f"{DCTERMS}license", row["licence"])
    yield says(f"{DCTERMS}isPartOf", ox.NamedNode(source.dataset))
    for triple in _about(source.store, row["link"]):
        if triple.predicate.value == f"{EQ}reviewState":
            yield says(f"{EQ}reviewState", triple.object)
            yield from _labels(source.store, triple.object)


def _about(store: ox.Store, term: Term) -> list[ox.Triple]:
    """Return what all graphs say of an IRI, in a fixed order."""
    if not isinstance(term, ox.NamedNode):
        return []
    return sorted({quad.triple for quad in store.quads_for_pattern(term, None, None)}, key=str)


def _labels(store: ox.Store, term: Term) -> list[ox.Triple]:
    return [triple for triple in _about(store, term) if triple.predicate == _LABEL]
