"""How lists are arranged: filters, studies by year, hypotheses by tree, questions by status."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from graph.catalogue.summaries import STATUSES
from graph.listing.facets import key
from graph.records import (
    HypothesisSummary,
    Option,
    QuestionSummary,
    Ref,
    StudySummary,
)

#: How many records a page of a list shows, by kind; every other kind has :data:`PAGE_SIZE`.
PAGE_SIZES: Final[Mapping[str, int]] = {"study": 100, "hypothesis": 150, "question": 100}
PAGE_SIZE: Final = 200

#: What each filter of a list is called, by kind of record and by its name in the address.
FILTERS: Final[Mapping[str, Mapping[str, str]]] = {
    "study": {
        "design": "Design",
        "pem": "PEM to take part",
        "people": "Condition or criteria",
        "decade": "First published",
        "stance": "Evidence it gives",
        "certainty": "Certainty of it",
    },
    "hypothesis": {"tree": "Topic", "state": "Evidence"},
    "question": {"tree": "Topic", "status": "Status"},
    "intervention": {"kind": "Kind", "letter": "First letter"},
    "target": {"letter": "First letter"},
    "case-definition": {"pem": "PEM"},
    "instrument": {"letter": "First letter"},
    "publication": {
        "role": "What it is",
        "status": "Status",
        "decade": "Published",
        "letter": "First letter",
    },
}
STUDY_FILTERS: Final = FILTERS["study"]
QUESTION_FILTERS: Final = FILTERS["question"]

_THINGS: Final = {"": "by name", "studies": "most studies first"}

#: What each order of a list is called, the first one being how it stands unless asked otherwise.
ORDERS: Final[Mapping[str, Mapping[str, str]]] = {
    "study": {
        "": "newest first",
        "oldest": "oldest first",
        "largest": "most participants first",
        "label": "by name",
    },
    "question": {
        "": "by status, oldest first",
        "raised": "raised by most studies first",
        "label": "by name",
    },
    "intervention": _THINGS,
    "target": _THINGS,
    "condition": _THINGS,
    "case-definition": _THINGS,
    "instrument": _THINGS,
}


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
    """The studies first reported in one year; ``None`` for those of unknown year.

    *heading* stands over them; it is the year, unless they are sorted by something else.
    """

    year: str | None
    studies: tuple[StudySummary, ...]
    heading: str = ""


@dataclass(frozen=True)
class Node:
    """A hypothesis in the tree, with the narrower ones below it.

    *broader* is the one it stands under where that belongs to another tree.
    """

    hypothesis: HypothesisSummary
    narrower: tuple["Node", ...]
    broader: HypothesisSummary | None = None


@dataclass(frozen=True)
class Topic:
    """One document of hypotheses; *key* is its anchor, *total* and *contested* count all of it."""

    key: str
    label: str
    total: int
    contested: int


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
    """The questions of one status; *key* is the anchor of the group, *total* counts all of it."""

    key: str
    status: Ref
    questions: tuple[QuestionSummary, ...]
    total: int


#: What the hypotheses of no document are called.
OTHER: Final = "Other hypotheses"


def facets(
    kind: str, options: Mapping[str, tuple[Option, ...]], chosen: Mapping[str, str]
) -> tuple[Facet, ...]:
    """Return the filters of a list of one kind that have something to choose between.

    Args:
        kind: type of the records listed.
        options: what each filter offers, by its name.
        chosen: what is chosen, by the name of the filter.
    """
    result = []
    for name, label in FILTERS.get(kind, {}).items():
        value = chosen.get(name, "")
        offered = options.get(name, ())
        if len(offered) < 2 and not value:
            continue
        kinds: dict[str, list[Option]] = {}
        for option in sorted(offered, key=_by_label):
            kinds.setdefault(option.choice.kind, []).append(option)
        found = tuple((family, tuple(these)) for family, these in sorted(kinds.items()))
        result.append(Facet(name, label, found, value))
    return tuple(result)


def orders(kind: str, chosen: str) -> tuple[tuple[str, str, bool], ...]:
    """Return the orders of a list: the name in the address, the words, whether it is the chosen."""
    return tuple((name, label, name == chosen) for name, label in ORDERS.get(kind, {}).items())


def topics(options: Iterable[Option], contested: Iterable[Option], total: int) -> tuple[Topic, ...]:
    """Return the topics of hypotheses by name; *total* counts those of none of them as well."""
    disputed = {option.choice.value: option.count for option in contested}
    found = [
        Topic(one.choice.value, one.choice.label, one.count, disputed.get(one.choice.value, 0))
        for one in sorted(options, key=_by_label)
    ]
    rest = total - sum(topic.total for topic in found)
    return (*found, *([Topic("other", OTHER, rest, 0)] if rest > 0 else []))


def by_year(studies: Iterable[StudySummary], order: str = "") -> tuple[Year, ...]:
    """Return the studies by year, in the order given; together if they are in another *order*."""
    listed = tuple(studies)
    if order not in {"", "oldest"}:
        heading = ORDERS["study"][order].capitalize()
        return (Year(None, listed, heading),) if listed else ()
    years: dict[str | None, list[StudySummary]] = {}
    for study in listed:
        years.setdefault(study.year, []).append(study)
    return tuple(
        Year(year, tuple(found), year or "No report of results recorded")
        for year, found in years.items()
    )


def trees(
    hypotheses: Iterable[HypothesisSummary],
    totals: Mapping[str, Topic] | None = None,
    broader: Iterable[HypothesisSummary] = (),
) -> tuple[Tree, ...]:
    """Return the hypotheses by the document that states them, by its name.

    A hypothesis whose broader one belongs to another document stands at the top of its own.

    Args:
        hypotheses: those that a page shows.
        totals: how many each document has in all, by its key, where a page shows only some.
        broader: broader ones of these that the page does not show.
    """
    listed = tuple(hypotheses)
    known = {item.ref.iri: item for item in (*broader, *listed)}
    documents: dict[Ref | None, list[HypothesisSummary]] = {}
    for item in listed:
        documents.setdefault(item.tree, []).append(item)
    found = (
        Tree(
            key=key(document) if document else "other",
            label=document.label if document else OTHER,
            nodes=grow(mine, known),
            total=_of(document, totals).total if totals else len(mine),
            contested=_of(document, totals).contested
            if totals
            else sum(item.contested for item in mine),
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


def by_status(
    questions: Iterable[QuestionSummary], totals: Mapping[str, int] | None = None
) -> tuple[StatusGroup, ...]:
    """Return the questions by status, open ones first, each group in the order given.

    Args:
        questions: those that a page shows.
        totals: how many there are of each status by its key, where a page shows only some.
    """
    listed = tuple(questions)
    result = []
    for status in STATUSES:
        mine = tuple(item for item in listed if item.status.iri == status)
        if mine:
            anchor = key(mine[0].status)
            total = (totals or {}).get(anchor, len(mine))
            result.append(StatusGroup(anchor, mine[0].status, mine, total))
    return tuple(result)


def _of(document: Ref | None, totals: Mapping[str, Topic]) -> Topic:
    return totals[key(document) if document else "other"]


def _by_label(option: Option) -> str:
    return option.choice.label.lower()
