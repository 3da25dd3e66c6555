"""What is pooled, and what comes of it: plain values, so that nothing heavy is loaded for them."""

from collections.abc import Iterable
from dataclasses import dataclass

Interval = tuple[float, float]


@dataclass(frozen=True)
class Effect:
    """One study's effect, ready to be pooled.

    Attributes:
        study: the study's name; effects are pooled in the order of names.
        sample: what names its participants; studies of the same sample count once.
        estimate: the effect, on the analysis scale.
        error: its standard error, on the same scale, above 0.
        measure: which effect measure it is.
        scale: the scale of a difference: instrument and unit.
        participants: how many people it rests on.
    """

    study: str
    sample: str
    estimate: float
    error: float
    measure: str = ""
    scale: str = ""
    participants: int = 0


@dataclass(frozen=True)
class Pooled:
    """A pooled estimate of some studies, on the analysis scale.

    Attributes:
        effects: what was pooled, by name of the study.
        fixed: the inverse-variance estimate.
        fixed_interval: its interval.
        random: the random-effects estimate.
        random_interval: its interval, by the normal distribution.
        hartung_knapp: the interval by Hartung and Knapp, with t of k − 1 degrees of freedom; None
            below three studies, where it says nothing.
        prediction: where the effect of a further study would lie; None below three studies.
        q: Cochran's Q.
        i_squared: the share of variation beyond chance, in per cent.
        tau_squared: the variance between studies.
        without: the random-effects estimate without each study; empty below three studies.
    """

    effects: tuple[Effect, ...]
    fixed: float
    fixed_interval: Interval
    random: float
    random_interval: Interval
    hartung_knapp: Interval | None
    prediction: Interval | None
    q: float
    i_squared: float
    tau_squared: float
    without: tuple[tuple[str, float], ...]

    @property
    def participants(self) -> int:
        """Return how many people the studies have together."""
        return sum(effect.participants for effect in self.effects)


def independent(effects: Iterable[Effect]) -> tuple[list[Effect], list[tuple[Effect, Effect]]]:
    """Count each sample once, by its largest study.

    Returns:
        The effects to pool, and each effect left out with the one that stands for its sample.
    """
    chosen: dict[str, Effect] = {}
    ranked = sorted(effects, key=lambda effect: (-effect.participants, effect.study))
    left_out = []
    for effect in ranked:
        if effect.sample in chosen:
            left_out.append((effect, chosen[effect.sample]))
        else:
            chosen[effect.sample] = effect
    return sorted(chosen.values(), key=lambda effect: effect.study), left_out
