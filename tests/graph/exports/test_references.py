"""References that reference managers read, and that say what a reader must know."""

import json
from pathlib import Path

import pytest
import rispy
from bibtexparser.entrypoint import parse_file, parse_string
from bibtexparser.middlewares import SeparateCoAuthors

from graph.endpoint import LocalEndpoint
from graph.exports import references
from graph.exports.references import Author, Reference
from graph.namespaces import DEFAULT_BASE
from tests.conftest import TRIAL

AWKWARD = Reference(
    key="o-dowd-2006",
    kind="article",
    title="100 % of {x_1} & $5 #2 ~ ^ \\ – “Ünïcode”",
    authors=(Author("O'Dowd", "H"), Author("van der Meer", "JWM"), Author("A {body} & Sons")),
    more_authors=True,
    journal="Brain, Behavior, & Immunity",
    year="2006",
    doi="10.1000/x_y",
    pmid="123",
    note="Retracted on 2011-12-23.",
)


def test_every_publication_is_read_by_three_kinds_of_readers(
    endpoint: LocalEndpoint, folder: Path
) -> None:
    """bibtexparser, rispy and a JSON parser find the same works with the same DOIs."""
    known = references.publications(endpoint, DEFAULT_BASE)
    library = parse_file(str(folder / "references.bib"))
    entries = rispy.loads((folder / "references.ris").read_text("utf-8"))
    items = json.loads((folder / "references.csl.json").read_text("utf-8"))
    expected = {work.key: work.doi for work in known}

    assert [] == library.failed_blocks
    assert expected == {
        entry.key: getattr(entry.get("doi"), "value", "") for entry in library.entries
    }
    assert expected == {entry["id"]: entry.get("doi", "") for entry in entries}
    assert expected == {item["id"]: item.get("DOI", "") for item in items}


def test_a_retracted_work_says_so(endpoint: LocalEndpoint) -> None:
    """The note of a retracted paper says so, with the date and the notice, in every form."""
    found = references.publications(endpoint, DEFAULT_BASE, publication="lombardi-2009")
    said = "Retracted on 2011-12-23; see Science 2011, retraction of Lombardi 2009."

    assert said == parse_string(references.bibtex(found)).entries[0]["note"]
    assert said in rispy.loads(references.ris(found))[0]["notes"][0]
    assert said in json.loads(references.csl_json(found))[0]["note"]


def test_nothing_in_a_title_breaks_bibtex() -> None:
    """Special characters are escaped, braces stay balanced, and corporate authors stay whole."""
    library = parse_string(references.bibtex([AWKWARD]), append_middleware=[SeparateCoAuthors()])
    (entry,) = library.entries

    assert [] == library.failed_blocks
    assert r"{100 \% of \{x\_1\} \& \$5 \#2 \textasciitilde{} \textasciicircum{}" in entry["title"]
    assert ["O'Dowd, H.", "van der Meer, J. W. M.", r"{A \{body\} \& Sons}", "others"] == list(
        entry["author"]
    )
    assert "10.1000/x_y" == entry["doi"]


def test_nothing_in_a_title_breaks_ris_or_csl() -> None:
    """Formats without escapes keep the characters as they are."""
    (entry,) = rispy.loads(references.ris([AWKWARD]))
    (item,) = json.loads(references.csl_json([AWKWARD]))

    assert AWKWARD.title == entry["title"] == item["title"]
    assert {"family": "van der Meer", "given": "J. W. M."} == item["author"][1]
    assert {"literal": "A {body} & Sons"} == item["author"][2]
    assert [[2006]] == item["issued"]["date-parts"]
    assert "The list of authors goes on." in item["note"]


def test_a_study_is_cited_by_its_publications(endpoint: LocalEndpoint) -> None:
    """The references of a study are the publications that report it."""
    found = references.of_study(endpoint, DEFAULT_BASE, TRIAL)

    assert [
        "nice-2021-ng206-table-17",
        "roerink-2015-protocol",
        "roerink-2017",
    ] == [work.key for work in found]


@pytest.mark.parametrize("write", references.WRITERS.values(), ids=references.WRITERS)
def test_a_record_is_cited_with_its_release(write: object) -> None:
    """The reference of a record holds its permanent IRI and the release that was seen."""
    assert callable(write)
    cited = references.of_record(
        TRIAL, "A study", "20260101T000000Z-abcdef12", "2026-01-01T00:00:00"
    )
    text = write((cited,))

    assert TRIAL in text
    assert "20260101T000000Z-abcdef12" in text
    assert "2026" in text
