"""Tables: one named question each (``table-*.rq``), one row per record, as CSV and Parquet.

The header of the question declares its columns::

    #+ key: [study]
    #+ columns:
    #+   study: {type: iri, description: Permanent IRI of the study.}
    #+   design_label: {type: string, description: Design features, in words., many: true}

The question answers with a row per value where a record has several. Here the rows of one record
(the same ``key``) become one: in CSV the values of a column that may have many stand between
`` | ``, in Parquet they are a list. ``fold: first`` keeps the lowest value, ``fold: count`` counts
the values of the column ``of``.
"""

import csv
import io
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cache
from typing import Final

from graph.endpoint import Endpoint, Row
from graph.errors import UnusableInput
from graph.queries import header, question, questions
from graph.resources import package_folder
from graph.tables import plain

SEPARATOR: Final = " | "
_PREFIX: Final = "table-"
_ORDER: Final = (
    *("studies", "arms", "findings", "effects", "hypotheses", "evidence", "questions"),
    "publications",
)

#: One row of a table: the values of each column, as text.
Record = dict[str, tuple[str, ...]]


@dataclass(frozen=True)
class Column:
    """One column of a table.

    Attributes:
        name: its name, in the field's terms; a label stands beside the IRI that it belongs to.
        type: ``iri``, ``string``, ``integer``, ``number``, ``boolean``, ``year`` or ``date``.
        description: what it means, in one sentence.
        unit: unit of its numbers, if they have one.
        many: whether a record can have several values.
        fold: ``first`` keeps the lowest of several values, ``count`` counts those of *of*.
        of: the column that is counted.
    """

    name: str
    type: str
    description: str
    unit: str = ""
    many: bool = False
    fold: str = ""
    of: str = ""


@dataclass(frozen=True)
class Sheet:
    """One table: its name, its columns, and those that tell its rows apart."""

    name: str
    title: str
    description: str
    key: tuple[str, ...]
    columns: tuple[Column, ...]


@cache
def sheets() -> tuple[Sheet, ...]:
    """Return every table, in the order in which a reader meets them; new ones stand last."""
    names = [name.removeprefix(_PREFIX) for name in questions() if _is_table(name)]
    names.sort(key=lambda name: _ORDER.index(name) if name in _ORDER else len(_ORDER))
    return tuple(map(sheet, names))


@cache
def sheet(name: str) -> Sheet:
    """Return one table, such as ``studies``.

    Raises:
        UnusableInput: there is no such table.
    """
    if _PREFIX + name not in questions():
        known = ", ".join(item.name for item in sheets())
        raise UnusableInput(f"there is no table {name!r}; there are {known}")
    declared = header(package_folder("queries") / f"{_PREFIX}{name}.rq")
    return Sheet(
        name=name,
        title=declared["title"],
        description=declared["description"],
        key=tuple(declared["key"]),
        columns=tuple(Column(column, **said) for column, said in declared["columns"].items()),
    )


def sheet_rows(endpoint: Endpoint, base: str, name: str, **values: str) -> list[Record]:
    """Ask the question of a table and return one record per row, in the order of the answer."""
    made = sheet(name)
    groups: dict[tuple[str, ...], list[Row]] = {}
    for row in endpoint.select(question(_PREFIX + name).read(values, base)):
        groups.setdefault(tuple(plain(row.get(part)) for part in made.key), []).append(row)
    return [_record(made, rows) for rows in groups.values()]


def csv_bytes(made: Sheet, records: Iterable[Record]) -> bytes:
    """Return a table as CSV (RFC 4180, UTF-8), columns as declared."""
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer, lineterminator="\r\n")
    writer.writerow(column.name for column in made.columns)
    writer.writerows(
        [SEPARATOR.join(record[column.name]) for column in made.columns] for record in records
    )
    return buffer.getvalue().encode()


def observed(endpoint: Endpoint, base: str, study: str) -> bytes:
    """Return what one study observed as CSV: each finding beside each number it derives from.

    A finding without numbers has one row, and so has a number that no finding mentions.
    """
    made = _observed()
    found = sheet_rows(endpoint, base, "effects", study=study)
    numbers = {record["result"][0]: record for record in found}
    unmentioned = dict(numbers)
    rows: list[Record] = []
    for finding in sheet_rows(endpoint, base, "findings", study=study):
        said = {_own(name): values for name, values in finding.items()}
        results = [name for name in finding["derived_from"] if name in numbers]
        rows += [said | numbers[name] for name in results] or [said]
        for name in results:
            unmentioned.pop(name, None)
    blank: Record = dict.fromkeys((column.name for column in made.columns), ())
    return csv_bytes(made, (blank | row for row in (*rows, *unmentioned.values())))


def _observed() -> Sheet:
    """Return the table of findings beside that of numbers, without what both have."""
    findings, effects = sheet("findings"), sheet("effects")
    shared = {"study", "study_label"}
    own = (column for column in findings.columns if column.name not in shared)
    return Sheet(
        name="observed",
        title="What a study observed",
        description="Its findings with their numbers.",
        key=("finding", "result"),
        columns=(*(replace(column, name=_own(column.name)) for column in own), *effects.columns),
    )


def _own(name: str) -> str:
    """Return what a column of a finding is called beside the columns of its numbers."""
    return name if name.startswith(("finding", "study")) else f"finding_{name}"


def _is_table(name: str) -> bool:
    return name.startswith(_PREFIX)


def _record(made: Sheet, rows: Iterable[Row]) -> Record:
    found: dict[str, dict[str, None]] = {column.name: {} for column in made.columns}
    said = sorted(tuple(plain(row.get(name)) for name in found) for row in rows)
    for texts in said:
        for name, text in zip(found, texts, strict=True):
            if text:
                found[name][text] = None
    return {column.name: _folded(column, found) for column in made.columns}


def _folded(column: Column, found: Mapping[str, dict[str, None]]) -> tuple[str, ...]:
    if column.fold == "count":
        return (str(len(found[column.of])),)
    values = tuple(found[column.name])
    return tuple(sorted(values)[:1]) if column.fold == "first" else values
