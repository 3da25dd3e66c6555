"""Check one document against the SHACL shapes, with just the context that it needs.

The data graph of a check is the document, whatever the corpus says of the things that the document
mentions, and the other documents on the same topic. Focus nodes are the subjects that the document
itself describes, so a neighbour is never blamed, or checked twice.
"""

import hashlib
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, fields
from functools import cache, lru_cache
from typing import Any

import pyoxigraph as ox
import pyshacl
import rdflib
from rdflib.namespace import RDFS, SH, SKOS
from rdflib.plugins.sparql import prepareQuery
from rdflib.plugins.sparql.sparql import Query
from rdflib.query import Result

from graph.corpus import Document
from graph.namespaces import local_part
from graph.resources import shipped
from graph.validation.report import Defect, parts


@dataclass(frozen=True)
class Shapes:
    """The shapes, with a digest of them, of the engine's version and of what a verdict says."""

    graph: rdflib.Graph
    digest: str

    @classmethod
    def load(cls) -> "Shapes":
        """Parse the shipped shapes, once for as long as their files are the same."""
        return _parsed(tuple(path.read_bytes() for path in sorted(shipped("shapes").glob("*.ttl"))))


@lru_cache(maxsize=1)
def _parsed(files: tuple[bytes, ...]) -> Shapes:
    columns = " ".join(field.name for field in fields(Defect))
    digest = hashlib.sha256(f"{pyshacl.__version__} {columns}".encode())
    shapes = rdflib.Graph()
    for text in files:
        shapes.parse(text, format="turtle")
        digest.update(text)
    return Shapes(shapes, digest.hexdigest())


@cache
def _prepared(query: str) -> Query:
    """Parse a constraint's query once; parsing takes rdflib longer than evaluating it."""
    return prepareQuery(query)


class _DataGraph(rdflib.Graph):
    """A graph that pySHACL asks the same few queries again and again, for each focus node."""

    def query(self, query_object: str | Query, *arguments: Any, **options: Any) -> Result:
        """Answer a query, parsed at most once per process."""
        prepared = _prepared(query_object) if isinstance(query_object, str) else query_object
        return super().query(prepared, *arguments, **options)


class Context:
    """The documents that a check may look at beside the one it checks."""

    def __init__(self, documents: Iterable[Document]) -> None:
        self._about: dict[str, list[Document]] = defaultdict(list)
        self._on_topic: dict[str, list[Document]] = defaultdict(list)
        for document in documents:
            for subject in document.subjects:
                self._about[subject].append(document)
            for topic in document.topics:
                self._on_topic[topic].append(document)

    def neighbours(self, document: Document) -> tuple[frozenset[Document], frozenset[Document]]:
        """Return the documents on the same topic, and those that describe what it mentions."""
        same = {d for topic in document.topics for d in self._on_topic[topic]} - {document}
        mentioned = set().union(document.mentioned, *(d.mentioned for d in same))
        others = {d for iri in mentioned for d in self._about.get(iri, ())}
        return frozenset(same), frozenset(others - same - {document})

    def triples(self, document: Document) -> set[ox.Triple]:
        """Return the triples of the data graph for one document."""
        same, others = self.neighbours(document)
        own = set(document.triples).union(*(d.triples for d in same))
        mentioned = {t.object for t in own} | {t.subject for t in own}
        return own | {t for d in others for t in d.triples if t.subject in mentioned}

    def digest(self, document: Document, shapes: Shapes) -> str:
        """Return a digest of all that the verdict on a document depends on."""
        digest = hashlib.sha256(shapes.digest.encode())
        same, others = self.neighbours(document)
        for neighbour in sorted((document, *same, *others), key=lambda d: d.name):
            digest.update(f"{neighbour.name} {neighbour.digest}\n".encode())
        digest.update(document.name.encode())
        return digest.hexdigest()


def _as_rdflib(triples: Iterable[ox.Triple]) -> _DataGraph:
    """Copy triples into a graph for pySHACL."""
    lines = ox.serialize(triples, format=ox.RdfFormat.N_TRIPLES)
    graph = _DataGraph()
    graph.parse(data=lines, format="nt")
    return graph


def check_document(document: Document, context: Context, shapes: Shapes) -> list[Defect]:
    """Return the defects of one document, in order of line."""
    data = _as_rdflib(context.triples(document))
    _, results, _ = pyshacl.validate(
        data,
        shacl_graph=shapes.graph,
        inplace=True,
        focus_nodes=sorted(document.subjects),
        allow_infos=True,
        allow_warnings=True,
    )
    found = {_defect(document, data, results, r) for r in results.objects(None, SH.result)}
    return sorted(found, key=lambda defect: (defect.line, defect.code, defect.message))


def _defect(
    document: Document, data: rdflib.Graph, results: rdflib.Graph, result: rdflib.term.Node
) -> Defect:
    focus = results.value(result, SH.focusNode)
    value = results.value(result, SH.value)
    path = results.value(result, SH.resultPath)
    shape = results.value(result, SH.sourceShape)
    severity = str(results.value(result, SH.resultSeverity)).rpartition("#")[2]
    messages = sorted(str(message) for message in results.objects(result, SH.resultMessage))
    code, message, mend = parts(messages[0] if messages else "")
    note = data.value(focus, SKOS.editorialNote)
    return Defect(
        path=str(document.path),
        line=document.lines.get(str(focus), 1),
        focus=str(focus),
        label=str(data.value(focus, RDFS.label) or local_part(str(focus))),
        severity=severity,
        code=code,
        message=message,
        mend=mend,
        value=None if value is None or value == focus else value.n3(),
        property=str(path) if isinstance(path, rdflib.URIRef) else None,
        note=None if note is None else str(note),
        component=str(results.value(result, SH.sourceConstraintComponent)),
        shape=str(shape) if isinstance(shape, rdflib.URIRef) else None,
    )
