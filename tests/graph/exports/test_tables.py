"""Tables: one row per record, every column explained, CSV and Parquet with the same content."""

import csv
import io
import json
import re
from datetime import date
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from graph.endpoint import LocalEndpoint
from graph.errors import UnusableInput
from graph.exports import observed, sheet, sheet_rows
from graph.exports.sheets import SEPARATOR, sheets
from graph.namespaces import DEFAULT_BASE, EQ
from graph.queries import question
from tests.conftest import TRIAL

each_sheet = pytest.mark.parametrize("name", [made.name for made in sheets()])
TYPES = {
    "integer": pa.int64(),
    "year": pa.int32(),
    "number": pa.float64(),
    "boolean": pa.bool_(),
    "date": pa.date32(),
}
#: How many records of each table there are, by the class that they are of.
CLASSES = {
    "studies": "Study",
    "hypotheses": "Hypothesis",
    "findings": "Finding",
    "questions": "OpenQuestion",
    "publications": "Publication",
}


def rows(path: Path) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(path.read_bytes().decode(), newline="")))


@each_sheet
def test_every_column_is_explained(name: str) -> None:
    """Each column has a snake-case name, a known type, a sentence, and units where it counts."""
    made = sheet(name)

    for column in made.columns:
        assert re.fullmatch(r"[a-z][a-z0-9_]*", column.name)
        assert column.type in {*TYPES, "iri", "string"}
        assert column.description.endswith(".")
        assert column.unit or column.type not in {"integer"}
    assert set(made.key) <= {column.name for column in made.columns}


@each_sheet
def test_the_columns_are_those_of_the_question(endpoint: LocalEndpoint, name: str) -> None:
    """A table declares what its question answers, plus what it counts."""
    declared = [column.name for column in sheet(name).columns if column.fold != "count"]

    assert declared == list(endpoint.select(question(f"table-{name}").bind({})).variables)


@each_sheet
def test_a_row_is_a_record(folder: Path, name: str) -> None:
    """No two rows have the same key, and only a column of many values has several."""
    made = sheet(name)
    found = rows(folder / f"{name}.csv")
    single = [column.name for column in made.columns if not column.many and column.type == "iri"]

    assert len(found) == len({tuple(row[part] for part in made.key) for row in found})
    assert [] == [row for row in found for column in single if SEPARATOR in row[column]]


@pytest.mark.parametrize(("name", "kind"), CLASSES.items())
def test_no_record_is_left_out(endpoint: LocalEndpoint, folder: Path, name: str, kind: str) -> None:
    """A table has a row for every record of its class."""
    count = f"SELECT DISTINCT ?r {{ ?r a <{EQ}{kind}> }}"

    assert len(endpoint.select(count)) == len(rows(folder / f"{name}.csv"))


@each_sheet
def test_parquet_is_typed_and_says_the_same(folder: Path, name: str) -> None:
    """Each Parquet column has its type, its description and the values of the CSV."""
    made = sheet(name)
    table = pq.read_table(folder / f"{name}.parquet")
    text = rows(folder / f"{name}.csv")

    assert [column.name for column in made.columns] == table.schema.names
    for column in made.columns:
        field = table.schema.field(column.name)
        kind = TYPES.get(column.type, pa.string())
        assert (pa.list_(kind) if column.many else kind) == field.type
        assert column.description.encode() == field.metadata[b"description"]
        assert column.unit.encode() == field.metadata.get(b"unit", b"")
        values = table.column(column.name).to_pylist()
        assert [row[column.name] for row in text] == [
            as_text(value, column.type) for value in values
        ]


def as_text(value: object, kind: str) -> object:
    """Return a value as CSV has it; numbers are compared as numbers."""
    if value is None:
        return ""
    if isinstance(value, list):
        return SEPARATOR.join(map(str, value))
    if isinstance(value, bool):
        return str(value).lower()
    return Number(str(value)) if kind == "number" else str(value)


class Number(float):
    """A number that equals its text, however many zeros that ends in."""

    def __eq__(self, other: object) -> bool:
        return float(self) == float(str(other))

    __hash__ = float.__hash__


def test_a_table_names_its_release(folder: Path) -> None:
    """A Parquet file says of itself which release and licence it has."""
    metadata = pq.read_schema(folder / "studies.parquet").metadata

    assert folder.parent.name == metadata[b"release"].decode()
    assert b"https://creativecommons.org/licenses/by/4.0/" == metadata[b"licence"]


def test_the_package_describes_every_column(folder: Path) -> None:
    """The Frictionless package lists each CSV file with its columns in their order."""
    package = json.loads((folder / "datapackage.json").read_text("utf-8"))

    for resource in package["resources"]:
        with (folder / resource["path"]).open(encoding="utf-8", newline="") as file:
            header = next(csv.reader(file))
        assert header == [field["name"] for field in resource["schema"]["fields"]]
        assert set(resource["schema"]["primaryKey"]) <= set(header)
    assert "CC-BY-4.0" == package["licenses"][0]["name"]


def test_references_between_tables_hold(folder: Path) -> None:
    """Every foreign key of the package leads to a row of the other table."""
    package = json.loads((folder / "datapackage.json").read_text("utf-8"))
    for resource in package["resources"]:
        for key in resource["schema"]["foreignKeys"]:
            other = rows(folder / f"{key['reference']['resource']}.csv")
            known = {row[key["reference"]["fields"]] for row in other} | {""}
            assert {row[key["fields"]] for row in rows(folder / resource["path"])} <= known


def test_an_effect_estimate_is_complete(folder: Path) -> None:
    """The primary outcome of one trial is there with value, interval, unit and time."""
    (row,) = (
        row for row in rows(folder / "effects.csv") if row["result"] == f"{TRIAL}#result-fatigue-4w"
    )
    expected = {
        "value": "1.5",
        "unit": "points",
        "ci_lower": "-4.1",
        "ci_upper": "7.2",
        "timepoint_days": "28",
        "arm_label": "anakinra",
        "versus_label": "placebo",
        "measure_label": "mean difference",
        "as_reported": "1.5 points [95% CI, -4.1 to 7.2 points]",
    }

    assert expected == {name: row[name] for name in expected}


def test_a_retraction_has_its_date(folder: Path) -> None:
    """The date of a retraction is a date in Parquet."""
    table = pq.read_table(folder / "publications.parquet").to_pylist()
    retracted = {row["publication_label"]: row["retracted_on"] for row in table}

    assert date(2011, 12, 23) == retracted["Lombardi 2009, Science"]


def test_what_a_study_observed_holds_every_finding_and_every_number(
    endpoint: LocalEndpoint,
) -> None:
    """Findings without numbers are there, and so are numbers that no finding mentions."""
    body = observed(endpoint, DEFAULT_BASE, TRIAL).decode()
    found = list(csv.DictReader(io.StringIO(body, newline="")))
    findings = sheet_rows(endpoint, DEFAULT_BASE, "findings", study=TRIAL)
    effects = sheet_rows(endpoint, DEFAULT_BASE, "effects", study=TRIAL)

    assert {row["finding"][0] for row in findings} == {row["finding"] for row in found} - {""}
    assert {row["result"][0] for row in effects} == {row["result"] for row in found} - {""}


def test_an_unknown_table_names_the_known_ones() -> None:
    """Asking for no such table lists those there are."""
    with pytest.raises(UnusableInput, match="there are studies, arms"):
        sheet("patients")


def test_every_arm_stands_beside_its_own_study(folder: Path) -> None:
    """An arm is a part of the study in its row; a study without arms has one row."""
    found = rows(folder / "arms.csv")

    assert {row["study"] for row in rows(folder / "studies.csv")} == {row["study"] for row in found}
    assert [] == [row for row in found if row["arm"] and row["arm"].split("#")[0] != row["study"]]
