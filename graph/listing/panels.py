"""Write and read what panels of record pages show: the first records of each, and how many.

What a panel shows is what the catalogue answers for the record; the build asks it once for each
record, so that a page takes as long as what it shows, whatever stands behind it.
"""

import json
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from graph.catalogue import Catalogue
from graph.listing.counting import KEPT
from graph.listing.encoding import WHAT, decode, encode
from graph.namespaces import EQ
from graph.records import (
    AgentPath,
    Attempt,
    Dose,
    Duplicate,
    Effect,
    Filters,
    Harm,
    Listing,
    Need,
    Pair,
    Place,
    PooledEffect,
    Step,
)
from graph.sqlite import rows

#: The role of outcomes that are harms.
ADVERSE: Final = f"{EQ}AdverseEvent"

SCHEMA: Final = """
CREATE TABLE panel (thing TEXT, name TEXT, place INTEGER, since INTEGER, record TEXT);
CREATE UNIQUE INDEX panel_place ON panel (thing, name, place);
CREATE TABLE effect (iri TEXT UNIQUE, study TEXT, harm INTEGER, record TEXT);
CREATE TABLE behind (
  thing TEXT, line INTEGER, place INTEGER, effect INTEGER, PRIMARY KEY (thing, line, place)
) WITHOUT ROWID;
"""


@dataclass(frozen=True)
class Panel:
    """What a panel lists.

    Attributes:
        record: the class of its records.
        found: finds them for a thing.
        since: tells from which year each of them is there, where that is known.
    """

    record: type
    found: Callable[[Catalogue, str], Sequence[Any]]
    since: Callable[[Any], str | None] = lambda record: None


#: The panels of each kind of record, by their names.
PANELS: Final[Mapping[str, Mapping[str, Panel]]] = {
    "hypothesis": {
        "pooled": Panel(PooledEffect, lambda ask, iri: ask.pooled("hypothesis", iri)),
        "pairs": Panel(Pair, lambda ask, iri: ask.pairs(iri)),
        "needs": Panel(Need, lambda ask, iri: ask.needs(iri)),
    },
    "question": {
        "steps": Panel(Step, lambda ask, iri: ask.steps(iri), lambda step: step.year),
        "attempts": Panel(Attempt, lambda ask, iri: ask.attempts(iri), lambda item: item.since),
        "near": Panel(Duplicate, lambda ask, iri: ask.duplicates(iri)),
    },
    "intervention": {
        "pooled": Panel(PooledEffect, lambda ask, iri: ask.pooled("intervention", iri)),
        "doses": Panel(Dose, lambda ask, iri: ask.doses(iri)),
        "harms": Panel(Harm, lambda ask, iri: ask.harms(iri)),
    },
    "target": {
        "agents": Panel(AgentPath, lambda ask, iri: ask.agents(iri)),
        "places": Panel(Place, lambda ask, iri: ask.places(iri)),
    },
}

_KEPT_THEN: Final = """
FROM panel WHERE thing = :thing AND name = :name
  AND (:as_of = '' OR since <= CAST(:as_of AS INTEGER))
"""
_PANEL: Final = f"""
SELECT record, (SELECT COUNT(*) {_KEPT_THEN}) {_KEPT_THEN} ORDER BY place LIMIT :size
"""
_KNOWN: Final = """
SELECT rowid, record FROM effect WHERE iri IN (SELECT value FROM json_each(?))
"""
_EFFECTS: Final = f"""{KEPT}, of AS (
  SELECT line, place, record, DENSE_RANK() OVER (ORDER BY line) AS number
  FROM behind JOIN effect ON effect.rowid = behind.effect
  WHERE thing = :hypothesis AND (:harm IS NULL OR harm = :harm)
    AND (:all OR study IN (SELECT term.iri FROM kept JOIN term ON term.number = kept.study))
)
SELECT record, (SELECT MAX(number) FROM of) FROM of WHERE number <= :size ORDER BY line, place
"""


class Writer:
    """Writes what panels show into a file of lists."""

    def __init__(self, database: sqlite3.Connection, catalogue: Catalogue) -> None:
        self.database = database
        self.catalogue = catalogue

    def write(self, kind: str, iri: str) -> None:
        """Write every panel of a record."""
        for name, panel in PANELS.get(kind, {}).items():
            self.database.executemany(
                "INSERT INTO panel VALUES (?, ?, ?, ?, ?)",
                (
                    (iri, name, place, panel.since(record), encode(record))
                    for place, record in enumerate(panel.found(self.catalogue, iri))
                ),
            )

    def write_effects(self, studies: Iterable[str], behind: Mapping[str, Sequence[str]]) -> None:
        """Write comparisons, each of them once, and whose page they are on.

        Args:
            studies: studies whose own page shows theirs.
            behind: the comparisons of other things, by IRI.
        """
        own = frozenset(studies)
        others = {iri.partition("#")[0] for effects in behind.values() for iri in effects}
        for study in sorted(own | others):
            effects = self.catalogue.effects("study", study)
            self.database.executemany(
                "INSERT INTO effect VALUES (?, ?, ?, ?)",
                (
                    (effect.iri, effect.study.iri, effect.role == ADVERSE, encode(effect))
                    for effect in effects
                    if effect.drawable
                ),
            )
            if study in own:
                self._write_lines(study, (effect.iri for effect in effects))
        for thing, effects_of_it in behind.items():
            self._write_lines(thing, effects_of_it)

    def _write_lines(self, thing: str, effects: Iterable[str]) -> None:
        self.database.executemany(
            "INSERT INTO behind VALUES (?, ?, ?, ?)", _lines(thing, self._known(effects))
        )

    def _known(self, effects: Iterable[str]) -> list[tuple[int, Effect]]:
        """Return those of some effects that can be drawn, each with its row, in their order."""
        found = self.database.execute(_KNOWN, (json.dumps(list(effects)),)).fetchall()
        read = [(row, decode(Effect, record)) for row, record in found]
        return sorted(read, key=lambda one: one[1].order)


def _lines(
    thing: str, effects: Iterable[tuple[int, Effect]]
) -> Iterator[tuple[str, int, int, int]]:
    """Yield the place of each effect, those of one comparison on one line."""
    lines: dict[object, int] = {}
    for place, (row, effect) in enumerate(effects):
        yield thing, lines.setdefault(effect.comparison, len(lines)), place, row


@dataclass(frozen=True)
class Panels:
    """What the panels of every record show, read only; safe to use from several threads."""

    path: Path

    def panel(
        self, kind: str, name: str, thing: str, size: int, *, as_of: str = ""
    ) -> Listing[Any]:
        """Return the first records of a panel, and how many there are.

        Args:
            kind: what kind of record the panel is about; a key of :data:`PANELS`.
            name: which panel of it.
            thing: the record.
            size: how many at most.
            as_of: only those that were there at the end of this year.

        Raises:
            ReleaseError: the file cannot be read.
        """
        record = PANELS[kind][name].record
        found = self._rows(_PANEL, {"thing": thing, "name": name, "size": size, "as_of": as_of})
        records = tuple(decode(record, told) for told, _ in found)
        return Listing(records, found[0][1] if found else 0, size=size)

    def effects(
        self, thing: str, size: int, *, harm: bool | None = None, filters: Filters | None = None
    ) -> Listing[Effect]:
        """Return the first comparisons with an interval, and how many there are.

        Numbers calculated from the same counts are one comparison, and come together.

        Args:
            thing: a study, a hypothesis or an intervention.
            size: how many comparisons at most.
            harm: only of adverse events, or only of other outcomes.
            filters: only of studies that they leave, of a hypothesis.

        Raises:
            ReleaseError: the file cannot be read.
        """
        chosen = filters or Filters()
        asked = vars(chosen) | {"hypothesis": thing, "size": size, "harm": harm}
        found = self._rows(_EFFECTS, asked | {"all": not chosen.values()})
        records = tuple(decode(Effect, told) for told, _ in found)
        return Listing(records, found[0][1] if found else 0, size=size)

    def _rows(self, statement: str, values: Mapping[str, Any]) -> list[Any]:
        return rows(self.path, WHAT, statement, values)
