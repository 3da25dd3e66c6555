"""What one graph offers to take away: the files of its releases, tables and references.

The files lie in the folder of a release; a graph on a remote store has none. Tables and references
about one record are made on the spot, from the same questions as the files.
"""

import re
from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from graph.endpoint import Endpoint
from graph.errors import NotFound, ReleaseError
from graph.exports import (
    csv_bytes,
    nanopublications,
    observed,
    references,
    sheet,
    sheet_rows,
)
from graph.identity import ReleaseInfo
from graph.records import ExportFile
from graph.release import Release, open_release

_NAME: Final = re.compile(r"\d{8}T\d{6}Z-[0-9a-f]{8}")


@dataclass(frozen=True)
class Downloads:
    """What can be taken away from one graph.

    Attributes:
        endpoint: where the graph is.
        base: base IRI of its entities.
        release: which release answers.
        folder: the folder of that release; ``None`` on a remote store.
    """

    endpoint: Endpoint
    base: str
    release: ReleaseInfo
    folder: Path | None

    def files(self) -> tuple[ExportFile, ...]:
        """Return the files of the release in service; none on a remote store."""
        found = self._release(self.release.name)
        return found.manifest.files if found else ()

    def file(self, name: str, release: str = "") -> tuple[Path, ExportFile] | None:
        """Return a file and what it is, of the release in service or of one that is still kept."""
        found = self._release(release or self.release.name)
        if found is None:
            return None
        known = next((file for file in found.manifest.files if file.name == name), None)
        return (found.exports / name, known) if known else None

    def table(
        self,
        name: str,
        only: Collection[str] | None = None,
        **values: str,
    ) -> bytes:
        """Return a table as CSV.

        Args:
            name: the table, such as ``evidence``.
            only: leave out rows whose first column is not one of these.
            values: parameters of the table's question, such as ``study``.

        Raises:
            UnusableInput: there is no such table.
        """
        made = sheet(name)
        records = sheet_rows(self.endpoint, self.base, name, **values)
        first = made.columns[0].name
        kept = (row for row in records if only is None or row[first][0] in only)
        return csv_bytes(made, kept)

    def about(self, name: str, kind: str, iri: str) -> bytes:
        """Return a table about one record as CSV.

        Args:
            name: a table that has a parameter *kind*, or ``observed``: the findings of a study with
                their numbers, and the numbers that no finding mentions.
            kind: type of the record, such as ``study``.
            iri: the record.
        """
        if name == "observed":
            return observed(self.endpoint, self.base, iri)
        if (kind, name) == ("study", "publications"):
            made = sheet(name)
            records = sheet_rows(self.endpoint, self.base, name)
            return csv_bytes(made, (record for record in records if iri in record["study"]))
        return self.table(name, **{kind: iri})

    def publications(self, extension: str, kind: str, iri: str) -> bytes:
        """Return the publication *iri*, or those of the study *iri*, in a form for references.

        Args:
            extension: ``bib``, ``ris`` or ``csl.json``.
            kind: ``publication`` or ``study``.
            iri: the record.

        Raises:
            NotFound: no such record, or no publication of it.
        """
        if kind == "study":
            found = references.of_study(self.endpoint, self.base, iri)
        else:
            found = references.publications(self.endpoint, self.base, publication=iri)
        if not found:
            raise NotFound(iri)
        return references.WRITERS[extension](found).encode()

    def record(self, extension: str, iri: str, label: str) -> bytes:
        """Return one record, as it stands in this release, in a form for references."""
        release = self.release
        reference = references.of_record(iri, label, release.name, release.issued)
        return references.WRITERS[extension]((reference,)).encode()

    def nanopublication(self, name: str) -> bytes:
        """Return one nanopublication as TriG, by its name, such as ``study/x/evidence-1``.

        Raises:
            NotFound: none of that name in the release in service; there is none on a remote store.
        """
        iri = f"{self.base}np/{name}"
        held = self.file(nanopublications.FILE)
        found = nanopublications.one(held[0].read_bytes(), iri, self.base) if held else None
        if found is None:
            raise NotFound(iri)
        return found

    def _release(self, name: str) -> Release | None:
        """Return a release that is still kept; the name comes from an address, and is checked."""
        if self.folder is None or not _NAME.fullmatch(name):
            return None
        try:
            return open_release(self.folder.parent / name)
        except ReleaseError:
            return None
