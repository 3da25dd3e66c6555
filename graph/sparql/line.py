"""Who may run a query now, who waits, and who is sent away.

Everybody waits in one line, but the next to run is from the client that runs least and was served
longest ago, and no client gets the last free place. An answer counts until it is read to its end,
because a client that reads slowly holds up a thread of the server. A client without a name (the
site itself) is not bounded.
"""

import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Final

from graph.errors import QueryQueueFull
from graph.settings import Limits
from graph.sparql.answer import Spool

_LOOK: Final = 0.1


class _Waiting:
    def __init__(self, client: str) -> None:
        self.client = client
        self.called = threading.Event()


class Line:
    """The places of one pool of workers, and the line in front of it."""

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        # A file may be gone, and so an answer sent, at any moment of the same thread.
        self._lock = threading.RLock()
        self._waiting: list[_Waiting] = []
        self._running: Counter[str] = Counter()
        self._sending: Counter[str] = Counter()
        self._served: dict[str, float] = {}

    @property
    def waiting(self) -> int:
        """Return how many queries wait."""
        return len(self._waiting)

    @property
    def running(self) -> int:
        """Return how many queries run."""
        return self._running.total()

    def sending(self, client: str, spool: Spool) -> None:
        """Count an answer among those of its client until its file is gone."""
        if not client:
            return

        def sent() -> None:
            with self._lock:
                self._sending[client] -= 1
                self._sending += Counter()

        with self._lock:
            self._sending[client] += 1
        spool.then(sent)

    @contextmanager
    def place(self, client: str, look: Callable[[], None]) -> Iterator[None]:
        """Wait for a place and hold it.

        Args:
            client: who asks; empty for the site itself.
            look: called every 100 ms while waiting; what it raises ends the wait.

        Raises:
            QueryQueueFull: too many wait, too many are this client's, or it took too long.
        """
        self._enter(client, look)
        try:
            yield
        finally:
            with self._lock:
                self._leave(client)

    def _enter(self, client: str, look: Callable[[], None]) -> None:
        mine = _Waiting(client)
        with self._lock:
            self._refuse_many(client)
            self._waiting.append(mine)
            self._call()
            if not mine.called.is_set() and len(self._waiting) > self._limits.queue:
                self._waiting.remove(mine)
                raise self._full(f"{self._limits.queue} queries are waiting already")
        try:
            self._wait(mine, look)
        except BaseException:
            with self._lock:
                if mine.called.is_set():
                    self._leave(client)
                else:
                    self._waiting.remove(mine)
            raise

    def _wait(self, mine: _Waiting, look: Callable[[], None]) -> None:
        deadline = time.monotonic() + self._limits.wait
        while not mine.called.wait(_LOOK):
            look()
            if time.monotonic() > deadline:
                raise self._full(f"no worker became free within {self._limits.wait:g} s")

    def _refuse_many(self, client: str) -> None:
        if not client:
            return
        own = self._running[client] + self._sending[client]
        own += sum(one.client == client for one in self._waiting)
        if own >= self._limits.per_client:
            raise self._full(
                f"{own} queries from {client} are running, waiting or being sent, which is all "
                "that one client gets"
            )
        if self._sending.total() > self._limits.queue + self._limits.workers:
            raise self._full(f"{self._sending.total()} answers are being sent already")

    def _leave(self, client: str) -> None:
        """Give a place back; the lock is held."""
        self._running[client] -= 1
        self._running += Counter()
        self._call()

    def _call(self) -> None:
        """Call those who may run now; the lock is held."""
        while self._running.total() < self._limits.workers:
            may = [one for one in self._waiting if self._running[one.client] < self._most(one)]
            if not may:
                break
            chosen = min(may, key=lambda one: self._turn(one.client))
            self._waiting.remove(chosen)
            self._running[chosen.client] += 1
            self._served[chosen.client] = time.monotonic()
            chosen.called.set()
        known = {one.client for one in self._waiting}
        self._served = {client: at for client, at in self._served.items() if client in known}

    def _most(self, one: _Waiting) -> int:
        workers = self._limits.workers
        return max(1, workers - 1) if one.client else workers

    def _turn(self, client: str) -> tuple[int, float]:
        return self._running[client], self._served.get(client, 0.0)

    def _full(self, message: str) -> QueryQueueFull:
        return QueryQueueFull(message, max(1, round(min(self._limits.seconds, 10.0))))
