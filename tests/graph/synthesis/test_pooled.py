"""The graph of pooled estimates of the shipped documents."""

import pyoxigraph as ox
import pytest

from graph.corpus import Document
from graph.endpoint import LocalEndpoint
from graph.namespaces import DEFAULT_BASE, EQ, PROV, graph_iri
from graph.queries import question
from graph.release import assemble
from graph.synthesis import pooled
from graph.synthesis.inputs import comparisons
from graph.synthesis.pooled import NAME, synthesise

GRAPH = ox.NamedNode(graph_iri(DEFAULT_BASE, f"derived/{NAME}"))
RITUXIMAB = ox.NamedNode(
    f"{DEFAULT_BASE}id/intervention/rituximab"
    "#pooled-fatigue-score-haukeland-events-higherisbetter-placebocomparator-2019"
)


@pytest.fixture(scope="module")
def store(corpus: list[Document]) -> ox.Store:
    """Return everything that a release of the shipped documents holds."""
    return assemble(corpus, DEFAULT_BASE)[0]


def values(store: ox.Store, predicate: str) -> set[str]:
    """Return what the pooled estimate of rituximab says."""
    quads = store.quads_for_pattern(RITUXIMAB, ox.NamedNode(predicate), None, GRAPH)
    return {q.object.value for q in quads if isinstance(q.object, ox.NamedNode | ox.Literal)}


def test_the_two_trials_of_rituximab_are_pooled(store: ox.Store) -> None:
    """53.3 points in 2011 and −9.2 in 2019: they disagree, and the estimate says how much."""
    assert {"20.6978"} == values(store, EQ + "value")
    assert {"92.861"} == values(store, EQ + "iSquared")
    assert {"https://w3id.org/equipoise/ns#PooledEstimate"} == values(
        store, "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
    )


def test_a_pooled_estimate_names_every_number_it_came_from(store: ox.Store) -> None:
    """The counts of the one trial, and the difference that the other reports."""
    studies = f"{DEFAULT_BASE}id/study/"
    expected = {
        f"{studies}fluge-2011#result-response-rituximab",
        f"{studies}fluge-2011#result-response-placebo",
        f"{studies}fluge-2019#result-response-difference",
    }

    assert expected == values(store, PROV + "wasDerivedFrom")


def test_a_difference_printed_the_other_way_round_is_turned(store: ox.Store) -> None:
    """RituxME prints placebo minus rituximab, 9.2 points."""
    rows = LocalEndpoint(store).select(question("pooling-inputs").read({"study": "fluge-2019"}))

    found = [one.estimate for one in comparisons(rows) if "difference" in one.results[0]]
    assert [-9.2, 0.02] == sorted(found)


def test_no_pooled_estimate_is_an_effect_estimate(store: ox.Store) -> None:
    """What is computed is never taken for what a source reports."""
    effect = ox.NamedNode(EQ + "EffectEstimate")

    assert [] == list(store.quads_for_pattern(None, None, effect, GRAPH))


def test_two_builds_give_the_same(store: ox.Store) -> None:
    """Pooling is deterministic, to the last digit."""
    before = {str(quad) for quad in store.quads_for_pattern(None, None, None, GRAPH)}
    store.remove_graph(GRAPH)

    synthesise(store, DEFAULT_BASE)

    assert before == {str(quad) for quad in store.quads_for_pattern(None, None, None, GRAPH)}


def test_without_statsmodels_the_graph_is_left_out(monkeypatch: pytest.MonkeyPatch) -> None:
    """The extra is not needed for anything else."""
    monkeypatch.setattr(pooled, "available", lambda: False)

    assert {} == synthesise(ox.Store(), DEFAULT_BASE)
