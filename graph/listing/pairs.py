"""Findings that disagree, in their order: which page of them has which pairs.

The order, the two hypotheses, what the studies gave and the year of the later one are kept for each
pair; what the findings say and what differs is asked of the graph for the pairs of one page.
"""

import sqlite3
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from graph.catalogue.rows import grouped, iri, number, sure
from graph.endpoint import Row
from graph.listing.encoding import WHAT
from graph.reader import Reader
from graph.records import Choice, Listing, Option
from graph.sqlite import rows

PAIRS_SCHEMA: Final = """
CREATE TABLE pair (place INTEGER PRIMARY KEY, iri TEXT NOT NULL, since INTEGER);
CREATE INDEX pair_since ON pair (since);
CREATE TABLE pair_of (
  role TEXT, thing TEXT, place INTEGER, PRIMARY KEY (role, thing, place)
) WITHOUT ROWID;
CREATE TABLE pair_option (role TEXT, thing TEXT, label TEXT NOT NULL, pairs INTEGER NOT NULL);
CREATE INDEX pair_option_pairs ON pair_option (role, pairs);
"""

_CHOSEN: Final = """
FROM pair
WHERE (:hypothesis = '' OR place IN (
    SELECT place FROM pair_of WHERE role = 'hypothesis' AND thing = :hypothesis))
  AND (:intervention = '' OR place IN (
    SELECT place FROM pair_of WHERE role = 'intervention' AND thing = :intervention))
"""
#: Without a year, pairs count of which one has none.
_BY_THEN: Final = "AND since <= :as_of"
_OPTIONS: Final = """
SELECT thing, label, pairs FROM pair_option WHERE role = :role
ORDER BY thing <> :chosen, pairs DESC, label, thing LIMIT :most
"""

#: How many hypotheses, or interventions, a page offers to narrow the pairs to.
OFFERED: Final = 200


def write_pairs(database: sqlite3.Connection, reader: Reader) -> None:
    """Write the order of all disagreements, and by what they can be narrowed."""
    given = grouped(reader.ask("listed-agents"), "study")
    options: Counter[tuple[str, str, str]] = Counter()
    for place, pair in enumerate(_pairs(reader)):
        things = {("hypothesis", sure(pair, "supported")), ("hypothesis", sure(pair, "opposed"))}
        for side in ("study", "against"):
            found = given.get(iri(pair, side), ())
            things |= {("intervention", sure(row, "agent")) for row in found}
        named = sorted((role, thing.iri, thing.label) for role, thing in things)
        options.update(named)
        database.execute(
            "INSERT INTO pair VALUES (?, ?, ?)", (place, iri(pair, "disagreement"), _since(pair))
        )
        database.executemany(
            "INSERT INTO pair_of VALUES (?, ?, ?)",
            ((role, thing, place) for role, thing, _ in named),
        )
    database.executemany(
        "INSERT INTO pair_option VALUES (?, ?, ?, ?)",
        ((*option, pairs) for option, pairs in sorted(options.items())),
    )


def _pairs(reader: Reader) -> Iterator[Row]:
    """Yield one row for each pair."""
    for found in grouped(reader.ask("listed-disagreements"), "disagreement").values():
        yield found[0]


def _since(pair: Row) -> int | None:
    """Return the year in which the later one of two studies was first published, if known."""
    first, second = number(pair, "first"), number(pair, "second")
    return None if first is None or second is None else max(first, second)


@dataclass(frozen=True)
class Pairs:
    """The order of the disagreements of one graph, read only."""

    path: Path

    def page(
        self, hypothesis: str, intervention: str, as_of: str, asked: int, size: int
    ) -> Listing[str]:
        """Return the IRIs of one page of pairs, the most comparable first.

        Args:
            hypothesis: IRI of the one that is supported or opposed, or empty.
            intervention: IRI of an agent that one of the studies gave, or empty.
            as_of: only pairs of which both were published by the end of this year, or empty.
            asked: which page, counted from 1; the last one if there are fewer.
            size: how many pairs stand on a page.
        """
        chosen = {"hypothesis": hypothesis, "intervention": intervention, "as_of": as_of or 0}
        within = _CHOSEN + (_BY_THEN if as_of else "")
        [[total]] = rows(self.path, WHAT, f"SELECT COUNT(*) {within}", chosen)
        pages = max(1, -(-total // size))
        page = min(max(asked, 1), pages)
        found = rows(
            self.path,
            WHAT,
            f"SELECT iri {within} ORDER BY place LIMIT :size OFFSET :start",
            chosen | {"size": size, "start": (page - 1) * size},
        )
        names = tuple(name for (name,) in found)
        options = {
            "hypothesis": self._options("hypothesis", hypothesis),
            "intervention": self._options("intervention", intervention),
        }
        return Listing(names, total, page, pages, size, options)

    def _options(self, role: str, chosen: str) -> tuple[Option, ...]:
        """Return what most pairs are about, and what is chosen."""
        found = rows(self.path, WHAT, _OPTIONS, {"role": role, "chosen": chosen, "most": OFFERED})
        ordered = sorted(found, key=lambda row: (row[1].lower(), row[0]))
        return tuple(Option(Choice(thing, label), pairs) for thing, label, pairs in ordered)
