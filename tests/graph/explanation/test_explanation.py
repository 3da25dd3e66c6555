"""Every computed statement can be explained down to the documents and sources."""

import json
import os

import pyoxigraph as ox
import pytest
from click.testing import CliRunner

from graph.commands import cli
from graph.derivation import FUNCTIONS, rules
from graph.endpoint import LocalEndpoint
from graph.errors import NotFound
from graph.explanation import Explanation, explain, rewritten
from graph.explanation.writing import json_text, text, triples
from graph.namespaces import DEFAULT_BASE, EQ, PROV, RDF, graph_iri, local_part, prefixes
from graph.queries import question, read_question
from graph.resources import package_folder
from graph.service import Service
from graph.settings import Settings
from graph.tables import plain

HYPOTHESIS = f"{DEFAULT_BASE}id/hypothesis/"
POOLED = (
    f"{DEFAULT_BASE}id/intervention/rituximab"
    "#pooled-fatigue-score-haukeland-events-higherisbetter-placebocomparator-2019"
)
NAMES = {
    EQ + "Supports": "supports",
    EQ + "Refutes": "refutes",
    EQ + "Inconclusive": "inconclusive",
    EQ + "LeavesOpen": "leaves open",
    EQ + "Direct": "direct",
    EQ + "Indirect": "indirect",
}


def said(one: Explanation, name: str) -> str:
    """Return what the rule says of one property."""
    return next((plain(term) for prop, term in one.statements if prop == EQ + name), "")


def balances(endpoint: LocalEndpoint) -> dict[str, list[str]]:
    """Return the balance entries of each hypothesis."""
    found: dict[str, list[str]] = {}
    quads = endpoint.store.quads_for_pattern(None, ox.NamedNode(EQ + "balance"), None)
    for hypothesis, entry in sorted((plain(q.subject), plain(q.object)) for q in quads):
        found.setdefault(hypothesis, []).append(entry)
    return found


def test_each_balance_explains_to_the_studies_that_the_question_lists(
    endpoint: LocalEndpoint,
) -> None:
    """What a tally counts is what evidence-for-hypothesis shows, of every hypothesis."""
    for hypothesis, entries in balances(endpoint).items():
        asked = question("evidence-for-hypothesis").bind({"hypothesis": ox.NamedNode(hypothesis)})
        listed = {
            (
                plain(row["stance"]),
                plain(row.get("directness")),
                plain(row["retracted"]),
                plain(row["study"]),
            )
            for row in endpoint.select(asked)
        }
        explained = {
            (
                NAMES[said(one, "stance")],
                NAMES.get(said(one, "directness"), ""),
                said(one, "restsOnRetraction"),
                plain(row["study"]),
            )
            for entry in entries
            for one in explain(endpoint, entry)
            for row in one.rows
        }

        assert listed == explained


def test_a_balance_counts_the_findings_of_its_rows(endpoint: LocalEndpoint) -> None:
    """The number beside a tally is the number of different findings, or limits, in its rows."""
    for entries in balances(endpoint).values():
        for entry in entries:
            (one,) = explain(endpoint, entry)
            counted = {plain(row.get("finding") or row["limit"]) for row in one.rows}

            assert said(one, "findings") == str(len(counted))


def test_the_balances_of_a_hypothesis_are_those_that_the_rules_count(
    endpoint: LocalEndpoint,
) -> None:
    """Its rows bring each balance once, with what the rule counts when it is asked anew."""
    numbers = ("studies", "reviews", "findings")
    for hypothesis, entries in balances(endpoint).items():
        found = {one.rule.rpartition("/")[2]: one for one in explain(endpoint, hypothesis)}
        kept = [
            (name, *(plain(row[number]) for number in numbers))
            for name in ("evidence-balance", "left-open-balance")
            for row in (found[name].rows if name in found else ())
        ]
        anew = [
            (name, *(plain(row.get(number, row.get("limits"))) for number in numbers))
            for name in ("evidence-balance", "left-open-balance")
            for query in rewritten({rule.name: rule for rule in rules()}[name].text, hypothesis)
            for row in endpoint.select(query)
        ]
        assert len(entries) == len(kept)
        assert set(kept) <= set(anew), hypothesis


def test_of_many_rows_the_first_are_followed(endpoint: LocalEndpoint) -> None:
    """All rows are told; documents are those of the rows that were asked for."""
    question = f"{DEFAULT_BASE}id/question/rituximab-against-placebo"
    whole = {one.rule: one for one in explain(endpoint, question, 0)}
    part = {one.rule: one for one in explain(endpoint, question, 0, most=1)}

    assert {rule: len(one.rows) for rule, one in whole.items()} == {
        rule: len(one.rows) for rule, one in part.items()
    }
    assert all(set(part[rule].documents) <= set(one.documents) for rule, one in whole.items())
    assert any(len(part[rule].documents) < len(one.documents) for rule, one in whole.items())


@pytest.mark.parametrize("name", [rule.name for rule in rules()])
def test_a_conclusion_of_every_rule_has_rows(endpoint: LocalEndpoint, name: str) -> None:
    """Whatever the rule, the first thing that it concludes something of comes with rows."""
    graph = ox.NamedNode(graph_iri(DEFAULT_BASE, f"derived/{name}"))
    own = {graph.value, f"{DEFAULT_BASE}rule/{name}"}
    subjects = {plain(q.subject) for q in endpoint.store.quads_for_pattern(None, None, None, graph)}
    first = min(subjects - own, default=None)
    if first is None:
        pytest.skip("concludes nothing from the shipped documents")

    (one,) = [e for e in explain(endpoint, first) if e.graph == graph.value]

    assert (f"graph/rules/{name}.rq", True) == (one.file, len(one.rows) > 0)


def test_an_explanation_goes_down_to_the_sources(endpoint: LocalEndpoint) -> None:
    """Contested, by two balances, of two documents, which name papers and registries."""
    found = explain(endpoint, HYPOTHESIS + "rituximab-maintenance-reduces-fatigue")

    (contested,) = [one for one in found if said(one, "contested")]
    assert ["balance-refutes-direct", "balance-supports-direct"] == [
        part.about.partition("#")[2] for part in contested.parts
    ]
    sources = {d.iri: d.sources for part in contested.parts for d in part.documents}
    assert sources[f"{DEFAULT_BASE}graph/studies/fluge-2019"] == (
        "https://clinicaltrials.gov/study/NCT02229942",
        f"{DEFAULT_BASE}id/publication/fluge-2019",
    )


def test_a_pooled_estimate_explains_to_the_reported_numbers(endpoint: LocalEndpoint) -> None:
    """It is no SPARQL rule, and still leads to the results of two trials."""
    (one,) = explain(endpoint, POOLED)

    assert {
        "fluge-2011#result-response-rituximab",
        "fluge-2011#result-response-placebo",
        "fluge-2019#result-response-difference",
    } == {iri.rpartition("/")[2] for iri in one.inputs if "#result" in iri}


def test_as_prov_an_activity_followed_the_rule_and_used_the_inputs(endpoint: LocalEndpoint) -> None:
    """wasGeneratedBy, hadPlan and used say the same as the text."""
    found = explain(endpoint, POOLED)
    store = ox.Store()
    store.extend(ox.Quad(t.subject, t.predicate, t.object) for t in triples(found))

    (generated,) = store.quads_for_pattern(
        ox.NamedNode(POOLED), ox.NamedNode(PROV + "wasGeneratedBy"), None
    )
    used = {
        plain(q.object) for q in store.quads_for_pattern(None, ox.NamedNode(PROV + "used"), None)
    }
    plans = [
        plain(q.object) for q in store.quads_for_pattern(None, ox.NamedNode(PROV + "hadPlan"), None)
    ]
    assert f"{DEFAULT_BASE}rule/pooled-effects" in plans
    assert set(found[0].inputs) <= used
    assert isinstance(generated.object, ox.NamedNode)
    assert ox.NamedNode(PROV + "Activity") in {
        q.object
        for q in store.quads_for_pattern(generated.object, ox.NamedNode(RDF + "type"), None)
    }


def test_an_explanation_is_the_same_each_time(endpoint: LocalEndpoint) -> None:
    """Rows, inputs and documents have a fixed order."""
    iri = HYPOTHESIS + "il-1-drives-fatigue"
    once, again = explain(endpoint, iri), explain(endpoint, iri)

    assert json_text(once) == json_text(again)
    assert text(once, prefixes(DEFAULT_BASE)) == text(again, prefixes(DEFAULT_BASE))


def test_what_was_not_computed_is_not_found(endpoint: LocalEndpoint) -> None:
    """A finding is stated, not derived."""
    with pytest.raises(NotFound):
        explain(endpoint, f"{DEFAULT_BASE}id/study/roerink-2017#finding-1")


def test_each_companion_belongs_to_a_rule() -> None:
    """A question in rules/explain has the name of the rule whose counts it lists."""
    companions = sorted((package_folder("rules") / "explain").glob("*.rq"))

    assert {path.stem for path in companions} <= {rule.name for rule in rules()}
    assert [["about"]] * len(companions) == [
        [parameter.name for parameter in read_question(path).parameters] for path in companions
    ]


def test_every_rule_can_be_rewritten() -> None:
    """Each rule's template has a subject to bind, and the outcome is SPARQL."""
    for rule in rules():
        queries = list(rewritten(rule.text, HYPOTHESIS + "x"))

        assert queries
        for query in queries:
            ox.Store().query(query, custom_functions=dict(FUNCTIONS))


def test_what_is_asked_about_one_thing_is_what_the_whole_rule_says_of_it(
    endpoint: LocalEndpoint,
) -> None:
    """Binding a study inside of a rule gives the rows that the rule has for it among all."""
    asked = LocalEndpoint(endpoint.store, FUNCTIONS)
    study = f"{DEFAULT_BASE}id/study/fluge-2019"
    for name in ("first-published", "pem-requirement", "treatment-length", "study-kind"):
        [rule] = [rule for rule in rules() if rule.name == name]
        [bound] = [query for query in rewritten(rule.text, study) if "VALUES ?study" in query]
        head, _, body = rule.text.partition("WHERE {")
        whole = asked.select(f"{head.partition('CONSTRUCT')[0]}SELECT * WHERE {{{body}")
        found = [row for row in whole if plain(row["study"]) == study]

        assert found
        assert sorted(map(str, found)) == sorted(map(str, asked.select(bound)))


def test_a_disagreement_is_explained_by_its_two_findings_and_their_features(
    endpoint: LocalEndpoint,
) -> None:
    """The rows are those of this pair alone, and as many features are listed as were compared."""
    pair = endpoint.select(question("listed-disagreements").bind({})).rows[0]
    by_rule = {local_part(one.rule): one for one in explain(endpoint, plain(pair["disagreement"]))}
    [found] = [by_rule[name].rows for name in by_rule if name.startswith("disagreement")]
    alike: dict[str, set[str]] = {}
    for row in by_rule["comparability"].rows:
        alike.setdefault(plain(row["feature"]), set()).add(plain(row["alike"]))

    assert {plain(pair["study"])} == {plain(row["study"]) for row in found}
    assert {plain(pair["against"])} == {plain(row["against"]) for row in found}
    assert int(plain(pair["compared"])) == len(alike)
    assert int(plain(pair["agreesIn"])) == list(alike.values()).count({"true"})


def test_a_service_explains(service: Service, endpoint: LocalEndpoint) -> None:
    """The service gives what the command line prints."""
    assert explain(endpoint, POOLED) == service.explain(POOLED)


@pytest.mark.parametrize(
    ("form", "holds"),
    [("text", "computed by: Pooled"), ("turtle", "prov:hadPlan"), ("json", '"rule"')],
)
def test_the_command_prints(settings: Settings, service: Service, form: str, holds: str) -> None:
    """The part after the base is enough."""
    outcome = _run(settings, POOLED.removeprefix(DEFAULT_BASE), "--format", form)

    assert (0, True) == (outcome[0], holds in outcome[1])
    if form == "json":
        assert POOLED == json.loads(outcome[1])[0]["about"]


def test_the_command_says_what_it_cannot_explain(settings: Settings, service: Service) -> None:
    """Exit code 2 and the IRI."""
    code, said_ = _run(settings, "id/study/nothing")

    assert (2, True) == (code, "id/study/nothing" in said_)


def _run(settings: Settings, *arguments: str) -> tuple[int, str]:
    where = ["--data", str(settings.data), "--releases", str(settings.releases)]
    outcome = CliRunner().invoke(cli, ["explain", *arguments, *where], env=dict(os.environ))
    return outcome.exit_code, outcome.output
