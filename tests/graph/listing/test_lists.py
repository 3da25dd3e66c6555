"""Lists that the build made say the same as the graph that they were made from."""

import json
import sqlite3
from collections import Counter
from pathlib import Path

import pytest

from graph.catalogue import Catalogue
from graph.catalogue.linked import AskedLinked
from graph.endpoint import LocalEndpoint
from graph.listing import FACETS, ORDERS, Lists, build_lists, open_lists
from graph.listing.encoding import decode, encode
from graph.namespaces import DEFAULT_BASE, ENTITY_TYPES
from graph.reader import Reader
from graph.records import HypothesisSummary, Ref, Selection, StudySummary

ALL = 10**6


def test_lists_hold_every_record_as_the_graph_has_it(lists: Lists, catalogue: Catalogue) -> None:
    """Studies, hypotheses, questions and things are those that the catalogue reads."""
    everything = Selection(size=ALL)

    assert catalogue.studies() == lists.studies(everything).records
    assert set(catalogue.hypotheses()) == set(lists.hypotheses(everything).records)
    assert set(catalogue.questions()) == set(lists.questions(everything).records)
    assert catalogue.overview() == lists.overview()
    for kind in ENTITY_TYPES:
        if kind not in FACETS:
            assert set(catalogue.things(kind)) == set(lists.things(kind, everything).records)


def test_pages_put_together_are_the_whole_list(lists: Lists) -> None:
    """Turning the pages shows every record once, and a page beyond the last is the last."""
    whole = lists.studies(Selection(size=ALL))
    pages = [lists.studies(Selection(number=number, size=7)) for number in range(1, 100)]
    last = -(-whole.total // 7)

    assert whole.records == tuple(study for page in pages[:last] for study in page.records)
    assert {last} == {page.pages for page in pages}
    assert pages[last - 1] == pages[-1]
    assert (8, 14) == (pages[1].first, pages[1].last)


@pytest.mark.parametrize(
    "chosen",
    [
        {},
        {"design": "randomizedcontrolledtrial"},
        {"design": "doubleblind", "decade": "2010s"},
        {"people": "fukuda-1994", "pem": "pemrequired", "design": "", "colour": "red"},
        {"decade": "unicorn"},
    ],
)
def test_filters_keep_and_count_what_looking_at_each_study_would(
    lists: Lists, catalogue: Catalogue, chosen: dict[str, str]
) -> None:
    """The records, and the count of every option beside the others, are those of a plain scan."""
    found = lists.studies(Selection(chosen, size=ALL))
    looks = FACETS["study"]

    def kept(but: str = "") -> list[StudySummary]:
        return [
            study
            for study in catalogue.studies()
            if all(
                not chosen.get(name) or chosen[name] in {one.value for one in look(study)}
                for name, look in looks.items()
                if name != but
            )
        ]

    assert tuple(kept()) == found.records
    assert frozenset(study.ref.iri for study in kept()) == lists.iris("study", chosen)
    for name, look in looks.items():
        counted = Counter(choice for study in kept(but=name) for choice in set(look(study)))
        assert dict(counted) == {
            option.choice: option.count for option in found.options[name] if option.count
        }


def test_every_order_has_every_record(lists: Lists) -> None:
    """An order changes the order alone, also of a narrowed list, and an unknown one nothing."""
    chosen = {"decade": "2010s"}
    plain = lists.studies(Selection(chosen, size=ALL)).records
    for name, place in ORDERS["study"].items():
        found = lists.studies(Selection(chosen, size=ALL, order=name)).records
        assert sorted(plain, key=place) == sorted(found, key=place)
        assert [place(study) for study in found] == sorted(place(study) for study in plain)

    assert plain == lists.studies(Selection(chosen, size=ALL, order="colour")).records


def test_panels_list_what_the_named_questions_answer(lists: Lists, endpoint: LocalEndpoint) -> None:
    """On the page of every thing, and of every question, stand the records that SPARQL finds."""
    asked = AskedLinked(Reader(endpoint))
    kinds = ("intervention", "target", "condition", "case-definition", "instrument", "publication")
    pages: list[tuple[str, tuple[str, ...]]] = [
        (thing.iri, ("study", "hypothesis", "question"))
        for kind in kinds
        for thing in lists.things(kind, Selection(size=ALL)).records[:25]
    ]
    pages += [
        (question.ref.iri, ("reports", "addresses", "leaves", "hypothesis"))
        for question in lists.questions(Selection(size=ALL)).records[:25]
    ]
    some = 0
    for iri, relations in pages:
        expected, found = (one.panels(iri, relations, ALL) for one in (asked, lists))
        for name in relations:
            records = [{one.ref for one in panels[name].records} for panels in (expected, found)]
            assert records[0] == records[1], (iri, name)
            assert expected[name].total == found[name].total
            some += found[name].total
    assert some > 300


def test_a_panel_is_bounded_and_says_how_much_there_is(lists: Lists) -> None:
    """Only the first records are read; the oldest ones on demand; of a stranger there are none."""
    iri = f"{DEFAULT_BASE}id/condition/me-cfs"
    whole = lists.linked(iri, "study", ALL).records
    newest, oldest = lists.linked(iri, "study", 5), lists.linked(iri, "study", 5, oldest=True)

    assert len(whole) > 5
    assert (whole[:5], len(whole)) == (newest.records, newest.total)
    assert whole[-5:][::-1] == oldest.records
    assert 0 == lists.linked("https://example.org/x", "study", 5).total
    assert {iri: len(whole)} == lists.counts("study", [iri, "https://example.org/x"])


def test_records_survive_being_written() -> None:
    """What is written is read as it was, with its tuples, its records inside, and its silence."""
    claim = HypothesisSummary(Ref("urn:x", "“é”"), True, (), None, Ref("urn:y", "y"))

    assert claim == decode(HypothesisSummary, encode(claim))
    assert ["urn:x", "“é”"] == json.loads(encode(claim))[0]


def test_lists_of_another_version_are_made_again(
    lists: Lists, endpoint: LocalEndpoint, tmp_path: Path
) -> None:
    """A file written for other records, or none, is replaced by lists made aside; ours stays."""
    old = tmp_path / "lists.sqlite"
    build_lists(endpoint, old)
    with sqlite3.connect(old) as database:
        database.execute("UPDATE said SET value = 'another' WHERE name = 'shape'")
    for path in (old, tmp_path / "none.sqlite"):
        made = open_lists(path, endpoint, DEFAULT_BASE)
        assert path != made.path
        assert made.usable
        assert lists.overview() == made.overview()

    assert lists == open_lists(lists.path, endpoint, DEFAULT_BASE)
