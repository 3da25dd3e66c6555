"""A process that answers queries over one release, without network, and may be killed at any time.

It is started with the number of a socket to its parent, the folder of the store and its memory in
bytes, beyond the files of the store: these are mapped into its address space as they are read, and
those of a large graph alone are more than a query may take. It reads one request after another,
writes each result into the file that came with it, and sends a small reply. See
:mod:`graph.sparql.process` for the other end.
"""

import os
import resource
import signal
import socket
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pyoxigraph as ox

from graph.errors import EndpointError, ForbiddenQuery, MalformedQuery
from graph.sparql.network import leave_network
from graph.sparql.reading import read
from graph.sparql.results import Bounded, write_result
from graph.sparql.wire import receive, send

#: Seconds beyond the time limit after which a worker ends itself, should its parent be gone.
_GRACE = 10


def answer(store: ox.Store, request: dict[str, Any], descriptor: int) -> dict[str, Any]:
    """Answer one request into an open file.

    Args:
        store: the release's store.
        request: ``query``, ``media_type``, ``prefixes``, ``limit`` (bytes), and the lists
            ``default_graphs`` and ``named_graphs`` of the SPARQL Protocol (empty: all graphs);
            ``strange`` if the query is not one of our own.
        descriptor: the file.

    Returns:
        ``size`` and ``truncated``; or ``malformed``, ``forbidden`` or ``error``.
    """
    out = Bounded(descriptor, request["limit"])
    try:
        if request["strange"] and "service" in request["query"].lower():
            read(request["query"])
        result = _ask(store, request)
        truncated = write_result(result, request["media_type"], request["prefixes"], out)
        return {"size": os.fstat(descriptor).st_size, "truncated": truncated}
    except SyntaxError:
        return _diagnosed(request["query"])
    except MalformedQuery as error:
        return {"malformed": [error.line, error.column, error.message, error.token]}
    except ForbiddenQuery as error:
        return {"forbidden": str(error)}
    except (EndpointError, ValueError, OSError, RuntimeError, MemoryError) as error:
        return {"error": str(error) or type(error).__name__}


def _ask(
    store: ox.Store, request: dict[str, Any]
) -> ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples:
    graphs = _named(request["default_graphs"])
    named = _named(request["named_graphs"])
    if not graphs and not named:
        return store.query(request["query"], use_default_graph_as_union=True)
    return store.query(request["query"], default_graph=graphs, named_graphs=named)


def _named(iris: Sequence[str]) -> list[Any]:
    return [ox.NamedNode(iri) for iri in iris]


def _diagnosed(query: str) -> dict[str, Any]:
    """Return where a query that the store refused goes wrong."""
    try:
        read(query)
    except MalformedQuery as error:
        return {"malformed": [error.line, error.column, error.message, error.token]}
    except ForbiddenQuery as error:
        return {"forbidden": str(error)}
    return {"error": "the store refused the query"}


def size(folder: Path) -> int:
    """Return the bytes of the files in a folder."""
    return sum(path.stat().st_size for path in folder.iterdir() if path.is_file())


def main(arguments: list[str]) -> None:
    """Serve requests until the parent closes the socket."""
    number, folder, memory = arguments
    isolated = leave_network()
    most = int(memory) + size(Path(folder))
    resource.setrlimit(resource.RLIMIT_AS, (most, most))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    store = ox.Store.read_only(folder)
    with socket.socket(fileno=int(number)) as channel:
        send(channel, {"isolated": isolated})
        while True:
            try:
                request, descriptor = receive(channel)
            except (EOFError, ConnectionError):
                return
            if descriptor is None:
                return
            signal.alarm(int(request["seconds"]) + _GRACE)
            reply = answer(store, request, descriptor)
            signal.alarm(0)
            os.close(descriptor)
            send(channel, reply)


if __name__ == "__main__":
    main(sys.argv[1:])
