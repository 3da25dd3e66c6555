"""What pages ask of the graph: named questions in, records out.

Each method asks a few questions of the endpoint and maps their rows to records; none of them keeps
anything between calls, so an answer is always that of the graph behind the endpoint.
"""

from graph.catalogue import hypotheses, studies, summaries, things
from graph.endpoint import Endpoint
from graph.namespaces import DEFAULT_BASE
from graph.reader import Reader
from graph.records import (
    Completeness,
    Hypothesis,
    HypothesisSummary,
    Overview,
    Question,
    QuestionSummary,
    Ref,
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

    def label(self, iri: str) -> str:
        """Return the label of any entity.

        Raises:
            NotFound: nothing of that name has a label.
        """
        return things.label(self._reader, iri).label
