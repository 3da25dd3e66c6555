"""From the rows of an answer to the values of a record."""

import re
from collections.abc import Iterable

from graph.endpoint import Row
from graph.namespaces import local_part
from graph.records import Ref
from graph.tables import plain

_DAYS = re.compile(r"P(\d+)D")


def iri(row: Row, name: str) -> str:
    """Return what is bound to a variable that every row binds."""
    return plain(row[name])


def text(row: Row, name: str) -> str | None:
    """Return the characters bound to a variable, if any."""
    term = row.get(name)
    return None if term is None else plain(term)


def number(row: Row, name: str) -> int | None:
    """Return the whole number bound to a variable, if any."""
    term = row.get(name)
    return None if term is None else int(plain(term))


def count(row: Row, name: str) -> int:
    """Return the whole number bound to a variable, or 0."""
    return number(row, name) or 0


def flag(row: Row, name: str) -> bool:
    """Tell whether a variable is bound to true."""
    return text(row, name) in {"true", "1"}


def days(row: Row, name: str) -> int | None:
    """Return an xsd:dayTimeDuration in whole days; None if it is shorter than one, or unbound."""
    match = _DAYS.match(text(row, name) or "")
    return int(match[1]) if match else None


def local_name(address: str) -> str:
    """Return the last part of an IRI as words, for want of a label: ``alt label``."""
    last = local_part(address)
    return re.sub(r"(?<=[a-z])(?=[A-Z])", " ", last).lower() if last.isalpha() else last or address


def ref(row: Row, name: str) -> Ref | None:
    """Return the IRI bound to a variable with the label bound to ``{name}Label``, if any."""
    address = text(row, name)
    if address is None:
        return None
    return Ref(address, text(row, f"{name}Label") or local_name(address))


def sure(row: Row, name: str, label: str | None = None) -> Ref:
    """Return a reference to what every row binds, labelled by ``{name}Label`` or *label*."""
    address = iri(row, name)
    return Ref(address, text(row, label or f"{name}Label") or local_name(address))


def grouped(rows: Iterable[Row], name: str) -> dict[str, list[Row]]:
    """Group rows by what is bound to a variable, in the order of first appearance."""
    groups: dict[str, list[Row]] = {}
    for row in rows:
        groups.setdefault(iri(row, name), []).append(row)
    return groups


def refs(rows: Iterable[Row], name: str, label: str | None = None) -> tuple[Ref, ...]:
    """Return the distinct references bound to a variable, in order; rows without it are skipped."""
    return tuple(dict.fromkeys(sure(row, name, label) for row in rows if name in row))


def values_of(rows: Iterable[Row], address: str) -> tuple[Ref, ...]:
    """Return the ``?value`` with ``?label`` of the rows whose ``?property`` is *address*."""
    return refs((row for row in rows if iri(row, "property") == address), "value", "label")
