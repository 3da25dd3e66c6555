"""Releases: built aside, switched to in one step."""

import fcntl
import multiprocessing
import os
import shutil
import signal
import time
from pathlib import Path

import pytest

from graph.endpoint import LocalEndpoint
from graph.errors import DocumentError, ReleaseError
from graph.release import KEPT, Release, build, current, open_release
from graph.settings import Settings

COUNT = "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"


def built(settings: Settings) -> Release:
    release = build(settings).release
    assert release is not None
    return release


def touch(settings: Settings, text: str) -> None:
    """Change one document without changing its meaning."""
    path = settings.data / "studies/roerink-2017.ttl"
    path.write_text(path.read_text("utf-8") + f"# {text}\n", "utf-8")


def test_a_release_holds_documents_ontology_and_derived_graphs(
    endpoint: LocalEndpoint, release: Release
) -> None:
    """Every document is a named graph of the store, beside the ontology and what the rules made."""
    graphs = {graph.value for graph in endpoint.store.named_graphs() if hasattr(graph, "value")}
    names = {graph.partition("/graph/")[2] for graph in graphs}

    assert set(release.manifest.documents) <= names
    assert {"ontology/vocabularies", "derived/question-status", "dataset"} <= names


def test_nothing_is_built_when_nothing_changed(settings: Settings, release: Release) -> None:
    """A second build returns the release in service and checks nothing."""
    again = build(settings)

    assert (release, None) == (again.release, again.report)


def test_a_change_makes_a_new_release_and_re_checks_only_what_it_touches(copied: Settings) -> None:
    """After a change to one document a new release is in service, most verdicts being reused."""
    first = built(copied)
    touch(copied, "a comment")
    second = build(copied)

    assert second.release is not None
    assert second.report is not None
    assert first.manifest.digest != second.release.manifest.digest
    assert 0 < second.report.reused < second.report.documents
    assert second.release == current(copied.releases)


def test_a_violation_leaves_the_release_in_service(copied: Settings) -> None:
    """Nothing is built from documents that do not conform, and the old release stays."""
    first = built(copied)
    path = copied.data / "studies/roerink-2017.ttl"
    path.write_text(path.read_text("utf-8").replace("eq:events 17", "eq:events 71"), "utf-8")

    outcome = build(copied)

    assert outcome.release is None
    assert outcome.report is not None
    assert not outcome.report.conforms
    assert first == current(copied.releases)


def test_broken_turtle_leaves_the_release_in_service(copied: Settings) -> None:
    """A document that cannot be parsed stops the build, and the old release stays."""
    first = built(copied)
    (copied.data / "studies/broken.ttl").write_text("<http://a/x> <http://a/p>", "utf-8")

    with pytest.raises(DocumentError, match=r"broken\.ttl:1: not Turtle"):
        build(copied)

    assert first == current(copied.releases)


def test_a_second_builder_is_told_to_wait(copied: Settings) -> None:
    """Two builds never write into one folder at once."""
    copied.releases.mkdir(exist_ok=True)
    with (copied.releases / ".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        with pytest.raises(ReleaseError, match="another build"):
            build(copied)


def _build_in_child(settings: Settings) -> None:
    build(settings)


def test_a_build_killed_half_way_loses_nothing(copied: Settings) -> None:
    """After a kill at any moment the old release answers, and the next build succeeds."""
    first = built(copied)
    for delay in (0.05, 0.3, 0.8):
        touch(copied, f"killed after {delay}")
        child = multiprocessing.get_context("spawn").Process(target=_build_in_child, args=(copied,))
        child.start()
        time.sleep(delay)
        os.kill(child.pid or 0, signal.SIGKILL)
        child.join()
        serving = current(copied.releases)
        assert serving is not None
        assert len(LocalEndpoint.open(serving.store).select(COUNT)) == 1

    last = built(copied)

    assert first.manifest.digest != last.manifest.digest
    assert [] == list(copied.releases.glob(".building-*"))


def test_old_releases_are_removed_but_an_open_one_still_answers(copied: Settings) -> None:
    """Only the newest releases are kept, and a reader of a removed one is not disturbed."""
    reader = LocalEndpoint.open(built(copied).store)
    before = reader.select(COUNT)
    for number in range(KEPT + 1):
        touch(copied, str(number))
        built(copied)

    kept = [path for path in copied.releases.iterdir() if path.is_dir() and not path.is_symlink()]

    assert KEPT == len(kept)
    assert before == reader.select(COUNT)


def test_a_folder_without_a_release_says_how_to_make_one(tmp_path: Path) -> None:
    """Opening nothing names the command that builds."""
    with pytest.raises(ReleaseError, match="equipoise build"):
        open_release(tmp_path)
    assert current(tmp_path) is None


def test_a_damaged_manifest_counts_as_no_release(copied: Settings) -> None:
    """A release whose manifest is damaged is built anew instead of being served."""
    release = built(copied)
    (release.folder / "manifest.json").write_text("{", "utf-8")

    assert current(copied.releases) is None
    shutil.rmtree(release.folder)
    assert built(copied).manifest.digest == release.manifest.digest
