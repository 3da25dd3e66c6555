"""How evidence bears on a hypothesis, as words and marks: four stances, never a score."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from graph.namespaces import EQ
from graph.records import BalanceEntry, Evidence, Ref
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
_REVIEWS: Final = {
    f"{EQ}{name}" for name in ("SystematicReview", "NarrativeReview", "MetaAnalysis")
}


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
    standing: tuple[Evidence, ...]
    retracted: tuple[Evidence, ...]


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


def counted(evidence: Iterable[Evidence]) -> tuple[BalanceEntry, ...]:
    """Count evidence as the rule of the evidence balance does, for evidence that is narrowed."""
    found: dict[tuple[str, str, bool], list[Evidence]] = {}
    for item in evidence:
        directness = item.directness.iri if item.directness else ""
        found.setdefault((item.stance.iri, directness, item.retracted), []).append(item)
    return tuple(
        BalanceEntry(
            stance=items[0].stance,
            directness=items[0].directness,
            studies=len({people(item) for item in items if not is_review(item)}),
            findings=len({item.finding.iri for item in items}),
            retracted=retracted,
            reviews=len({item.study.iri for item in items if is_review(item)}),
        )
        for (_, _, retracted), items in found.items()
    )


def groups(entries: Iterable[BalanceEntry], evidence: Iterable[Evidence]) -> tuple[Group, ...]:
    """Return the evidence on a hypothesis by stance, retracted evidence apart.

    Direct evidence comes first, then that of larger studies, then the newest.
    """
    listed = sorted(evidence, key=_place)
    result = []
    for (iri, named), tally in zip(STANCES.items(), tallies(entries), strict=True):
        mine = [item for item in listed if item.stance.iri == iri]
        result.append(
            Group(
                stance=named,
                tally=tally,
                standing=tuple(item for item in mine if not item.retracted),
                retracted=tuple(item for item in mine if item.retracted),
            )
        )
    return tuple(result)


def companions(evidence: Iterable[Evidence]) -> dict[str, tuple[Ref, ...]]:
    """Return, for each study listed with others of the same people, those others."""
    by_sample: dict[str, dict[str, Ref]] = {}
    for item in evidence:
        by_sample.setdefault(people(item), {})[item.study.iri] = item.study
    return {
        iri: tuple(other for other in studies.values() if other.iri != iri)
        for studies in by_sample.values()
        for iri in studies
        if len(studies) > 1
    }


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


def sentence(evidence: Iterable[Evidence]) -> str:
    """Return the balance in one sentence, counting studies of the same people once per stance.

    ``3 studies: 0 support it, 1 refutes it, 1 is inconclusive, 2 leave part of it open.``
    """
    listed = tuple(evidence)
    standing = [item for item in listed if not item.retracted]
    gone = {item.study.iri for item in listed if item.retracted}
    if not standing and gone:
        text = "Nothing that still stands bears on it."
    elif not standing:
        text = "Nobody in this graph has weighed it: silence is not a verdict."
    else:
        parts = []
        for iri, named in STANCES.items():
            studies = {people(item) for item in standing if item.stance.iri == iri}
            parts.append(f"{len(studies)} {named.one if len(studies) == 1 else named.many}")
        total = len({people(item) for item in standing})
        reviews = len({item.study.iri for item in standing if is_review(item)})
        known = f" ({_of_them(reviews)})" if reviews else ""
        text = f"{plural(total, 'study', 'studies')}{known}: {', '.join(parts)}."
    if gone:
        text += f" {plural(len(gone), 'retracted study', 'retracted studies')} not counted."
    return text


def _place(item: Evidence) -> tuple[bool, int, int, str, str]:
    """Sort direct evidence first, then that of larger studies, then the newest."""
    indirect = item.directness is not None and item.directness.iri == f"{EQ}Indirect"
    return indirect, -(item.n or 0), -int(item.year or 0), item.study.iri, item.iri


def people(item: Evidence) -> str:
    """Return who was studied: the study that stands for all those of the same people."""
    return item.sample or item.study.iri


def is_review(item: Evidence) -> bool:
    """Tell whether the study is a review article, which repeats primary studies."""
    return any(design.iri in _REVIEWS for design in item.designs)


def _of_them(reviews: int) -> str:
    return "one of them a review" if reviews == 1 else f"{reviews} of them reviews"
