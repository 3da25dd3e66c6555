"""Read the lists of a graph: a page of records, what each filter offers, what a thing's page lists.

A filter is kept as one bit for each record of the list, so that filters are combined and options
counted without looking at a single record; only the records that a page shows are read.
"""

import hashlib
import json
import sqlite3
from array import array
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import Any, Final

from graph.errors import ReleaseError
from graph.listing.encoding import decode, shape
from graph.namespaces import ENTITY_TYPES
from graph.records import (
    Choice,
    HypothesisSummary,
    Listing,
    Option,
    Overview,
    QuestionSummary,
    Ref,
    Selection,
    StudySummary,
)

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

#: To be raised when what is written changes though no record does.
_VERSION: Final = "1"

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
_ITEMS: Final = """
SELECT place, record FROM item
WHERE kind = ? AND place IN (SELECT value FROM json_each(?))
"""
_PLACES: Final = """
SELECT place, iri FROM item WHERE iri IN (SELECT value FROM json_each(?2)) AND kind = ?1
"""
_NAMED: Final = """
SELECT record FROM item WHERE kind = ? AND iri IN (SELECT value FROM json_each(?)) ORDER BY place
"""
_IRIS: Final = "SELECT place, iri FROM item WHERE kind = ?"
_COUNTED: Final = """
SELECT thing, length(places) / 4 FROM link
WHERE relation = ? AND thing IN (SELECT value FROM json_each(?))
"""


def shape_of_lists() -> str:
    """Return a digest of how lists are written, by which a reader knows its own."""
    told = f"{_VERSION}\n{shape(*KINDS.values(), Overview)}"
    return hashlib.sha256(told.encode()).hexdigest()


@dataclass(frozen=True)
class Lists:
    """The lists of one graph, read only; safe to use from several threads.

    The filters of a list are read once and stay in memory: some kilobytes for each option.
    """

    path: Path
    _filters: dict[str, "_Filters"] = field(default_factory=dict, repr=False, compare=False)

    @property
    def usable(self) -> bool:
        """Tell whether the file is there and was written the way this code reads it."""
        if not self.path.exists():
            return False
        try:
            return self._said("shape") == shape_of_lists()
        except ReleaseError:
            return False

    def overview(self) -> Overview:
        """Return what the home page says, but for the release."""
        found: Overview = decode(Overview, self._said("overview"))
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
        rows = self._rows(_NAMED, "hypothesis", _json(iris))
        return tuple(decode(HypothesisSummary, record) for (record,) in rows)

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
        some = _Filters(sum(1 << place for place, _ in places), found)
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
        places = list(islice(order or _places(members), start, start + asked.size))
        return Listing(
            records=self._items(kind, places),
            total=total,
            number=number,
            pages=pages,
            size=asked.size,
            options=filters.options(asked.chosen),
        )

    def _filtering(self, kind: str) -> "_Filters":
        if kind not in self._filters:
            total = int(self._said(f"total:{kind}"))
            found: dict[str, dict[Choice, int]] = {}
            for name, value, label, family, members in self._rows(_FACETS, kind):
                choices = found.setdefault(name, {})
                choices[Choice(value, label, family)] = int.from_bytes(members, "little")
            self._filters[kind] = _Filters((1 << total) - 1, found)
        return self._filters[kind]

    def _items(self, kind: str, places: Sequence[int]) -> tuple[Any, ...]:
        found = dict(self._rows(_ITEMS, kind, _json(places)))
        return tuple(decode(KINDS[kind], found[place]) for place in places)

    def _said(self, name: str) -> str:
        [[value]] = self._rows(_SAID, name)
        return str(value)

    def _rows(self, statement: str, *values: str) -> list[Any]:
        try:
            uri = f"{self.path.resolve().as_uri()}?mode=ro&immutable=1"
            with closing(sqlite3.connect(uri, uri=True)) as database:
                return database.execute(statement, values).fetchall()
        except sqlite3.Error as error:
            raise ReleaseError(
                f"cannot read the lists {self.path}: {error}; run `equipoise build`"
            ) from error


@dataclass(frozen=True)
class _Filters:
    """The filters of one list: by name and choice, a bit for each record of the list."""

    everything: int
    found: Mapping[str, Mapping[Choice, int]]

    def matching(self, chosen: Mapping[str, str], but: str = "") -> int:
        """Return the records that have every chosen value; a name that is no filter is ignored."""
        kept = self.everything
        for name, choices in self.found.items():
            wanted = chosen.get(name)
            if wanted and name != but:
                of_value = 0
                for choice, members in choices.items():
                    of_value |= members if choice.value == wanted else 0
                kept &= of_value
        return kept

    def options(self, chosen: Mapping[str, str]) -> dict[str, tuple[Option, ...]]:
        """Return what each filter offers, counting what each option would show beside the others.

        An option that would show nothing is left out, unless it is the chosen one.
        """
        offered: dict[str, tuple[Option, ...]] = {}
        for name, choices in self.found.items():
            rest = self.matching(chosen, but=name)
            counted = (
                (choice, (rest & members).bit_count()) for choice, members in choices.items()
            )
            offered[name] = tuple(
                Option(choice, count)
                for choice, count in counted
                if count or choice.value == chosen.get(name)
            )
        return offered


def _places(members: int) -> Iterator[int]:
    """Yield the places of the bits that are set, in their order."""
    raw = members.to_bytes((members.bit_length() + 7) // 8, "little")
    for index, byte in enumerate(raw):
        for bit in range(8) if byte else ():
            if byte >> bit & 1:
                yield index * 8 + bit


def _unpacked(places: bytes) -> "array[int]":
    found = array("I")
    found.frombytes(places)
    return found


def _json(values: Iterable[str] | Iterable[int]) -> str:
    return json.dumps(list(values))
