"""Write the answer to a SELECT for people and for programs."""

import csv
import io
import json
import unicodedata
from collections.abc import Mapping

import pyoxigraph as ox

from graph.endpoint import Table, Term

_WIDEST = 60


def plain(term: Term | None) -> str:
    """Return the bare value of a term, as in SPARQL's CSV results."""
    if term is None:
        return ""
    return term.value if isinstance(term, ox.NamedNode | ox.Literal) else str(term)


def short(term: Term | None, prefixes: Mapping[str, str]) -> str:
    """Return a term as a person reads it: an IRI as prefixed name, a literal bare."""
    text = plain(term)
    if isinstance(term, ox.NamedNode):
        known = sorted(prefixes.items(), key=lambda item: -len(item[1]))
        for prefix, namespace in known:
            if text.startswith(namespace):
                return f"{prefix}:{text.removeprefix(namespace)}"
    return text


def csv_text(rows: Table) -> str:
    """Return SPARQL 1.1 CSV results (https://www.w3.org/TR/sparql11-results-csv-tsv/)."""
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\r\n")
    writer.writerow(rows.variables)
    writer.writerows([plain(row.get(name)) for name in rows.variables] for row in rows)
    return buffer.getvalue()


def aligned(rows: Table, prefixes: Mapping[str, str]) -> str:
    """Return a table for a terminal; long values are cut with an ellipsis."""
    body = [[_cut(short(row.get(name), prefixes)) for name in rows.variables] for row in rows]
    head = list(rows.variables)
    widths = [max(map(_width, column)) for column in zip(head, *body, strict=True)]
    lines = [head, ["─" * width for width in widths], *body]
    text = "".join(
        "  ".join(
            cell + " " * (width - _width(cell)) for cell, width in zip(line, widths, strict=True)
        ).rstrip()
        + "\n"
        for line in lines
    )
    return text + f"\n{len(rows)} row{'' if len(rows) == 1 else 's'}\n"


def _cut(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= _WIDEST else text[: _WIDEST - 1] + "…"


def _width(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text)


def json_text(rows: Table) -> str:
    """Return SPARQL 1.1 JSON results (https://www.w3.org/TR/sparql11-results-json/)."""
    bindings = [{name: json_term(term) for name, term in row.items()} for row in rows]
    head = {"vars": list(rows.variables)}
    document = {"head": head, "results": {"bindings": bindings}}
    return json.dumps(document, indent=2, ensure_ascii=False) + "\n"


def term(told: Mapping[str, str]) -> Term:
    """Return the term that SPARQL 1.1 JSON results write so."""
    if told["type"] == "uri":
        return ox.NamedNode(told["value"])
    if told["type"] == "bnode":
        return ox.BlankNode(told["value"].removeprefix("_:"))
    if "xml:lang" in told:
        return ox.Literal(told["value"], language=told["xml:lang"])
    return ox.Literal(told["value"], datatype=ox.NamedNode(told["datatype"]))


def json_term(term: Term) -> dict[str, str]:
    """Return a term as SPARQL 1.1 JSON results write it."""
    if isinstance(term, ox.NamedNode):
        return {"type": "uri", "value": term.value}
    if isinstance(term, ox.Literal) and term.language:
        return {"type": "literal", "value": term.value, "xml:lang": term.language}
    if isinstance(term, ox.Literal):
        return {"type": "literal", "value": term.value, "datatype": term.datatype.value}
    return {"type": "bnode", "value": plain(term)}
