"""How lists are arranged: filters of studies, the tree of hypotheses, questions by status."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from graph.namespaces import EQ
from graph.records import HypothesisSummary, QuestionSummary, Ref, StudySummary

PAGE_SIZE: Final = 100


@dataclass(frozen=True)
class Option:
    """One value that a list can be narrowed to, and how many records it would show."""

    value: str
    label: str
    count: int


@dataclass(frozen=True)
class Facet:
    """One filter of a list: its name in the address, its label, its options, the chosen one."""

    name: str
    label: str
    options: tuple[Option, ...]
    chosen: str


@dataclass(frozen=True)
class Node:
    """A hypothesis in the tree, with the narrower ones below it."""

    hypothesis: HypothesisSummary
    narrower: tuple["Node", ...]


@dataclass(frozen=True)
class StatusGroup:
    """The questions of one status; *key* is the anchor of the group."""

    key: str
    status: Ref
    questions: tuple[QuestionSummary, ...]


#: Filters of the list of studies: the name in the address, its label, and what it looks at.
FILTERS: Final[Mapping[str, tuple[str, Callable[[StudySummary], Iterable[Ref]]]]] = {
    "design": ("Design", lambda study: study.designs),
    "pem": ("PEM as a condition of entry", lambda study: [study.pem] if study.pem else []),
}

_STATUSES: Final = (f"{EQ}Open", f"{EQ}PartlyAddressed", f"{EQ}Addressed")


def narrowed(
    studies: Iterable[StudySummary], chosen: Mapping[str, str]
) -> tuple[StudySummary, ...]:
    """Return the studies that have every chosen value; a name that is no filter is ignored."""
    kept = tuple(studies)
    for name, (_, look) in FILTERS.items():
        wanted = chosen.get(name)
        if wanted:
            kept = tuple(study for study in kept if wanted in {_key(ref) for ref in look(study)})
    return kept


def facets(studies: Iterable[StudySummary], chosen: Mapping[str, str]) -> tuple[Facet, ...]:
    """Return the filters of a list of studies, their options counted over the whole list."""
    listed = tuple(studies)
    result = []
    for name, (label, look) in FILTERS.items():
        labels = {_key(ref): ref.label for study in listed for ref in look(study)}
        counts = Counter(_key(ref) for study in listed for ref in look(study))
        options = (
            Option(key, text, counts[key]) for key, text in sorted(labels.items(), key=_by_label)
        )
        result.append(Facet(name, label, tuple(options), chosen.get(name, "")))
    return tuple(result)


def tree(hypotheses: Iterable[HypothesisSummary]) -> tuple[Node, ...]:
    """Return the tree; a hypothesis whose parent is not listed stands at the top.

    Those with narrower ones come first, in the order given.
    """
    listed = tuple(hypotheses)
    known = {item.ref.iri for item in listed}
    children: dict[str | None, list[HypothesisSummary]] = {}
    for item in listed:
        children.setdefault(item.parent if item.parent in known else None, []).append(item)

    def grow(parent: str | None) -> tuple[Node, ...]:
        nodes = (Node(item, grow(item.ref.iri)) for item in children.get(parent, ()))
        return tuple(sorted(nodes, key=lambda node: not node.narrower))

    return grow(None)


def by_status(questions: Iterable[QuestionSummary]) -> tuple[StatusGroup, ...]:
    """Return the questions by status, open ones first, each group in the order given."""
    listed = tuple(questions)
    result = []
    for status in _STATUSES:
        mine = tuple(item for item in listed if item.status.iri == status)
        if mine:
            result.append(StatusGroup(_key(mine[0].status), mine[0].status, mine))
    return tuple(result)


def _key(ref: Ref) -> str:
    return ref.iri.rpartition("#")[2].lower()


def _by_label(item: tuple[str, str]) -> str:
    return item[1].lower()
