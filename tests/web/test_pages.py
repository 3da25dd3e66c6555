"""What pages say, over the shipped documents."""

import html
import re

import pytest
from flask.testing import FlaskClient

from graph.service import Service
from web.panels import PANELS, WIDER

BROWSER = {"Accept": "text/html"}
STUDY = "/study/roerink-2017"
REFUTED = "/hypothesis/anakinra-4-weeks-reduces-fatigue"


def read(client: FlaskClient, address: str) -> str:
    return client.get(address, headers=BROWSER).text


def links(page: str) -> set[str]:
    return {html.unescape(found) for found in re.findall(r'<a [^>]*href="([^"]+)"', page)}


def text(page: str) -> str:
    """Return what a reader sees, in one line."""
    body = re.sub(r"<(script|style)\b.*?</\1>", "", page, flags=re.DOTALL)
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", body)).split())


def test_the_home_page_says_what_this_is_and_is_not(client: FlaskClient, service: Service) -> None:
    """A plain sentence, a search box, three doors, hypotheses, questions, release and date."""
    page = read(client, "/")
    words = text(page)

    assert "not medical advice" in words
    assert 'role="search"' in page
    assert [True] * 3 == [
        f'class="door" href="/{name}"' in page for name in ("hypotheses", "studies", "questions")
    ]
    assert f"{len(service.catalogue.studies())} studies" in words
    assert service.release.name in words
    assert service.release.issued[:10] in words


def test_a_study_page_keeps_every_part_of_the_page_it_began_with(client: FlaskClient) -> None:
    """Summary, importance, findings, conclusions, inferences, limits and questions, each apart."""
    page = read(client, STUDY)
    headings = [
        html.unescape(found) for found in re.findall(r"<h2 id=\"[\w-]+-title\">([^<]+)", page)
    ]

    assert [
        "Reading time",
        "On this page",
        "Published in",
        "Why it matters",
        "Who took part and what was done",
        "What was observed",
        "Differences between groups",
        "What the authors concluded",
        "What we infer (draft, not reviewed)",
        "What this study does not show",
        "Questions it raises",
        "Bears on these hypotheses",
        "Related studies",
        "Where this comes from",
        "Use this record",
    ] == headings


@pytest.mark.parametrize(
    "expected",
    [
        "Fifty women with chronic fatigue syndrome",
        "doi:10.7326/M16-2391",
        "PMID 28265678",
        "NCT02108210",
        "50 participants",
        "People could enter the study without having PEM.",
        "18 to 59 years",
        "2/25 (8%)",
        "5/25 (20%)",
        "17/25 (68%)",
        "1/25 (4%)",
        "1.5 points [95% CI, −4.1 to 7.2 points]",
        "4 weeks",
        "not reported",
        "no clear difference",
        "Stated by Roerink and colleagues",
        "draft, not reviewed",
        "CC BY 4.0",
        "https://w3id.org/equipoise/id/study/roerink-2017",
    ],
)
def test_a_study_page_says(client: FlaskClient, expected: str) -> None:
    """The facts of the trial stand on its page as the source printed them."""
    assert expected in text(read(client, STUDY))


def test_links_of_a_study_lead_to_its_sources(client: FlaskClient) -> None:
    """DOI, PubMed and registry are one click away."""
    found = links(read(client, STUDY))

    assert {
        "https://doi.org/10.7326/M16-2391",
        "https://pubmed.ncbi.nlm.nih.gov/28265678/",
        "https://clinicaltrials.gov/study/NCT02108210",
    } <= found


def test_an_interval_is_drawn_with_words(client: FlaskClient) -> None:
    """The drawing has a role and a name; both ends and the line of no difference are told."""
    page = read(client, STUDY)

    assert 'role="img" aria-label="Estimate and interval: The interval includes no' in page
    assert "favours anakinra" in page
    assert "favours placebo" in page
    assert "Dashed line: no difference" in page


def test_every_part_of_a_study_has_an_anchor(client: FlaskClient) -> None:
    """The hash IRIs of findings, outcomes, arms, limits and conclusions resolve on the page."""
    ids = re.findall(r'id="([^"]+)"', read(client, STUDY))

    assert {
        "finding-1",
        "outcome-fatigue-4w",
        "outcome-pain-4w",
        "anakinra",
        "limit-1",
        "limit-4",
        "conclusion-1",
        "inference-1",
    } <= set(ids)


def test_stances_are_told_by_shape_word_and_colour(client: FlaskClient) -> None:
    """Each judgement on a study page has a mark, a word, its directness, reason and state."""
    page = read(client, STUDY)
    [refuted] = re.findall(
        r'<li class="weighed refutes"[^>]*>(?:(?!</li>).)*anakinra-4-weeks(?:(?!</li>).)*</li>',
        page,
        flags=re.DOTALL,
    )

    assert 'class="mark refutes"' in refuted
    assert "Refutes direct Anakinra, 100 mg a day" in text(refuted)
    assert "this last step is our reading" in text(refuted)
    assert "draft, not reviewed" in text(refuted)


def test_a_hypothesis_page_gives_its_balance_in_words_first(client: FlaskClient) -> None:
    """Before any mark the page counts every stance, zeros included."""
    words = text(read(client, REFUTED))

    assert re.search(r"\d+ stud(y|ies).*?: \d+ supports? it, \d+ refutes? it, ", words)
    assert words.index("refutes it") < words.index("One mark is one independent study")


def test_an_empty_stance_says_that_silence_is_no_verdict(client: FlaskClient) -> None:
    """A stance that nobody takes is not left blank."""
    assert (
        "Nobody in this graph has weighed a finding that supports this: silence is not a verdict."
        in text(read(client, REFUTED))
    )


def test_a_question_page_shows_who_asked_and_who_tried(client: FlaskClient) -> None:
    """Status with its meaning, studies that raised it, tried it or leave it open, hypotheses."""
    words = text(read(client, "/question/il-1-central-versus-peripheral"))

    assert "asked since" in words
    assert "Anakinra against placebo in women with CFS (Roerink 2017)" in words
    assert "IL-1 signalling inside the central nervous system" in words


def test_harms_stand_on_the_page_of_an_intervention(client: FlaskClient) -> None:
    """Counts of both groups and the calculated difference; what is not reported says so."""
    words = text(read(client, "/intervention/anakinra"))

    assert "Anakinra : 17 of 25" in words or "Anakinra: 17 of 25" in words
    assert "64.0 percentage points" in words or "64 percentage points" in words
    assert "not reported" in words


#: Pages that have, between them, every panel of a kind of record that a question fills.
FILLED = {
    "study": (STUDY,),
    "hypothesis": (REFUTED, "/hypothesis/rituximab-maintenance-reduces-fatigue"),
    "question": (
        "/question/il-1-central-versus-peripheral",
        "/question/second-day-drop-cause",
        "/question/autoantibody-responsible",
        "/question/il-1-relief-carries-over",
    ),
    "intervention": ("/intervention/anakinra", "/intervention/rituximab"),
    "target": ("/target/il-1",),
    "publication": ("/publication/lombardi-2009",),
}


@pytest.mark.parametrize("kind", PANELS)
def test_panels_link_to_the_question_behind_them(client: FlaskClient, kind: str) -> None:
    """Each panel that a named question fills stands on some page, with page, CSV and JSON of it."""
    pages = {address: read(client, address) for address in FILLED[kind]}

    for panel, (name, _) in PANELS[kind].items():
        here = [(at, page) for at, page in pages.items() if f' id="{panel}"' in page]
        assert here, panel
        table = WIDER.get(kind, {}).get(panel)
        for address, page in here:
            if f'bare" id="{panel}"' in page:
                continue
            own = f"{address}/{table}.csv" if table else f"{address}.csv"
            csv = f"/queries/{name}.csv?" if table is None else own
            assert [True] * 3 == [
                f'href="{path}' in page
                for path in (f"/queries/{name}?", csv, f"/queries/{name}.json?")
            ]


def test_markup_in_a_search_stays_text(client: FlaskClient) -> None:
    """What a visitor types never becomes part of the page."""
    page = read(client, "/search?q=%3Cscript%3Ealert(1)%3C/script%3E")

    assert "<script>alert" not in page
    assert "&lt;script&gt;alert" in page


def test_a_search_can_be_narrowed(client: FlaskClient) -> None:
    """Hits are grouped by type, and one type can be asked for."""
    everything = read(client, "/search?q=anakinra")
    studies = read(client, "/search?q=anakinra&type=study")

    assert [True, True] == [f'id="{kind}"' in everything for kind in ("study", "hypothesis")]
    assert [True, False] == [f'id="{kind}"' in studies for kind in ("study", "hypothesis")]


def test_the_list_of_studies_can_be_narrowed(client: FlaskClient, service: Service) -> None:
    """A filter keeps only matching studies, says how many, and stays chosen."""
    page = read(client, "/studies?design=systematicreview")
    expected = [
        study
        for study in service.catalogue.studies()
        if any(design.iri.endswith("#SystematicReview") for design in study.designs)
    ]

    assert len(expected) == page.count('<p class="claim')
    assert '<option value="systematicreview" selected>' in page


def test_the_workbench_runs_a_query_without_javascript(client: FlaskClient) -> None:
    """The form sends a GET, and the answer is a table with links into the site."""
    query = "SELECT ?study { ?study a <https://w3id.org/equipoise/ns#Study> } ORDER BY ?study"
    page = client.get("/sparql", query_string={"query": query}, headers=BROWSER).text

    assert '<form class="workbench" action="/sparql" method="get">' in page
    assert f'<a href="{STUDY}">study:roerink-2017</a>' in page


def test_the_workbench_shows_where_a_query_is_wrong(client: FlaskClient) -> None:
    """A syntax error keeps the query in the form and says line and column in words."""
    page = client.get("/sparql", query_string={"query": "SELECT *\n{ ?s }"}, headers=BROWSER).text

    assert 'role="alert"' in page
    assert "line 2" in page
    assert "SELECT *\n{ ?s }</textarea>" in page


def test_a_question_with_a_wrong_parameter_says_what_it_takes(client: FlaskClient) -> None:
    """An unknown parameter is 400 and names the known ones."""
    answer = client.get("/queries/study-findings?studie=x", headers=BROWSER)

    assert (400, True) == (answer.status_code, "it takes study" in answer.text)
