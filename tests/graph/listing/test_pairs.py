"""The order of disagreements: the same pairs as the named question gives, a page at a time."""

from pathlib import Path

import pytest

from graph.catalogue import Catalogue
from graph.endpoint import LocalEndpoint
from graph.listing import Pairs, build_lists
from graph.namespaces import DEFAULT_BASE, entity_iri
from graph.release import Release
from tests.graph.made_up import made_up

RITUXIMAB = entity_iri(DEFAULT_BASE, "intervention", "rituximab")
XMRV = entity_iri(DEFAULT_BASE, "hypothesis", "xmrv-associated")


@pytest.fixture(scope="module")
def kept(release: Release) -> Pairs:
    return Pairs(release.lists)


@pytest.mark.parametrize(
    ("hypothesis", "intervention", "as_of"),
    [
        ("", "", ""),
        (XMRV, "", ""),
        (XMRV, "", "2009"),
        (XMRV, "", "2010"),
        ("", RITUXIMAB, ""),
        ("", RITUXIMAB, "2016"),
        ("", "", "2012"),
        (XMRV, RITUXIMAB, ""),
    ],
)
def test_every_choice_finds_the_pairs_that_the_named_question_finds(
    kept: Pairs, endpoint: LocalEndpoint, hypothesis: str, intervention: str, as_of: str
) -> None:
    """By hypothesis, by agent, by year and by none of them, the pairs and their number agree."""
    asked = {"hypothesis": hypothesis, "intervention": intervention, "as_of": as_of}
    wanted = Catalogue(endpoint).disagreements(asked)
    found = kept.page(hypothesis, intervention, as_of, 1, 10_000)

    assert {pair.iri for pair in wanted} == set(found.records)
    assert len(wanted) == found.total == len(found.records)


def test_pages_follow_each_other(kept: Pairs) -> None:
    """All pages together are everything, once and in order; a page beyond the last is the last."""
    everything = kept.page("", "", "", 1, 10_000).records
    pages = kept.page("", "", "", 1, 7).pages
    walked = [name for page in range(pages) for name in kept.page("", "", "", page + 1, 7).records]

    assert list(everything) == walked
    assert kept.page("", "", "", pages + 1, 7) == kept.page("", "", "", pages, 7)


def test_what_most_pairs_are_about_is_offered_with_their_number(kept: Pairs) -> None:
    """Each option says how many pairs it leaves, and what is chosen is always among them."""
    for option in kept.page("", "", "", 1, 5).options["intervention"]:
        assert option.count == kept.page("", option.choice.value, "", 1, 5).total


def test_a_graph_without_disagreements_has_one_empty_page(tmp_path: Path) -> None:
    """Nothing is found, nothing offered, and nothing fails."""
    path = tmp_path / "lists.sqlite"
    build_lists(made_up(), path)
    found = Pairs(path).page("", "", "1900", 3, 25)

    assert ((), 0, 1, 1) == (found.records, found.total, found.number, found.pages)
