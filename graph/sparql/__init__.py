"""Strangers' SPARQL: guarded, read-only, in processes that can be killed."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

import pyoxigraph as ox
from SPARQLWrapper import JSON, TURTLE

from graph.endpoint import RemoteEndpoint, triples
from graph.sparql.guard import query_form
from graph.sparql.pool import WorkerPool
from graph.sparql.results import media_types, write_graph, write_table

__all__ = ["Answer", "RemoteRunner", "Runner", "WorkerPool", "media_types", "query_form"]


@dataclass(frozen=True)
class Answer:
    """The serialised answer to a query: its body, its media type and the query's form."""

    body: bytes
    media_type: str
    form: str


class Runner(Protocol):
    """Something that runs a guarded query within a time limit."""

    seconds: float

    def run(
        self,
        query: str,
        media_type: str,
        default_graphs: Sequence[str] = (),
        named_graphs: Sequence[str] = (),
    ) -> bytes:
        """Answer a query; see :meth:`graph.sparql.pool.WorkerPool.run` for the errors."""

    def close(self) -> None:
        """Let go of what the runner holds."""


class RemoteRunner:
    """Hand guarded queries on to a remote store, whose own time limit applies beside ours."""

    def __init__(self, endpoint: RemoteEndpoint, prefixes: dict[str, str]) -> None:
        self._endpoint = endpoint
        self._prefixes = prefixes
        self.seconds = float(endpoint.timeout)

    def run(
        self,
        query: str,
        media_type: str,
        default_graphs: Sequence[str] = (),
        named_graphs: Sequence[str] = (),
    ) -> bytes:
        """Answer a query; see :meth:`graph.sparql.pool.WorkerPool.run` for the errors."""
        if query_form(query) in {"SELECT", "ASK"}:
            table = self._endpoint.raw(query, JSON, default_graphs, named_graphs)
            parsed = ox.parse_query_results(table, format=ox.QueryResultsFormat.JSON)
            return write_table(parsed, media_type)
        graph = self._endpoint.raw(query, TURTLE, default_graphs, named_graphs)
        parsed_graph = triples(ox.parse(graph, format=ox.RdfFormat.TURTLE))
        return write_graph(parsed_graph, media_type, self._prefixes)

    def close(self) -> None:
        """Nothing is held."""
