"""The answer to a query: a file that nobody else sees, read piece by piece."""

import os
import tempfile
import weakref
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

#: Bytes that are read and sent at once.
CHUNK = 65_536


class Spool:
    """An unnamed temporary file, gone when it is closed or no longer used.

    It lies in ``TMPDIR``; a folder on a disk keeps big results out of memory.
    """

    def __init__(self) -> None:
        descriptor, name = tempfile.mkstemp(prefix="equipoise-")
        Path(name).unlink()
        self.descriptor = descriptor
        self._then: list[Callable[[], None]] = []
        self._closed = weakref.finalize(self, _close, descriptor, self._then)

    @property
    def size(self) -> int:
        """Return the number of bytes in it."""
        return os.fstat(self.descriptor).st_size

    def read(self, start: int, size: int) -> bytes:
        """Return up to *size* bytes from *start*; none at the end or once it is closed."""
        return os.pread(self.descriptor, size, start) if self._closed.alive else b""

    def then(self, call: Callable[[], None]) -> None:
        """Have something called once the file is gone."""
        self._then.append(call)

    def close(self) -> None:
        """Give the space back."""
        self._closed()


def _close(descriptor: int, then: list[Callable[[], None]]) -> None:
    os.close(descriptor)
    for call in then:
        call()


@dataclass(frozen=True)
class Answer:
    """The serialised answer to a query.

    Attributes:
        media_type: what it is written in.
        form: ``SELECT``, ``ASK``, ``CONSTRUCT`` or ``DESCRIBE``.
        size: its length in bytes.
        truncated: whether it was cut off at the size limit.
        elapsed: seconds that the query took, without waiting for a worker.
    """

    media_type: str
    form: str
    size: int
    truncated: bool = False
    elapsed: float = 0.0
    spool: Spool = field(default_factory=Spool, repr=False)

    @property
    def body(self) -> bytes:
        """Return all of it at once: for answers that are known to be small."""
        return b"".join(self._pieces(CHUNK))

    def head(self, size: int) -> bytes:
        """Return its first bytes."""
        return self.spool.read(0, size)

    def chunks(self, size: int = CHUNK) -> Iterator[bytes]:
        """Return it piece by piece, once: the file is gone at the end."""
        try:
            yield from self._pieces(size)
        finally:
            self.spool.close()

    def _pieces(self, size: int) -> Iterator[bytes]:
        start = 0
        while piece := self.spool.read(start, size):
            start += len(piece)
            yield piece
