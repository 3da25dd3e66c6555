"""How a number of independent samples changes over the years, kept so that any year is read off.

A study counts from its first publication until its retraction; a sample counts as long as one of
the studies of it does.
"""

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence

#: From which year (None: not known) until which year (None: still) something counts.
Span = tuple[int | None, int | None]
#: The years in which a number changes, with the number from then on.
Changes = list[tuple[int, int]]


def counts_now(spans: Iterable[Span]) -> bool:
    """Tell whether something that counts in some spans counts today, known years or not."""
    return any(until is None for _, until in spans)


def changes(samples: Iterable[Iterable[Span]]) -> Changes:
    """Return the years in which the number of samples changes, with the number from then on."""
    steps: dict[int, int] = {}
    for spans in samples:
        for since, until in _joined(spans):
            steps[since] = steps.get(since, 0) + 1
            if until is not None:
                steps[until] = steps.get(until, 0) - 1
    total, found = 0, []
    for year in sorted(steps):
        total += steps[year]
        found.append((year, total))
    return found


def count_at(kept: Sequence[Sequence[int]], year: int) -> int:
    """Return the number at the end of a year."""
    number = bisect_right(kept, year, key=lambda change: change[0])
    return kept[number - 1][1] if number else 0


def _joined(spans: Iterable[Span]) -> Iterator[tuple[int, int | None]]:
    """Yield spans of known years, those that overlap as one."""
    known = sorted(
        (
            (since, until)
            for since, until in set(spans)
            if since is not None and (until is None or since < until)
        ),
        key=lambda span: (span[0], span[1] is None, span[1] or 0),
    )
    current: tuple[int, int | None] | None = None
    for since, until in known:
        if current and (current[1] is None or since <= current[1]):
            ends = (current[1], until)
            current = (current[0], None if None in ends else max(end for end in ends if end))
        else:
            if current:
                yield current
            current = (since, until)
    if current:
        yield current
