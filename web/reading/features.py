"""What a study has of each feature that studies are compared in, as a cell of a table."""

import re
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from graph.catalogue.summaries import REVIEWS
from graph.listing.facets import key
from graph.namespaces import EQ
from graph.records import ComparedStudy, Feature, Ref
from web.reading.balance import Stance
from web.reading.formatting import count, days, number, sentence

#: How many findings of a study are shown at most.
FINDINGS: Final = 5

#: Why a cell is empty.
NOT_REPORTED: Final = "not reported"
NOT_APPLICABLE: Final = "not applicable"

_DAYS: Final = re.compile(r"P(\d+)D")
_UNTREATED: Final = {
    f"{EQ}{role}" for role in ("Cases", "Controls", "DiseaseControls", "Exposed", "Unexposed")
}


@dataclass(frozen=True)
class Item:
    """One value in a cell.

    Attributes:
        text: the value in words.
        iri: what it links to, if anything.
        note: what is said beside it, such as a role or a direction.
        stance: the stance that it is, on the row of a hypothesis.
        indirect: whether that stance rests on indirect evidence.
        finding: the finding that was weighed, where one is named.
        state: how far somebody else has checked that judgement, where it is known.
        gone: whether the study was retracted, so that the stance counts for nothing.
    """

    text: str
    iri: str = ""
    note: str = ""
    stance: Stance | None = None
    indirect: bool = False
    finding: Ref | None = None
    state: Ref | None = None
    gone: bool = False

    @property
    def words(self) -> str:
        """Return the value as a table of text holds it."""
        said = f"{self.text} ({self.note})" if self.note else self.text
        said += ", retracted, not counted" if self.gone else ""
        said += f": {self.finding.label}" if self.finding else ""
        return said + (f" [{draft(self.state)}]" if self.state else "")


@dataclass(frozen=True)
class Cell:
    """What one study has of one feature; *missing* says why there is nothing, where it is so."""

    items: tuple[Item, ...]
    missing: str = ""

    @property
    def words(self) -> str:
        """Return the whole cell as a table of text holds it."""
        return "; ".join(item.words for item in self.items) or self.missing


def draft(state: Ref) -> str:
    """Return how far a judgement has been checked, in words."""
    return "draft, not reviewed" if key(state) == "draft" else state.label


Look = Callable[[ComparedStudy], Cell]


def _values(aspect: str, note: bool = False) -> Look:
    """Return what shows every value of an aspect, with the group that it is about if *note*."""

    def look(study: ComparedStudy) -> Cell:
        items = dict.fromkeys(
            Item(_text(feature), _iri(feature), feature.of.label if note and feature.of else "")
            for feature in study.features.get(aspect, ())
        )
        return Cell(tuple(items), "" if items else NOT_REPORTED)

    return look


def _treatment(aspect: str, note: bool = False) -> Look:
    """Return what shows something about a treatment, which studies without any do not have."""
    plain = _values(aspect, note)

    def look(study: ComparedStudy) -> Cell:
        cell = plain(study)
        return Cell((), NOT_APPLICABLE) if not cell.items and _untreated(study) else cell

    return look


def _untreated(study: ComparedStudy) -> bool:
    """Tell whether a study gave nobody a treatment: it compares groups, or it is a review."""
    roles = {group.detail.iri for group in study.features.get("group", ()) if group.detail}
    designs = {_iri(feature) for feature in study.features.get("design", ())}
    return bool(roles and roles <= _UNTREATED) or bool(designs & REVIEWS)


def _count(study: ComparedStudy) -> Cell:
    found = study.features.get("participants", ())
    items = tuple(Item(count(int(_text(feature)))) for feature in found)
    return Cell(items, "" if items else NOT_REPORTED)


def _sex(study: ComparedStudy) -> Cell:
    found = study.features.get("sex", ())
    items = tuple(
        Item("any" if _text(feature) == "all" else f"{_text(feature)} only") for feature in found
    )
    return Cell(items, "" if items else "no limit recorded")


def _age(study: ComparedStudy) -> Cell:
    low = next((number(_text(one)) for one in study.features.get("youngest", ())), "")
    high = next((number(_text(one)) for one in study.features.get("oldest", ())), "")
    text = f"{low} to {high} years" if low and high else ""
    text = text or (f"{low} years and older" if low else f"up to {high} years" if high else "")
    return Cell((Item(text),) if text else (), "" if text else "no limit recorded")


def _groups(study: ComparedStudy) -> Cell:
    items = tuple(
        Item(
            sentence(_text(group)) + (f", {count(group.n)}" if group.n is not None else ""),
            "",
            group.detail.label if group.detail else "",
        )
        for group in study.features.get("group", ())
    )
    return Cell(items, "" if items else NOT_REPORTED)


def _length(study: ComparedStudy) -> Cell:
    cell = _treatment("length")(study)
    return Cell(tuple(Item(days(int(item.text))) for item in cell.items), cell.missing)


def _follow_up(study: ComparedStudy) -> Cell:
    found = (_DAYS.match(_text(feature)) for feature in study.features.get("timepoint", ()))
    longest = max((int(match[1]) for match in found if match), default=0)
    return Cell((Item(days(longest)),) if longest else (), "" if longest else NOT_REPORTED)


def _primary(study: ComparedStudy) -> Cell:
    items = tuple(
        Item(sentence(_text(outcome)))
        for outcome in study.features.get("outcome", ())
        if outcome.detail and outcome.detail.iri == f"{EQ}Primary"
    )
    return Cell(items, "" if items else "none named")


def _directions(study: ComparedStudy) -> Cell:
    found = Counter(
        finding.detail.label for finding in study.features.get("finding", ()) if finding.detail
    )
    return Cell(
        tuple(Item(direction) for direction in sorted(found)), "" if found else NOT_REPORTED
    )


def _findings(study: ComparedStudy) -> Cell:
    found = sorted(study.features.get("finding", ()), key=_iri)
    items = [
        Item(_text(one), _iri(one), one.detail.label if one.detail else "no direction")
        for one in found[:FINDINGS]
    ]
    if len(found) > FINDINGS:
        items.append(Item(f"and {len(found) - FINDINGS} more", f"{study.ref.iri}#observed"))
    return Cell(tuple(items), "" if items else "none recorded")


def _text(feature: Feature) -> str:
    return feature.value.label if isinstance(feature.value, Ref) else feature.value


def _iri(feature: Feature) -> str:
    return feature.value.iri if isinstance(feature.value, Ref) else ""


#: Rows of sentences, which are never word for word the same.
NEVER_ALIKE: Final = frozenset({"Findings", "Registered as"})

SECTIONS: Final[tuple[tuple[str, tuple[tuple[str, Look], ...]], ...]] = (
    (
        "Who took part",
        (
            ("Participants", _count),
            ("Condition", _values("condition")),
            ("Case definition", _values("definition")),
            ("PEM to take part", _values("pem")),
            ("Sex", _sex),
            ("Age", _age),
            ("Country", _values("country")),
        ),
    ),
    (
        "What was done",
        (
            ("Design", _values("design")),
            ("Groups", _groups),
            ("Agent", _treatment("agent")),
            ("Treatment", _treatment("received")),
            ("Dose", _treatment("dose", note=True)),
            ("Route", _treatment("route")),
            ("Longest treatment", _length),
            ("Measured with", _values("instrument")),
            ("Primary outcome", _primary),
            ("Longest follow-up", _follow_up),
        ),
    ),
    (
        "What came out",
        (
            ("First published", _values("year")),
            ("Directions found", _directions),
            ("Findings", _findings),
            ("Limited in", _values("limit")),
            ("Registered as", _values("registered")),
        ),
    ),
)
