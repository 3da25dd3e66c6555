"""The page of studies side by side."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated, ClassVar

from graph.records import Ref
from web.contexts.frame import Asked, Context
from web.reading.comparison import Comparison
from web.reading.forest import Forest


@dataclass(frozen=True)
class CompareContext(Context):
    """Studies side by side."""

    template: ClassVar[str] = "compare.html"
    chosen: Annotated[tuple[Ref, ...], "The studies chosen, in the order of the address."]
    comparison: Annotated[Comparison | None, "Them side by side; none while there is only one."]
    forest: Annotated[Forest | None, "What they share that has an interval, as a plot."]
    absent: Annotated[tuple[Ref, ...], "Studies that have no row in the plot, where there is one."]
    view: Annotated[Mapping[str, str], "How they are seen: hypothesis, only, rows; or empty."]
    hypothesis: Annotated[Ref | None, "The hypothesis chosen, if any of them was weighed on it."]
    most: Annotated[int, "How many studies can be compared at most."]
    unknown: Annotated[tuple[str, ...], "Names in the address that no study has."]
    surplus: Annotated[int, "How many studies in the address are too many."]
    text: Annotated[str, "What a study to add was looked for by, as typed."]
    found: Annotated[tuple[Ref, ...], "Studies that this finds and that are not chosen yet."]
    related: Annotated[tuple[Ref, ...], "Studies related to the first one, not chosen yet."]
    asked: Annotated[Mapping[str, Asked], "Named question behind a panel, by the panel's anchor."]
