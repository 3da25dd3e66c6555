"""Strangers' SPARQL: guarded, read-only, in processes that can be killed.

:mod:`~graph.sparql.remote` is not imported here, because every worker process imports this.
"""

from collections.abc import Callable
from typing import Protocol

from graph.settings import Limits
from graph.sparql.answer import Answer
from graph.sparql.guard import CheckedQuery, check, query_form
from graph.sparql.line import Line
from graph.sparql.pool import WorkerPool
from graph.sparql.results import media_types
from graph.sparql.tickets import Tickets

__all__ = [
    "Answer",
    "CheckedQuery",
    "Runner",
    "Tickets",
    "WorkerPool",
    "check",
    "media_types",
    "query_form",
]


class Runner(Protocol):
    """Something that runs checked queries within limits."""

    limits: Limits
    line: Line

    @property
    def isolated(self) -> bool | None:
        """Tell whether queries run without network; None if it is not for us to say."""

    def run(
        self,
        query: CheckedQuery,
        media_type: str,
        client: str = ...,
        look: Callable[[], None] = ...,
    ) -> Answer:
        """Answer a query; see :meth:`graph.sparql.pool.WorkerPool.run` for the errors."""

    def close(self) -> None:
        """Let go of what the runner holds."""
