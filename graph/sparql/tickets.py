"""Cancel a query by its ticket, from any server process.

A running query has a file in the run-time folder that all server processes of one site share. To
cancel it is to put another file beside it, which the thread that waits for the query looks for.
"""

import os
import re
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Final

from graph.errors import ForbiddenQuery, QueryCancelled

_TICKET: Final = re.compile(r"[A-Za-z0-9-]{8,64}")
#: Seconds after which a file was left behind by a process that died.
_STALE: Final = 3600.0


class Tickets:
    """The tickets of the queries that run, as files in a folder."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        old = time.time() - _STALE
        for path in folder.iterdir():
            with suppress(FileNotFoundError):
                if path.suffix in {".running", ".cancel"} and path.stat().st_mtime < old:
                    path.unlink()

    @contextmanager
    def hold(self, ticket: str) -> Iterator[Callable[[], None]]:
        """Show a query as running; give a function that raises once it is cancelled.

        Raises:
            ForbiddenQuery: the ticket is not one, or another query has it.
        """
        if not ticket:
            yield lambda: None
            return
        if not _TICKET.fullmatch(ticket):
            raise ForbiddenQuery(
                f"the query id {ticket[:80]!r} must be 8 to 64 letters, digits and hyphens"
            )
        running, cancelled = self._files(ticket)
        try:
            os.close(os.open(running, os.O_CREAT | os.O_EXCL, 0o600))
        except FileExistsError:
            raise ForbiddenQuery(
                f"a query with the id {ticket} is running; give each query an id of its own"
            ) from None
        try:
            yield lambda: self._look(cancelled)
        finally:
            for path in (running, cancelled):
                path.unlink(missing_ok=True)

    def cancel(self, ticket: str) -> bool:
        """Ask for a query to be stopped; return whether one with that ticket was running."""
        if not _TICKET.fullmatch(ticket):
            return False
        running, cancelled = self._files(ticket)
        if not running.exists():
            return False
        cancelled.touch(0o600)
        if not running.exists():
            cancelled.unlink(missing_ok=True)
            return False
        return True

    def _files(self, ticket: str) -> tuple[Path, Path]:
        return self._folder / f"{ticket}.running", self._folder / f"{ticket}.cancel"

    @staticmethod
    def _look(cancelled: Path) -> None:
        if cancelled.exists():
            raise QueryCancelled
