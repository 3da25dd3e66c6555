"""The pages about the data themselves: downloads, ontology, documents."""

from dataclasses import dataclass
from typing import Annotated, ClassVar

from graph.queries import Question as NamedQuestion
from web.contexts.frame import Asked, Context, Variant
from web.reading.demands import Demands
from web.reading.files import Section
from web.reading.tables import Term


@dataclass(frozen=True)
class DataContext(Context):
    """What can be downloaded."""

    template: ClassVar[str] = "data.html"
    sections: Annotated[tuple[Section, ...], "The files by kind; none on a remote store."]
    dumps: Annotated[tuple[Variant, ...], "The whole graph, made when it is asked for."]
    vocabulary: Annotated[tuple[Variant, ...], "The ontology, in each format."]
    tables: Annotated[tuple[tuple[NamedQuestion, Asked], ...], "Questions that list all of a type."]
    counts: Annotated[tuple[tuple[str, int, str], ...], "Records by type: name, number, path."]
    cite: Annotated[str, "How to cite the graph."]
    example: Annotated[str, "The absolute address of one record by its name."]
    newest: Annotated[str, "The absolute address of the folder of the newest files."]
    endpoint: Annotated[str, "The absolute address of the SPARQL endpoint."]


@dataclass(frozen=True)
class VocabularyContext(Context):
    """The ontology."""

    template: ClassVar[str] = "vocabulary.html"
    groups: Annotated[tuple[tuple[str, tuple[Term, ...]], ...], "Terms by what they are."]
    downloads: Annotated[tuple[Variant, ...], "The ontology in each format."]


@dataclass(frozen=True)
class ShapesContext(Context):
    """What documents must satisfy."""

    template: ClassVar[str] = "shapes.html"
    groups: Annotated[tuple[Demands, ...], "Constraints by what they are demanded of."]
    total: Annotated[int, "Number of different constraints."]
    downloads: Annotated[tuple[Variant, ...], "The shapes in each format."]


@dataclass(frozen=True)
class DocumentContext(Context):
    """One document of the graph as it stands."""

    template: ClassVar[str] = "document.html"
    name: Annotated[str, "Name of the document, such as studies/roerink-2017."]
    text: Annotated[str, "The document as Turtle."]
