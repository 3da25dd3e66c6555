"""Effects on the pages of studies, interventions, targets and hypotheses."""

import html
import re

from flask.testing import FlaskClient

BROWSER = {"Accept": "text/html"}


def panel(client: FlaskClient, address: str, name: str) -> str:
    """Return one panel of a page."""
    answer = client.get(address, headers=BROWSER)
    assert 200 == answer.status_code
    found = re.search(rf'<section[^>]* id="{name}".*?</section>', answer.text, re.DOTALL)
    assert found is not None
    return found[0]


def words(markup: str) -> str:
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", markup)).split())


def test_derived_effects_stand_apart_and_are_marked(client: FlaskClient) -> None:
    """What is calculated comes after what is reported, says so, and leads to how."""
    markup = panel(client, "/study/roerink-2017", "effects")
    reported, derived = markup.split("Derived from the counts by a rule")

    assert "badge derived" not in reported
    assert 2 == derived.count('class="badge derived"')
    assert 2 == derived.count('class="why"')
    assert "0.40 (95% CI 0.09 to 1.87)" in words(derived)
    assert "17.0 (95% CI 2.45 to 118)" in words(derived)
    assert "Shows harm" in words(derived)


def test_every_row_leads_to_its_finding_and_its_reason(client: FlaskClient) -> None:
    """The links of a row exist on the page."""
    page = client.get("/study/roerink-2017", headers=BROWSER).text
    markup = panel(client, "/study/roerink-2017", "effects")
    targets = re.findall(r'<th scope="row"><a href="/study/roerink-2017#([\w-]+)"', markup)
    notes = re.findall(r'href="#(forest-reason-\d)"', markup)

    assert 7 == len(targets) == len(notes)
    assert all(f'id="{target}"' in page for target in (*targets, *notes))


def test_a_study_without_intervals_says_so(client: FlaskClient) -> None:
    """An empty panel is no verdict."""
    assert "No comparison of this study is recorded with an interval" in words(
        panel(client, "/study/white-2011", "effects")
    )


def test_benefit_and_harm_stand_side_by_side(client: FlaskClient) -> None:
    """Both halves are there, and harms are in one of them only."""
    markup = panel(client, "/intervention/anakinra", "effects")
    benefit, harm = markup.split("<h3>Harms</h3>")

    assert "njection-site reaction" in harm
    assert "njection-site reaction" not in benefit
    assert "were not pooled" in words(harm)


def test_a_missing_half_is_no_verdict(client: FlaskClient) -> None:
    """An agent without comparisons says what that does not mean."""
    said = words(panel(client, "/intervention/graded-exercise-therapy", "effects"))

    assert "That says nothing for or against it." in said
    assert "Not counted is not the same as none." in said


def test_doses_tried_are_listed(client: FlaskClient) -> None:
    """Dose, route and duration of the trial."""
    said = words(panel(client, "/intervention/anakinra", "doses"))

    assert "100 mg/d subcutaneous 4 weeks" in said


def test_a_target_keeps_blood_and_brain_apart(client: FlaskClient) -> None:
    """Each part of the body has its own heading, and an untested way says so."""
    said = words(panel(client, "/target/il-1", "places"))

    order = [said.index(f"{place} ") for place in ("Blood", "Central nervous system", "Periphery")]
    assert sorted(order) == order
    assert "No part of the body named" in said
    assert "silence is not a verdict" in said


def test_agents_lead_to_studies(client: FlaskClient) -> None:
    """From anakinra to interleukin-1 to the trial."""
    markup = panel(client, "/target/il-1", "agents")

    assert "anakinra acts on interleukin-1" in words(markup)
    assert 'href="/study/roerink-2017"' in markup


def test_a_hypothesis_shows_what_is_pooled_only_with_all_its_trials(client: FlaskClient) -> None:
    """The diamond stands with both trials; with one of them there is only a way to it."""
    whole = words(panel(client, "/hypothesis/b-cells-sustain-symptoms", "effects"))
    part = words(panel(client, "/hypothesis/rituximab-maintenance-reduces-fatigue", "effects"))

    assert "Pooled estimate of these 2 studies" in whole
    assert "I² 93%" in whole
    assert "Pooled estimate of these" not in part
    assert "holds trials that were not weighed here" in part


def test_retracted_effects_are_struck_and_not_counted(client: FlaskClient) -> None:
    """The report of a virus stays visible, as what it is."""
    said = words(panel(client, "/hypothesis/xmrv-associated", "effects"))

    assert "retracted, not counted" in said


def test_effects_follow_the_filters_of_the_page(client: FlaskClient) -> None:
    """Before the second trial was published only the first one is drawn."""
    said = words(panel(client, "/hypothesis/b-cells-sustain-symptoms?as_of=2012", "effects"))

    assert "Fluge 2011" in said
    assert "Fluge 2019" not in said
    assert "Pooled estimate" not in said
