"""A server on the loopback address that notes who calls, and texts that make a store call it.

Every text reached the server from Oxigraph 0.5 by a way that a lax reading of SPARQL overlooks.
"""

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field

import pyoxigraph as ox

#: ``{url}`` stands for the canary's address.
ESCAPES = {
    "plain": "SELECT * {{ SERVICE <{url}> {{ ?s ?p ?o }} }}",
    "silent": "SELECT * {{ servicesilent<{url}>{{ ?s ?p ?o }} }}",
    "comment that ends at a carriage return": (
        "SELECT * {{ #x\rSERVICE <{url}> {{ ?s ?p ?o }}\n }}"
    ),
    "glued to a prefix": "PREFIX ex: <{url}> SELECT * {{ SERVICEex:x {{ ?s ?p ?o }} }}",
    "glued to a prefix, silently": (
        "PREFIX ex: <{url}> SELECT * {{ sErViCesilentex:x#\n{{ ?s ?p ?o }} }}"
    ),
    "glued to a boolean": "SELECT * {{ ?q ?w trueSERVICE <{url}> {{ ?s ?p ?o }} }}",
    "glued to a number": "SELECT * {{ OPTIONAL {{ ?q ?w 1 }}.SERVICE <{url}> {{ ?s ?p ?o }} }}",
    "glued to a language": "SELECT * {{ OPTIONAL {{ ?q ?w 'a'@en }}service<{url}>{{ ?s ?p ?o }} }}",
    "an escaped quote in a name": (
        "PREFIX ex: <http://x/> SELECT * {{ OPTIONAL {{ ?q ?w ex:a\\' }} "
        "SERVICE <{url}> {{ ?s ?p ?o }} #'\n }}"
    ),
    "an escaped quote behind a rare letter": (
        "PREFIX ex: <http://x/> SELECT * {{ OPTIONAL {{ ?q ?w ex:a\u203f\\' }} "
        "SERVICE <{url}> {{ ?s ?p ?o }} #'\n }}"
    ),
    "a long string with a wrong escape": (
        "SELECT * {{ VALUES ?x {{ ''' ' }} SERVICE <{url}> {{ ?s ?p ?o }} #\\x'''\n }}"
    ),
    "a long string with half a character": (
        "SELECT * {{ VALUES ?x {{ ''' ' }} SERVICE <{url}> {{ ?s ?p ?o }} #\\uD800'''\n }}"
    ),
    "less than and a comment": (
        "PREFIX x: <{url}> SELECT * {{ ?a ?b ?c BIND(1 AS ?i) BIND(2 AS ?j) "
        "FILTER(?i<?j)SERVICE#>\n x: {{ ?s ?p ?o }} }}"
    ),
    "less than and a string": (
        "SELECT * {{ ?a ?b ?c BIND(1 AS ?i) BIND(2 AS ?j) "
        'FILTER(?i<?j#>"""\n)SERVICE <{url}> {{ ?s ?p ?o }} #"""\n }}'
    ),
}


@dataclass
class Canary:
    """The address, and what was asked of it."""

    url: str
    calls: list[bytes] = field(default_factory=list)


@contextmanager
def canary() -> Iterator[Canary]:
    """Listen on a free port of the loopback address."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        found = Canary(f"http://127.0.0.1:{server.getsockname()[1]}/")

        def accept() -> None:
            with suppress(OSError):
                while True:
                    caller, _ = server.accept()
                    found.calls.append(caller.recv(100))
                    caller.close()

        thread = threading.Thread(target=accept, daemon=True)
        thread.start()
        yield found
        server.shutdown(socket.SHUT_RDWR)
        thread.join()


def unguarded(query: str) -> None:
    """Run a query on an Oxigraph store with one triple, as it stands."""
    store = ox.Store()
    store.add(ox.Quad(ox.NamedNode("a:a"), ox.NamedNode("a:b"), ox.Literal(True)))
    with suppress(SyntaxError, OSError, RuntimeError, ValueError):
        answer = store.query(query)
        if isinstance(answer, ox.QuerySolutions):
            list(answer)
