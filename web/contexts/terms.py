"""The page of one term of the ontology."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated, ClassVar

from graph.queries import Question as NamedQuestion
from graph.records import Ref
from graph.rulebook import RuleInWords
from web.contexts.frame import Asked, Context
from web.reading.terms import Demanded


@dataclass(frozen=True)
class TermContext(Context):
    """A term of the ontology."""

    template: ClassVar[str] = "term.html"
    term: Annotated[Ref, "The term with its label."]
    name: Annotated[str, "Its name, without the prefix."]
    kind: Annotated[str, "What kind of term it is, in words."]
    definition: Annotated[str, "What it means, or nothing."]
    uses: Annotated[int, "How many things are of the class, or statements use the term."]
    facts: Annotated[tuple[tuple[str, list[Ref]], ...], "What else is said, texts without an IRI."]
    demands: Annotated[tuple[Demanded, ...], "What the shapes demand of it."]
    questions: Annotated[tuple[NamedQuestion, ...], "Named questions that use it."]
    rules: Annotated[tuple[RuleInWords, ...], "Rules that use it."]
    asked: Annotated[Mapping[str, Asked], "Named question behind a panel, by the panel's anchor."]
