"""Which findings are pooled together, which are left out, and what is refused."""

from dataclasses import replace

import pytest

from graph.synthesis.groups import Exclusion, Verdict, verdicts
from graph.synthesis.inputs import Comparison, Setting
from graph.synthesis.scales import MEAN_DIFFERENCE, RISK_DIFFERENCE, RISK_RATIO, STANDARDISED

ONE = Setting(
    study="s1",
    sample="s1",
    intervention=("drug",),
    comparator="placebo",
    instrument="scale",
    kind="score",
    better="lower",
    outcome="o",
    days=28,
    primary=True,
    published=2001,
    retracted=0,
    barred="",
)


def given(name: str, **other: object) -> Comparison:
    """Return a comparison of the study *name* that differs from the others in what is given."""
    settings = {key: value for key, value in other.items() if hasattr(ONE, key)}
    rest = {key: value for key, value in other.items() if key not in settings}
    setting = replace(ONE, **{"study": name, "sample": name, **settings})  # type: ignore[arg-type]
    usual = Comparison(setting, (f"{name}-r",), MEAN_DIFFERENCE, "points", 1.0, 0.5, 50)
    return replace(usual, **rest)  # type: ignore[arg-type]


def last(*members: Comparison) -> Verdict:
    """Return the verdict of today, of one topic."""
    (verdict,) = [v for v in verdicts(members) if not v.until]
    return verdict


def pooled(verdict: Verdict) -> list[str]:
    """Return the studies that are pooled."""
    return [one.setting.study for one in verdict.chosen] if verdict.pooled else []


def test_comparable_findings_are_pooled() -> None:
    """Same agent, comparator, instrument, measure and time."""
    assert ["s1", "s2"] == pooled(last(given("s1"), given("s2")))


@pytest.mark.parametrize(
    "difference",
    [
        {"intervention": ("drug", "other")},
        {"comparator": "usual care"},
        {"instrument": "other"},
        {"better": "higher"},
        {"kind": "events", "measure": RISK_RATIO},
    ],
)
def test_what_differs_is_never_pooled(difference: dict[str, object]) -> None:
    """Each of what makes a topic keeps studies apart."""
    found = verdicts([given("s1"), given("s2", **difference)])

    assert ["TooFewStudies"] * 2 == [v.reason for v in found]


@pytest.mark.parametrize(
    ("difference", "reason"),
    [
        ({"scale": "millimetres"}, "ScalesDiffer"),
        ({"days": 57}, "TimesDiffer"),
        ({"days": 0}, "TimesDiffer"),
        ({"measure": STANDARDISED, "scale": ""}, "MeasuresDiffer"),
        ({"problem": "the source gives no confidence interval"}, "NoUncertainty"),
        ({"barred": "the study is not a randomised trial"}, "TooFewStudies"),
        ({"sample": "s1"}, "TooFewStudies"),
    ],
)
def test_a_topic_without_two_comparable_studies_is_refused(
    difference: dict[str, object], reason: str
) -> None:
    """The reason is the condition that is not met."""
    assert reason == last(given("s1"), given("s2", **difference)).reason


def test_without_an_instrument_nothing_is_pooled() -> None:
    """Two outcomes called fatigue may be two things."""
    assert "NoInstrument" == last(given("s1", instrument=""), given("s2", instrument="")).reason


def test_twice_the_time_is_near_and_more_is_not() -> None:
    """28 days and 56 days are pooled; each study gives its closest time."""
    verdict = last(given("s1"), given("s2", days=56), given("s2", days=365, outcome="late"))

    assert [28, 56] == [one.setting.days for one in verdict.chosen]


def test_different_units_are_pooled_only_as_standardised_differences() -> None:
    """With means and standard deviations the scale does not matter."""
    standard = {"measure": STANDARDISED, "scale": "mean"}
    verdict = last(
        given("s1"),
        given("s1", **standard),
        given("s2", scale="millimetres"),
        given("s2", **standard),
    )

    assert [STANDARDISED] * 2 == [one.measure for one in verdict.chosen]


def test_the_measure_that_most_studies_give_is_pooled() -> None:
    """Two give a risk difference, one of them a risk ratio too."""
    events = {"kind": "events"}
    verdict = last(
        given("s1", measure=RISK_RATIO, scale="", **events),
        given("s1", measure=RISK_DIFFERENCE, scale="percentage points", **events),
        given("s2", measure=RISK_DIFFERENCE, scale="percentage points", **events),
    )

    assert [RISK_DIFFERENCE] * 2 == [one.measure for one in verdict.chosen]


def test_the_larger_study_of_the_same_people_is_pooled_and_the_other_named() -> None:
    """A sample counts once."""
    verdict = last(given("s1"), given("s2", sample="s1", participants=90), given("s3", sample="s3"))

    assert ["s2", "s3"] == pooled(verdict)
    assert (Exclusion("s1", "the same people as s2"),) == verdict.excluded


def test_a_study_left_out_says_why() -> None:
    """The reason of the study itself is kept."""
    verdict = last(given("s1"), given("s2"), given("s3", problem="the source gives no estimate"))

    assert (Exclusion("s3", "the source gives no estimate"),) == verdict.excluded


def test_each_year_that_changes_something_has_a_verdict() -> None:
    """One study in 2001, a second in 2005, which is retracted in 2010."""
    found = verdicts([given("s1"), given("s2", published=2005, retracted=2010)])

    assert [(2001, 2005, False), (2005, 2010, True), (2010, 0, False)] == [
        (v.since, v.until, v.pooled is not None) for v in found
    ]


def test_agents_with_a_common_target_are_pooled_for_the_target() -> None:
    """Two drugs are two topics, and together a third."""
    members = [given("s1"), given("s2", intervention=("other",))]
    found = verdicts(members, [("drug", "target"), ("other", "target"), ("drug", "alone")])

    assert [("drug",), ("other",), ("target",)] == [v.topic.about for v in found]
    assert ["s1", "s2"] == pooled(found[-1])


def test_the_order_of_what_comes_in_does_not_matter() -> None:
    """Rows may come in any order."""
    members = [given(f"s{i}", estimate=float(i), days=28 + i) for i in range(5)]

    assert verdicts(members) == verdicts(members[::-1])
