"""What stands on the page of a thing: from lists that the build made, or asked of the graph."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, Protocol

from graph.catalogue.rows import grouped, text
from graph.catalogue.summaries import hypotheses, questions, studies
from graph.endpoint import Row
from graph.namespaces import EQ
from graph.reader import Reader
from graph.records import HypothesisSummary, Listing, QuestionSummary

#: How many studies, hypotheses or questions a panel shows at most; its table has all of them.
MOST: Final = 50


class Linked(Protocol):
    """Finds the studies, hypotheses and questions that stand on the page of a thing."""

    def panels(self, thing: str, relations: Sequence[str], size: int) -> dict[str, Listing[Any]]:
        """Return the first *size* of them by relation, and how many there are.

        Args:
            thing: IRI of the thing.
            relations: ``study``, ``hypothesis`` or ``question``; of a question also ``reports``,
                ``addresses`` and ``leaves``, which are studies, the oldest first.
            size: how many at most.
        """

    def some_hypotheses(self, iris: Iterable[str]) -> tuple[HypothesisSummary, ...]:
        """Return hypotheses by name, as lists show them and in the order of their list."""

    def one_question(self, iri: str) -> QuestionSummary | None:
        """Return a question, as lists show it; None if there is none of that name."""


@dataclass(frozen=True)
class AskedLinked:
    """Asks the graph for them, which takes longer the larger it is, and returns them all."""

    reader: Reader

    def panels(self, thing: str, relations: Sequence[str], size: int) -> dict[str, Listing[Any]]:
        """Return all of them by relation, whatever *size* says."""
        rows = self.reader.ask("question-studies", question=thing) if "reports" in relations else ()
        by_relation = grouped(rows, "relation")
        return {
            relation: self._listing(thing, relation, size, by_relation) for relation in relations
        }

    def some_hypotheses(self, iris: Iterable[str]) -> tuple[HypothesisSummary, ...]:
        """Return hypotheses by name, found among all of them."""
        wanted = frozenset(iris)
        found = hypotheses(self.reader.ask("hypothesis-list"))
        return tuple(summary for summary in found if summary.ref.iri in wanted)

    def one_question(self, iri: str) -> QuestionSummary | None:
        """Return a question, if there is one of that name."""
        found = self.reader.ask("question-linked", thing=iri)
        itself = questions(row for row in found if text(row, "relation") == "self")
        return next(iter(itself), None)

    def _listing(
        self, thing: str, relation: str, size: int, on_question: Mapping[str, list[Row]]
    ) -> Listing[Any]:
        found: tuple[Any, ...]
        if relation == "study":
            found = studies(self.reader.ask("study-linked", thing=thing))
        elif relation == "hypothesis":
            found = hypotheses(self.reader.ask("hypothesis-linked", thing=thing))
        elif relation == "question":
            found = questions(self.reader.ask("question-linked", thing=thing))
        else:
            found = studies(on_question.get(EQ + relation, ()))
        return Listing(found, len(found), size=size)
