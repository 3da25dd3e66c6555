"""Write a document as a curator would: Turtle with the usual prefixes, the record first.

Used for what comes in another syntax and for documents out of a dump. A document that comes as
Turtle is never rewritten, so its comments and its order stay.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Final

import pyoxigraph as ox

from graph.namespaces import FOAF, RDF, RDFS, prefixes

Object = ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple

_XSD: Final = "http://www.w3.org/2001/XMLSchema#"
_TYPE: Final = RDF + "type"
_TOPIC: Final = FOAF + "primaryTopic"
_LOCAL: Final = re.compile(r"[A-Za-z0-9_](?:[A-Za-z0-9_.-]*[A-Za-z0-9_-])?")
#: Literals that Turtle writes without quotes, by their datatype.
_BARE: Final = {
    f"{_XSD}integer": re.compile(r"[+-]?\d+"),
    f"{_XSD}decimal": re.compile(r"[+-]?\d*\.\d+"),
    f"{_XSD}boolean": re.compile(r"true|false"),
}


def turtle(triples: Iterable[ox.Triple], graph: str, base: str) -> str:
    """Return the Turtle of a document.

    Its own graph comes first, then what it is about with its parts, then the rest by IRI. If it
    is about one thing, that is the ``@base``, so that parts are ``<#arm-1>``.

    Args:
        triples: what the document states.
        graph: the IRI of its named graph.
        base: base IRI of the graph, for the prefixes of its entities.
    """
    ordered = set(triples)
    topics = {
        t.object.value
        for t in ordered
        if t.predicate.value == _TOPIC and isinstance(t.object, ox.NamedNode)
    }
    return _Writer(base, graph, topics.pop() if len(topics) == 1 else "").write(ordered)


class _Writer:
    def __init__(self, base: str, graph: str, topic: str) -> None:
        self._graph = graph
        self._topic = topic
        self._known: Mapping[str, str] = prefixes(base)
        self._used: set[str] = set()

    def write(self, triples: Iterable[ox.Triple]) -> str:
        subjects: dict[Object, dict[ox.NamedNode, list[Object]]] = {}
        for triple in triples:
            stated = subjects.setdefault(triple.subject, defaultdict(list))
            stated[triple.predicate].append(triple.object)
        blocks = [
            self._block(subject, subjects[subject]) for subject in sorted(subjects, key=self._place)
        ]
        head = [f"@prefix {n}: <{iri}> ." for n, iri in self._known.items() if n in self._used]
        if self._topic:
            head.append(f"@base <{self._topic}> .")
        return "\n\n".join(["\n".join(head), *blocks]).lstrip() + "\n"

    def _place(self, subject: Object) -> tuple[bool, bool, bool, str]:
        text = str(subject)
        return (
            text != f"<{self._graph}>",
            text != f"<{self._topic}>",
            not text.startswith(f"<{self._topic}#"),
            text,
        )

    def _block(self, subject: Object, stated: Mapping[ox.NamedNode, list[Object]]) -> str:
        order = sorted(stated, key=lambda p: (p.value != _TYPE, p.value != f"{RDFS}label", p.value))
        lines = [
            f"{self._verb(predicate)} {' , '.join(sorted(map(self._term, stated[predicate])))}"
            for predicate in order
        ]
        return f"{self._term(subject)} " + " ;\n  ".join(lines) + " ."

    def _verb(self, predicate: ox.NamedNode) -> str:
        return "a" if predicate.value == _TYPE else self._term(predicate)

    def _term(self, term: Object) -> str:
        if isinstance(term, ox.NamedNode):
            return self._iri(term.value)
        if isinstance(term, ox.Literal) and not term.language:
            return self._literal(term)
        return str(term)

    def _iri(self, iri: str) -> str:
        if self._topic and iri.partition("#")[0] == self._topic:
            return f"<{iri.removeprefix(self._topic)}>"
        for name, namespace in self._known.items():
            if iri.startswith(namespace) and _LOCAL.fullmatch(iri, len(namespace)):
                self._used.add(name)
                return f"{name}:{iri.removeprefix(namespace)}"
        return f"<{iri}>"

    def _literal(self, literal: ox.Literal) -> str:
        datatype = literal.datatype.value
        bare = _BARE.get(datatype)
        if bare is not None and bare.fullmatch(literal.value):
            return literal.value
        quoted = str(ox.Literal(literal.value))
        return quoted if datatype == f"{_XSD}string" else f"{quoted}^^{self._iri(datatype)}"
