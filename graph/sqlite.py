"""SQLite files beside a store: written once by the build, only ever read afterwards."""

import sqlite3
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

from graph.errors import ReleaseError

#: Answers a statement, and what its placeholders stand for, with its rows.
Ask = Callable[[str, Mapping[str, Any]], list[Any]]


@contextmanager
def new_file(path: Path, what: str, schema: str) -> Iterator[sqlite3.Connection]:
    """Write a file of a given schema to *path*, replacing what is there.

    What the body inserts is kept when it ends, and none of it when it fails.

    Args:
        path: where the file is to be.
        what: what the file is called in an error, such as ``search index``.
        schema: the statements that make its tables.

    Raises:
        ReleaseError: the file cannot be written.
    """
    path.unlink(missing_ok=True)
    try:
        with closing(sqlite3.connect(path)) as database, database:
            database.executescript(schema)
            yield database
    except sqlite3.Error as error:
        raise ReleaseError(f"cannot write the {what} {path}: {error}") from error


def rows(
    path: Path,
    what: str,
    statement: str,
    values: Sequence[str | int | None] | Mapping[str, str | int | None] = (),
) -> list[Any]:
    """Return the rows of a statement over a file that nobody writes any more.

    Args:
        path: the file.
        what: what the file is called in an error, such as ``search index``.
        statement: a statement that only reads.
        values: what its placeholders stand for.

    Raises:
        ReleaseError: the file cannot be read.
    """
    with reading(path, what) as database:
        return database.execute(statement, values).fetchall()


@contextmanager
def reading(path: Path, what: str) -> Iterator[sqlite3.Connection]:
    """Open a file that nobody writes any more for some statements, which may make temporary tables.

    Args:
        path: the file.
        what: what the file is called in an error, such as ``search index``.

    Raises:
        ReleaseError: the file cannot be read.
    """
    try:
        uri = f"{path.resolve().as_uri()}?mode=ro&immutable=1"
        with closing(sqlite3.connect(uri, uri=True, isolation_level=None)) as database:
            yield database
    except sqlite3.Error as error:
        raise ReleaseError(
            f"cannot read the {what} {path}: {error}; run `equipoise build`"
        ) from error


def asking(database: sqlite3.Connection) -> Ask:
    """Return what asks a file that is being written."""
    return lambda statement, values: database.execute(statement, values).fetchall()


def is_version(path: Path, version: int) -> bool:
    """Tell whether a file is there whose schema has a version, as ``PRAGMA user_version``."""
    try:
        return path.is_file() and rows(path, "file", "PRAGMA user_version")[0][0] == version
    except ReleaseError:
        return False
