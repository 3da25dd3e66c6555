"""Pages kept in memory: what was written once for a release is not written again.

A release never changes, so an answer to a GET is the same until the next one. It is kept under the
release, the digest of the code, and the whole address, host included: pages name themselves. The
memory is bounded in bytes; what was not asked for the longest goes first. Only whole answers that
succeeded are kept: no errors, no streams, nothing with a nonce, nothing to another method than GET.
Whoever sends ``Cache-Control: no-cache``, as a browser does when told to reload everything, has the
page written anew.
"""

from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, field
from threading import Lock
from typing import Final

from flask import Flask, Response, current_app, g, make_response, request

_EXTENSION: Final = "equipoise-kept"

#: Bytes that kept answers may take in one server process, and that a single one may.
LIMIT: Final = 32 * 2**20
LARGEST: Final = 2 * 2**20


@dataclass(frozen=True)
class _Answer:
    """An answer to be sent again: its body and the headers that it was made with."""

    body: bytes
    headers: tuple[tuple[str, str], ...]


@dataclass
class Kept:
    """Answers by their keys, the one asked for last at the end.

    Attributes:
        limit: bytes that all of them may take.
        largest: bytes that one may take.
    """

    limit: int = LIMIT
    largest: int = LARGEST
    size: int = 0
    _answers: OrderedDict[tuple[str, ...], _Answer] = field(default_factory=OrderedDict)
    _lock: Lock = field(default_factory=Lock)

    def __len__(self) -> int:
        """Return how many answers are kept."""
        return len(self._answers)

    def find(self, key: tuple[str, ...]) -> Response | None:
        """Return what is kept under a key, as a response of its own."""
        with self._lock:
            answer = self._answers.get(key)
            if answer is None:
                return None
            self._answers.move_to_end(key)
        return Response(answer.body, headers=list(answer.headers))

    def keep(self, key: tuple[str, ...], response: Response) -> None:
        """Keep a response, and let go of those not asked for the longest."""
        answer = _Answer(response.get_data(), tuple(response.headers.to_wsgi_list()))
        if len(answer.body) > self.largest:
            return
        with self._lock:
            known = self._answers.pop(key, None)
            self.size += len(answer.body) - (len(known.body) if known else 0)
            self._answers[key] = answer
            while self.size > self.limit:
                _, oldest = self._answers.popitem(last=False)
                self.size -= len(oldest.body)


def register(app: Flask) -> None:
    """Give an application a memory for its pages."""
    app.extensions[_EXTENSION] = Kept()


def kept() -> Kept:
    """Return the memory of the application that answers."""
    found: Kept = current_app.extensions[_EXTENSION]
    return found


def once(tag: str, produce: Callable[[], Response | str]) -> Response:
    """Return what is kept of the answer to this request, or produce it and keep it.

    Args:
        tag: what names this representation: release, code, address and format.
        produce: writes the answer.
    """
    if request.method not in {"GET", "HEAD"}:
        return make_response(produce())
    key = (tag, request.host_url, request.script_root)
    anew = request.cache_control.no_cache or request.cache_control.no_store
    found = None if anew else kept().find(key)
    if found is not None:
        return found
    response = make_response(produce())
    if _whole(response):
        kept().keep(key, response)
    return response


def _whole(response: Response) -> bool:
    """Tell whether an answer succeeded, is in memory as a whole, and holds for everybody."""
    return (
        response.status_code == 200
        and not response.is_streamed
        and not response.direct_passthrough
        and "nonce" not in g
    )
