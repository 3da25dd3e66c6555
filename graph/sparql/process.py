"""The server's end of a worker process: started, asked, killed."""

import os
import select
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

from graph.errors import EndpointError
from graph.sparql.wire import receive, send

#: Seconds that a worker may take to open its store.
START: Final = 20.0
#: Seconds between two looks at whether a query should still run.
LOOK: Final = 0.1


class Worker:
    """One process with the store open, answering one query at a time.

    Attributes:
        isolated: whether it has no network; None until it has started.
    """

    def __init__(self, store: Path, memory: int) -> None:
        self._channel, theirs = socket.socketpair()
        with theirs:
            self._process = subprocess.Popen(
                [
                    sys.executable,
                    *("-m", "graph.sparql.worker"),
                    *(str(theirs.fileno()), str(store), str(memory)),
                ],
                pass_fds=[theirs.fileno()],
                stdin=subprocess.DEVNULL,
                env=os.environ
                | {"PYTHONPATH": os.pathsep.join(filter(None, sys.path)), "RUST_BACKTRACE": "0"},
            )
        self.isolated: bool | None = None

    @property
    def alive(self) -> bool:
        """Tell whether the process still runs."""
        return self._process.poll() is None

    def ask(
        self, request: dict[str, Any], descriptor: int, look: Callable[[], None]
    ) -> dict[str, Any]:
        """Send a request and the file for its result; return the reply.

        Args:
            request: see :func:`graph.sparql.worker.answer`.
            descriptor: the file.
            look: called every 100 ms; what it raises ends the wait.

        Raises:
            EndpointError: the process died.
        """
        try:
            self.start()
            send(self._channel, request, descriptor)
            while not self._answered(LOOK):
                look()
            return receive(self._channel)[0]
        except (EOFError, OSError) as error:
            raise EndpointError(
                f"the query ended its worker process{self._how()}, by memory or by a fault of the "
                "engine; ask for less at once"
            ) from error

    def start(self) -> None:
        """Wait until the process is ready.

        Raises:
            EndpointError: it is not ready in time.
        """
        if self.isolated is None:
            if not self._answered(START):
                raise EndpointError(f"a worker process did not start within {START:g} s")
            try:
                self.isolated = bool(receive(self._channel)[0]["isolated"])
            except (EOFError, OSError) as error:
                raise EndpointError(
                    f"a worker process could not start{self._how()}; give it more memory with "
                    "--query-memory, or see what it wrote to standard error"
                ) from error

    def kill(self) -> None:
        """End the process at once."""
        self._process.kill()
        self._process.wait()
        self._channel.close()

    def _answered(self, seconds: float) -> bool:
        poll = select.poll()
        poll.register(self._channel, select.POLLIN)
        return bool(poll.poll(seconds * 1000))

    def _how(self) -> str:
        """Return how the process ended, if it has."""
        deadline = time.monotonic() + 1.0
        while self.alive and time.monotonic() < deadline:
            time.sleep(0.01)
        code = self._process.poll()
        return "" if code is None else f" (exit code {code})"
