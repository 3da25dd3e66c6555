"""Which release a graph is, as the data set in it says."""

from dataclasses import dataclass

from graph import queries
from graph.endpoint import Endpoint
from graph.errors import EndpointError
from graph.tables import plain


@dataclass(frozen=True)
class ReleaseInfo:
    """Which release answers: as the data set describes itself.

    Attributes:
        name: its name; every answer depends on it alone, so caches may use it as a key.
        issued: when it was built (ISO 8601).
        digest: SHA-256 over everything it was built from.
        triples: different triples in the union of its graphs.
        documents: documents in it.
    """

    name: str
    issued: str
    digest: str
    triples: int
    documents: int


def release_info(endpoint: Endpoint) -> ReleaseInfo:
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
