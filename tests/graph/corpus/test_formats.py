"""Documents in other syntaxes than Turtle."""

import json

import pytest

from graph.corpus import Document, parse_document
from graph.corpus.formats import READ, as_turtle
from graph.errors import DocumentError
from graph.exports import write
from graph.namespaces import DEFAULT_BASE

NAME = "studies/roerink-2017"
JSON_LD = "application/ld+json"
RDF_XML = "application/rdf+xml"
RDF = '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:a="http://a/">'


@pytest.mark.parametrize("media_type", READ)
def test_what_this_site_writes_it_also_reads(corpus: list[Document], media_type: str) -> None:
    """A document exported in any syntax that is read comes back with the same statements."""
    document = next(document for document in corpus if document.name == NAME)
    sent = write(document.quads(), media_type, DEFAULT_BASE, first=document.graph)

    read = parse_document(
        as_turtle(sent, media_type, NAME, DEFAULT_BASE), document.path, NAME, DEFAULT_BASE
    )

    assert document.triples == read.triples


def test_turtle_stays_as_it_is() -> None:
    """Turtle is handed on to the byte, comments and order included."""
    sent = b"# first\n<http://a/x>  <http://a/p>   1.50 . # last"

    assert sent == as_turtle(sent, "text/turtle", NAME, DEFAULT_BASE)


@pytest.mark.parametrize(
    "context",
    [
        "https://schema.org/",
        ["https://schema.org/", {"a": "http://a/"}],
        {"@import": "https://schema.org/", "a": "http://a/"},
    ],
)
@pytest.mark.parametrize("deep", [False, True])
def test_a_remote_json_ld_context_is_refused_with_the_reason(context: object, deep: bool) -> None:
    """A context at an address is never fetched: its address, its line and the remedy are named."""
    node = {"@id": "http://a/x", "@context": context, "a:p": 1}
    document = {"@graph": [node]} if deep else node

    with pytest.raises(DocumentError, match=r"https://schema\.org/ is not fetched") as caught:
        as_turtle(json.dumps(document, indent=1).encode(), JSON_LD, NAME, DEFAULT_BASE)

    assert 1 < caught.value.line


@pytest.mark.parametrize(
    ("media_type", "sent", "line", "message"),
    [
        ("application/n-triples", "<http://a/x> <http://a/p> 1 .\n", 1, "not N-Triples"),
        (JSON_LD, '{\n"@id": "http://a/x",\n', 3, "not JSON"),
        (JSON_LD, '{"@id": "http://a/x", "@type": 1}', 1, "not JSON-LD"),
        (JSON_LD, "[" * 100_000, 1, "not JSON"),
        (RDF_XML, f"{RDF}\n<rdf:Description>", 2, "not RDF/XML: no element found"),
        (RDF_XML, f"{RDF}<rdf:li rdf:ID='a b'/></rdf:RDF>", 1, "not RDF/XML"),
        (RDF_XML, f'<?xml version="1.0"?>\n<!DOCTYPE r [<!ENTITY e "">]>{RDF}', 2, "XML entities"),
        (
            JSON_LD,
            '{"@id": "http://a/g", "@graph": {"@id": "http://a/x", "http://a/p": 1}}',
            1,
            "a document is one graph",
        ),
    ],
)
def test_what_cannot_be_read_is_an_error_with_its_line(
    media_type: str, sent: str, line: int, message: str
) -> None:
    """Broken syntax, entities and several graphs are refused, each at its line."""
    with pytest.raises(DocumentError, match=message) as caught:
        as_turtle(sent.encode(), media_type, NAME, DEFAULT_BASE)

    assert (f"{NAME}.ttl", line) == (caught.value.path, caught.value.line)
