"""What the studies of a made-up corpus share, and how its documents are written."""

from collections.abc import Iterator, Sequence
from functools import cache
from itertools import accumulate
from random import Random

import pyoxigraph as ox

from graph.namespaces import DEFAULT_BASE, entity_iri, graph_iri, prefixes

#: How much more often the first of a list is taken than the next ones: weights are 1 / (rank + 10).
FLATNESS = 10
#: A hypothesis has this chance to stand under an earlier one.
NARROWER = 0.5
#: How many hypotheses, or questions, one document states.
TOPIC = 40
RULES = ("PemMandatory", "PemOptional", "PemNotMentioned")
WORDS = "A sentence of the length that a sentence of a shipped record has, about nothing at all."

_PREFIXES = prefixes(DEFAULT_BASE)
Term = ox.NamedNode | ox.Literal


@cache
def name(short: str) -> ox.NamedNode:
    """Return the IRI that a prefixed name such as ``eq:Study`` stands for."""
    prefix, _, local = short.partition(":")
    return ox.NamedNode(_PREFIXES[prefix] + local)


def text(number: int) -> ox.Literal:
    """Return English text of its own for each number."""
    return ox.Literal(f"{number}. {WORDS}", language="en")


def year(value: int) -> ox.Literal:
    """Return a year."""
    return ox.Literal(str(value), datatype=name("xsd:gYear"))


def whole(value: int) -> ox.Literal:
    """Return a whole number."""
    return ox.Literal(value)


def decimal(value: float) -> ox.Literal:
    """Return a decimal with two places."""
    return ox.Literal(f"{value:.2f}", datatype=name("xsd:decimal"))


class Shared:
    """What studies have in common: claims, questions, agents, targets, instruments, definitions."""

    def __init__(self, studies: int) -> None:
        root = max(1.0, studies**0.5)
        self.hypotheses = made("hypothesis", 13 * root)
        self.questions = made("question", 10 * root)
        self.agents = made("intervention", 5 * root)
        self.targets = made("target", 12 * root)
        self.instruments = made("instrument", 55)
        self.definitions = made("case-definition", 10)
        self.condition = ox.NamedNode(entity_iri(DEFAULT_BASE, "condition", "made-up"))
        self._weights: dict[int, list[float]] = {}

    def pick(self, draw: Random, of: Sequence[ox.NamedNode], k: int = 1) -> list[ox.NamedNode]:
        """Draw *k* things, the first of the list far more often than the last."""
        weights = self._weights.get(len(of))
        if weights is None:
            weights = list(accumulate(1 / (rank + FLATNESS) for rank in range(len(of))))
            self._weights[len(of)] = weights
        return list(dict.fromkeys(draw.choices(of, cum_weights=weights, k=k)))

    def quads(self, draw: Random) -> Iterator[ox.Quad]:
        """Yield the documents of the shared things."""
        yield from self._claims(draw)
        for number, agent in enumerate(self.agents):
            about = Page(f"interventions/made-up-{number}")
            about.say(agent, "rdf:type", name("eq:TherapeuticAgent"))
            about.say(agent, "eq:agentKind", name("eq:Placebo" if number == 0 else "eq:Drug"))
            about.say(agent, "rdfs:label", text(number))
            if number:
                about.say(agent, "eq:actsOn", *self.pick(draw, self.targets, 2))
            yield from about.quads
        rest = Page("targets/made-up")
        for kind, things in (("Target", self.targets), ("Instrument", self.instruments)):
            for number, thing in enumerate(things):
                rest.say(thing, "rdf:type", name(f"eq:{kind}"))
                rest.say(thing, "rdfs:label", text(number))
        for number, instrument in enumerate(self.instruments[:10]):
            rest.say(instrument, "eq:smallestImportantDifference", decimal(1 + number))
        for number, definition in enumerate(self.definitions):
            rest.say(definition, "rdf:type", name("eq:CaseDefinition"))
            rest.say(definition, "rdfs:label", text(number))
            rest.say(definition, "eq:pemRule", name(f"eq:{RULES[number % 3]}"))
        rest.say(self.condition, "rdf:type", name("eq:Condition"))
        rest.say(self.condition, "rdfs:label", text(0))
        rest.say(name("contributor:made-up"), "rdf:type", name("prov:Agent"))
        rest.say(name("contributor:made-up"), "rdfs:label", text(0))
        yield from rest.quads

    def _claims(self, draw: Random) -> Iterator[ox.Quad]:
        """Yield trees of hypotheses, and the questions about them, some dozens to a document."""
        for number, claim in enumerate(self.hypotheses):
            if number % TOPIC == 0:
                page = Page(f"hypotheses/made-up-{number // TOPIC}", text(number // TOPIC))
            page.say(claim, "rdf:type", name("eq:Hypothesis"))
            page.say(claim, "rdfs:label", text(number))
            page.say(claim, "eq:prediction", text(number))
            page.say(claim, "eq:condition", self.condition)
            page.say(claim, "eq:predictedDirection", name("eq:Benefit"))
            page.say(claim, "schema:about", *self.pick(draw, self.targets, 2))
            if number and draw.random() < NARROWER:
                page.say(claim, "skos:broader", draw.choice(self.hypotheses[:number]))
            yield from page.taken()
        for number, question in enumerate(self.questions):
            if number % TOPIC == 0:
                page = Page(f"questions/made-up-{number // TOPIC}", text(number // TOPIC))
            page.say(question, "rdf:type", name("eq:OpenQuestion"))
            page.say(question, "rdfs:label", text(number))
            page.say(question, "eq:asksAbout", *self.pick(draw, self.hypotheses, 1))
            page.say(question, "schema:about", *self.pick(draw, self.targets, 1))
            yield from page.taken()


def made(kind: str, number: float) -> list[ox.NamedNode]:
    """Return the IRIs of a number of made-up things."""
    return [
        ox.NamedNode(entity_iri(DEFAULT_BASE, kind, f"made-up-{i}")) for i in range(int(number))
    ]


class Page:
    """One document: quads of one graph."""

    def __init__(self, document: str, label: ox.Literal | None = None) -> None:
        self.graph = ox.NamedNode(graph_iri(DEFAULT_BASE, document))
        self.quads: list[ox.Quad] = []
        self.say(self.graph, "dcterms:license", ox.NamedNode("urn:test:licence"))
        if label:
            self.say(self.graph, "rdfs:label", label)

    def taken(self) -> list[ox.Quad]:
        """Return what has been said since this was asked last."""
        quads, self.quads = self.quads, []
        return quads

    def say(self, subject: ox.NamedNode, predicate: str, *objects: Term) -> None:
        """State one triple for each object."""
        said = name(predicate)
        self.quads.extend(ox.Quad(subject, said, value, self.graph) for value in objects)
