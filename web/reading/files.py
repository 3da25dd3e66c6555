"""How the page about the data arranges the files of a release."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from graph.records import ExportFile
from web.reading.formatting import number, plural
from web.urls import Urls

#: The sections of the page: anchor, heading, purpose, and the formats of the files in each.
SECTIONS: Final = (
    (
        "tables",
        "Tables",
        "For a spreadsheet, R or a notebook: one row per record, IRIs beside names.",
        ("csv", "parquet"),
    ),
    (
        "everything",
        "The whole graph",
        "Linked data for an RDF store: every statement, one named graph per document.",
        ("trig", "nquads", "jsonld", "jelly"),
    ),
    (
        "references",
        "References",
        "The publications, for a reference manager or a systematic review.",
        ("bibtex", "ris", "csl-json"),
    ),
    (
        "objects",
        "Judgements and packaging",
        "The evidence links one by one, and the description of all these files.",
        ("nanopublications", "ro-crate"),
    ),
)

#: What a format is called on a link.
_NAMES: Final = {
    "csv": "CSV",
    "parquet": "Parquet",
    "trig": "TriG",
    "nquads": "N-Quads",
    "jsonld": "JSON-LD",
    "jelly": "Jelly",
    "bibtex": "BibTeX",
    "ris": "RIS",
    "csl-json": "CSL-JSON",
    "nanopublications": "TriG",
    "ro-crate": "JSON-LD",
}
_OTHERS: Final = {"datapackage.json": "JSON"}


@dataclass(frozen=True)
class Download:
    """One file: its name, its format, where it is, how long it is, and how to fetch it."""

    name: str
    format: str
    href: str
    size: str
    sha256: str
    command: str


@dataclass(frozen=True)
class Work:
    """One content in one or several formats: a table as CSV and as Parquet is one work."""

    title: str
    description: str
    count: str
    downloads: tuple[Download, ...]


@dataclass(frozen=True)
class Section:
    """Works of one kind, under a heading with an anchor."""

    key: str
    title: str
    purpose: str
    works: tuple[Work, ...]


def sections(
    files: Iterable[ExportFile], release: str, urls: Urls, origin: str
) -> tuple[Section, ...]:
    """Return the files by kind; a section without files is left out.

    Args:
        files: what the release offers.
        release: its name.
        urls: addresses of this site.
        origin: scheme and host, for commands that are run elsewhere.
    """
    listed = tuple(files)
    found = (
        Section(key, title, purpose, _works(listed, formats, release, urls, origin))
        for key, title, purpose, formats in SECTIONS
    )
    return tuple(section for section in found if section.works)


def _works(
    files: Iterable[ExportFile], formats: tuple[str, ...], release: str, urls: Urls, origin: str
) -> tuple[Work, ...]:
    works: dict[str, list[ExportFile]] = {}
    for file in files:
        if file.format in formats:
            works.setdefault(file.title, []).append(file)
    return tuple(
        Work(
            title=title,
            description=mine[0].description,
            count=_count(mine[0]),
            downloads=tuple(_download(file, release, urls, origin) for file in mine),
        )
        for title, mine in works.items()
    )


def _download(file: ExportFile, release: str, urls: Urls, origin: str) -> Download:
    path = urls.file(release, file.name)
    return Download(
        name=file.name,
        format=_OTHERS.get(file.name, _NAMES[file.format]),
        href=path,
        size=size(file.size),
        sha256=file.sha256,
        command=f"curl --remote-name {origin}{path}",
    )


def _count(file: ExportFile) -> str:
    return "" if file.count is None else plural(file.count, file.unit.removesuffix("s"), file.unit)


def size(length: int) -> str:
    """Return a length in bytes as people say it: ``39 kB``, ``1.7 MB``."""
    if length < 1000:
        return f"{length} bytes"
    if length < 1_000_000:
        return f"{round(length / 1000)} kB"
    return f"{number(f'{length / 1_000_000:.1f}')} MB"
