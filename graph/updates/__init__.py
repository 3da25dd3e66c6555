"""Change one document: check it in the context of all others, write it, and release that.

A change is accepted only if the whole graph conforms with it, by the check that a build makes.
Then the text that it replaces is kept in ``{releases}/replaced``, the document is written to the
data folder, and a release is built and switched to. One change or build happens at a time, in all
processes: each holds the lock of the releases from the first look to the last.

If the build fails, the previous text is put back. If the process dies after the document was
written, the next build (``equipoise build``, the next change, or a start of ``equipoise serve``)
takes the document up: it has been checked, so nothing has to be undone.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import pyoxigraph as ox

from graph.corpus import Document, parse_document
from graph.corpus.formats import READ, as_turtle
from graph.corpus.unpacking import MADE, is_made
from graph.corpus.writing import turtle
from graph.errors import EditConflict, ForeignDocument, NotFound, Unwritable
from graph.namespaces import graph_iri
from graph.release import Release
from graph.settings import Settings
from graph.updates.apart import rebuild_apart
from graph.updates.files import read, refuse_unwritable, turn, written
from graph.updates.judgement import judge
from graph.validation import Report

__all__ = ["READ", "Condition", "Outcome", "always", "merge", "put", "remove"]

#: Says whether a document may be changed, from its digest now (None if there is none).
Condition = Callable[[str | None], bool]
#: Says what a document is to become, from what it is (None: there is, or shall be, none).
_Change = Callable[[Document | None], bytes | None]

_NAME: Final = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*/[a-z0-9]+(-[a-z0-9]+)*")


@dataclass(frozen=True)
class Outcome:
    """What came of a change.

    Attributes:
        release: the release now in service, or None when the change was rejected.
        report: the violations that the change would have caused, or the warnings that it leaves.
        created: whether there was no such document before.
        digest: SHA-256 of the document as it is now, None if it was removed.
    """

    release: Release | None
    report: Report
    created: bool = False
    digest: str | None = None


def always(digest: str | None) -> bool:
    """Change a document whatever it is."""
    return True


def put(
    settings: Settings, name: str, raw: bytes, media_type: str, condition: Condition = always
) -> Outcome:
    """Make a document what was sent; Turtle stays as it is, to the byte.

    Raises:
        DocumentError: what was sent cannot be parsed.
        ForeignDocument: no document can have that name.
        EditConflict: the condition does not hold.
        Unwritable: the documents cannot be changed here, or have to be mended first.
        ReleaseError: another build is running, or the release cannot be written.
    """
    _refuse_foreign(name)
    sent = _document(as_turtle(raw, media_type, name, settings.base), name, settings.base)
    return _change(settings, name, lambda _: sent.text.encode(), condition)


def merge(
    settings: Settings, name: str, raw: bytes, media_type: str, condition: Condition = always
) -> Outcome:
    """Add what was sent to a document (RDF merge), or make it the document if there is none.

    What is new is written after the existing text, which stays as it is. Errors as for
    :func:`put`.
    """
    _refuse_foreign(name)
    sent = _document(as_turtle(raw, media_type, name, settings.base), name, settings.base)

    def merged(now: Document | None) -> bytes:
        if now is None:
            return sent.text.encode()
        added = _merge(sent.triples) - now.triples
        if not added:
            return now.text.encode()
        return f"{now.text.rstrip()}\n\n{turtle(added, now.graph, settings.base)}".encode()

    return _change(settings, name, merged, condition)


def remove(settings: Settings, name: str, condition: Condition = always) -> Outcome:
    """Remove a document; one that others need stays, as they would not conform without it.

    Raises:
        NotFound: there is no such document.
        ForeignDocument, EditConflict, Unwritable, ReleaseError: as for :func:`put`.
    """
    _refuse_foreign(name)

    def removed(now: Document | None) -> None:
        if now is None:
            raise NotFound(graph_iri(settings.base, name))

    return _change(settings, name, removed, condition)


def _merge(triples: frozenset[ox.Triple]) -> frozenset[ox.Triple]:
    """Return the triples with blank nodes that no other document has."""
    fresh: dict[str, ox.BlankNode] = {}

    def renamed(term: object) -> object:
        blank = isinstance(term, ox.BlankNode)
        return fresh.setdefault(term.value, ox.BlankNode()) if blank else term  # type: ignore[attr-defined]

    return frozenset(
        ox.Triple(renamed(t.subject), t.predicate, renamed(t.object))  # type: ignore[arg-type]
        for t in triples
    )


def _refuse_foreign(name: str) -> None:
    if is_made(name):
        raise ForeignDocument(
            f"{name} is made by a build and cannot be written; graphs that start with "
            f"{', '.join(MADE)} follow from the documents and from the software"
        )
    if not _NAME.fullmatch(name):
        raise ForeignDocument(
            f"{name!r} is no name of a document; one is folder/name in lower-case letters, digits "
            "and hyphens, such as studies/roerink-2017"
        )


def _document(raw: bytes, name: str, base: str) -> Document:
    return parse_document(raw, Path(f"{name}.ttl"), name, base)


def _change(settings: Settings, name: str, change: _Change, condition: Condition) -> Outcome:
    with turn(settings.releases) as lock:
        documents = read(settings)
        now = documents.get(name)
        _refuse_conflict(name, now, condition)
        raw = change(now)
        refuse_unwritable(settings, name, documents)
        after = {key: document for key, document in documents.items() if key != name}
        if raw is not None:
            after[name] = _document(raw, name, settings.base)
        report = judge(settings, documents, after, name)
        if not report.conforms:
            return Outcome(None, report)
        with written(settings, name, raw):
            release = rebuild_apart(settings, lock)
            if release is None:
                raise Unwritable("the documents were changed by hand meanwhile; try again")
        digest = after[name].digest if name in after else None
        return Outcome(release, report, now is None, digest)


def _refuse_conflict(name: str, now: Document | None, condition: Condition) -> None:
    if condition(now.digest if now else None):
        return
    if now is None:
        raise EditConflict(f"there is no document {name}; send it without If-Match to add it")
    if condition(None):
        raise EditConflict(f"{name} exists already; read it, and send your change to that")
    raise EditConflict(
        f"{name} has been changed since you read it; read it again, and send your change to that"
    )
