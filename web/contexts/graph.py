"""The view around one record, and what is said of things of other sites."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated, ClassVar

from graph.records import Hit, Mention, Neighbourhood, Ref
from web.contexts.frame import Asked, Context, Variant
from web.reading.ties import Ring


@dataclass(frozen=True)
class GraphContext(Context):
    """How one record hangs together with others."""

    template: ClassVar[str] = "graph.html"
    view: Annotated[Neighbourhood | None, "The records around the focus, if one is chosen."]
    word: Annotated[str, "What kind of record the focus is, in words."]
    rings: Annotated[tuple[Ring, ...], "The records of the view by distance and kind."]
    steps: Annotated[int, "How many statements away a record may be."]
    text: Annotated[str, "What to look for, to choose a focus."]
    hits: Annotated[tuple[Hit, ...], "Records that match the text."]
    starts: Annotated[tuple[Ref, ...], "Records to start from, if nothing is looked for."]
    most: Annotated[int, "The most records that a view shows."]
    files: Annotated[tuple[Variant, ...], "The view as files."]
    script: Annotated[str, "Address of the script that draws the view."]
    asked: Annotated[Mapping[str, Asked], "Named question behind a panel, by the panel's anchor."]


@dataclass(frozen=True)
class ResourceContext(Context):
    """What the records say of a thing that another site names."""

    template: ClassVar[str] = "resource.html"
    resource: Annotated[Ref, "The thing: its IRI, and its label or else its IRI."]
    mentions: Annotated[tuple[Mention, ...], "Where records name it, and as what."]
    said: Annotated[tuple[Mention, ...], "What records state of it."]
    total: Annotated[int, "How many statements name it; the page shows the first of them."]
    formats: Annotated[tuple[Variant, ...], "The same as RDF."]
    asked: Annotated[Mapping[str, Asked], "Named question behind a panel, by the panel's anchor."]
