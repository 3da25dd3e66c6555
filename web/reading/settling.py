"""What a study that settles a hypothesis would need, and in whom the hypothesis was tested."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from graph.records import Need, Scope

#: What a study is made of: the heading of each part, and the details that belong to it.
_PARTS: Final = (
    ("In whom", ("group", "condition", "case definition", "PEM")),
    ("Given or looked at", ("given", "agent", "target", "compartment")),
    ("Compared with", ("comparator",)),
    ("Measured", ("predicted", "direction", "instrument")),
    ("Open because of", ("limit",)),
)
#: What pages call a detail; the heading of its part says enough of the others.
_WORDS: Final = {
    "group": "group",
    "condition": "condition",
    "case definition": "case definition",
    "PEM": "PEM at entry",
    "agent": "agent",
    "target": "target",
    "compartment": "where in the body",
    "predicted": "predicted",
    "direction": "direction",
    "instrument": "instruments used so far",
}
_FACETS: Final = {
    "hypothesis": "This hypothesis and narrower ones",
    "case definition": "Case definition that participants met",
    "PEM as a condition of entry": "PEM as a condition of entry",
    "gender": "Gender",
    "age at entry": "Age at entry",
    "length of treatment": "Length of treatment",
    "agent": "What was given",
}
_REQUIRED: Final = frozenset({"case definition", "PEM", "comparator", "instrument", "limit"})

_SILENCE: Final = {
    "comparator": ("no study of it, or of its neighbours, compared with anything",),
    "instrument": ("none recorded",),
    "limit": ("no limit is recorded that left it open",),
}


@dataclass(frozen=True)
class Detail:
    """One detail of a study to be done.

    Attributes:
        word: what it is called, where the heading of its part does not say it.
        values: what it would be.
        silence: what to say where there is none.
    """

    word: str
    values: tuple[Need, ...]
    silence: str = "not specified by anybody"

    @property
    def left_out(self) -> int:
        """Return how many more there are than are told."""
        return self.values[0].total - len(self.values) if self.values else 0


@dataclass(frozen=True)
class Part:
    """One part of a study to be done, such as whom it would enrol."""

    heading: str
    details: tuple[Detail, ...]


def design(needs: Iterable[Need]) -> tuple[Part, ...]:
    """Return what a study would need; details that matter are there even if nobody said them."""
    listed = tuple(needs)
    return tuple(Part(heading, tuple(_details(listed, details))) for heading, details in _PARTS)


def _details(needs: tuple[Need, ...], details: Iterable[str]) -> list[Detail]:
    found = {name: tuple(need for need in needs if need.detail == name) for name in details}
    told = [Detail(_WORDS.get(name, ""), values) for name, values in found.items() if values]
    silent = [
        Detail(_WORDS.get(name, ""), (), *_SILENCE.get(name, ()))
        for name, values in found.items()
        if not values and name in _REQUIRED
    ]
    return (told + silent) or [Detail("", ())]


def facets(scopes: Iterable[Scope]) -> tuple[tuple[str, tuple[Scope, ...]], ...]:
    """Return scopes by facet, in the order in which they come."""
    groups: dict[str, list[Scope]] = {}
    for scope in scopes:
        groups.setdefault(_FACETS.get(scope.facet, scope.facet), []).append(scope)
    return tuple((label, tuple(rows)) for label, rows in groups.items())
