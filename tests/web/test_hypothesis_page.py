"""The hypothesis page: filters that count again, the year as of which, and the balance by year."""

from itertools import pairwise

import pytest
from flask.testing import FlaskClient

from graph.endpoint import LocalEndpoint
from graph.namespaces import DEFAULT_BASE
from graph.reader import Reader
from graph.records import Filters, Ref
from graph.service import Service
from graph.tables import plain
from tests.graph.listing.test_weighings import FILTERS
from web.reading.narrowing import read
from web.reading.timeline import timeline

BROWSER = {"Accept": "text/html"}
BALANCE = "/queries/evidence-balance.csv?hypothesis=rituximab-maintenance-reduces-fatigue"
OTHER_REGIMEN = "/question/il-1-inhibition-other-regimen"
ROW = ("year", "event", "study", "stance", "supports", "refutes", "inconclusive")
ID = f"{DEFAULT_BASE}id/"
DEFINITIONS = (
    Ref(f"{ID}case-definition/fukuda-1994", ""),
    Ref(f"{ID}case-definition/ccc-2003", ""),
)


@pytest.fixture(scope="module")
def weighed(service: Service) -> tuple[str, ...]:
    """Every hypothesis that somebody has weighed something against."""
    return tuple(item.ref.iri for item in service.catalogue.hypotheses() if item.balance)


@pytest.fixture(scope="module")
def reader(endpoint: LocalEndpoint) -> Reader:
    return Reader(endpoint, DEFAULT_BASE)


def page(client: FlaskClient, address: str) -> str:
    answer = client.get(address, headers=BROWSER)
    assert 200 == answer.status_code
    return answer.text


def test_the_balance_by_year_is_that_of_the_named_question(
    weighed: tuple[str, ...], service: Service, reader: Reader
) -> None:
    """For every hypothesis, each event with its tally is a row of ``picture-changes``."""
    for iri in weighed:
        slug = iri.rpartition("/")[2]
        rows = {
            tuple(plain(term) for term in (row[name] for name in ROW))
            for row in reader.ask("picture-changes", hypothesis=slug)
        }
        moments = service.lists.weighings.history(iri).moments
        assert all(moment.total == len(moment.events) for moment in moments), slug
        told = {
            (
                str(moment.year),
                "retracted" if event.retracted else "published",
                event.study.iri,
                stance.label,
                *map(str, moment.tally),
            )
            for moment in moments
            for event in moment.events
            for stance in event.stances
        }
        assert rows == told, slug


def test_an_address_narrows_the_page(client: FlaskClient) -> None:
    """The sentence, the evidence and the query of the balance follow the filters."""
    narrowed = page(client, "/hypothesis/rituximab-maintenance-reduces-fatigue?blinded=true")

    assert "<strong>Counted again:</strong> single or double blind." in narrowed
    assert "0 support it, 1 refutes it" in narrowed
    assert '<option value="true" selected>Blinded (' in narrowed
    assert f"{BALANCE}&amp;blinded=true" in narrowed
    assert "No study left by the filters has a finding that" in narrowed
    assert 'class="badge contested"' not in narrowed.partition('id="balance"')[0]


def test_a_year_shows_what_stood_then(client: FlaskClient) -> None:
    """At the end of 2010 the report of XMRV counted; that it was retracted in 2011 is said."""
    then = page(client, "/hypothesis/xmrv-associated?as_of=2010")

    assert "2 studies: 1 supports it, 1 refutes it" in then
    assert ">retracted later, in 2011<" in then
    assert 'as_of=2010#balance" aria-current="true">2010<' in then
    assert 'name="as_of" type="number"' in then and 'value="2010"' in then


def test_links_to_years_keep_the_other_filters(client: FlaskClient) -> None:
    """Who narrows to blinded studies and goes to 2012 stays with blinded studies."""
    narrowed = page(client, "/hypothesis/xmrv-associated?blinded=true&as_of=2010")

    assert "/hypothesis/xmrv-associated?blinded=true&amp;as_of=2012#balance" in narrowed
    assert 'href="/hypothesis/xmrv-associated?blinded=true#balance">today<' in narrowed


@pytest.mark.parametrize(
    "query", ["as_of=soon", "as_of=99", "pem=x", "case_definition=x", "min_participants=-1"]
)
def test_what_is_no_value_narrows_nothing(client: FlaskClient, query: str) -> None:
    """An address with a word that no filter knows shows everything."""
    whole = page(client, f"/hypothesis/xmrv-associated?{query}")

    assert "Counted again:" not in whole
    assert "2 studies: 0 support it, 2 refute it" in whole


@pytest.mark.parametrize("filters", FILTERS, ids=lambda item: "-".join(item.values()) or "none")
def test_filters_are_read_from_the_address(filters: Filters) -> None:
    """Values and address are each other's inverse, and what is empty is left out."""
    assert filters == read(filters.values(), DEFINITIONS)


def test_the_drawing_of_years_stays_within_its_box(
    weighed: tuple[str, ...], service: Service
) -> None:
    """Labels of years keep apart, and each line ends where the last year does."""
    kept = [service.lists.weighings.history(iri) for iri in weighed]
    drawn = [found for item in kept if (found := timeline(item, 2026, "2015"))]

    assert drawn
    for found in drawn:
        places = [tick.x for tick in found.ticks]
        assert all(after - before >= 34 for before, after in pairwise(places))
        assert all(0 < y < found.height for lane in found.lanes for _, y, _ in lane.counts)
        assert all(lane.line.endswith("H332.0") for lane in found.lanes)


def test_a_question_says_when_it_moved_and_what_would_settle_it(client: FlaskClient) -> None:
    """Dated steps, attempts with what they found, and what of a study nobody has named."""
    read = page(client, "/question/rituximab-against-placebo")

    assert read.index(">2009<") < read.index(">2011<")
    assert "moved by" in read and "/study/fluge-2011" in read
    assert "placebo comparator" in read and "not specified by anybody" in read
    assert "No other question comes close." in read
    assert "/question/il-1-relief-carries-over" in page(client, OTHER_REGIMEN)


def test_a_standing_that_rests_on_one_study_says_so(client: FlaskClient) -> None:
    """Without the trial against placebo the hypothesis would be supported only."""
    read = page(client, "/hypothesis/rituximab-maintenance-reduces-fatigue")
    part = read.partition('id="depends"')[2].partition("</section>")[0]

    assert "/study/fluge-2019" in part and "supported only" in part
