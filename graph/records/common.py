"""The two records that every other one is made of."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Ref:
    """Something that can be linked to: its IRI and its label."""

    iri: str
    label: str


@dataclass(frozen=True)
class Property:
    """One property of a thing and its values, for pages that show a record as it is."""

    ref: Ref
    values: tuple[Ref | str, ...]
