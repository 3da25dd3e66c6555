"""What happened to the balance of a hypothesis in each year, worked out once by the build.

It counts as the named question ``picture-changes`` does: direct evidence of independent studies
from the year of their first publication until that of their retraction; review articles are told
but not counted, and what has no year cannot be placed.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from graph.listing.spans import Span, changes, count_at
from graph.namespaces import EQ
from graph.records import Event, History, Moment, Ref
from graph.sqlite import Ask

#: The stances that studies take on what they tested, in the order of a tally.
TALLIED: Final = tuple(EQ + name for name in ("Supports", "Refutes", "Inconclusive"))
#: How many studies of one year are told by name.
MOST: Final = 12

_APPEARANCES: Final = """
SELECT about.iri, about.label, people, year, retracted, retracted_in, review, said.iri, said.label
FROM weighing JOIN term about ON about.number = study JOIN term said ON said.number = stance
WHERE hypothesis = :hypothesis AND directness IS NOT NULL AND NOT indirect
"""


@dataclass
class _Appearance:
    """A study with direct evidence, and what stands for everyone who studied the same people."""

    study: Ref
    people: int
    span: Span
    gone: bool
    review: bool
    stances: set[Ref]

    @property
    def dated(self) -> bool:
        """Tell whether it is known when it came, and when it went if it did."""
        since, until = self.span
        return since is not None and not (self.gone and until is None)

    def event(self, retracted: bool) -> Event:
        """Return its coming or its going."""
        order = {iri: place for place, iri in enumerate(TALLIED)}
        stances = sorted(self.stances, key=lambda ref: order.get(ref.iri, len(order)))
        return Event(self.study, retracted, tuple(stances), self.review)


def history(ask: Ask, hypothesis: str) -> History:
    """Return how direct evidence on a hypothesis came about.

    Args:
        ask: answers a statement over the lists.
        hypothesis: its IRI.
    """
    found = _appearances(ask, hypothesis)
    dated = [item for item in found if item.dated]
    return History(_moments(dated), len(found) - len(dated))


def _appearances(ask: Ask, hypothesis: str) -> Sequence[_Appearance]:
    found: dict[str, _Appearance] = {}
    for iri, label, people, year, gone, until, review, stance, said in ask(
        _APPEARANCES, {"hypothesis": hypothesis}
    ):
        if iri not in found:
            span = (year, until if gone else None)
            found[iri] = _Appearance(Ref(iri, label), people, span, bool(gone), bool(review), set())
        found[iri].stances.add(Ref(stance, said))
    return tuple(found.values())


def _moments(dated: Sequence[_Appearance]) -> tuple[Moment, ...]:
    events: dict[int, list[Event]] = {}
    for item in dated:
        since, until = item.span
        events.setdefault(since or 0, []).append(item.event(False))
        if until is not None:
            events.setdefault(until, []).append(item.event(True))
    kept = [changes(_samples(dated, stance).values()) for stance in TALLIED]
    return tuple(
        Moment(
            year=year,
            events=tuple(sorted(events[year], key=_place)[:MOST]),
            total=len(events[year]),
            tally=tuple(count_at(one, year) for one in kept),
        )
        for year in sorted(events)
    )


def _samples(dated: Sequence[_Appearance], stance: str) -> dict[int, list[Span]]:
    """Return when the studies of each sample that take a stance count."""
    found: dict[int, list[Span]] = {}
    for item in dated:
        if not item.review and any(ref.iri == stance for ref in item.stances):
            found.setdefault(item.people, []).append(item.span)
    return found


def _place(event: Event) -> tuple[bool, str, str]:
    return event.retracted, event.study.label, event.study.iri
