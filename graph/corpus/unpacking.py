"""Turn the dump of a release back into a folder of documents.

A dump holds every named graph. Those of documents become Turtle files again, named after their
graphs; what a build makes (derived graphs, the ontology, the description of the data set) is left
out, because the next build makes it again. So whoever kept a dump has lost nothing but comments
and the order of lines.
"""

import gzip
import re
import shutil
import tempfile
import zlib
from collections import defaultdict
from collections.abc import Mapping
from pathlib import Path
from typing import BinaryIO, Final, cast

import pyoxigraph as ox

from graph.corpus.writing import turtle
from graph.errors import DocumentError, UnusableInput
from graph.files import sync_folder
from graph.namespaces import graph_iri

#: Folders of graphs that a build makes, and the graph that describes the data set.
MADE: Final = ("derived", "ontology", "dataset")

_NAME: Final = re.compile(r"\w[\w.-]*(/\w[\w.-]*)*", re.ASCII)
_SYNTAX: Final = {".trig": ox.RdfFormat.TRIG, ".nq": ox.RdfFormat.N_QUADS}
_GZIP: Final = b"\x1f\x8b"


def is_made(name: str) -> bool:
    """Tell whether a graph of that name is made by a build, and no document."""
    return name.partition("/")[0] in MADE


def unpack(dump: Path, folder: Path, base: str) -> int:
    """Write the documents of a dump into a new folder, and return how many there are.

    Args:
        dump: a release as TriG (``.trig``) or N-Quads (``.nq``), also with ``.gz`` after it.
        folder: where the documents go; it must not exist, or be empty. It appears when it is whole.
        base: base IRI of the graph in the dump.

    Raises:
        UnusableInput: the dump cannot be read or is none of this graph, or the folder is taken.
        DocumentError: the dump is damaged.
    """
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise UnusableInput(f"{folder}: not an empty folder; name a new one")
    documents = _documents(_graphs(dump), dump, base)
    try:
        _write(documents, folder, base)
    except OSError as error:
        raise UnusableInput(f"cannot write documents to {folder}: {error.strerror}") from error
    return len(documents)


def _graphs(dump: Path) -> Mapping[str, set[ox.Triple]]:
    """Return the statements of each named graph."""
    suffix = Path(dump.name.removesuffix(".gz")).suffix
    if suffix not in _SYNTAX:
        raise UnusableInput(f"{dump}: name a dump that ends in .trig, .nq, .trig.gz or .nq.gz")
    graphs: dict[str, set[ox.Triple]] = defaultdict(set)
    try:
        with dump.open("rb") as file:
            packed = file.read(2) == _GZIP
            file.seek(0)
            plain = cast(BinaryIO, gzip.GzipFile(fileobj=file)) if packed else file
            for quad in ox.parse(plain, format=_SYNTAX[suffix]):
                name = quad.graph_name
                graphs[name.value if isinstance(name, ox.NamedNode) else ""].add(quad.triple)
    except SyntaxError as error:
        raise DocumentError(str(dump), error.lineno or 1, f"damaged: {error.msg}") from error
    except (OSError, EOFError, zlib.error) as error:
        raise UnusableInput(f"{dump}: cannot be read: {error}; name an existing dump") from error
    return graphs


def _documents(
    graphs: Mapping[str, set[ox.Triple]], dump: Path, base: str
) -> dict[str, set[ox.Triple]]:
    """Return the statements of each document by its name, and refuse what is no document."""
    root = graph_iri(base, "")
    documents = {}
    for graph in sorted(graphs):
        name = graph.removeprefix(root)
        if name == graph or not _NAME.fullmatch(name):
            where = f"the graph <{graph}>" if graph else "no graph at all"
            raise UnusableInput(
                f"{dump}: has statements in {where}, which is no document under {root}; "
                "name the base of the dump in EQUIPOISE_BASE"
            )
        if not is_made(name):
            documents[name] = graphs[graph]
    if not documents:
        raise UnusableInput(f"{dump}: no document in it; name the dump of a release")
    return documents


def _write(documents: Mapping[str, set[ox.Triple]], folder: Path, base: str) -> None:
    """Write the documents aside, and rename the folder into place when it is whole."""
    parent = folder.absolute().parent
    parent.mkdir(parents=True, exist_ok=True)
    aside = Path(tempfile.mkdtemp(dir=parent, prefix=f".{folder.name}-"))
    try:
        aside.chmod(0o755)
        for name, triples in documents.items():
            path = aside / f"{name}.ttl"
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(turtle(triples, graph_iri(base, name), base), "utf-8")
        aside.rename(folder)
        sync_folder(parent)
    except BaseException:
        shutil.rmtree(aside, ignore_errors=True)
        raise
