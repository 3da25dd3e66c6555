"""The years in which the balance of a hypothesis changed."""

from graph.listing.moments import MOST, history
from graph.namespaces import EQ

SUPPORTS = (f"{EQ}Supports", "supports")
REFUTES = (f"{EQ}Refutes", "refutes")


def appearance(
    number: int,
    year: int | None,
    until: int | None = None,
    gone: bool = False,
    review: bool = False,
    people: int | None = None,
    stance: tuple[str, str] = SUPPORTS,
) -> tuple[object, ...]:
    whom = number if people is None else people
    return (f"urn:study:{number}", f"{number:02}", whom, year, gone, until, review, *stance)


def told(*rows: tuple[object, ...]) -> list[tuple[int, int, tuple[int, ...]]]:
    found = history(lambda *_: list(rows), "urn:claim")
    return [(moment.year, moment.total, moment.tally) for moment in found.moments]


def test_a_year_of_many_studies_names_the_first() -> None:
    """Of forty studies of one year twelve are named; all of them count."""
    found = history(lambda *_: [appearance(n, 2020) for n in range(40)], "urn:claim")

    (moment,) = found.moments
    assert (40, (40, 0, 0)) == (moment.total, moment.tally)
    assert [f"{n:02}" for n in range(MOST)] == [event.study.label for event in moment.events]


def test_studies_of_the_same_people_count_once_while_one_stands() -> None:
    """Of two studies of the same people the retraction of one leaves the number as it is."""
    first = appearance(1, 2009, 2011, gone=True, people=7)
    second = appearance(2, 2010, people=7)

    assert [(2009, 1, (1, 0, 0)), (2010, 1, (1, 0, 0)), (2011, 1, (1, 0, 0))] == told(first, second)


def test_a_study_of_two_stances_counts_under_both() -> None:
    """A study whose findings point both ways is one event and two counts."""
    assert [(2010, 1, (1, 1, 0))] == told(appearance(1, 2010), appearance(1, 2010, stance=REFUTES))


def test_reviews_are_told_and_not_counted() -> None:
    """A review article is an event that changes no number."""
    assert [(2010, 1, (0, 0, 0))] == told(appearance(1, 2010, review=True))


def test_what_has_no_year_is_counted_apart() -> None:
    """A study of unknown year, or retracted in an unknown one, is undated."""
    found = history(
        lambda *_: [appearance(1, None), appearance(2, 2010, gone=True), appearance(3, 2010)], ""
    )

    assert (2, [2010]) == (found.undated, [moment.year for moment in found.moments])
