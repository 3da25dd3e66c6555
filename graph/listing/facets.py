"""What lists can be narrowed by and sorted by: one place for the build and for whoever reads it."""

import re
from collections.abc import Callable, Iterable, Mapping
from typing import Any, Final

from graph.records import Choice, HypothesisSummary, QuestionSummary, Ref, StudySummary

Look = Callable[[Any], Iterable[Choice]]
Place = Callable[[Any], Any]


def key(ref: Ref) -> str:
    """Return the last part of an IRI, which names it in anchors, classes and addresses."""
    return re.split(r"[/#]", ref.iri)[-1].lower()


def _choice(ref: Ref, kind: str = "") -> Choice:
    return Choice(key(ref), ref.label, kind)


def _one(ref: Ref | None) -> Iterable[Choice]:
    return (_choice(ref),) if ref else ()


def _designs(study: StudySummary) -> Iterable[Choice]:
    return map(_choice, study.designs)


def _people(study: StudySummary) -> Iterable[Choice]:
    yield from (_choice(ref, "Conditions") for ref in study.conditions)
    yield from (_choice(ref, "Case definitions") for ref in study.definitions)


def _decade(study: StudySummary) -> Iterable[Choice]:
    if study.year is None:
        return [Choice("unknown", "no report of results")]
    return [Choice(f"{study.year[:3]}0s", f"{study.year[:3]}0s")]


def _stances(study: StudySummary) -> Iterable[Choice]:
    """Return how a study bears on some hypothesis; what is retracted bears on none."""
    if study.retracted:
        return [Choice("retracted", "retracted, not counted")]
    return [*map(_choice, study.stances)] or [Choice("unweighed", "not weighed")]


def _certainties(study: StudySummary) -> Iterable[Choice]:
    return [*map(_choice, study.certainties)] or [Choice("unrecorded", "not recorded")]


def _state(claim: HypothesisSummary) -> Iterable[Choice]:
    if claim.contested:
        yield Choice("contested", "contested")
    if not claim.balance:
        yield Choice("unweighed", "nobody has weighed it")


def _addressed(question: QuestionSummary) -> Iterable[Choice]:
    return _one(question.status)


def letter(label: str) -> Choice:
    """Return the letter that a label begins with; digits and signs stand together."""
    first = label.lstrip("“‘'\"(")[:1].upper()
    return Choice(first.lower(), first) if first.isalpha() else Choice("other", "0–9")


#: How each record of a kind is looked at, by the name of the filter. Things of other kinds are
#: narrowed by what the named question ``listed-facets`` says of them.
FACETS: Final[Mapping[str, Mapping[str, Look]]] = {
    "study": {
        "design": _designs,
        "pem": lambda study: _one(study.pem),
        "people": _people,
        "decade": _decade,
        "stance": _stances,
        "certainty": _certainties,
    },
    "hypothesis": {"tree": lambda claim: _one(claim.tree), "state": _state},
    "question": {"tree": lambda question: _one(question.tree), "status": _addressed},
}

#: How lists can be sorted beside the order that they are kept in.
ORDERS: Final[Mapping[str, Mapping[str, Place]]] = {
    "study": {
        "oldest": lambda study: (study.year is None, study.year, study.ref.label.lower()),
        "largest": lambda study: (study.n is None, -(study.n or 0), study.ref.label.lower()),
        "label": lambda study: study.ref.label.lower(),
    },
    "question": {
        "raised": lambda question: (-question.raised_by, question.since or "9999"),
        "label": lambda question: question.ref.label.lower(),
    },
    "hypothesis": {},
}
