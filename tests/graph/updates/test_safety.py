"""Changes that meet another change, a broken build, or a folder that cannot be written."""

import fcntl
import multiprocessing
import os
from threading import Thread
from typing import IO

import pytest

from graph import updates
from graph.corpus import read_document
from graph.errors import (
    EditConflict,
    ReleaseBusy,
    ReleaseError,
    Unwritable,
)
from graph.namespaces import DEFAULT_BASE
from graph.release import build, current
from graph.settings import Settings
from graph.updates import files
from tests.excerpt import LIGHT, TRIAL, served, text

TURTLE = "text/turtle"
N_TRIPLES = "application/n-triples"
LABEL = "<http://www.w3.org/2000/01/rdf-schema#label>"
NOTE = "<http://www.w3.org/2004/02/skos/core#note>"
STUDY = f"<{DEFAULT_BASE}id/study/corbitt-2019>"


def test_a_condition_is_asked_about_the_document_as_it_is(editable: Settings) -> None:
    """The digest that decides is that of the file, and a refusal says what has happened."""
    path = editable.data / f"{TRIAL}.ttl"
    path.write_bytes(path.read_bytes() + b"# changed by hand\n")
    digest = read_document(path, editable.data).digest
    asked: list[str | None] = []

    def refuse(now: str | None) -> bool:
        asked.append(now)
        return False

    with pytest.raises(EditConflict, match="has been changed since"):
        updates.put(editable, TRIAL, b"<http://a/x> <http://a/p> 1 .", TURTLE, refuse)
    with pytest.raises(EditConflict, match="there is no document studies/new"):
        updates.put(editable, "studies/new", b"<http://a/x> <http://a/p> 1 .", TURTLE, refuse)
    with pytest.raises(EditConflict, match="exists already"):
        updates.remove(editable, TRIAL, lambda now: now is None)

    assert (digest, None) == (asked[0], asked[2])


def test_an_error_in_the_build_puts_the_document_back(
    editable: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A build that fails half-way leaves the old document, the old release, and a free lock."""
    before, release = text(editable, LIGHT), served(editable)

    def fail(settings: Settings, lock: IO[str]) -> None:
        raise ReleaseError("the disk is full")

    with monkeypatch.context() as patched:
        patched.setattr(updates, "rebuild_apart", fail)
        with pytest.raises(ReleaseError, match="the disk is full"):
            updates.put(editable, LIGHT, before + b"# more\n", TURTLE)
        with pytest.raises(ReleaseError, match="the disk is full"):
            updates.remove(editable, LIGHT)

    assert (before, release) == (text(editable, LIGHT), served(editable))
    assert (editable.data / f"{LIGHT}.ttl").exists()
    assert updates.put(editable, LIGHT, before + b"# more\n", TURTLE).release is not None


def _die_in_the_build(settings: Settings) -> None:
    pytest.MonkeyPatch().setattr(updates, "rebuild_apart", lambda settings, lock: os._exit(9))
    updates.put(settings, LIGHT, text(settings, LIGHT) + b"# more\n", TURTLE)


def test_the_next_build_takes_up_what_a_dead_process_wrote(editable: Settings) -> None:
    """A process that dies in the build leaves the old release; the next build has the change."""
    before, release = text(editable, LIGHT), served(editable)
    child = multiprocessing.get_context("spawn").Process(target=_die_in_the_build, args=(editable,))
    child.start()
    child.join()

    assert (9, release) == (child.exitcode, served(editable))
    assert before + b"# more\n" == text(editable, LIGHT)
    assert build(editable).report is not None
    assert release != served(editable)


def test_two_changes_at_once_are_both_made_one_after_the_other(editable: Settings) -> None:
    """The second waits for the first, and the last release holds both."""
    names = (LIGHT, "assessments/blundell-2015")
    outcomes: dict[str, updates.Outcome] = {}

    def change(name: str) -> None:
        sent = text(editable, name) + b"# at once\n"
        outcomes[name] = updates.put(editable, name, sent, TURTLE)

    threads = [Thread(target=change, args=(name,)) for name in names]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    release = current(editable.releases)
    assert release is not None
    assert {name: outcomes[name].digest for name in names} == {
        name: release.manifest.documents[name] for name in names
    }


def test_a_change_does_not_wait_for_ever(
    editable: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where a build takes long, a change is refused and nothing is written."""
    monkeypatch.setattr(files, "PATIENCE", 0.1)
    with (editable.releases / ".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        with pytest.raises(ReleaseBusy, match="try again"):
            updates.remove(editable, LIGHT)


def test_documents_that_do_not_conform_as_they_are_come_first(editable: Settings) -> None:
    """A violation of another document is not the editor's; the one who may mend it is told."""
    path = editable.data / f"{TRIAL}.ttl"
    path.write_bytes(path.read_bytes().replace(b"eq:events 17", b"eq:events 71"))

    with pytest.raises(Unwritable, match=r"as they are: studies/roerink-2017\.ttl"):
        updates.put(editable, LIGHT, text(editable, LIGHT) + b"# more\n", TURTLE)
    (editable.data / "studies/broken.ttl").write_text("<", "utf-8")
    with pytest.raises(Unwritable, match="equipoise check"):
        updates.remove(editable, LIGHT)


def test_the_documents_inside_an_installation_are_left_alone(
    editable: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Documents that came with an installed package, which an upgrade replaces, cannot change."""
    monkeypatch.setattr(files, "package_folder", lambda name: editable.data.parent)

    with pytest.raises(Unwritable, match="--data or EQUIPOISE_DATA"):
        updates.remove(editable, LIGHT)


@pytest.mark.skipif(os.getuid() == 0, reason="root may write everywhere")
def test_a_folder_that_cannot_be_written_is_named(editable: Settings) -> None:
    """A server without the right to write says so, and nothing changes."""
    (editable.data / "assessments").chmod(0o555)

    with pytest.raises(Unwritable, match=r"the folder assessments .* cannot be written"):
        updates.remove(editable, LIGHT)


def test_a_file_in_the_place_of_the_copies_is_an_error_before_anything_is_written(
    editable: Settings,
) -> None:
    """Where the old text cannot be kept, the new one is not written."""
    (editable.releases / "replaced").write_text("in the way", "utf-8")
    before = text(editable, LIGHT)

    with pytest.raises(Unwritable, match="cannot be kept"):
        updates.put(editable, LIGHT, before + b"# more\n", TURTLE)

    assert before == text(editable, LIGHT)
