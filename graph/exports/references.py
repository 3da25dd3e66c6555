"""References: publications, or a record of this graph, as BibTeX, RIS and CSL-JSON.

Authors are what the source prints; ``et al.`` becomes ``others`` in BibTeX and is said in a note
elsewhere. A work that was retracted says so in its note.
"""

import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from graph.endpoint import Endpoint
from graph.exports.sheets import Record, sheet_rows
from graph.exports.source import AUTHOR, LICENCE, Product, Source
from graph.namespaces import EQ, local_part

_PERSON: Final = re.compile(r"(?P<family>\S.*) (?P<given>[A-Z](?:-?[A-Z]){0,4})")
_REGISTRY: Final = f"{EQ}RegistryEntry"
_UNREMARKABLE: Final = f"{EQ}Current"
_TITLE: Final = "Equipoise"


@dataclass(frozen=True)
class Author:
    """A person with family name and initials, or a body with a name alone."""

    family: str
    given: str = ""


@dataclass(frozen=True)
class Reference:
    """What a reference list needs of one work.

    Attributes:
        key: its key in BibTeX and its identifier in CSL-JSON.
        kind: ``article``, ``web`` (a registry entry) or ``record`` (of this graph).
        more_authors: whether the source ended its list of authors with ``et al.``
        version: the release, for a record.
    """

    key: str
    kind: str
    title: str
    authors: tuple[Author, ...] = ()
    more_authors: bool = False
    journal: str = ""
    year: str = ""
    doi: str = ""
    pmid: str = ""
    url: str = ""
    note: str = ""
    version: str = ""


def publications(endpoint: Endpoint, base: str, **asked: str) -> tuple[Reference, ...]:
    """Return publications as references: all of them, or ``publication=`` one."""
    records = sheet_rows(endpoint, base, "publications", **asked)
    return tuple(sorted(map(_reference, records), key=lambda reference: reference.key))


def of_study(endpoint: Endpoint, base: str, study: str) -> tuple[Reference, ...]:
    """Return the publications that report one study, by its IRI."""
    records = sheet_rows(endpoint, base, "publications")
    mine = (record for record in records if study in record["study"])
    return tuple(sorted(map(_reference, mine), key=lambda reference: reference.key))


def of_record(iri: str, label: str, release: str, issued: str) -> Reference:
    """Return one record of this graph, as it stands in a release, as a reference."""
    return Reference(
        key="-".join(("equipoise", *iri.rstrip("/").split("/")[-2:])),
        kind="record",
        title=label,
        authors=(Author(AUTHOR),),
        journal=_TITLE,
        year=issued[:4],
        url=iri,
        note=f"Record of {_TITLE}, release {release} ({issued[:10]}); licence {LICENCE}",
        version=release,
    )


def bibtex(references: Iterable[Reference]) -> str:
    """Return references as BibTeX, one entry each."""
    return "\n".join(map(_bibtex_entry, references))


def ris(references: Iterable[Reference]) -> str:
    """Return references as RIS, lines ending in CR LF as the format wants."""
    lines = (line for reference in references for line in (*_ris_lines(reference), ""))
    return "".join(f"{line}\r\n" for line in lines)


def csl_json(references: Iterable[Reference]) -> str:
    """Return references as CSL-JSON, an array of items."""
    items = [_csl_item(reference) for reference in references]
    return json.dumps(items, indent=2, ensure_ascii=False) + "\n"


#: What writes references, by the suffix of their file.
WRITERS: Final[Mapping[str, Callable[[Iterable[Reference]], str]]] = {
    "bib": bibtex,
    "ris": ris,
    "csl.json": csl_json,
}
MEDIA_TYPES: Final = {
    "bib": "application/x-bibtex",
    "ris": "application/x-research-info-systems",
    "csl.json": "application/vnd.citationstyles.csl+json",
}


def as_bibtex(source: Source) -> Iterator[Product]:
    """Make the reference list for LaTeX, JabRef and the like."""
    found = publications(source.endpoint, source.base)
    body = f"@comment{{{source.notice}}}\n\n{bibtex(found)}"
    yield _product("bib", "BibTeX", body, found)


def as_ris(source: Source) -> Iterator[Product]:
    """Make the reference list for EndNote, Zotero, Covidence and the like."""
    found = publications(source.endpoint, source.base)
    yield _product("ris", "RIS", ris(found), found)


def as_csl_json(source: Source) -> Iterator[Product]:
    """Make the reference list for Pandoc, Zotero and citation processors."""
    found = publications(source.endpoint, source.base)
    yield _product("csl.json", "CSL-JSON", csl_json(found), found)


def _product(extension: str, name: str, body: str, found: Sequence[Reference]) -> Product:
    return Product(
        name=f"references.{extension}",
        media_type=MEDIA_TYPES[extension],
        title=f"Publications as {name}",
        description="Every publication that reports a study, for reference managers.",
        body=body.encode(),
        count=len(found),
        unit="references",
    )


def _reference(record: Record) -> Reference:
    """Return a row of the table of publications as a reference."""

    def one(name: str) -> str:
        return " ".join(record[name][0].split()) if record[name] else ""

    authors, more = _authors(one("authors"))
    return Reference(
        key=local_part(one("publication")),
        kind="web" if one("role") == _REGISTRY else "article",
        title=one("title") or one("publication_label"),
        authors=authors,
        more_authors=more,
        journal=one("journal"),
        year=one("year"),
        doi=one("doi"),
        pmid=one("pmid"),
        url="" if one("doi") else one("url"),
        note=_note(one),
    )


def _note(one: Callable[[str], str]) -> str:
    """Say what a reader must know before citing the work: that it was retracted, for one."""
    if one("status") in {"", _UNREMARKABLE}:
        return ""
    said = one("status_label").capitalize()
    if one("retracted_on"):
        said += f" on {one('retracted_on')}"
    if one("retraction_notice"):
        said += f"; see {one('retraction_notice_label')}"
    return f"{said}."


def _authors(text: str) -> tuple[tuple[Author, ...], bool]:
    """Split a list of authors as PubMed prints it; a list of no such form is one body."""
    names = [name.strip() for name in text.split(",") if name.strip()]
    more = bool(names) and names[-1].rstrip(".") == "et al"
    return tuple(map(_author, names[: -1 if more else None])), more


def _author(name: str) -> Author:
    person = _PERSON.fullmatch(name)
    return Author(person["family"], person["given"]) if person else Author(name)


def _initials(given: str) -> str:
    """Return initials as reference styles want them: ``J. W. M.``, ``J.-C.``."""
    return re.sub(r"([A-Z])(?=[A-Z])", r"\1. ", given).replace("-", ".-") + "."


_TYPES: Final = {
    "article": ("article", "JOUR", "article-journal"),
    "web": ("misc", "ELEC", "webpage"),
    "record": ("misc", "DATA", "dataset"),
}
_ESCAPES: Final = str.maketrans(
    {
        "\\": r"\textbackslash{}",
        "{": r"\{",
        "}": r"\}",
        "~": r"\textasciitilde{}",
        "^": r"\textasciicircum{}",
        **{character: f"\\{character}" for character in "&%$#_"},
    }
)


def _bibtex_entry(reference: Reference) -> str:
    fields = {
        "author": _bibtex_authors(reference),
        "title": f"{{{reference.title.translate(_ESCAPES)}}}",
        "journal" if reference.kind == "article" else "howpublished": (
            reference.journal.translate(_ESCAPES)
        ),
        "year": reference.year,
        "version": reference.version,
        "doi": reference.doi,
        "pmid": reference.pmid,
        "url": reference.url,
        "note": reference.note.translate(_ESCAPES),
    }
    said = "".join(f"  {name} = {{{value}}},\n" for name, value in fields.items() if value)
    return f"@{_TYPES[reference.kind][0]}{{{reference.key},\n{said}}}\n"


def _bibtex_authors(reference: Reference) -> str:
    names = [
        f"{author.family.translate(_ESCAPES)}, {_initials(author.given)}"
        if author.given
        else f"{{{author.family.translate(_ESCAPES)}}}"
        for author in reference.authors
    ]
    return " and ".join(names + ["others"] * reference.more_authors)


def _ris_lines(reference: Reference) -> Iterator[str]:
    yield f"TY  - {_TYPES[reference.kind][1]}"
    yield f"ID  - {reference.key}"
    for author in reference.authors:
        given = f", {_initials(author.given)}" if author.given else ""
        yield f"AU  - {author.family}{given}"
    for tag, value in (
        ("TI", reference.title),
        ("T2", reference.journal),
        ("PY", reference.year),
        ("ET", reference.version),
        ("DO", reference.doi),
        ("AN", reference.pmid),
        ("DB", "PubMed" if reference.pmid else ""),
        ("UR", reference.url),
        ("N1", _full_note(reference)),
    ):
        if value:
            yield f"{tag}  - {value}"
    yield "ER  - "


def _csl_item(reference: Reference) -> dict[str, Any]:
    authors = [
        {"family": author.family, "given": _initials(author.given)}
        if author.given
        else {"literal": author.family}
        for author in reference.authors
    ]
    item = {
        "id": reference.key,
        "type": _TYPES[reference.kind][2],
        "title": reference.title,
        "author": authors,
        "container-title": reference.journal,
        "issued": {"date-parts": [[int(reference.year)]]} if reference.year else None,
        "version": reference.version,
        "DOI": reference.doi,
        "PMID": reference.pmid,
        "URL": reference.url,
        "note": _full_note(reference),
    }
    return {name: value for name, value in item.items() if value}


def _full_note(reference: Reference) -> str:
    """Return the note, with what the format cannot say of the authors."""
    more = "The list of authors goes on." if reference.more_authors else ""
    return " ".join(part for part in (reference.note, more) if part)
