"""Write the lists of a graph: what each record shows in a list, and where each filter finds it."""

import sqlite3
from array import array
from collections.abc import Container, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any, Final

from graph.catalogue import Catalogue
from graph.catalogue.rows import iri, text
from graph.catalogue.summaries import STATUSES
from graph.endpoint import Endpoint
from graph.listing import panels, scopes, weighings
from graph.listing.encoding import WHAT, encode
from graph.listing.facets import FACETS, ORDERS, letter
from graph.listing.filtering import bits_of
from graph.listing.gap_maps import write_gap_maps
from graph.listing.pairs import write_pairs
from graph.listing.panels import PANELS
from graph.listing.reasons import write_reasons
from graph.listing.relatives import write_relatives
from graph.listing.store import KINDS, RELATIONS, SCHEMAS, STUDIES_OF, shape_of_lists
from graph.namespaces import DEFAULT_BASE
from graph.reader import Reader
from graph.records import Choice, HypothesisSummary, QuestionSummary, Ref
from graph.sqlite import new_file

_SCHEMA: Final = """
CREATE TABLE said (name TEXT PRIMARY KEY, value TEXT NOT NULL);
CREATE TABLE item (
  kind TEXT, place INTEGER, iri TEXT NOT NULL, record TEXT NOT NULL, PRIMARY KEY (kind, place)
) WITHOUT ROWID;
CREATE INDEX item_iri ON item (iri);
CREATE TABLE facet (
  kind TEXT, name TEXT, value TEXT, label TEXT NOT NULL, family TEXT NOT NULL, members BLOB NOT NULL
);
CREATE INDEX facet_kind ON facet (kind);
CREATE TABLE sorted (
  kind TEXT, name TEXT, places BLOB NOT NULL, PRIMARY KEY (kind, name)
) WITHOUT ROWID;
CREATE TABLE link (
  thing TEXT, relation TEXT, places BLOB NOT NULL, PRIMARY KEY (thing, relation)
) WITHOUT ROWID;
"""

#: Kinds whose lists are long enough for an index by first letter.
_BY_LETTER: Final = frozenset({"intervention", "target", "instrument", "publication"})

#: For each record of a list: the values by which filters find it.
_Found = dict[tuple[str, Choice], list[int]]


def build_lists(
    endpoint: Endpoint, path: Path, base: str = DEFAULT_BASE, only: Container[str] | None = None
) -> None:
    """Write the lists of a graph to *path*, replacing what is there.

    Args:
        endpoint: where the graph is.
        path: where the file is to be.
        base: base IRI of its entities.
        only: the records of whose pages the evidence and the panels are kept; those of all without.

    Raises:
        EndpointError: the graph did not answer.
        ReleaseError: the file cannot be written.
    """
    with new_file(path, WHAT, _SCHEMA + SCHEMAS) as database:
        _Writer(database, endpoint, base, only).write()


class _Writer:
    """Writes one file of lists."""

    def __init__(
        self,
        database: sqlite3.Connection,
        endpoint: Endpoint,
        base: str,
        only: Container[str] | None,
    ) -> None:
        self.database = database
        self.endpoint = endpoint
        self.only = only
        self.catalogue = Catalogue(endpoint, base)
        self.reader = Reader(endpoint, base)
        self.places: dict[str, dict[str, int]] = {}

    def write(self) -> None:
        """Write everything."""
        self._say("shape", shape_of_lists())
        self._say("overview", encode(self.catalogue.overview()))
        self._say("statistics", encode(self.catalogue.statistics()))
        self._list("study", self.catalogue.studies())
        claims = _by_topic(self.catalogue.hypotheses())
        self._list("hypothesis", claims)
        self._list("question", _by_status(self.catalogue.questions()))
        told = self._told()
        things = [kind for kind in KINDS if kind not in FACETS]
        for kind in things:
            self._things(kind, self.catalogue.things(kind), told)
        self._links()
        for kind in things:
            self._by_studies(kind)
        write_pairs(self.database, self.reader)
        write_gap_maps(self.database, self.reader)
        write_relatives(self.database, self.reader, self.places["study"])
        self._records([claim.ref for claim in claims])

    def _records(self, hypotheses: Sequence[Ref]) -> None:
        """Write the evidence on each hypothesis, and what the panels of each record show."""
        weighing = weighings.Writer(self.database)
        shown = panels.Writer(self.database, self.catalogue)
        for claim in hypotheses:
            if self._wanted(claim.iri):
                weighing.write(claim.iri, self.catalogue.evidence(claim))
        tested = scopes.Writer(self.database, self.reader, hypotheses)
        for claim in hypotheses:
            if self._wanted(claim.iri):
                tested.write(claim.iri)
        for kind in PANELS:
            for address in filter(self._wanted, self.places[kind]):
                shown.write(kind, address)
        behind = self.catalogue.effects_behind()
        shown.write_effects(
            filter(self._wanted, self.places["study"]),
            {iri: found for iri, found in behind.items() if self._wanted(iri)},
        )
        write_reasons(self.database, self.endpoint, self._wanted)

    def _wanted(self, iri: str) -> bool:
        return self.only is None or iri in self.only

    def _say(self, name: str, value: str) -> None:
        self.database.execute("INSERT INTO said VALUES (?, ?)", (name, value))

    def _list(self, kind: str, records: Sequence[Any]) -> None:
        """Write the list of studies, of hypotheses or of questions."""
        self._items(kind, records, [record.ref.iri for record in records])
        found: _Found = {}
        for place, record in enumerate(records):
            for name, look in FACETS[kind].items():
                for choice in dict.fromkeys(look(record)):
                    found.setdefault((name, choice), []).append(place)
        self._facets(kind, found, len(records))
        for name, place_of in ORDERS[kind].items():
            order = sorted(range(len(records)), key=lambda place: place_of(records[place]))
            self._sorted(kind, name, order)

    def _things(
        self, kind: str, refs: Sequence[Ref], told: dict[str, list[tuple[str, Choice]]]
    ) -> None:
        """Write the list of the things of another kind, by label."""
        listed = sorted(dict.fromkeys(refs), key=lambda ref: (ref.label.lower(), ref.iri))
        self._items(kind, listed, [ref.iri for ref in listed])
        found: _Found = {}
        for place, ref in enumerate(listed):
            choices = told.get(ref.iri, [])
            if kind in _BY_LETTER:
                choices = [*choices, ("letter", letter(ref.label))]
            for choice in dict.fromkeys(choices):
                found.setdefault(choice, []).append(place)
        self._facets(kind, found, len(listed))

    def _told(self) -> dict[str, list[tuple[str, Choice]]]:
        """Return what things are narrowed by, beside the letter."""
        told: dict[str, list[tuple[str, Choice]]] = {}
        for row in self.reader.ask("listed-facets"):
            value = iri(row, "value")
            label = text(row, "valueLabel")
            name = iri(row, "facet")
            if name == "year":
                name, label = "decade", f"{value[:3]}0s"
                value = label
            choice = Choice(value.rpartition("#")[2].lower(), label or value)
            told.setdefault(iri(row, "thing"), []).append((name, choice))
        return told

    def _items(self, kind: str, records: Iterable[object], iris: Sequence[str]) -> None:
        self.places[kind] = {address: place for place, address in enumerate(iris)}
        self.database.executemany(
            "INSERT INTO item VALUES (?, ?, ?, ?)",
            (
                (kind, place, address, encode(record))
                for place, (address, record) in enumerate(zip(iris, records, strict=True))
            ),
        )
        self._say(f"total:{kind}", str(len(iris)))

    def _facets(self, kind: str, found: _Found, total: int) -> None:
        self.database.executemany(
            "INSERT INTO facet VALUES (?, ?, ?, ?, ?, ?)",
            (
                (kind, name, choice.value, choice.label, choice.kind, bits_of(places, total))
                for (name, choice), places in found.items()
            ),
        )

    def _sorted(self, kind: str, name: str, order: Sequence[int]) -> None:
        self.database.execute("INSERT INTO sorted VALUES (?, ?, ?)", (kind, name, _packed(order)))

    def _links(self) -> None:
        """Write what stands on the page of each thing."""
        self.database.executemany("INSERT INTO link VALUES (?, ?, ?)", self._linked())

    def _linked(self) -> Iterator[tuple[str, str, bytes]]:
        links: dict[tuple[str, str], set[int]] = {}
        for row in self.reader.ask("listed-links"):
            relation = iri(row, "relation")
            place = self.places[RELATIONS[relation]].get(iri(row, "record"))
            if place is not None:
                links.setdefault((iri(row, "thing"), relation), set()).add(place)
        for (thing, relation), places in links.items():
            yield thing, relation, _packed(sorted(places))

    def _by_studies(self, kind: str) -> None:
        """Sort the things of a kind by how many studies they occur in, the most first."""
        rows = self.database.execute(STUDIES_OF, (kind,)).fetchall()
        found = {place: studies for place, studies in rows}
        order = sorted(range(len(self.places[kind])), key=lambda place: -found.get(place, 0))
        self._sorted(kind, "studies", order)


def _packed(places: Sequence[int]) -> bytes:
    return array("I", places).tobytes()


def _by_topic(claims: Sequence[HypothesisSummary]) -> list[HypothesisSummary]:
    """Keep the hypotheses of one document together, by its name; in each, a tree as it comes."""
    ordered = sorted(
        claims,
        key=lambda claim: (claim.tree is None, claim.tree.label.lower() if claim.tree else ""),
    )
    return list({claim.ref.iri: claim for claim in ordered}.values())


def _by_status(questions: Sequence[QuestionSummary]) -> list[QuestionSummary]:
    """Put open questions first, and keep the order otherwise."""
    last = len(STATUSES)
    return sorted(
        questions,
        key=lambda one: STATUSES.index(one.status.iri) if one.status.iri in STATUSES else last,
    )
