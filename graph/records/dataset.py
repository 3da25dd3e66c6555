"""The graph as a whole: its size by class and property, its authors, and what changed when."""

from dataclasses import dataclass

from graph.records.common import Ref


@dataclass(frozen=True)
class Partition:
    """The different triples with one property, and how many subjects and objects they join."""

    term: str
    triples: int
    subjects: int
    objects: int


@dataclass(frozen=True)
class ClassPartition:
    """The entities of one class, the triples they are the subject of, and these by property."""

    term: str
    entities: int
    triples: int
    properties: tuple[Partition, ...]


@dataclass(frozen=True)
class Statistics:
    """The size of the union of all named graphs, as VoID counts it.

    Attributes:
        triples: different triples; one that two graphs state counts once.
        entities: subjects that have a class and a name of ours.
        classes, properties: by size, the largest first.
        subjects, objects: different ones.
        vocabularies: namespaces of the classes and properties in use.
        examples: IRI of one entity by kind, such as ``study``.
        words: how many statements have a word of a closed list as their value, by its IRI.
    """

    triples: int
    entities: int
    subjects: int
    objects: int
    classes: tuple[ClassPartition, ...]
    properties: tuple[Partition, ...]
    vocabularies: tuple[str, ...]
    examples: dict[str, str]
    words: dict[str, int]


@dataclass(frozen=True)
class Author:
    """A contributor to whom documents are attributed; *orcid* is an IRI."""

    ref: Ref
    orcid: str | None


@dataclass(frozen=True)
class Change:
    """A study, and the releases that first held it and last changed a document on it (ISO 8601)."""

    study: Ref
    summary: str | None
    retracted: bool
    created: str
    modified: str
