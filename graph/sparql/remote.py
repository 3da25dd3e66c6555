"""Strangers' queries on a remote store: guarded and bounded like those on a release.

What happens inside the store is its own affair: it must refuse SERVICE by itself, if it is not to
depend on our reading of the query, and end a query that nobody waits for.
"""

import time
from collections.abc import Callable, Mapping
from typing import IO, cast

import pyoxigraph as ox
from SPARQLWrapper import JSON, TURTLE

from graph.endpoint import RemoteEndpoint, triples
from graph.errors import EndpointError, QueryTimeout
from graph.settings import Limits
from graph.sparql.answer import Answer, Spool
from graph.sparql.guard import CheckedQuery
from graph.sparql.line import Line
from graph.sparql.pool import MB, undisturbed
from graph.sparql.results import Bounded, write_result, write_triples


class _Watched:
    """The answer of a store, read as long as somebody waits for it."""

    def __init__(self, answer: IO[bytes], watch: Callable[[], None]) -> None:
        self._answer = answer
        self._watch = watch

    def read(self, size: int = -1) -> bytes:
        """Return the next bytes."""
        self._watch()
        return self._answer.read(size)


class RemoteRunner:
    """Hand guarded queries on to a remote store, whose own limits apply beside ours.

    Attributes:
        isolated: None, since it is for the store to say.
    """

    isolated: bool | None = None

    def __init__(self, url: str, prefixes: Mapping[str, str], limits: Limits) -> None:
        self._endpoint = RemoteEndpoint(url, timeout=max(1, int(limits.seconds)))
        self._prefixes = dict(prefixes)
        self.limits = limits
        self.line = Line(limits)

    def run(
        self,
        query: CheckedQuery,
        media_type: str,
        client: str = "",
        look: Callable[[], None] = undisturbed,
    ) -> Answer:
        """Answer a query; see :meth:`graph.sparql.pool.WorkerPool.run` for the errors.

        It can be cancelled while it waits, and while its answer comes.
        """
        with self.line.place(client, look):
            started = time.monotonic()

            def watch() -> None:
                look()
                elapsed = time.monotonic() - started
                if elapsed >= self.limits.seconds:
                    raise QueryTimeout(self.limits.seconds, elapsed)

            spool = Spool()
            out = Bounded(spool.descriptor, int(self.limits.result_mb * MB))
            truncated = self._fetch(query, media_type, out, watch)
            elapsed = time.monotonic() - started
            self.line.sending(client, spool)
            return Answer(media_type, query.form, spool.size, truncated, elapsed, spool)

    def close(self) -> None:
        """Nothing is held."""

    def _fetch(
        self, query: CheckedQuery, media_type: str, out: Bounded, watch: Callable[[], None]
    ) -> bool:
        """Copy the store's answer, in *media_type*; return whether it was cut off."""
        tabular = query.form in {"SELECT", "ASK"}
        graphs = query.default_graphs, query.named_graphs
        with self._endpoint.response(query.text, JSON if tabular else TURTLE, *graphs) as answer:
            body = cast(IO[bytes], _Watched(answer, watch))
            try:
                if tabular:
                    parsed = ox.parse_query_results(body, format=ox.QueryResultsFormat.JSON)
                    return write_result(parsed, media_type, self._prefixes, out)
                found = triples(ox.parse(body, format=ox.RdfFormat.TURTLE))
                return write_triples(found, media_type, self._prefixes, out)
            except (SyntaxError, ValueError) as error:
                raise EndpointError(
                    f"the SPARQL store {self._endpoint.url} sent what cannot be read: {error}"
                ) from error
