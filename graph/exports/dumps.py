"""The whole release as RDF with its named graphs: TriG, N-Quads, JSON-LD and Jelly."""

import io
from collections.abc import Iterator
from typing import Any

import pyoxigraph as ox

from graph.exports.entities import write
from graph.exports.source import Product, Source
from graph.tables import plain

_EVERYTHING = "Every statement in its named graph: documents, ontology, and what follows from them"


def trig(source: Source) -> Iterator[Product]:
    """Make the dump that people can read."""
    body = write(source.store, "application/trig", source.base)
    yield Product(
        name="equipoise.trig",
        media_type="application/trig",
        title="Everything as TriG",
        description=f"{_EVERYTHING}; the shortest form, for any RDF store.",
        body=_commented(source, body),
        count=len(source.store),
        unit="statements",
    )


def nquads(source: Source) -> Iterator[Product]:
    """Make the dump that can be read line by line."""
    body = write(source.store, "application/n-quads", source.base)
    yield Product(
        name="equipoise.nq",
        media_type="application/n-quads",
        title="Everything as N-Quads",
        description=f"{_EVERYTHING}; one statement a line, for bulk loading.",
        body=_commented(source, body),
        count=len(source.store),
        unit="statements",
    )


def json_ld(source: Source) -> Iterator[Product]:
    """Make the dump for programs that read JSON."""
    body = ox.serialize(_ordered(source), format=ox.RdfFormat.JSON_LD) or b""
    yield Product(
        name="equipoise.jsonld",
        media_type="application/ld+json",
        title="Everything as JSON-LD",
        description=f"{_EVERYTHING}; expanded, so that no context has to be fetched.",
        body=body,
        count=len(source.store),
        unit="statements",
    )


def jelly(source: Source) -> Iterator[Product]:
    """Make the binary dump."""
    from pyjelly import jelly as messages
    from pyjelly.integrations.generic.serialize import flat_stream_to_file
    from pyjelly.options import StreamParameters
    from pyjelly.serialize.streams import SerializerOptions

    options = SerializerOptions(
        logical_type=messages.LOGICAL_STREAM_TYPE_FLAT_QUADS,
        params=StreamParameters(stream_name=source.notice),
    )
    buffer = io.BytesIO()
    flat_stream_to_file(_jelly_quads(source), buffer, options)
    yield Product(
        name="equipoise.jelly",
        media_type="application/x-jelly-rdf",
        title="Everything as Jelly",
        description=f"{_EVERYTHING}; binary, the quickest to load with Jena, RDF4J or pyjelly.",
        body=buffer.getvalue(),
        count=len(source.store),
        unit="statements",
    )


def _commented(source: Source, body: bytes) -> bytes:
    """Open a file with the release and the licence, as a comment."""
    return f"# {source.notice}\n".encode() + body


def _ordered(source: Source) -> list[ox.Quad]:
    return sorted(source.store, key=_key)


def _key(quad: ox.Quad) -> tuple[str, ...]:
    return (str(quad.graph_name), str(quad.subject), quad.predicate.value, str(quad.object))


def _jelly_quads(source: Source) -> Iterator[Any]:
    from pyjelly.integrations.generic.generic_sink import IRI, BlankNode, Literal, Quad

    def node(term: object) -> Any:
        if isinstance(term, ox.NamedNode):
            return IRI(term.value)
        if isinstance(term, ox.Literal):
            datatype = None if term.language else _datatype(term)
            return Literal(term.value, term.language, datatype)
        return BlankNode(plain(term))  # type: ignore[arg-type]

    for quad in _ordered(source):
        yield Quad(*map(node, (quad.subject, quad.predicate, quad.object, quad.graph_name)))


def _datatype(literal: ox.Literal) -> str | None:
    """Return the datatype, or None for a plain string, which Jelly writes without one."""
    name = literal.datatype.value
    return None if name == "http://www.w3.org/2001/XMLSchema#string" else name
