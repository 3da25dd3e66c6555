"""Documents that come in another RDF syntax than Turtle, for those that write over HTTP."""

import json
from pathlib import Path
from typing import Any, Final
from xml.parsers import expat

import pyoxigraph as ox

from graph.corpus.writing import turtle
from graph.errors import DocumentError
from graph.namespaces import graph_iri

TURTLE: Final = "text/turtle"
JSON_LD: Final = "application/ld+json"
RDF_XML: Final = "application/rdf+xml"

#: Media types that a document may come in, with what people call them and their parser.
READ: Final = {
    TURTLE: ("Turtle", ox.RdfFormat.TURTLE),
    "application/n-triples": ("N-Triples", ox.RdfFormat.N_TRIPLES),
    RDF_XML: ("RDF/XML", ox.RdfFormat.RDF_XML),
    JSON_LD: ("JSON-LD", ox.RdfFormat.JSON_LD),
}


def as_turtle(raw: bytes, media_type: str, name: str, base: str) -> bytes:
    """Return the Turtle of a document: what came, if it is Turtle, or else written anew.

    Args:
        raw: the document.
        media_type: one of :data:`READ`.
        name: its name, such as ``studies/roerink-2017``.
        base: base IRI of the graph.

    Raises:
        DocumentError: it cannot be parsed, or needs something from elsewhere to be understood.
    """
    if media_type == TURTLE:
        return raw
    graph = graph_iri(base, name)
    path = Path(f"{name}.ttl")
    called, syntax = READ[media_type]
    if media_type == JSON_LD:
        _refuse_remote_context(raw, path)
    elif media_type == RDF_XML:
        _refuse_broken_xml(raw, path)
    try:
        quads = list(ox.parse(raw, format=syntax, base_iri=graph))
    except SyntaxError as error:
        line = error.lineno or 1
        raise DocumentError(str(path), line, f"not {called}: {error.msg}") from error
    if {quad.graph_name for quad in quads} - {ox.DefaultGraph(), ox.NamedNode(graph)}:
        raise DocumentError(str(path), 1, f"a document is one graph; name none but <{graph}>")
    return turtle((quad.triple for quad in quads), graph, base).encode()


def _line(raw: bytes, part: bytes) -> int:
    return raw.count(b"\n", 0, raw.find(part)) + 1


def _refuse_broken_xml(raw: bytes, path: Path) -> None:
    """Refuse entities, which can be nested to any size, and XML that breaks off.

    Raises:
        DocumentError: there is one, or the XML is not well-formed; the RDF parser lets that pass.
    """
    if b"<!ENTITY" in raw:
        line = _line(raw, b"<!ENTITY")
        raise DocumentError(str(path), line, "XML entities are not read; write IRIs in full")
    try:
        expat.ParserCreate().Parse(raw, True)
    except expat.ExpatError as error:
        said = expat.ErrorString(error.code)
        raise DocumentError(str(path), error.lineno, f"not RDF/XML: {said}") from error


def _refuse_remote_context(raw: bytes, path: Path) -> None:
    """Refuse JSON-LD whose meaning lies at an address, which could be changed or out of reach.

    Raises:
        DocumentError: not JSON, or a context is named by its address.
    """
    try:
        address = _remote(json.loads(raw))
    except json.JSONDecodeError as error:
        raise DocumentError(str(path), error.lineno, f"not JSON: {error.msg}") from error
    except (UnicodeDecodeError, RecursionError) as error:
        raise DocumentError(str(path), 1, f"not JSON-LD that can be read: {error}") from error
    if address is not None:
        line = _line(raw, json.dumps(address).encode())
        raise DocumentError(
            str(path),
            line,
            f"the JSON-LD context {address} is not fetched; write the context into the document",
        )


def _remote(node: Any) -> str | None:
    """Return the address of a context that stands elsewhere, if any is named."""
    if isinstance(node, list):
        return next((found for item in node if (found := _remote(item))), None)
    if not isinstance(node, dict):
        return None
    contexts = node.get("@context", ())
    for context in contexts if isinstance(contexts, list) else [contexts]:
        if isinstance(context, str):
            return context
        if isinstance(context, dict) and isinstance(context.get("@import"), str):
            return str(context["@import"])
    return next((found for item in node.values() if (found := _remote(item))), None)
