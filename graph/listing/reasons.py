"""Write and read why the numbers of crowded records are what they are.

To explain a number takes as long as what it counts is long. Of most records that is asked of the
graph when somebody asks. Of those that very many studies bear on, the build keeps it: the first
rows of each rule and how many there are, with the documents and sources of these rows.
"""

import json
import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

from graph.endpoint import Endpoint, Table
from graph.errors import NotFound
from graph.explanation import MOST, Document, Explanation, explain
from graph.listing.encoding import WHAT
from graph.sqlite import rows
from graph.tables import json_term, term

SCHEMA: Final = """
CREATE TABLE reason (iri TEXT PRIMARY KEY, told TEXT NOT NULL) WITHOUT ROWID;
"""
#: How many pieces of evidence, or studies of a question, make a record crowded.
CROWDED: Final = 200

_CROWDED: Final = """
SELECT hypothesis FROM weighing GROUP BY hypothesis HAVING COUNT(*) > :least
UNION
SELECT thing FROM link WHERE relation IN ('reports', 'addresses')
GROUP BY thing HAVING SUM(length(places)) / 4 > :least
"""
_KEPT: Final = "SELECT told FROM reason WHERE iri = :iri"


def write_reasons(
    database: sqlite3.Connection,
    endpoint: Endpoint,
    wanted: Callable[[str], bool],
    least: int = CROWDED,
) -> None:
    """Write the explanations of crowded hypotheses and questions.

    Args:
        database: the file of lists, with the evidence and the links in it.
        endpoint: where the graph is.
        wanted: tells whether the explanation of a record is to be kept.
        least: more than how much evidence, or how many studies, make a record crowded.
    """
    for (iri,) in database.execute(_CROWDED, {"least": least}).fetchall():
        if not wanted(iri):
            continue
        told = json.dumps([_told(one) for one in explain(endpoint, iri, 0, MOST)])
        database.execute("INSERT INTO reason VALUES (?, ?)", (iri, told))


def kept_reasons(path: Path, iri: str) -> tuple[Explanation, ...]:
    """Return why the numbers of a record are what they are, as far as that is kept.

    Raises:
        NotFound: it is not kept; the graph says it.
        ReleaseError: the file cannot be read.
    """
    found = rows(path, WHAT, _KEPT, {"iri": iri})
    if not found:
        raise NotFound(iri)
    return tuple(_made(told) for told in json.loads(found[0][0]))


def _told(one: Explanation) -> dict[str, Any]:
    """Return an explanation as values for JSON, without what no page shows of it."""
    return {
        **{name: getattr(one, name) for name in ("about", "graph", "rule", "title")},
        **{name: getattr(one, name) for name in ("description", "file", "query", "found")},
        "statements": [[name, json_term(value)] for name, value in one.statements],
        "variables": one.rows.variables,
        "rows": [
            {name: json_term(value) for name, value in row.items()} for row in one.rows.rows[:MOST]
        ],
        "documents": [[document.iri, document.sources] for document in one.documents],
        "computed": one.computed,
    }


def _made(told: dict[str, Any]) -> Explanation:
    lines = tuple({name: term(value) for name, value in row.items()} for row in told.pop("rows"))
    statements = tuple((name, term(value)) for name, value in told.pop("statements"))
    documents = tuple(Document(iri, tuple(sources)) for iri, sources in told.pop("documents"))
    return Explanation(
        statements=statements,
        rows=Table(tuple(told.pop("variables")), lines),
        inputs=(),
        documents=documents,
        computed=tuple(told.pop("computed")),
        parts=(),
        **told,
    )
