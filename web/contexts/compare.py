"""The page of studies side by side."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated, ClassVar

from graph.records import Ref
from web.contexts.frame import Asked, Context
from web.reading.comparison import Comparison


@dataclass(frozen=True)
class CompareContext(Context):
    """Studies side by side."""

    template: ClassVar[str] = "compare.html"
    chosen: Annotated[tuple[Ref, ...], "The studies chosen, in the order of the address."]
    comparison: Annotated[Comparison | None, "Them side by side; none while there is only one."]
    only: Annotated[bool, "Whether rows in which all of them are alike are left out."]
    most: Annotated[int, "How many studies can be compared at most."]
    unknown: Annotated[tuple[str, ...], "Names in the address that no study has."]
    surplus: Annotated[int, "How many studies in the address are too many."]
    text: Annotated[str, "What a study to add was looked for by, as typed."]
    found: Annotated[tuple[Ref, ...], "Studies that this finds and that are not chosen yet."]
    related: Annotated[tuple[Ref, ...], "Studies related to the first one, not chosen yet."]
    asked: Annotated[Mapping[str, Asked], "Named question behind a panel, by the panel's anchor."]
