"""How records hang together: statements between two records, and the view around one."""

from pathlib import Path

import pytest

from graph.endpoint import LocalEndpoint
from graph.errors import NotFound
from graph.links import CROWDED, Links, build_links
from graph.namespaces import DEFAULT_BASE
from graph.service import Service

ID = f"{DEFAULT_BASE}id/"
HYPOTHESIS = f"{ID}hypothesis/il-1-drives-fatigue"
TRIAL = f"{ID}study/roerink-2017"
AGENT = f"{ID}intervention/anakinra"
CONDITION = f"{ID}condition/me-cfs"
MOST = 300


@pytest.fixture(scope="module")
def links(endpoint: LocalEndpoint, tmp_path_factory: pytest.TempPathFactory) -> Links:
    path = tmp_path_factory.mktemp("links") / "links.sqlite"
    build_links(endpoint, path)
    return Links(path)


def test_a_path_leads_from_an_agent_to_a_hypothesis(links: Links) -> None:
    """Around anakinra stand the trial that gave it, its target, and what the trial bears on."""
    view = links.around(AGENT, 1, MOST)
    told = {(tie.subject.iri, tie.relation, tie.object.iri) for tie in view.ties}

    assert (TRIAL, "gave", AGENT) in told
    assert any(subject == AGENT and relation == "acts-on" for subject, relation, _ in told)
    assert any(
        tie.subject.iri == TRIAL and tie.relation == "weighed" and tie.stance for tie in view.ties
    )


def test_a_judgement_keeps_finding_stance_and_directness_apart(links: Links) -> None:
    """A finding that is inconclusive on a hypothesis is never told as anything else."""
    view = links.around(HYPOTHESIS, 1, MOST)
    [tie] = [
        tie
        for tie in view.ties
        if (tie.subject.iri, tie.object.iri) == (TRIAL, HYPOTHESIS) and tie.relation == "weighed"
    ]

    assert tie.finding and tie.stance and tie.directness and tie.review
    assert ("inconclusive", "indirect") == (tie.stance.label, tie.directness.label)
    assert f"{TRIAL}#finding-1" == tie.finding.iri


def test_every_record_of_a_view_is_linked_to_a_nearer_one(links: Links) -> None:
    """A record two steps away is linked to one that is one step away, and no statement leaves."""
    view = links.around(TRIAL, 2, MOST)
    steps = view.steps

    assert {0, 1, 2} == set(steps.values())
    assert {tie.subject.iri for tie in view.ties} | {tie.object.iri for tie in view.ties} == set(
        steps
    )
    for iri, far in steps.items():
        ends = [(tie.subject.iri, tie.object.iri) for tie in view.ties]
        near = {steps[a if b == iri else b] for a, b in ends if iri in (a, b)}
        assert far == 0 or far - 1 in near, iri


def test_no_view_goes_through_what_most_studies_share(links: Links) -> None:
    """From one trial nobody gets to every other one through their common condition."""
    view = links.around(TRIAL, 2, MOST)
    crowded = [tie for tie in view.ties if tie.relation in CROWDED]

    assert crowded
    assert all(TRIAL in (tie.subject.iri, tie.object.iri) for tie in crowded)


def test_a_view_is_bounded_and_says_what_it_leaves_out(links: Links) -> None:
    """Of the records around a condition a view of 20 shows 20, and counts the others next to it."""
    whole = links.around(CONDITION, 1, MOST)
    part = links.around(CONDITION, 1, 20)

    assert (0, 20) == (whole.left_out, len(part.steps))
    assert len(whole.steps) == 20 + part.left_out
    assert part == links.around(CONDITION, 2, 20)


def test_what_two_records_say_of_each_other_is_told_once(links: Links) -> None:
    """Two reports of the same people share participants with each other in one statement."""
    view = links.around(TRIAL, 2, MOST)
    shared = [
        frozenset({tie.subject.iri, tie.object.iri})
        for tie in view.ties
        if tie.relation in {"related-to", "shares-participants-with"}
    ]

    assert shared
    assert len(shared) == len(set(shared))


def test_what_nothing_links_is_not_found(links: Links) -> None:
    """A view around nothing is refused."""
    with pytest.raises(NotFound):
        links.around(f"{ID}study/no-such", 1, MOST)


def test_a_file_of_another_version_is_not_usable(links: Links, tmp_path: Path) -> None:
    """A service makes links of its own where there are none that it can read."""
    (tmp_path / "other.sqlite").write_bytes(b"")

    assert links.usable
    assert not Links(tmp_path / "other.sqlite").usable
    assert not Links(tmp_path / "none.sqlite").usable


def test_a_release_has_its_links(service: Service) -> None:
    """What the service reads is what the build has written."""
    assert service.links.path.parent == service.settings.releases.resolve() / service.release.name
