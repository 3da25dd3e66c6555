"""What the check of a release found, as a page shows it: by constraint, then by record."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
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
    for defect in report.defects:
        key = (defect.severity, defect.code, defect.shape or "")
        groups.setdefault(key, []).append(defect)
    found = [_failed(key, defects, known, labels) for key, defects in groups.items()]
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


def _failed(
    key: tuple[str, str, str],
    defects: list[Defect],
    known: Mapping[str, Constraint],
    labels: Mapping[str, str],
) -> Failed:
    severity, code, shape = key
    coded = {item.name: item for item in known.values() if item.code == code}
    constraint = known.get(local_part(shape)) if shape else None
    if constraint is None and len(coded) == 1:
        [constraint] = coded.values()
    mends = {defect.mend for defect in defects}
    return Failed(
        anchor=f"{code or 'check'}-{local_part(shape) if shape else 'graph'}",
        code=code,
        severity=WORDS[severity][0],
        title=_SLOT.sub("…", constraint.message) if constraint else defects[0].message,
        shape=constraint.name if constraint else "",
        mend=mends.pop() if len(mends) == 1 else "",
        total=len(defects),
        findings=tuple(_finding(defect, labels) for defect in defects[:SHOWN]),
    )


def _finding(defect: Defect, labels: Mapping[str, str]) -> Finding:
    label = labels.get(defect.property or "", "")
    field = property_name(Ref(defect.property or "", label)) if label else ""
    return Finding(Ref(defect.focus, defect.label), field, defect)
