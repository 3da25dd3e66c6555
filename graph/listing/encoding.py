"""Records as text that a database keeps: JSON, a list of values for each record.

The names of the fields are not kept. :func:`shape` says which fields a record has, so that a
reader knows whether what was kept is what it expects.
"""

import json
from collections.abc import Callable, Mapping
from dataclasses import fields, is_dataclass
from functools import cache
from types import NoneType
from typing import Any, Final, get_args, get_origin, get_type_hints

#: What the file that keeps them is called in an error.
WHAT: Final = "lists"
#: The records of one kind at some places of their list.
ITEMS: Final = """
SELECT place, record FROM item
WHERE kind = ? AND place IN (SELECT value FROM json_each(?))
"""
#: What JSON keeps as it is.
_PLAIN: Final = frozenset({str, int, bool, float})


def encode(record: object) -> str:
    """Write a record."""
    return json.dumps(_plain(record), ensure_ascii=False, separators=(",", ":"))


def decode(kind: Any, text: str) -> Any:
    """Read a record of a class, or anything else that a field of a record can be."""
    return _reader(kind)(json.loads(text))


def shape(*kinds: type) -> str:
    """Return the fields of records of some classes, and of the records in them."""
    waiting, told = list(kinds), dict[str, str]()
    while waiting:
        kind = waiting.pop()
        if is_dataclass(kind) and kind.__name__ not in told:
            hints = _hints(kind)
            told[kind.__name__] = ", ".join(f"{name}: {hint}" for name, hint in hints.items())
            waiting += hints.values()
        else:
            waiting += get_args(kind)
    return "\n".join(f"{name}({told[name]})" for name in sorted(told))


def _plain(value: Any) -> Any:
    if is_dataclass(value):
        return [_plain(getattr(value, field.name)) for field in fields(value)]
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    if isinstance(value, frozenset):
        return sorted(_plain(item) for item in value)
    if isinstance(value, Mapping):
        return {key: _plain(item) for key, item in value.items()}
    return value


@cache
def _reader(kind: Any) -> Callable[[Any], Any]:
    """Return what makes a value of a class, or of anything else a field can be, from JSON."""
    if kind in _PLAIN:
        return _as_it_is
    if is_dataclass(kind):
        return _record_reader(kind)
    origin, inner = get_origin(kind), get_args(kind)
    if origin in {tuple, frozenset}:
        read = _reader(inner[0])
        return lambda value: origin([read(item) for item in value])
    if origin in {dict, Mapping}:
        read = _reader(inner[1])
        return lambda value: {key: read(item) for key, item in value.items()}
    return _optional(_reader(next(one for one in inner if one is not NoneType)))


def _record_reader(kind: Any) -> Callable[[Any], Any]:
    """Return what makes a record from the list of its values, most of which stay as they are."""

    @cache
    def readers() -> list[Callable[[Any], Any] | None]:
        # Only when there is something to read: a record may hold records of its own class.
        return [None if hint in _PLAIN else _reader(hint) for hint in _hints(kind).values()]

    return lambda values: kind(
        *[read(value) if read else value for read, value in zip(readers(), values, strict=True)]
    )


def _optional(read: Callable[[Any], Any]) -> Callable[[Any], Any]:
    return lambda value: None if value is None else read(value)


def _as_it_is(value: Any) -> Any:
    return value


@cache
def _hints(kind: Any) -> dict[str, Any]:
    return get_type_hints(kind)
