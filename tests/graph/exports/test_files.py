"""The files of a release: complete, counted, checked, and always the same bytes."""

import hashlib
from pathlib import Path

import pytest

from graph.errors import UnusableInput
from graph.exports import Source, available, formats, write_files
from graph.exports.formats import format_names
from graph.release import Release, build, open_release
from graph.settings import Settings


def test_a_release_has_a_file_in_every_format(release: Release) -> None:
    """With all libraries installed a build makes every format there is."""
    assert set(format_names()) == {file.format for file in release.manifest.files}


def test_the_manifest_tells_length_and_checksum_of_every_file(release: Release) -> None:
    """What the manifest says of a file is so, and no other file lies beside those it lists."""
    said = {file.name: (file.size, file.sha256) for file in release.manifest.files}
    found = {
        path.name: (path.stat().st_size, hashlib.sha256(path.read_bytes()).hexdigest())
        for path in release.exports.iterdir()
    }

    assert said == found


def test_the_manifest_keeps_the_files_when_it_is_read(release: Release) -> None:
    """A release that is opened again lists the same files."""
    assert release.manifest.files == open_release(release.folder).manifest.files


def test_the_same_release_gives_the_same_files(
    release: Release, source: Source, tmp_path: Path
) -> None:
    """Made a second time from the finished release, every file has the same bytes."""
    assert release.manifest.files == write_files(source, tmp_path)


def test_only_the_formats_asked_for_are_written(source: Source, tmp_path: Path) -> None:
    """A list of formats leaves the others out."""
    written = write_files(source, tmp_path / "new", ("bibtex", "ris"))

    assert ["references.bib", "references.ris"] == [file.name for file in written]
    assert {"references.bib", "references.ris"} == {p.name for p in (tmp_path / "new").iterdir()}


def test_an_unknown_format_names_the_known_ones(source: Source, tmp_path: Path) -> None:
    """A format that nobody makes is refused with those there are."""
    with pytest.raises(UnusableInput, match=r"no format is called 'xlsx'; there are csv, parquet"):
        write_files(source, tmp_path / "none", ("xlsx",))

    assert not (tmp_path / "none").exists()


def test_a_missing_library_is_named_when_asked_for_and_left_out_otherwise(
    source: Source, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without pyarrow a build makes all but Parquet; asked for Parquet, it says what to install."""
    monkeypatch.setitem(formats.LIBRARIES, "parquet", "no_such_library")

    assert "parquet" not in available()
    with pytest.raises(UnusableInput, match=r"no_such_library; pip install equipoise\[exports\]"):
        write_files(source, tmp_path, ("parquet",))


def test_a_release_without_files_gets_them_at_the_next_build(editable: Settings) -> None:
    """Documents that have not changed are built anew only because the files are missing."""
    before = build(editable).release
    after = build(Settings(editable.data, editable.releases)).release
    again = build(Settings(editable.data, editable.releases))

    assert before is not None and after is not None
    assert () == before.manifest.files
    assert before.manifest.digest == after.manifest.digest
    assert set(available()) == {file.format for file in after.manifest.files}
    assert (after, None) == (again.release, again.report)
