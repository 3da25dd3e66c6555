"""One term of the ontology, as its page shows it."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from graph.namespaces import EQ, RDFS, SKOS
from graph.queries import Question
from graph.records import Constraint, Ref, Shape
from graph.rulebook import RuleInWords
from web.urls import Urls

_SCHEMA: Final = "https://schema.org/"

#: What the ontology says of one term: its values by property.
Node = Mapping[str, list[str]]

#: What a page says of a term, in this order: the property and the words for it.
SAID: Final = (
    (f"{SKOS}scopeNote", "Scope"),
    (f"{SKOS}example", "For example"),
    (f"{SKOS}notation", "Mark"),
    (f"{RDFS}subClassOf", "Is a kind of"),
    (f"{_SCHEMA}domainIncludes", "Said of"),
    (f"{_SCHEMA}rangeIncludes", "Holds"),
    (f"{RDFS}seeAlso", "Values from"),
    (f"{SKOS}inScheme", "Stands in the list"),
    (f"{SKOS}broader", "Narrower than"),
    (f"{SKOS}exactMatch", "The same as"),
    (f"{SKOS}closeMatch", "Nearly the same as"),
    (f"{SKOS}broadMatch", "Narrower than, of others"),
    (f"{SKOS}narrowMatch", "Wider than, of others"),
    (f"{SKOS}relatedMatch", "Connected with"),
)


#: What a page says of the terms that name a term, by the property that they name it with.
NAMED_BY: Final = (
    ("Its words", f"{SKOS}inScheme"),
    ("Properties said of it", f"{_SCHEMA}domainIncludes"),
    ("Properties that hold it", f"{_SCHEMA}rangeIncludes"),
    ("Kinds of it", f"{RDFS}subClassOf"),
    ("Wider than", f"{SKOS}broader"),
)


@dataclass(frozen=True)
class Demanded:
    """A constraint that concerns a term: of which kind of record it is demanded."""

    target: str
    constraint: Constraint


def said(node: Node, nodes: Mapping[str, Node], urls: Urls) -> tuple[tuple[str, list[Ref]], ...]:
    """Return what the ontology says of a term besides label and definition; texts have no IRI."""
    return tuple(
        (words, [_value(text, nodes, urls) for text in sorted(node[name])])
        for name, words in SAID
        if node.get(name)
    )


def named(iri: str, nodes: Mapping[str, Node], urls: Urls) -> Ref:
    """Return a term with its label, or with its short name if it is none of ours."""
    node = nodes.get(iri, {})
    labels = node.get(f"{SKOS}prefLabel") or node.get(f"{RDFS}label") or [urls.short(iri)]
    return Ref(iri, labels[0])


def related(iri: str, nodes: Mapping[str, Node], urls: Urls) -> tuple[tuple[str, list[Ref]], ...]:
    """Return the terms that name this one: its values, its properties, what is narrower."""
    found = []
    for words, name in NAMED_BY:
        others = (other for other, node in nodes.items() if iri in node.get(name, ()))
        refs = sorted((named(other, nodes, urls) for other in others), key=lambda ref: ref.label)
        if refs:
            found.append((words, refs))
    return tuple(found)


def demanded(iri: str, shapes: Iterable[Shape]) -> tuple[Demanded, ...]:
    """Return the constraints on records of a class, or on a property, each once for a target."""
    name = f"eq:{iri.removeprefix(EQ)}"
    found: dict[tuple[str, str], Demanded] = {}
    for shape in shapes:
        for constraint in shape.constraints:
            if shape.iri == iri or name in _names(constraint.path):
                found[shape.target, constraint.name] = Demanded(shape.target, constraint)
    return tuple(found.values())


def asking(iri: str, questions: Iterable[Question]) -> tuple[Question, ...]:
    """Return the named questions whose text uses a term."""
    used = _use(iri)
    return tuple(asked for asked in questions if used.search(asked.text))


def concluding(
    iri: str, texts: Mapping[str, str], words: Iterable[RuleInWords]
) -> tuple[RuleInWords, ...]:
    """Return the rules whose text, by name, uses a term."""
    used = _use(iri)
    return tuple(rule for rule in words if used.search(texts.get(rule.name, "")))


def _use(iri: str) -> re.Pattern[str]:
    return re.compile(rf"\beq:{re.escape(iri.removeprefix(EQ))}(?![\w-])")


def _names(path: str) -> list[str]:
    return re.findall(r"[\w-]+:[\w-]+", path)


def _value(text: str, nodes: Mapping[str, Node], urls: Urls) -> Ref:
    """Return a term or an address as a link, and any other text as it is, without an IRI."""
    return named(text, nodes, urls) if re.match(r"(?:https?|urn):", text) else Ref("", text)
