"""A process that answers strangers' queries over one release, and may be killed at any time.

It is started with the number of a socket to its parent and the folder of the store, reads one
request after another and sends one reply to each. See :mod:`graph.sparql.pool` for the other end.
"""

import json
import resource
import sys
from multiprocessing.connection import Connection

import pyoxigraph as ox

from graph.errors import EndpointError
from graph.sparql.results import write_graph, write_table

#: Address space of a worker, in bytes: a query that needs more is answered with an error.
MEMORY = 4 * 1024**3


def answer(store: ox.Store, request: dict[str, object]) -> tuple[dict[str, object], bytes]:
    """Answer one request.

    Args:
        store: the release's store.
        request: ``query``, ``media_type``, ``prefixes`` and the lists ``default_graphs`` and
            ``named_graphs`` of the SPARQL Protocol (empty: all graphs).

    Returns:
        A header with ``ok`` or ``error``, and the body.
    """
    graphs: list[ox.NamedNode | ox.BlankNode | ox.DefaultGraph]
    named: list[ox.NamedNode | ox.BlankNode]
    try:
        graphs = [ox.NamedNode(iri) for iri in _strings(request["default_graphs"])]
        named = [ox.NamedNode(iri) for iri in _strings(request["named_graphs"])]
        chosen = bool(graphs or named)
        result = store.query(
            str(request["query"]),
            use_default_graph_as_union=not chosen,
            default_graph=graphs if chosen else None,
            named_graphs=named if chosen else None,
        )
        return {"ok": True}, _write(result, request)
    except SyntaxError as error:
        return {"syntax": str(error)}, b""
    except (EndpointError, ValueError, OSError, RuntimeError, MemoryError) as error:
        return {"error": str(error) or type(error).__name__}, b""


def _write(
    result: ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples, request: dict[str, object]
) -> bytes:
    media_type = str(request["media_type"])
    if not isinstance(result, ox.QueryTriples):
        return write_table(result, media_type)
    prefixes = request["prefixes"]
    return write_graph(result, media_type, prefixes if isinstance(prefixes, dict) else {})


def _strings(value: object) -> list[str]:
    return [str(item) for item in value] if isinstance(value, list) else []


def main(arguments: list[str]) -> None:
    """Serve requests until the parent closes the socket."""
    descriptor, folder = arguments
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    store = ox.Store.read_only(folder)
    with Connection(int(descriptor)) as connection:
        connection.send_bytes(b"ready")
        while True:
            try:
                request = json.loads(connection.recv_bytes())
            except EOFError:
                return
            header, body = answer(store, request)
            connection.send_bytes(json.dumps(header).encode())
            connection.send_bytes(body)


if __name__ == "__main__":
    main(sys.argv[1:])
