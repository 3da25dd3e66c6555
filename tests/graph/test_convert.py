"""Turtle in other RDF formats."""

import pyoxigraph as ox
import pytest

from graph.convert import FORMATS, convert
from graph.errors import EndpointError

TURTLE = b"""# A comment.
@prefix a: <http://example.org/> .
a:x a a:Y ; a:says "7"^^a:number , "a \\"quote\\""@en ; a:has [ a:n 1.50 ] .
a:x a a:Y .
"""


def lines(data: bytes, media_type: str) -> list[bytes]:
    triples = {quad.triple for quad in ox.parse(data, format=FORMATS[media_type])}
    dataset = ox.Dataset(ox.Quad(*triple) for triple in triples)
    dataset.canonicalize(ox.CanonicalizationAlgorithm.UNSTABLE)
    return sorted(str(quad).encode() for quad in dataset)


@pytest.mark.parametrize("media_type", FORMATS)
def test_every_format_says_the_same(media_type: str) -> None:
    """Nothing is lost or added, digits and languages included, and a repetition is one triple."""
    converted = convert(TURTLE, media_type)

    assert 5 == len(lines(converted, media_type))
    assert lines(TURTLE, "text/turtle") == lines(converted, media_type)


@pytest.mark.parametrize("media_type", FORMATS)
def test_a_document_is_always_the_same(media_type: str) -> None:
    """Blank nodes are labelled alike each time, so that an ETag means the same bytes."""
    assert convert(TURTLE, media_type) == convert(TURTLE, media_type)


def test_turtle_stays_as_it_is_written() -> None:
    """Comments and layout of Turtle are kept."""
    assert TURTLE == convert(TURTLE, "text/turtle")


def test_prefixes_are_kept() -> None:
    """What was written with a prefix is written with it again where the format has prefixes."""
    assert b"PREFIX a:" in convert(TURTLE, "application/trig").replace(b"@prefix", b"PREFIX")
    assert b'xmlns:a="http://example.org/"' in convert(TURTLE, "application/rdf+xml")


def test_an_unknown_format_names_those_there_are() -> None:
    """The message lists what would work."""
    with pytest.raises(EndpointError, match="text/turtle"):
        convert(TURTLE, "text/html")
