"""Count and read the evidence on hypotheses that the build wrote, for whom and as of when.

Counting follows the named question ``evidence-balance``, and a test holds the two together.
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Final

from graph.errors import NotFound
from graph.listing.encoding import WHAT, decode
from graph.listing.scopes import scopes
from graph.records import (
    BalanceEntry,
    Choices,
    Counts,
    Evidence,
    Filters,
    History,
    Listing,
    Ref,
    Scope,
    Weighing,
)
from graph.sqlite import Ask, rows

#: The evidence that filters leave; *gone* is what counts for nothing under them.
KEPT: Final = """
WITH kept AS (
  SELECT *, retracted AND :include_retracted = '' AND NOT (
    :as_of <> '' AND retracted_in IS NOT NULL AND CAST(:as_of AS INTEGER) < retracted_in
  ) AS gone
  FROM weighing
  WHERE hypothesis = :hypothesis
    AND (:as_of = '' OR year <= CAST(:as_of AS INTEGER))
    AND (:pem = '' OR pem = :pem)
    AND (:randomised = '' OR randomised = (:randomised = 'true'))
    AND (:blinded = '' OR blinded = (:blinded = 'true'))
    AND (:min_participants = '' OR n >= CAST(:min_participants AS INTEGER))
    AND (:direct_only = '' OR NOT indirect)
    AND (:case_definition = '' OR EXISTS (
      SELECT 1 FROM met WHERE met.study = weighing.study AND met.slug = :case_definition
    ))
)
"""
_BALANCE: Final = f"""{KEPT}
SELECT said.iri, said.label, side.iri, side.label, gone,
  COUNT(DISTINCT CASE WHEN NOT review THEN people END),
  COUNT(DISTINCT CASE WHEN review THEN study END), COUNT(DISTINCT finding)
FROM kept JOIN term said ON said.number = stance LEFT JOIN term side ON side.number = directness
GROUP BY stance, directness, gone
"""
_TAKERS: Final = f"""{KEPT}
SELECT term.iri, COUNT(DISTINCT people) FROM kept JOIN term ON term.number = stance
WHERE NOT gone GROUP BY stance
"""
_TOTALS: Final = f"""{KEPT}
SELECT COUNT(DISTINCT CASE WHEN NOT gone THEN people END),
  COUNT(DISTINCT CASE WHEN NOT gone AND review THEN study END),
  COUNT(DISTINCT CASE WHEN gone THEN study END), COUNT(DISTINCT study)
FROM kept
"""
_SHOWN: Final = f"""{KEPT}, numbered AS (
  SELECT place, people, gone,
    ROW_NUMBER() OVER (PARTITION BY stance, gone ORDER BY place) AS number,
    COUNT(*) OVER (PARTITION BY stance, gone) AS total
  FROM kept
)
SELECT people, gone, total, record FROM numbered
JOIN evidence ON evidence.hypothesis = :hypothesis AND evidence.place = numbered.place
WHERE number <= :size ORDER BY numbered.place
"""
_SAME_PEOPLE: Final = f"""{KEPT}
SELECT people, term.iri, term.label FROM kept JOIN term ON term.number = study
WHERE people IN (SELECT value FROM json_each(:people)) GROUP BY study ORDER BY MIN(place)
"""
_OPTIONS: Final = """
SELECT pem, randomised, blinded, COUNT(*) FROM (
  SELECT DISTINCT study, pem, randomised, blinded FROM weighing
  WHERE hypothesis = :hypothesis AND NOT retracted
) GROUP BY pem, randomised, blinded
"""
_DEFINITIONS: Final = """
SELECT slug, term.iri, term.label, SUM(counts) FROM (
  SELECT study, MIN(NOT retracted) AS counts FROM weighing WHERE hypothesis = :hypothesis
  GROUP BY study
) AS studies JOIN met ON met.study = studies.study JOIN term ON term.number = definition
GROUP BY slug ORDER BY lower(term.label), term.iri
"""
_WHOLE: Final = "SELECT record FROM whole WHERE hypothesis = :hypothesis AND name = :name"

#: What is said of all evidence on a hypothesis, however it is narrowed, kept by these names.
WHOLE: Final[Mapping[str, type]] = {"counts": Counts, "choices": Choices, "history": History}


def counts(ask: Ask, hypothesis: str, filters: Filters) -> Counts:
    """Count the evidence on a hypothesis that filters leave.

    Args:
        ask: answers a statement over the lists.
        hypothesis: its IRI.
        filters: for whom, and as of when.
    """
    asked = vars(filters) | {"hypothesis": hypothesis}
    [[independent, reviews, gone, studies]] = ask(_TOTALS, asked)
    return Counts(
        balance=tuple(_entry(row) for row in ask(_BALANCE, asked)),
        takers=dict(ask(_TAKERS, asked)),
        independent=independent,
        reviews=reviews,
        gone=gone,
        studies=studies,
    )


def choices(ask: Ask, hypothesis: str) -> Choices:
    """Return what the evidence on a hypothesis can be narrowed to."""
    asked = {"hypothesis": hypothesis}
    found: dict[str, dict[str, int]] = {}
    for pem, randomised, blinded, studies in ask(_OPTIONS, asked):
        told = {
            "pem": pem,
            "randomised": "true" if randomised else "false",
            "blinded": "true" if blinded else "false",
        }
        for name, value in told.items():
            if value is not None:
                of_filter = found.setdefault(name, {})
                of_filter[value] = of_filter.get(value, 0) + studies
    met = ask(_DEFINITIONS, asked)
    found["case_definition"] = {slug: studies for slug, _, _, studies in met}
    return Choices(tuple(Ref(iri, label) for _, iri, label, _ in met), found)


@dataclass(frozen=True)
class Weighings:
    """The evidence on every hypothesis of one graph, read only; safe to use from threads."""

    path: Path

    def weighed(self, hypothesis: str, filters: Filters, size: int) -> Weighing:
        """Return the evidence on a hypothesis that filters leave.

        Args:
            hypothesis: its IRI.
            filters: for whom, and as of when.
            size: how many pieces of evidence of each stance at most; all of them are counted.

        Raises:
            NotFound: there is no such hypothesis.
            ReleaseError: the file cannot be read.
        """
        whole = self.counts(hypothesis)
        counted = counts(self._ask, hypothesis, filters) if filters.values() else whole
        asked = vars(filters) | {"hypothesis": hypothesis}
        found = self._ask(_SHOWN, asked | {"size": size})
        shown = [(bool(gone), total, decode(Evidence, told)) for _, gone, total, told in found]
        return Weighing(
            **vars(counted),
            left_out=whole.studies - counted.studies,
            standing=_listed(shown, False, size),
            retracted=_listed(shown, True, size),
            withdrawn={item.study.iri: item.retracted_in for _, _, item in shown if item.retracted},
            companions=self._companions({people for people, *_ in found}, asked),
        )

    def counts(self, hypothesis: str) -> Counts:
        """Return how much evidence on a hypothesis there is today, without filters."""
        found: Counts = self._whole("counts", hypothesis)
        return found

    def choices(self, hypothesis: str) -> Choices:
        """Return what the evidence on a hypothesis can be narrowed to."""
        found: Choices = self._whole("choices", hypothesis)
        return found

    def history(self, hypothesis: str) -> History:
        """Return how the direct evidence on a hypothesis came about, year by year."""
        found: History = self._whole("history", hypothesis)
        return found

    def scopes(self, hypothesis: str, as_of: str = "") -> tuple[Scope, ...]:
        """Return where a hypothesis was tested and what came out there, at the end of a year.

        Raises:
            ReleaseError: the file cannot be read.
        """
        return scopes(self._ask, hypothesis, as_of)

    def _whole(self, name: str, hypothesis: str) -> Any:
        found = self._ask(_WHOLE, {"hypothesis": hypothesis, "name": name})
        if not found:
            raise NotFound(hypothesis)
        return decode(WHOLE[name], found[0][0])

    def _companions(
        self, people: Iterable[int], asked: Mapping[str, str]
    ) -> dict[str, tuple[Ref, ...]]:
        same: dict[int, list[Ref]] = {}
        for whom, iri, label in self._ask(
            _SAME_PEOPLE, {**asked, "people": json.dumps(sorted(people))}
        ):
            same.setdefault(whom, []).append(Ref(iri, label))
        return {
            study.iri: tuple(other for other in studies if other != study)
            for studies in same.values()
            for study in studies
            if len(studies) > 1
        }

    def _ask(self, statement: str, values: Mapping[str, Any]) -> list[Any]:
        return rows(self.path, WHAT, statement, values)


def _entry(row: tuple[Any, ...]) -> BalanceEntry:
    stance, said, directness, side, gone, studies, reviews, findings = row
    return BalanceEntry(
        stance=Ref(stance, said),
        directness=Ref(directness, side) if directness else None,
        studies=studies,
        findings=findings,
        retracted=bool(gone),
        reviews=reviews,
    )


def _listed(
    shown: Iterable[tuple[bool, int, Evidence]], gone: bool, size: int
) -> dict[str, Listing[Evidence]]:
    """Return what is shown by stance, each item retracted or not as the filters have it."""
    totals: dict[str, int] = {}
    by_stance: dict[str, list[Evidence]] = {}
    for away, total, item in shown:
        if away == gone:
            totals[item.stance.iri] = total
            by_stance.setdefault(item.stance.iri, []).append(replace(item, retracted=gone))
    return {
        stance: Listing(tuple(items), totals[stance], size=size)
        for stance, items in by_stance.items()
    }
