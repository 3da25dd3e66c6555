"""Everything that the pages of the things that studies share say, and the home page."""

from collections.abc import Iterable, Sequence

import pyoxigraph as ox

from graph.catalogue.gaps import closest
from graph.catalogue.linked import MOST, Linked
from graph.catalogue.parts import publications
from graph.catalogue.rows import count, grouped, iri, ref, refs, sure, text
from graph.catalogue.summaries import hypotheses, questions, studies
from graph.endpoint import Row
from graph.errors import NotFound
from graph.namespaces import RDF, RDFS, SKOS
from graph.queries import question
from graph.reader import TOGETHER, Reader
from graph.records import Completeness, Overview, Property, Ref, Thing, Tombstone
from graph.tables import plain

_SAME, _CLOSE = SKOS + "exactMatch", SKOS + "closeMatch"
_SHOWN_ELSEWHERE = {RDF + "type", RDFS + "label", _SAME, _CLOSE}


def label(reader: Reader, address: str) -> Ref:
    """Return any entity with its label.

    Raises:
        NotFound: nothing of that name has a label.
    """
    for row in reader.ask("thing-header", thing=address):
        return Ref(address, iri(row, "label"))
    raise NotFound(address)


def labels(reader: Reader, addresses: Iterable[str]) -> dict[str, str]:
    """Return what things are called, by IRI; what has no label, or is no IRI, is left out."""
    asked = [term for term in map(_term, dict.fromkeys(addresses)) if term]
    found: dict[str, str] = {}
    for start in range(0, len(asked), TOGETHER):
        some = tuple(asked[start : start + TOGETHER])
        rows = reader.endpoint.select(question("labels").bind({"thing": some}))
        found |= {iri(row, "thing"): iri(row, "label") for row in rows}
    return found


def _term(address: str) -> ox.NamedNode | None:
    try:
        return ox.NamedNode(address)
    except ValueError:
        return None


def thing(reader: Reader, address: str, linked: Linked) -> Thing:
    """Return a thing that studies share, or a publication or contributor.

    Raises:
        NotFound: no such thing.
    """
    head = next(iter(reader.ask("thing-header", thing=address)), None)
    if head is None or "kind" not in head:
        raise NotFound(address)
    kind = iri(head, "kind")
    said = grouped(reader.ask("thing-properties", thing=address), "property")
    papers = reader.ask("publication-family", member=address) if kind == "publication" else ()
    family = publications(papers)
    listed = linked.panels(address, ("study", "hypothesis", "question"), MOST)
    return Thing(
        ref=Ref(address, iri(head, "label")),
        kind=kind,
        properties=tuple(
            _property(rows) for name, rows in said.items() if name not in _SHOWN_ELSEWHERE
        ),
        external=tuple(iri(row, "value") for row in said.get(_SAME, ())),
        close=tuple(iri(row, "value") for row in said.get(_CLOSE, ())),
        studies=listed["study"].records,
        hypotheses=listed["hypothesis"].records,
        questions=listed["question"].records,
        publication=next((paper for paper in family if paper.ref.iri == address), None),
        family=family,
        totals={name: found.total for name, found in listed.items()},
    )


def _property(rows: Sequence[Row]) -> Property:
    return Property(sure(rows[0], "property"), tuple(dict.fromkeys(_value(row) for row in rows)))


def _value(row: Row) -> Ref | str:
    term = row["value"]
    if not isinstance(term, ox.NamedNode):
        return plain(term)
    return Ref(term.value, text(row, "label") or term.value)


def tombstone(reader: Reader, address: str) -> Tombstone | None:
    """Return what became of a record that is gone; None if there never was one of that name."""
    for row in reader.ask("tombstone", thing=address):
        return Tombstone(
            ref=Ref(address, iri(row, "label")),
            since=iri(row, "since"),
            reason=iri(row, "reason"),
            successor=ref(row, "successor"),
        )
    return None


def things(reader: Reader, kind: str) -> tuple[Ref, ...]:
    """Return every entity of one kind, in the order of their labels."""
    return refs(reader.ask("thing-list", kind=kind), "thing", "label")


def overview(reader: Reader) -> Overview:
    """Return what the home page says, but for the release."""
    lists = grouped(reader.ask("home-hypotheses"), "list")
    return Overview(
        counts=counts(reader),
        contested=hypotheses(lists.get("contested", ())),
        weighed=hypotheses(lists.get("weighed", ())),
        questions=questions(reader.ask("home-questions")),
        newest=studies(reader.ask("home-studies")),
        disagreements=closest(reader, 3),
    )


def counts(reader: Reader) -> dict[str, int]:
    """Return how many entities of each kind there are."""
    return {iri(row, "kind"): count(row, "count") for row in reader.ask("home-counts")}


def completeness(reader: Reader) -> tuple[Completeness, ...]:
    """Return how many records of each class have each field, the worst field of a class first."""
    return tuple(
        Completeness(
            of_class=sure(row, "class"),
            field=sure(row, "property"),
            records=count(row, "records"),
            filled=count(row, "filled"),
            percent=iri(row, "percent"),
        )
        for row in reader.ask("completeness")
    )
