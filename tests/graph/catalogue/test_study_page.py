"""What the page of one study is told."""

import pytest

from graph.catalogue import Catalogue
from graph.endpoint import LocalEndpoint
from graph.namespaces import DEFAULT_BASE, EQ
from graph.records import Ref, Study
from tests.graph.made_up import made_up

ID = f"{DEFAULT_BASE}id/"
TRIAL = f"{ID}study/roerink-2017"


@pytest.fixture(scope="module")
def invented() -> Catalogue:
    return Catalogue(made_up())


@pytest.fixture(scope="module")
def trial(endpoint: LocalEndpoint) -> Study:
    return Catalogue(endpoint).study(TRIAL)


def labels(refs: tuple[Ref, ...]) -> list[str]:
    return [ref.label for ref in refs]


def test_a_study_says_who_took_part(trial: Study) -> None:
    """Size, sex, ages, country, case definition and PEM requirement are those of the document."""
    people = trial.population

    assert people is not None
    assert (50, "female", "18", "59", "Netherlands") == (
        people.n,
        people.gender,
        people.minimum_age,
        people.maximum_age,
        people.country,
    )
    assert ["CDC 1994 (Fukuda) criteria"] == labels(people.definitions)
    assert people.pem == Ref(f"{EQ}PemNotRequired", "PEM not required")
    assert people.pem_meaning


def test_a_study_has_its_arms_with_what_they_received(trial: Study) -> None:
    """The arm under test comes first, with agent, dose, route and days."""
    anakinra, placebo = trial.arms

    assert ("anakinra", "placebo") == (anakinra.ref.label, placebo.ref.label)
    assert (25, "100 mg/d", 28) == (anakinra.n, anakinra.dose, anakinra.days)
    assert [f"{ID}intervention/anakinra"] == [agent.iri for agent in anakinra.agents]
    assert placebo.dose is None


def test_a_result_keeps_number_and_print(trial: Study) -> None:
    """The primary outcome has its estimate with interval, sign and the printed digits."""
    primary = trial.outcomes[0]
    (result,) = primary.results

    assert "primary" == primary.role.label if primary.role else None
    assert ("effect", "1.5", "-4.1", "7.2") == (
        result.kind,
        result.value,
        result.ci_lower,
        result.ci_upper,
    )
    assert result.arm and result.versus
    assert ("anakinra", "placebo") == (result.arm.label, result.versus.label)
    assert "1.5 points [95% CI, -4.1 to 7.2 points]" == result.as_reported
    assert result.better_when == Ref(f"{EQ}LowerIsBetter", "lower is better")


def test_an_unreported_count_is_none_and_not_zero(trial: Study) -> None:
    """Nobody reports who stopped on placebo, so there is a result for anakinra alone."""
    (stopped,) = [item for item in trial.outcomes if item.ref.iri.endswith("stopped-adverse-event")]

    assert [("anakinra", 1)] == [
        (result.arm.label if result.arm else "", result.events) for result in stopped.results
    ]


def test_findings_name_document_outcomes_and_results(trial: Study) -> None:
    """A finding knows which document states it, what it is about and what it derives from."""
    findings = {finding.ref.iri.partition("#")[2]: finding for finding in trial.findings}

    assert f"{DEFAULT_BASE}graph/studies/roerink-2017" == findings["finding-1"].document
    assert f"{DEFAULT_BASE}graph/studies/roerink-2017-nice-2021" == findings["finding-6"].document
    assert ["1.5"] == [result.value for result in findings["finding-1"].results]
    assert findings["finding-4"].outcome is None
    assert 10 == len(findings["finding-4"].outcomes)


def test_what_authors_say_and_what_we_infer_stay_apart(trial: Study) -> None:
    """Conclusions are the authors', inferences are ours and carry their review state."""
    assert {"Roerink and colleagues"} == {item.stated_by for item in trial.conclusions}
    assert {"Equipoise curators"} == {item.stated_by for item in trial.inferences}
    assert all(item.review_state is None for item in trial.conclusions)
    assert all(item.review_state for item in trial.inferences)


def test_a_limit_names_its_axis_and_what_it_leaves_open(trial: Study) -> None:
    """The limit on compartment leaves the central hypothesis and its question open."""
    (limit,) = [item for item in trial.limits if item.ref.iri.endswith("#limit-5")]

    assert ["compartment or tissue"] == labels(limit.dimensions)
    assert {
        f"{ID}hypothesis/il-1-central-drives-fatigue",
        f"{ID}question/il-1-central-versus-peripheral",
    } == {item.iri for item in limit.leaves_open}


def test_evidence_is_told_in_the_same_order_everywhere(trial: Study) -> None:
    """Refuting evidence, direct first, comes before inconclusive evidence and what is left open."""
    stances = [(item.stance.label, item.directness is None) for item in trial.evidence]
    order = ["supports", "refutes", "inconclusive", "leaves open"]

    assert stances == sorted(stances, key=lambda pair: order.index(pair[0]))
    assert {"leaves open"} == {stance for stance, without in stances if without}
    assert ("refutes", "direct") == (
        trial.evidence[0].stance.label,
        trial.evidence[0].directness.label if trial.evidence[0].directness else None,
    )


def test_the_year_is_that_of_the_first_report_not_of_the_protocol(trial: Study) -> None:
    """The protocol of 2015 is listed, and the study is of 2017."""
    assert ["2015", "2017", "2021"] == [paper.year for paper in trial.publications]
    assert "2017" == trial.year


def test_questions_are_raised_or_addressed(trial: Study) -> None:
    """The trial raises four questions and addresses one of an earlier review."""
    assert 4 == len(trial.questions)
    assert ["il-1-relief-carries-over"] == [
        item.ref.iri.rsplit("/", 1)[1] for item in trial.addressed
    ]
    assert {("2016", 2), ("2017", 1)} == {(item.since, item.raised_by) for item in trial.questions}


def test_provenance_lists_each_document_with_its_sources(trial: Study) -> None:
    """Records of sources come before assessments; each knows what it derives from."""
    kinds = [item.kind for item in trial.provenance]

    assert ["study record"] * 2 + ["assessment record"] * 2 == kinds
    assert "Roerink 2017, Annals of Internal Medicine" in labels(trial.provenance[0].sources)
    assert all(item.review_state for item in trial.provenance[2:])


def test_a_retracted_paper_names_its_notice(invented: Catalogue) -> None:
    """The publication has the date of its retraction and the notice."""
    page = invented.study(f"{ID}study/clark-2009")
    (paper,) = page.publications

    assert page.retracted
    assert ("2011-12-23", "Retraction, Journal 2011") == (
        paper.retracted,
        paper.notice.label if paper.notice else None,
    )


def test_an_arm_with_two_interventions_tells_both(invented: Catalogue) -> None:
    """Labels are joined, agents are listed, and a session of minutes does not count as days."""
    first, usual = invented.study(f"{ID}study/adams-2001").arms

    assert ("drops + rest", "5 mg/d", 14) == (first.intervention, first.dose, first.days)
    assert ["tonic", "rest"] == labels(first.agents)
    assert (None, None, ()) == (usual.n, usual.intervention, usual.agents)


def test_silence_is_none(invented: Catalogue) -> None:
    """What no document says is None or empty, in every field of the record."""
    page = invented.study(f"{ID}study/clark-2009")

    assert page.population is None
    assert (None, None, (), ()) == (
        page.summary,
        page.why_it_matters,
        page.arms,
        page.registry_ids,
    )


def test_a_protocol_alone_gives_no_year(invented: Catalogue) -> None:
    """A study of which only a protocol is published has not been reported yet."""
    assert invented.study(f"{ID}study/brown-2005").year is None
