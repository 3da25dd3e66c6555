"""Comparisons read alike: the arm under test first, whichever way round the source prints them.

A study may report placebo minus drug and another one drug minus placebo. Side by side both must
mean the same, so the first is turned round: a difference changes its sign, a ratio becomes its
inverse, and the ends of the interval change places. What was reported stays beside it.
"""

from dataclasses import replace
from decimal import Decimal
from typing import Final

from graph.namespaces import EQ
from graph.records import Effect

_TESTED: Final = {f"{EQ}{role}" for role in ("Experimental", "Exposed", "Cases")}


def forward(effect: Effect) -> Effect:
    """Return a comparison with the arm under test first, as far as their roles tell.

    A measure that has no simple opposite, such as the area under a curve, stays as it is.
    """
    if effect.first is None or effect.other is None:
        return effect
    backward = effect.first.role not in _TESTED and effect.other.role in _TESTED
    if not backward or effect.none not in {"0", "1"}:
        return effect
    ratio = effect.none == "1"
    return replace(
        effect,
        first=effect.other,
        other=effect.first,
        value=None if effect.value is None else _opposite(effect.value, ratio),
        ci_lower=_opposite(effect.ci_upper, ratio),
        ci_upper=_opposite(effect.ci_lower, ratio),
        as_reported=None,
        turned=effect,
    )


def _opposite(text: str, ratio: bool) -> str:
    if not ratio:
        return text.removeprefix("-") if text.startswith("-") else f"-{text}"
    return f"{round(1 / Decimal(text), 4).normalize():f}"
