"""The documents: Turtle files that are the truth of the graph.

One file is one document and becomes one named graph, named after its path under the data folder:
``data/studies/roerink-2017.ttl`` is ``…/graph/studies/roerink-2017``.
"""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import pyoxigraph as ox

from graph.corpus.positions import subject_lines
from graph.errors import DocumentError, UnusableInput
from graph.namespaces import DEFAULT_BASE, FOAF, RDF, graph_iri

_TYPE = ox.NamedNode(RDF + "type")
_TOPIC = ox.NamedNode(FOAF + "primaryTopic")


@dataclass(frozen=True)
class Document:
    """One Turtle file, parsed.

    Attributes:
        path: the file, as it was named.
        name: its path under the data folder without suffix, such as ``studies/roerink-2017``.
        graph: the IRI of its named graph.
        digest: SHA-256 of the file's bytes, in hexadecimal.
        triples: what it states.
    """

    path: Path
    name: str
    graph: str
    digest: str
    text: str
    triples: frozenset[ox.Triple]

    @cached_property
    def subjects(self) -> frozenset[str]:
        """Return the IRIs that the document describes."""
        return frozenset(
            triple.subject.value
            for triple in self.triples
            if isinstance(triple.subject, ox.NamedNode)
        )

    @cached_property
    def mentioned(self) -> frozenset[str]:
        """Return the IRIs that stand as objects of its triples, types left out."""
        return frozenset(
            triple.object.value
            for triple in self.triples
            if isinstance(triple.object, ox.NamedNode) and triple.predicate != _TYPE
        )

    @cached_property
    def topics(self) -> frozenset[str]:
        """Return the IRIs that the document's graph is about (``foaf:primaryTopic``)."""
        return frozenset(
            triple.object.value
            for triple in self.triples
            if triple.predicate == _TOPIC and isinstance(triple.object, ox.NamedNode)
        )

    @cached_property
    def lines(self) -> dict[str, int]:
        """Return the line on which each subject is first described, counted from 1."""
        return subject_lines(self.text)

    def quads(self) -> Iterable[ox.Quad]:
        """Return the triples in the document's named graph."""
        graph = ox.NamedNode(self.graph)
        return (ox.Quad(t.subject, t.predicate, t.object, graph) for t in self.triples)


def document_name(path: Path, data: Path) -> str:
    """Return a document's name: its path under *data*, or folder and stem if it is elsewhere."""
    absolute = path.resolve()
    if absolute.is_relative_to(data.resolve()):
        return absolute.relative_to(data.resolve()).with_suffix("").as_posix()
    return f"{absolute.parent.name}/{absolute.stem}"


def read_document(path: Path, data: Path, base: str = DEFAULT_BASE) -> Document:
    """Parse one Turtle file.

    Raises:
        DocumentError: not UTF-8, not Turtle, or no triples in it.
        UnusableInput: the file cannot be read.
    """
    try:
        raw = path.read_bytes()
    except OSError as error:
        raise UnusableInput(f"{path}: {error.strerror}; name an existing Turtle file") from error
    if path.suffix != ".ttl":
        raise DocumentError(
            str(path), 1, "a document is one graph in Turtle; save it with the suffix .ttl"
        )
    return parse_document(raw, path, document_name(path, data), base)


def parse_document(raw: bytes, path: Path, name: str, base: str = DEFAULT_BASE) -> Document:
    """Parse the Turtle of one document.

    Args:
        raw: its text, in UTF-8.
        path: the file that it stands in or would stand in, to be named in messages.
        name: its name, such as ``studies/roerink-2017``.
        base: base IRI of the graph.

    Raises:
        DocumentError: not UTF-8, not Turtle, or no triples in it.
    """
    triples = _parse(path, raw)
    return Document(
        path=path,
        name=name,
        graph=graph_iri(base, name),
        digest=hashlib.sha256(raw).hexdigest(),
        text=raw.decode("utf-8"),
        triples=triples,
    )


def _parse(path: Path, raw: bytes) -> frozenset[ox.Triple]:
    try:
        raw.decode("utf-8")
        quads = list(ox.parse(raw, format=ox.RdfFormat.TURTLE))
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        raise DocumentError(str(path), line, "not UTF-8; save the file as UTF-8") from error
    except SyntaxError as error:
        raise DocumentError(str(path), error.lineno or 1, f"not Turtle: {error.msg}") from error
    if not quads:
        raise DocumentError(
            str(path), 1, "no triples in it; describe at least one record, or remove the file"
        )
    return frozenset(quad.triple for quad in quads)


def document_paths(data: Path) -> list[Path]:
    """Return the documents of a data folder in a stable order.

    Raises:
        UnusableInput: no folder, or no Turtle file in it.
    """
    if not data.is_dir():
        raise UnusableInput(f"{data}: no such folder; name one with --data or EQUIPOISE_DATA")
    paths = sorted(path for path in data.rglob("*.ttl") if path.is_file())
    if not paths:
        raise UnusableInput(f"{data}: no Turtle document (*.ttl) in it")
    return paths


def read_corpus(data: Path, base: str = DEFAULT_BASE) -> list[Document]:
    """Parse every document of a data folder.

    Raises:
        UnusableInput: see :func:`document_paths` and :func:`read_document`.
    """
    return [read_document(path, data, base) for path in document_paths(data)]


def load(documents: Iterable[Document], store: ox.Store) -> None:
    """Put documents into a store, each in its named graph."""
    for document in documents:
        store.bulk_extend(document.quads())
