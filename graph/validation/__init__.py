"""Check documents: SHACL one document at a time, then queries over the whole graph.

pySHACL is the reference engine. What needs the whole graph (inverse links, transitive closures,
uniqueness) is a query in ``shapes/*-violation.rq`` of which every row is a defect.
"""

import json
import re
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

import pyoxigraph as ox

from graph.corpus import Document, load
from graph.endpoint import LocalEndpoint, Row
from graph.errors import QueryFileError
from graph.files import write_atomically
from graph.namespaces import RDF, RDFS, SKOS, local_part
from graph.queries import header
from graph.resources import shipped
from graph.validation.report import SEVERITIES, Defect, Report, parts
from graph.validation.shacl import Context, Shapes, check_document

__all__ = ["Checks", "Defect", "Report", "check"]

_TYPE = ox.NamedNode(RDF + "type")
_LABEL = ox.NamedNode(RDFS + "label")
_NOTE = ox.NamedNode(SKOS + "editorialNote")

Progress = Callable[[Sequence[Document]], Iterable[Document]]


@dataclass
class Checks:
    """Verdicts of earlier checks, by a digest of all that each verdict depends on."""

    path: Path | None
    verdicts: dict[str, list[Defect]]

    @classmethod
    def read(cls, path: Path | None) -> "Checks":
        """Read the verdicts from a file; none if there is no file or it is unreadable."""
        try:
            raw = json.loads(path.read_text("utf-8")) if path else {}
            return cls(path, {key: [Defect(**d) for d in found] for key, found in raw.items()})
        except (OSError, ValueError, TypeError, AttributeError):
            return cls(path, {})

    def write(self) -> None:
        """Write the verdicts; a folder that cannot be written only costs the next check time."""
        if self.path is not None:
            data = {key: [asdict(d) for d in found] for key, found in self.verdicts.items()}
            with suppress(OSError):
                write_atomically(self.path, json.dumps(data, ensure_ascii=False).encode())

    def forget_all_but(self, keys: set[str]) -> None:
        """Drop verdicts on documents as they no longer are."""
        self.verdicts = {key: self.verdicts[key] for key in keys}


def check(
    documents: Sequence[Document],
    corpus: Sequence[Document] | None = None,
    cache: Path | None = None,
    progress: Progress = iter,
) -> Report:
    """Check documents in the context of a corpus.

    Args:
        documents: the documents to judge.
        corpus: all documents they may refer to; by default the documents themselves.
        cache: file of earlier verdicts; documents whose context is unchanged are not re-checked.
        progress: wraps the iteration over the documents, such as a progress bar.
    """
    corpus = documents if corpus is None else corpus
    shapes = Shapes.load()
    context = Context(corpus)
    checks = Checks.read(cache)
    keys: set[str] = set()
    reused = 0
    defects: list[Defect] = []
    for document in progress(documents):
        key = context.digest(document, shapes)
        reused += key in checks.verdicts
        keys.add(key)
        if key not in checks.verdicts:
            checks.verdicts[key] = check_document(document, context, shapes)
        path = str(document.path)
        defects += [replace(defect, path=path) for defect in checks.verdicts[key]]
    if documents is corpus:
        checks.forget_all_but(keys)
    checks.write()
    store = ox.Store()
    load(corpus, store)
    defects += check_whole(store, documents)
    return Report(
        documents=len(documents),
        triples=sum(len(document.triples) for document in documents),
        records=sum(_records(document) for document in documents),
        reused=reused,
        defects=tuple(sorted(set(defects), key=_order)),
    )


def _order(defect: Defect) -> tuple[str, int, int, str, str]:
    severity = SEVERITIES.index(defect.severity)
    return (defect.path, defect.line, severity, defect.code, defect.message)


def _records(document: Document) -> int:
    return len({t.subject for t in document.triples if t.predicate == _TYPE})


def check_whole(store: ox.Store, documents: Iterable[Document]) -> list[Defect]:
    """Run every whole-graph query; blame the documents that describe the records found."""
    homes: dict[str, Document] = {}
    for document in documents:
        for subject in document.lines:
            homes.setdefault(subject, document)
        homes.setdefault(document.graph, document)
    endpoint = LocalEndpoint(store)
    found = []
    for path in sorted(shipped("shapes").glob("*-violation.rq")):
        about = header(path)
        for row in endpoint.select(path.read_text("utf-8")):
            if "focus" not in row:
                raise QueryFileError(f"{path}: a row binds no ?focus, so nobody can be blamed")
            if defect := _whole_defect(about, row, homes, store):
                found.append(defect)
    return found


def _whole_defect(
    about: dict[str, Any], row: Row, homes: dict[str, Document], store: ox.Store
) -> Defect | None:
    focus = row["focus"]
    iri = focus.value if isinstance(focus, ox.NamedNode) else str(focus)
    place = row.get("document", focus)
    home = homes.get(place.value if isinstance(place, ox.NamedNode) else iri)
    if home is None:
        return None
    code, message, mend = parts(_fill(f"{about['code']} {about['message']}", row))
    value = row.get("value")
    return Defect(
        path=str(home.path),
        line=home.lines.get(iri, 1),
        focus=iri,
        label=_first(store, focus, _LABEL) or local_part(iri),
        severity=about.get("severity", "Violation"),
        code=code,
        message=message,
        mend=mend,
        value=None if value is None else str(value),
        note=_first(store, focus, _NOTE),
    )


def _fill(template: str, row: Row) -> str:
    """Put the values of a row in the place of ``{variable}``."""

    def text(match: re.Match[str]) -> str:
        term = row.get(match[1])
        if term is None:
            return "nothing"
        return term.value if isinstance(term, ox.Literal) else str(term)

    return re.sub(r"\{\??(\w+)\}", text, template)


def _first(store: ox.Store, subject: object, predicate: ox.NamedNode) -> str | None:
    if not isinstance(subject, ox.NamedNode):
        return None
    quads = store.quads_for_pattern(subject, predicate, None, None)
    return min((q.object.value for q in quads if isinstance(q.object, ox.Literal)), default=None)
