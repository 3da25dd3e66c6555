"""The tables of a release as files: CSV with a description of the columns, and typed Parquet."""

import io
import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from typing import Any, Final

from graph.exports.sheets import (
    SEPARATOR,
    Column,
    Record,
    Sheet,
    csv_bytes,
    sheet_rows,
    sheets,
)
from graph.exports.source import DESCRIPTION, LICENCE, LICENCE_NAME, TITLE, Product, Source

#: The key of one table that others refer to, and the table.
_REFERS: Final = {"study": "studies", "hypothesis": "hypotheses", "publication": "publications"}


def as_csv(source: Source) -> Iterator[Product]:
    """Make every table as CSV, and the description of their columns."""
    for made in sheets():
        records = sheet_rows(source.endpoint, source.base, made.name)
        yield Product(
            name=f"{made.name}.csv",
            media_type="text/csv",
            title=made.title,
            description=_told(made),
            body=csv_bytes(made, records),
            count=len(records),
            unit="rows",
        )
    package = json.dumps(_package(source), indent=2, ensure_ascii=False) + "\n"
    yield Product(
        name="datapackage.json",
        media_type="application/json",
        title="Columns of the tables",
        description="What each column of the CSV files means, with type and unit (Frictionless).",
        body=package.encode(),
        count=sum(len(made.columns) for made in sheets()),
        unit="columns",
    )


def as_parquet(source: Source) -> Iterator[Product]:
    """Make every table as Parquet, typed, each column with its description and unit."""
    for made in sheets():
        records = sheet_rows(source.endpoint, source.base, made.name)
        yield Product(
            name=f"{made.name}.parquet",
            media_type="application/vnd.apache.parquet",
            title=made.title,
            description=_told(made),
            body=_parquet(source, made, records),
            count=len(records),
            unit="rows",
        )


def _told(made: Sheet) -> str:
    """Return the first sentence of a table's description."""
    return " ".join(made.description.split()).partition(". ")[0].removesuffix(".") + "."


def _typed(column: Column, texts: tuple[str, ...]) -> Any:
    """Return the value of a cell as Parquet stores it."""
    read = _READ.get(column.type, str)
    if column.many:
        return [read(text) for text in texts]
    return read(texts[0]) if texts else None


_READ: Final[Mapping[str, Callable[[str], Any]]] = {
    "integer": int,
    "year": int,
    "number": float,
    "boolean": lambda text: text in {"true", "1"},
    "date": date.fromisoformat,
}


def _parquet(source: Source, made: Sheet, records: Iterable[Record]) -> bytes:
    import pyarrow as pa
    import pyarrow.parquet as pq

    types = {
        "integer": pa.int64(),
        "year": pa.int32(),
        "number": pa.float64(),
        "boolean": pa.bool_(),
        "date": pa.date32(),
    }
    fields = []
    for column in made.columns:
        kind = types.get(column.type, pa.string())
        said = {"description": column.description} | ({"unit": column.unit} if column.unit else {})
        fields.append(pa.field(column.name, pa.list_(kind) if column.many else kind, metadata=said))
    about = {"title": made.title, "release": source.release, "licence": LICENCE}
    about["description"] = made.description
    rows = [
        {column.name: _typed(column, record[column.name]) for column in made.columns}
        for record in records
    ]
    buffer = io.BytesIO()
    table = pa.Table.from_pylist(rows, schema=pa.schema(fields, metadata=about))
    pq.write_table(table, buffer, compression="zstd")
    return buffer.getvalue()


def _package(source: Source) -> dict[str, Any]:
    """Describe the CSV files: a Frictionless Tabular Data Package."""
    return {
        "profile": "tabular-data-package",
        "name": "equipoise",
        "id": source.dataset,
        "title": TITLE,
        "description": DESCRIPTION,
        "version": source.release,
        "created": source.issued,
        "licenses": [{"name": "CC-BY-4.0", "path": LICENCE, "title": LICENCE_NAME}],
        "resources": [_resource(made) for made in sheets()],
    }


def _resource(made: Sheet) -> dict[str, Any]:
    return {
        "profile": "tabular-data-resource",
        "name": made.name,
        "path": f"{made.name}.csv",
        "title": made.title,
        "description": _told(made),
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "schema": {
            "fields": [_field(column) for column in made.columns],
            "primaryKey": list(made.key),
            "foreignKeys": [
                {"fields": column.name, "reference": {"resource": other, "fields": column.name}}
                for column in made.columns
                if not column.many and (other := _REFERS.get(column.name, made.name)) != made.name
            ],
            "missingValues": [""],
        },
    }


def _field(column: Column) -> dict[str, str]:
    several = f" Several values stand between “{SEPARATOR}”." if column.many else ""
    kind = "string" if column.many or column.type == "iri" else column.type
    field = {"name": column.name, "type": kind, "description": column.description + several}
    if column.type == "iri" and not column.many:
        field["format"] = "uri"
    return field | ({"unit": column.unit} if column.unit else {})
