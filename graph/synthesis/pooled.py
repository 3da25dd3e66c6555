"""Write what pooling gives into a graph of its own, ``…/graph/derived/pooled-effects``.

Each pooled estimate, and each refusal, hangs on the agents or the target it is about, holds from a
year until another study changes it, and names what it was computed from. The numbers are rounded,
so that every build gives the same ones.
"""

from collections.abc import Iterator
from decimal import Decimal
from importlib.util import find_spec
from typing import Final

import pyoxigraph as ox

from graph.endpoint import LocalEndpoint
from graph.namespaces import DCTERMS, EQ, PROV, RDF, RDFS, graph_iri, local_part
from graph.queries import question
from graph.synthesis.effects import Interval, Pooled
from graph.synthesis.groups import Exclusion, Verdict, verdicts
from graph.synthesis.inputs import comparisons
from graph.synthesis.scales import STANDARDISED, printed
from graph.tables import plain

#: The name of the graph; a build without the extra ``statistics`` leaves it out.
NAME: Final = "pooled-effects"

TITLE: Final = "Pooled estimates"
DESCRIPTION: Final = (
    "Comparable findings of randomised trials pooled: the same agents (or agents with a common "
    "target) against the same kind of comparator, on the same instrument, kind and direction of "
    "outcome, in the measure that most of them give, at the time point closest to the one that "
    "most come near (half of it to twice it). Studies of the same people count once. Random "
    "effects by inverse variance with the variance between studies of DerSimonian and Laird; 95% "
    "intervals by the normal distribution; ratios on the logarithmic scale. A pooled estimate of "
    "these studies, not the effect."
)
FORMULA: Final = (
    "Inverse variance; random effects with tau squared by DerSimonian and Laird (statsmodels "
    "combine_effects); prediction interval by t with k - 2 degrees of freedom."
)
_A: Final = ox.NamedNode(RDF + "type")
_XSD: Final = "http://www.w3.org/2001/XMLSchema#"
_DIGITS: Final = Decimal("0.0001")
_INPUTS: Final = ("pooling-inputs", "pooling-targets")


def available() -> bool:
    """Tell whether what pooling needs is installed: the extra ``statistics``."""
    return find_spec("statsmodels") is not None


def synthesise(store: ox.Store, base: str) -> dict[str, int]:
    """Pool what is comparable in a store that holds the documents and what was derived.

    Args:
        store: the derived graph is added to it.
        base: the base IRI of the graph.

    Returns:
        The number of triples made, by name of the graph; nothing without statsmodels.
    """
    if not available():
        return {}
    endpoint = LocalEndpoint(store)
    inputs, targets = (endpoint.select(question(name).bind({})) for name in _INPUTS)
    acts_on = [(plain(row["agent"]), plain(row["target"])) for row in targets]
    graph = ox.NamedNode(graph_iri(base, f"derived/{NAME}"))
    made = [t for v in verdicts(comparisons(inputs), acts_on) for t in _triples(v)]
    store.extend(ox.Quad(t.subject, t.predicate, t.object, graph) for t in made)
    for triple in _provenance(graph, base):
        store.add(ox.Quad(triple.subject, triple.predicate, triple.object, graph))
    return {NAME: len(made)}


def _provenance(graph: ox.NamedNode, base: str) -> Iterator[ox.Triple]:
    """Describe the graph as the graphs of the rules are: it follows by this plan."""
    plan = ox.NamedNode(f"{base}rule/{NAME}")
    yield ox.Triple(graph, _A, ox.NamedNode(PROV + "Bundle"))
    yield ox.Triple(graph, ox.NamedNode(PROV + "wasDerivedFrom"), plan)
    yield ox.Triple(plan, _A, ox.NamedNode(PROV + "Plan"))
    yield ox.Triple(plan, ox.NamedNode(RDFS + "label"), _words(TITLE))
    yield ox.Triple(plan, ox.NamedNode(DCTERMS + "description"), _words(DESCRIPTION))


def _words(text: str) -> ox.Literal:
    return ox.Literal(text, language="en")


def _decimal(number: float) -> ox.Literal:
    rounded = Decimal(repr(number)).quantize(_DIGITS)
    text = f"{rounded:f}".rstrip("0").removesuffix(".")
    return ox.Literal("0" if text == "-0" else text, datatype=ox.NamedNode(_XSD + "decimal"))


def _year(year: int) -> ox.Literal:
    return ox.Literal(f"{year:04}", datatype=ox.NamedNode(_XSD + "gYear"))


def _iri(verdict: Verdict) -> str:
    """Name a verdict after its topic, as a part of the first agent or of the target."""
    topic = verdict.topic
    first, *others = topic.about
    words = [local_part(iri) for iri in (*others, topic.instrument or "no-instrument")]
    words += [topic.kind, local_part(topic.better), local_part(topic.comparator)]
    return f"{first}#pooled-{'-'.join(words).lower()}-{verdict.since}"


def _triples(verdict: Verdict) -> Iterator[ox.Triple]:
    topic, node = verdict.topic, ox.NamedNode(_iri(verdict))
    things: list[tuple[str, str]] = [("pooledFor", iri) for iri in topic.about]
    things += [("comparatorKind", topic.comparator), ("instrument", topic.instrument)]
    things += [("betterWhen", topic.better)]
    for name, iri in things:
        if iri:
            yield ox.Triple(node, ox.NamedNode(EQ + name), ox.NamedNode(iri))
    yield ox.Triple(node, ox.NamedNode(EQ + "outcomeKind"), ox.Literal(topic.kind))
    yield ox.Triple(node, ox.NamedNode(EQ + "fromYear"), _year(verdict.since))
    if verdict.until:
        yield ox.Triple(node, ox.NamedNode(EQ + "untilYear"), _year(verdict.until))
    for number, exclusion in enumerate(verdict.excluded, 1):
        yield from _left_out(node, number, exclusion)
    for result in sorted({result for one in verdict.chosen for result in one.results}):
        yield ox.Triple(node, ox.NamedNode(PROV + "wasDerivedFrom"), ox.NamedNode(result))
    if verdict.pooled is None:
        yield from _refused(node, verdict)
    else:
        yield from _pooled(node, verdict, verdict.pooled)


def _left_out(node: ox.NamedNode, number: int, exclusion: Exclusion) -> Iterator[ox.Triple]:
    part = ox.NamedNode(f"{node.value}-left-out-{number}")
    yield ox.Triple(node, ox.NamedNode(EQ + "leftOut"), part)
    yield ox.Triple(part, _A, ox.NamedNode(EQ + "PoolingExclusion"))
    yield ox.Triple(part, ox.NamedNode(EQ + "byStudy"), ox.NamedNode(exclusion.study))
    yield ox.Triple(part, ox.NamedNode(EQ + "reason"), _words(exclusion.reason))


def _refused(node: ox.NamedNode, verdict: Verdict) -> Iterator[ox.Triple]:
    yield ox.Triple(node, _A, ox.NamedNode(EQ + "PoolingRefused"))
    yield ox.Triple(node, ox.NamedNode(EQ + "refusalReason"), ox.NamedNode(EQ + verdict.reason))
    yield ox.Triple(node, ox.NamedNode(EQ + "reason"), _words(verdict.message))


def _pooled(node: ox.NamedNode, verdict: Verdict, pooled: Pooled) -> Iterator[ox.Triple]:
    yield ox.Triple(node, _A, ox.NamedNode(EQ + "PooledEstimate"))
    measure = verdict.chosen[0].measure
    yield ox.Triple(node, ox.NamedNode(EQ + "measure"), ox.NamedNode(measure))
    if verdict.chosen[0].scale and measure != STANDARDISED:
        yield ox.Triple(node, ox.NamedNode(EQ + "unit"), ox.Literal(verdict.chosen[0].scale))
    yield ox.Triple(node, ox.NamedNode(EQ + "formula"), _words(FORMULA))
    yield ox.Triple(node, ox.NamedNode(EQ + "ciLevel"), _decimal(95))
    for name, number in _numbers(measure, pooled):
        yield ox.Triple(node, ox.NamedNode(EQ + name), _decimal(number))
    counts = {"studiesPooled": len(pooled.effects), "participants": pooled.participants}
    for name, count in counts.items():
        yield ox.Triple(node, ox.NamedNode(EQ + name), ox.Literal(count))
    for one in verdict.chosen:
        yield ox.Triple(node, ox.NamedNode(EQ + "pools"), ox.NamedNode(one.setting.study))


def _numbers(measure: str, pooled: Pooled) -> Iterator[tuple[str, float]]:
    """Return the numbers as they are printed: ratios as ratios, Q, I² and τ² as they are."""
    left = [estimate for _, estimate in pooled.without]
    intervals: dict[tuple[str, str], Interval | None] = {
        ("ciLower", "ciUpper"): pooled.random_interval,
        ("fixedLower", "fixedUpper"): pooled.fixed_interval,
        ("hartungKnappLower", "hartungKnappUpper"): pooled.hartung_knapp,
        ("predictionLower", "predictionUpper"): pooled.prediction,
        ("withoutOneLower", "withoutOneUpper"): (min(left), max(left)) if left else None,
    }
    yield "value", printed(measure, pooled.random)
    yield "fixedValue", printed(measure, pooled.fixed)
    for names, bounds in intervals.items():
        if bounds:
            yield names[0], printed(measure, bounds[0])
            yield names[1], printed(measure, bounds[1])
    yield "cochranQ", pooled.q
    yield "iSquared", pooled.i_squared
    yield "tauSquared", pooled.tau_squared
