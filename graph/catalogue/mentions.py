"""What records say of things that other sites name."""

import pyoxigraph as ox

from graph.catalogue.rows import iri, ref, sure
from graph.endpoint import Row
from graph.errors import NotFound
from graph.reader import Reader
from graph.records import Mention, Ref
from graph.tables import plain


def mentions(reader: Reader, address: str) -> tuple[Mention, ...]:
    """Return every statement that names an IRI, those of other records first.

    Raises:
        NotFound: nothing names it.
    """
    rows = reader.ask("resource-mentions", resource=address)
    if not rows:
        raise NotFound(address)
    return tuple(
        Mention(
            record=ref(row, "record") or Ref(address, address),
            property=sure(row, "property"),
            value=_value(row),
            document=iri(row, "document"),
        )
        for row in rows
    )


def _value(row: Row) -> Ref | str | None:
    term = row.get("value")
    if term is None:
        return None
    return sure(row, "value") if isinstance(term, ox.NamedNode) else plain(term)
