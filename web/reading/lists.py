"""How lists are arranged: filters, studies by year, hypotheses by tree, questions by status."""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Final, TypeVar

from graph.namespaces import EQ
from graph.records import Completeness, HypothesisSummary, QuestionSummary, Ref, StudySummary

PAGE_SIZE: Final = 100


@dataclass(frozen=True)
class Choice:
    """One value that a record has: as the address says it, as people say it, and of what kind."""

    value: str
    label: str
    kind: str = ""


@dataclass(frozen=True)
class Option:
    """One value that a list can be narrowed to, and how many records it would show."""

    choice: Choice
    count: int


@dataclass(frozen=True)
class Facet:
    """One filter of a list: its name in the address, its label, its options, the chosen one.

    *options* come by kind; the kind is empty where there is only one.
    """

    name: str
    label: str
    options: tuple[tuple[str, tuple[Option, ...]], ...]
    chosen: str


@dataclass(frozen=True)
class Year:
    """The studies first reported in one year; ``None`` for those of unknown year."""

    year: str | None
    studies: tuple[StudySummary, ...]


@dataclass(frozen=True)
class Node:
    """A hypothesis in the tree, with the narrower ones below it.

    *broader* is the one it stands under where that belongs to another tree.
    """

    hypothesis: HypothesisSummary
    narrower: tuple["Node", ...]
    broader: HypothesisSummary | None = None


@dataclass(frozen=True)
class Tree:
    """The hypotheses of one document; *key* is the anchor, *contested* counts them."""

    key: str
    label: str
    nodes: tuple[Node, ...]
    total: int
    contested: int


@dataclass(frozen=True)
class StatusGroup:
    """The questions of one status; *key* is the anchor of the group."""

    key: str
    status: Ref
    questions: tuple[QuestionSummary, ...]


@dataclass(frozen=True)
class Fields:
    """The fields of the records of one class, and how many of the records have each."""

    of_class: Ref
    records: int
    fields: tuple[Completeness, ...]


Listed = TypeVar("Listed", StudySummary, QuestionSummary)

#: Filters of a list: the name in the address, its label, and what it looks at.
Filters = Mapping[str, tuple[str, Callable[[Listed], Iterable[Choice]]]]


def _choice(ref: Ref, kind: str = "") -> Choice:
    return Choice(key(ref), ref.label, kind)


def _people(study: StudySummary) -> Iterable[Choice]:
    yield from (_choice(ref, "Conditions") for ref in study.conditions)
    yield from (_choice(ref, "Case definitions") for ref in study.definitions)


def _decade(study: StudySummary) -> Iterable[Choice]:
    if study.year is None:
        return [Choice("unknown", "no report of results")]
    return [Choice(f"{study.year[:3]}0s", f"{study.year[:3]}0s")]


STUDY_FILTERS: Final[Filters[StudySummary]] = {
    "design": ("Design", lambda study: map(_choice, study.designs)),
    "pem": ("PEM to take part", lambda study: map(_choice, _one(study.pem))),
    "people": ("Condition or criteria", _people),
    "decade": ("First published", _decade),
}
QUESTION_FILTERS: Final[Filters[QuestionSummary]] = {
    "tree": ("Topic", lambda question: map(_choice, _one(question.tree))),
}

_STATUSES: Final = (f"{EQ}Open", f"{EQ}PartlyAddressed", f"{EQ}Addressed")

#: Classes in the order in which a reader meets their records.
_CLASSES: Final = [
    f"{EQ}{name}"
    for name in (
        *("Study", "Publication", "Population", "CaseDefinition", "Arm", "Intervention"),
        *("OutcomeMeasure", "Instrument", "ArmResult", "EffectEstimate", "Finding"),
        *("Hypothesis", "EvidenceLink", "OpenQuestion"),
    )
]


def narrowed(
    listed: Iterable[Listed], chosen: Mapping[str, str], filters: Filters[Listed]
) -> tuple[Listed, ...]:
    """Return the records that have every chosen value; a name that is no filter is ignored."""
    kept = tuple(listed)
    for name, (_, look) in filters.items():
        wanted = chosen.get(name)
        if wanted:
            kept = tuple(item for item in kept if wanted in {one.value for one in look(item)})
    return kept


def facets(
    listed: Iterable[Listed], chosen: Mapping[str, str], filters: Filters[Listed]
) -> tuple[Facet, ...]:
    """Return the filters of a list, counting what each option would show beside the others.

    An option that would show nothing is left out, unless it is the chosen one.
    """
    everything = tuple(listed)
    result = []
    for name, (label, look) in filters.items():
        others = {other: value for other, value in chosen.items() if other != name}
        rest = narrowed(everything, others, filters)
        counts = dict(Counter(choice for item in rest for choice in set(look(item))))
        values = {choice for item in everything for choice in look(item)}
        counts |= {one: 0 for one in values - set(counts) if one.value == chosen.get(name)}
        options: dict[str, list[Option]] = {}
        for choice, count in sorted(counts.items(), key=_by_label):
            options.setdefault(choice.kind, []).append(Option(choice, count))
        kinds = tuple((kind, tuple(found)) for kind, found in sorted(options.items()))
        result.append(Facet(name, label, kinds, chosen.get(name, "")))
    return tuple(result)


def by_year(studies: Iterable[StudySummary]) -> tuple[Year, ...]:
    """Return the studies by year, in the order given."""
    years: dict[str | None, list[StudySummary]] = {}
    for study in studies:
        years.setdefault(study.year, []).append(study)
    return tuple(Year(year, tuple(found)) for year, found in years.items())


def trees(hypotheses: Iterable[HypothesisSummary]) -> tuple[Tree, ...]:
    """Return the hypotheses by the document that states them, by its name.

    A hypothesis whose broader one belongs to another document stands at the top of its own.
    """
    listed = tuple(hypotheses)
    known = {item.ref.iri: item for item in listed}
    documents: dict[Ref | None, list[HypothesisSummary]] = {}
    for item in listed:
        documents.setdefault(item.tree, []).append(item)
    found = (
        Tree(
            key=key(document) if document else "other",
            label=document.label if document else "Other hypotheses",
            nodes=grow(mine, known),
            total=len(mine),
            contested=sum(item.contested for item in mine),
        )
        for document, mine in documents.items()
    )
    return tuple(sorted(found, key=lambda tree: (tree.key == "other", tree.label.lower())))


def grow(
    hypotheses: Iterable[HypothesisSummary], known: Mapping[str, HypothesisSummary]
) -> tuple[Node, ...]:
    """Return a tree; a hypothesis whose parent is not among them stands at the top.

    Those with narrower ones come first, in the order given. *known* are all hypotheses by IRI.
    """
    listed = tuple(hypotheses)
    mine = {item.ref.iri for item in listed}
    children: dict[str | None, list[HypothesisSummary]] = {}
    for item in listed:
        children.setdefault(item.parent if item.parent in mine else None, []).append(item)

    def below(parent: str | None) -> tuple[Node, ...]:
        nodes = (
            Node(
                item,
                below(item.ref.iri),
                known.get(item.parent) if item.parent and parent is None else None,
            )
            for item in children.get(parent, ())
        )
        return tuple(sorted(nodes, key=lambda node: not node.narrower))

    return below(None)


def by_status(questions: Iterable[QuestionSummary]) -> tuple[StatusGroup, ...]:
    """Return the questions by status, open ones first, each group in the order given."""
    listed = tuple(questions)
    result = []
    for status in _STATUSES:
        mine = tuple(item for item in listed if item.status.iri == status)
        if mine:
            result.append(StatusGroup(key(mine[0].status), mine[0].status, mine))
    return tuple(result)


def by_class(fields: Iterable[Completeness]) -> tuple[Fields, ...]:
    """Return the fields by class, in the order in which readers meet them, the emptiest first."""
    classes: dict[Ref, list[Completeness]] = {}
    for field in fields:
        classes.setdefault(field.of_class, []).append(field)
    found = (
        Fields(of_class, mine[0].records, tuple(sorted(mine, key=_share)))
        for of_class, mine in classes.items()
    )
    return tuple(sorted(found, key=_by_class))


def key(ref: Ref) -> str:
    """Return the last part of an IRI, which names it in anchors, classes and addresses."""
    return re.split(r"[/#]", ref.iri)[-1].lower()


def _one(ref: Ref | None) -> tuple[Ref, ...]:
    return (ref,) if ref else ()


def _by_label(item: tuple[Choice, int]) -> str:
    return item[0].label.lower()


def _share(field: Completeness) -> tuple[float, str]:
    return field.filled / (field.records or 1), field.field.label


def _by_class(found: Fields) -> tuple[int, str]:
    iri = found.of_class.iri
    return (_CLASSES.index(iri) if iri in _CLASSES else len(_CLASSES), found.of_class.label)
