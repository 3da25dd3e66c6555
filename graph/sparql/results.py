"""The media types in which SPARQL answers are written, and how a result that is too long ends."""

import os
from collections.abc import Iterable
from typing import IO, Final, cast

import pyoxigraph as ox

from graph.errors import EndpointError

JSON_RESULTS = "application/sparql-results+json"
TURTLE = "text/turtle"
CSV: Final = "text/csv"
TSV: Final = "text/tab-separated-values"
N_TRIPLES: Final = "application/n-triples"

#: SELECT and ASK (https://www.w3.org/TR/sparql11-protocol/#query-success).
TABLE_FORMATS = {
    JSON_RESULTS: ox.QueryResultsFormat.JSON,
    "application/sparql-results+xml": ox.QueryResultsFormat.XML,
    CSV: ox.QueryResultsFormat.CSV,
    TSV: ox.QueryResultsFormat.TSV,
}

#: CONSTRUCT and DESCRIBE.
GRAPH_FORMATS = {
    TURTLE: ox.RdfFormat.TURTLE,
    N_TRIPLES: ox.RdfFormat.N_TRIPLES,
    "application/ld+json": ox.RdfFormat.JSON_LD,
    "application/rdf+xml": ox.RdfFormat.RDF_XML,
}

_CUT: Final = (
    "CUT OFF: this result is longer than the limit of {} bytes and is not complete; "
    "ask for less or in pages with ORDER BY and LIMIT and OFFSET"
)


def media_types(form: str) -> tuple[str, ...]:
    """Return the media types for a query form, the default first."""
    return tuple(TABLE_FORMATS if form in {"SELECT", "ASK"} else GRAPH_FORMATS)


class TooLong(OSError):
    """A result that reached the size limit."""


class Bounded:
    """A file that takes so many bytes and no more.

    Attributes:
        size: bytes written.
        quotes: quotation marks among them.
    """

    def __init__(self, descriptor: int, limit: int) -> None:
        self._descriptor = descriptor
        self._limit = limit
        self.size = 0
        self.quotes = 0

    def write(self, data: bytes) -> int:
        """Write all of *data*, or what fits.

        Raises:
            TooLong: it did not fit.
        """
        room = self._limit - self.size
        fitting = data[:room]
        self.quotes += fitting.count(b'"')
        self.size += len(fitting)
        while fitting:
            fitting = fitting[os.write(self._descriptor, fitting) :]
        if len(data) > room:
            raise TooLong(f"the result is longer than {self._limit} bytes")
        return len(data)

    def flush(self) -> None:
        """Do nothing: every write goes to the file."""

    def cut(self, media_type: str, columns: int) -> None:
        """End a result that is too long so that nobody takes it for complete.

        A table or a list of triples ends at the end of a row, then with a line that is neither: it
        has a field too many, and a quotation that never ends. JSON and XML just break off.
        """
        if media_type not in {CSV, TSV, N_TRIPLES, TURTLE}:
            return
        line = _CUT.format(self._limit)
        if media_type in {CSV, TSV}:
            line += ("," if media_type == CSV else "\t") * columns + '"'
        os.ftruncate(self._descriptor, self._row_end(media_type == CSV))
        os.lseek(self._descriptor, 0, os.SEEK_END)
        os.write(self._descriptor, f"{line}\n".encode())

    def _row_end(self, quoting: bool) -> int:
        """Return where the last whole row ends; a line end between quotation marks is none."""
        end, open_quotes = self.size, self.quotes
        while end > 0:
            start = max(0, end - 65_536)
            block = os.pread(self._descriptor, end - start, start)
            while (at := block.rfind(b"\n")) >= 0:
                open_quotes -= block.count(b'"', at)
                block = block[:at]
                if not quoting or open_quotes % 2 == 0:
                    return start + at + 1
            open_quotes -= block.count(b'"')
            end = start
        return 0


def write_result(
    result: ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples,
    media_type: str,
    prefixes: dict[str, str],
    out: Bounded,
) -> bool:
    """Write the answer to a query into a file; return whether it was cut off.

    Raises:
        EndpointError: the media type is not one for this form of query.
    """
    if isinstance(result, ox.QueryTriples):
        return write_triples(result, media_type, prefixes, out)
    form = _table_format(media_type)
    columns = len(result.variables) if isinstance(result, ox.QuerySolutions) else 1
    try:
        result.serialize(output=cast(IO[bytes], out), format=form)
    except TooLong:
        out.cut(media_type, columns)
        return True
    return False


def write_triples(
    triples: Iterable[ox.Triple], media_type: str, prefixes: dict[str, str], out: Bounded
) -> bool:
    """Write triples into a file; return whether they were cut off; errors as above."""
    form = _graph_format(media_type)
    try:
        ox.serialize(triples, output=cast(IO[bytes], out), format=form, prefixes=prefixes)
    except TooLong:
        out.cut(media_type, 0)
        return True
    return False


def write_graph(triples: Iterable[ox.Triple], media_type: str, prefixes: dict[str, str]) -> bytes:
    """Return triples in a media type.

    Raises:
        EndpointError: the media type is not one for graphs.
    """
    return ox.serialize(triples, format=_graph_format(media_type), prefixes=prefixes) or b""


def _table_format(media_type: str) -> ox.QueryResultsFormat:
    if media_type not in TABLE_FORMATS:
        raise EndpointError(f"a table has no form {media_type}; use {', '.join(TABLE_FORMATS)}")
    return TABLE_FORMATS[media_type]


def _graph_format(media_type: str) -> ox.RdfFormat:
    if media_type not in GRAPH_FORMATS:
        raise EndpointError(f"a graph has no form {media_type}; use {', '.join(GRAPH_FORMATS)}")
    return GRAPH_FORMATS[media_type]
