"""How records hang together: every statement between two records, indexed from both ends.

An SQLite file beside the store, built from the question ``graph-rows`` and only ever read
afterwards, so that the view around a record takes as long as the view is large, whatever the size
of the graph.
"""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from graph.endpoint import Endpoint, Row
from graph.errors import NotFound
from graph.queries import question
from graph.records import Neighbourhood, Ref, Tie
from graph.sqlite import is_version, new_file, rows
from graph.tables import plain

#: Relations that a view never steps along: nearly every study shares what they lead to.
CROWDED: Final = frozenset(
    {"in-people-with", "chosen-by", "measured-with", "compared-with", "reported-in"}
)

#: Relations by how much they tell a reader; what is not named here comes after them.
_TELLING: Final = ("weighed", "gave", "acts-on", "about-giving", "about", "narrower-than")

#: Relations that say the same from either end; one statement of the two is kept.
_MUTUAL: Final = frozenset({"related-to", "shares-participants-with"})

#: To be raised when what is written changes.
_VERSION: Final = 4

#: What the file is called where it cannot be read or written.
_WHAT: Final = "links"

_SCHEMA: Final = f"""
PRAGMA user_version = {_VERSION};
CREATE TABLE tie (subject TEXT, object TEXT, rank INTEGER, crowded INTEGER, told TEXT);
CREATE INDEX tie_subject ON tie (subject, crowded, rank, object);
CREATE INDEX tie_object ON tie (object, crowded, rank, subject);
CREATE TABLE degree (iri TEXT PRIMARY KEY, others INTEGER NOT NULL) WITHOUT ROWID;
"""

#: Statements are sorted here: the order of a whole graph takes a store of triples far longer.
_UNSORTED: Final = """
CREATE TEMPORARY TABLE unsorted (
  place TEXT, subject TEXT, object TEXT, rank INTEGER, crowded INTEGER, told TEXT
)
"""
_SORT: Final = """
INSERT INTO tie SELECT subject, object, rank, crowded, told FROM unsorted ORDER BY place, told
"""

#: How many others each record is tied to that is tied to very many; of the rest it is counted.
_DEGREES: Final = """
INSERT INTO degree SELECT iri, COUNT(DISTINCT other) AS others FROM (
  SELECT subject AS iri, object AS other FROM tie UNION ALL SELECT object, subject FROM tie
) WHERE iri <> other GROUP BY iri HAVING others > 1000
"""
_DEGREE: Final = "SELECT others FROM degree WHERE iri = :iri"

#: What is next to one record: the indexes hold it in this order, so that few rows are read of many.
_NEAREST: Final = f"""
SELECT other FROM (
  {
    " UNION ALL ".join(
        f'''SELECT * FROM (
      SELECT DISTINCT rank, {other} AS other FROM tie WHERE {end} = :iri AND crowded = {crowded}
      ORDER BY rank, {other} LIMIT :most * {len(_TELLING) + 2}
    )'''
        for end, other in (("subject", "object"), ("object", "subject"))
        for crowded in (0, 1)
    )
}
) WHERE other <> :iri GROUP BY other ORDER BY MIN(rank), other LIMIT :most
"""

#: What leads away from some records, and how telling it is; read from the indexes alone.
_AROUND: Final = """
SELECT rank, object AS other FROM tie
WHERE subject IN (SELECT value FROM json_each(:of)) AND crowded = 0
UNION ALL
SELECT rank, subject FROM tie
WHERE object IN (SELECT value FROM json_each(:of)) AND crowded = 0
"""
_NEXT: Final = f"""
SELECT other FROM ({_AROUND}) WHERE other NOT IN (SELECT value FROM json_each(:known))
GROUP BY other ORDER BY MIN(rank), other LIMIT :most
"""
_HOW_MANY: Final = f"""
SELECT COUNT(DISTINCT other) FROM ({_AROUND})
WHERE other NOT IN (SELECT value FROM json_each(:known))
"""
_TIED: Final = """
SELECT COUNT(DISTINCT other) FROM (
  SELECT object AS other FROM tie WHERE subject = :iri
  UNION ALL SELECT subject FROM tie WHERE object = :iri
) WHERE other <> :iri
"""
_AMONG: Final = """
SELECT told FROM tie
WHERE subject IN (SELECT value FROM json_each(:nodes))
  AND object IN (SELECT value FROM json_each(:nodes))
  AND (NOT crowded OR subject = :focus OR object = :focus)
ORDER BY rank, rowid
"""
_ONE: Final = "SELECT told FROM tie WHERE subject = :iri OR object = :iri LIMIT 1"

_REFS: Final = ("subject", "object", "finding", "stance", "directness", "reviewState")


def build_links(endpoint: Endpoint, path: Path) -> None:
    """Write the ties of a graph to *path*, replacing what is there.

    Raises:
        EndpointError: the graph did not answer.
        ReleaseError: the file cannot be written.
    """
    found = endpoint.select(question("graph-rows").bind({})).rows
    with new_file(path, _WHAT, _SCHEMA) as database:
        database.execute(_UNSORTED)
        database.executemany(
            "INSERT INTO unsorted VALUES (?, ?, ?, ?, ?, ?)", map(_written, _once(found))
        )
        database.execute(_SORT)
        database.execute(_DEGREES)


def _once(found: Iterable[Row]) -> Iterator[dict[str, str]]:
    """Yield rows as text; of a statement that both ends make, the one that reads first."""
    mutual: dict[frozenset[str], dict[str, str]] = {}
    for row in found:
        told = {name: plain(term) for name, term in row.items()}
        if told["relation"] not in _MUTUAL:
            yield told
            continue
        ends = frozenset((told["relation"], told["subject"], told["object"]))
        mutual[ends] = min(mutual.get(ends, told), told, key=_reading)
    yield from mutual.values()


def _reading(told: Mapping[str, str]) -> tuple[str, ...]:
    """Return by what statements are sorted: what they say, then what their ends are called."""
    names = ("relation", "subjectLabel", "objectLabel", "subject", "object", "findingLabel")
    return tuple(told.get(name, "") for name in names)


def _written(told: Mapping[str, str]) -> tuple[str, str, str, int, bool, str]:
    relation = told["relation"]
    rank = _TELLING.index(relation) if relation in _TELLING else len(_TELLING)
    crowded = relation in CROWDED
    place, text = "\n".join(_reading(told)), json.dumps(told, sort_keys=True)
    return place, told["subject"], told["object"], rank + crowded, crowded, text


@dataclass(frozen=True)
class Links:
    """The ties of a graph, read only; safe to use from several threads."""

    path: Path

    @property
    def usable(self) -> bool:
        """Tell whether this version wrote the file."""
        return is_version(self.path, _VERSION)

    def around(self, iri: str, steps: int, most: int) -> Neighbourhood:
        """Return the records at most *steps* statements away, *most* of them with the focus.

        Raises:
            NotFound: nothing links it to another record.
            ReleaseError: the file cannot be read.
        """
        focus = self._focus(iri)
        edge = [name for (name,) in self._rows(_NEAREST, iri=iri, most=most - 1)]
        found = {iri: 0} | dict.fromkeys(edge, 1)
        left_out = self._degree(iri) - len(edge) if len(found) == most else 0
        for step in range(2, steps + 1):
            room = most - len(found)
            if not room:
                break
            asked = {"of": _listed(edge), "known": _listed(found)}
            edge = [name for (name,) in self._rows(_NEXT, **asked, most=room)]
            if len(edge) == room:
                left_out = self._rows(_HOW_MANY, **asked)[0][0] - room
            found |= dict.fromkeys(edge, step)
        among = self._rows(_AMONG, nodes=_listed(found), focus=iri)
        return Neighbourhood(
            focus, found, tuple(_tie(json.loads(told)) for (told,) in among), left_out
        )

    def _degree(self, iri: str) -> int:
        """Return how many records a record is tied to."""
        kept = self._rows(_DEGREE, iri=iri) or self._rows(_TIED, iri=iri)
        return int(kept[0][0])

    def _focus(self, iri: str) -> Ref:
        for (told,) in self._rows(_ONE, iri=iri):
            tie = _tie(json.loads(told))
            return tie.subject if tie.subject.iri == iri else tie.object
        raise NotFound(iri)

    def _rows(self, statement: str, **values: str | int) -> list[Any]:
        return rows(self.path, _WHAT, statement, values)


def _listed(names: Iterable[str]) -> str:
    return json.dumps(list(names))


def _tie(told: Mapping[str, str]) -> Tie:
    subject, to, finding, stance, directness, review = (_ref(told, name) for name in _REFS)
    assert subject is not None and to is not None
    return Tie(
        subject=subject,
        relation=told["relation"],
        object=to,
        finding=finding,
        stance=stance,
        directness=directness,
        review=review,
        retracted=told.get("retracted") == "true",
    )


def _ref(told: Mapping[str, str], name: str) -> Ref | None:
    return Ref(told[name], told.get(f"{name}Label", told[name])) if name in told else None
