"""IRIs and paths."""

import pytest

from graph.namespaces import ENTITY_TYPES, EQ, SHAPES
from web.urls import Urls

BASE = "https://w3id.org/equipoise/"
OURS = "https://lab.example/evidence/"


@pytest.mark.parametrize("base", [BASE, OURS])
@pytest.mark.parametrize("root", ["", "/mounted/here"])
@pytest.mark.parametrize("kind", ENTITY_TYPES)
def test_every_entity_has_one_page_and_the_page_one_entity(base: str, root: str, kind: str) -> None:
    """The map between IRIs and paths is the same in both directions, fragments included."""
    urls = Urls(base, root)
    iri = f"{base}id/{kind}/some-slug#part-1"

    assert f"{root}/{kind}/some-slug#part-1" == urls.href(iri)
    assert iri == urls.iri(urls.href(iri) or "")


def test_documents_map_both_ways() -> None:
    """A named graph is shown under its own name."""
    urls = Urls()
    iri = f"{BASE}graph/studies/roerink-2017"

    assert "/graph/studies/roerink-2017" == urls.href(iri)
    assert iri == urls.iri("/graph/studies/roerink-2017")


@pytest.mark.parametrize(
    "path", ["/study/x", "/study/x.ttl", "/id/study/x", "/study/x?page=2", "/study/x/"]
)
def test_every_address_of_a_record_names_the_record(path: str) -> None:
    """Suffixes, queries and the /id/ form lead back to the same IRI."""
    assert f"{BASE}id/study/x" == Urls().iri(path)


@pytest.mark.parametrize("path", ["/", "/studies", "/how", "/nothing/x", "/search?q=study/x"])
def test_a_page_about_no_record_names_none(path: str) -> None:
    """Lists and explanations stand for no IRI."""
    assert Urls().iri(path) is None


@pytest.mark.parametrize(
    ("iri", "expected"),
    [
        (f"{EQ}Supports", "/ns#Supports"),
        (f"{SHAPES}Study-label", "/shapes#Study-label"),
        ("https://go.drugbank.com/drugs/DB00026", "https://go.drugbank.com/drugs/DB00026"),
        ("urn:uuid:1", None),
        ("javascript:alert(1)", None),
        ("data:text/html,x", None),
    ],
)
def test_only_addresses_on_the_web_are_linked(iri: str, expected: str | None) -> None:
    """Terms lead to the ontology, foreign IRIs to themselves, and what is no address nowhere."""
    assert expected == Urls().href(iri)


@pytest.mark.parametrize(
    ("identifier", "expected"),
    [
        ("NCT02108210", "https://clinicaltrials.gov/study/NCT02108210"),
        ("ISRCTN54285094", "https://www.isrctn.com/ISRCTN54285094"),
        (
            "EudraCT 2013-005466-19",
            "https://www.clinicaltrialsregister.eu/ctr-search/search?query=2013-005466-19",
        ),
        ("unknown 12", None),
    ],
)
def test_known_registries_are_linked(identifier: str, expected: str | None) -> None:
    """A registration leads to its registry; an unknown one stays text."""
    assert expected == Urls().registry(identifier)


@pytest.mark.parametrize(
    ("iri", "expected"),
    [
        (f"{BASE}id/study/roerink-2017", "study:roerink-2017"),
        (f"{BASE}id/case-definition/fukuda-1994", "definition:fukuda-1994"),
        (f"{EQ}Supports", "eq:Supports"),
        (f"{BASE}graph/studies/x", "graph/studies/x"),
        ("https://example.org/a/b", "example.org/a/b"),
    ],
)
def test_iris_are_shortened_as_people_write_them(iri: str, expected: str) -> None:
    """A known namespace becomes its prefix; anything else loses only its scheme."""
    assert expected == Urls().short(iri)


def test_a_doi_with_odd_characters_stays_one_address() -> None:
    """Characters that end an address are escaped in a DOI."""
    assert "https://doi.org/10.1/a%3Cb%3E(c)" == Urls().doi("10.1/a<b>(c)")
