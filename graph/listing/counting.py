"""Count and read the evidence on hypotheses that the build wrote, for whom and as of when.

Counting follows the named questions ``evidence-balance`` and ``picture-changes``, and a test holds
them together.
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Final

from graph.listing.encoding import WHAT, decode
from graph.listing.scopes import scopes
from graph.records import (
    Appearance,
    BalanceEntry,
    Choices,
    Evidence,
    Filters,
    Listing,
    Ref,
    Scope,
    Weighing,
)
from graph.sqlite import rows

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
SELECT stance, said.iri, said.label, side.iri, side.label, gone,
  COUNT(DISTINCT CASE WHEN NOT review THEN people END),
  COUNT(DISTINCT CASE WHEN review THEN study END), COUNT(DISTINCT finding), COUNT(*)
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
  COUNT(DISTINCT CASE WHEN gone THEN study END), COUNT(DISTINCT study),
  (SELECT COUNT(DISTINCT study) FROM weighing WHERE hypothesis = :hypothesis)
FROM kept
"""
_SHOWN: Final = f"""{KEPT}, numbered AS (
  SELECT place, people, gone, ROW_NUMBER() OVER (PARTITION BY stance, gone ORDER BY place) AS number
  FROM kept
)
SELECT people, gone, record FROM numbered
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
_TESTED: Final = "SELECT record FROM tested WHERE hypothesis = :hypothesis ORDER BY place"
_APPEARANCES: Final = """
SELECT about.iri, about.label, MIN(people), year, retracted, retracted_in,
  GROUP_CONCAT(DISTINCT said.iri), review
FROM weighing JOIN term about ON about.number = study JOIN term said ON said.number = stance
WHERE hypothesis = :hypothesis AND directness IS NOT NULL AND NOT indirect
GROUP BY study
"""


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
            ReleaseError: the file cannot be read.
        """
        asked = vars(filters) | {"hypothesis": hypothesis}
        counted = self._rows(_BALANCE, asked)
        [[independent, reviews, gone, left, everybody]] = self._rows(_TOTALS, asked)
        shown = [
            (people, bool(away), decode(Evidence, record))
            for people, away, record in self._rows(_SHOWN, asked | {"size": size})
        ]
        return Weighing(
            balance=tuple(map(_entry, counted)),
            takers=dict(self._rows(_TAKERS, asked)),
            independent=independent,
            reviews=reviews,
            gone=gone,
            studies=left,
            left_out=everybody - left,
            standing=_listed(shown, counted, False, size),
            retracted=_listed(shown, counted, True, size),
            withdrawn={item.study.iri: item.retracted_in for _, _, item in shown if item.retracted},
            companions=self._companions({people for people, _, _ in shown}, asked),
        )

    def choices(self, hypothesis: str) -> Choices:
        """Return what the evidence on a hypothesis can be narrowed to."""
        asked = {"hypothesis": hypothesis}
        counts: dict[str, dict[str, int]] = {}
        for pem, randomised, blinded, studies in self._rows(_OPTIONS, asked):
            told = {
                "pem": pem,
                "randomised": "true" if randomised else "false",
                "blinded": "true" if blinded else "false",
            }
            for name, value in told.items():
                if value is not None:
                    of_filter = counts.setdefault(name, {})
                    of_filter[value] = of_filter.get(value, 0) + studies
        met = self._rows(_DEFINITIONS, asked)
        counts["case_definition"] = {slug: studies for slug, _, _, studies in met}
        return Choices(tuple(Ref(iri, label) for _, iri, label, _ in met), counts)

    def appearances(self, hypothesis: str) -> tuple[Appearance, ...]:
        """Return the studies with direct evidence on a hypothesis, in no particular order."""
        return tuple(
            Appearance(
                study=Ref(iri, label),
                people=people,
                year=year,
                retracted=bool(retracted),
                retracted_in=retracted_in,
                stances=frozenset(stances.split(",")),
                review=bool(review),
            )
            for iri, label, people, year, retracted, retracted_in, stances, review in self._rows(
                _APPEARANCES, {"hypothesis": hypothesis}
            )
        )

    def scopes(self, hypothesis: str, as_of: str = "") -> tuple[Scope, ...]:
        """Return where a hypothesis was tested and what came out there, at the end of a year.

        Raises:
            ReleaseError: the file cannot be read.
        """
        if as_of:
            return scopes(self._rows, hypothesis, as_of)
        found = self._rows(_TESTED, {"hypothesis": hypothesis})
        return tuple(decode(Scope, record) for (record,) in found)

    def _companions(
        self, people: Iterable[int], asked: Mapping[str, str]
    ) -> dict[str, tuple[Ref, ...]]:
        same: dict[int, list[Ref]] = {}
        for whom, iri, label in self._rows(
            _SAME_PEOPLE, {**asked, "people": json.dumps(sorted(people))}
        ):
            same.setdefault(whom, []).append(Ref(iri, label))
        return {
            study.iri: tuple(other for other in studies if other != study)
            for studies in same.values()
            for study in studies
            if len(studies) > 1
        }

    def _rows(self, statement: str, values: Mapping[str, Any]) -> list[Any]:
        return rows(self.path, WHAT, statement, values)


def _entry(row: tuple[Any, ...]) -> BalanceEntry:
    _, stance, said, directness, side, gone, studies, reviews, findings, _ = row
    return BalanceEntry(
        stance=Ref(stance, said),
        directness=Ref(directness, side) if directness else None,
        studies=studies,
        findings=findings,
        retracted=bool(gone),
        reviews=reviews,
    )


def _listed(
    shown: Iterable[tuple[int, bool, Evidence]],
    counted: Iterable[tuple[Any, ...]],
    gone: bool,
    size: int,
) -> dict[str, Listing[Evidence]]:
    """Return what is shown by stance, each item retracted or not as the filters have it."""
    totals: dict[str, int] = {}
    for row in counted:
        if bool(row[5]) == gone:
            totals[row[1]] = totals.get(row[1], 0) + row[-1]
    by_stance: dict[str, list[Evidence]] = {}
    for _, away, item in shown:
        if away == gone:
            by_stance.setdefault(item.stance.iri, []).append(replace(item, retracted=gone))
    return {
        stance: Listing(tuple(by_stance[stance]), total, size=size)
        for stance, total in totals.items()
    }
