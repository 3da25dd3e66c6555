"""The parts of a study: its publications, its population, its arms and its outcomes."""

from collections.abc import Iterable, Mapping, Sequence

from graph.catalogue.rows import days, grouped, iri, number, ref, refs, sure, text, values_of
from graph.endpoint import Row
from graph.namespaces import DCTERMS, EQ
from graph.reader import Reader
from graph.records import Arm, Outcome, Population, Publication, Result
from graph.tables import plain

#: What is published before there are results.
_PLANS = {EQ + "Protocol", EQ + "RegistryEntry"}


def publications(rows: Iterable[Row]) -> tuple[Publication, ...]:
    """Return publications in the order of the rows."""
    return tuple(_publication(group[0]) for group in grouped(rows, "publication").values())


def _publication(row: Row) -> Publication:
    label = sure(row, "publication", "label")
    return Publication(
        ref=label,
        title=text(row, "title") or label.label,
        authors=text(row, "authors"),
        journal=text(row, "journal"),
        year=(text(row, "issued") or "")[:4] or None,
        doi=text(row, "doi"),
        pmid=text(row, "pmid"),
        role=ref(row, "role"),
        status=ref(row, "status"),
        url=text(row, "url"),
        retracted=text(row, "retracted"),
        notice=ref(row, "notice"),
        corrects=ref(row, "corrects"),
        retracts=ref(row, "retracts"),
    )


def year_of(papers: Iterable[Publication]) -> str | None:
    """Return the year in which results were first published: a protocol has none."""
    years = [paper.year for paper in papers if not (paper.role and paper.role.iri in _PLANS)]
    return min((year for year in years if year), default=None)


def population(rows: Sequence[Row], features: Iterable[Row], head: Row) -> Population | None:
    """Return who took part; None if no source says.

    Args:
        rows: the population.
        features: conditions, case definitions and countries, one a row.
        head: binds ``?pem`` and ``?pemMeaning``.
    """
    if not rows:
        return None
    row, features = rows[0], tuple(features)
    countries = [
        plain(item["value"]) for item in features if iri(item, "property") == DCTERMS + "spatial"
    ]
    return Population(
        label=text(row, "label"),
        n=number(row, "n"),
        gender=text(row, "gender"),
        minimum_age=text(row, "minimumAge"),
        maximum_age=text(row, "maximumAge"),
        country=", ".join(countries) or None,
        description=text(row, "description"),
        note=text(row, "note"),
        conditions=values_of(features, EQ + "condition"),
        definitions=values_of(features, EQ + "caseDefinition"),
        pem=ref(head, "pem"),
        pem_meaning=text(head, "pemMeaning"),
        combined=ref(row, "combined"),
    )


def arms(reader: Reader, address: str) -> tuple[Arm, ...]:
    """Return the arms of a study, those under test first."""
    given = grouped(reader.ask("study-interventions", study=address), "arm")
    return tuple(
        _arm(rows[0], given.get(name, []))
        for name, rows in grouped(reader.ask("study-arms", study=address), "arm").items()
    )


def _arm(row: Row, given: Sequence[Row]) -> Arm:
    routes = refs(given, "route")
    durations = [length for length in (days(item, "duration") for item in given) if length]
    return Arm(
        ref=sure(row, "arm", "label"),
        role=ref(row, "role"),
        n=number(row, "n"),
        intervention=_joined(given, "label", " + "),
        agents=refs(given, "agent"),
        dose=_joined(given, "dose", " + "),
        regimen=_joined(given, "regimen", "; "),
        route=routes[0] if routes else None,
        days=max(durations, default=None),
    )


def _joined(rows: Iterable[Row], name: str, separator: str) -> str | None:
    said = dict.fromkeys(text(row, name) for row in rows if name in row)
    return separator.join(word for word in said if word) or None


def outcomes(rows: Iterable[Row], numbers: Mapping[str, Result]) -> tuple[Outcome, ...]:
    """Return outcomes in the order of the rows, those of one role by time, with their results."""
    measured: dict[str, list[Result]] = {}
    for result in numbers.values():
        measured.setdefault(result.outcome.iri, []).append(result)
    found = [
        Outcome(
            ref=sure(row, "outcome", "label"),
            role=ref(row, "role"),
            days=days(row, "timepoint"),
            better_when=ref(row, "betterWhen"),
            instrument=ref(row, "instrument"),
            technique=text(row, "technique"),
            results=tuple(measured.get(name, ())),
        )
        for name, (row, *_) in grouped(rows, "outcome").items()
    ]
    roles = list(dict.fromkeys(outcome.role for outcome in found))
    return tuple(sorted(found, key=lambda outcome: (roles.index(outcome.role), outcome.days or 0)))
