"""Lists that no request has to scan for: SQLite beside the store, written by the build.

What a record shows in a list, the options of every filter, other orders, and which records stand
on the page of a thing are computed once for a release, from the answers of the same named questions
that a client can ask, and only ever read afterwards.
"""

import tempfile
from pathlib import Path

from graph.endpoint import Endpoint
from graph.listing.building import build_lists
from graph.listing.facets import FACETS, ORDERS
from graph.listing.gap_maps import GapMaps
from graph.listing.moments import TALLIED
from graph.listing.pairs import Pairs
from graph.listing.standings import standing
from graph.listing.store import KINDS, RELATIONS, Lists

__all__ = [
    "FACETS",
    "KINDS",
    "ORDERS",
    "RELATIONS",
    "TALLIED",
    "GapMaps",
    "Lists",
    "Pairs",
    "build_lists",
    "open_lists",
    "standing",
]


def open_lists(path: Path, endpoint: Endpoint, base: str) -> Lists:
    """Return the lists at *path*; where another version wrote them, or nobody, others made aside.

    Raises:
        EndpointError: the graph did not answer.
        ReleaseError: they cannot be written.
    """
    if not (lists := Lists(path)).usable:
        lists = Lists(Path(tempfile.mkdtemp(prefix="equipoise-")) / "lists.sqlite")
        build_lists(endpoint, lists.path, base)
    return lists
