"""How records hang together: every statement between two records, indexed from both ends.

An SQLite file beside the store, built from the question ``graph-rows`` and only ever read
afterwards, so that the view around a record takes as long as the view is large, whatever the size
of the graph.
"""

import json
import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from graph.endpoint import Endpoint, Row
from graph.errors import NotFound, ReleaseError
from graph.queries import question
from graph.records import Neighbourhood, Ref, Tie
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
_VERSION: Final = 2

_SCHEMA: Final = f"""
PRAGMA user_version = {_VERSION};
CREATE TABLE tie (subject TEXT, object TEXT, rank INTEGER, crowded INTEGER, told TEXT);
CREATE INDEX tie_subject ON tie (subject, rank);
CREATE INDEX tie_object ON tie (object, rank);
"""

#: Ties that leave some records, towards any other one, the most telling first.
_AROUND: Final = """
SELECT rank, object AS other, told FROM tie
WHERE subject IN (SELECT value FROM json_each(:of)) AND crowded <= :crowded
UNION ALL
SELECT rank, subject, told FROM tie
WHERE object IN (SELECT value FROM json_each(:of)) AND crowded <= :crowded
"""
_NEXT: Final = f"""
SELECT other FROM ({_AROUND}) WHERE other NOT IN (SELECT value FROM json_each(:known))
GROUP BY other ORDER BY MIN(rank), other LIMIT :most
"""
_HOW_MANY: Final = f"""
SELECT COUNT(DISTINCT other) FROM ({_AROUND})
WHERE other NOT IN (SELECT value FROM json_each(:known))
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
    rows = endpoint.select(question("graph-rows").bind({})).rows
    path.unlink(missing_ok=True)
    try:
        with closing(sqlite3.connect(path)) as database, database:
            database.executescript(_SCHEMA)
            database.executemany(
                "INSERT INTO tie VALUES (?, ?, ?, ?, ?)", map(_written, _once(rows))
            )
    except sqlite3.Error as error:
        raise ReleaseError(f"cannot write the links {path}: {error}") from error


def _once(rows: Iterable[Row]) -> Iterator[Row]:
    told: set[tuple[str, str, str]] = set()
    for row in rows:
        subject, relation, to = (plain(row[name]) for name in ("subject", "relation", "object"))
        if relation not in _MUTUAL or (to, relation, subject) not in told:
            told.add((subject, relation, to))
            yield row


def _written(row: Row) -> tuple[str, str, int, bool, str]:
    told = {name: plain(term) for name, term in row.items()}
    relation = told["relation"]
    rank = _TELLING.index(relation) if relation in _TELLING else len(_TELLING)
    crowded = relation in CROWDED
    return told["subject"], told["object"], rank + crowded, crowded, json.dumps(told)


@dataclass(frozen=True)
class Links:
    """The ties of a graph, read only; safe to use from several threads."""

    path: Path

    @property
    def usable(self) -> bool:
        """Tell whether this version wrote the file."""
        try:
            return self.path.is_file() and next(self._rows("PRAGMA user_version"))[0] == _VERSION
        except ReleaseError:
            return False

    def around(self, iri: str, steps: int, most: int) -> Neighbourhood:
        """Return the records at most *steps* statements away, *most* of them with the focus.

        Raises:
            NotFound: nothing links it to another record.
            ReleaseError: the file cannot be read.
        """
        focus = self._focus(iri)
        found = {iri: 0}
        edge, left_out = [iri], 0
        for step in range(1, steps + 1):
            asked = {"of": _listed(edge), "known": _listed(found), "crowded": step == 1}
            room = most - len(found)
            edge = [name for (name,) in self._rows(_NEXT, asked | {"most": room})]
            if len(edge) == room:
                left_out = next(self._rows(_HOW_MANY, asked))[0] - room
            found |= dict.fromkeys(edge, step)
        among = self._rows(_AMONG, {"nodes": _listed(found), "focus": iri})
        return Neighbourhood(
            focus, found, tuple(_tie(json.loads(told)) for (told,) in among), left_out
        )

    def _focus(self, iri: str) -> Ref:
        for (told,) in self._rows(_ONE, {"iri": iri}):
            tie = _tie(json.loads(told))
            return tie.subject if tie.subject.iri == iri else tie.object
        raise NotFound(iri)

    def _rows(
        self, query: str, values: Mapping[str, Any] | None = None
    ) -> Iterator[tuple[Any, ...]]:
        try:
            with closing(sqlite3.connect(f"file:{self.path}?mode=ro", uri=True)) as database:
                yield from database.execute(query, values or {}).fetchall()
        except sqlite3.Error as error:
            raise ReleaseError(f"cannot read the links {self.path}: {error}") from error


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
