"""How records hang together, in words: the view around one record as sentences and as data."""

import csv
import io
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from graph.namespaces import ENTITY_TYPES, EQ
from graph.records import Neighbourhood, Ref, Tie
from web.reading.balance import stance
from web.urls import Urls

#: The most records that a view shows: more are neither read nor told apart in a drawing.
MOST: Final = 200

#: The relations of ties as the verb of a sentence.
VERBS: Final[Mapping[str, str]] = {
    "about": "is about",
    "about-giving": "is about giving",
    "acts-on": "acts on",
    "addresses": "tried to answer",
    "asks-about": "asks about",
    "chosen-by": "concerns people who meet",
    "compared-with": "compared its treatment with",
    "follow-up-of": "is a follow-up of",
    "gave": "gave",
    "in-people-with": "concerns people with",
    "measured-with": "measured with",
    "narrower-than": "is narrower than",
    "raised": "raised",
    "reanalysis-of": "analyses again",
    "related-to": "is related to",
    "replicates": "repeats",
    "reported-in": "is reported in",
    "reviews": "reviews",
    "shares-participants-with": "has participants in common with",
}

#: The kinds of records in the order of a path: what is claimed, who looked, what was given.
KINDS: Final = tuple(
    dict.fromkeys(("hypothesis", "study", "intervention", "target", "question", *ENTITY_TYPES))
)

#: The columns of the table: those of the question, in its order.
COLUMNS: Final[tuple[str, ...]] = (
    *("subject", "subjectLabel", "relation", "object", "objectLabel", "finding", "findingLabel"),
    *("stance", "stanceLabel", "directness", "directnessLabel", "reviewState", "reviewStateLabel"),
    *("retracted", "sentence"),
)


@dataclass(frozen=True)
class Item:
    """A record of a view, with what links it to nearer ones."""

    ref: Ref
    kind: str
    ties: tuple[Tie, ...]


@dataclass(frozen=True)
class Ring:
    """The records that are equally far from the focus, by kind."""

    steps: int
    groups: tuple[tuple[str, tuple[Item, ...]], ...]

    @property
    def size(self) -> int:
        """Return how many records there are."""
        return sum(len(items) for _, items in self.groups)


def rings(view: Neighbourhood, urls: Urls) -> tuple[Ring, ...]:
    """Return the records of a view by how far they are, each statement under its further end."""
    found: dict[int, dict[str, dict[str, Item]]] = {}
    refs = {ref.iri: ref for tie in view.ties for ref in (tie.object, tie.subject)}
    under: dict[str, list[Tie]] = {iri: [] for iri in view.steps}
    for tie in view.ties:
        subject, to = tie.subject.iri, tie.object.iri
        further = to if view.steps[to] > view.steps[subject] else subject
        under[further].append(tie)
    for iri, steps in view.steps.items():
        if steps:
            kind = urls.kind(iri) or ""
            item = Item(refs[iri], kind, tuple(under[iri]))
            found.setdefault(steps, {}).setdefault(kind, {})[iri] = item
    return tuple(
        Ring(
            steps,
            tuple(
                (
                    kind,
                    tuple(sorted(groups[kind].values(), key=lambda item: item.ref.label.lower())),
                )
                for kind in KINDS
                if kind in groups
            ),
        )
        for steps, groups in sorted(found.items())
    )


def sentence(tie: Tie) -> str:
    """Return a statement as one sentence of plain text."""
    if tie.finding is None or tie.stance is None:
        return f"{tie.subject.label} {VERBS[tie.relation]} {tie.object.label}".rstrip(".?") + "."
    found = stance(tie.stance)
    says = "has this limit" if found.key == "leaves-open" else "reports"
    how = ", indirectly" if indirect(tie) else ""
    gone = " (rests on a retracted publication)" if tie.retracted else ""
    state = f" ({tie.review.label})" if tie.review else ""
    return (
        f"{tie.subject.label}{gone} {says}: “{tie.finding.label}” "
        f"{found.word}{how}: {tie.object.label}{state}"
    )


def verb(tie: Tie) -> str:
    """Return what links the subject of a statement to its object, as the verb of a sentence."""
    return VERBS[tie.relation]


def indirect(tie: Tie) -> bool:
    """Tell whether a finding bears on the hypothesis only indirectly."""
    return tie.directness is not None and tie.directness.iri == f"{EQ}Indirect"


def data(view: Neighbourhood, urls: Urls) -> dict[str, Any]:
    """Return a view for programs: its records, and its statements in the order of the page."""
    refs = {ref.iri: ref for tie in view.ties for ref in (tie.object, tie.subject)}
    refs[view.focus.iri] = view.focus
    return {
        "focus": view.focus.iri,
        "steps": max(view.steps.values()),
        "leftOut": view.left_out,
        "records": [
            {
                "iri": iri,
                "label": refs[iri].label,
                "kind": urls.kind(iri) or "",
                "steps": steps,
                "page": urls.href(iri),
                "view": urls.graph(iri),
            }
            for iri, steps in view.steps.items()
        ],
        "statements": [_row(tie) for tie in view.ties],
    }


def table(view: Neighbourhood) -> str:
    """Return the statements of a view as CSV."""
    text = io.StringIO()
    writer = csv.DictWriter(text, COLUMNS, restval="", lineterminator="\r\n")
    writer.writeheader()
    writer.writerows(_row(tie) for tie in view.ties)
    return text.getvalue()


def _row(tie: Tie) -> dict[str, str]:
    """Return a statement as the question answers it, and as a sentence."""
    told = dict(_cells(tie)) | {"relation": tie.relation}
    if tie.retracted:
        told["retracted"] = "true"
    return {name: told[name] for name in COLUMNS if name in told} | {"sentence": sentence(tie)}


def _cells(tie: Tie) -> Iterator[tuple[str, str]]:
    for name, ref in (
        ("subject", tie.subject),
        ("object", tie.object),
        ("finding", tie.finding),
        ("stance", tie.stance),
        ("directness", tie.directness),
        ("reviewState", tie.review),
    ):
        if ref:
            yield name, ref.iri
            yield f"{name}Label", ref.label
