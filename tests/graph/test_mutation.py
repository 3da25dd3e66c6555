"""Every condition of a rule matters: without it, an example of the rule comes out otherwise."""

from functools import cache
from pathlib import Path

import pyoxigraph as ox
import pytest

from graph.derivation import FUNCTIONS, Rule, rules, run
from graph.endpoint import LocalEndpoint
from graph.namespaces import DEFAULT_BASE
from tests.graph.mutation import Mutant, mutants

CASES = Path(__file__).parent / "derivation"
GIVEN, EXPECTED = ox.NamedNode("urn:given"), ox.NamedNode("urn:expected")
#: Conditions that no example can show to matter, by rule, with the reason.
EXCEPTIONS: dict[str, dict[str, str]] = {
    "question-attempts": {
        "?question a eq:OpenQuestion": "the inner one bounds the search; the outer one decides"
    },
    "treatment-length": {
        'FILTER ( REGEX ( STR ( ?duration ) , "^P[0-9]+D" ) )': (
            "without it the cast fails, and whether a failure spoils a maximum differs by engine"
        )
    },
    "retracted-in": {
        "?study eq:restsOnRetraction true": "follows from the patterns on the publication"
    },
}


@cache
def _needs(name: str) -> frozenset[str]:
    """Return the rules whose results a rule reads, directly or through others."""
    rule = next(rule for rule in rules() if rule.name == name)
    return frozenset(rule.after).union(*map(_needs, rule.after))


def _example(path: Path, rule: Rule) -> tuple[LocalEndpoint, frozenset[ox.Triple]]:
    """Return what a rule is given in an example, and what it should conclude."""
    store = ox.Store()
    store.load(path=path, format=ox.RdfFormat.TRIG)
    expected = frozenset(q.triple for q in store.quads_for_pattern(None, None, None, EXPECTED))
    store.remove_graph(EXPECTED)
    for other in rules():
        if other.name in _needs(rule.name):
            run(other, store, DEFAULT_BASE)
    return LocalEndpoint(store, FUNCTIONS), expected


def _examples(rule: Rule) -> list[tuple[LocalEndpoint, frozenset[ox.Triple]]]:
    paths = sorted((*CASES.glob(f"{rule.name}.trig"), *CASES.glob(f"{rule.name}--*.trig")))
    return [_example(path, rule) for path in paths]


def survivors(rule: Rule) -> list[Mutant]:
    """Return the mutants of a rule that conclude in every example what the rule concludes."""
    examples = _examples(rule)
    return [
        mutant
        for mutant in mutants(rule.text)
        if all(set(given.construct(mutant.text)) == expected for given, expected in examples)
    ]


@pytest.mark.parametrize("rule", rules(), ids=lambda rule: rule.name)
def test_dropping_a_condition_of_a_rule_fails_an_example(rule: Rule) -> None:
    """Each condition of the rule changes what some example concludes, or is excused by name."""
    unnoticed = sorted(mutant.dropped for mutant in survivors(rule))

    assert sorted(EXCEPTIONS.get(rule.name, {})) == unnoticed


def test_a_rule_is_taken_apart_at_each_condition() -> None:
    """Patterns, objects, alternatives, filters, optional parts and branches are dropped in turn."""
    rule = """CONSTRUCT { ?a eq:x ?b } WHERE {
      ?a a eq:A ; eq:p ?b , ?c .
      ?b (eq:q|^eq:r) ?d .
      { SELECT ?a WHERE { ?a eq:s ?e . FILTER(?e > 1 && ?e < 3) } GROUP BY ?a }
      OPTIONAL { ?a eq:t ?f }
      { ?a eq:u ?b } UNION { ?b eq:v "a . b" ; eq:w ?a }
      BIND(IF(BOUND(?f), 1, 2) AS ?g)
    }"""

    assert [
        "?a a eq:A",
        "?c",
        "eq:p ?b , ?c",
        "eq:q",
        "^ eq:r",
        "?b ( eq:q | ^ eq:r ) ?d",
        "?a eq:s ?e",
        "FILTER ( ?e > 1 && ?e < 3 )",
        "OPTIONAL { ?a eq:t ?f }",
        "?a eq:u ?b",
        '?b eq:v "a . b" ; eq:w ?a',
        '?b eq:v "a . b"',
        "eq:w ?a",
    ] == [mutant.dropped for mutant in mutants(rule)]
