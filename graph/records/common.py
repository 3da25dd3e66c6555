"""The records that others are made of, and what is left of one that is gone."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Ref:
    """Something that can be linked to: its IRI and its label."""

    iri: str
    label: str


@dataclass(frozen=True)
class Tombstone:
    """What is left of a record that was withdrawn, or that has moved to another name.

    Attributes:
        since: when (ISO 8601).
        successor: the record that stands in its place, if there is one.
    """

    ref: Ref
    since: str
    reason: str
    successor: Ref | None


@dataclass(frozen=True)
class Property:
    """One property of a thing and its values, for pages that show a record as it is."""

    ref: Ref
    values: tuple[Ref | str, ...]
