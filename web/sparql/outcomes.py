"""What came of a query in the workbench: an answer to show, or a problem with its place.

The page without scripts and the script get the same content: one in HTML, the other as JSON.
"""

import json
import re
from typing import Final

from graph.errors import (
    EquipoiseError,
    ForbiddenQuery,
    MalformedQuery,
    OversizedQuery,
    QueryQueueFull,
    QueryTimeout,
)
from graph.namespaces import prefixes
from graph.sparql import Answer
from web.contexts import Outcome, Problem
from web.reading.formatting import count, plural
from web.reading.tables import grid, mentioned, read, terms
from web.site import site

#: Most characters of Turtle on a page.
_TEXT: Final = 400_000

_TITLES: Final[tuple[tuple[type[EquipoiseError], str], ...]] = (
    (MalformedQuery, "This is not SPARQL 1.1."),
    (ForbiddenQuery, "This service does not run such queries."),
    (OversizedQuery, "The query is too large."),
    (QueryTimeout, "The query took too long."),
    (QueryQueueFull, "Too many queries are waiting."),
)


def outcome(answer: Answer, rows: int) -> Outcome:
    """Return what to show of an answer: at most *rows* rows, and not more Turtle than fits a page.

    The answer is results JSON for SELECT and ASK, else Turtle.
    """
    took = f"in {_duration(answer.elapsed)}"
    data = {"form": answer.form, "elapsed": answer.elapsed, "truncated": answer.truncated}
    if answer.form in {"CONSTRUCT", "DESCRIBE"}:
        text, cut = _text(answer)
        name = "Description" if answer.form == "DESCRIBE" else "Graph"
        notes = _notes(answer.truncated, cut=cut)
        data |= {"text": text, "cut": cut}
        return Outcome("graph", f"{name} {took}", text=text, notes=notes, data=data)
    found = read(answer.chunks(), rows)
    if found.boolean is not None:
        data |= {"boolean": found.boolean}
        sentence = "Yes, the graph holds this." if found.boolean else "No, the graph does not."
        return Outcome("table", f"{'Yes' if found.boolean else 'No'}, {took}", sentence, data=data)
    urls, named = site().urls, site().service.catalogue.labels(mentioned(found))
    data |= {
        "columns": found.columns,
        "rows": found.rows,
        "total": found.total,
        "terms": terms(found, urls, named),
    }
    return Outcome(
        "table",
        f"{plural(found.total, 'row')} {took}",
        grid=grid(found, urls, rows, named),
        notes=_notes(answer.truncated, len(found.rows), found.total),
        data=data,
    )


def _text(answer: Answer) -> tuple[str, bool]:
    """Return the beginning of an answer in Turtle, in whole lines, and whether there is more."""
    pieces, size = [], 0
    for piece in answer.chunks():
        pieces.append(piece)
        size += len(piece)
        if size > _TEXT:
            break
    text = b"".join(pieces).decode(errors="ignore")
    return (text[: text.rfind("\n", 0, _TEXT) + 1], True) if size > _TEXT else (text, False)


def _notes(truncated: bool, shown: int = 0, total: int = 0, cut: bool = False) -> tuple[str, ...]:
    """Return what is missing; the script of the page says the same."""
    notes = []
    if truncated:
        notes.append(
            "The answer was cut off at the size limit of this service: rows are missing. "
            "Add a LIMIT, or narrow the query."
        )
    if total > shown:
        notes.append(
            f"The first {count(shown)} of {count(total)} rows are here. "
            "Download the answer to have all of them."
        )
    if cut:
        notes.append("Only the beginning is here. Download the answer to have all of it.")
    return tuple(notes)


def problem(error: EquipoiseError, query: str) -> Problem:
    """Return what to say of a query that was not answered."""
    title = next((text for kind, text in _TITLES if isinstance(error, kind)), "No answer.")
    if not isinstance(error, MalformedQuery):
        return Problem(title, _sentence(str(error)))
    lines = query.splitlines() or [""]
    line = lines[min(max(error.line, 1), len(lines)) - 1]
    start = min(max(error.column - 1, 0), len(line))
    token = error.token if line.startswith(error.token, start) else ""
    end = start + len(token)
    return Problem(
        title,
        _sentence(f"at {_undeclared(error, query) or error}"),
        error.line,
        error.column,
        token,
        line[:start],
        line[end:],
    )


def _undeclared(error: MalformedQuery, query: str) -> str:
    """Return what to do about a prefix of the graph that the query does not declare."""
    prefix, colon, _ = error.token.partition(":")
    namespace = prefixes(site().service.settings.base).get(prefix)
    declared = re.search(rf"\bPREFIX\s+{re.escape(prefix)}:", query, re.IGNORECASE)
    if not colon or not namespace or declared:
        return ""
    return (
        f"line {error.line}, column {error.column}: the prefix {prefix}: is not declared; "
        f"begin with PREFIX {prefix}: <{namespace}>"
    )


def document(found: Problem, status: int) -> str:
    """Return a problem as a problem document (RFC 9457)."""
    place = {"line": found.line, "column": found.column, "token": found.token}
    said = {"title": found.title, "status": status, "detail": found.detail}
    return json.dumps(said | (place if found.line else {}), ensure_ascii=False)


def _duration(seconds: float) -> str:
    """Return a time in the unit and with the digits that matter."""
    return f"{max(1, round(seconds * 1000))} ms" if seconds < 1 else f"{seconds:.1f} s"


def _sentence(text: str) -> str:
    """Return a message with a capital and a full stop."""
    return f"{text[:1].upper()}{text[1:]}{'' if text.endswith(('.', '!', '?')) else '.'}"
