"""One graph being served: all that a browser, an API or a script needs, behind one object.

A service stands on the release in service and follows it when a build switches to a new one, or on
a remote SPARQL 1.1 store (``EQUIPOISE_ENDPOINT``), with the same answers.
"""

import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from threading import Lock

from graph import exports, queries
from graph.catalogue import Catalogue
from graph.endpoint import Endpoint, LocalEndpoint, RemoteEndpoint
from graph.errors import EndpointError, ReleaseError
from graph.namespaces import prefixes
from graph.queries import Question
from graph.records import Hit, Ref
from graph.release import open_release
from graph.search import SearchIndex, build_index
from graph.settings import Settings
from graph.sparql import Answer, RemoteRunner, Runner, WorkerPool, media_types, query_form
from graph.tables import plain

__all__ = ["ReleaseInfo", "Service", "media_types"]


@dataclass(frozen=True)
class ReleaseInfo:
    """Which release answers: as the data set describes itself.

    Attributes:
        name: its name; every answer depends on it alone, so caches may use it as a key.
        issued: when it was built (ISO 8601).
        digest: SHA-256 over everything it was built from.
        triples: statements in it.
        documents: documents in it.
    """

    name: str
    issued: str
    digest: str
    triples: int
    documents: int


@dataclass(frozen=True)
class _State:
    endpoint: Endpoint
    catalogue: Catalogue
    index: SearchIndex
    runner: Runner
    release: ReleaseInfo
    folder: Path | None


class Service:
    """One graph being served.

    Args:
        settings: where the releases or the remote store are.
        query_seconds: time limit of a stranger's query.
        query_workers: how many strangers' queries may run at once in this process.

    Raises:
        ReleaseError: no release has been built.
        EndpointError: the remote store does not answer.
    """

    def __init__(
        self, settings: Settings, query_seconds: float = 10.0, query_workers: int = 2
    ) -> None:
        self.settings = settings
        self._seconds = query_seconds
        self._workers = query_workers
        self._opening = Lock()
        self._state = self._open()

    @property
    def catalogue(self) -> Catalogue:
        """Return the questions that pages ask."""
        return self._state.catalogue

    @property
    def release(self) -> ReleaseInfo:
        """Return which release answers."""
        return self._state.release

    @property
    def query_seconds(self) -> float:
        """Return the time limit of a stranger's query."""
        return self._state.runner.seconds

    def refresh(self) -> None:
        """Follow the release in service: re-open if a build has switched to another."""
        if self._state.folder is None:
            return
        folder = (self.settings.releases / "current").resolve()
        with self._opening:
            if folder != self._state.folder:
                outgoing, self._state = self._state, self._open()
                outgoing.runner.close()

    def close(self) -> None:
        """End the worker processes."""
        self._state.runner.close()

    def search(self, text: str, kind: str | None = None, limit: int = 50) -> tuple[Hit, ...]:
        """Return records that match a text, best first."""
        return self._state.index.search(text, kind, limit)

    def near(self, iri: str) -> tuple[Ref, ...]:
        """Return the records spelt most like a missing one, the likest first."""
        return tuple(Ref(found, label) for found, label in self._state.index.near(iri))

    def describe(self, iri: str, media_type: str) -> bytes:
        """Return the RDF of an entity.

        Raises:
            NotFound: no such entity.
        """
        return exports.describe(self._state.endpoint, iri, media_type, self.settings.base)

    def document(self, iri: str, media_type: str) -> bytes:
        """Return the RDF of one named graph.

        Raises:
            NotFound: no such graph.
        """
        return exports.document(self._state.endpoint, iri, media_type, self.settings.base)

    def dump(self, media_type: str) -> bytes:
        """Return every named graph, as ``application/trig`` or ``application/n-quads``."""
        return exports.dump(self._state.endpoint, media_type, self.settings.base)

    def questions(self) -> dict[str, Question]:
        """Return every named question."""
        return queries.questions()

    def answer(self, name: str, values: Mapping[str, str], media_type: str | None = None) -> Answer:
        """Ask a named question and return the serialised answer; errors as for :meth:`run`."""
        return self.run(queries.question(name).read(values, self.settings.base), media_type)

    def run(
        self,
        query: str,
        media_type: str | None = None,
        default_graphs: Sequence[str] = (),
        named_graphs: Sequence[str] = (),
    ) -> Answer:
        """Run a stranger's query.

        Args:
            query: SPARQL 1.1; SELECT, ASK, CONSTRUCT or DESCRIBE.
            media_type: one of :func:`graph.sparql.media_types` for its form; the first if None.
            default_graphs: graphs to query as the default graph (SPARQL Protocol).
            named_graphs: graphs that GRAPH may name (SPARQL Protocol).

        Raises:
            QueryRefused: forbidden, oversized, malformed, or stopped at the time limit.
            EndpointError: the engine failed on it.
        """
        form = query_form(query)
        chosen = media_type or media_types(form)[0]
        body = self._state.runner.run(query, chosen, default_graphs, named_graphs)
        return Answer(body, chosen, form)

    def _open(self) -> _State:
        return self._open_remote() if self.settings.endpoint else self._open_release()

    def _open_release(self) -> _State:
        release = open_release(self.settings.releases / "current")
        if release.manifest.base != self.settings.base:
            raise ReleaseError(
                f"{release.folder} was built for the base {release.manifest.base}, not "
                f"{self.settings.base}; run `equipoise build` or set EQUIPOISE_BASE"
            )
        endpoint = LocalEndpoint.open(release.store)
        known = prefixes(self.settings.base)
        pool = WorkerPool(release.store, known, self._workers, self._seconds)
        return _State(
            endpoint=endpoint,
            catalogue=Catalogue(endpoint, self.settings.base),
            index=SearchIndex(release.index),
            runner=pool,
            release=_release_info(endpoint),
            folder=release.folder,
        )

    def _open_remote(self) -> _State:
        endpoint = RemoteEndpoint(self.settings.endpoint or "")
        info = _release_info(endpoint)
        patient = RemoteEndpoint(endpoint.url, timeout=max(1, int(self._seconds)))
        index = Path(tempfile.mkdtemp(prefix="equipoise-")) / "search.sqlite"
        build_index(endpoint, index)
        return _State(
            endpoint=endpoint,
            catalogue=Catalogue(endpoint, self.settings.base),
            index=SearchIndex(index),
            runner=RemoteRunner(patient, prefixes(self.settings.base)),
            release=info,
            folder=None,
        )


def _release_info(endpoint: Endpoint) -> ReleaseInfo:
    """Ask the data set what it is.

    Raises:
        EndpointError: the store holds no Equipoise release.
    """
    rows = endpoint.select(queries.question("release").bind({})).rows
    if not rows:
        raise EndpointError(
            "the SPARQL store holds no Equipoise release in its default graph; load a release's "
            "dump.nq and let the default graph be the union of the named graphs"
        )

    said = {name: plain(term) for name, term in rows[0].items()}
    return ReleaseInfo(
        name=said["name"],
        issued=said["issued"],
        digest=said["digest"],
        triples=int(said["triples"]),
        documents=int(said["documents"]),
    )
