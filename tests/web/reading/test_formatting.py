"""Numbers, times and ranges in print."""

from dataclasses import replace

import pytest

from graph.namespaces import DCTERMS, SKOS
from graph.records import Arm, Population, Publication, Ref, Result
from web.reading import formatting

THING = Ref("https://example.org/thing", "thing")
EMPTY = Result(
    iri="https://example.org/study#result-1",
    kind="effect",
    outcome=THING,
    arm=None,
    versus=None,
    measure=None,
    value=None,
    ci_lower=None,
    ci_upper=None,
    ci_level=None,
    p=None,
    spread=None,
    unit=None,
    as_reported=None,
    events=None,
    n=None,
    percent=None,
    studies_counted=None,
    studies_agreeing=None,
    comment=None,
)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("95% CI -4.1 to 7.2", "95% CI −4.1 to 7.2"),
        ("(-0.5)", "(−0.5)"),
        ("-.5", "−.5"),
        ("18-59 years", "18-59 years"),
        ("IL-1 and IL-6", "IL-1 and IL-6"),
        ("well-known", "well-known"),
        ("2014-07-01", "2014-07-01"),
    ],
)
def test_only_a_sign_becomes_a_minus(text: str, expected: str) -> None:
    """Negative numbers get a true minus; ranges, dates and names keep their hyphen."""
    assert expected == formatting.minus(text)


def test_a_p_value_stays_on_one_line() -> None:
    """No line breaks between p, its sign and its number."""
    assert "higher (p\u00a0=\u00a00.0042)" == formatting.typeset("higher (p = 0.0042)")


@pytest.mark.parametrize(
    ("text", "expected"), [("1.50", "1.5"), ("95.0", "95"), ("-0.10", "−0.1"), ("20", "20")]
)
def test_decimals_lose_empty_digits(text: str, expected: str) -> None:
    """Trailing zeros after the point go, those before it stay."""
    assert expected == formatting.number(text)


@pytest.mark.parametrize(
    ("days", "expected"),
    [
        (0, "baseline"),
        (1, "1 day"),
        (7, "1 week"),
        (28, "4 weeks"),
        (30, "30 days"),
        (168, "24 weeks"),
        (364, "52 weeks"),
        (365, "1 year"),
        (730, "2 years"),
        (None, ""),
    ],
)
def test_days_are_told_in_weeks_and_years_but_never_in_months(
    days: int | None, expected: str
) -> None:
    """Only units of a fixed length are used."""
    assert expected == formatting.days(days)


@pytest.mark.parametrize(
    ("counts", "expected"),
    [
        ({"events": 2, "n": 25, "percent": "8.0"}, "2/25 (8%)"),
        ({"events": 1, "n": 25}, "1/25 (4%, calculated)"),
        ({"events": 3}, "3"),
        ({"events": 0, "n": 10, "percent": "0"}, "0/10 (0%)"),
        ({"percent": "67.0"}, "67%"),
        ({}, ""),
    ],
)
def test_counts_say_when_a_percentage_is_ours(counts: dict[str, int | str], expected: str) -> None:
    """A percentage that no source printed is marked, and an absent count is never zero."""
    assert expected == formatting.events(replace(EMPTY, **counts))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("parts", "expected"),
    [
        (
            {"value": "1.5", "ci_lower": "-4.1", "ci_upper": "7.2", "ci_level": "95.0"},
            "1.5 (95% CI −4.1 to 7.2)",
        ),
        ({"value": "1.5", "unit": "points"}, "1.5 points"),
        ({"value": "12", "unit": "%"}, "12%"),
        ({"value": "42.1", "spread": "8.0"}, "42.1 (± 8)"),
        (
            {"as_reported": "1.50 [95% CI, -4.1 to 7.2]", "ci_lower": "-4.1", "ci_upper": "7.2"},
            "1.50 [95% CI, −4.1 to 7.2]",
        ),
        (
            {
                "as_reported": "1.3 higher (5.3 lower to 7.9 higher)",
                "ci_lower": "-5.3",
                "ci_upper": "7.9",
                "ci_level": "95.0",
            },
            "1.3 higher (5.3 lower to 7.9 higher), 95% CI",
        ),
        ({"range_lower": "3", "range_upper": "8", "value": "5"}, "5 (range 3 to 8)"),
    ],
)
def test_an_estimate_keeps_the_printed_digits(parts: dict[str, str], expected: str) -> None:
    """What the source printed wins, the interval is never said twice and never left out."""
    assert expected == formatting.estimate(replace(EMPTY, **parts))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("p", "expected"),
    [
        ("0.0042", "p = 0.0042"),
        ("<0.05", "p < 0.05"),
        ("not significant", "p not significant"),
        (None, ""),
    ],
)
def test_p_values_are_printed_as_given(p: str | None, expected: str) -> None:
    """A plain number gets an equals sign; anything else stays as it was."""
    assert expected == formatting.p_value(p)


def test_agreement_counts_studies() -> None:
    """A review's count says how many of how many studies."""
    counted = replace(EMPTY, kind="review", studies_counted=5, studies_agreeing=3)

    assert "3 of 5 studies" == formatting.agreement(counted)


def test_an_age_range_keeps_the_bounds_that_are_stated() -> None:
    """Two bounds make a range, one bound says which it is."""
    people = Population(None, 50, None, "18", "59", None, None, None, (), (), None, None)

    assert "18 to 59 years" == formatting.ages(people)
    assert "18 years and older" == formatting.ages(replace(people, maximum_age=None))
    assert "up to 59 years" == formatting.ages(replace(people, minimum_age=None))
    assert "" == formatting.ages(replace(people, minimum_age=None, maximum_age=None))


def test_a_treatment_is_one_phrase() -> None:
    """Dose, route and duration are joined, and what is not recorded is left out."""
    arm = Arm(THING, None, 25, None, (), "100 mg/d", None, Ref("x:y", "subcutaneous"), 28)

    assert "100 mg/d, subcutaneous, for 4 weeks" == formatting.treatment(arm)


def test_a_citation_has_no_double_full_stops() -> None:
    """Parts that end in a full stop get no second one."""
    paper = Publication(
        THING, "A title.", "Roerink ME, et al.", "Annals", "2017", None, None, None, None, None
    )

    assert "Roerink ME, et al. A title. Annals. 2017." == formatting.citation(paper)


def test_excerpts_fall_into_matches_and_the_rest() -> None:
    """Brackets around a match are read, and no text is lost."""
    assert (("the ", False), ("IL-1", True), (" family", False)) == formatting.passages(
        "the [IL-1] family"
    )


def test_properties_get_plain_names() -> None:
    """A known property has a name for readers, another one its label."""
    assert "Also called" == formatting.property_name(Ref(f"{SKOS}altLabel", "alt label"))
    assert "Description" == formatting.property_name(Ref(f"{DCTERMS}description", "description"))


@pytest.mark.parametrize(
    ("values", "ratio", "expected"),
    [
        (("0.4", "0.08547", "1.872"), True, ("0.40", "0.09", "1.87")),
        (("17", "2.445", "118.2"), True, ("17.0", "2.45", "118")),
        (("0.004321", "0.0001"), True, ("0.0043", "0.00010")),
        (("-12", "-31.98", "8.3"), False, ("−12.0", "−32.0", "8.3")),
        (("0", "-6.76", "7"), False, ("0.00", "−6.76", "7.00")),
    ],
)
def test_calculated_numbers_have_as_many_decimals_as_make_sense(
    values: tuple[str, ...], ratio: bool, expected: tuple[str, ...]
) -> None:
    """Ratios are rounded each for itself, differences alike, half away from zero."""
    assert expected == formatting.rounded(values, ratio)
