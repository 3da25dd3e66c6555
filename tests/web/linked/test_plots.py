"""Forest plots as files: drawing, picture and table of the same rows."""

import csv
import io
import re
import struct
import xml.etree.ElementTree as ET

import pytest
from flask.testing import FlaskClient

from web.linked import plots

SVG = "{http://www.w3.org/2000/svg}"
PLOTS = [
    "/study/roerink-2017/forest",
    "/hypothesis/b-cells-sustain-symptoms/forest",
    "/intervention/rituximab/forest",
    "/intervention/anakinra/harms",
]
BROWSER = {"Accept": "text/html"}


def rows(client: FlaskClient, address: str, query: str = "") -> list[dict[str, str]]:
    answer = client.get(f"{address}.csv?{query}")
    assert 200 == answer.status_code
    assert "text/csv" in answer.content_type
    return list(csv.DictReader(io.StringIO(answer.text)))


@pytest.mark.parametrize("address", PLOTS)
def test_a_drawing_stands_on_its_own(client: FlaskClient, address: str) -> None:
    """It is well-formed, named, described, loads nothing, and keeps its text inside its frame."""
    answer = client.get(f"{address}.svg")
    root = ET.fromstring(answer.text)
    height = float(root.get("height", "0"))

    assert "image/svg+xml" in answer.content_type
    assert ["title", "desc"] == [child.tag.removeprefix(SVG) for child in root][:2]
    assert "Not medical advice" in answer.text
    assert not re.search(r'(?:href|src)="|url\(|<script|<style', answer.text)
    ends = [text for text in root.iter(f"{SVG}text") if "%" not in text.get("x", "")]
    assert ends
    assert all(0 < float(text.get("y", "0")) < height for text in ends)


def test_a_drawing_says_all_that_the_page_says(client: FlaskClient) -> None:
    """Numbers, what is derived, and what each interval shows are in it."""
    text = " ".join(client.get("/study/roerink-2017/forest.svg").text.split())

    assert "1.5 (95% CI −4.1 to 7.2)" in text
    assert "17.0 (95% CI 2.45 to 118) (derived)" in text
    assert "Shows harm" in text
    assert "favours anakinra" in text


@pytest.mark.parametrize("address", PLOTS)
def test_the_table_has_every_row_that_is_drawn(client: FlaskClient, address: str) -> None:
    """What the drawing says of an estimate stands in the table, with the finding it leads to."""
    drawn = client.get(f"{address}.svg").text
    table = rows(client, address)
    said = {row["in_numbers"] for row in table}

    assert table
    assert set(re.findall(r"[−\d.]+ \(95% CI [−\d.]+ to [−\d.]+\)", drawn)) <= said | {
        text for row in table for text in re.findall(r"[−\d.]+ \(95% CI [^)]*\)", row["remark"])
    }
    assert {"reported", "derived", "pooled"} >= {row["origin"] for row in table}


def test_the_table_of_a_study_has_every_column_of_its_page(client: FlaskClient) -> None:
    """Outcome, estimate, what it shows and why, which end is better, and the formula."""
    reaction = [
        row
        for row in rows(client, "/study/roerink-2017/forest")
        if row["outcome"] == "injection-site reaction"
    ]

    assert ["risk ratio", "odds ratio", "risk difference"] == [row["measure"] for row in reaction]
    assert {"shows harm"} == {row["shows"] for row in reaction}
    assert {"favours anakinra"} == {row["left_end"] for row in reaction[:1]}
    assert all(row["formula"] and row["why"] for row in reaction)


def test_a_picture_is_the_drawing_in_dots(client: FlaskClient) -> None:
    """A PNG of twice the size of the drawing, with marks on it."""
    pytest.importorskip("resvg_py")
    answer = client.get("/study/roerink-2017/forest.png")
    width, height = struct.unpack(">II", answer.data[16:24])
    root = ET.fromstring(client.get("/study/roerink-2017/forest.svg").text)

    assert b"\x89PNG\r\n\x1a\n" == answer.data[:8]
    assert (2 * float(root.get("width", "0")), 2 * float(root.get("height", "0"))) == (
        width,
        height,
    )
    assert len(answer.data) > 50_000


def test_without_its_package_a_picture_is_refused_in_words(
    client: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The answer says what is missing and what there is."""
    monkeypatch.setattr(plots, "available", lambda: False)
    answer = client.get("/study/white-2011/forest.png?other", headers=BROWSER)
    refused = client.get("/study/roerink-2017/forest.png?other", headers=BROWSER)

    assert (404, 404) == (answer.status_code, refused.status_code)
    assert "resvg_py is missing" in refused.text


@pytest.mark.parametrize(
    "address",
    ["/study/nobody-1900/forest.svg", "/study/white-2011/forest.svg", "/target/il-1/forest.svg"],
)
def test_what_has_no_plot_is_not_found(client: FlaskClient, address: str) -> None:
    """No such record, nothing to draw, or no plot of that kind."""
    assert 404 == client.get(address).status_code


def test_files_say_what_they_are_of(client: FlaskClient) -> None:
    """The name of the file has kind, record, plot and release."""
    name = client.get("/intervention/anakinra/harms.csv").headers["Content-Disposition"]

    assert re.search(r'filename="intervention-anakinra-harms-\d{8}T.*\.csv"', name)
