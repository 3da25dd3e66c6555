"""What pages ask of the graph: named questions in, records out.

Each method asks a few questions of the endpoint and maps their rows to records; none of them keeps
anything between calls, so an answer is always that of the graph behind the endpoint.
"""

from collections.abc import Iterable, Mapping, Sequence

from graph.catalogue import (
    comparison,
    dataset,
    effects,
    gaps,
    hypotheses,
    mentions,
    paths,
    reasoning,
    results,
    studies,
    summaries,
    things,
)
from graph.catalogue.linked import AskedLinked, Linked
from graph.endpoint import Endpoint
from graph.namespaces import DEFAULT_BASE
from graph.reader import Reader
from graph.records import (
    AgentPath,
    Attempt,
    Author,
    Change,
    ComparedStudy,
    Completeness,
    Dependence,
    Disagreement,
    Dose,
    Duplicate,
    Effect,
    Evidence,
    Harm,
    Hypothesis,
    HypothesisSummary,
    Judgement,
    Mention,
    Need,
    Overview,
    Pair,
    Place,
    PooledEffect,
    Question,
    QuestionSummary,
    Ref,
    Statistics,
    Step,
    Study,
    StudySummary,
    Thing,
    Tombstone,
)

__all__ = ["Catalogue"]


class Catalogue:
    """The records of one graph.

    Args:
        endpoint: where the graph is.
        base: base IRI of its entities.
        linked: what finds the records on the page of a thing; the endpoint is asked without it.
    """

    def __init__(
        self, endpoint: Endpoint, base: str = DEFAULT_BASE, linked: Linked | None = None
    ) -> None:
        self._reader = Reader(endpoint, base)
        self._linked = linked or AskedLinked(self._reader)

    def overview(self) -> Overview:
        """Return what the home page says, but for the release."""
        return things.overview(self._reader)

    def counts(self) -> dict[str, int]:
        """Return how many entities of each kind there are."""
        return things.counts(self._reader)

    def hypotheses(self) -> tuple[HypothesisSummary, ...]:
        """Return every hypothesis in tree order: each right after the one it stands under."""
        return summaries.tree(summaries.hypotheses(self._reader.ask("hypothesis-list")))

    def studies(self) -> tuple[StudySummary, ...]:
        """Return every study, the newest first."""
        return summaries.studies(self._reader.ask("study-list"))

    def questions(self) -> tuple[QuestionSummary, ...]:
        """Return every open question, the oldest first."""
        return summaries.questions(self._reader.ask("question-list"))

    def completeness(self) -> tuple[Completeness, ...]:
        """Return how many records of each class have each field that a complete one has."""
        return things.completeness(self._reader)

    def disagreements(self, values: Mapping[str, str]) -> tuple[Disagreement, ...]:
        """Return pairs of findings that point in opposite directions, the most comparable first."""
        return gaps.disagreements(self._reader, values)

    def things(self, kind: str) -> tuple[Ref, ...]:
        """Return every entity of one kind, such as ``target``, in the order of their labels."""
        return things.things(self._reader, kind)

    def study(self, iri: str) -> Study:
        """Return a study.

        Raises:
            NotFound: no such study.
        """
        return studies.study(self._reader, iri)

    def compared(self, iris: Sequence[str]) -> tuple[ComparedStudy, ...]:
        """Return several studies side by side, in the order given, without those there are not."""
        return comparison.compared(self._reader, iris)

    def judged(self, iris: Sequence[str], hypothesis: str) -> tuple[Judgement, ...]:
        """Return how studies bear on one hypothesis: each judgement of each of them."""
        return comparison.judged(self._reader, iris, hypothesis)

    def hypothesis(self, iri: str) -> Hypothesis:
        """Return a hypothesis.

        Raises:
            NotFound: no such hypothesis.
        """
        return hypotheses.hypothesis(self._reader, iri, self._linked)

    def evidence(self, hypothesis: Ref) -> tuple[Evidence, ...]:
        """Return all evidence on a hypothesis, direct first, then of larger and newer studies."""
        return hypotheses.weighed(self._reader, hypothesis)

    def question(self, iri: str) -> Question:
        """Return an open question.

        Raises:
            NotFound: no such question.
        """
        return hypotheses.question(self._reader, iri, self._linked)

    def dependences(self, iri: str) -> tuple[Dependence, ...]:
        """Return without which studies a hypothesis or a question would have another status."""
        return reasoning.dependences(self._reader, iri)

    def needs(self, iri: str) -> tuple[Need, ...]:
        """Return what a study that settles a hypothesis would need, as far as it is known."""
        return reasoning.needs(self._reader, iri)

    def pairs(self, iri: str) -> tuple[Pair, ...]:
        """Return the disagreements on a hypothesis, the most comparable first."""
        return reasoning.pairs(self._reader, iri)

    def steps(self, iri: str) -> tuple[Step, ...]:
        """Return how a question moved from status to status, the oldest step first."""
        return reasoning.steps(self._reader, iri)

    def attempts(self, iri: str) -> tuple[Attempt, ...]:
        """Return the studies that address a question, and how far each got."""
        return reasoning.attempts(self._reader, iri)

    def duplicates(self, iri: str) -> tuple[Duplicate, ...]:
        """Return the questions that may be the same as one, the nearest first."""
        return reasoning.duplicates(self._reader, iri)

    def thing(self, iri: str) -> Thing:
        """Return a target, agent, condition, case definition, instrument or the like.

        Raises:
            NotFound: no such thing.
        """
        return things.thing(self._reader, iri, self._linked)

    def effects(self, kind: str, iri: str) -> tuple[Effect, ...]:
        """Return the comparisons with an interval of a study, an intervention or a hypothesis."""
        return effects.effects(self._reader, kind, iri)

    def effects_behind(self) -> dict[str, tuple[str, ...]]:
        """Return which effects are on the page of each hypothesis and each intervention, by IRI."""
        return effects.behind(self._reader)

    def pooled(self, kind: str, iri: str) -> tuple[PooledEffect, ...]:
        """Return what comparable trials give together, of an intervention or a hypothesis."""
        return effects.pooled(self._reader, kind, iri)

    def agents(self, target: str) -> tuple[AgentPath, ...]:
        """Return what acts on a target or on a narrower one, and in which studies it was given."""
        return paths.agents(self._reader, target)

    def places(self, target: str) -> tuple[Place, ...]:
        """Return the hypotheses about a target by compartment, with what was found."""
        return paths.places(self._reader, target)

    def harms(self, intervention: str) -> tuple[Harm, ...]:
        """Return the adverse events that were counted in arms that received an agent."""
        if not self._reader.ask("intervention-counts-harms", intervention=intervention):
            return ()
        return results.harms(self._reader.ask("adverse-events", intervention=intervention))

    def doses(self, intervention: str) -> tuple[Dose, ...]:
        """Return what each arm received of an agent, the newest study first."""
        return paths.doses(self._reader, intervention)

    def authors(self, iri: str) -> tuple[Author, ...]:
        """Return whoever wrote the documents on a record, or a document, by label."""
        return dataset.authors(self._reader, iri)

    def changed(self) -> dict[str, str]:
        """Return when each record that has a page last changed (ISO 8601), by IRI."""
        return dataset.changed(self._reader)

    def changes(self) -> tuple[Change, ...]:
        """Return every study with when it was new and last changed, the latest change first."""
        return dataset.changes(self._reader)

    def statistics(self) -> Statistics:
        """Return the size of the graph by class and property."""
        return dataset.statistics(self._reader)

    def tombstone(self, iri: str) -> Tombstone | None:
        """Return what became of a record that is gone; None if there never was one."""
        return things.tombstone(self._reader, iri)

    def mentions(self, iri: str) -> tuple[Mention, ...]:
        """Return every statement that names an IRI, such as one of another site.

        Raises:
            NotFound: nothing names it.
        """
        return mentions.mentions(self._reader, iri)

    def labels(self, iris: Iterable[str]) -> dict[str, str]:
        """Return what things are called, by IRI; what has no label is left out."""
        return things.labels(self._reader, iris)

    def label(self, iri: str) -> str:
        """Return the label of any entity.

        Raises:
            NotFound: nothing of that name has a label.
        """
        return things.label(self._reader, iri).label
