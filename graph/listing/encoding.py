"""Records as text that a database keeps: JSON, a list of values for each record.

The names of the fields are not kept. :func:`shape` says which fields a record has, so that a
reader knows whether what was kept is what it expects.
"""

import json
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from functools import cache
from types import NoneType
from typing import Any, Final, get_args, get_origin, get_type_hints

#: What the file that keeps them is called in an error.
WHAT: Final = "lists"


def encode(record: object) -> str:
    """Write a record."""
    return json.dumps(_plain(record), ensure_ascii=False, separators=(",", ":"))


def decode(kind: Any, text: str) -> Any:
    """Read a record of a class, or anything else that a field of a record can be."""
    return _made(kind, json.loads(text))


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


def _made(kind: Any, value: Any) -> Any:
    if value is None or kind in {str, int, bool, float}:
        return value
    made: Any = kind
    if is_dataclass(kind):
        return made(*map(_made, _hints(made).values(), value))
    origin, inner = get_origin(kind), get_args(kind)
    if origin in {tuple, frozenset}:
        return origin([_made(inner[0], item) for item in value])
    if origin in {dict, Mapping}:
        return {key: _made(inner[1], item) for key, item in value.items()}
    return _made(next(one for one in inner if one is not NoneType), value)


@cache
def _hints(kind: Any) -> dict[str, Any]:
    return get_type_hints(kind)
