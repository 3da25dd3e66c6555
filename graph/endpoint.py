"""Where SPARQL runs: a release opened in-process, or a remote SPARQL 1.1 store.

Everything that asks the graph a question goes through :class:`Endpoint`, so pages, exports and
the command line give the same answers from either.
"""

import time
import urllib.error
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from http.client import HTTPException
from pathlib import Path
from typing import IO, Protocol
from urllib.parse import urlsplit

import pyoxigraph as ox
from SPARQLWrapper import CONSTRUCT, JSON, POST, SELECT, TURTLE, SPARQLWrapper
from SPARQLWrapper.SPARQLExceptions import QueryBadFormed, SPARQLWrapperException

from graph.errors import EndpointError, MalformedQuery, QueryTimeout, ReleaseError

Term = ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple
Row = dict[str, Term]
#: A function that a query may use: terms in, a term out, or None where it is an error.
Function = Callable[..., ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple | None]


@dataclass(frozen=True)
class Table:
    """The answer to a SELECT: variables in their order, and one mapping per solution.

    A variable that is unbound in a solution is absent from its row.
    """

    variables: tuple[str, ...]
    rows: tuple[Row, ...]

    def __iter__(self) -> Iterator[Row]:
        """Iterate over the rows."""
        return iter(self.rows)

    def __len__(self) -> int:
        """Return the number of rows."""
        return len(self.rows)


class Endpoint(Protocol):
    """Something that answers SPARQL 1.1 queries over the union of all named graphs."""

    def select(self, query: str) -> Table:
        """Answer a SELECT query."""

    def construct(self, query: str) -> list[ox.Triple]:
        """Answer a CONSTRUCT or DESCRIBE query."""

    def ask(self, query: str) -> bool:
        """Answer an ASK query."""


def table(solutions: ox.QuerySolutions) -> Table:
    """Read solutions to the end, in the thread that made them (pyoxigraph requires it)."""
    variables = tuple(variable.value for variable in solutions.variables)
    rows = []
    for solution in solutions:
        bound = ((name, solution[name]) for name in variables)
        rows.append({name: term for name, term in bound if term is not None})
    return Table(variables, tuple(rows))


class LocalEndpoint:
    """An Oxigraph store in this process: a release opened read-only, or one in memory.

    Attributes:
        store: the store.
        functions: functions that queries may use beyond those of SPARQL 1.1, by IRI.
    """

    def __init__(
        self, store: ox.Store, functions: Mapping[ox.NamedNode, Function] | None = None
    ) -> None:
        self.store = store
        self.functions = dict(functions or {})

    @classmethod
    def open(cls, folder: Path) -> "LocalEndpoint":
        """Open the store of a release read-only.

        Raises:
            ReleaseError: there is no store in *folder*, or it cannot be read.
        """
        try:
            return cls(ox.Store.read_only(str(folder)))
        except OSError as error:
            raise ReleaseError(
                f"cannot open the store {folder}: {error}; run `equipoise build` to make a release"
            ) from error

    def select(self, query: str) -> Table:
        """Answer a SELECT query."""
        answer = self._run(query)
        if not isinstance(answer, ox.QuerySolutions):
            raise EndpointError("the query is not a SELECT query")
        return table(answer)

    def construct(self, query: str) -> list[ox.Triple]:
        """Answer a CONSTRUCT or DESCRIBE query."""
        return list(self._construct(query))

    def ntriples(self, query: str) -> bytes:
        """Answer a CONSTRUCT or DESCRIBE query with N-Triples, a line for each triple."""
        return self._construct(query).serialize(format=ox.RdfFormat.N_TRIPLES) or b""

    def _construct(self, query: str) -> ox.QueryTriples:
        answer = self._run(query)
        if not isinstance(answer, ox.QueryTriples):
            raise EndpointError("the query is not a CONSTRUCT or DESCRIBE query")
        return answer

    def ask(self, query: str) -> bool:
        """Answer an ASK query."""
        answer = self._run(query)
        if not isinstance(answer, ox.QueryBoolean):
            raise EndpointError("the query is not an ASK query")
        return bool(answer)

    def _run(self, query: str) -> ox.QuerySolutions | ox.QueryTriples | ox.QueryBoolean:
        try:
            return self.store.query(
                query, use_default_graph_as_union=True, custom_functions=self.functions
            )
        except SyntaxError as error:
            raise EndpointError(f"the query is not SPARQL 1.1: {error}") from error


class RemoteEndpoint:
    """A SPARQL 1.1 store behind HTTP, asked through SPARQLWrapper.

    Its default graph must be the union of its named graphs: always so on Virtuoso and GraphDB,
    with ``--union-default-graph`` on ``oxigraph serve``.
    """

    def __init__(self, url: str, timeout: int = 30) -> None:
        if urlsplit(url).scheme not in {"http", "https"}:
            raise EndpointError(f"EQUIPOISE_ENDPOINT is {url!r}; it must be an http(s) URL")
        self.url = url
        self.timeout = timeout

    def select(self, query: str) -> Table:
        """Answer a SELECT query."""
        answer = ox.parse_query_results(self.raw(query, JSON), format=ox.QueryResultsFormat.JSON)
        if not isinstance(answer, ox.QuerySolutions):
            raise EndpointError(f"{self.url} answered a SELECT query with a boolean")
        return table(answer)

    def construct(self, query: str) -> list[ox.Triple]:
        """Answer a CONSTRUCT or DESCRIBE query."""
        return triples(ox.parse(self.raw(query, TURTLE), format=ox.RdfFormat.TURTLE))

    def ask(self, query: str) -> bool:
        """Answer an ASK query."""
        answer = ox.parse_query_results(self.raw(query, JSON), format=ox.QueryResultsFormat.JSON)
        if not isinstance(answer, ox.QueryBoolean):
            raise EndpointError(f"{self.url} answered an ASK query with a table")
        return bool(answer)

    def raw(self, query: str, answer_format: str) -> bytes:
        """Send a query and return the body of the answer; errors as for :meth:`response`."""
        with self.response(query, answer_format) as response:
            return response.read()

    @contextmanager
    def response(
        self,
        query: str,
        answer_format: str,
        default_graphs: Sequence[str] = (),
        named_graphs: Sequence[str] = (),
    ) -> Iterator[IO[bytes]]:
        """Send a query and give the answer to be read.

        Raises:
            MalformedQuery: the store says that it is not SPARQL 1.1.
            QueryTimeout: no answer within the time limit.
            EndpointError: the store cannot be reached, or failed.
        """
        client = SPARQLWrapper(self.url)
        client.setQuery(query)
        # SPARQLWrapper guesses the form from the text, and is misled by words in comments.
        client.queryType = SELECT if answer_format == JSON else CONSTRUCT
        client.setReturnFormat(answer_format)
        client.setMethod(POST)
        client.setTimeout(self.timeout)
        for graph in default_graphs:
            client.addDefaultGraph(graph)
        for graph in named_graphs:
            client.addNamedGraph(graph)
        started = time.monotonic()
        try:
            with client.query().response as response:
                yield response
        except QueryBadFormed as error:
            raise MalformedQuery(1, 1, str(error)) from error
        except TimeoutError as error:
            raise QueryTimeout(self.timeout, time.monotonic() - started) from error
        except (SPARQLWrapperException, urllib.error.URLError, HTTPException) as error:
            raise EndpointError(
                f"the SPARQL store {self.url} did not answer: {error}; "
                "check EQUIPOISE_ENDPOINT and that the store is running"
            ) from error


def triples(quads: Iterable[ox.Quad]) -> list[ox.Triple]:
    """Drop the graph names."""
    return [quad.triple for quad in quads]
