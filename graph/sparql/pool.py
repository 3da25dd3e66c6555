"""Run queries in processes that are killed at the time limit.

No SPARQL engine at hand can be stopped from inside: a join runs to its end, and some queries crash
it. So each runs in a worker process; at the limit the process is killed and replaced, and the
server that asked it goes on undisturbed. The result goes from there straight into a file.
"""

import threading
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, Final

from graph.errors import EndpointError, ForbiddenQuery, MalformedQuery, QueryTimeout
from graph.settings import Limits
from graph.sparql.answer import Answer, Spool
from graph.sparql.guard import CheckedQuery
from graph.sparql.line import Line
from graph.sparql.process import Worker

MB: Final = 1_000_000


def undisturbed() -> None:
    """Never stop a query."""


class WorkerPool:
    """A bounded number of workers over one store, and the line in front of them.

    Args:
        store: folder of the release's store.
        prefixes: prefixes for graphs written as Turtle.
        limits: what a query may take.
        strange: whether queries come from outside, and so are read twice.
    """

    def __init__(
        self,
        store: Path,
        prefixes: Mapping[str, str],
        limits: Limits | None = None,
        strange: bool = True,
    ) -> None:
        self.limits = limits or Limits()
        self.line = Line(self.limits)
        self._store = store
        self._prefixes = dict(prefixes)
        self._strange = strange
        self._lock = threading.Lock()
        self._idle: list[Worker] = []
        self._closed = False
        self._isolated: bool | None = None

    @property
    def isolated(self) -> bool:
        """Tell whether workers have no network; asks one, if none has started yet.

        Raises:
            EndpointError: it does not start.
        """
        if self._isolated is None:
            self._put_back(self._take())
        return bool(self._isolated)

    def run(
        self,
        query: CheckedQuery,
        media_type: str,
        client: str = "",
        look: Callable[[], None] = undisturbed,
    ) -> Answer:
        """Answer a query within the limits.

        Args:
            query: the query, checked.
            media_type: what the result is written in.
            client: who asks, for the bounds that hold per client; empty for the site itself.
            look: called every 100 ms; what it raises ends the query.

        Raises:
            MalformedQuery: not SPARQL 1.1.
            ForbiddenQuery: the engine reads SERVICE in it.
            QueryTimeout: not finished at the limit; its process was killed.
            QueryQueueFull: too many queries wait, in all or of this client.
            EndpointError: the engine failed on it.
        """
        with self.line.place(client, look):
            answer = self._ask(query, media_type, look)
            self.line.sending(client, answer.spool)
            return answer

    def close(self) -> None:
        """End the workers; those that are busy, or are asked even now, end with their query."""
        with self._lock:
            self._closed = True
            idle, self._idle = self._idle, []
        for worker in idle:
            worker.kill()

    def _ask(self, query: CheckedQuery, media_type: str, look: Callable[[], None]) -> Answer:
        spool = Spool()
        request = {
            "query": query.text,
            "media_type": media_type,
            "prefixes": self._prefixes,
            "default_graphs": query.default_graphs,
            "named_graphs": query.named_graphs,
            "limit": int(self.limits.result_mb * MB),
            "seconds": self.limits.seconds,
            "strange": self._strange,
        }
        worker = self._take()
        started = time.monotonic()

        def watch() -> None:
            look()
            elapsed = time.monotonic() - started
            if elapsed >= self.limits.seconds:
                raise QueryTimeout(self.limits.seconds, elapsed)

        try:
            reply = worker.ask(request, spool.descriptor, watch)
        except BaseException:
            worker.kill()
            raise
        self._put_back(worker)
        _raise(reply)
        elapsed = time.monotonic() - started
        return Answer(media_type, query.form, reply["size"], reply["truncated"], elapsed, spool)

    def _take(self) -> Worker:
        """Return a worker that is ready: one that is idle and alive, or a new one."""
        while True:
            with self._lock:
                worker = self._idle.pop() if self._idle else None
            if worker is None or worker.alive:
                break
            worker.kill()
        worker = worker or Worker(self._store, int(self.limits.memory_mb * MB))
        try:
            worker.start()
        except BaseException:
            worker.kill()
            raise
        self._isolated = worker.isolated
        return worker

    def _put_back(self, worker: Worker) -> None:
        with self._lock:
            if not self._closed and len(self._idle) < self.limits.workers:
                self._idle.append(worker)
                return
        worker.kill()


def _raise(reply: Mapping[str, Any]) -> None:
    """Raise what a worker replied instead of a result."""
    if "malformed" in reply:
        raise MalformedQuery(*reply["malformed"])
    if "forbidden" in reply:
        raise ForbiddenQuery(reply["forbidden"])
    if "error" in reply:
        raise EndpointError(f"the query could not be answered: {reply['error']}")
