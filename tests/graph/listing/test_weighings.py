"""Evidence that the build keeps is counted as the rule and the named question count it."""

import sqlite3
from collections.abc import Iterable
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from graph.catalogue import Catalogue
from graph.endpoint import LocalEndpoint
from graph.listing import Lists, weighings
from graph.listing.counting import Weighings
from graph.namespaces import DEFAULT_BASE, EQ
from graph.reader import Reader
from graph.records import BalanceEntry, Evidence, Filters, HypothesisSummary, Ref, Scope, Selection
from graph.tables import plain

CLAIM = "https://example.org/claim"
ALL = 10**6
SCOPE = (
    *("facet", "value", "valueLabel", "supports", "refutes", "inconclusive", "leavesOpen"),
    "standing",
)
FILTERS = [
    Filters(),
    Filters(as_of="2010"),
    Filters(as_of="2018", include_retracted="true"),
    Filters(pem="PemRequired"),
    Filters(pem="PemUnknown", blinded="false"),
    Filters(randomised="true", min_participants="50"),
    Filters(randomised="false", direct_only="true"),
    Filters(blinded="true", include_retracted="true"),
    Filters(case_definition="fukuda-1994", as_of="2016"),
    Filters(case_definition="ccc-2003", direct_only="true"),
]


@pytest.fixture(scope="module")
def claims(lists: Lists) -> tuple[HypothesisSummary, ...]:
    return lists.hypotheses(Selection(size=ALL)).records


def test_without_filters_evidence_counts_as_the_rule_does(
    lists: Lists, claims: tuple[HypothesisSummary, ...]
) -> None:
    """For every hypothesis, the balance of what is kept is the one that the build derived."""
    counted = {
        claim.ref.iri: set(lists.weighings.weighed(claim.ref.iri, Filters(), 1).balance)
        for claim in claims
    }

    assert any(counted.values())
    assert {claim.ref.iri: set(claim.balance) for claim in claims} == counted


@pytest.mark.parametrize("filters", FILTERS, ids=lambda item: "-".join(item.values()) or "none")
def test_filters_count_as_the_named_question_does(
    lists: Lists, claims: tuple[HypothesisSummary, ...], endpoint: LocalEndpoint, filters: Filters
) -> None:
    """For every hypothesis, what filters leave is what ``evidence-balance`` answers."""
    answered: dict[str, set[tuple[str, str, int, int, int]]] = {}
    for row in Reader(endpoint, DEFAULT_BASE).ask("evidence-balance", **filters.values()):
        said = {name: plain(term) for name, term in row.items()}
        answered.setdefault(said["hypothesis"], set()).add(
            (
                said.get("stance", ""),
                said.get("directness", ""),
                int(said["studies"]),
                int(said["reviews"]),
                int(said["findings"]),
            )
        )
    found = {
        claim.ref.iri: standing(lists.weighings.weighed(claim.ref.iri, filters, 1).balance)
        for claim in claims
    }

    assert answered == {iri: entries for iri, entries in found.items() if entries}


def standing(entries: Iterable[BalanceEntry]) -> set[tuple[str, str, int, int, int]]:
    return {
        (
            entry.stance.label,
            entry.directness.label if entry.directness else "",
            entry.studies,
            entry.reviews,
            entry.findings,
        )
        for entry in entries
        if not entry.retracted
    }


def test_every_piece_of_evidence_is_shown_as_the_graph_has_it(
    lists: Lists, claims: tuple[HypothesisSummary, ...], catalogue: Catalogue
) -> None:
    """What stands and what was retracted are together all evidence, in the same order."""
    for claim in claims:
        found = lists.weighings.weighed(claim.ref.iri, Filters(), ALL)
        listings = [*found.standing.values(), *found.retracted.values()]
        shown = [item for listing in listings for item in listing.records]
        evidence = catalogue.evidence(claim.ref)
        assert sorted(evidence, key=evidence.index) == sorted(shown, key=evidence.index)
        assert all(listing.total == len(listing.records) for listing in listings)


def test_a_page_gets_the_first_of_each_stance(lists: Lists) -> None:
    """Of many pieces of evidence as many come as are asked for, with how many there are."""
    claim = f"{DEFAULT_BASE}id/hypothesis/exercise-therapy-reduces-fatigue"
    whole = lists.weighings.weighed(claim, Filters(), ALL)
    few = lists.weighings.weighed(claim, Filters(), 2)

    assert any(listing.total > 2 for listing in whole.standing.values())
    for stance, listing in whole.standing.items():
        assert listing.records[:2] == few.standing[stance].records
        assert listing.total == few.standing[stance].total


def test_a_retracted_study_counts_until_its_retraction(lists: Lists) -> None:
    """The report of XMRV stands at the end of 2010 and does not at the end of 2012."""
    claim = f"{DEFAULT_BASE}id/hypothesis/xmrv-associated"
    before = lists.weighings.weighed(claim, Filters(as_of="2010"), ALL)
    after = lists.weighings.weighed(claim, Filters(as_of="2012"), ALL)

    assert (0, 1) == (before.gone, after.gone)
    assert 2011 in before.withdrawn.values()
    assert not any(item.retracted for item in before.standing[f"{EQ}Supports"].records)


def test_studies_of_the_same_people_name_each_other(lists: Lists) -> None:
    """A trial and its reanalysis are companions, and count as one independent study."""
    claim = f"{DEFAULT_BASE}id/hypothesis/exercise-therapy-reduces-fatigue"
    found = lists.weighings.weighed(claim, Filters(), ALL)
    trial = f"{DEFAULT_BASE}id/study/white-2011"

    assert f"{DEFAULT_BASE}id/study/wilshire-2018" in {ref.iri for ref in found.companions[trial]}
    assert found.independent < found.studies


@pytest.mark.parametrize("as_of", ["", "1995", "2010", "2012", "2020"])
def test_where_it_was_tested_is_what_the_named_question_answers(
    lists: Lists, claims: tuple[HypothesisSummary, ...], endpoint: LocalEndpoint, as_of: str
) -> None:
    """For every hypothesis, today and as of a year, scopes have the same counts and words."""
    reader = Reader(endpoint, DEFAULT_BASE)
    weighed = 0
    for claim in claims:
        found = lists.weighings.scopes(claim.ref.iri, as_of)
        rows = reader.ask("refuted-for-whom", hypothesis=claim.ref.iri, as_of=as_of)
        told = [[plain(row[name]) if name in row else "" for name in SCOPE] for row in rows]
        assert told == [scope_row(scope) for scope in found], claim.ref.iri
        weighed += sum(scope.supports for scope in found)

    assert weighed


def scope_row(scope: Scope) -> list[str]:
    counts = (scope.supports, scope.refutes, scope.inconclusive, scope.leaves_open)
    return [scope.facet, scope.value.iri, scope.value.label, *map(str, counts), scope.standing]


def test_a_hypothesis_was_tested_in_some_and_not_in_others(lists: Lists) -> None:
    """In people who had to have PEM rituximab was refuted only; in 2018 nobody had tested that."""
    iri = f"{DEFAULT_BASE}id/hypothesis/rituximab-maintenance-reduces-fatigue"

    def pem(as_of: str) -> dict[str, str]:
        return {
            scope.value.label: scope.standing
            for scope in lists.weighings.scopes(iri, as_of)
            if scope.facet == "PEM as a condition of entry"
        }

    assert "refuted only" == pem("")["PEM required"]
    assert "PEM required" not in pem("2018")


def concept(name: str) -> Ref:
    return Ref(EQ + name, name)


DESIGNS = ("RandomizedControlledTrial", "DoubleBlind", "SystematicReview", "CohortStudy")
PIECES = some.builds(
    Evidence,
    iri=some.uuids().map(str),
    stance=some.sampled_from(["Supports", "Refutes", "Inconclusive", "LeavesOpen"]).map(concept),
    directness=some.sampled_from([None, concept("Direct"), concept("Indirect")]),
    finding=some.integers(0, 5).map(lambda n: Ref(f"urn:finding:{n}", "")),
    study=some.integers(0, 4).map(lambda n: Ref(f"urn:study:{n}", "")),
    strength=some.none(),
    strength_source=some.none(),
    rationale=some.none(),
    hypothesis=some.just(Ref(CLAIM, "")),
    n=some.none() | some.integers(1, 99),
    year=some.none() | some.integers(1990, 2020).map(str),
    designs=some.sets(some.sampled_from(DESIGNS)).map(lambda names: tuple(map(concept, names))),
    pem=some.none() | some.sampled_from(["PemRequired", "PemUnknown"]).map(concept),
    stated_by=some.none(),
    review_state=some.none(),
    retracted=some.booleans(),
    results=some.just(()),
    dimensions=some.just(()),
    sample=some.none() | some.integers(0, 4).map(lambda n: f"urn:study:{n}"),
    definitions=some.just(()),
    retracted_in=some.none() | some.integers(2000, 2020),
)
NARROWED = some.builds(
    Filters,
    as_of=some.just("") | some.integers(1995, 2020).map(str),
    pem=some.sampled_from(["", "PemRequired"]),
    case_definition=some.just(""),
    randomised=some.sampled_from(["", "true", "false"]),
    blinded=some.sampled_from(["", "true", "false"]),
    min_participants=some.just("") | some.integers(1, 99).map(str),
    include_retracted=some.sampled_from(["", "true"]),
    direct_only=some.sampled_from(["", "true"]),
)


def fits(item: Evidence, filters: Filters) -> bool:
    designs = {ref.label for ref in item.designs}
    direct = item.directness is None or item.directness.label == "Direct"
    return all(
        [
            not filters.as_of or (item.year is not None and int(item.year) <= int(filters.as_of)),
            not filters.pem or (item.pem is not None and item.pem.label == filters.pem),
            not filters.randomised
            or ("RandomizedControlledTrial" in designs) == (filters.randomised == "true"),
            not filters.blinded or ("DoubleBlind" in designs) == (filters.blinded == "true"),
            not filters.min_participants
            or (item.n is not None and item.n >= int(filters.min_participants)),
            not filters.direct_only or direct,
        ]
    )


def gone(item: Evidence, filters: Filters) -> bool:
    if not item.retracted or filters.include_retracted:
        return False
    later = filters.as_of and item.retracted_in and int(filters.as_of) < item.retracted_in
    return not later


@given(some.lists(PIECES, max_size=12), NARROWED)
@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_counting_in_the_database_is_counting_by_hand(
    tmp_path_factory: pytest.TempPathFactory, evidence: list[Evidence], filters: Filters
) -> None:
    """Whatever the evidence and the filters, numbers and lists are those of a plain count."""
    path = written(tmp_path_factory.mktemp("lists") / "lists.sqlite", evidence)
    found = Weighings(path).weighed(CLAIM, filters, ALL)
    kept = [item for item in evidence if fits(item, filters)]
    stands = [item for item in kept if not gone(item, filters)]

    assert found.studies == len({item.study for item in kept})
    assert found.left_out == len({item.study for item in evidence}) - found.studies
    assert found.independent == len({item.sample or item.study.iri for item in stands})
    assert found.gone == len({item.study for item in kept if gone(item, filters)})
    for name in ("Supports", "Refutes", "Inconclusive", "LeavesOpen"):
        mine = [item for item in stands if item.stance.label == name]
        listing = found.standing.get(EQ + name)
        shown = listing.records if listing else ()
        assert [item.iri for item in mine] == [item.iri for item in shown]
        assert found.takers.get(EQ + name, 0) == len({one.sample or one.study.iri for one in mine})
        assert sum(entry.findings for entry in found.balance if not entry.retracted) >= len(
            {item.finding for item in mine}
        )


def written(path: Path, evidence: Iterable[Evidence]) -> Path:
    with closing(sqlite3.connect(path)) as database, database:
        database.executescript(weighings.SCHEMA)
        weighings.Writer(database).write(CLAIM, evidence)
    return path
