"""The pages about one record each."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated, ClassVar

from graph.records import Evidence, Hypothesis, Publication, Question, Ref, Study, Thing
from web.contexts.frame import RecordContext
from web.reading.balance import Group
from web.reading.numbers import Numbers, Observation


@dataclass(frozen=True)
class StudyContext(RecordContext):
    """A study."""

    template: ClassVar[str] = "study.html"
    study: Annotated[Study, "Everything the graph says about the study."]
    publications: Annotated[tuple[Publication, ...], "Its publications, the main report first."]
    numbers: Annotated[Numbers, "Its numbers as a table of outcomes by arms."]
    observations: Annotated[tuple[Observation, ...], "Its findings with their interval plots."]
    weighed: Annotated[tuple[Evidence, ...], "How its findings were weighed against hypotheses."]
    left_open: Annotated[tuple[tuple[Evidence, ...], ...], "Its limits by what they leave open."]


@dataclass(frozen=True)
class HypothesisContext(RecordContext):
    """A hypothesis."""

    template: ClassVar[str] = "hypothesis.html"
    hypothesis: Annotated[Hypothesis, "Everything the graph says about the hypothesis."]
    sentence: Annotated[str, "The evidence balance in one sentence."]
    groups: Annotated[tuple[Group, ...], "Its evidence by stance, retracted evidence apart."]
    companions: Annotated[Mapping[str, tuple[Ref, ...]], "Who shares participants, by study."]


@dataclass(frozen=True)
class QuestionContext(RecordContext):
    """An open question."""

    template: ClassVar[str] = "question.html"
    question: Annotated[Question, "Everything the graph says about the question."]


@dataclass(frozen=True)
class ThingContext(RecordContext):
    """An intervention, target, condition, case definition, instrument, contributor, publication."""

    template: ClassVar[str] = "thing.html"
    thing: Annotated[Thing, "Everything the graph says about the thing."]
    word: Annotated[str, "What kind of thing it is, in words."]
