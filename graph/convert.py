"""Turtle in any RDF format: what a template or a file says, for clients that read another one."""

from collections.abc import Iterable
from typing import Final

import pyoxigraph as ox

from graph.errors import EndpointError

TURTLE: Final = "text/turtle"

#: Media types that Turtle can be written as.
FORMATS: Final = {
    TURTLE: ox.RdfFormat.TURTLE,
    "application/ld+json": ox.RdfFormat.JSON_LD,
    "application/n-triples": ox.RdfFormat.N_TRIPLES,
    "application/rdf+xml": ox.RdfFormat.RDF_XML,
    "application/trig": ox.RdfFormat.TRIG,
    "application/n-quads": ox.RdfFormat.N_QUADS,
}


def convert(turtle: bytes, media_type: str) -> bytes:
    """Return a Turtle document in another format, with its prefixes; Turtle stays as written.

    Raises:
        EndpointError: an unknown media type.
    """
    if media_type not in FORMATS:
        raise EndpointError(f"Turtle has no form {media_type}; use {', '.join(FORMATS)}")
    if media_type == TURTLE:
        return turtle
    parser = ox.parse(turtle, format=ox.RdfFormat.TURTLE)
    triples = _labelled(dict.fromkeys(quad.triple for quad in parser))
    known = dict(sorted(parser.prefixes.items()))
    return ox.serialize(triples, format=FORMATS[media_type], prefixes=known) or b""


def _labelled(triples: Iterable[ox.Triple]) -> list[ox.Triple]:
    """Label blank nodes by their first place, and put what is said of one subject together.

    A parser's labels differ from one time to the next, and so would the document.
    """
    names: dict[str, ox.BlankNode] = {}
    places: dict[str, int] = {}

    def label(node: ox.BlankNode) -> ox.BlankNode:
        return names.setdefault(node.value, ox.BlankNode(f"b{len(names)}"))

    found = []
    for triple in triples:
        subject, value = triple.subject, triple.object
        subject = label(subject) if isinstance(subject, ox.BlankNode) else subject
        value = label(value) if isinstance(value, ox.BlankNode) else value
        places.setdefault(str(subject), len(places))
        found.append(ox.Triple(subject, triple.predicate, value))
    return sorted(found, key=lambda triple: places[str(triple.subject)])
