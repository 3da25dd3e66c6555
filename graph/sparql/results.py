"""The media types in which SPARQL answers are written, as data."""

from collections.abc import Iterable

import pyoxigraph as ox

from graph.errors import EndpointError

JSON_RESULTS = "application/sparql-results+json"
TURTLE = "text/turtle"

#: SELECT and ASK (https://www.w3.org/TR/sparql11-protocol/#query-success).
TABLE_FORMATS = {
    JSON_RESULTS: ox.QueryResultsFormat.JSON,
    "application/sparql-results+xml": ox.QueryResultsFormat.XML,
    "text/csv": ox.QueryResultsFormat.CSV,
    "text/tab-separated-values": ox.QueryResultsFormat.TSV,
}

#: CONSTRUCT and DESCRIBE.
GRAPH_FORMATS = {
    TURTLE: ox.RdfFormat.TURTLE,
    "application/n-triples": ox.RdfFormat.N_TRIPLES,
    "application/ld+json": ox.RdfFormat.JSON_LD,
    "application/rdf+xml": ox.RdfFormat.RDF_XML,
}


def media_types(form: str) -> tuple[str, ...]:
    """Return the media types for a query form, the default first."""
    return tuple(TABLE_FORMATS if form in {"SELECT", "ASK"} else GRAPH_FORMATS)


def write_table(answer: ox.QuerySolutions | ox.QueryBoolean, media_type: str) -> bytes:
    """Write the answer to a SELECT or an ASK.

    Raises:
        EndpointError: the media type is not one for tables.
    """
    if media_type not in TABLE_FORMATS:
        raise EndpointError(f"a table has no form {media_type}; use {', '.join(TABLE_FORMATS)}")
    return answer.serialize(format=TABLE_FORMATS[media_type]) or b""


def write_graph(triples: Iterable[ox.Triple], media_type: str, prefixes: dict[str, str]) -> bytes:
    """Write the answer to a CONSTRUCT or a DESCRIBE.

    Raises:
        EndpointError: the media type is not one for graphs.
    """
    if media_type not in GRAPH_FORMATS:
        raise EndpointError(f"a graph has no form {media_type}; use {', '.join(GRAPH_FORMATS)}")
    return ox.serialize(triples, format=GRAPH_FORMATS[media_type], prefixes=prefixes) or b""
