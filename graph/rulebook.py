"""The rules in words: what each one concludes, why it is as it is, and what it does not say.

The words stand in ``docs/rules.md``, one section for each rule; the tests run the examples there.
"""

import re
from dataclasses import dataclass
from functools import cache
from typing import Final

from graph.derivation import rules
from graph.resources import shipped

_SECTION: Final = re.compile(r"^## (?P<name>[\w-]+)\n(?P<body>.*?)(?=^## |\Z)", re.DOTALL | re.M)
_EXAMPLE: Final = re.compile(r"```turtle\n(.*?)```", re.DOTALL)
_WHY: Final = "**Why so.**"
_LIMITS: Final = "**What it does not say.**"


@dataclass(frozen=True)
class RuleInWords:
    """One rule, to be read.

    Attributes:
        name: its name, such as ``contested``.
        title: what it is called.
        concludes: what it concludes, with an example.
        example: the example in Turtle, or empty.
        reason: why it is as it is.
        limits: what its conclusions do not say.
    """

    name: str
    title: str
    concludes: str
    example: str
    reason: str
    limits: str


@cache
def rulebook() -> tuple[RuleInWords, ...]:
    """Return every rule in words, by title."""
    text = (shipped("docs") / "rules.md").read_text("utf-8")
    titles = {rule.name: rule.title for rule in rules()}
    found = (_read(match["name"], match["body"], titles) for match in _SECTION.finditer(text))
    return tuple(sorted(found, key=lambda rule: rule.title.lower()))


def _read(name: str, body: str, titles: dict[str, str]) -> RuleInWords:
    example = _EXAMPLE.search(body)
    words = _EXAMPLE.sub("", body)
    concludes, _, rest = words.partition(_WHY)
    reason, _, limits = rest.partition(_LIMITS)
    return RuleInWords(
        name=name,
        title=titles.get(name) or name.replace("-", " ").capitalize(),
        concludes=_line(concludes),
        example=example[1].strip() if example else "",
        reason=_line(reason),
        limits=_line(limits),
    )


def _line(text: str) -> str:
    return " ".join(text.replace("`", "").split())
