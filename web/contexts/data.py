"""The pages about the data themselves: downloads, ontology, documents."""

from dataclasses import dataclass
from typing import Annotated, ClassVar

from graph.queries import Question as NamedQuestion
from web.contexts.frame import Asked, Context, Variant
from web.tables import Term


@dataclass(frozen=True)
class DataContext(Context):
    """What can be downloaded."""

    template: ClassVar[str] = "data.html"
    dumps: Annotated[tuple[Variant, ...], "The whole graph, in each format."]
    vocabulary: Annotated[tuple[Variant, ...], "The ontology, in each format."]
    tables: Annotated[tuple[tuple[NamedQuestion, Asked], ...], "Questions that list all of a type."]
    counts: Annotated[tuple[tuple[str, int, str], ...], "Records by type: name, number, path."]
    cite: Annotated[str, "How to cite the graph."]
    example: Annotated[str, "The absolute address of one record by its name."]


@dataclass(frozen=True)
class VocabularyContext(Context):
    """The ontology."""

    template: ClassVar[str] = "vocabulary.html"
    groups: Annotated[tuple[tuple[str, tuple[Term, ...]], ...], "Terms by what they are."]
    downloads: Annotated[tuple[Variant, ...], "The ontology in each format."]


@dataclass(frozen=True)
class DocumentContext(Context):
    """One document of the graph as it stands."""

    template: ClassVar[str] = "document.html"
    name: Annotated[str, "Name of the document, such as studies/roerink-2017."]
    text: Annotated[str, "The document as Turtle."]
