"""Run strangers' queries in processes that are killed at the time limit.

No SPARQL engine at hand can be stopped from inside: a join runs to its end, and some queries crash
it. So each runs in a worker process; at the limit the process is killed and replaced, and the
server that asked it goes on undisturbed.
"""

import json
import os
import queue
import re
import socket
import subprocess
import sys
import time
from collections.abc import Sequence
from multiprocessing.connection import Connection
from pathlib import Path

from graph.errors import EndpointError, MalformedQuery, QueryTimeout

_PLACE = re.compile(r"error at (\d+):(\d+): (.*)", re.DOTALL)
#: Seconds that a worker may take to open its store.
START = 20.0


class Worker:
    """One process with the store open, answering one query at a time."""

    def __init__(self, store: Path) -> None:
        ours, theirs = socket.socketpair()
        with theirs:
            self._process = subprocess.Popen(
                [sys.executable, "-m", "graph.sparql.worker", str(theirs.fileno()), str(store)],
                pass_fds=[theirs.fileno()],
                stdin=subprocess.DEVNULL,
                env=os.environ | {"PYTHONPATH": os.pathsep.join(filter(None, sys.path))},
            )
        self._connection = Connection(ours.detach())
        self._ready = False

    def ask(self, request: bytes, deadline: float) -> tuple[dict[str, object], bytes] | None:
        """Send a request; return header and body, or None when the deadline passed.

        Raises:
            EndpointError: the process died.
        """
        try:
            if not self._ready:
                self._await_start()
            self._connection.send_bytes(request)
            if not self._connection.poll(max(0.0, deadline - time.monotonic())):
                return None
            header = json.loads(self._connection.recv_bytes())
            return header, self._connection.recv_bytes()
        except (EOFError, OSError) as error:
            raise EndpointError(
                "the query ended its worker process, by memory or by a fault of the engine; "
                "ask for less at once"
            ) from error

    def _await_start(self) -> None:
        if not self._connection.poll(START):
            raise EndpointError(f"a worker process did not start within {START:g} s")
        self._connection.recv_bytes()
        self._ready = True

    def kill(self) -> None:
        """End the process at once."""
        self._process.kill()
        self._process.wait()
        self._connection.close()


class WorkerPool:
    """A fixed number of workers over one store.

    Args:
        store: folder of the release's store.
        prefixes: prefixes for graphs written as Turtle.
        size: how many queries may run at once; more wait, and waiting counts towards the limit.
        seconds: the time limit of one query.
    """

    def __init__(
        self, store: Path, prefixes: dict[str, str], size: int = 2, seconds: float = 10.0
    ) -> None:
        self._store = store
        self._prefixes = prefixes
        self.seconds = seconds
        self._size = size
        self._closed = False
        self._idle: queue.SimpleQueue[Worker | None] = queue.SimpleQueue()
        for _ in range(size):
            self._idle.put(None)

    def run(
        self,
        query: str,
        media_type: str,
        default_graphs: Sequence[str] = (),
        named_graphs: Sequence[str] = (),
    ) -> bytes:
        """Answer a query within the time limit.

        Raises:
            MalformedQuery: not SPARQL 1.1.
            QueryTimeout: not finished at the limit; its process was killed.
            EndpointError: the engine failed on it.
        """
        request = {
            "query": query,
            "media_type": media_type,
            "prefixes": self._prefixes,
            "default_graphs": list(default_graphs),
            "named_graphs": list(named_graphs),
        }
        header, body = self._ask(json.dumps(request).encode())
        if "syntax" in header:
            raise malformed(str(header["syntax"]))
        if "error" in header:
            raise EndpointError(f"the query could not be answered: {header['error']}")
        return body

    def _ask(self, request: bytes) -> tuple[dict[str, object], bytes]:
        started = time.monotonic()
        try:
            worker = self._idle.get(timeout=self.seconds)
        except queue.Empty:
            raise QueryTimeout(self.seconds) from None
        survivor: Worker | None = None
        try:
            worker = worker or Worker(self._store)
            reply = worker.ask(request, max(started, time.monotonic()) + self.seconds)
            if reply is not None:
                survivor = worker
                return reply
            raise QueryTimeout(self.seconds)
        finally:
            if worker is not None and survivor is None:
                worker.kill()
            self._give_back(survivor)

    def _give_back(self, worker: Worker | None) -> None:
        if self._closed and worker is not None:
            worker.kill()
            worker = None
        self._idle.put(worker)

    def close(self) -> None:
        """End the workers; those that are busy, or are asked even now, end with their query."""
        self._closed = True
        for _ in range(self._size):
            try:
                worker = self._idle.get_nowait()
            except queue.Empty:
                return
            self._give_back(worker)


def malformed(message: str) -> MalformedQuery:
    """Read the place of a syntax error from the engine's message."""
    match = _PLACE.search(message)
    if match is None:
        return MalformedQuery(1, 1, message)
    return MalformedQuery(int(match[1]), int(match[2]), match[3])
