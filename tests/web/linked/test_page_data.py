"""schema.org in every page: it expands without a network, and says what the page is about."""

import json
import re

import pytest
import rdflib
from flask.testing import FlaskClient
from rdflib import RDF, URIRef

BASE = "https://w3id.org/equipoise/"
SCHEMA = "https://schema.org/"
SITE = "http://localhost"
#: Pages, the schema.org type of each, and what it is about with its type.
PAGES = {
    "/": ("WebPage", f"{SITE}/#website", "WebSite"),
    "/study/roerink-2017": ("AboutPage", f"{BASE}id/study/roerink-2017", "MedicalTrial"),
    "/study/myhill-2009": ("AboutPage", f"{BASE}id/study/myhill-2009", "MedicalStudy"),
    "/publication/roerink-2017": (
        "AboutPage",
        f"{BASE}id/publication/roerink-2017",
        "ScholarlyArticle",
    ),
    "/hypothesis/inflammation": ("AboutPage", f"{BASE}id/hypothesis/inflammation", "Claim"),
    "/question/il-1-central-versus-peripheral": (
        "AboutPage",
        f"{BASE}id/question/il-1-central-versus-peripheral",
        "Question",
    ),
    "/intervention/anakinra": ("AboutPage", f"{BASE}id/intervention/anakinra", "Drug"),
    "/intervention/graded-exercise-therapy": (
        "AboutPage",
        f"{BASE}id/intervention/graded-exercise-therapy",
        "MedicalTherapy",
    ),
    "/target/il-1": ("AboutPage", f"{BASE}id/target/il-1", "DefinedTerm"),
    "/condition/me-cfs": ("AboutPage", f"{BASE}id/condition/me-cfs", "MedicalCondition"),
    "/case-definition/fukuda-1994": (
        "AboutPage",
        f"{BASE}id/case-definition/fukuda-1994",
        "DefinedTerm",
    ),
    "/instrument/cis-fatigue": ("AboutPage", f"{BASE}id/instrument/cis-fatigue", "DefinedTerm"),
    "/contributor/curators": ("AboutPage", f"{BASE}id/contributor/curators", "Organization"),
    "/studies": ("CollectionPage", f"{SITE}/studies#list", "ItemList"),
    "/hypotheses": ("CollectionPage", f"{SITE}/hypotheses#list", "ItemList"),
    "/questions": ("CollectionPage", f"{SITE}/questions#list", "ItemList"),
    "/targets": ("CollectionPage", f"{SITE}/targets#list", "ItemList"),
    "/data": ("WebPage", f"{BASE}dataset", "Dataset"),
    "/ns": ("AboutPage", f"{BASE}ns", "DefinedTermSet"),
    "/shapes": ("AboutPage", f"{BASE}shapes", "TechArticle"),
}
PLAIN = {
    "/how": "TechArticle",
    "/completeness": "WebPage",
    "/validation": "WebPage",
    "/why": "WebPage",
    "/ontology/stance": "WebPage",
    "/search?q=anakinra": "SearchResultsPage",
    "/queries": "WebPage",
    "/queries/gap-map": "WebPage",
    "/sparql": "WebPage",
    "/graph/studies/roerink-2017": "AboutPage",
}
#: Terms of schema.org (version 29) that pages use; whatever else they said would be made up.
TERMS = {
    *("AboutPage", "BreadcrumbList", "Claim", "CollectionPage", "DataDownload", "Dataset"),
    *("DefinedTerm", "DefinedTermSet", "Drug", "EntryPoint", "ItemList", "ListItem"),
    *("MedicalCondition", "MedicalStudy", "MedicalTherapy", "MedicalTrial", "Organization"),
    *("Periodical", "Question", "ScholarlyArticle", "SearchAction", "SearchResultsPage"),
    *("TechArticle", "WebPage", "WebSite", "Date", "DateTime"),
    *("about", "appearance", "breadcrumb", "contentUrl", "creativeWorkStatus", "creditText"),
    *("dateModified", "datePublished", "description", "distribution", "encodingFormat"),
    *("healthCondition", "identifier", "inLanguage", "isAccessibleForFree", "isPartOf", "item"),
    *("itemListElement", "license", "mainEntity", "name", "numberOfItems", "position"),
    *("potentialAction", "sameAs", "subjectOf", "target", "text", "url", "urlTemplate", "version"),
}
# rdflib 7.6 uses its own deprecated names when it parses JSON-LD.
pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning:rdflib.*")


@pytest.fixture(autouse=True)
def offline(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever would fetch a context fails."""

    def refused(*_: object, **__: object) -> None:
        raise AssertionError("a JSON-LD block must not need a network")

    monkeypatch.setattr("socket.socket.connect", refused)


def block(client: FlaskClient, address: str) -> str:
    page = client.get(address, headers={"Accept": "text/html"}).text
    [found] = re.findall(r'<script type="application/ld\+json">(.*?)</script>', page, re.DOTALL)
    return str(found)


def expanded(client: FlaskClient, address: str) -> rdflib.Graph:
    return rdflib.Graph().parse(data=block(client, address), format="json-ld")


def types(graph: rdflib.Graph, iri: str) -> set[str]:
    return {str(kind).removeprefix(SCHEMA) for kind in graph.objects(URIRef(iri), RDF.type)}


@pytest.mark.parametrize("address", PAGES)
def test_a_page_says_what_it_is_and_what_it_is_about(client: FlaskClient, address: str) -> None:
    """The page has a type, and its main entity is the thing by its IRI, with a type and a name."""
    kind, thing, about = PAGES[address]
    graph = expanded(client, address)

    assert {kind} == types(graph, SITE + address)
    assert (URIRef(SITE + address), URIRef(f"{SCHEMA}mainEntity"), URIRef(thing)) in graph
    assert {about} == types(graph, thing)


@pytest.mark.parametrize("address", PLAIN)
def test_every_other_page_says_what_it_is(client: FlaskClient, address: str) -> None:
    """Pages about no one thing have a type, a name, a licence and a site too."""
    graph = expanded(client, address)
    page = URIRef(SITE + address.partition("?")[0])

    assert {PLAIN[address]} == types(graph, str(page))
    for name in ("name", "license", "dateModified", "isPartOf"):
        assert graph.value(page, URIRef(SCHEMA + name)) is not None


@pytest.mark.parametrize("address", [*PAGES, *PLAIN])
def test_no_term_is_made_up(client: FlaskClient, address: str) -> None:
    """Every property, class and datatype is one of schema.org or RDF, and no claim is reviewed."""
    graph = expanded(client, address)
    used = {str(predicate) for predicate in graph.predicates()}
    used |= {str(kind) for kind in graph.objects(None, RDF.type)}
    used |= {
        str(value.datatype)
        for value in graph.objects()
        if isinstance(value, rdflib.Literal) and value.datatype
    }
    ours = {term.removeprefix(SCHEMA) for term in used if term.startswith(SCHEMA)}

    assert set() == ours - TERMS
    assert {str(RDF.type)} >= {
        term for term in used if not term.startswith((SCHEMA, str(rdflib.XSD)))
    }


@pytest.mark.parametrize("address", ["/study/roerink-2017", "/hypothesis/inflammation"])
def test_the_way_to_a_page_is_given(client: FlaskClient, address: str) -> None:
    """A page with a trail lists its steps from the home page to itself, with absolute addresses."""
    (page, _) = json.loads(block(client, address))["@graph"]
    steps = page["breadcrumb"]["itemListElement"]

    assert list(range(1, len(steps) + 1)) == [step["position"] for step in steps]
    assert (f"{SITE}/", SITE + address) == (steps[0]["item"], steps[-1]["item"])


def test_a_list_names_its_records_in_order(client: FlaskClient) -> None:
    """The list of studies has as many items as the page shows, and the number of all."""
    (_, listed) = json.loads(block(client, "/studies"))["@graph"]
    page = client.get("/studies", headers={"Accept": "text/html"}).text
    shown = [item["item"].rpartition("/")[2] for item in listed["itemListElement"]]

    assert shown == re.findall(r'<p class="claim[^"]*"><a href="/study/([\w-]+)">', page)
    assert listed["numberOfItems"] >= len(shown) > 10


def test_the_data_set_names_its_files(client: FlaskClient) -> None:
    """The data set has a version, a licence and its files with absolute addresses."""
    (_, dataset) = json.loads(block(client, "/data"))["@graph"]
    addresses = [file["contentUrl"] for file in dataset["distribution"]]

    assert all(address.startswith(f"{SITE}/") for address in addresses)
    assert {"version", "license"} <= set(dataset)
    assert addresses


def test_the_site_can_be_searched(client: FlaskClient) -> None:
    """The home page names the address that finds a word."""
    (_, site) = json.loads(block(client, "/"))["@graph"]
    template = site["potentialAction"]["target"]["urlTemplate"]

    assert "roerink-2017" in client.get(template.replace("{query}", "anakinra")).text
