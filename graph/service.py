"""One graph being served: all that a browser, an API or a script needs, behind one object.

A service stands on the release in service and follows it when a build switches to a new one, or on
a remote SPARQL 1.1 store (``EQUIPOISE_ENDPOINT``), with the same answers.
"""

import os
import tempfile
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from threading import Lock
from typing import Final

from graph import executables, exports, queries
from graph.catalogue import Catalogue
from graph.convert import convert
from graph.downloads import Downloads
from graph.errors import NotFound
from graph.explanation import DEEPEST, MOST, Explanation, explain
from graph.identity import ReleaseInfo
from graph.links import Links
from graph.listing import Lists
from graph.opened import open_graph
from graph.queries import Question
from graph.records import ExportFile, Hit, Ref
from graph.release import read_report
from graph.settings import Limits, Settings
from graph.sparql import Answer, CheckedQuery, Tickets, check, media_types
from graph.validation import Report

__all__ = ["ReleaseInfo", "Service", "media_types"]

#: The files that hold everything, by media type.
DUMPS: Final = {"application/trig": "equipoise.trig", "application/n-quads": "equipoise.nq"}


class Service:
    """One graph being served.

    Args:
        settings: where the releases or the remote store are.
        limits: what strangers' queries may take; named questions have workers of their own.

    Raises:
        ReleaseError: no release has been built.
        EndpointError: the remote store does not answer.
    """

    def __init__(self, settings: Settings, limits: Limits | None = None) -> None:
        self.settings = settings
        self.limits = limits or Limits()
        shared = os.environ.get("EQUIPOISE_RUNTIME")
        self._tickets = Tickets(Path(shared or tempfile.mkdtemp(prefix="equipoise-")))
        self._opening = Lock()
        self._state = open_graph(self.settings, self.limits)

    @property
    def catalogue(self) -> Catalogue:
        """Return the questions that pages ask."""
        return self._state.catalogue

    @property
    def lists(self) -> Lists:
        """Return what lists and panels show, ready to read."""
        return self._state.lists

    @property
    def links(self) -> Links:
        """Return how records hang together, ready to read."""
        return self._state.links

    @property
    def release(self) -> ReleaseInfo:
        """Return which release answers."""
        return self._state.release

    @property
    def query_seconds(self) -> float:
        """Return the time limit of a stranger's query."""
        return self.limits.seconds

    @property
    def isolated(self) -> bool | None:
        """Tell whether strangers' queries run without network; None on a remote store.

        Raises:
            EndpointError: no worker process starts.
        """
        return self._state.runner.isolated

    @property
    def waiting(self) -> int:
        """Return how many strangers' queries wait for a worker of this process."""
        return self._state.runner.line.waiting

    @property
    def running(self) -> int:
        """Return how many strangers' queries run in this process."""
        return self._state.runner.line.running

    def refresh(self) -> None:
        """Follow the release in service: re-open if a build has switched to another."""
        if self._state.folder is None:
            return
        folder = (self.settings.releases / "current").resolve()
        with self._opening:
            if folder != self._state.folder:
                outgoing, self._state = self._state, open_graph(self.settings, self.limits)
                outgoing.runner.close()
                outgoing.own.close()

    def close(self) -> None:
        """End the worker processes."""
        self._state.runner.close()
        self._state.own.close()

    def search(self, text: str, kind: str | None = None, limit: int = 50) -> tuple[Hit, ...]:
        """Return records that match a text, best first."""
        return self._state.index.search(text, kind, limit)

    def exact(self, text: str) -> Ref | None:
        """Return the one record whose identifier a text is, if it can be nothing but that."""
        return self._state.index.exact(text)

    def near(self, iri: str) -> tuple[Ref, ...]:
        """Return the records spelt most like a missing one, the likest first."""
        return tuple(Ref(found, label) for found, label in self._state.index.near(iri))

    def describe(self, iri: str, media_type: str) -> bytes:
        """Return the RDF of an entity.

        Raises:
            NotFound: no such entity.
        """
        return exports.describe(self._state.endpoint, iri, media_type, self.settings.base)

    def reasons(self, iri: str) -> tuple[Explanation, ...]:
        """Explain what is computed about a thing, the first rows of each rule, without parts.

        Raises:
            NotFound: nothing is.
        """
        try:
            return self._state.lists.reasons(iri)
        except NotFound:
            return explain(self._state.endpoint, iri, 0, MOST)

    def explain(self, iri: str, deepest: int = DEEPEST) -> tuple[Explanation, ...]:
        """Explain what is computed about a thing: rules, rows, sources, *deepest* things deep.

        Raises:
            NotFound: nothing is.
        """
        return explain(self._state.endpoint, iri, deepest)

    @property
    def report(self) -> Report | None:
        """Return what the check of the release in service found; none on a remote store."""
        return read_report(self._state.folder) if self._state.folder else None

    def document(self, iri: str, media_type: str) -> bytes:
        """Return the RDF of one named graph.

        Raises:
            NotFound: no such graph.
        """
        return exports.document(self._state.endpoint, iri, media_type, self.settings.base)

    def dump(self, media_type: str) -> bytes:
        """Return every named graph, as ``application/trig`` or ``application/n-quads``."""
        name = DUMPS.get(media_type)
        if name and (path := self.file(name)):
            return path.read_bytes()
        return exports.dump(self._state.endpoint, media_type, self.settings.base)

    @property
    def downloads(self) -> Downloads:
        """Return what can be taken away: files, tables and references."""
        state = self._state
        return Downloads(state.endpoint, self.settings.base, state.release, state.folder)

    def files(self) -> tuple[ExportFile, ...]:
        """Return the files of the release in service; none on a remote store."""
        return self.downloads.files()

    def file(self, name: str, release: str = "") -> Path | None:
        """Return where a file lies, of the release in service or of one that is still kept."""
        found = self.downloads.file(name, release)
        return found[0] if found else None

    def convert(self, turtle: bytes, media_type: str) -> bytes:
        """Return a Turtle document in another RDF format; Turtle stays as written."""
        return convert(turtle, media_type)

    def questions(self) -> dict[str, Question]:
        """Return every named question."""
        return queries.questions()

    def executables(self, questions: Iterable[Question], media_type: str, endpoint: str) -> bytes:
        """Return named questions as SHACL executables, to be run at the address *endpoint*."""
        described = executables.describe(questions, self.settings.base, endpoint)
        return convert(described, media_type)

    def answer(self, name: str, values: Mapping[str, str], media_type: str | None = None) -> Answer:
        """Ask a named question, in a worker that strangers cannot keep busy.

        Raises:
            QueryFileError: no such question.
            ParameterError: a value that it does not take.
            QueryRefused: stopped at the time limit, or too many wait.
            EndpointError: the engine failed on it.
        """
        asked = queries.question(name)
        query = CheckedQuery(asked.read(values, self.settings.base), asked.form)
        return self._state.own.run(query, media_type or media_types(query.form)[0])

    def check(
        self, query: str, default_graphs: Sequence[str] = (), named_graphs: Sequence[str] = ()
    ) -> CheckedQuery:
        """Check a stranger's query, to know its form before it is run.

        Args:
            query: SPARQL 1.1; SELECT, ASK, CONSTRUCT or DESCRIBE.
            default_graphs: graphs to query as the default graph (SPARQL Protocol).
            named_graphs: graphs that GRAPH may name (SPARQL Protocol).

        Raises:
            QueryRefused: forbidden, oversized or malformed.
        """
        return check(query, self.settings.base, default_graphs, named_graphs)

    def run(
        self,
        query: str | CheckedQuery,
        media_type: str | None = None,
        default_graphs: Sequence[str] = (),
        named_graphs: Sequence[str] = (),
        *,
        client: str = "",
        ticket: str = "",
    ) -> Answer:
        """Run a stranger's query.

        Args:
            query: the query; graphs count only if it has not been checked.
            media_type: one of :func:`graph.sparql.media_types` for its form; the first if None.
            default_graphs: see :meth:`check`.
            named_graphs: see :meth:`check`.
            client: who asks, for the bounds that hold per client; empty for nobody.
            ticket: 8 to 64 letters, digits and hyphens by which :meth:`cancel` finds it.

        Raises:
            QueryRefused: forbidden, oversized, malformed, stopped, cancelled, or too many wait.
            EndpointError: the engine failed on it.
        """
        if isinstance(query, str):
            query = self.check(query, default_graphs, named_graphs)
        chosen = media_type or media_types(query.form)[0]
        with self._tickets.hold(ticket) as look:
            return self._state.runner.run(query, chosen, client, look)

    def cancel(self, ticket: str) -> bool:
        """Stop a stranger's query in whichever process it runs; return whether there was one."""
        return self._tickets.cancel(ticket)
