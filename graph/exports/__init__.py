"""The graph in forms that other people's tools take: an entity, a document, or all of a release.

:mod:`graph.exports.entities` answers for one entity at a time. The other modules make the files of
a release, one module per kind of file; :mod:`graph.exports.formats` lists the formats as data.
"""

from graph.exports import nanopublications, references
from graph.exports.entities import FORMATS, JSON_LD, describe, document, dump, write
from graph.exports.files import require, write_files
from graph.exports.formats import FILE_FORMATS, available, missing
from graph.exports.sheets import Sheet, csv_bytes, observed, sheet, sheet_rows
from graph.exports.source import Source

__all__ = [
    "FILE_FORMATS",
    "FORMATS",
    "JSON_LD",
    "Sheet",
    "Source",
    "available",
    "csv_bytes",
    "describe",
    "document",
    "dump",
    "missing",
    "nanopublications",
    "observed",
    "references",
    "require",
    "sheet",
    "sheet_rows",
    "write",
    "write_files",
]
