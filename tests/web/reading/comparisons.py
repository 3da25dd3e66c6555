"""Comparisons to draw."""

from dataclasses import replace
from typing import Any

from graph.namespaces import EQ
from graph.records import Compared, Effect, PooledEffect, Ref

STATO = "http://purl.obolibrary.org/obo/STATO_"
DIFFERENCE = Ref(f"{STATO}0000457", "mean difference")
RISKS = Ref(f"{STATO}0000424", "risk difference")
RATIO = Ref(f"{STATO}0000245", "relative risk")
ODDS = Ref(f"{STATO}0000182", "odds ratio")
LOWER, HIGHER, NEITHER = (f"{EQ}{way}IsBetter" for way in ("Lower", "Higher", "Neither"))
DRUG = Compared(Ref("x:drug", "anakinra"), f"{EQ}Experimental")
PLACEBO = Compared(Ref("x:placebo", "placebo"), f"{EQ}PlaceboComparator")
SCALE = Ref("x:scale", "fatigue scale")

ESTIMATE = Effect(
    iri="https://example.org/study#result-1",
    derived=False,
    study=Ref("https://example.org/study", "Study (Somebody 2017)"),
    year="2017",
    retracted=False,
    outcome=Ref("https://example.org/study#outcome", "fatigue at 4 weeks"),
    role=f"{EQ}Primary",
    days=28,
    better_when=LOWER,
    instrument=SCALE,
    least=None,
    first=DRUG,
    other=PLACEBO,
    measure=DIFFERENCE,
    none="0",
    value="1.5",
    ci_lower="-4.1",
    ci_upper="7.2",
    ci_level="95",
    unit="points",
    as_reported=None,
    shows=Ref(f"{EQ}InconclusiveResult", "inconclusive"),
    reason="1.5 points, 95% interval -4.1 to 7.2 points: it includes 0, no difference.",
    formula=None,
    finding=None,
    sources=frozenset(),
)


def ratio(**changes: Any) -> Effect:
    """Return a risk ratio that was calculated from two counts, with changes."""
    base = replace(
        ESTIMATE,
        iri="https://example.org/study#ratio",
        derived=True,
        measure=RATIO,
        none="1",
        value="17",
        ci_lower="2.445",
        ci_upper="118.2",
        unit=None,
        formula="Risk ratio (17/25) / (1/25) = 17.",
        sources=frozenset({"x:count-1", "x:count-2"}),
    )
    return replace(base, **changes)


def pool(**changes: Any) -> PooledEffect:
    """Return a pooled mean difference of two studies, with changes."""
    base = PooledEffect(
        iri="https://example.org/drug#pooled",
        about=(Ref("https://example.org/drug", "anakinra"),),
        comparator="placebo comparator",
        instrument=SCALE,
        kind="score",
        better_when=LOWER,
        measure=DIFFERENCE,
        none="0",
        unit="points",
        value="1.4",
        ci_lower="-2.9",
        ci_upper="5.7",
        ci_level="95",
        studies=2,
        participants=100,
        i_squared="12.3",
        tau_squared="0.4",
        prediction=None,
        refused=None,
        reason=None,
        sources=frozenset({"https://example.org/study#result-1", "x:other-result"}),
    )
    return replace(base, **changes)
