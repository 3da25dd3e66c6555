"""The shapes for people: what each class of record must and must not have, and what is said if not.

They are read from the shipped Turtle, so that the page of the shapes and the check cannot differ.
"""

from collections.abc import Iterator
from functools import cache
from typing import Final

import pyoxigraph as ox

from graph.endpoint import Term
from graph.namespaces import COMMON_PREFIXES, RDF, RDFS, SH, SHAPES, local_part
from graph.queries import header
from graph.records import Constraint, Shape
from graph.resources import shipped
from graph.tables import plain
from graph.validation.report import parts

_TARGETS: Final = {"targetClass": "{}", "targetSubjectsOf": "anything with {}"}
_SEVERITIES: Final = {"Violation": "violation", "Warning": "warning", "Info": "note"}
_SHOWN: Final = 6

#: What a constraint says of values: its property, and how people read it.
_VALUES: Final[tuple[tuple[str, str], ...]] = (
    ("class", "a {}"),
    ("datatype", "{}"),
    ("hasValue", "{}"),
    ("nodeKind", "{}"),
    ("pattern", "matches {}"),
    ("minInclusive", "≥ {}"),
    ("maxInclusive", "≤ {}"),
    ("minExclusive", "> {}"),
    ("maxExclusive", "< {}"),
    ("minLength", "at least {} characters"),
    ("maxLength", "at most {} characters"),
    ("lessThan", "less than {}"),
    ("lessThanOrEquals", "at most {}"),
    ("disjoint", "other than {}"),
)


@cache
def shapes() -> tuple[Shape, ...]:
    """Return what is checked, by what it is checked on; the checks of the whole graph last."""
    store = ox.Store()
    for path in sorted(shipped("shapes").glob("*.ttl")):
        store.bulk_load(path=path, format=ox.RdfFormat.TURTLE)
    reader = _Shapes(store)
    found: dict[tuple[str, str], dict[str, Constraint]] = {}
    for kind, iri, node in reader.targets():
        for constraint in reader.constraints(node):
            found.setdefault((kind, iri), {})[constraint.name] = constraint
    whole = Shape("the whole graph", "", "whole-graph", tuple(_of_the_whole_graph()))
    return (
        *(
            Shape(
                _TARGETS[kind].format(short(ox.NamedNode(iri))),
                iri,
                short(ox.NamedNode(iri)),
                tuple(held.values()),
            )
            for (kind, iri), held in found.items()
        ),
        whole,
    )


def _of_the_whole_graph() -> Iterator[Constraint]:
    for path in sorted(shipped("shapes").glob("*-violation.rq")):
        said = header(path)
        code, wrong, mend = parts(f"{said['code']} {said['message']}")
        severity = _SEVERITIES[str(said.get("severity", "Violation"))]
        name, title = path.stem.removesuffix("-violation"), str(said["title"])
        yield Constraint(name, "", "", (), severity, code, wrong, mend, title)


class _Shapes:
    """Reads shapes from a store."""

    def __init__(self, store: ox.Store) -> None:
        self._store = store

    def targets(self) -> Iterator[tuple[str, str, Term]]:
        """Return what is checked, as a kind of target and its IRI, with a shape that checks it."""
        for kind in _TARGETS:
            quads = self._store.quads_for_pattern(None, ox.NamedNode(SH + kind), None)
            found = ((short(quad.object), str(quad.subject), quad) for quad in quads)
            for _, _, quad in sorted(found, key=lambda item: item[:2]):
                yield kind, plain(quad.object), quad.subject

    def constraints(self, shape: Term) -> Iterator[Constraint]:
        """Return what a shape demands: itself, its property shapes and its queries."""
        nodes = [shape, *self._all(shape, "property"), *self._all(shape, "sparql")]
        for part in nodes:
            message = self._one(part, "message")
            if message is not None:
                yield self._constraint(part, message, shape)

    def _constraint(self, part: Term, message: Term, shape: Term) -> Constraint:
        severity = self._one(part, "severity") or self._one(shape, "severity")
        word = local_part(severity.value) if isinstance(severity, ox.NamedNode) else "Violation"
        path = self._one(part, "path")
        code, wrong, mend = parts(plain(message))
        labels = sorted(self._objects(part, RDFS + "label"), key=str)
        return Constraint(
            name=local_part(plain(part)),
            path="" if path is None else self._path(path),
            cardinality=self._cardinality(part),
            values=tuple(self._values(part)),
            severity=_SEVERITIES[word],
            code=code,
            message=wrong,
            mend=mend,
            title=plain(labels[0]) if labels else "",
        )

    def _cardinality(self, part: Term) -> str:
        least, most = self._one(part, "minCount"), self._one(part, "maxCount")
        if least is None and most is None:
            return ""
        low, high = "0" if least is None else plain(least), "*" if most is None else plain(most)
        return low if low == high else f"{low}..{high}"

    def _values(self, part: Term) -> Iterator[str]:
        for name, words in _VALUES:
            yield from (words.format(short(value)) for value in self._all(part, name))
        for name, words in (("in", "one of {}"), ("languageIn", "in the language {}")):
            for start in self._all(part, name):
                listed = [short(item) for item in self._list(start)]
                more = f" and {len(listed) - _SHOWN} more" if len(listed) > _SHOWN else ""
                yield words.format(", ".join(listed[:_SHOWN]) + more)
        if self._one(part, "uniqueLang") is not None:
            yield "one for each language"
        if self._one(part, "closed") is not None:
            yield "no other property than those known"

    def _path(self, path: Term) -> str:
        """Return a property path as SPARQL writes it."""
        if isinstance(path, ox.NamedNode):
            return short(path)
        inverse = self._one(path, "inversePath")
        if inverse is not None:
            return f"^{self._path(inverse)}"
        either = self._one(path, "alternativePath")
        if either is not None:
            return " | ".join(self._path(item) for item in self._list(either))
        return " / ".join(self._path(item) for item in self._list(path))

    def _list(self, start: Term) -> Iterator[Term]:
        node: Term | None = start
        while node is not None and node != ox.NamedNode(RDF + "nil"):
            yield from self._objects(node, RDF + "first")
            node = next(iter(self._objects(node, RDF + "rest")), None)

    def _one(self, node: Term, name: str) -> Term | None:
        return next(iter(self._all(node, name)), None)

    def _all(self, node: Term, name: str) -> list[Term]:
        return sorted(self._objects(node, SH + name), key=str)

    def _objects(self, node: Term, predicate: str) -> list[Term]:
        if isinstance(node, ox.Literal | ox.Triple):
            return []
        found = self._store.quads_for_pattern(node, ox.NamedNode(predicate), None)
        return [quad.object for quad in found]


def short(term: Term) -> str:
    """Return a term as people write it: an IRI with its prefix, a literal bare."""
    text = plain(term)
    if isinstance(term, ox.NamedNode):
        for prefix, namespace in (*COMMON_PREFIXES.items(), ("shape", SHAPES), ("sh", SH)):
            if text.startswith(namespace):
                return f"{prefix}:{text.removeprefix(namespace)}"
    return text
