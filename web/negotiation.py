"""Which representation a client gets: a suffix decides, else the ``Accept`` header does.

The formats are data. The header is read by the ``content-negotiation`` library, which copes with
parameters (``profile=``), weights and wildcards; see ``tests/web/test_negotiation.py`` for the
headers that browsers and RDF tools really send.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from content_negotiation import NoAgreeableContentTypeError, decide_content_type
from werkzeug.exceptions import NotAcceptable


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
)

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


class NoVariant(NotAcceptable):
    """Nothing that the client accepts exists; carries what does."""

    def __init__(self, offered: Sequence[Format]) -> None:
        self.offered = tuple(offered)
        super().__init__(
            "Nothing here matches the Accept header. This address is available as "
            + ", ".join(f"{variant.media_type} (.{variant.extension})" for variant in offered)
            + "."
        )


def choose(accept: str | None, offered: Sequence[Format]) -> Format:
    """Return the offered format that the header prefers; the first one if it does not care.

    Raises:
        NoVariant: the header names nothing that is offered.
    """
    ranges = [_trimmed(part) for part in (accept or "").split(",") if part.strip()]
    try:
        media_type = decide_content_type(ranges, [variant.media_type for variant in offered])
    except NoAgreeableContentTypeError:
        raise NoVariant(offered) from None
    return next(variant for variant in offered if variant.media_type == media_type)


def by_extension(extension: str, offered: Sequence[Format]) -> Format | None:
    """Return the offered format with that suffix."""
    return next((variant for variant in offered if variant.extension == extension), None)


def _trimmed(media_range: str) -> str:
    """Drop the optional blanks around ``;`` and ``,`` that the library does not expect."""
    return ";".join(part.strip() for part in media_range.split(";")).lower()
