"""The formats that a release is exported in, as data."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from importlib.util import find_spec
from typing import Final

from graph.exports import dumps, nanopublications, references, tables
from graph.exports.source import Product, Source


@dataclass(frozen=True)
class FileFormat:
    """One format: its name, what it is, the library that it needs, and what makes its files."""

    name: str
    title: str
    make: Callable[[Source], Iterable[Product]]
    library: str = ""


#: The research object describes all other files, and so is made from them: see :mod:`.files`.
CRATE: Final = "ro-crate"

#: Every format but the research object, in the order in which a reader meets them.
FILE_FORMATS: Final = (
    FileFormat("csv", "Tables as CSV, with a description of their columns", tables.as_csv),
    FileFormat("parquet", "Tables as Parquet", tables.as_parquet, "pyarrow"),
    FileFormat("trig", "Everything as TriG", dumps.trig),
    FileFormat("nquads", "Everything as N-Quads", dumps.nquads),
    FileFormat("jsonld", "Everything as JSON-LD", dumps.json_ld),
    FileFormat("jelly", "Everything as Jelly", dumps.jelly, "pyjelly"),
    FileFormat("nanopublications", "Evidence links as nanopublications", nanopublications.trig),
    FileFormat("bibtex", "Publications as BibTeX", references.as_bibtex),
    FileFormat("ris", "Publications as RIS", references.as_ris),
    FileFormat("csl-json", "Publications as CSL-JSON", references.as_csl_json),
)

#: The library of every format that needs one, by the name of the format.
LIBRARIES: Final = {form.name: form.library for form in FILE_FORMATS if form.library} | {
    CRATE: "rocrate"
}


def format_names() -> tuple[str, ...]:
    """Return the name of every format."""
    return (*(form.name for form in FILE_FORMATS), CRATE)


def missing(name: str) -> str:
    """Return the library that a format needs and that is not installed, or nothing."""
    library = LIBRARIES.get(name, "")
    return library if library and find_spec(library) is None else ""


def available() -> tuple[str, ...]:
    """Return the names of the formats that can be made with what is installed."""
    return tuple(name for name in format_names() if not missing(name))
