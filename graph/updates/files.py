"""The folder of documents: whose turn it is, who may write, and how nothing is lost."""

import hashlib
import os
import time
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import IO

from graph.corpus import Document, read_corpus
from graph.errors import ForeignDocument, ReleaseBusy, UnusableInput, Unwritable
from graph.files import sync_folder, write_atomically
from graph.release import current, writer
from graph.resources import package_folder
from graph.settings import Settings

#: How long a change waits for another one, in seconds.
PATIENCE = 5.0


@contextmanager
def turn(releases: Path) -> Iterator[IO[str]]:
    """Wait for the end of another change or build, but not long, and hold the lock.

    Raises:
        ReleaseBusy: it took too long.
        ReleaseError: the folder of the releases cannot be written.
    """
    deadline = time.monotonic() + PATIENCE
    with ExitStack() as stack:
        while True:
            try:
                lock = stack.enter_context(writer(releases))
                break
            except ReleaseBusy as error:
                if time.monotonic() > deadline:
                    raise ReleaseBusy("another change is being released; try again") from error
                time.sleep(0.05)
        yield lock


def read(settings: Settings) -> dict[str, Document]:
    """Read the documents as they are, by name.

    Raises:
        Unwritable: one of them cannot be read.
    """
    try:
        corpus = read_corpus(settings.data, settings.base)
    except UnusableInput as error:
        raise Unwritable(
            "a document of this graph cannot be read, so nothing can be released; "
            "run `equipoise check` where the documents are"
        ) from error
    return {document.name: document for document in corpus}


def refuse_unwritable(settings: Settings, name: str, documents: Mapping[str, Document]) -> None:
    """Refuse a change that cannot be written.

    Raises:
        ForeignDocument: no document of the corpus lies in such a folder.
        Unwritable: the server may not write there, or should not.
    """
    folder, _, _ = name.partition("/")
    folders = sorted({other.partition("/")[0] for other in documents})
    if folder not in folders:
        raise ForeignDocument(f"there is no folder {folder}; there are {', '.join(folders)}")
    if settings.data.resolve().is_relative_to(package_folder("turtle").resolve()):
        raise Unwritable(
            "this graph is the one that ships with the software, which an upgrade replaces; "
            "serve a copy of its documents with --data or EQUIPOISE_DATA to change them"
        )
    if not os.access(settings.data / folder, os.W_OK | os.X_OK):
        raise _unwritable(folder)


def _unwritable(folder: str) -> Unwritable:
    return Unwritable(
        f"the folder {folder} of the documents cannot be written by this server; "
        "give its user the right to, or serve a copy with --data or EQUIPOISE_DATA"
    )


@contextmanager
def written(settings: Settings, name: str, raw: bytes | None) -> Iterator[None]:
    """Write a document, or remove it if *raw* is None; put it back if what follows fails.

    What it replaces is kept in ``{releases}/replaced/{time}-{folder}-{name}.ttl``.

    Raises:
        Unwritable: the file cannot be written.
    """
    path = settings.data / f"{name}.ttl"
    previous = path.read_bytes() if path.exists() else None
    if previous is not None and previous != raw:
        _keep(settings.releases / "replaced", name, previous)
    try:
        _write(path, raw)
    except OSError as error:
        raise _unwritable(path.parent.name) from error
    try:
        yield
    except BaseException:
        if not _in_service(settings, name, raw):
            _write(path, previous)
        raise


def _keep(folder: Path, name: str, text: bytes) -> None:
    """Keep the text of a document that is about to be replaced."""
    now = datetime.now(UTC)
    try:
        write_atomically(folder / f"{now:%Y%m%dT%H%M%S.%fZ}-{name.replace('/', '-')}.ttl", text)
    except OSError as error:
        raise Unwritable(
            f"the text that would be replaced cannot be kept, as the folder `{folder.name}` beside "
            "the releases cannot be written; give the server's user the right to"
        ) from error


def _write(path: Path, raw: bytes | None) -> None:
    if raw is not None:
        write_atomically(path, raw)
    elif path.exists():
        path.unlink()
        sync_folder(path.parent)


def _in_service(settings: Settings, name: str, raw: bytes | None) -> bool:
    """Tell whether the release in service holds the document as it was written."""
    release = current(settings.releases)
    digest = None if raw is None else hashlib.sha256(raw).hexdigest()
    return release is not None and release.manifest.documents.get(name) == digest
