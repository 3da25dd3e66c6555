"""The page that says what the checks found."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated, ClassVar

from graph.records import Ref
from graph.validation import Report
from web.contexts.frame import Context, Variant
from web.reading.checks import Failed


@dataclass(frozen=True)
class ValidationContext(Context):
    """What the checks of a release found."""

    template: ClassVar[str] = "validation.html"
    report: Annotated[Report | None, "What was found, narrowed; none on a remote store."]
    record: Annotated[Ref | None, "The record that the report is narrowed to, if it is."]
    severities: Annotated[tuple[tuple[str, str, int], ...], "Key, word and number of each."]
    chosen: Annotated[Mapping[str, str], "What is chosen, by the name of the filter, or empty."]
    failures: Annotated[tuple[Failed, ...], "What was found by constraint, the gravest first."]
    downloads: Annotated[tuple[Variant, ...], "The report in other formats."]
