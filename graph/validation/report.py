"""What a check found, grouped by document, and the three forms it is printed in."""

import csv
import io
import json
from dataclasses import asdict, dataclass, fields, replace
from functools import cached_property
from itertools import groupby
from operator import attrgetter

import rdflib
from rdflib.namespace import RDF, RDFS, SH

from graph.namespaces import PROV

SEVERITIES = ("Violation", "Warning", "Info")


@dataclass(frozen=True, order=True)
class Defect:
    """One defect in one record.

    Attributes:
        path: the document's file.
        line: line of the record in that file, counted from 1.
        focus: IRI of the record.
        label: its label, or the tail of its IRI.
        severity: ``Violation`` (nothing is built), ``Warning`` or ``Info``.
        code: the constraint's code in ``shapes/README.md``, such as ``C7``.
        message: what is wrong.
        mend: what to do about it.
        value: the offending value, in Turtle, where there is one.
        property: IRI of the property that it stands at, where the constraint is about one.
        note: why a curator let the defect stand (``skos:editorialNote``), if one says so.
        component: IRI of the SHACL constraint component that it violates.
        shape: IRI of the shape that says so, where a shape does.
    """

    path: str
    line: int
    focus: str
    label: str
    severity: str
    code: str
    message: str
    mend: str
    value: str | None = None
    property: str | None = None
    note: str | None = None
    component: str = str(SH.SPARQLConstraintComponent)
    shape: str | None = None


def parts(message: str) -> tuple[str, str, str]:
    """Split a constraint's message into code, what is wrong, and how to mend it."""
    wrong, _, mend = message.partition(" Mend: ")
    code, _, rest = wrong.partition(" ")
    return (code, rest, mend) if code[:1] == "C" and code[1:].isdigit() else ("", wrong, mend)


@dataclass(frozen=True)
class Report:
    """The result of a check.

    Attributes:
        documents: how many documents were checked.
        triples: how many triples they hold.
        records: how many records (typed subjects).
        reused: how many documents were unchanged since an earlier check and not checked again.
        defects: everything found, in order of file and line.
    """

    documents: int
    triples: int
    records: int
    reused: int
    defects: tuple[Defect, ...]

    @property
    def conforms(self) -> bool:
        """Tell whether there is no violation; warnings and notes do not count."""
        return not any(defect.severity == "Violation" for defect in self.defects)

    def count(self, severity: str) -> int:
        """Return how many defects have a severity."""
        return sum(defect.severity == severity for defect in self.defects)

    def summary(self) -> str:
        """Return the verdict and the counts in one line."""
        counts = ", ".join(
            f"{self.count(severity)} {word}"
            for severity, word in zip(SEVERITIES, ("violations", "warnings", "notes"), strict=True)
        )
        verdict = "conforming" if self.conforms else "not conforming"
        return (
            f"{verdict}: {self.documents} documents, {self.records} records, "
            f"{self.triples} triples; {counts}"
        )

    def text(self, *, infos: bool = True) -> str:
        """Return the report for people, grouped by document."""
        lines: list[str] = []
        shown = [defect for defect in self.defects if infos or defect.severity != "Info"]
        for path, group in groupby(shown, key=attrgetter("path")):
            lines.append(path)
            for defect in group:
                lines.extend(_paragraph(defect))
            lines.append("")
        return "\n".join([*lines, self.summary()])

    def json(self) -> str:
        """Return the report for programs."""
        data = {
            "conforms": self.conforms,
            "documents": self.documents,
            "records": self.records,
            "triples": self.triples,
            "reused": self.reused,
            "defects": [asdict(defect) for defect in self.defects],
        }
        return json.dumps(data, indent=2, ensure_ascii=False)

    @classmethod
    def read(cls, text: str) -> "Report":
        """Read what :meth:`json` wrote.

        Raises:
            ValueError, TypeError, KeyError: it is something else.
        """
        raw = json.loads(text)
        del raw["conforms"]
        return cls(**raw | {"defects": tuple(Defect(**item) for item in raw["defects"])})

    @cached_property
    def by_record(self) -> dict[str, tuple[Defect, ...]]:
        """Return what was found by record, each with its parts."""
        found: dict[str, list[Defect]] = {}
        for defect in self.defects:
            found.setdefault(defect.focus.partition("#")[0], []).append(defect)
        return {iri: tuple(defects) for iri, defects in found.items()}

    def only(self, record: str = "", severity: str = "") -> "Report":
        """Return what was found in one record, or of one severity."""
        found = self.by_record.get(record, ()) if record else self.defects
        return replace(
            self, defects=tuple(d for d in found if not severity or d.severity == severity)
        )

    def csv(self) -> str:
        """Return the defects as a table, a row each (RFC 4180)."""
        buffer = io.StringIO()
        names = [item.name for item in fields(Defect)]
        writer = csv.DictWriter(buffer, names, lineterminator="\r\n")
        writer.writeheader()
        writer.writerows(asdict(defect) for defect in self.defects)
        return buffer.getvalue()

    def turtle(self) -> str:
        """Return the report as a ``sh:ValidationReport`` in Turtle."""
        return self._graph().serialize(format="turtle")

    def json_ld(self) -> str:
        """Return the report as a ``sh:ValidationReport`` in JSON-LD."""
        return self._graph().serialize(format="json-ld", auto_compact=True)

    def _graph(self) -> rdflib.Graph:
        graph = rdflib.Graph()
        graph.bind("sh", SH)
        graph.bind("prov", PROV)
        report = rdflib.BNode()
        graph.add((report, RDF.type, SH.ValidationReport))
        graph.add((report, SH.conforms, rdflib.Literal(self.conforms)))
        for defect in self.defects:
            result = rdflib.BNode()
            message = f"{defect.code} {defect.message} Mend: {defect.mend}"
            graph.add((report, SH.result, result))
            graph.add((result, RDF.type, SH.ValidationResult))
            graph.add((result, SH.focusNode, rdflib.URIRef(defect.focus)))
            graph.add((result, SH.resultSeverity, SH[defect.severity]))
            graph.add((result, SH.resultMessage, rdflib.Literal(message, lang="en")))
            component = rdflib.URIRef(defect.component)
            graph.add((result, SH.sourceConstraintComponent, component))
            if defect.shape is not None:
                graph.add((result, SH.sourceShape, rdflib.URIRef(defect.shape)))
            if defect.property is not None:
                graph.add((result, SH.resultPath, rdflib.URIRef(defect.property)))
            if defect.value is not None:
                graph.add((result, SH.value, _term(defect.value)))
            place = f"{defect.path}:{defect.line}"
            graph.add((result, RDFS.comment, rdflib.Literal(place)))
        return graph


def _term(value: str) -> rdflib.term.Node:
    """Read a value back; one that is no RDF term becomes a plain literal."""
    term = rdflib.util.from_n3(value)
    return term if isinstance(term, rdflib.term.Node) else rdflib.Literal(value)


def _paragraph(defect: Defect) -> list[str]:
    lines = [
        f"  line {defect.line}: {defect.label} <{defect.focus}>",
        f"    {defect.severity.lower()} {defect.code}: {defect.message}",
    ]
    if defect.value is not None:
        place = f" at <{defect.property}>" if defect.property else ""
        lines.append(f"    found: {defect.value}{place}")
    if defect.mend:
        lines.append(f"    to mend: {defect.mend}")
    if defect.note:
        lines.append(f"    noted: {defect.note}")
    return lines
