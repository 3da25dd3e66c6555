"""The files of a release as one research object: RO-Crate 1.1."""

import json
from collections.abc import Iterator, Sequence
from typing import Any, Final

from graph.exports.source import (
    AUTHOR,
    DESCRIPTION,
    LICENCE,
    LICENCE_NAME,
    TITLE,
    Product,
    Source,
)
from graph.records import ExportFile

#: What a file conforms to, by its format.
_CONFORMS: Final = {
    "trig": "http://www.w3.org/ns/formats/TriG",
    "nanopublications": "https://nanopub.net/guidelines/working_draft/",
    "nquads": "http://www.w3.org/ns/formats/N-Quads",
    "jsonld": "http://www.w3.org/ns/formats/JSON-LD",
    "jelly": "https://w3id.org/jelly",
    "csv": "https://www.rfc-editor.org/rfc/rfc4180",
    "parquet": "https://parquet.apache.org/docs/file-format/",
}
_PACKAGE: Final = "https://specs.frictionlessdata.io/tabular-data-package/"


def describe(source: Source, files: Sequence[ExportFile]) -> Iterator[Product]:
    """Make the metadata of the folder that holds the files of a release."""
    from rocrate.model import ContextEntity
    from rocrate.rocrate import ROCrate

    crate = ROCrate(version="1.1")
    crate.metadata.extra_terms["sha256"] = "http://schema.org/sha256"
    licence = crate.add(ContextEntity(crate, LICENCE, _licence()))
    author = crate.add(ContextEntity(crate, "#maintainers", _author(source)))
    root = crate.root_dataset
    for name, value in _dataset(source).items():
        root[name] = value
    root["license"] = licence
    root["author"] = root["publisher"] = author
    for file in files:
        entity = crate.add_file(dest_path=file.name, properties=_file(file))
        entity["license"] = licence
        if target := _PACKAGE if file.name == "datapackage.json" else _CONFORMS.get(file.format):
            entity["conformsTo"] = crate.add(ContextEntity(crate, target, _standard(target)))
    body = json.dumps(crate.metadata.generate(), indent=2, ensure_ascii=False) + "\n"
    yield Product(
        name="ro-crate-metadata.json",
        media_type="application/ld+json",
        title="Research object",
        description="What each of these files is, with checksum, licence and authors (RO-Crate).",
        body=body.encode(),
        count=len(files),
        unit="files",
    )


def _dataset(source: Source) -> dict[str, Any]:
    return {
        "name": TITLE,
        "description": DESCRIPTION,
        "datePublished": source.issued,
        "version": source.release,
        "identifier": source.dataset,
        "url": source.dataset,
        "keywords": "knowledge graph, evidence synthesis, RDF, ME/CFS",
    }


def _licence() -> dict[str, str]:
    return {
        "@type": "CreativeWork",
        "name": LICENCE_NAME,
        "description": "Use it for anything, and say where it comes from.",
        "url": LICENCE,
    }


def _author(source: Source) -> dict[str, str]:
    return {"@type": "Organization", "name": AUTHOR, "url": source.base}


def _file(file: ExportFile) -> dict[str, str]:
    return {
        "name": file.title,
        "description": file.description,
        "encodingFormat": file.media_type,
        "contentSize": str(file.size),
        "sha256": file.sha256,
    }


def _standard(iri: str) -> dict[str, str]:
    return {"@type": "CreativeWork", "name": iri.partition("://")[2].strip("/"), "url": iri}
