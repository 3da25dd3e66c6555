"""The ``Accept`` headers that programs really send, and the format that each of them gets."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Client:
    """A program and its header.

    Attributes:
        name: the program, and what it was asked to do.
        accept: the header; None if it sends none.
        record: suffix of the format that it gets of a record or a document; None if it gets 406.
        triples: the same where no format keeps named graphs (ontology, shapes).
    """

    name: str
    accept: str | None
    record: str | None
    triples: str | None


def same(name: str, accept: str | None, extension: str | None) -> Client:
    return Client(name, accept, extension, extension)


_RDFLIB = (
    "application/rdf+xml, text/n3, text/turtle, application/n-triples, application/ld+json, "
    "application/n-quads, application/trix, application/trig"
)
_COMPACTED = "http://www.w3.org/ns/json-ld#compacted"

CLIENTS = (
    # Browsers
    same(
        "Chrome",
        "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,image/webp,image/apng,"
        "*/*;q=0.8,application/signed-exchange;v=b3;q=0.7",
        "html",
    ),
    same("Firefox", "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8", "html"),
    same(
        "Firefox 66 to 131",
        "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,image/webp,*/*;q=0.8",
        "html",
    ),
    same("Safari", "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8", "html"),
    same(
        "Safari 4",
        "application/xml,application/xhtml+xml,text/html;q=0.9,text/plain;q=0.8,image/png,*/*;q=0.5",
        "html",
    ),
    same(
        "Lynx",
        "text/html, text/plain, text/sgml, text/css, application/xhtml+xml, */*;q=0.01",
        "html",
    ),
    # Tools that do not care
    same("curl, wget, Python requests", "*/*", "html"),
    same("no header", None, "html"),
    same("an empty header", "", "html"),
    same("blanks", "  ", "html"),
    same("any text", "text/*", "html"),
    same("any application", "application/*", "jsonld"),
    # RDF tools
    same("rdflib, any format", _RDFLIB, "rdf"),
    same("rdflib with Jelly", f"application/x-jelly-rdf, {_RDFLIB}", "rdf"),
    same(
        "rdflib 5",
        "application/rdf+xml,text/rdf+n3;q=0.9,application/xhtml+xml;q=0.5, */*;q=0.1",
        "rdf",
    ),
    same("rdflib xml", "application/rdf+xml, */*;q=0.1", "rdf"),
    same("rdflib turtle", "text/turtle, application/x-turtle, */*;q=0.1", "ttl"),
    same("rdflib n3", "text/n3, */*;q=0.1", "ttl"),
    same("rdflib nt", "text/plain, */*;q=0.1", "nt"),
    same("rdflib json-ld", "application/ld+json, application/json;q=0.9, */*;q=0.1", "jsonld"),
    Client("rdflib trig", "application/trig, */*;q=0.1", "trig", "html"),
    same(
        "Jena RIOT, a graph",
        "text/turtle,application/n-triples;q=0.9,application/ld+json;q=0.8,"
        "application/rdf+xml;q=0.7,*/*;q=0.3",
        "ttl",
    ),
    Client(
        "Jena RIOT, a dataset",
        "application/trig,application/n-quads;q=0.9,application/ld+json;q=0.8,*/*;q=0.5",
        "trig",
        "jsonld",
    ),
    same(
        "Protégé (OWL API)",
        "application/rdf+xml, application/xml; q=0.7, text/xml; q=0.6, text/plain; q=0.1, "
        "*/*; q=0.09",
        "rdf",
    ),
    same(
        "rapper",
        "application/rdf+xml, text/rdf, application/turtle, text/turtle, text/html;q=0.6, "
        "*/*;q=0.1",
        "rdf",
    ),
    Client(
        "Comunica",
        "application/n-quads,application/trig;q=0.95,application/ld+json;q=0.9,"
        "application/n-triples;q=0.8,text/turtle;q=0.6,application/rdf+xml;q=0.5,text/html;q=0.2",
        "nq",
        "jsonld",
    ),
    # JSON-LD with parameters
    same("JSON-LD", "application/ld+json", "jsonld"),
    same("JSON-LD, compacted", f'application/ld+json;profile="{_COMPACTED}"', "jsonld"),
    same(
        "JSON-LD, several parameters",
        f'application/ld+json; charset=utf-8; profile="{_COMPACTED} a;b,c" ;q=0.9, '
        "text/turtle;q=0.5",
        "jsonld",
    ),
    same("plain JSON", "application/json", "jsonld"),
    same("axios", "application/json, text/plain, */*", "jsonld"),
    # Weights
    same("capitals", "TEXT/TURTLE", "ttl"),
    same("blanks around separators", "text/turtle ; q=0.4 , application/rdf+xml ; q=0.9", "rdf"),
    same("data before pages", "application/n-triples, text/html;q=0.9", "nt"),
    same("pages before data", "application/rdf+xml;q=0.9, text/html", "html"),
    same("a type before a wildcard", "*/*, text/turtle", "ttl"),
    same("anything but pages", "text/html;q=0, */*", "ttl"),
    same("anything but text", "text/*;q=0, */*;q=0.5", "jsonld"),
    same("a weight that is none", "text/turtle;q=high, application/ld+json;q=0.1", "jsonld"),
    # Nothing that exists
    same("an unknown type", "application/foo", None),
    same("an image", "image/png", None),
    same("no type at all", "nonsense", None),
    same("Turtle refused, nothing else named", "text/turtle;q=0", None),
    same("everything refused", "*/*;q=0", None),
)
