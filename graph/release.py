"""Releases: immutable snapshots of the graph, built aside and switched to in one step.

A release is a folder ``releases/{time}-{digest}`` with an Oxigraph store, a search index, lists,
the files to download and a manifest. ``releases/current`` is a symbolic link to the one in service.
Readers only ever open a finished release, read-only; a build that fails or dies leaves the one in
service as it was.
"""

import fcntl
import hashlib
import json
import os
import shutil
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime
from functools import lru_cache
from pathlib import Path
from typing import IO

import pyoxigraph as ox

from graph import __version__
from graph.corpus import Document, load, read_corpus
from graph.derivation import derive
from graph.description import Manifest, description
from graph.endpoint import LocalEndpoint
from graph.errors import ReleaseBusy, ReleaseError
from graph.exports import Source, available, write_files
from graph.files import sync_folder, write_atomically
from graph.links import Links, build_links
from graph.listing import Lists, build_lists
from graph.namespaces import graph_iri
from graph.records import ExportFile
from graph.resources import package_folder, shipped
from graph.search import SearchIndex, build_index
from graph.settings import Settings
from graph.synthesis.pooled import NAME as POOLED
from graph.synthesis.pooled import available as can_pool
from graph.synthesis.pooled import synthesise
from graph.validation import Progress, Report, check

KEPT = 3

#: The file of a release that holds what the check of its documents found.
REPORT = "validation.json"


@dataclass(frozen=True)
class Release:
    """A finished release on disk."""

    folder: Path
    manifest: Manifest

    @property
    def store(self) -> Path:
        """Return the folder of the Oxigraph store."""
        return self.folder / "store"

    @property
    def index(self) -> Path:
        """Return the file of the search index."""
        return self.folder / "search.sqlite"

    @property
    def lists(self) -> Path:
        """Return the file of the lists."""
        return self.folder / "lists.sqlite"

    @property
    def links(self) -> Path:
        """Return the file of how records hang together."""
        return self.folder / "links.sqlite"

    @property
    def exports(self) -> Path:
        """Return the folder of the files to download."""
        return self.folder / "exports"


@dataclass(frozen=True)
class Build:
    """The outcome of a build.

    Attributes:
        release: the release now in service, or None when the documents did not conform.
        report: what the check found, or None when nothing had changed and nothing was checked.
    """

    release: Release | None
    report: Report | None


def open_release(folder: Path) -> Release:
    """Read the manifest of a release.

    Raises:
        ReleaseError: there is no release in *folder*.
    """
    folder = folder.resolve()
    try:
        raw = json.loads((folder / "manifest.json").read_text("utf-8"))
        files = tuple(ExportFile(**file) for file in raw.pop("files", ()))
        return Release(folder, Manifest(**raw, files=files))
    except (OSError, ValueError, TypeError, AttributeError) as error:
        raise ReleaseError(f"{folder}: no release there; run `equipoise build`") from error


def current(releases: Path) -> Release | None:
    """Return the release in service, or None if none was ever built."""
    try:
        return open_release(releases / "current")
    except ReleaseError:
        return None


def build(settings: Settings, progress: Progress = iter) -> Build:
    """Check the documents, derive, and put a new release into service.

    Nothing is built when no document, rule or ontology file has changed since the release in
    service and it has every file to download that can be made, nor when a document violates a
    constraint; the release in service stays.

    Raises:
        UnusableInput: a document cannot be parsed.
        ReleaseError: another build is running, or the folder cannot be written.
    """
    with writer(settings.releases):
        return rebuild(settings, progress)


def rebuild(settings: Settings, progress: Progress = iter) -> Build:
    """Do what :func:`build` does, for a caller that holds :func:`writer`."""
    documents = read_corpus(settings.data, settings.base)
    digest = _digest(documents, settings.base)
    serving = current(settings.releases)
    if serving and serving.manifest.digest == digest and _complete(serving, settings):
        return Build(serving, None)
    report = check(documents, cache=settings.releases / "checks.json", progress=progress)
    if not report.conforms:
        return Build(None, report)
    release = _write(settings, documents, digest, named(report, documents))
    _switch(settings.releases, release.folder)
    _prune(settings.releases)
    return Build(release, report)


def named(report: Report, documents: Iterable[Document]) -> Report:
    """Return a report that says document names in the place of paths of this machine."""
    names = {str(document.path): document.name for document in documents}
    defects = tuple(replace(d, path=names.get(d.path, d.path)) for d in report.defects)
    return replace(report, reused=0, defects=defects)


@lru_cache(maxsize=2)
def read_report(folder: Path) -> Report | None:
    """Return what the check of a release found, or None for one that says nothing of it."""
    try:
        return Report.read((folder / REPORT).read_text("utf-8"))
    except (OSError, ValueError, TypeError, KeyError):
        return None


def _complete(release: Release, settings: Settings) -> bool:
    """Tell whether a release has every graph, list and file that what is installed can make."""
    if can_pool() and POOLED not in release.manifest.derived:
        return False
    beside = SearchIndex(release.index), Lists(release.lists), Links(release.links)
    if not all(one.usable for one in beside):
        return False
    if not (release.folder / REPORT).is_file():
        return False
    made = {file.format for file in release.manifest.files}
    return not settings.files or made.issuperset(available())


@contextmanager
def writer(releases: Path) -> Iterator[IO[str]]:
    """Be the only one that builds into *releases*, by a lock; clean up what a dead process left.

    Raises:
        ReleaseBusy: another process, or another thread, is building.
        ReleaseError: the folder cannot be written.
    """
    try:
        releases.mkdir(parents=True, exist_ok=True)
        lock = (releases / ".lock").open("w")
    except OSError as error:
        raise ReleaseError(
            f"cannot write releases to {releases}: {error.strerror}; name another folder with "
            "--releases or EQUIPOISE_RELEASES"
        ) from error
    with lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise ReleaseBusy(f"another build is writing to {releases}; wait for it") from error
        for left_over in releases.glob(".building-*"):
            shutil.rmtree(left_over)
        yield lock


def _sources() -> Iterator[Path]:
    yield from sorted(shipped("ontology").glob("*.*"))
    yield from sorted(package_folder("rules").glob("*.rq"))
    yield from sorted(package_folder("queries").glob("pooling-*.rq"))
    yield from sorted(package_folder("queries").glob("table-*.rq"))
    yield from sorted(package_folder("synthesis").glob("*.py"))
    yield from sorted(shipped("shapes").glob("*.*"))


def _digest(documents: Iterable[Document], base: str) -> str:
    digest = hashlib.sha256(f"{__version__} {base}\n".encode())
    for document in documents:
        digest.update(f"{document.name} {document.digest}\n".encode())
    for path in _sources():
        digest.update(path.read_bytes())
    return digest.hexdigest()


def load_ontology(store: ox.Store, base: str) -> None:
    """Put the ontology, its vocabularies and its alignments into a store, a graph each."""
    for path in sorted(shipped("ontology").glob("*.ttl")):
        graph = ox.NamedNode(graph_iri(base, f"ontology/{path.stem}"))
        store.bulk_load(path=path, format=ox.RdfFormat.TURTLE, to_graph=graph)


def assemble(documents: Sequence[Document], base: str) -> tuple[ox.Store, dict[str, int]]:
    """Return everything a release holds, in memory, and what each rule constructed."""
    store = ox.Store()
    load(documents, store)
    load_ontology(store, base)
    return store, derive(store, base) | synthesise(store, base)


def _write(
    settings: Settings, documents: Sequence[Document], digest: str, report: Report
) -> Release:
    """Write a new release beside those there are, and rename it into place when it is whole."""
    now = datetime.now(UTC).replace(microsecond=0)
    name = f"{now:%Y%m%dT%H%M%SZ}-{digest[:8]}"
    aside = settings.releases / f".building-{os.getpid()}"
    aside.mkdir()
    memory, derived = assemble(documents, settings.base)
    manifest = Manifest(
        name=name,
        issued=now.isoformat(),
        digest=digest,
        base=settings.base,
        software=__version__,
        triples=0,
        documents={document.name: document.digest for document in documents},
        derived=derived,
    )
    serving = current(settings.releases)
    manifest = manifest.dated(serving.manifest if serving else None).measured(memory)
    memory.extend(description(manifest))
    store = ox.Store(str(aside / "store"))
    store.bulk_extend(memory)
    store.optimize()
    store.flush()
    del store
    build_index(LocalEndpoint(memory), aside / "search.sqlite")
    build_links(LocalEndpoint(memory), aside / "links.sqlite")
    build_lists(LocalEndpoint(memory), aside / "lists.sqlite", settings.base)
    if settings.files:
        source = Source(memory, settings.base, name, manifest.issued)
        manifest = replace(manifest, files=write_files(source, aside / "exports"))
    write_atomically(aside / REPORT, report.json().encode())
    write_atomically(aside / "manifest.json", json.dumps(asdict(manifest), indent=2).encode())
    folder = settings.releases / name
    if folder.exists():
        shutil.rmtree(folder)
    aside.rename(folder)
    sync_folder(settings.releases)
    return Release(folder, manifest)


def _switch(releases: Path, folder: Path) -> None:
    """Make *folder* the release in service, in one step."""
    link = releases / ".current-new"
    link.unlink(missing_ok=True)
    link.symlink_to(folder.name)
    link.replace(releases / "current")
    sync_folder(releases)


def _prune(releases: Path) -> None:
    """Remove all but the newest releases; a reader that has one open keeps its files."""
    serving = (releases / "current").resolve()
    folders = (path.parent for path in releases.glob("*/manifest.json"))
    finished = sorted(folder for folder in folders if not folder.is_symlink())
    for folder in finished[:-KEPT]:
        if folder.resolve() != serving:
            shutil.rmtree(folder)
