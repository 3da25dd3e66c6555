"""The parts of a study: who took part, what was measured, what came out, and who says so."""

from dataclasses import dataclass

from graph.records.common import Ref


@dataclass(frozen=True)
class Publication:
    """A citable document that reports a study.

    Attributes:
        retracted: the date of its retraction (ISO 8601), if known.
        notice: the publication that retracts it.
        corrects: the publication that it corrects.
        retracts: the publication that it retracts.
    """

    ref: Ref
    title: str
    authors: str | None
    journal: str | None
    year: str | None
    doi: str | None
    pmid: str | None
    role: Ref | None
    status: Ref | None
    url: str | None
    retracted: str | None = None
    notice: Ref | None = None
    corrects: Ref | None = None
    retracts: Ref | None = None


@dataclass(frozen=True)
class Population:
    """Who was enrolled, by which case definition, and what follows for PEM as a condition of entry.

    Attributes:
        n: number of participants.
        pem: the derived requirement (required, not required, unknown), a concept with a definition.
        pem_meaning: the definition of that concept.
        combined: whether all of several case definitions had to be met, or any one of them.
    """

    label: str | None
    n: int | None
    gender: str | None
    minimum_age: str | None
    maximum_age: str | None
    country: str | None
    description: str | None
    note: str | None
    conditions: tuple[Ref, ...]
    definitions: tuple[Ref, ...]
    pem: Ref | None
    pem_meaning: str | None
    combined: Ref | None = None


@dataclass(frozen=True)
class Arm:
    """One group of a study and what it received; *days* is how long, in days."""

    ref: Ref
    role: Ref | None
    n: int | None
    intervention: str | None
    agents: tuple[Ref, ...]
    dose: str | None
    regimen: str | None
    route: Ref | None
    days: int | None


@dataclass(frozen=True)
class Result:
    """One number, or one pair of counts, for one outcome.

    Attributes:
        kind: ``arm`` (one group), ``effect`` (arm minus or over versus) or ``review`` (across
            studies).
        value, ci_lower, ci_upper, ci_level, spread, range_lower, range_upper: decimals as strings,
            in the graph's canonical form.
        p: the p value, or what the source prints in its place, such as ``<0.05``.
        as_reported: the digits as printed, which pages show in preference.
        events, n, percent: counts in one arm, and the percentage as printed.
        spread_measure: which kind of spread or range is given.
        better_when: whether a higher or a lower number is good for the participant.
        study: the study that reports it.
    """

    iri: str
    kind: str
    outcome: Ref
    arm: Ref | None
    versus: Ref | None
    measure: Ref | None
    value: str | None
    ci_lower: str | None
    ci_upper: str | None
    ci_level: str | None
    p: str | None
    spread: str | None
    unit: str | None
    as_reported: str | None
    events: int | None
    n: int | None
    percent: str | None
    studies_counted: int | None
    studies_agreeing: int | None
    comment: str | None
    spread_measure: Ref | None = None
    range_lower: str | None = None
    range_upper: str | None = None
    better_when: Ref | None = None
    study: Ref | None = None


@dataclass(frozen=True)
class Outcome:
    """One thing measured with one instrument at one time; *days* counts from baseline."""

    ref: Ref
    role: Ref | None
    days: int | None
    better_when: Ref | None
    instrument: Ref | None
    technique: str | None
    results: tuple[Result, ...] = ()


@dataclass(frozen=True)
class Harm:
    """How often an adverse event was counted in one arm, and in the arm it is compared with.

    Attributes:
        events, n: participants with the event, and all, in *arm*; ``None`` where not reported.
        versus_events, versus_n: the same in *versus*, if the study has such an arm.
        difference: risk difference in percentage points, rounded to one decimal; ``None`` unless
            both arms have both counts.
    """

    study: Ref
    outcome: Ref
    arm: Ref
    versus: Ref | None
    events: int | None
    n: int | None
    versus_events: int | None
    versus_n: int | None
    difference: str | None


@dataclass(frozen=True)
class Finding:
    """What the study observed, close to its numbers.

    Attributes:
        outcome: the outcome it is about; ``None`` if there are several.
        outcomes: every outcome it is about.
        document: the named graph that states it.
    """

    ref: Ref
    direction: Ref | None
    outcome: Ref | None
    quote: str | None
    results: tuple[Result, ...]
    document: str
    outcomes: tuple[Ref, ...] = ()


@dataclass(frozen=True)
class Statement:
    """A conclusion or a scope limit, with who states it and its review state if it is ours."""

    ref: Ref
    stated_by: str | None
    review_state: Ref | None
    quote: str | None
    note: str | None
    dimensions: tuple[Ref, ...] = ()
    leaves_open: tuple[Ref, ...] = ()


@dataclass(frozen=True)
class Provenance:
    """A document of the graph: who wrote it, when, from what, and its review state.

    A source that has no label is labelled with its IRI.
    """

    graph: str
    kind: str
    attributed_to: str | None
    generated: str | None
    review_state: Ref | None
    sources: tuple[Ref, ...]
