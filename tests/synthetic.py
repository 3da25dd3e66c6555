"""A made-up corpus of any size, shaped like the shipped one; one seed always gives the same quads.

Proportions are those of the shipped ninety studies. There are fewer hypotheses, questions, agents
and targets for each study as the corpus grows, and some are studied far more often than others: in
ten thousand studies the favourite claims have hundreds of studies each. Every IRI stands under
``…/id/{type}/made-up-``, where no shipped record is.
"""

from collections.abc import Iterator, Sequence
from random import Random

import pyoxigraph as ox

from graph.namespaces import DEFAULT_BASE, entity_iri
from tests.synthetic_shared import Page, Shared, decimal, made, name, text, whole, year

SEED = 42
DESIGNS = (
    ("RandomizedControlledTrial", "DoubleBlind", "PlaceboControlled", "SingleCentre"),
    ("RandomizedControlledTrial", "OpenLabel", "MultiCentre"),
    ("CaseControlStudy", "CrossSectional"),
    ("CaseControlStudy", "LaboratoryStudy"),
    ("SingleArmTrial", "OpenLabel"),
    ("CohortStudy", "MultiCentre"),
)
REVIEW = ("SystematicReview", "MetaAnalysis")
#: Direction and directness of the shipped links, as often as they occur there.
STANCES = (
    *[("Supports", "Direct")] * 79,
    *[("Inconclusive", "Indirect")] * 57,
    *[("Inconclusive", "Direct")] * 49,
    *[("Supports", "Indirect")] * 33,
    *[("Refutes", "Direct")] * 11,
    *[("Refutes", "Indirect")] * 6,
)
EFFECTS = ("Benefit", "NoClearDifference", "NoClearDifference", "Harm", "Descriptive")
LIMITS = ("Precision", "DoseOrDuration", "Timing", "Subgroup", "Compartment", "Measurement")


def corpus(studies: int, seed: int = SEED) -> Iterator[ox.Quad]:
    """Yield the quads of a made-up corpus, documents one after another.

    Args:
        studies: how many studies it has.
        seed: where chance starts; the same seed and size give the same quads.
    """
    draw = Random(seed)
    shared = Shared(studies)
    yield from shared.quads(draw)
    everything = made("study", studies)
    for number in range(studies):
        study = _Study(number, everything, shared, draw)
        study.describe()
        yield from study.page.quads
        yield from study.assessment.quads


class _Study:
    """Writes the record and the assessment of one study."""

    def __init__(
        self, number: int, studies: Sequence[ox.NamedNode], shared: Shared, draw: Random
    ) -> None:
        self.number = number
        self.studies = studies
        self.iri = studies[number]
        self.shared = shared
        self.draw = draw
        self.review = draw.random() < 0.05
        self.page = Page(f"studies/made-up-{number}")
        self.assessment = Page(f"assessments/made-up-{number}")
        self.arms: list[ox.NamedNode] = []
        self.findings: list[ox.NamedNode] = []

    def describe(self) -> None:
        """Write everything."""
        self._records()
        self._header()
        self._relations()
        self._publication()
        if not self.review:
            self._arms()
        for number in range(self._some(1, 7)):
            self._outcome(number)
        self._judgements()

    def _some(self, least: int, most: int) -> int:
        return self.draw.randint(least, most)

    def _often(self, share: float) -> bool:
        return self.draw.random() < share

    def _part(self, what: str) -> ox.NamedNode:
        return ox.NamedNode(f"{self.iri.value}#{what}")

    def _records(self) -> None:
        written = ox.Literal("2026-11-22T00:00:00Z", datatype=name("xsd:dateTime"))
        for page, kind in ((self.page, "eq:StudyRecord"), (self.assessment, "eq:AssessmentRecord")):
            page.say(page.graph, "rdf:type", name(kind))
            page.say(page.graph, "foaf:primaryTopic", self.iri)
            page.say(page.graph, "prov:generatedAtTime", written)
            page.say(page.graph, "prov:wasAttributedTo", name("contributor:made-up"))
            page.say(page.graph, "eq:reviewState", name("eq:Draft"))

    def _header(self) -> None:
        say = self.page.say
        say(self.iri, "rdf:type", name("eq:Study"))
        say(self.iri, "rdfs:label", text(self.number))
        say(self.iri, "eq:plainSummary", text(self.number))
        designs = REVIEW if self.review else self.draw.choice(DESIGNS)
        say(self.iri, "eq:design", *(name(f"eq:{design}") for design in designs))
        people = self._part("population")
        say(self.iri, "eq:population", people)
        say(people, "rdf:type", name("eq:Population"))
        say(people, "rdfs:label", text(self.number))
        say(people, "eq:condition", self.shared.condition)
        say(people, "eq:n", whole(self._some(10, 600)))
        say(people, "dcterms:spatial", ox.Literal("Norway"))
        if self._often(0.3):
            say(people, "eq:caseDefinition", *self.shared.pick(self.draw, self.shared.definitions))
        if self._often(0.18):
            say(people, "eq:pemRequired", ox.Literal(self._often(0.5)))

    def _relations(self) -> None:
        """Point at earlier studies: the same people, the one repeated, those reviewed."""
        if not self.number:
            return
        for share, relation in (
            (0.09, "eq:sharesParticipantsWith"),
            (0.01, "eq:followUpOf"),
            (0.01, "eq:reanalysisOf"),
            (0.11, "eq:replicates"),
        ):
            if self._often(share):
                near = self.draw.randrange(max(0, self.number - 50), self.number)
                self.page.say(self.iri, relation, self.studies[near])
        if self.review:
            reviewed = self.draw.choices(self.studies[: self.number], k=10)
            self.page.say(self.iri, "eq:reviews", *dict.fromkeys(reviewed))
        questions = self.shared.pick(self.draw, self.shared.questions, 3)
        self.page.say(self.iri, "eq:reports", *questions[: self._some(0, 3)])
        if self._often(0.34):
            asked = self.shared.pick(self.draw, self.shared.questions)
            self.page.say(self.iri, "eq:addresses", *asked)

    def _publication(self) -> None:
        say = self.page.say
        paper = ox.NamedNode(entity_iri(DEFAULT_BASE, "publication", f"made-up-{self.number}"))
        say(self.iri, "eq:reportedIn", paper)
        say(paper, "rdf:type", name("eq:Publication"))
        say(paper, "rdfs:label", text(self.number))
        say(paper, "dcterms:title", text(self.number))
        say(paper, "dcterms:issued", year(issued := self._some(1988, 2025)))
        say(paper, "eq:authors", ox.Literal("Made-Up A, Made-Up B, et al."))
        say(paper, "prism:publicationName", ox.Literal("Journal of Nothing at All"))
        say(paper, "bibo:doi", ox.Literal(f"10.5555/made-up.{self.number}"))
        say(paper, "eq:publicationRole", name("eq:MainReport"))
        retracted = self._often(0.01)
        say(paper, "eq:publicationStatus", name(f"eq:{'Retracted' if retracted else 'Current'}"))
        if retracted:
            on = ox.Literal(f"{issued + 2}-06-01", datatype=name("xsd:date"))
            say(paper, "fabio:hasRetractionDate", on)

    def _arms(self) -> None:
        """Write two arms, in three of four studies with what they receive."""
        treated = self._often(0.75)
        roles = ("Experimental", "PlaceboComparator") if treated else ("Cases", "Controls")
        placebo, *drugs = self.shared.agents
        [drug] = self.shared.pick(self.draw, drugs)
        for side, agent, role in zip(("one", "two"), (drug, placebo), roles, strict=True):
            arm = self._part(f"arm-{side}")
            self.arms.append(arm)
            say = self.page.say
            say(self.iri, "eq:hasArm", arm)
            say(arm, "rdf:type", name("eq:Arm"))
            say(arm, "rdfs:label", text(self.number))
            say(arm, "eq:role", name(f"eq:{role}"))
            say(arm, "eq:n", whole(self._some(10, 300)))
            if treated:
                given = self._part(f"given-{side}")
                say(arm, "eq:receives", given)
                say(given, "rdf:type", name("eq:Intervention"))
                say(given, "rdfs:label", text(self.number))
                say(given, "eq:usesAgent", agent)
                say(given, "eq:route", name("eq:Oral"))
                days = ox.Literal(f"P{self._some(7, 365)}D", datatype=name("xsd:dayTimeDuration"))
                say(given, "eq:duration", days)

    def _outcome(self, number: int) -> None:
        """Write an outcome, mostly with results and with one finding."""
        say, outcome = self.page.say, self._part(f"outcome-{number}")
        say(self.iri, "eq:hasOutcome", outcome)
        say(outcome, "rdf:type", name("eq:OutcomeMeasure"))
        say(outcome, "rdfs:label", text(number))
        say(outcome, "eq:role", name("eq:Primary" if number == 0 else "eq:Secondary"))
        say(outcome, "eq:betterWhen", name("eq:LowerIsBetter"))
        say(outcome, "eq:timepoint", ox.Literal("P28D", datatype=name("xsd:dayTimeDuration")))
        if self._often(0.45):
            say(outcome, "eq:instrument", *self.shared.pick(self.draw, self.shared.instruments))
        if self._often(0.76):
            finding = self._part(f"finding-{number}")
            self.findings.append(finding)
            say(self.iri, "eq:reports", finding)
            say(finding, "rdf:type", name("eq:Finding"))
            say(finding, "rdfs:label", text(number))
            say(finding, "eq:forOutcome", outcome)
            say(finding, "eq:effectDirection", name(f"eq:{self.draw.choice(EFFECTS)}"))
            results = [*self._counts(number, outcome), *self._effect(number, outcome)]
            say(finding, "prov:wasDerivedFrom", *results)
            say(finding, "eq:quote", text(number))

    def _counts(self, number: int, outcome: ox.NamedNode) -> Iterator[ox.NamedNode]:
        """Write a result for each arm, one in three with events and the others with means."""
        if not self._often(0.33):
            return
        events = self._often(0.36)
        for arm in self.arms:
            result = self._part(f"result-{number}-{arm.value[-3:]}")
            self._result(result, "ArmResult", outcome, arm)
            self.page.say(result, "eq:n", whole(n := self._some(10, 300)))
            if events:
                self.page.say(result, "eq:events", whole(self._some(0, n)))
            else:
                self.page.say(result, "eq:measure", name("obo:STATO_0000401"))
                self.page.say(result, "eq:value", decimal(self.draw.uniform(0, 60)))
            yield result

    def _effect(self, number: int, outcome: ox.NamedNode) -> Iterator[ox.NamedNode]:
        """Write a difference between the arms, one in four with its interval."""
        if self.arms and self._often(0.4):
            effect = self._part(f"effect-{number}")
            self._result(effect, "EffectEstimate", outcome, self.arms[0])
            say, value = self.page.say, self.draw.uniform(-10, 10)
            say(effect, "eq:versus", self.arms[1])
            say(effect, "eq:measure", name("obo:STATO_0000457"))
            say(effect, "eq:value", decimal(value))
            if self._often(0.25):
                reach = self.draw.uniform(0.5, 8)
                say(effect, "eq:ciLower", decimal(value - reach))
                say(effect, "eq:ciUpper", decimal(value + reach))
                say(effect, "eq:ciLevel", decimal(95))
            yield effect

    def _result(
        self, result: ox.NamedNode, kind: str, outcome: ox.NamedNode, arm: ox.NamedNode
    ) -> None:
        self.page.say(result, "rdf:type", name(f"eq:{kind}"))
        self.page.say(result, "eq:forOutcome", outcome)
        self.page.say(result, "eq:inArm", arm)
        self.page.say(result, "eq:asReported", text(self.number))
        self.page.say(result, "eq:unit", ox.Literal("points"))

    def _judgements(self) -> None:
        """Write what an assessment says: links to claims, and what stays open."""
        say, me = self.assessment.say, name("contributor:made-up")
        say(self.iri, "eq:whyItMatters", text(self.number))
        for number, finding in enumerate(self.findings[:4]):
            link = self._part(f"evidence-{number}")
            direction, directness = self.draw.choice(STANCES)
            say(link, "rdf:type", name("eq:EvidenceLink"))
            say(link, "eq:evidence", finding)
            say(link, "eq:hypothesis", *self.shared.pick(self.draw, self.shared.hypotheses))
            say(link, "eq:direction", name(f"eq:{direction}"))
            say(link, "eq:directness", name(f"eq:{directness}"))
            say(link, "eq:rationale", text(number))
            say(link, "prov:wasAttributedTo", me)
            say(link, "eq:reviewState", name("eq:Draft"))
        for number in range(self._some(1, 5)):
            limit = self._part(f"limit-{number}")
            theirs = self._often(0.07)
            said, by = (self.page.say, "eq:reports") if theirs else (say, "eq:appraisal")
            said(self.iri, by, limit)
            said(limit, "rdf:type", name("eq:ScopeLimit"))
            said(limit, "rdfs:label", text(number))
            said(limit, "eq:limitDimension", name(f"eq:{self.draw.choice(LIMITS)}"))
            said(limit, "eq:leavesOpen", *self.shared.pick(self.draw, self.shared.hypotheses))
            if self._often(0.4):
                said(limit, "eq:leavesOpen", *self.shared.pick(self.draw, self.shared.questions))
            said(limit, "prov:wasAttributedTo", me)
