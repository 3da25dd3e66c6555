"""Effects derived from counts, held against statsmodels, and the functions of rules."""

import math

import pyoxigraph as ox
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from statsmodels.stats.contingency_tables import Table2x2
from statsmodels.stats.proportion import confint_proportions_2indep

from graph.derivation import FUNCTIONS, rules
from graph.endpoint import LocalEndpoint
from graph.namespaces import EQ, MATH, RDF, XSD

Cells = tuple[int, int, int, int]  # events and participants of the first arm, then of the second
Effect = tuple[float, float, float]  # value, lower and upper limit


def arm() -> st.SearchStrategy[tuple[int, int]]:
    """Draw events and participants of an arm, often with nobody or everybody."""
    sizes = st.integers(1, 400)
    some = sizes.flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n)))
    return some | sizes.map(lambda n: (0, n)) | sizes.map(lambda n: (n, n))


tables = st.lists(st.tuples(arm(), arm()).map(lambda two: (*two[0], *two[1])), max_size=20)
often = settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def eq(name: str) -> ox.NamedNode:
    """Return a term of ours."""
    return ox.NamedNode(EQ + name)


def derived(rule: str, cells: list[Cells]) -> dict[int, Effect]:
    """Run a rule over one study for each table; return effects by the table's place."""
    store, a = ox.Store(), ox.NamedNode(RDF + "type")

    def add(subject: str, **facts: ox.NamedNode | ox.Literal) -> None:
        node = ox.NamedNode(f"urn:{subject}")
        store.extend(ox.Quad(node, eq(p), o, ox.NamedNode("urn:given")) for p, o in facts.items())

    for i, (events, n, other_events, other_n) in enumerate(cells):
        outcome, first, second = (ox.NamedNode(f"urn:{part}{i}") for part in ("o", "a", "b"))
        add(f"s{i}", hasOutcome=outcome, hasArm=first)
        add(f"s{i}", hasArm=second)
        add(f"a{i}", role=eq("Experimental"))
        add(f"b{i}", role=eq("PlaceboComparator"))
        for result, where, k, size in (
            ("r", first, events, n),
            ("q", second, other_events, other_n),
        ):
            node = ox.NamedNode(f"urn:{result}{i}")
            store.add(ox.Quad(node, a, eq("ArmResult"), ox.NamedNode("urn:given")))
            add(
                f"{result}{i}",
                forOutcome=outcome,
                inArm=where,
                events=ox.Literal(k),
                n=ox.Literal(size),
            )
    (text,) = (one.text for one in rules() if one.name == rule)
    found: dict[str, dict[str, str]] = {}
    for triple in LocalEndpoint(store, FUNCTIONS).construct(text):
        found.setdefault(str(triple.subject), {})[triple.predicate.value] = triple.object.value  # type: ignore[union-attr]
    return {
        int(facts[EQ + "forOutcome"].removeprefix("urn:o")): (
            float(facts[EQ + "value"]),
            float(facts[EQ + "ciLower"]),
            float(facts[EQ + "ciUpper"]),
        )
        for facts in found.values()
    }


def settled(cells: Cells) -> bool:
    """Say whether nobody or everybody in both arms had the event."""
    events, n, other_events, other_n = cells
    return events == other_events == 0 or (events == n and other_events == other_n)


def table(cells: Cells) -> Table2x2:
    """Return the table for statsmodels, with 0.5 more in each cell where one is zero."""
    events, n, other_events, other_n = cells
    four = (events, n - events, other_events, other_n - other_events)
    a, b, c, d = (x + 0.5 if 0 in four else x for x in four)
    return Table2x2([[a, b], [c, d]])


@often
@given(tables)
def test_risk_ratios_are_those_of_statsmodels(cells: list[Cells]) -> None:
    """Value and limits agree to four digits, and there is no ratio without a contrast."""
    expected = {
        i: (table(c).riskratio, *table(c).riskratio_confint())
        for i, c in enumerate(cells)
        if not settled(c)
    }

    found = derived("derived-risk-ratio", cells)

    assert expected.keys() == found.keys()
    assert all(found[i] == pytest.approx(expected[i], rel=5.01e-4) for i in expected)


@often
@given(tables)
def test_odds_ratios_are_those_of_statsmodels(cells: list[Cells]) -> None:
    """Value and limits agree to four digits, and there is no ratio without a contrast."""
    expected = {
        i: (table(c).oddsratio, *table(c).oddsratio_confint())
        for i, c in enumerate(cells)
        if not settled(c)
    }

    found = derived("derived-odds-ratio", cells)

    assert expected.keys() == found.keys()
    assert all(found[i] == pytest.approx(expected[i], rel=5.01e-4) for i in expected)


@often
@given(tables)
def test_risk_differences_are_those_of_statsmodels(cells: list[Cells]) -> None:
    """Value and limits agree to two decimals of a percentage point, for every table."""
    expected = {
        i: (
            100 * (a / n - c / m),
            *(
                100 * limit
                for limit in confint_proportions_2indep(
                    a, n, c, m, compare="diff", method="newcomb"
                )
            ),
        )
        for i, (a, n, c, m) in enumerate(cells)
    }

    found = derived("derived-risk-difference", cells)

    assert expected.keys() == found.keys()
    assert all(found[i] == pytest.approx(expected[i], abs=0.00501) for i in expected)


@pytest.mark.parametrize(
    ("name", "numbers", "expected"),
    [
        ("log", (1,), 0.0),
        ("log10", (0.001,), -3.0),
        ("exp", (1,), math.e),
        ("sqrt", (6.25,), 2.5),
        ("pow", (2, 10), 1024.0),
    ],
)
def test_rules_compute_with_the_functions_of_w3c(
    name: str, numbers: tuple[float, ...], expected: float
) -> None:
    """Each function takes numbers and gives a double."""
    assert ox.Literal(expected) == call(name, *map(ox.Literal, numbers))


@pytest.mark.parametrize("datatype", ["integer", "decimal", "float", "double"])
def test_a_function_takes_every_numeric_datatype(datatype: str) -> None:
    """An integer, a decimal and both kinds of floating point number are numbers."""
    four = ox.Literal("4", datatype=ox.NamedNode(XSD + datatype))

    assert ox.Literal(2.0) == call("sqrt", four)


@pytest.mark.parametrize(
    ("name", "terms"),
    [
        ("log", (ox.Literal(0),)),
        ("log", (ox.Literal(-1),)),
        ("sqrt", (ox.Literal(-1),)),
        ("exp", (ox.Literal(1000),)),
        ("pow", (ox.Literal(-1), ox.Literal(0.5))),
        ("pow", (ox.Literal(0), ox.Literal(-1))),
        ("pow", (ox.Literal(2),)),
        ("log", (ox.Literal(2), ox.Literal(10))),
        ("log", (ox.Literal("2"),)),
        ("log", (ox.NamedNode("urn:two"),)),
        ("sqrt", (ox.Literal(math.inf),)),
        ("sqrt", (ox.Literal("four", datatype=ox.NamedNode(XSD + "double")),)),
    ],
)
def test_a_function_of_what_is_no_number_is_an_error(name: str, terms: tuple[ox.Literal]) -> None:
    """Outside its domain a function has no value, so nothing follows from it."""
    assert call(name, *terms) is None


def call(name: str, *terms: ox.NamedNode | ox.Literal) -> ox.Literal | None:
    """Call a function as a query does."""
    return FUNCTIONS[ox.NamedNode(MATH + name)](*terms)
