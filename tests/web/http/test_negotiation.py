"""Which representation a client gets, with the headers that clients really send."""

import pytest

from tests.web.linked.accepted import CLIENTS, Client
from web.http.negotiation import HTML, RDF, TRIPLES, NoVariant, by_extension, choose

OFFERED = (HTML, *RDF)
by_name = pytest.mark.parametrize("client", CLIENTS, ids=lambda client: client.name)


@by_name
def test_clients_get_what_they_prefer(client: Client) -> None:
    """Browsers get pages, RDF tools get RDF, and a client that does not care gets the page."""
    if client.record is None:
        with pytest.raises(NoVariant):
            choose(client.accept, OFFERED)
    else:
        assert client.record == choose(client.accept, OFFERED).extension


@by_name
def test_clients_that_want_named_graphs_get_something_else_where_there_are_none(
    client: Client,
) -> None:
    """The ontology and the shapes are one graph each, in the formats of one graph."""
    if client.triples is None:
        with pytest.raises(NoVariant):
            choose(client.accept, (HTML, *TRIPLES))
    else:
        assert client.triples == choose(client.accept, (HTML, *TRIPLES)).extension


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
