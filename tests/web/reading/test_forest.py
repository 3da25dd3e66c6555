"""The geometry and the words of an interval plot."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.namespaces import EQ
from graph.records import Arm, Ref, Result
from web.reading.forest import MARGIN, WIDTH, Plot, plot

STATO = "http://purl.obolibrary.org/obo/STATO_"
DIFFERENCE = Ref(f"{STATO}0000457", "mean difference")
ODDS = Ref(f"{STATO}0000182", "odds ratio")
LOWER = Ref(f"{EQ}LowerIsBetter", "lower is better")
HIGHER = Ref(f"{EQ}HigherIsBetter", "higher is better")
NEITHER = Ref(f"{EQ}NeitherIsBetter", "neither is better")
DRUG, PLACEBO = Ref("x:drug", "anakinra"), Ref("x:placebo", "placebo")


def arm(ref: Ref, role: str) -> Arm:
    return Arm(ref, Ref(EQ + role, role), 25, None, (), None, None, None, None)


TRIAL = (arm(DRUG, "Experimental"), arm(PLACEBO, "PlaceboComparator"))
CASES = (arm(DRUG, "Cases"), arm(PLACEBO, "Controls"))
ESTIMATE = Result(
    iri="https://example.org/study#result-1",
    kind="effect",
    outcome=Ref("x:outcome", "fatigue at 4 weeks"),
    arm=DRUG,
    versus=PLACEBO,
    measure=DIFFERENCE,
    value="1.5",
    ci_lower="-4.1",
    ci_upper="7.2",
    ci_level="95.0",
    p=None,
    spread=None,
    unit="points",
    as_reported=None,
    events=None,
    n=None,
    percent=None,
    studies_counted=None,
    studies_agreeing=None,
    comment=None,
    better_when=LOWER,
)


def drawn(result: Result, arms: tuple[Arm, ...] = TRIAL) -> Plot:
    found = plot(result, arms)
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("better", "left", "right"),
    [
        (LOWER, "favours anakinra", "favours placebo"),
        (HIGHER, "favours placebo", "favours anakinra"),
        (NEITHER, "lower in anakinra", "higher in anakinra"),
        (None, "lower in anakinra", "higher in anakinra"),
    ],
)
def test_an_end_favours_an_arm_only_if_the_record_says_what_is_better(
    better: Ref | None, left: str, right: str
) -> None:
    """Where the better direction is unknown or meaningless the ends are neutral."""
    found = drawn(replace(ESTIMATE, better_when=better))

    assert (left, right) == (found.left, found.right)


def test_no_illness_is_favoured_over_health() -> None:
    """Cases and controls are no treatments, so the ends say lower and higher."""
    found = drawn(ESTIMATE, CASES)

    assert ("lower in anakinra", "higher in anakinra") == (found.left, found.right)


def test_an_estimate_across_studies_favours_nobody() -> None:
    """Without a first arm the ends are plain."""
    found = drawn(replace(ESTIMATE, arm=None, versus=None))

    assert ("lower", "higher") == (found.left, found.right)


@pytest.mark.parametrize(
    "change",
    [
        {"ci_lower": None},
        {"ci_upper": None},
        {"measure": None},
        {"measure": Ref(f"{STATO}0000401", "mean")},
        {"measure": ODDS, "ci_lower": "0"},
        {"measure": ODDS, "ci_lower": "-1"},
        {"ci_lower": "8"},
    ],
)
def test_nothing_is_drawn_that_is_not_known(change: dict[str, object]) -> None:
    """No plot without an interval, without a line of no difference, or for an impossible ratio."""
    assert plot(replace(ESTIMATE, **change), TRIAL) is None  # type: ignore[arg-type]


def test_the_words_say_what_the_picture_shows() -> None:
    """The spoken form names the outcome, the arms, the numbers and the line of no difference."""
    found = drawn(ESTIMATE)

    assert (
        "fatigue at 4 weeks; mean difference, anakinra against placebo: "
        "1.5 points (95% CI −4.1 to 7.2). The interval includes no difference." == found.spoken
    )


def test_a_print_without_its_sign_says_what_is_drawn() -> None:
    """Where the source prints a fall as a positive number, the words name the number drawn."""
    fall = replace(ESTIMATE, value="-5.6", ci_lower="-9.0", ci_upper="-2.1")
    turned = replace(fall, as_reported="5.6 [2.1-9.0]")
    printed = replace(fall, as_reported="-5.6 [-9.0 to -2.1]")

    assert "5.6 [2.1-9.0] as printed; drawn as −5.6 (95% CI −9 to −2.1)" == drawn(turned).text
    assert "drawn as" not in drawn(printed).text


def test_a_ratio_has_a_logarithmic_axis_around_one() -> None:
    """One half and two lie equally far from no difference."""
    found = drawn(
        replace(ESTIMATE, measure=ODDS, value="1", ci_lower="0.5", ci_upper="2", unit=None)
    )

    assert found.logarithmic
    assert found.null - found.low == pytest.approx(found.high - found.null, abs=0.2)


def test_the_axis_has_at_least_three_round_ticks() -> None:
    """The Roerink interval is marked at even numbers."""
    assert ["−4", "−2", "0", "2", "4", "6"] == [tick.label for tick in drawn(ESTIMATE).ticks]


@given(
    low=st.floats(-1e6, 1e6),
    width=st.floats(1e-3, 1e6),
    share=st.floats(0, 1),
)
def test_marks_stay_inside_the_drawing(low: float, width: float, share: float) -> None:
    """Whatever the interval, every mark lies within the margins and in its order."""
    high = low + width
    value = min(max(low + share * width, low), high)
    found = drawn(replace(ESTIMATE, ci_lower=repr(low), ci_upper=repr(high), value=repr(value)))
    marks = [found.low, found.high, found.null, *(tick.x for tick in found.ticks)]

    assert all(MARGIN - 0.1 <= x <= WIDTH - MARGIN + 0.1 for x in marks)
    assert found.point is not None
    assert found.low <= found.point <= found.high


@given(low=st.floats(1e-4, 1e3), factor=st.floats(1.01, 1e4))
def test_ratios_stay_inside_the_drawing(low: float, factor: float) -> None:
    """Very wide intervals of ratios fit the axis and keep it readable."""
    found = drawn(
        replace(ESTIMATE, measure=ODDS, value=None, ci_lower=repr(low), ci_upper=repr(low * factor))
    )

    assert found.low <= found.high
    assert len(found.ticks) <= 6
