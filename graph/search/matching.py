"""Which records have the words of a text, and which of them come first.

Ranking is BM25, a label weighing more than another name and a name more than running text. It costs
time for every record that has a word, so the words are told apart first: one that most of a great
many records have says nothing of any of them (its weight is as good as none) and only has to be
there, and the last one is looked for as a beginning only where other words begin with it.
"""

import re
import sqlite3
from dataclasses import dataclass
from typing import Any, Final

from graph.search.building import TOKENIZE

#: Of more matches than these no word tells one from another, and they are not ranked.
_RANKABLE: Final = 20_000
_MOST_WORDS: Final = 16

#: What is typed, as the index reads it, and the records that match.
_ASIDE: Final = (
    f"CREATE VIRTUAL TABLE temp.typed USING fts5(word, content='', tokenize='{TOKENIZE}')",
    "CREATE VIRTUAL TABLE temp.token USING fts5vocab(temp, typed, instance)",
    "CREATE TEMP TABLE found (place INTEGER PRIMARY KEY)",
)
_TYPE: Final = "INSERT INTO typed (rowid, word) VALUES (?, ?)"
_TOKENS: Final = "SELECT doc, term FROM token ORDER BY doc, offset"
_TOTAL: Final = "SELECT rowid FROM record ORDER BY rowid DESC LIMIT 1"
_HAVING: Final = "SELECT records FROM word WHERE word = ?"
_BEGINNING: Final = """
SELECT COUNT(*), MAX(records) FROM word WHERE word >= ?1 AND word < ?1 || char(1114111)
"""

_FORGET: Final = "DELETE FROM found"
_FIND: Final = "INSERT INTO found SELECT rowid FROM record WHERE record MATCH ? LIMIT ?"
_MATCHES: Final = """
SELECT iri, kind, label, snippet(record, -1, '[', ']', '…', 24) FROM record
WHERE record MATCH ? AND +rowid IN found
"""
_ORDER: Final = "ORDER BY bm25(record, 10.0, 4.0, 1.0, 0.0, 0.0), rowid LIMIT ?"
#: Records lie in the index by label.
_FIRST: Final = f"{_MATCHES} ORDER BY rowid LIMIT ?"
_RANKED: Final = f"{_MATCHES} {_ORDER}"
_BEST: Final = f"SELECT rowid FROM record WHERE record MATCH ? AND +rowid IN found {_ORDER}"
_KEEP: Final = "INSERT INTO found VALUES (?)"
_EXCERPTS: Final = _MATCHES.replace("SELECT", "SELECT rowid,", 1) + " ORDER BY rowid LIMIT ?"


@dataclass(frozen=True)
class Word:
    """A word of a text as expressions of FTS5, in which nothing that a person types is syntax.

    Attributes:
        found: matches every record that has it.
        marked: matches the same records, and is what an excerpt marks.
        ranked: is *marked* too if the word tells records apart, and otherwise empty.
    """

    found: str
    marked: str
    ranked: str


def words(database: sqlite3.Connection, text: str) -> list[Word]:
    """Return the words of a text, the last one also as the beginning of a word.

    Where a letter meets a digit there may be a break: ``il1`` finds IL-1.
    """
    typed = _typed(text)
    for statement in _ASIDE:
        database.execute(statement)
    database.executemany(_TYPE, enumerate(typed))
    tokens: dict[int, list[str]] = {}
    for place, token in database.execute(_TOKENS):
        tokens.setdefault(place, []).append(token)
    common = _common(database)
    return [
        _word(database, clean, tokens.get(place, []), place + 1 == len(typed), common)
        for place, clean in enumerate(typed)
    ]


def matches(
    database: sqlite3.Connection, asked: list[Word], joined: str, kind: str | None, limit: int
) -> list[tuple[str, str, str, str]]:
    """Return records with all words (*joined* is AND) or any (OR), the best first.

    Of each, its IRI, its kind, its label and an excerpt with the words in brackets.
    """
    if not asked:
        return []
    find = _within(f" {joined} ".join(word.found for word in asked))
    find += f' AND kind : "{kind}"' if kind else ""
    database.execute(_FORGET)
    known = database.execute(_FIND, (find, max(_RANKABLE, limit))).rowcount
    if not known:
        return []
    marked = _within(f" {joined} ".join(word.marked for word in asked))
    ranked = [word.ranked for word in asked if word.ranked]
    if known >= _RANKABLE:
        return _all(database, _FIRST, marked, limit)
    if joined == "OR" or not ranked or ranked == [word.marked for word in asked]:
        return _all(database, _RANKED, marked, limit)
    best = [place for (place,) in _all(database, _BEST, _within(" AND ".join(ranked)), limit)]
    database.execute(_FORGET)
    database.executemany(_KEEP, ((place,) for place in best))
    excerpts = {place: told for place, *told in _all(database, _EXCERPTS, marked, limit)}
    return [tuple(excerpts[place]) for place in best]


def _all(database: sqlite3.Connection, statement: str, *values: str | int) -> list[Any]:
    return database.execute(statement, values).fetchall()


def _within(expression: str) -> str:
    """Return what matches in the texts of a record; its kind is no word of it."""
    return f"{{label names body}} : ({expression})"


def _typed(text: str) -> list[str]:
    found = [word for word in text.replace('"', " ").split() if re.search(r"[^\W_]", word)]
    return ["".join(c for c in word if c.isprintable()) for word in found[:_MOST_WORDS]]


def _common(database: sqlite3.Connection) -> int:
    """Return how many records must have a word before it tells none of them apart."""
    total: int = (database.execute(_TOTAL).fetchone() or [0])[0]
    return max(_RANKABLE, -(-total // 2))


def _word(
    database: sqlite3.Connection, clean: str, tokens: list[str], last: bool, common: int
) -> Word:
    broken = re.sub(r"(?<=[^\W\d_])(?=\d)", " ", clean)
    phrases = [f'"{spelling}"' for spelling in dict.fromkeys((clean, broken))]
    if len(phrases) > 1 or len(tokens) != 1:
        every = _either(*phrases, *(f"{phrase}*" for phrase in phrases if last))
        return Word(every, every, every)
    [phrase], [token] = phrases, tokens
    [records] = database.execute(_HAVING, (token,)).fetchone() or [0]
    if not last:
        return _told(phrase, _either(phrase), records >= common)
    beginning, most = database.execute(_BEGINNING, (token,)).fetchone()
    if records and beginning == 1:
        # No other word begins with it; a word counts twice where it is the last one.
        return _told(phrase, _either(phrase, phrase), records >= common)
    begun = f"{phrase}*"
    says_nothing = (most or 0) >= common and (not records or records >= common)
    return _told(begun, _either(phrase, begun), says_nothing)


def _told(found: str, marked: str, says_nothing: bool) -> Word:
    return Word(found, marked, "" if says_nothing else marked)


def _either(*phrases: str) -> str:
    return f"({' OR '.join(phrases)})"
