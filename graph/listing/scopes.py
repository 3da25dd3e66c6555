"""Write and count where hypotheses were tested: in whom and with what, today or as of a year.

Counting follows the named question ``refuted-for-whom``, and a test holds the two together.
"""

import sqlite3
from collections.abc import Callable, Iterable, Mapping
from typing import Any, Final

from graph.catalogue.rows import iri, number, text
from graph.endpoint import Row
from graph.listing.encoding import encode
from graph.namespaces import EQ
from graph.reader import Reader
from graph.records import Ref, Scope

SCHEMA: Final = """
CREATE TABLE within (
  hypothesis TEXT, narrower TEXT, label TEXT, PRIMARY KEY (hypothesis, narrower)
) WITHOUT ROWID;
CREATE TABLE scope (study INTEGER, place INTEGER, facet TEXT, value TEXT, label TEXT);
CREATE INDEX scope_study ON scope (study);
CREATE TABLE tested (hypothesis TEXT, place INTEGER, record TEXT);
CREATE UNIQUE INDEX tested_place ON tested (hypothesis, place);
"""
#: How many scopes of one facet a page tells.
MOST: Final = 50
#: The facet whose scopes are the hypothesis itself and all narrower ones.
_ITSELF: Final = "hypothesis"

_STANCES: Final = ("Supports", "Refutes", "Inconclusive", "LeavesOpen")
_OF: Final = "SELECT number FROM term WHERE iri = "
#: Direct evidence that stood, under each value that its study has.
_COUNTED: Final = f"""
WITH counted AS (
  SELECT within.narrower, within.label, study, people, stance, review
  FROM within JOIN weighing ON weighing.hypothesis = within.narrower
  WHERE within.hypothesis = :hypothesis AND NOT indirect
    AND (:as_of = '' OR year <= CAST(:as_of AS INTEGER))
    AND (NOT retracted OR (:as_of <> '' AND CAST(:as_of AS INTEGER) < retracted_in))
), told AS (
  SELECT 1 AS place, '{_ITSELF}' AS facet, narrower AS value, label, study, people, stance, review
  FROM counted
  UNION ALL
  SELECT place, facet, value, scope.label, counted.study, people, stance, review
  FROM counted JOIN scope ON scope.study = counted.study
)
SELECT facet, value, label,
  COUNT(DISTINCT CASE WHEN NOT review AND stance = ({_OF} :Supports) THEN people END),
  COUNT(DISTINCT CASE WHEN NOT review AND stance = ({_OF} :Refutes) THEN people END),
  COUNT(DISTINCT CASE WHEN NOT review AND stance = ({_OF} :Inconclusive) THEN people END),
  COUNT(DISTINCT CASE WHEN NOT review AND stance = ({_OF} :LeavesOpen) THEN people END),
  COUNT(CASE WHEN review AND stance IS NOT ({_OF} :LeavesOpen) THEN 1 END)
FROM told GROUP BY place, facet, value, label ORDER BY place, label, value
"""
_WITHIN: Final = "SELECT narrower, label FROM within WHERE hypothesis = :hypothesis"

#: Answers a statement with its rows.
Ask = Callable[[str, Mapping[str, str]], list[Any]]


def write_scopes(
    database: sqlite3.Connection, reader: Reader, studies: Mapping[str, int], labels: Iterable[Ref]
) -> None:
    """Write what stands under each hypothesis, and in whom and with what each study was done.

    Args:
        database: a file with :data:`SCHEMA`.
        reader: asks the graph.
        studies: the number of each study that some hypothesis has evidence of, by IRI.
        labels: every hypothesis.
    """
    named = {ref.iri: ref.label for ref in labels}
    above: dict[str, set[str]] = {}
    for row in reader.ask("listed-broader"):
        above.setdefault(iri(row, "hypothesis"), set()).add(iri(row, "broader"))
    database.executemany(
        "INSERT INTO within VALUES (?, ?, ?)",
        (
            (broad, narrow, label)
            for narrow, label in named.items()
            for broad in _closure(narrow, above)
            if broad in named
        ),
    )
    database.executemany(
        "INSERT INTO scope VALUES (?, ?, ?, ?, ?)",
        (
            (studies[iri(row, "study")], *_told(row))
            for row in reader.ask("listed-scopes")
            if iri(row, "study") in studies
        ),
    )


def write_today(database: sqlite3.Connection, hypothesis: str) -> None:
    """Write where a hypothesis was tested, as it is today."""
    found = scopes(lambda *asked: database.execute(*asked).fetchall(), hypothesis)
    database.executemany(
        "INSERT INTO tested VALUES (?, ?, ?)",
        [(hypothesis, place, encode(scope)) for place, scope in enumerate(found)],
    )


def _told(row: Row) -> tuple[int | None, str, str | None, str]:
    return number(row, "place"), iri(row, "facet"), text(row, "value"), iri(row, "valueLabel")


def _closure(narrow: str, above: Mapping[str, set[str]]) -> set[str]:
    """Return a hypothesis and everything that it stands under."""
    found, waiting = {narrow}, [narrow]
    while waiting:
        fresh = above.get(waiting.pop(), set()) - found
        found |= fresh
        waiting += fresh
    return found


def scopes(ask: Ask, hypothesis: str, as_of: str = "") -> tuple[Scope, ...]:
    """Return where a hypothesis was tested and what came out there, at the end of a year.

    Args:
        ask: answers a statement over the lists.
        hypothesis: its IRI.
        as_of: the year; today without one.
    """
    stances = {name: f"{EQ}{name}" for name in _STANCES}
    facets: dict[str, list[tuple[Any, ...]]] = {_ITSELF: []}
    for facet, *row in ask(_COUNTED, stances | {"hypothesis": hypothesis, "as_of": as_of}):
        facets.setdefault(facet, []).append(tuple(row))
    tested = {row[0] for row in facets[_ITSELF]}
    facets[_ITSELF] += [
        (narrow, label, 0, 0, 0, 0, 0)
        for narrow, label in ask(_WITHIN, {"hypothesis": hypothesis})
        if narrow not in tested
    ]
    facets[_ITSELF].sort(key=lambda row: (row[1], row[0]))
    return tuple(
        _scope(facet, row, len(rows)) for facet, rows in facets.items() for row in rows[:MOST]
    )


def _scope(facet: str, row: tuple[Any, ...], total: int) -> Scope:
    value, label, supports, refutes, inconclusive, leaves_open, reviews = row
    return Scope(
        facet=facet,
        value=Ref(value or "", label),
        supports=supports,
        refutes=refutes,
        inconclusive=inconclusive,
        leaves_open=leaves_open,
        standing=_standing(supports, refutes, inconclusive, reviews),
        total=total,
    )


def _standing(supports: int, refutes: int, inconclusive: int, reviews: int) -> str:
    """Return what counts come to in words, as the named question says it."""
    if supports:
        return "supported and refuted" if refutes else "supported only"
    if refutes:
        return "refuted only"
    if inconclusive:
        return "neither supported nor refuted"
    return "only reviewed" if reviews else "untested"
