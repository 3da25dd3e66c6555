"""Checking documents."""

import json
import re
from pathlib import Path

import pytest
import rdflib
from rdflib.namespace import SH

from graph.corpus import read_corpus
from graph.settings import Settings
from graph.validation import Report, check


def report_on(settings: Settings, cache: Path | None = None) -> Report:
    return check(read_corpus(settings.data), cache=cache)


def change(settings: Settings, name: str, old: str, new: str) -> None:
    path = settings.data / name
    text = path.read_text("utf-8")
    assert old in text, f"{name} does not hold {old!r}"
    path.write_text(text.replace(old, new, 1), "utf-8")


@pytest.fixture(scope="module")
def shipped_report() -> Report:
    return check(read_corpus(Path(__file__).parents[3] / "data"))


def test_the_shipped_documents_conform(shipped_report: Report) -> None:
    """No shipped document violates a constraint."""
    assert shipped_report.conforms, shipped_report.text()


def test_every_warning_in_the_shipped_documents_is_explained(shipped_report: Report) -> None:
    """A warning stands only where the record carries a note that says why."""
    unexplained = [d for d in shipped_report.defects if d.severity == "Warning" and not d.note]

    assert [] == unexplained


def test_seventeen_events_changed_to_seventy_one_is_found_with_file_record_and_value(
    copied: Settings,
) -> None:
    """Transposed digits in adverse events are blamed on their file, record and value."""
    change(copied, "studies/roerink-2017.ttl", "eq:events 17", "eq:events 71")

    report = report_on(copied, copied.releases / "checks.json")

    assert not report.conforms
    found = [d for d in report.defects if d.severity == "Violation"]
    assert {"C7"} == {d.code for d in found}
    text = report.text()
    assert str(copied.data / "studies/roerink-2017.ttl") in text
    assert "71" in text
    line = found[0].line
    source = (copied.data / "studies/roerink-2017.ttl").read_text("utf-8").splitlines()
    assert found[0].focus.rpartition("#")[2] in source[line - 1]


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("eq:ciLower -4.1", "eq:ciLower 4.1", "C3"),
        ("eq:value 1.5", "eq:value 15.0", "C3"),
        ("eq:n 50", "eq:n 60", "C6"),
        ("eq:reportedPercent 68.0", "eq:reportedPercent 86.0", "C7"),
        ("10.7326/M16-2391", "https://doi.org/10.7326/M16-2391", "C2"),
        ('"NCT02108210"', '"NCT0210821"', "C2"),
        ("P28D", "P4W", "C18"),
    ],
)
def test_slips_of_the_pen_are_found(copied: Settings, old: str, new: str, code: str) -> None:
    """A lost sign, a shifted point, wrong sums, pasted addresses and weeks are each found."""
    change(copied, "studies/roerink-2017.ttl", old, new)

    report = report_on(copied, copied.releases / "checks.json")

    assert code in {d.code for d in report.defects if d.severity == "Violation"}


def test_an_unchanged_document_is_not_checked_again(copied: Settings, tmp_path: Path) -> None:
    """A second check reuses every verdict, and a third only those that a change cannot touch."""
    cache = tmp_path / "checks.json"
    first = report_on(copied, cache)
    second = report_on(copied, cache)
    change(copied, "instruments/cis-fatigue.ttl", "rdfs:label", 'skos:hiddenLabel "x" ; rdfs:label')
    third = report_on(copied, cache)

    assert (0, second.documents) == (first.reused, second.reused)
    assert first.defects == second.defects
    assert 0 < third.reused < third.documents


def test_a_damaged_cache_is_ignored(copied: Settings, tmp_path: Path) -> None:
    """A verdict file that is no JSON costs a full check and nothing else."""
    cache = tmp_path / "checks.json"
    cache.write_text("{", "utf-8")
    one = [d for d in read_corpus(copied.data) if d.name == "instruments/cis-fatigue"]

    report = check(one, cache=cache)

    assert (1, 0) == (report.documents, report.reused)


def test_removing_what_another_document_names_is_found(copied: Settings) -> None:
    """A document that names a record which no document describes is blamed for it."""
    (copied.data / "instruments/cis-fatigue.ttl").unlink()

    report = report_on(copied, copied.releases / "checks.json")

    assert any(
        "cis-fatigue" in f"{d.message} {d.value}"
        for d in report.defects
        if d.severity == "Violation"
    )


def test_the_report_says_the_same_as_text_json_and_turtle(copied: Settings) -> None:
    """The three forms of a report agree on the verdict and on the number of defects."""
    change(copied, "studies/roerink-2017.ttl", "eq:events 17", "eq:events 71")
    report = report_on(copied, copied.releases / "checks.json")

    data = json.loads(report.json())
    graph = rdflib.Graph().parse(data=report.turtle(), format="turtle")

    assert data["conforms"] is False
    assert len(report.defects) == len(data["defects"]) == len(list(graph.objects(None, SH.result)))
    assert len(report.defects) == len(re.findall(r"^  line \d+: ", report.text(), re.MULTILINE))
