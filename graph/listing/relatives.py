"""Write and read which studies are related: who shares what, and the closest ones of a study.

Pairs of studies that share something grow with the square of the studies, so none is kept. What is
kept are circles, each the studies to which others are related for one reason by one thing, and for
each study the circles to which it is related. These are few: as bits, one for each study of the
list, they say at once how many studies are related to it, and which of them in most ways. The
answer is that of the named question ``related-studies``.
"""

import json
import sqlite3
import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from itertools import chain, islice
from pathlib import Path
from typing import Final

from graph.catalogue.rows import iri, sure
from graph.listing.encoding import ITEMS, WHAT, decode
from graph.listing.filtering import bits_of, places_of
from graph.namespaces import EQ
from graph.reader import Reader
from graph.records import Listing, Ref, RelatedStudy, StudySummary
from graph.sqlite import rows

SCHEMA: Final = """
CREATE TABLE circle (
  number INTEGER PRIMARY KEY, reason TEXT NOT NULL, reason_label TEXT NOT NULL,
  thing TEXT, thing_label TEXT, members BLOB NOT NULL
);
CREATE TABLE apart (number INTEGER PRIMARY KEY, members BLOB NOT NULL);
CREATE TABLE relative (
  study INTEGER, circle INTEGER, apart INTEGER, PRIMARY KEY (study, circle)
) WITHOUT ROWID;
"""

#: Why studies are related that share a thing: what the one has of it, and what the others have.
_SHARED: Final = (
    (f"{EQ}SameAgent", "gave", "gave"),
    (f"{EQ}SameHypothesis", "weighed", "weighed"),
    (f"{EQ}OppositeDirection", "supported", "refuted"),
    (f"{EQ}OppositeDirection", "refuted", "supported"),
    (f"{EQ}SameQuestion", "raised", "raised"),
    (f"{EQ}RaisedQuestionAddressed", "raised", "addressed"),
    (f"{EQ}RaisedQuestionAddressed", "addressed", "raised"),
)
#: Why studies are related that gave different agents with one target.
_TARGET: Final = f"{EQ}SameTarget"

_CIRCLES: Final = """
SELECT item.place, circle.reason, circle.reason_label, circle.thing, circle.thing_label,
  circle.members, apart.members
FROM item
JOIN relative ON relative.study = item.place
JOIN circle ON circle.number = relative.circle
LEFT JOIN apart ON apart.number = relative.apart
WHERE item.kind = 'study' AND item.iri = ?
ORDER BY circle.number
"""


@dataclass(frozen=True)
class _Circle:
    """Studies to which others are related for one reason, to be written.

    Attributes:
        thing: what they share; None where documents say of two studies that they are related.
        members: their places in the list of studies.
        whose: who is related to them.
        apart: some of the members who are not related to each other, though to all the rest.
    """

    reason: Ref
    thing: Ref | None
    members: Set[int]
    whose: Set[int]
    apart: Sequence[Set[int]] = ()

    @property
    def order(self) -> tuple[str, ...]:
        """Sort by the words that a page shows, as ``related-studies`` does."""
        thing = self.thing or Ref("", "")
        return self.reason.label, self.reason.iri, thing.label, thing.iri


def write_relatives(
    database: sqlite3.Connection, reader: Reader, places: Mapping[str, int]
) -> None:
    """Write who is related to whom.

    Args:
        database: the file of lists.
        reader: what asks the graph.
        places: the place of each study in the list of studies, by IRI.
    """
    total, aparts = len(places), 0
    circles = sorted(_Traits(reader, places).circles(), key=lambda circle: circle.order)
    for number, circle in enumerate(circles):
        thing = (circle.thing.iri, circle.thing.label) if circle.thing else (None, None)
        database.execute(
            "INSERT INTO circle VALUES (?, ?, ?, ?, ?, ?)",
            (number, circle.reason.iri, circle.reason.label, *thing, _bits(circle.members, total)),
        )
        apart_of: dict[int, int] = {}
        for members in circle.apart:
            database.execute("INSERT INTO apart VALUES (?, ?)", (aparts, _bits(members, total)))
            apart_of |= dict.fromkeys(members, aparts)
            aparts += 1
        database.executemany(
            "INSERT INTO relative VALUES (?, ?, ?)",
            ((study, number, apart_of.get(study)) for study in sorted(circle.whose)),
        )


class _Traits:
    """What each study has that another may share."""

    def __init__(self, reader: Reader, places: Mapping[str, int]) -> None:
        self.refs: dict[str, Ref] = {}
        #: The agents that act on each target.
        self.agents: dict[str, set[str]] = {}
        #: The studies that have each thing, by what it is to them.
        self.having: dict[tuple[str, str], set[int]] = {}
        #: The studies to which documents relate each study, by the reason.
        self.told: dict[tuple[str, int], set[int]] = {}
        for row in reader.ask("listed-traits"):
            relation, one, other = iri(row, "relation"), iri(row, "from"), iri(row, "to")
            if "toLabel" in row and other not in self.refs:
                self.refs[other] = sure(row, "to")
            if relation == "acts on":
                self.agents.setdefault(other, set()).add(one)
            elif one in places and other in places:
                self.told.setdefault((relation, places[one]), set()).add(places[other])
            elif one in places:
                self.having.setdefault((relation, other), set()).add(places[one])

    def circles(self) -> Iterator[_Circle]:
        """Yield every circle to which somebody else is related than the one member it may have."""
        for (reason, study), others in self.told.items():
            yield _Circle(self.refs[reason], None, others, {study})
        for reason, mine, theirs in _SHARED:
            for (relation, thing), whose in self.having.items():
                members = self.having.get((theirs, thing)) if relation == mine else None
                if members and len(whose | members) > 1:
                    yield _Circle(self.refs[reason], self.refs[thing], members, whose)
        for target, agents in self.agents.items():
            gave = self._gave(agents)
            alike = _alike(gave)
            if all(len(studies) < len(gave) for studies in alike):
                everyone = frozenset(gave)
                yield _Circle(self.refs[_TARGET], self.refs[target], everyone, everyone, alike)

    def _gave(self, agents: Iterable[str]) -> dict[int, set[str]]:
        """Return which of some agents each study gave."""
        gave: dict[int, set[str]] = {}
        for agent in agents:
            for study in self.having.get(("acting", agent), ()):
                gave.setdefault(study, set()).add(agent)
        return gave


def _alike(gave: Mapping[int, Set[str]]) -> list[set[int]]:
    """Return the studies that gave one agent alone, and the same one: it is no other agent."""
    alike: dict[str, set[int]] = {}
    for study, agents in gave.items():
        if len(agents) == 1:
            alike.setdefault(next(iter(agents)), set()).add(study)
    return [alike[agent] for agent in sorted(alike)]


@dataclass(frozen=True)
class _Way:
    """A way in which a study is related to others: a bit for each of these."""

    reason: Ref
    thing: Ref | None
    others: int


@dataclass(frozen=True)
class Relatives:
    """Which studies of one graph are related, read only; safe to use from several threads."""

    path: Path

    def closest(self, study: str, size: int) -> Listing[tuple[RelatedStudy, ...]]:
        """Return the studies related to one, each with every reason, and how many there are.

        Those that are related for most reasons come first, and of these the newest.

        Args:
            study: IRI of the study.
            size: how many studies at most.

        Raises:
            ReleaseError: the file cannot be read.
        """
        ways = self._ways(study)
        by_reason: dict[Ref, int] = {}
        for way in ways:
            by_reason[way.reason] = by_reason.get(way.reason, 0) | way.others
        counted = _counted(by_reason.values())
        places = list(islice(chain.from_iterable(map(places_of, counted)), size))
        found = dict(rows(self.path, WHAT, ITEMS, ("study", json.dumps(places))))
        records = tuple(
            tuple(_reasons(decode(StudySummary, found[place]).ref, place, ways)) for place in places
        )
        return Listing(records, sum(members.bit_count() for members in counted), size=size)

    def _ways(self, study: str) -> list[_Way]:
        ways = []
        for place, reason, label, thing, thing_label, members, apart in rows(
            self.path, WHAT, _CIRCLES, (study,)
        ):
            others = _number(members) & ~(1 << place)
            if apart is not None:
                others &= ~_number(apart)
            ways.append(
                _Way(Ref(reason, label), Ref(thing, thing_label) if thing else None, others)
            )
        return ways


def _counted(sets: Iterable[int]) -> list[int]:
    """Return the members of some sets by how many of these they are in, the most first."""
    least: list[int] = []
    for members in sets:
        carried = members
        for index, known in enumerate(least):
            least[index], carried = known | carried, known & carried
        least.append(carried)
    return [more & ~most for more, most in zip(least, [*least[1:], 0], strict=False)][::-1]


def _reasons(study: Ref, place: int, ways: Iterable[_Way]) -> Iterator[RelatedStudy]:
    """Yield why a study is related, each reason with the things that both share."""
    shared: dict[Ref, list[Ref]] = {}
    for way in ways:
        if way.others >> place & 1:
            things = shared.setdefault(way.reason, [])
            if way.thing and way.thing not in things:
                things.append(way.thing)
    for reason, things in shared.items():
        yield RelatedStudy(study, reason, tuple(things))


def _bits(places: Iterable[int], total: int) -> bytes:
    """Return a bit for each study of the list, those at some places set; most are not."""
    return zlib.compress(bits_of(places, total))


def _number(bits: bytes) -> int:
    return int.from_bytes(zlib.decompress(bits), "little")
