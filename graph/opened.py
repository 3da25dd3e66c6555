"""Open what a service stands on: the release in service, or a remote SPARQL 1.1 store."""

import tempfile
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from graph.catalogue import Catalogue
from graph.endpoint import Endpoint, LocalEndpoint, RemoteEndpoint
from graph.errors import ReleaseError
from graph.identity import ReleaseInfo, release_info
from graph.links import Links, build_links
from graph.listing import Lists, open_lists
from graph.namespaces import prefixes
from graph.release import open_release
from graph.search import SearchIndex, build_index
from graph.settings import Limits, Settings
from graph.sparql import Runner, WorkerPool
from graph.sparql.remote import RemoteRunner

#: How many named questions may wait in one server process.
OWN_QUEUE: Final = 16


@dataclass(frozen=True)
class Opened:
    """Everything that answers for one release.

    Attributes:
        endpoint: where its triples are.
        catalogue: the questions that pages ask.
        index: what search looks in.
        lists: the rows of lists.
        links: the statements between records.
        runner: runs strangers' queries.
        own: runs named questions.
        release: which release it is.
        folder: where its files are; None of a remote store.
    """

    endpoint: Endpoint
    catalogue: Catalogue
    index: SearchIndex
    lists: Lists
    links: Links
    runner: Runner
    own: Runner
    release: ReleaseInfo
    folder: Path | None


def open_graph(settings: Settings, limits: Limits) -> Opened:
    """Open the remote store that the settings name, or else the release in service.

    Raises:
        ReleaseError: no release has been built, or it was built for another base.
        EndpointError: the remote store does not answer.
    """
    return _remote(settings, limits) if settings.endpoint else _release(settings, limits)


def _release(settings: Settings, limits: Limits) -> Opened:
    release = open_release(settings.releases / "current")
    if release.manifest.base != settings.base:
        raise ReleaseError(
            f"{release.folder} was built for the base {release.manifest.base}, not "
            f"{settings.base}; run `equipoise build` or set EQUIPOISE_BASE"
        )
    endpoint = LocalEndpoint.open(release.store)
    lists = open_lists(release.lists, endpoint, settings.base)
    known = prefixes(settings.base)
    return Opened(
        endpoint=endpoint,
        catalogue=Catalogue(endpoint, settings.base, lists),
        index=_index(release.index, endpoint),
        lists=lists,
        links=_links(release.links, endpoint),
        runner=WorkerPool(release.store, known, limits),
        own=WorkerPool(release.store, known, _own(limits), strange=False),
        release=release_info(endpoint),
        folder=release.folder,
    )


def _remote(settings: Settings, limits: Limits) -> Opened:
    endpoint = RemoteEndpoint(settings.endpoint or "")
    info = release_info(endpoint)
    known = prefixes(settings.base)
    aside = Path(tempfile.mkdtemp(prefix="equipoise-"))
    lists = open_lists(aside / "lists.sqlite", endpoint, settings.base)
    return Opened(
        endpoint=endpoint,
        catalogue=Catalogue(endpoint, settings.base, lists),
        index=_index(aside / "search.sqlite", endpoint),
        lists=lists,
        links=_links(aside / "links.sqlite", endpoint),
        runner=RemoteRunner(endpoint.url, known, limits),
        own=RemoteRunner(endpoint.url, known, _own(limits)),
        release=info,
        folder=None,
    )


def _index(path: Path, endpoint: Endpoint) -> SearchIndex:
    """Return the search index at *path*; another made aside where no such version wrote it."""
    if not (index := SearchIndex(path)).usable:
        index = SearchIndex(Path(tempfile.mkdtemp(prefix="equipoise-")) / "search.sqlite")
        build_index(endpoint, index.path)
    return index


def _links(path: Path, endpoint: Endpoint) -> Links:
    """Return the links at *path*; others made aside where no such version wrote them."""
    if not (links := Links(path)).usable:
        links = Links(Path(tempfile.mkdtemp(prefix="equipoise-")) / "links.sqlite")
        build_links(endpoint, links.path)
    return links


def _own(limits: Limits) -> Limits:
    """Return the limits of named questions: few wait, so that few threads of a server do."""
    return replace(limits, workers=2, queue=OWN_QUEUE)
