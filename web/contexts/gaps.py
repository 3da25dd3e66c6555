"""The pages on disagreements and gaps."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated, ClassVar

from graph.records import Disagreement, Ref
from web.contexts.frame import Asked, Context
from web.reading.gap_map import GapMap


@dataclass(frozen=True)
class DisagreementsContext(Context):
    """Findings that point in opposite directions."""

    template: ClassVar[str] = "disagreements.html"
    pairs: Annotated[tuple[Disagreement, ...], "Pairs of this page, the most comparable first."]
    total: Annotated[int, "How many pairs match."]
    first: Annotated[int, "Place of the first pair of this page among them."]
    earlier: Annotated[str | None, "Path of the page before this one."]
    later: Annotated[str | None, "Path of the page after this one."]
    hypotheses: Annotated[tuple[Ref, ...], "Hypotheses that the pairs can be narrowed to."]
    interventions: Annotated[tuple[Ref, ...], "Interventions that the pairs can be narrowed to."]
    chosen: Annotated[Mapping[str, str], "What is chosen, by the name of the filter, or empty."]
    asked: Annotated[Mapping[str, Asked], "Named question behind a panel, by the panel's anchor."]


@dataclass(frozen=True)
class GapsContext(Context):
    """What has been studied where."""

    template: ClassVar[str] = "gaps.html"
    map: Annotated[GapMap, "Columns, rows and cells, those with most studies."]
    of_rows: Annotated[int, "How many rows there are, shown or not."]
    of_columns: Annotated[int, "How many columns there are, shown or not."]
    rows: Annotated[tuple[tuple[str, str], ...], "What the rows can be: word and label."]
    columns: Annotated[tuple[tuple[str, str], ...], "What the columns can be: word and label."]
    broad: Annotated[tuple[Ref, ...], "Hypotheses that the map can be narrowed to: broad ones."]
    chosen: Annotated[Mapping[str, str], "What is chosen, by the name of the filter, or empty."]
    asked: Annotated[Mapping[str, Asked], "Named question behind a panel, by the panel's anchor."]
