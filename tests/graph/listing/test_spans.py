"""Numbers of samples over the years, read off at any year."""

from hypothesis import given
from hypothesis import strategies as some

from graph.listing.spans import Span, changes, count_at, counts_now

YEARS = some.none() | some.integers(1990, 2010)
SAMPLES = some.lists(some.lists(some.tuples(YEARS, YEARS), max_size=4), max_size=6)


def counts(span: Span, year: int) -> bool:
    since, until = span
    return since is not None and since <= year and (until is None or year < until)


@given(SAMPLES, some.integers(1985, 2015))
def test_a_number_is_that_of_a_plain_count(samples: list[list[Span]], year: int) -> None:
    """At the end of any year as many samples count as have a study that counts then."""
    plain = sum(any(counts(span, year) for span in spans) for spans in samples)

    assert plain == count_at(changes(samples), year)


def test_what_lasts_counts_now_whether_or_not_its_year_is_known() -> None:
    """Today a study of unknown year counts; one that was retracted does not."""
    assert counts_now([(None, None)]) and counts_now([(2000, 2005), (2004, None)])
    assert not counts_now([(2000, 2005)]) and not counts_now([])
