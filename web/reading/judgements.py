"""How compared studies bear on hypotheses: on those that several share, and on one that is chosen.

Silence is not a verdict: a study that nobody has weighed against a hypothesis says nothing on it.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Final

from graph.namespaces import EQ
from graph.records import ComparedStudy, Judgement, Ref
from web.reading.balance import STANCES
from web.reading.features import Cell, Item

_INDIRECT: Final = f"{EQ}Indirect"
_ORDER: Final = [stance.key for stance in STANCES.values()]

#: What stands in the cell of a study that nobody has weighed against a hypothesis.
NOT_WEIGHED: Final = "not weighed"
SILENT: Final = "has not been weighed against it"


@dataclass(frozen=True)
class Offer:
    """A hypothesis to choose, and how many of the compared studies were weighed against it."""

    hypothesis: Ref
    studies: int


def offered(studies: Sequence[ComparedStudy]) -> tuple[Offer, ...]:
    """Return the hypotheses that a study was weighed against, those that most share first."""
    bearing = Counter(
        ref
        for study in studies
        for ref in {
            feature.value
            for feature in study.features.get("weighed", ())
            if isinstance(feature.value, Ref)
        }
    )
    found = (Offer(ref, count) for ref, count in bearing.items())
    return tuple(sorted(found, key=_most_shared))


def _most_shared(offer: Offer) -> tuple[int, str, str]:
    return -offer.studies, offer.hypothesis.label.lower(), offer.hypothesis.iri


def stances(studies: Iterable[ComparedStudy], hypothesis: Ref) -> tuple[Cell, ...]:
    """Return the stances of each study on a hypothesis, each stance once."""
    return tuple(_stances(study, hypothesis) for study in studies)


def _stances(study: ComparedStudy, hypothesis: Ref) -> Cell:
    found: dict[Item, None] = {}
    for feature in study.features.get("weighed", ()):
        if feature.value == hypothesis and feature.detail:
            found[_item(feature.detail, feature.basis, study)] = None
    return Cell(tuple(sorted(found, key=_place)), "" if found else NOT_WEIGHED)


def judgements(studies: Iterable[ComparedStudy], judged: Iterable[Judgement]) -> tuple[Cell, ...]:
    """Return how each study bears on one hypothesis: every judgement, with what was weighed."""
    by_study: dict[str, list[Judgement]] = {}
    for one in judged:
        by_study.setdefault(one.study, []).append(one)
    return tuple(_judged(study, by_study.get(study.ref.iri, ())) for study in studies)


def _judged(study: ComparedStudy, judged: Iterable[Judgement]) -> Cell:
    items = [
        replace(
            _item(one.stance, one.directness, study),
            finding=one.finding,
            state=one.review_state,
        )
        for one in judged
    ]
    return Cell(tuple(sorted(items, key=_place)), "" if items else SILENT)


def bare(cell: Cell) -> Cell:
    """Return a cell of judgements without what was weighed, so that stances can be compared."""
    plain = (replace(item, finding=None, state=None) for item in cell.items)
    return Cell(tuple(dict.fromkeys(plain)), cell.missing)


def opposed(cells: Iterable[Cell]) -> bool:
    """Tell whether one supports what another refutes; what is retracted counts for nothing."""
    taken = {
        item.stance.key for cell in cells for item in cell.items if item.stance and not item.gone
    }
    return {"supports", "refutes"} <= taken


def _item(stance: Ref, directness: Ref | None, study: ComparedStudy) -> Item:
    taken = STANCES[stance.iri]
    return Item(
        text=taken.word,
        note=directness.label if directness else "",
        stance=taken,
        indirect=directness is not None and directness.iri == _INDIRECT,
        gone="retracted" in study.features,
    )


def _place(item: Item) -> tuple[int, bool, str]:
    taken = _ORDER.index(item.stance.key) if item.stance else len(_ORDER)
    return taken, item.indirect, item.finding.label if item.finding else ""
