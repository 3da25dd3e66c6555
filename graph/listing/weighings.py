"""Write the evidence on hypotheses, so that it is counted without asking the graph.

One row of *weighing* is one piece of evidence with what a balance can be narrowed by; the record
that a page shows of it lies beside it in *evidence*, and what is said of all evidence, however it
is narrowed, in *whole*. :mod:`graph.listing.counting` reads them.
"""

import sqlite3
from collections.abc import Iterable
from typing import Any, Final

from graph.catalogue.summaries import REVIEWS
from graph.listing.counting import choices, counts
from graph.listing.encoding import encode
from graph.listing.facets import key
from graph.listing.moments import history
from graph.namespaces import EQ, local_part
from graph.records import Evidence, Filters, Ref
from graph.sqlite import asking

SCHEMA: Final = """
CREATE TABLE term (number INTEGER PRIMARY KEY, iri TEXT NOT NULL, label TEXT NOT NULL);
CREATE INDEX term_iri ON term (iri);
CREATE TABLE weighing (
  hypothesis TEXT, place INTEGER, study INTEGER, people INTEGER, finding INTEGER, stance INTEGER,
  directness INTEGER, indirect INTEGER, retracted INTEGER, retracted_in INTEGER, year INTEGER,
  n INTEGER, pem TEXT, randomised INTEGER, blinded INTEGER, review INTEGER,
  PRIMARY KEY (hypothesis, place)
) WITHOUT ROWID;
CREATE TABLE evidence (hypothesis TEXT, place INTEGER, record TEXT);
CREATE UNIQUE INDEX evidence_place ON evidence (hypothesis, place);
CREATE TABLE whole (
  hypothesis TEXT, name TEXT, record TEXT, PRIMARY KEY (hypothesis, name)
) WITHOUT ROWID;
CREATE TABLE met (study INTEGER, slug TEXT, definition INTEGER, PRIMARY KEY (study, slug))
WITHOUT ROWID;
"""

_RANDOMISED: Final = {f"{EQ}RandomizedControlledTrial", f"{EQ}ClusterRandomized"}
_BLINDED: Final = {f"{EQ}DoubleBlind", f"{EQ}SingleBlind"}


class Writer:
    """Writes the evidence on hypotheses into a file of lists."""

    def __init__(self, database: sqlite3.Connection) -> None:
        self.database = database
        self.terms: dict[str, int] = {}
        self.people: dict[str, int] = {}

    def write(self, hypothesis: str, evidence: Iterable[Evidence]) -> None:
        """Write all evidence on one hypothesis, in the order in which its page shows it."""
        listed = tuple(evidence)
        found: dict[str, int] = {}
        for item in listed:
            found.setdefault(item.finding.iri, len(found))
        self._insert(
            "INSERT INTO weighing VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            [
                (hypothesis, place, *self._row(item, found[item.finding.iri]))
                for place, item in enumerate(listed)
            ],
        )
        self._insert(
            "INSERT INTO evidence VALUES (?, ?, ?)",
            [(hypothesis, place, encode(item)) for place, item in enumerate(listed)],
        )
        self._insert(
            "INSERT OR IGNORE INTO met VALUES (?, ?, ?)",
            [
                (self._term(item.study), key(ref), self._term(ref))
                for item in listed
                for ref in item.definitions
            ],
        )
        self._write_whole(hypothesis)

    def _write_whole(self, hypothesis: str) -> None:
        ask = asking(self.database)
        whole = {
            "counts": counts(ask, hypothesis, Filters()),
            "choices": choices(ask, hypothesis),
            "history": history(ask, hypothesis),
        }
        self._insert(
            "INSERT INTO whole VALUES (?, ?, ?)",
            [(hypothesis, name, encode(record)) for name, record in whole.items()],
        )

    def _row(self, item: Evidence, finding: int) -> tuple[Any, ...]:
        designs = {ref.iri for ref in item.designs}
        people = item.sample or item.study.iri
        return (
            self._term(item.study),
            self.people.setdefault(people, len(self.people)),
            finding,
            self._term(item.stance),
            self._term(item.directness) if item.directness else None,
            item.directness is not None and item.directness.iri == f"{EQ}Indirect",
            item.retracted,
            item.retracted_in,
            int(item.year) if item.year else None,
            item.n,
            local_part(item.pem.iri) if item.pem else None,
            not designs.isdisjoint(_RANDOMISED),
            not designs.isdisjoint(_BLINDED),
            not designs.isdisjoint(REVIEWS),
        )

    def _term(self, ref: Ref) -> int:
        if ref.iri not in self.terms:
            self.terms[ref.iri] = len(self.terms)
            row = (self.terms[ref.iri], ref.iri, ref.label)
            self.database.execute("INSERT INTO term VALUES (?, ?, ?)", row)
        return self.terms[ref.iri]

    def _insert(self, statement: str, values: Iterable[tuple[Any, ...]]) -> None:
        self.database.executemany(statement, values)
