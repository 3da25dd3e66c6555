"""Files beside a store: written whole or not at all, and read without being changed."""

from pathlib import Path

import pytest

from graph.errors import ReleaseError
from graph.sqlite import new_file, rows

SCHEMA = "CREATE TABLE word (text TEXT);"


def test_what_is_written_replaces_what_was_there_and_is_read_by_name_or_place(
    tmp_path: Path,
) -> None:
    """A second file at the same path has nothing of the first; both kinds of placeholders work."""
    path = tmp_path / "words.sqlite"
    for word in ("old", "new"):
        with new_file(path, "words", SCHEMA) as database:
            database.execute("INSERT INTO word VALUES (?)", (word,))

    assert rows(path, "words", "SELECT text FROM word") == [("new",)]
    assert rows(path, "words", "SELECT 1 FROM word WHERE text = ?", ("old",)) == []
    assert rows(path, "words", "SELECT 1 FROM word WHERE text = :word", {"word": "new"}) == [(1,)]


def test_nothing_is_kept_of_a_file_whose_writing_fails(tmp_path: Path) -> None:
    """An error while a file is filled leaves tables without rows."""
    path = tmp_path / "words.sqlite"

    def fail() -> None:
        with new_file(path, "words", SCHEMA) as database:
            database.execute("INSERT INTO word VALUES ('half')")
            raise KeyError("graph")

    with pytest.raises(KeyError):
        fail()
    assert rows(path, "words", "SELECT text FROM word") == []


def test_a_file_that_is_read_cannot_be_written(tmp_path: Path) -> None:
    """A statement that would write is an error that names the file."""
    path = tmp_path / "words.sqlite"
    with new_file(path, "words", SCHEMA):
        pass

    with pytest.raises(ReleaseError, match=r"cannot read the words .*words\.sqlite"):
        rows(path, "words", "INSERT INTO word VALUES ('x')")


def test_a_file_that_is_missing_or_in_no_folder_is_an_error_with_its_name(tmp_path: Path) -> None:
    """Neither reading nor writing fails with anything but an error of the release."""
    path = tmp_path / "no" / "words.sqlite"

    with pytest.raises(ReleaseError, match="run `equipoise build`"):
        rows(path, "words", "SELECT 1")
    with pytest.raises(ReleaseError, match="cannot write the words"), new_file(path, "words", ""):
        pass
