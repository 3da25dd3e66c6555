"""Pool effects of independent studies: fixed effect and random effects, with their uncertainty.

Pure statistics. An effect comes on its analysis scale: ratios as natural logarithms, differences
as they are. What cannot be pooled is refused, with the reason, and never guessed at.
"""

from collections.abc import Iterable, Sequence
from math import isfinite, sqrt
from typing import Any, Final, Literal

import numpy as np
from numpy.typing import NDArray
from scipy import stats
from statsmodels.stats.meta_analysis import combine_effects

from graph.errors import PoolingRefused
from graph.synthesis.effects import Effect, Interval, Pooled, independent

Method = Literal["dl", "pm"]

#: The level of every interval, in per cent.
LEVEL: Final = 95.0

#: Below three studies the interval of Hartung and Knapp says nothing, a prediction interval has no
#: degrees of freedom, and leaving one out leaves one.
ENOUGH: Final = 3


def pool(effects: Iterable[Effect], method: Method = "dl") -> Pooled:
    """Pool effects, each sample once.

    Args:
        effects: at least two, of independent samples, in one measure and on one scale.
        method: how the variance between studies is estimated: ``dl`` by DerSimonian and Laird,
            ``pm`` by Paule and Mandel.

    Raises:
        PoolingRefused: too few studies, other measures or scales, or no standard error.
    """
    kept, _ = independent(effects)
    _check(kept)
    return _combine(kept, method)


def _check(effects: Sequence[Effect]) -> None:
    bare = [e.study for e in effects if not (isfinite(e.estimate) and 0 < e.error < float("inf"))]
    if bare:
        raise PoolingRefused("NoUncertainty", f"no standard error for {', '.join(bare)}")
    if len(effects) < 2:
        raise PoolingRefused(
            "TooFewStudies", f"{len(effects)} independent study; pooling needs two or more"
        )
    if len(measures := sorted({effect.measure for effect in effects})) > 1:
        raise PoolingRefused("MeasuresDiffer", f"different effect measures: {', '.join(measures)}")
    if len(scales := sorted({effect.scale for effect in effects})) > 1:
        raise PoolingRefused(
            "ScalesDiffer",
            f"different scales ({', '.join(scales)}); only standardised differences would compare",
        )


def _combine(effects: Sequence[Effect], method: Method) -> Pooled:
    values = np.array([effect.estimate for effect in effects])
    variances = np.array([effect.error**2 for effect in effects])
    found = _fit(values, variances, method)
    tau_squared = float(found.tau2)
    k = len(effects)
    alpha = 1 - LEVEL / 100
    fixed, random, _, _ = found.conf_int(alpha=alpha, use_t=False)
    adjusted = found.conf_int(alpha=alpha, use_t=True)[3]
    q = max(0.0, float(found.q))
    return Pooled(
        effects=tuple(effects),
        fixed=float(found.mean_effect_fe),
        fixed_interval=_pair(fixed),
        random=float(found.mean_effect_re),
        random_interval=_pair(random),
        hartung_knapp=_pair(adjusted) if k >= ENOUGH else None,
        prediction=_prediction(found.mean_effect_re, tau_squared, found.sd_eff_w_re, k),
        q=q,
        i_squared=100 * max(0.0, (q - (k - 1)) / q) if q > 0 else 0.0,
        tau_squared=tau_squared,
        without=_leave_one_out(effects, method) if k >= ENOUGH else (),
    )


def _fit(values: NDArray[Any], variances: NDArray[Any], method: Method) -> Any:
    """Run statsmodels, with a variance between studies that is never below 0."""
    with np.errstate(divide="ignore", invalid="ignore", over="ignore"):
        options = {"atol": 1e-10, "maxiter": 500} if method == "pm" else {}
        found = combine_effects(values, variances, method_re=method, **options)
        if found.tau2 >= 0:
            return found
        # DerSimonian and Laird set it to 0; statsmodels would weigh by what is below 0.
        return combine_effects(values, variances, method_re="pm", maxiter=0)


def _pair(bounds: NDArray[Any]) -> Interval:
    return float(bounds[0]), float(bounds[1])


def _prediction(mean: float, tau_squared: float, error: float, k: int) -> Interval | None:
    """Return the interval of Higgins, Thompson and Spiegelhalter (2009): t with k − 2 degrees."""
    if k < ENOUGH:
        return None
    half = float(stats.t.isf((1 - LEVEL / 100) / 2, k - 2)) * sqrt(tau_squared + error**2)
    return float(mean) - half, float(mean) + half


def _leave_one_out(effects: Sequence[Effect], method: Method) -> tuple[tuple[str, float], ...]:
    return tuple(
        (left_out.study, _random([e for e in effects if e is not left_out], method))
        for left_out in effects
    )


def _random(effects: Sequence[Effect], method: Method) -> float:
    values = np.array([effect.estimate for effect in effects])
    variances = np.array([effect.error**2 for effect in effects])
    return float(_fit(values, variances, method).mean_effect_re)
