"""What descriptions of the whole graph say: its size, its authors, what changed when."""

from collections.abc import Iterable, Sequence

from graph.catalogue.rows import count, flag, grouped, iri, sure, text
from graph.endpoint import Row
from graph.reader import Reader
from graph.records import Author, Change, ClassPartition, Partition, Statistics


def statistics(reader: Reader) -> Statistics:
    """Count the graph by class and property, with the ``void-*`` questions."""
    (size,) = reader.ask("void-size")
    of_class = grouped(reader.ask("void-class-properties"), "class")
    return Statistics(
        triples=count(size, "triples"),
        entities=count(size, "entities"),
        subjects=count(size, "distinctSubjects"),
        objects=count(size, "distinctObjects"),
        classes=tuple(
            ClassPartition(
                term=iri(row, "class"),
                entities=count(row, "entities"),
                triples=count(row, "triples"),
                properties=_partitions(of_class[iri(row, "class")]),
            )
            for row in reader.ask("void-classes")
        ),
        properties=_partitions(reader.ask("void-properties")),
        vocabularies=tuple(iri(row, "vocabulary") for row in reader.ask("void-vocabularies")),
        examples={iri(row, "kind"): iri(row, "example") for row in reader.ask("void-examples")},
        words={iri(row, "term"): count(row, "uses") for row in reader.ask("term-uses")},
    )


def _partitions(rows: Iterable[Row]) -> tuple[Partition, ...]:
    return tuple(
        Partition(
            term=iri(row, "property"),
            triples=count(row, "triples"),
            subjects=count(row, "distinctSubjects"),
            objects=count(row, "distinctObjects"),
        )
        for row in rows
    )


def authors(reader: Reader, address: str) -> tuple[Author, ...]:
    """Return whoever wrote the documents on a record, by label."""
    rows = grouped(reader.ask("record-authors", record=address), "contributor")
    return tuple(
        Author(sure(found[0], "contributor", "label"), text(found[0], "orcid"))
        for found in rows.values()
    )


def changed(reader: Reader) -> dict[str, str]:
    """Return when each record that has a page last changed (ISO 8601), by IRI."""
    return {iri(row, "entity"): iri(row, "modified") for row in reader.ask("entities-changed")}


def changes(reader: Reader) -> tuple[Change, ...]:
    """Return every study with when it was new and last changed, the latest change first."""
    return tuple(_change(rows) for rows in grouped(reader.ask("studies-changed"), "study").values())


def _change(rows: Sequence[Row]) -> Change:
    return Change(
        study=sure(rows[0], "study", "label"),
        summary=text(rows[0], "summary"),
        retracted=flag(rows[0], "retracted"),
        created=min(iri(row, "created") for row in rows),
        modified=max(iri(row, "modified") for row in rows),
    )
