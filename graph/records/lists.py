"""A page of a list: its records, how many there are in all, and what narrows the list."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Generic, TypeVar

Record = TypeVar("Record", covariant=True)


@dataclass(frozen=True)
class Choice:
    """One value that a record has: as the address says it, as people say it, and of what kind."""

    value: str
    label: str
    kind: str = ""


@dataclass(frozen=True)
class Option:
    """One value that a list can be narrowed to, and how many records it would show."""

    choice: Choice
    count: int


@dataclass(frozen=True)
class Selection:
    """Which part of a list is asked for.

    Attributes:
        chosen: the value that a record must have, by filter; an empty one says nothing.
        number: which page, counted from 1; beyond the last one stands for the last.
        size: how many records a page has.
        order: how the list is sorted; empty, or unknown, for the order it is kept in.
    """

    chosen: Mapping[str, str] = field(default_factory=dict)
    number: int = 1
    size: int = 100
    order: str = ""


@dataclass(frozen=True)
class Listing(Generic[Record]):
    """A page of a list.

    Attributes:
        records: what this page shows.
        total: how many records there are on all pages.
        number: which page this is, counted from 1.
        pages: how many pages there are.
        size: how many records a page has.
        options: what each filter offers beside the others.
    """

    records: tuple[Record, ...]
    total: int
    number: int = 1
    pages: int = 1
    size: int = 100
    options: Mapping[str, tuple[Option, ...]] = field(default_factory=dict)

    @property
    def first(self) -> int:
        """Return the number of the first record on this page, counted from 1."""
        return (self.number - 1) * self.size + 1

    @property
    def last(self) -> int:
        """Return the number of the last record on this page."""
        return (self.number - 1) * self.size + len(self.records)
