"""The pages about one record each."""

from dataclasses import dataclass
from typing import Annotated, ClassVar

from graph.records import Evidence, Publication, RelatedStudy, Study, Thing
from web.contexts.frame import RecordContext
from web.reading.forest import Forest
from web.reading.numbers import Numbers


@dataclass(frozen=True)
class StudyContext(RecordContext):
    """A study."""

    template: ClassVar[str] = "study.html"
    study: Annotated[Study, "Everything the graph says about the study."]
    publications: Annotated[tuple[Publication, ...], "Its publications, the main report first."]
    numbers: Annotated[Numbers, "Its numbers as a table of outcomes by arms."]
    forest: Annotated[Forest, "Its comparisons that have an interval, as a plot."]
    weighed: Annotated[tuple[Evidence, ...], "How its findings were weighed against hypotheses."]
    left_open: Annotated[tuple[tuple[Evidence, ...], ...], "Its limits by what they leave open."]
    related: Annotated[tuple[tuple[RelatedStudy, ...], ...], "The closest studies, and why."]
    related_total: Annotated[int, "How many related studies there are in all."]


@dataclass(frozen=True)
class ThingContext(RecordContext):
    """An intervention, target, condition, case definition, instrument, contributor, publication."""

    template: ClassVar[str] = "thing.html"
    thing: Annotated[Thing, "Everything the graph says about the thing."]
    word: Annotated[str, "What kind of thing it is, in words."]
