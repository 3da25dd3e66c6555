"""SPARQL 1.1 engines agree on the answer to every named question."""

import re
from collections import Counter

import pyoxigraph as ox
import pytest
import rdflib

from graph.endpoint import LocalEndpoint, Term
from graph.queries import question, questions
from tests.graph.asked import ASKED
from tests.graph.made_up import made_up

# rdflib 7.6 uses its own deprecated names when it parses N-Quads and answers queries.
pytestmark = pytest.mark.filterwarnings("ignore:Dataset:DeprecationWarning")

#: Questions that rdflib answers on all documents only after half a minute or more: the engines are
#: compared on the documents about one trial instead, with what these build on and with the labels
#: of the ontology.
SLOW = {
    *("export-entity", "hypothesis-limits", "publication-family", "searchable"),
    *("searchable-parts", "study-limits", "graph-rows"),
    *("gap-map", "gap-map-instruments", "gap-map-populations"),
}
#: Questions that the shipped documents have no answer to: no name of theirs is gone.
UNANSWERED = {"tombstone"}
ONE_TRIAL = re.compile(
    r"/graph/(conditions/|contributors/|hypotheses/cytokines$|targets/interleukin-1$)"
    r"|roerink-2017$|derived/(sample|first-published|study-kind)$"
)
LABEL = "http://www.w3.org/2000/01/rdf-schema#label"


def in_rdflib(endpoint: LocalEndpoint) -> rdflib.Dataset:
    """Return the same graph in rdflib, which is kept from rewriting its literals."""
    dataset = rdflib.Dataset(default_union=True)
    quads = endpoint.store.dump(format=ox.RdfFormat.N_QUADS)
    assert quads is not None
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(rdflib, "NORMALIZE_LITERALS", False)
        return dataset.parse(data=quads.decode(), format="nquads")


@pytest.fixture(scope="module")
def shipped(endpoint: LocalEndpoint) -> tuple[LocalEndpoint, rdflib.Dataset]:
    return endpoint, in_rdflib(endpoint)


@pytest.fixture(scope="module")
def one_trial(endpoint: LocalEndpoint) -> tuple[LocalEndpoint, rdflib.Dataset]:
    store = ox.Store()
    store.extend(
        quad
        for quad in endpoint.store
        if ONE_TRIAL.search(str(quad.graph_name).strip("<>"))
        or ("/graph/ontology/" in str(quad.graph_name) and quad.predicate.value == LABEL)
    )
    part = LocalEndpoint(store)
    return part, in_rdflib(part)


@pytest.fixture(scope="module")
def invented() -> tuple[LocalEndpoint, rdflib.Dataset]:
    endpoint = made_up()
    return endpoint, in_rdflib(endpoint)


def comparable(term: Term | rdflib.term.Node | None) -> str | float:
    """Return a term so that engines which write numbers differently compare equal."""
    if term is None:
        return ""
    text = term.value if isinstance(term, ox.NamedNode | ox.Literal) else str(term)
    return float(text) if re.fullmatch(r"-?\d+(\.\d+)?", text) else text


def answers(
    both: tuple[LocalEndpoint, rdflib.Dataset], query: str
) -> tuple[Counter[tuple[str | float, ...]], Counter[tuple[str | float, ...]]]:
    """Return the rows of each engine, without their order."""
    endpoint, dataset = both
    table = endpoint.select(query)
    ours = (tuple(comparable(row.get(name)) for name in table.variables) for row in table)
    rows = dataset.query(query)
    theirs = (tuple(comparable(cell) for cell in row) for row in rows)  # type: ignore[union-attr]
    return Counter(ours), Counter(theirs)


@pytest.mark.parametrize("name", [name for name in questions() if name not in SLOW])
def test_engines_agree_on_every_question(
    shipped: tuple[LocalEndpoint, rdflib.Dataset], name: str
) -> None:
    """rdflib and pyoxigraph give the same rows, at least one, with the examples as parameters."""
    asked = question(name)
    ours, theirs = answers(shipped, asked.read(asked.sample()))

    assert theirs == ours
    assert bool(ours) != (name in UNANSWERED)


@pytest.mark.parametrize("name", sorted(SLOW))
def test_engines_agree_on_slow_questions(
    endpoint: LocalEndpoint, one_trial: tuple[LocalEndpoint, rdflib.Dataset], name: str
) -> None:
    """rdflib and pyoxigraph give the same rows on a part, and all documents have an answer."""
    query = question(name).read(question(name).sample())
    ours, theirs = answers(one_trial, query)

    assert theirs == ours
    assert ours
    assert endpoint.select(query)


@pytest.mark.parametrize(
    "name",
    [
        name
        for name, given in ASKED.items()
        if given != question(name).sample() and name not in SLOW
    ],
)
def test_engines_agree_on_the_shipped_documents(
    shipped: tuple[LocalEndpoint, rdflib.Dataset], name: str
) -> None:
    """rdflib and pyoxigraph give the same rows, with other parameters given."""
    ours, theirs = answers(shipped, question(name).read(ASKED[name]))

    assert theirs == ours


@pytest.mark.parametrize(
    "name",
    [
        name
        for name in ASKED
        if question(name).parameters
        and not any(parameter.required for parameter in question(name).parameters)
        and name not in SLOW
        and name != "studies-by-target"  # takes rdflib long; asked without a condition below
    ],
)
def test_engines_agree_without_parameters(
    shipped: tuple[LocalEndpoint, rdflib.Dataset], name: str
) -> None:
    """rdflib and pyoxigraph give the same rows, optional parameters left out."""
    ours, theirs = answers(shipped, question(name).bind({}))

    assert theirs == ours


@pytest.mark.parametrize(
    ("name", "given"),
    [
        ("adverse-events", {}),
        ("contested-hypotheses", {}),
        ("evidence-by-pem", {"hypothesis": "tonic-helps"}),
        ("evidence-for-hypothesis", {"hypothesis": "tonic-helps"}),
        ("untested-hypotheses", {}),
        ("null-results", {}),
        ("refuted-narrow-open-broad", {}),
        ("retracted-evidence", {}),
        ("studies-by-target", {"target": "lever"}),
    ],
)
def test_engines_agree_on_the_made_up_corpus(
    invented: tuple[LocalEndpoint, rdflib.Dataset], name: str, given: dict[str, str]
) -> None:
    """rdflib and pyoxigraph give the same rows where there is contest, retraction and absence."""
    ours, theirs = answers(invented, question(name).read(given))

    assert theirs == ours
    assert ours


def test_a_ratio_spans_no_effect_at_one(invented: tuple[LocalEndpoint, rdflib.Dataset]) -> None:
    """An odds ratio from 0.8 to 1.6 is a null result; for relief the best case is the upper end."""
    (row,) = invented[0].select(question("null-results").bind({}))

    assert ("1.6", "0.8") == (row["bestCase"].value, row["worstCase"].value)  # type: ignore[union-attr]


def test_a_count_that_nobody_reports_is_absent(
    invented: tuple[LocalEndpoint, rdflib.Dataset],
) -> None:
    """An adverse event of a single arm has its count, and neither comparator nor difference."""
    (row,) = invented[0].select(question("adverse-events").bind({}))

    assert "3" == row["events"].value  # type: ignore[union-attr]
    assert {"versus", "versusEvents", "riskDifference"}.isdisjoint(row)
