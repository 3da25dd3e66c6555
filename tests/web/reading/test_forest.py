"""What stands in a forest plot, on which axis, and in which words."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.namespaces import EQ
from graph.records import Compared, Effect, Ref
from tests.web.reading.comparisons import (
    DRUG,
    ESTIMATE,
    HIGHER,
    LOWER,
    NEITHER,
    ODDS,
    PLACEBO,
    RISKS,
    pool,
    ratio,
)
from web.reading.axis import MARGIN
from web.reading.forest import MOST, Chart, forest, shared

OTHER = replace(
    ESTIMATE,
    iri="x:other-result",
    study=Ref("https://example.org/other", "Other (Nobody 2019)"),
    value="1.3",
    ci_lower="-5.3",
    ci_upper="7.9",
)


def chart(*effects: Effect, apart: bool = False) -> Chart:
    (found,) = forest("forest", effects, apart=apart).charts
    return found


@pytest.mark.parametrize(
    ("better", "left", "right", "directed"),
    [
        (LOWER, "favours anakinra", "favours placebo", True),
        (HIGHER, "favours placebo", "favours anakinra", True),
        (NEITHER, "lower in anakinra", "higher in anakinra", False),
        (None, "lower in anakinra", "higher in anakinra", False),
    ],
)
def test_an_end_favours_an_arm_only_if_the_record_says_what_is_better(
    better: str | None, left: str, right: str, directed: bool
) -> None:
    """Where the better direction is unknown or meaningless the ends are neutral, and it says so."""
    found = chart(replace(ESTIMATE, better_when=better))

    assert (left, right, directed) == (found.left, found.right, found.directed)


def test_fewer_harms_are_better_even_where_nobody_says_so() -> None:
    """An adverse event needs no statement that less of it is better."""
    found = chart(ratio(better_when=None, role=f"{EQ}AdverseEvent"))

    assert ("favours anakinra", True) == (found.left, found.directed)


def test_no_illness_is_favoured_over_health() -> None:
    """Cases and controls are no treatments, so the ends say lower and higher."""
    cases = Compared(Ref("x:ill", "patients"), f"{EQ}Cases")
    well = Compared(Ref("x:well", "healthy people"), f"{EQ}Controls")
    found = chart(replace(ESTIMATE, first=cases, other=well))

    assert ("lower in patients", False) == (found.left, found.directed)


def test_a_comparison_reported_backwards_is_turned_and_says_so() -> None:
    """Placebo minus drug becomes drug minus placebo beside it, and what was reported stays."""
    backwards = replace(OTHER, first=PLACEBO, other=DRUG, value="9.2", ci_lower="-5.5")
    found = chart(ESTIMATE, replace(backwards, ci_upper="23.3"))

    assert "anakinra against placebo" == found.arms
    assert "−9.2 (95% CI −23.3 to 5.5)" == found.rows[1].text
    assert ("reported the other way round: 9.2 (95% CI −5.5 to 23.3)",) == found.rows[1].remarks


def test_a_ratio_turned_round_is_its_inverse() -> None:
    """Twice as often in one group is half as often in the other."""
    found = chart(
        ratio(derived=False, first=PLACEBO, other=DRUG, value="2", ci_lower="0.5", ci_upper="8")
    )

    assert "0.5 (95% CI 0.125 to 2)" == found.rows[0].text


def test_a_print_without_its_sign_says_what_was_printed() -> None:
    """Where the source prints a fall as a positive number, that print stands beside it."""
    fall = replace(ESTIMATE, value="-5.6", ci_lower="-9.0", ci_upper="-2.1")

    assert ("printed as 5.6 [2.1-9.0]",) == chart(replace(fall, as_reported="5.6 [2.1-9.0]")).rows[
        0
    ].remarks
    assert () == chart(replace(fall, as_reported="-5.6 [-9.0 to -2.1]")).rows[0].remarks


def test_one_comparison_in_three_measures_is_one_row() -> None:
    """The risk ratio is drawn, and the others are said beside it, rounded alike."""
    odds = ratio(iri="x:or", measure=ODDS, value="51", ci_lower="5.825", ci_upper="446.5")
    risks = ratio(
        iri="x:rd", measure=RISKS, none="0", value="64", ci_lower="38.99", ci_upper="79.16",
        unit="percentage points",
    )  # fmt: skip
    found = chart(risks, odds, ratio())

    assert ["17.0 (95% CI 2.45 to 118)"] == [row.text for row in found.rows]
    assert (
        "odds ratio 51.0 (95% CI 5.83 to 447)",
        "risk difference 64.0 (95% CI 39.0 to 79.2) percentage points",
    ) == found.rows[0].others


def test_reported_and_derived_stand_apart_on_a_study_page() -> None:
    """What a study reports comes first; on other pages both share an axis."""
    reported = ratio(derived=False, sources=frozenset(), iri="x:reported")

    assert [False, True] == [
        one.derived for one in forest("f", [ratio(), reported], apart=True).charts
    ]
    assert [2] == [len(one.rows) for one in forest("f", [ratio(), reported]).charts]


def test_scores_of_different_instruments_never_share_an_axis() -> None:
    """A point on one scale is no point on another."""
    found = forest("f", [ESTIMATE, replace(OTHER, instrument=Ref("x:pain", "pain scale"))])

    assert 2 == len(found.charts)


def test_a_reason_is_said_once_and_without_the_numbers_beside_it() -> None:
    """Two rows with the same reason share a note."""
    found = forest("f", [ESTIMATE, OTHER])

    assert ["It includes 0, no difference."] == [reason.why for reason in found.reasons]
    assert [1, 1] == [row.note for row in found.charts[0].rows]


def test_a_pooled_estimate_stands_only_below_all_that_went_in() -> None:
    """With one of its two studies missing it is not drawn, but told of."""
    whole, part = forest("f", [ESTIMATE, OTHER], [pool()]), forest("f", [ESTIMATE], [pool()])

    (diamond,) = whole.charts[0].diamonds
    assert "1.40 (95% CI −2.90 to 5.70)" == diamond.text
    assert diamond.beside.startswith("2 studies, 100 participants; I² 12%, τ² 0.40; random effects")
    assert () == part.charts[0].diamonds
    assert (pool(),) == part.elsewhere


def test_why_nothing_was_pooled_is_kept() -> None:
    """A refusal is no estimate."""
    refusal = pool(value=None, refused="too few studies", reason="pooling needs two")

    assert (refusal,) == forest("f", [ESTIMATE], [refusal]).refused


def test_what_is_too_small_to_matter_is_shaded() -> None:
    """The band lies around no difference, as wide as the smallest important difference."""
    found = chart(replace(ESTIMATE, least="2.0"))

    assert found.band is not None
    assert found.band[0] < found.null < found.band[1]
    assert chart(ESTIMATE).band is None


@pytest.mark.parametrize("change", [{"ci_lower": "0"}, {"ci_lower": "-1"}, {"ci_lower": "200"}])
def test_nothing_is_drawn_that_cannot_be(change: dict[str, str]) -> None:
    """A ratio that reaches zero, or ends in the wrong order, has no place on an axis."""
    assert () == forest("f", [ratio(**change)]).charts


def test_a_plot_is_bounded_and_says_how_many_there_are() -> None:
    """Only the first comparisons are drawn; the table has all."""
    many = [replace(ESTIMATE, iri=f"x:{number}") for number in range(MOST + 7)]
    found = forest("f", many)

    assert (MOST, MOST + 7) == (found.shown, found.total)
    assert MOST + 7 == sum(len(one.rows) for one in found.whole)


@given(low=st.floats(-1e6, 1e6), width=st.floats(1e-3, 1e6), share=st.floats(0, 1))
def test_marks_stay_inside_the_drawing(low: float, width: float, share: float) -> None:
    """Whatever the interval, every mark lies within the margins and in its order."""
    value = min(max(low + share * width, low), low + width)
    found = chart(
        replace(ESTIMATE, ci_lower=repr(low), ci_upper=repr(low + width), value=repr(value)), OTHER
    )

    for row in found.rows:
        mark = row.mark
        assert mark.point is not None
        places = (mark.low, mark.point, mark.high)
        assert all(MARGIN - 0.1 <= x <= 100 - MARGIN + 0.1 for x in (*places, found.null))
        assert sorted(places) == list(places)


@given(low=st.floats(1e-4, 1e3), factor=st.floats(1.01, 1e4))
def test_an_interval_beyond_the_axis_has_an_arrow(low: float, factor: float) -> None:
    """Very wide intervals of ratios are cut off rather than squeezing the others."""
    wide = ratio(value=None, ci_lower=repr(low), ci_upper=repr(low * factor), iri="x:wide")
    near = [ratio(iri=f"x:{n}", sources=frozenset({f"x:{n}"}), value="1.1", ci_lower="0.9", ci_upper="1.3") for n in range(3)]  # fmt: skip # noqa: E501
    found = chart(*near, wide)

    assert len(found.ticks) <= 8
    assert found.logarithmic
    assert (found.rows[-1].mark.high < 93) <= (not found.rows[-1].mark.beyond_high)


def test_an_interval_much_wider_than_the_others_is_cut_off() -> None:
    """The arrow shows at the end that goes on."""
    near = [
        ratio(
            iri=f"x:{n}", sources=frozenset({f"x:{n}"}), value="1.1", ci_lower="0.9", ci_upper="1.3"
        )
        for n in range(3)
    ]
    found = chart(*near, ratio(iri="x:wide", value="1.2", ci_lower="0.5", ci_upper="300"))

    assert (True, True) == (found.rows[-1].mark.beyond_low, found.rows[-1].mark.beyond_high)
    assert not any(row.mark.beyond_high for row in found.rows[:-1])


def test_only_axes_of_several_studies_are_shared() -> None:
    """Two studies on one scale stand together; another scale or measure of one of them does not."""
    alone = replace(ESTIMATE, iri="x:alone", instrument=Ref("x:other-scale", "other scale"))
    found = shared("forest", [ESTIMATE, ratio(), alone, OTHER])

    assert [[ESTIMATE.iri, OTHER.iri]] == [
        [row.effect.iri for row in chart.rows] for chart in found.charts
    ]
    assert () == shared("forest", [ESTIMATE, ratio(), alone]).charts


def test_two_comparisons_of_one_study_share_nothing() -> None:
    """What a study compares twice is no second study."""
    again = replace(ESTIMATE, iri="x:again", days=168)

    assert () == shared("forest", [ESTIMATE, again]).charts


def test_what_is_calculated_is_shared_in_the_measure_that_another_study_has() -> None:
    """Of risk ratio and odds ratio of one comparison the one is drawn that the other reports."""
    odds = ratio(iri="x:odds", measure=ODDS, value="24", ci_lower="3", ci_upper="190")
    reported = replace(
        odds, iri="x:reported", study=OTHER.study, derived=False, sources=frozenset(), formula=None
    )
    (found,) = shared("forest", [ratio(), odds, reported]).charts

    assert ["x:odds", "x:reported"] == [row.effect.iri for row in found.rows]
