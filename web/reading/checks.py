"""What the check of a release found, as a page shows it: by constraint, then by record."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Final

from graph.namespaces import local_part
from graph.records import Constraint, Ref, Shape
from graph.validation import Defect, Report
from graph.validation.report import SEVERITIES
from web.reading.formatting import property_name

#: How many defects of one constraint a page shows.
SHOWN: Final = 50

#: What stands in a message for a value.
_SLOT: Final = re.compile(r"<?\{[?$]?\w+\}>?")

#: What severities are called: one and many.
WORDS: Final[Mapping[str, tuple[str, str]]] = {
    "Violation": ("violation", "violations"),
    "Warning": ("warning", "warnings"),
    "Info": ("note", "notes"),
}


@dataclass(frozen=True)
class Finding:
    """One defect of one record.

    Attributes:
        record: the record, or the part of it, that has the defect.
        field: the property that it stands at, or nothing.
        defect: what was found.
    """

    record: Ref
    field: str
    defect: Defect


@dataclass(frozen=True)
class Failed:
    """What was found against one constraint.

    Attributes:
        anchor: where it stands on the page.
        code: its code, such as ``C13``.
        severity: ``warning`` or ``note``; a violation is never in a release.
        title: what it demands, in words.
        shape: its anchor on the page of the shapes, if a shape says it.
        mend: how to mend it, where that is the same for all.
        total: how often it was found.
        findings: the first of them.
    """

    anchor: str
    code: str
    severity: str
    title: str
    shape: str
    mend: str
    total: int
    findings: tuple[Finding, ...]


def failed(
    report: Report, shapes: Iterable[Shape], labels: Mapping[str, str]
) -> tuple[Failed, ...]:
    """Return what was found by constraint: the gravest first, then the most frequent."""
    known = {item.name: item for shape in shapes for item in shape.constraints}
    groups: dict[tuple[str, str, str], list[Defect]] = {}
    said: dict[str, Constraint] = {}
    for defect in report.defects:
        constraint = _constraint(defect, known.values())
        name = constraint.name if constraint else local_part(defect.shape or "graph")
        groups.setdefault((defect.severity, defect.code, name), []).append(defect)
        if constraint:
            said[name] = constraint
    found = [_failed(key, defects, said.get(key[2]), labels) for key, defects in groups.items()]
    order = [WORDS[name][0] for name in SEVERITIES]
    return tuple(sorted(found, key=lambda one: (order.index(one.severity), -one.total, one.code)))


def counts(report: Report) -> tuple[tuple[str, str, int], ...]:
    """Return how often each severity occurs: its key, the word for it, the number."""
    found = ((name, report.count(name)) for name in SEVERITIES)
    return tuple((name.lower(), WORDS[name][number != 1], number) for name, number in found)


def in_words(defects: Iterable[Defect]) -> str:
    """Return ``2 warnings, 1 note``, or nothing."""
    found = [defect.severity for defect in defects]
    parts = (
        f"{found.count(name)} {WORDS[name][found.count(name) != 1]}"
        for name in SEVERITIES
        if name in found
    )
    return ", ".join(parts)


def _constraint(defect: Defect, known: Iterable[Constraint]) -> Constraint | None:
    """Return what a defect was found against: its shape, or the one that says what it says."""
    shape, coded = local_part(defect.shape or ""), [c for c in known if c.code == defect.code]
    named = (one for one in coded if one.name == shape)
    saying = (one for one in coded if _pattern(one.message).fullmatch(defect.message))
    return next(named, None) or next(saying, None)


@cache
def _pattern(message: str) -> re.Pattern[str]:
    """Return what a message can be with its values filled in."""
    return re.compile(".*".join(map(re.escape, _SLOT.split(message))), re.DOTALL)


def _failed(
    key: tuple[str, str, str],
    defects: list[Defect],
    constraint: Constraint | None,
    labels: Mapping[str, str],
) -> Failed:
    severity, code, name = key
    mends = {defect.mend for defect in defects}
    return Failed(
        anchor=f"{code or 'check'}-{name}",
        code=code,
        severity=WORDS[severity][0],
        title=_title(constraint, code),
        shape=constraint.name if constraint else "",
        mend=mends.pop() if len(mends) == 1 else "",
        total=len(defects),
        findings=tuple(_finding(defect, labels) for defect in defects[:SHOWN]),
    )


def _title(constraint: Constraint | None, code: str) -> str:
    """Return what a constraint looks for, without the values of any record."""
    if constraint is None:
        return f"What is checked under {code}" if code else "What no code stands for"
    return constraint.title or _SLOT.sub("…", constraint.message)


def _finding(defect: Defect, labels: Mapping[str, str]) -> Finding:
    label = labels.get(defect.property or "", "")
    field = property_name(Ref(defect.property or "", label)) if label else ""
    return Finding(Ref(defect.focus, defect.label), field, defect)
