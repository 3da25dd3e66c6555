"""Which representation a client gets, with the headers that clients really send."""

import pytest

from web.negotiation import HTML, RDF, NoVariant, by_extension, choose

OFFERED = (HTML, *RDF)
CHROME = (
    "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,image/webp,image/apng,"
    "*/*;q=0.8,application/signed-exchange;v=b3;q=0.7"
)
FIREFOX = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"
RDFLIB = "application/rdf+xml,text/rdf+n3;q=0.9,application/xhtml+xml;q=0.5, */*;q=0.1"
PROTEGE = (
    "application/rdf+xml, application/xml; q=0.7, text/xml; q=0.6, text/plain; q=0.1, */*; q=0.09"
)
JENA = (
    "text/turtle,application/n-triples;q=0.9,application/ld+json;q=0.8,application/rdf+xml;q=0.7,"
    "*/*;q=0.3"
)
RAPPER = (
    "application/rdf+xml, text/rdf, application/turtle, text/turtle, text/html;q=0.6, */*;q=0.1"
)
COMPACTED = 'application/ld+json;profile="http://www.w3.org/ns/json-ld#compacted"'


@pytest.mark.parametrize(
    ("accept", "expected"),
    [
        (None, "html"),
        ("", "html"),
        ("*/*", "html"),
        (CHROME, "html"),
        (FIREFOX, "html"),
        ("text/*", "html"),
        (RDFLIB, "rdf"),
        (PROTEGE, "rdf"),
        (JENA, "ttl"),
        (RAPPER, "rdf"),
        (COMPACTED, "jsonld"),
        ("application/ld+json", "jsonld"),
        ("TEXT/TURTLE", "ttl"),
        ("text/turtle ; q=0.4 , application/trig ; q=0.9", "trig"),
        ("application/n-triples, text/html;q=0.9", "nt"),
        ("application/xml;q=0.9, text/html;q=0.1", "html"),
    ],
)
def test_clients_get_what_they_prefer(accept: str | None, expected: str) -> None:
    """Browsers get pages, RDF tools get RDF, and a client that does not care gets the page."""
    assert expected == choose(accept, OFFERED).extension


@pytest.mark.parametrize("accept", ["application/foo", "image/png", "nonsense"])
def test_a_client_that_accepts_nothing_offered_is_told_what_is(accept: str) -> None:
    """The refusal names every variant that exists."""
    with pytest.raises(NoVariant) as refused:
        choose(accept, OFFERED)

    assert OFFERED == refused.value.offered
    assert all(form.media_type in str(refused.value) for form in OFFERED)


def test_a_suffix_names_one_format() -> None:
    """A known suffix finds its format, an unknown one none."""
    assert ("text/turtle", None) == (
        (found := by_extension("ttl", RDF)) and found.media_type,
        by_extension("pdf", RDF),
    )
