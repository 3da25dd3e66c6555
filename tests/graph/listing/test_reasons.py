"""Why the numbers of crowded records are what they are, as the build keeps it."""

import shutil
import sqlite3
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from graph.endpoint import LocalEndpoint, Table
from graph.errors import NotFound
from graph.explanation import MOST, Explanation, explain
from graph.listing import Lists
from graph.listing.reasons import CROWDED, kept_reasons, write_reasons
from graph.namespaces import DEFAULT_BASE

FEW = 6
QUESTION = f"{DEFAULT_BASE}id/question/rituximab-against-placebo"


@pytest.fixture(scope="module")
def kept(lists: Lists, endpoint: LocalEndpoint, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the lists that takes a record for crowded with a few studies."""
    path = tmp_path_factory.mktemp("reasons") / "lists.sqlite"
    shutil.copy(lists.path, path)
    with closing(sqlite3.connect(path)) as database, database:
        write_reasons(database, endpoint, lambda iri: True, FEW)
    return path


def shown(one: Explanation) -> Explanation:
    """Return what a page shows of an explanation."""
    return replace(one, rows=Table(one.rows.variables, one.rows.rows[:MOST]), inputs=())


def test_what_is_kept_is_what_the_graph_says(kept: Path, endpoint: LocalEndpoint) -> None:
    """Of every crowded record: rules, statements, rows, documents, sources."""
    with closing(sqlite3.connect(kept)) as database:
        names = [name for (name,) in database.execute("SELECT iri FROM reason ORDER BY iri")]

    assert any("/hypothesis/" in name for name in names)
    assert any("/question/" in name for name in names)
    for name in names:
        asked = tuple(shown(one) for one in explain(endpoint, name, 0, MOST))
        assert asked == kept_reasons(kept, name), name


def test_only_crowded_records_are_kept(lists: Lists) -> None:
    """Nothing shipped is crowded: the graph says why when somebody asks."""
    with closing(sqlite3.connect(lists.path)) as database:
        assert [] == database.execute("SELECT iri FROM reason").fetchall()
    with pytest.raises(NotFound):
        lists.reasons(QUESTION)
    assert CROWDED > FEW


def test_of_many_rows_it_is_said_how_many_there_are(kept: Path, endpoint: LocalEndpoint) -> None:
    """The number of rows is that of all of them, however few are here."""
    with closing(sqlite3.connect(kept)) as database:
        name = database.execute("SELECT iri FROM reason ORDER BY length(told) DESC").fetchone()[0]
    for one, whole in zip(kept_reasons(kept, name), explain(endpoint, name, 0), strict=True):
        assert (one.found, min(one.found, MOST)) == (len(whole.rows), len(one.rows))
