"""How evidence bears on a hypothesis, as words and marks: four stances, never a score."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from graph.namespaces import EQ
from graph.records import BalanceEntry, Counts, Evidence, Listing, Ref, Weighing
from web.reading.formatting import plural


@dataclass(frozen=True)
class Stance:
    """One of the four ways a study can bear on a hypothesis.

    Attributes:
        key: its name in anchors, classes and marks.
        word: the word beside its mark.
        one, many: how a sentence says it of one study, and of several or none.
        meaning: one sentence for readers.
    """

    key: str
    word: str
    one: str
    many: str
    meaning: str


STANCES: Final = {
    f"{EQ}Supports": Stance(
        "supports",
        "Supports",
        "supports it",
        "support it",
        "The result went the way the hypothesis predicts.",
    ),
    f"{EQ}Refutes": Stance(
        "refutes",
        "Refutes",
        "refutes it",
        "refute it",
        "The result speaks against what the hypothesis predicts, within the scope tested.",
    ),
    f"{EQ}Inconclusive": Stance(
        "inconclusive",
        "Inconclusive",
        "is inconclusive",
        "are inconclusive",
        "The result was weighed and settles nothing either way.",
    ),
    f"{EQ}LeavesOpen": Stance(
        "leaves-open",
        "Leaves open",
        "leaves part of it open",
        "leave part of it open",
        "The study itself does not reach this part of the question.",
    ),
}


_LEAVES_OPEN: Final = f"{EQ}LeavesOpen"
_NOTHING: Final[Listing[Evidence]] = Listing((), 0)


@dataclass(frozen=True)
class Tally:
    """One stance on one hypothesis, counted.

    Attributes:
        direct, indirect: independent studies; for *leaves open*, all of them count as direct.
        reviews: review articles, which repeat primary studies and are counted apart.
        retracted: studies that rest on a retracted publication and count for nothing.
    """

    stance: Stance
    direct: int
    indirect: int
    reviews: int
    retracted: int

    @property
    def empty(self) -> bool:
        """Tell whether nobody who still counts takes this stance."""
        return self.direct + self.indirect + self.reviews == 0

    @property
    def words(self) -> str:
        """Return the counts in words: ``1 direct, 2 indirect, 1 review``."""
        if self.stance.key == "leaves-open":
            parts = [plural(self.direct, "study", "studies") if self.direct else ""]
        else:
            parts = [
                f"{self.direct} direct" if self.direct else "",
                f"{self.indirect} indirect" if self.indirect else "",
            ]
        parts.append(plural(self.reviews, "review") if self.reviews else "")
        return ", ".join(part for part in parts if part) or "none"


@dataclass(frozen=True)
class Group:
    """The evidence of one stance on a hypothesis page; *retracted* is shown apart."""

    stance: Stance
    tally: Tally
    standing: Listing[Evidence]
    retracted: Listing[Evidence]


def stance(ref: Ref) -> Stance:
    """Return the stance that a concept of the graph stands for."""
    return STANCES[ref.iri]


def tallies(entries: Iterable[BalanceEntry]) -> tuple[Tally, ...]:
    """Return the counts of every stance, in a fixed order, with zeros where there is nothing."""
    counts = {iri: [0, 0, 0, 0] for iri in STANCES}
    for entry in entries:
        row = counts[entry.stance.iri]
        if entry.retracted:
            row[3] += entry.studies + entry.reviews
            continue
        indirect = entry.directness is not None and entry.directness.iri == f"{EQ}Indirect"
        row[1 if indirect else 0] += entry.studies
        row[2] += entry.reviews
    return tuple(Tally(STANCES[iri], *row) for iri, row in counts.items())


def groups(weighing: Weighing) -> tuple[Group, ...]:
    """Return the evidence on a hypothesis by stance, retracted evidence apart."""
    return tuple(
        Group(
            stance=named,
            tally=tally,
            standing=weighing.standing.get(iri, _NOTHING),
            retracted=weighing.retracted.get(iri, _NOTHING),
        )
        for (iri, named), tally in zip(STANCES.items(), tallies(weighing.balance), strict=True)
    )


def weighed(evidence: Iterable[Evidence]) -> tuple[Evidence, ...]:
    """Return the judgements of findings, without the limits that leave hypotheses open."""
    return tuple(item for item in evidence if item.stance.iri != _LEAVES_OPEN)


def left_open(evidence: Iterable[Evidence]) -> tuple[tuple[Evidence, ...], ...]:
    """Return the limits that leave hypotheses open, those on the same hypothesis together."""
    by_hypothesis: dict[str, list[Evidence]] = {}
    for item in evidence:
        if item.stance.iri == _LEAVES_OPEN:
            by_hypothesis.setdefault(item.hypothesis.iri, []).append(item)
    return tuple(map(tuple, by_hypothesis.values()))


def sentence(counts: Counts) -> str:
    """Return the balance in one sentence, counting studies of the same people once per stance.

    ``3 studies: 0 support it, 1 refutes it, 1 is inconclusive, 2 leave part of it open.``
    """
    if not counts.independent and counts.gone:
        text = "Nothing that still stands bears on it."
    elif not counts.independent:
        text = "Nobody in this graph has weighed it: silence is not a verdict."
    else:
        parts = [
            plural(counts.takers.get(iri, 0), named.one, named.many)
            for iri, named in STANCES.items()
        ]
        known = f" ({_of_them(counts.reviews)})" if counts.reviews else ""
        total = plural(counts.independent, "study", "studies")
        text = f"{total}{known}: {', '.join(parts)}."
    if counts.gone:
        text += f" {plural(counts.gone, 'retracted study', 'retracted studies')} not counted."
    return text


def _of_them(reviews: int) -> str:
    return "one of them a review" if reviews == 1 else f"{reviews} of them reviews"
