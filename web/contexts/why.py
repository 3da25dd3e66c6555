"""The page that explains what was computed."""

from dataclasses import dataclass
from typing import Annotated, ClassVar

from graph.records import Ref
from web.contexts.frame import Context, Variant
from web.reading.reasons import Reason


@dataclass(frozen=True)
class WhyContext(Context):
    """Why a figure is what it is."""

    template: ClassVar[str] = "why.html"
    about: Annotated[Ref | None, "The thing that is explained; none if none was asked about."]
    record: Annotated[Ref | None, "The record that the thing is a part of, if it is a part."]
    reasons: Annotated[tuple[Reason, ...], "What each rule says of the thing, and from what."]
    downloads: Annotated[tuple[Variant, ...], "The explanation in other formats."]
