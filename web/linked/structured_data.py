"""schema.org descriptions of records, for search engines; built from records, not from triples.

The page that a record stands on, and the context of all terms, come from
:mod:`web.linked.page_data`.
"""

from collections.abc import Iterable, Mapping
from typing import Any, Final

from graph.namespaces import DCTERMS, EQ
from graph.records import Hypothesis, Publication, Question, Ref, Study, Thing, Weighing
from graph.service import ReleaseInfo
from web.urls import Urls

_TRIALS: Final = {
    f"{EQ}{name}" for name in ("RandomizedControlledTrial", "NonRandomizedTrial", "CrossoverTrial")
}
_TYPES: Final = {
    "condition": "MedicalCondition",
    "intervention": "MedicalTherapy",
    "publication": "ScholarlyArticle",
    "target": "DefinedTerm",
    "case-definition": "DefinedTerm",
    "instrument": "DefinedTerm",
    "contributor": "Organization",
}
_DRUGS: Final = {f"{EQ}Drug", f"{EQ}Biologic"}
JsonLd = Mapping[str, Any]


def study(record: Study, urls: Urls) -> JsonLd:
    """Describe a study as a medical trial or, where it is none, as a medical study."""
    trial = any(design.iri in _TRIALS for design in record.designs)
    conditions = record.population.conditions if record.population else ()
    return _cleaned(
        {
            "@type": "MedicalTrial" if trial else "MedicalStudy",
            "@id": record.ref.iri,
            "name": record.ref.label,
            "description": record.summary,
            "identifier": list(record.registry_ids),
            "healthCondition": [
                {"@type": "MedicalCondition", "@id": ref.iri, "name": ref.label}
                for ref in conditions
            ],
            "subjectOf": [_article(item, urls) for item in record.publications],
        }
    )


def hypothesis(record: Hypothesis, weighing: Weighing) -> JsonLd:
    """Describe a hypothesis as a claim; never as a reviewed claim, which would rate it.

    It appears in the studies that bear on it, of which there may be more than are told.
    """
    listings = (*weighing.standing.values(), *weighing.retracted.values())
    ref = record.summary.ref
    return _cleaned(
        {
            "@type": "Claim",
            "@id": ref.iri,
            "name": ref.label,
            "text": ref.label,
            "about": [{"@id": item.iri, "name": item.label} for item in record.about],
            "appearance": [
                {"@type": "MedicalStudy", "@id": iri, "name": label}
                for iri, label in dict.fromkeys(
                    (item.study.iri, item.study.label)
                    for listing in listings
                    for item in listing.records
                )
            ],
        }
    )


def question(record: Question) -> JsonLd:
    """Describe an open question."""
    ref = record.summary.ref
    return _cleaned(
        {
            "@type": "Question",
            "@id": ref.iri,
            "name": ref.label,
            "text": ref.label,
            "about": [{"@id": item.iri, "name": item.label} for item in record.about],
        }
    )


def thing(record: Thing, urls: Urls) -> JsonLd:
    """Describe any other record by the nearest schema.org type."""
    if record.publication:
        return _article(record.publication, urls)
    said = {item.ref.iri: item.values for item in record.properties}
    kinds = {value.iri for value in said.get(f"{EQ}agentKind", ()) if isinstance(value, Ref)}
    texts = (value for value in said.get(f"{DCTERMS}description", ()) if isinstance(value, str))
    return _cleaned(
        {
            "@type": "Drug" if kinds & _DRUGS else _TYPES.get(record.kind, "Thing"),
            "@id": record.ref.iri,
            "name": record.ref.label,
            "description": next(texts, None),
            "sameAs": [iri for iri in record.external if iri.startswith(("http:", "https:"))],
        }
    )


def dataset(release: ReleaseInfo, iri: str, downloads: Iterable[tuple[str, str]]) -> JsonLd:
    """Describe the whole graph; *downloads* are media types and absolute addresses."""
    return {
        "@type": "Dataset",
        "@id": iri,
        "name": "Equipoise",
        "description": "What has been tested in ME/CFS, what came out, and what is still open.",
        "version": release.name,
        "dateModified": release.issued,
        "license": "https://creativecommons.org/licenses/by/4.0/",
        "isAccessibleForFree": True,
        "distribution": [
            {"@type": "DataDownload", "encodingFormat": media_type, "contentUrl": address}
            for media_type, address in downloads
        ],
    }


def _article(publication: Publication, urls: Urls) -> dict[str, Any]:
    return dict(
        _cleaned(
            {
                "@type": "ScholarlyArticle",
                "@id": publication.ref.iri,
                "name": publication.title,
                "creditText": publication.authors,
                "isPartOf": {"@type": "Periodical", "name": publication.journal}
                if publication.journal
                else None,
                "datePublished": publication.year,
                "sameAs": urls.doi(publication.doi) if publication.doi else publication.url,
                "creativeWorkStatus": publication.status.label if publication.status else None,
            }
        )
    )


def _cleaned(description: dict[str, Any]) -> JsonLd:
    """Drop what is empty: an absent fact is absent."""
    return {key: value for key, value in description.items() if value not in (None, "", [])}
