"""What pages ask of the graph: named questions in, records out.

Each method asks a few questions of the endpoint and maps their rows to records; none of them keeps
anything between calls, so an answer is always that of the graph behind the endpoint.
"""

from collections.abc import Mapping

from graph.catalogue import dataset, gaps, hypotheses, studies, summaries, things
from graph.endpoint import Endpoint
from graph.namespaces import DEFAULT_BASE
from graph.reader import Reader
from graph.records import (
    Author,
    Change,
    Completeness,
    Disagreement,
    Gap,
    Hypothesis,
    HypothesisSummary,
    Overview,
    Question,
    QuestionSummary,
    Ref,
    Statistics,
    Study,
    StudySummary,
    Thing,
)

__all__ = ["Catalogue"]


class Catalogue:
    """The records of one graph.

    Args:
        endpoint: where the graph is.
        base: base IRI of its entities.
    """

    def __init__(self, endpoint: Endpoint, base: str = DEFAULT_BASE) -> None:
        self._reader = Reader(endpoint, base)

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

    def gaps(self, name: str, values: Mapping[str, str]) -> tuple[Gap, ...]:
        """Return the cells of a gap map, by the name of its question, that are not empty."""
        return gaps.gaps(self._reader, name, values)

    def things(self, kind: str) -> tuple[Ref, ...]:
        """Return every entity of one kind, such as ``target``, in the order of their labels."""
        return things.things(self._reader, kind)

    def study(self, iri: str) -> Study:
        """Return a study.

        Raises:
            NotFound: no such study.
        """
        return studies.study(self._reader, iri)

    def hypothesis(self, iri: str) -> Hypothesis:
        """Return a hypothesis.

        Raises:
            NotFound: no such hypothesis.
        """
        return hypotheses.hypothesis(self._reader, iri)

    def question(self, iri: str) -> Question:
        """Return an open question.

        Raises:
            NotFound: no such question.
        """
        return hypotheses.question(self._reader, iri)

    def thing(self, iri: str) -> Thing:
        """Return a target, agent, condition, case definition, instrument or the like.

        Raises:
            NotFound: no such thing.
        """
        return things.thing(self._reader, iri)

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

    def label(self, iri: str) -> str:
        """Return the label of any entity.

        Raises:
            NotFound: nothing of that name has a label.
        """
        return things.label(self._reader, iri).label
