"""Which representation a client gets: a suffix decides, else the ``Accept`` header does.

The formats are data. For the headers that browsers and RDF tools really send, and what each of them
gets, see the table in ``tests/web/linked/accepted.py``.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from werkzeug.exceptions import NotAcceptable
from werkzeug.exceptions import NotFound as NoSuchPage


@dataclass(frozen=True)
class Format:
    """One representation: its file suffix, its media type and its name for people."""

    extension: str
    media_type: str
    label: str

    @property
    def content_type(self) -> str:
        """Return the ``Content-Type``, with the character set where the type has one."""
        text = self.media_type.startswith("text/")
        return f"{self.media_type}; charset=utf-8" if text else self.media_type


HTML: Final = Format("html", "text/html", "Page")
TURTLE: Final = Format("ttl", "text/turtle", "Turtle")
JSON_LD: Final = Format("jsonld", "application/ld+json", "JSON-LD")
TEXT: Final = Format("txt", "text/plain", "Text")
PROBLEM: Final = Format("json", "application/problem+json", "Problem (RFC 9457)")

#: What every entity and every document is served as, besides its page.
RDF: Final = (
    TURTLE,
    JSON_LD,
    Format("nt", "application/n-triples", "N-Triples"),
    Format("rdf", "application/rdf+xml", "RDF/XML"),
    Format("trig", "application/trig", "TriG"),
    Format("nq", "application/n-quads", "N-Quads"),
)

#: What a document made of one graph is served as: no format of these keeps named graphs.
TRIPLES: Final = RDF[:4]

#: What the whole graph is served as.
DUMPS: Final = (
    Format("trig", "application/trig", "TriG"),
    Format("nq", "application/n-quads", "N-Quads"),
)

#: What the answer to a SELECT question is served as.
TABLES: Final = (
    Format("csv", "text/csv", "CSV"),
    Format("json", "application/sparql-results+json", "JSON"),
    Format("tsv", "text/tab-separated-values", "TSV"),
    Format("xml", "application/sparql-results+xml", "XML"),
)

#: What the answer to a CONSTRUCT question is served as.
GRAPHS: Final = (TURTLE, JSON_LD, Format("nt", "application/n-triples", "N-Triples"))


#: Names that some clients still ask by, and the registered type that they get. What they are sent
#: says the registered type. ``application/xml`` is no name of RDF/XML: old browsers ask for it.
OTHER_NAMES: Final = {
    "application/json": "application/ld+json",
    "application/turtle": "text/turtle",
    "application/x-turtle": "text/turtle",
    "application/x-trig": "application/trig",
    "application/xhtml+xml": "text/html",
    "text/n3": "text/turtle",
    "text/nquads": "application/n-quads",
    "text/plain": "application/n-triples",
    "text/rdf+n3": "text/turtle",
    "text/x-nquads": "application/n-quads",
}

#: Items of a header, and the parts of an item; commas and semicolons in quotes separate nothing.
_ITEM: Final = re.compile(r'(?:[^,"]|"(?:\\.|[^"\\])*")+')
_PARAMETER: Final = re.compile(r'(?:[^;"]|"(?:\\.|[^"\\])*")+')


class NoVariant(NotAcceptable):
    """Nothing that the client accepts exists; carries what does.

    Attributes:
        offered: the formats there are.
        address: the path that their suffixes belong to, where it is not the one asked for.
    """

    def __init__(self, offered: Sequence[Format], address: str = "") -> None:
        self.offered = tuple(offered)
        self.address = address
        super().__init__(
            "Nothing here matches the Accept header. This address is available as "
            + ", ".join(f"{variant.media_type} (.{variant.extension})" for variant in offered)
            + "."
        )


def choose(accept: str | None, offered: Sequence[Format], address: str = "") -> Format:
    """Return the offered format that the header prefers; the first one if it does not care.

    The closest range decides on a format, so that ``q=0`` refuses it whatever ``*/*`` says. Of
    equally good formats the one named more closely wins, then the one that the client names first.

    Raises:
        NoVariant: the header names nothing that is offered.
    """
    if not (accept or "").strip():
        return offered[0]
    ranges = list(_ranges(accept or ""))
    wanted = [_wanted(form.media_type, ranges) for form in offered]
    best = max(range(len(offered)), key=lambda place: (wanted[place], -place))
    if wanted[best][0] <= 0:
        raise NoVariant(offered, address)
    return offered[best]


def by_extension(extension: str, offered: Sequence[Format]) -> Format | None:
    """Return the offered format with that suffix."""
    return next((variant for variant in offered if variant.extension == extension), None)


def suffixed(extension: str, offered: Sequence[Format]) -> Format:
    """Return the offered format with that suffix.

    Raises:
        NoSuchPage: none has it; the message names the suffixes there are.
    """
    chosen = by_extension(extension, offered)
    if chosen is None:
        known = ", ".join(f".{variant.extension}" for variant in offered)
        raise NoSuchPage(f"There is no .{extension} of this address; there is {known}.")
    return chosen


def _ranges(accept: str) -> Iterator[tuple[str, float]]:
    """Read a header into media ranges, without parameters, and their weights; skip the rest."""
    for item in _ITEM.findall(accept):
        media_range, *parameters = (part.strip().lower() for part in _PARAMETER.findall(item))
        weights = [part.partition("=")[2] for part in parameters if part.startswith("q=")]
        try:
            weight = float(weights[0]) if weights else 1.0
        except ValueError:
            continue
        if media_range.count("/") == 1:
            yield media_range, min(weight, 1.0)


def _wanted(media_type: str, ranges: Sequence[tuple[str, float]]) -> tuple[float, int, int]:
    """Return how much a type is wanted: its weight, how closely it is named, and how early."""
    closest = max(
        (
            (closeness, -place, weight)
            for place, (media_range, weight) in enumerate(ranges)
            if (closeness := _closeness(media_range, media_type))
        ),
        default=(0, 0, 0.0),
    )
    return closest[2], closest[0], closest[1]


def _closeness(media_range: str, media_type: str) -> int:
    """Return how closely a range names a type: 4 by its name, 1 by ``*/*``, 0 not at all."""
    if media_range == media_type:
        return 4
    if OTHER_NAMES.get(media_range) == media_type:
        return 3
    if media_range == media_type.partition("/")[0] + "/*":
        return 2
    return 1 if media_range == "*/*" else 0
