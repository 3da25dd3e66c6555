"""The pages about a hypothesis and about a question."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated, ClassVar

from graph.records import (
    Attempt,
    Choices,
    Dependence,
    Duplicate,
    Filters,
    Hypothesis,
    Listing,
    Pair,
    Question,
    Ref,
    Scope,
    Step,
    Weighing,
)
from web.contexts.frame import RecordContext
from web.reading.balance import Group
from web.reading.forest import Forest
from web.reading.settling import Part
from web.reading.timeline import Timeline


@dataclass(frozen=True)
class Narrowing:
    """The filters of a hypothesis page, and what they leave.

    Attributes:
        filters: what is chosen.
        words: what is chosen, one phrase each.
        choices: what else can be chosen, and how many studies have it.
        studies: how many studies the filters leave.
        left_out: how many studies they leave out.
        carried: what the address says besides, which the form passes on.
        clear: the path of the page without filters.
    """

    filters: Filters
    words: tuple[str, ...]
    choices: Choices
    studies: int
    left_out: int
    carried: Mapping[str, str]
    clear: str


@dataclass(frozen=True)
class HypothesisContext(RecordContext):
    """A hypothesis."""

    template: ClassVar[str] = "hypothesis.html"
    hypothesis: Annotated[Hypothesis, "Everything the graph says about the hypothesis."]
    sentence: Annotated[str, "The evidence balance that the filters leave, in one sentence."]
    groups: Annotated[tuple[Group, ...], "Its evidence by stance, retracted evidence apart."]
    weighing: Annotated[Weighing, "The evidence that the filters leave, counted."]
    narrowing: Annotated[Narrowing, "The filters, and what they leave."]
    timeline: Annotated[Timeline | None, "The balance by year; none if nothing has a year."]
    years: Annotated[tuple[tuple[str, str], ...], "Years of change, and the path as of then."]
    facets: Annotated[tuple[tuple[str, tuple[Scope, ...]], ...], "Where it was tested, by facet."]
    dependences: Annotated[tuple[Dependence, ...], "Studies without which its standing changes."]
    pairs: Annotated[Listing[Pair], "Disagreements on it, the most comparable first."]
    design: Annotated[tuple[Part, ...], "What a study that settles it would need."]
    forest: Annotated[Forest, "The effects behind the evidence that the filters leave."]
    today: Annotated[str, "Path of the page with the same filters, as of today."]
    choices: Annotated[Mapping[str, Mapping[str, tuple[str, str]]], "Values of each filter."]
    labels: Annotated[Mapping[str, str], "Labels of the filters with a closed list of values."]


@dataclass(frozen=True)
class QuestionContext(RecordContext):
    """An open question."""

    template: ClassVar[str] = "question.html"
    question: Annotated[Question, "Everything the graph says about the question."]
    steps: Annotated[tuple[Step, ...], "How it moved from status to status, the oldest first."]
    attempts: Annotated[Listing[Attempt], "Studies that address it, and how far each got."]
    dependences: Annotated[tuple[Dependence, ...], "Studies without which its status changes."]
    designs: Annotated[tuple[tuple[Ref, tuple[Part, ...]], ...], "Settling study by hypothesis."]
    near: Annotated[tuple[Duplicate, ...], "Questions that may be the same."]
    as_of: Annotated[str, "The year at whose end it is shown; empty for today."] = ""
    years: Annotated[tuple[tuple[str, str], ...], "Years of change, and the path as of then."] = ()
    today: Annotated[str, "Path of the page as of today."] = ""
    raised: Annotated[bool, "Whether anybody had raised it by then."] = True
