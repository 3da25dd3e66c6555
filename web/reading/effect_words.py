"""How a comparison is said: its numbers, its arms, and what each end of the axis means."""

from collections.abc import Iterable, Sequence
from typing import Final

from graph.listing.panels import ADVERSE
from graph.namespaces import EQ
from graph.records import Compared, Effect, PooledEffect
from web.reading.formatting import minus, number, rounded, sentence

_NO_TREATMENT: Final = {f"{EQ}{role}" for role in ("Cases", "Controls", "DiseaseControls")}
_JUDGED: Final = {f"{EQ}LowerIsBetter", f"{EQ}HigherIsBetter"}
#: What some sources call these measures, and most readers.
_NAMES: Final = {"relative risk": "risk ratio"}


def compared(effect: Effect) -> str:
    """Return ``anakinra against placebo``, or as much of it as is recorded."""
    if effect.first is None:
        return ""
    first = effect.first.arm.label
    return f"{first} against {effect.other.arm.label}" if effect.other else first


def measure(label: str, unit: str | None) -> str:
    """Return what is measured: ``Mean difference, points``."""
    return sentence(", ".join(part for part in (named(label), unit) if part))


def named(label: str) -> str:
    """Return what readers call a measure."""
    return _NAMES.get(label, label)


def interval(
    value: str | None, bounds: tuple[str, str], level: str | None, ratio: bool, derived: bool
) -> str:
    """Return ``1.5 (95% CI −4.1 to 7.2)``: as recorded, or rounded if it was calculated here."""
    said = [part for part in (value, *bounds) if part is not None]
    shown = rounded(said, ratio) if derived else tuple(number(part) for part in said)
    low, high = shown[-2:]
    around = f"{number(level)}% CI {low} to {high}" if level else f"interval {low} to {high}"
    return f"{shown[0]} ({around})" if value is not None else around


def numbers(effect: Effect) -> str:
    """Return the estimate with its interval."""
    bounds = (effect.ci_lower, effect.ci_upper)
    return interval(effect.value, bounds, effect.ci_level, is_ratio(effect.none), effect.derived)


def remarks(effect: Effect) -> tuple[str, ...]:
    """Return what the source prints instead: without its sign, or the other way round."""
    if effect.turned:
        return (f"reported the other way round: {numbers(effect.turned)}",)
    value, printed = number(effect.value), minus(effect.as_reported or "")
    turned = value.startswith("−") and value not in printed and value[1:] in printed
    return (f"printed as {printed}",) if turned else ()


def others(effects: Sequence[Effect]) -> tuple[str, ...]:
    """Return the same comparison in other measures, in words."""
    return tuple(
        " ".join(part for part in (named(one.measure.label), numbers(one), one.unit) if part)
        for one in effects
    )


def is_ratio(none: str) -> bool:
    """Tell whether a measure is a ratio: no difference is one."""
    return float(none) == 1


def ends(effects: Sequence[Effect]) -> tuple[str, str, bool]:
    """Return what the left and the right end of an axis mean, and whether one of them is better.

    An end favours an arm only if the record says which direction is better and if the arms are
    treatments; otherwise the ends are plainly lower and higher.
    """
    if any(effect.first is None for effect in effects):
        return "lower", "higher", False
    first = _shared((effect.first for effect in effects), "the group named first")
    better = {_better(effect) for effect in effects}
    if len(better) > 1 or better == {None}:
        return f"lower in {first}", f"higher in {first}", False
    other = _shared((effect.other for effect in effects), "the comparison")
    favours = (f"favours {first}", f"favours {other}")
    left, right = favours if better == {f"{EQ}LowerIsBetter"} else favours[::-1]
    return left, right, True


def _shared(sides: Iterable[Compared | None], otherwise: str) -> str:
    """Return the name of an arm, if all comparisons have one of the same name."""
    names = {side.arm.label for side in sides if side}
    return names.pop() if len(names) == 1 else otherwise


def _better(effect: Effect) -> str | None:
    """Return which direction is better for who is treated, if that can be said at all."""
    roles = {side.role for side in (effect.first, effect.other) if side}
    if effect.other is None or roles & _NO_TREATMENT:
        return None
    if effect.better_when is None and effect.role == ADVERSE:
        return f"{EQ}LowerIsBetter"
    return effect.better_when if effect.better_when in _JUDGED else None


def why(reason: str | None) -> str:
    """Return the reason of what an interval shows, without the numbers that stand beside it."""
    return sentence((reason or "").partition(": ")[2] or (reason or ""))


def spoken(effect: Effect) -> str:
    """Return what the drawing of a comparison shows, in a sentence."""
    low, high, none = float(effect.ci_lower), float(effect.ci_upper), float(effect.none)
    verdict = "includes" if low <= none <= high else "does not include"
    return f"The interval {verdict} no difference."


def heterogeneity(pooled: PooledEffect) -> str:
    """Return what stands beside a pooled estimate: how many, how different, by which method."""
    parts = [f"{pooled.studies} studies, {pooled.participants} participants"]
    if pooled.i_squared and pooled.tau_squared:
        parts.append(f"I² {_short(pooled.i_squared)}%, τ² {_short(pooled.tau_squared)}")
    if pooled.prediction:
        low, high = rounded(pooled.prediction, is_ratio(pooled.none or "0"))
        parts.append(f"95% prediction interval {low} to {high}")
    parts.append("random effects (DerSimonian and Laird)")
    return "; ".join(parts)


def _short(text: str) -> str:
    value = float(text)
    return f"{value:.0f}" if value >= 10 else f"{value:.2f}"
