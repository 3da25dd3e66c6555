"""Where a question stood at the end of a year, from what its panels keep.

It follows the named questions ``question-status`` and ``question-attempts``, and a test holds them
together.
"""

from typing import Final

from graph.catalogue.rows import local_name
from graph.catalogue.summaries import STATUSES
from graph.listing.panels import Panels
from graph.records import Ref, Standing, Step

#: More steps than a question can have: one for each year and status.
_EVERY: Final = 1_000


def standing(panels: Panels, question: str, as_of: str, size: int) -> Standing:
    """Return where a question stood at the end of a year.

    Args:
        panels: what panels show.
        question: its IRI.
        as_of: the year.
        size: how many steps, and how many attempts, at most.

    Raises:
        ReleaseError: the lists cannot be read.
    """
    steps: tuple[Step, ...] = panels.panel(
        "question", "steps", question, _EVERY, as_of=as_of
    ).records
    raised = [step.year for step in steps if step.status == local_name(STATUSES[0]) and step.year]
    return Standing(
        status=_reached(steps),
        since=min(raised, default=None),
        steps=steps[:size],
        attempts=panels.panel("question", "attempts", question, size, as_of=as_of),
    )


def _reached(steps: tuple[Step, ...]) -> Ref | None:
    """Return the status of the last year in which something changed, the furthest one of it."""
    words = {local_name(status): status for status in STATUSES}
    order = list(words)
    known = [step for step in steps if step.status in words]
    if not known:
        return None
    last = max(known, key=lambda step: (step.year or "", order.index(step.status)))
    return Ref(words[last.status], last.status)
