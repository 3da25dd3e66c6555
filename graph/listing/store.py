"""Read the lists of a graph: a page of records, what each filter offers, what a thing's page lists.

A filter is kept as one bit for each record of the list, so that filters are combined and options
counted without looking at a single record; only the records that a page shows are read.
"""

import hashlib
import json
from array import array
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import Any, Final

from graph.errors import ReleaseError
from graph.explanation import Explanation
from graph.listing import panels, reasons, relatives, scopes, weighings
from graph.listing.counting import WHOLE, Weighings
from graph.listing.encoding import ITEMS, WHAT, decode, shape
from graph.listing.filtering import Filtering, places_of
from graph.listing.gap_maps import GAPS_SCHEMA, GapMaps
from graph.listing.pairs import PAIRS_SCHEMA, Pairs
from graph.listing.panels import PANELS, Panels
from graph.listing.relatives import Relatives
from graph.namespaces import ENTITY_TYPES
from graph.records import (
    Choice,
    Effect,
    Evidence,
    HypothesisSummary,
    Listing,
    Option,
    Overview,
    QuestionSummary,
    Ref,
    Selection,
    Statistics,
    StudySummary,
)
from graph.sqlite import rows

#: What is kept of a record of each kind.
KINDS: Final[Mapping[str, type]] = {
    **dict.fromkeys(ENTITY_TYPES, Ref),
    "study": StudySummary,
    "hypothesis": HypothesisSummary,
    "question": QuestionSummary,
}

#: What stands on the page of a thing, by the name of the relation: records of which kind.
RELATIONS: Final[Mapping[str, str]] = {
    "study": "study",
    "hypothesis": "hypothesis",
    "question": "question",
    "reports": "study",
    "addresses": "study",
    "leaves": "study",
}

#: What is kept beside the lists: evidence, panels, disagreements, gap maps, who is related.
SCHEMAS: Final = (
    weighings.SCHEMA
    + scopes.SCHEMA
    + panels.SCHEMA
    + PAIRS_SCHEMA
    + GAPS_SCHEMA
    + relatives.SCHEMA
    + reasons.SCHEMA
)

#: To be raised when what is written changes though no record does.
_VERSION: Final = "3"


STUDIES_OF: Final = """
SELECT item.place, length(link.places) / 4 FROM item JOIN link ON link.thing = item.iri
WHERE item.kind = ? AND link.relation = 'study'
"""
_SAID: Final = "SELECT value FROM said WHERE name = ?"
_FACETS: Final = """
SELECT name, value, label, family, members FROM facet WHERE kind = ?
ORDER BY name, family, lower(label), value
"""
_SORTED: Final = "SELECT places FROM sorted WHERE kind = ? AND name = ?"
_LINKED: Final = "SELECT places FROM link WHERE thing = ? AND relation = ?"
_PLACES: Final = """
SELECT place, iri FROM item WHERE iri IN (SELECT value FROM json_each(?2)) AND kind = ?1
"""
#: The plus keeps SQLite from reading every record of the kind to have them in order.
_NAMED: Final = """
SELECT record FROM item WHERE +kind = ? AND iri IN (SELECT value FROM json_each(?)) ORDER BY place
"""
_IRIS: Final = "SELECT place, iri FROM item WHERE kind = ?"
_COUNTED: Final = """
SELECT thing, length(places) / 4 FROM link
WHERE relation = ? AND thing IN (SELECT value FROM json_each(?))
"""


def shape_of_lists() -> str:
    """Return a digest of how lists are written, by which a reader knows its own."""
    shown = (panel.record for of_kind in PANELS.values() for panel in of_kind.values())
    kept = shape(*KINDS.values(), *shown, *WHOLE.values(), Effect, Evidence, Overview, Statistics)
    told = f"{_VERSION}\n{SCHEMAS}\n{kept}"
    return hashlib.sha256(told.encode()).hexdigest()


@dataclass(frozen=True)
class Lists:
    """The lists of one graph, read only; safe to use from several threads.

    The filters of a list are read once and stay in memory: some kilobytes for each option.
    """

    path: Path
    _filters: dict[str, Filtering] = field(default_factory=dict, repr=False, compare=False)

    @property
    def usable(self) -> bool:
        """Tell whether the file is there and was written the way this code reads it."""
        if not self.path.exists():
            return False
        try:
            return self._said("shape") == shape_of_lists()
        except ReleaseError:
            return False

    @property
    def weighings(self) -> Weighings:
        """Return the evidence on hypotheses, ready to be counted."""
        return Weighings(self.path)

    @property
    def records(self) -> Panels:
        """Return what panels show of hypotheses, interventions and targets."""
        return Panels(self.path)

    @property
    def pairs(self) -> Pairs:
        """Return the order of disagreements, ready to be paged."""
        return Pairs(self.path)

    @property
    def gap_maps(self) -> GapMaps:
        """Return the cells of every gap map."""
        return GapMaps(self.path)

    @property
    def relatives(self) -> Relatives:
        """Return which studies are related to which."""
        return Relatives(self.path)

    def overview(self) -> Overview:
        """Return what the home page says, but for the release."""
        found: Overview = decode(Overview, self._said("overview"))
        return found

    def statistics(self) -> Statistics:
        """Return the size of the graph by class and property."""
        found: Statistics = decode(Statistics, self._said("statistics"))
        return found

    def studies(self, asked: Selection) -> Listing[StudySummary]:
        """Return a page of the studies, the newest first unless sorted otherwise."""
        return self._page("study", asked)

    def hypotheses(self, asked: Selection) -> Listing[HypothesisSummary]:
        """Return a page of the hypotheses, by topic, each after the one it stands under."""
        return self._page("hypothesis", asked)

    def questions(self, asked: Selection) -> Listing[QuestionSummary]:
        """Return a page of the questions by status, in each the longest open first."""
        return self._page("question", asked)

    def things(self, kind: str, asked: Selection) -> Listing[Ref]:
        """Return a page of the things of another kind, by label unless sorted otherwise."""
        return self._page(kind, asked)

    def linked(self, thing: str, relation: str, size: int, oldest: bool = False) -> Listing[Any]:
        """Return the first records that stand on the page of a thing, in the order of their list.

        Args:
            thing: IRI of the thing.
            relation: one of :data:`RELATIONS`.
            size: how many records at most.
            oldest: begin with the last ones, which are the oldest studies.
        """
        rows = self._rows(_LINKED, thing, relation)
        places = _unpacked(rows[0][0]) if rows else array("I")
        shown = list(places[-size:][::-1] if oldest else places[:size])
        return Listing(self._items(RELATIONS[relation], shown), len(places), size=size)

    def panels(self, thing: str, relations: Sequence[str], size: int) -> dict[str, Listing[Any]]:
        """Return what stands on a thing's page by relation; studies on questions oldest first."""
        oldest = {"reports", "addresses", "leaves"}
        return {name: self.linked(thing, name, size, name in oldest) for name in relations}

    def counts(self, relation: str, things: Iterable[str]) -> dict[str, int]:
        """Return how many records stand in a relation to each thing, by IRI; none are left out."""
        return dict(self._rows(_COUNTED, relation, _json(things)))

    def some_hypotheses(self, iris: Iterable[str]) -> tuple[HypothesisSummary, ...]:
        """Return hypotheses by name, as lists show them; a name of none is left out."""
        return tuple(self.some("hypothesis", iris).values())

    def one_question(self, iri: str) -> QuestionSummary | None:
        """Return a question, as lists show it; None if there is none of that name."""
        found: QuestionSummary | None = self.some("question", [iri]).get(iri)
        return found

    def some(self, kind: str, iris: Iterable[str]) -> dict[str, Any]:
        """Return records of one kind by their IRIs, as lists show them; who is none is left out."""
        found = (decode(KINDS[kind], row) for (row,) in self._rows(_NAMED, kind, _json(iris)))
        return {record.ref.iri: record for record in found}

    def reasons(self, iri: str) -> tuple[Explanation, ...]:
        """Return why the numbers of a crowded record are what they are.

        Raises:
            NotFound: that is not kept of it; the graph says it.
        """
        return reasons.kept_reasons(self.path, iri)

    def has(self, kind: str, iri: str) -> bool:
        """Tell whether a list has a record of this IRI."""
        return bool(self._rows(_PLACES, kind, _json([iri])))

    def iris(self, kind: str, chosen: Mapping[str, str]) -> frozenset[str]:
        """Return the IRIs of every record of a list that has the chosen values."""
        members = self._filtering(kind).matching(chosen)
        return frozenset(iri for place, iri in self._rows(_IRIS, kind) if members >> place & 1)

    def among(
        self, kind: str, iris: Iterable[str], chosen: Mapping[str, str]
    ) -> tuple[frozenset[str], dict[str, tuple[Option, ...]]]:
        """Return those of some records that have the chosen values, and the filters among these."""
        found = self._filtering(kind).found
        places = self._rows(_PLACES, kind, _json(iris))
        some = Filtering(sum(1 << place for place, _ in places), found)
        kept = some.matching(chosen)
        return frozenset(iri for place, iri in places if kept >> place & 1), some.options(chosen)

    def _page(self, kind: str, asked: Selection) -> Listing[Any]:
        filters = self._filtering(kind)
        members = filters.matching(asked.chosen)
        total = members.bit_count()
        pages = max(1, -(-total // asked.size))
        number = min(max(asked.number, 1), pages)
        start = (number - 1) * asked.size
        rows = self._rows(_SORTED, kind, asked.order) if asked.order else []
        order = (place for place in _unpacked(rows[0][0]) if members >> place & 1) if rows else None
        places = list(islice(order or places_of(members), start, start + asked.size))
        return Listing(
            records=self._items(kind, places),
            total=total,
            number=number,
            pages=pages,
            size=asked.size,
            options=filters.options(asked.chosen),
        )

    def _filtering(self, kind: str) -> Filtering:
        if kind not in self._filters:
            total = int(self._said(f"total:{kind}"))
            found: dict[str, dict[Choice, int]] = {}
            for name, value, label, family, members in self._rows(_FACETS, kind):
                choices = found.setdefault(name, {})
                choices[Choice(value, label, family)] = int.from_bytes(members, "little")
            self._filters[kind] = Filtering((1 << total) - 1, found)
        return self._filters[kind]

    def _items(self, kind: str, places: Sequence[int]) -> tuple[Any, ...]:
        found = dict(self._rows(ITEMS, kind, _json(places)))
        return tuple(decode(KINDS[kind], found[place]) for place in places)

    def _said(self, name: str) -> str:
        [[value]] = self._rows(_SAID, name)
        return str(value)

    def _rows(self, statement: str, *values: str) -> list[Any]:
        return rows(self.path, WHAT, statement, values)


def _unpacked(places: bytes) -> "array[int]":
    found = array("I")
    found.frombytes(places)
    return found


def _json(values: Iterable[str] | Iterable[int]) -> str:
    return json.dumps(list(values))
