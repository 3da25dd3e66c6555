"""The namespaces of the graph and the prefixes that every file writes them with."""

import re
from typing import Final

EQ: Final = "https://w3id.org/equipoise/ns#"
SHAPES: Final = "https://w3id.org/equipoise/shapes#"
ONTOLOGY: Final = "https://w3id.org/equipoise/ns"
DEFAULT_BASE: Final = "https://w3id.org/equipoise/"

RDF: Final = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
RDFS: Final = "http://www.w3.org/2000/01/rdf-schema#"
SKOS: Final = "http://www.w3.org/2004/02/skos/core#"
PROV: Final = "http://www.w3.org/ns/prov#"
DCTERMS: Final = "http://purl.org/dc/terms/"
FOAF: Final = "http://xmlns.com/foaf/0.1/"
SH: Final = "http://www.w3.org/ns/shacl#"
XSD: Final = "http://www.w3.org/2001/XMLSchema#"
MATH: Final = "http://www.w3.org/2005/xpath-functions/math#"

#: Prefixes for serialised answers; entity prefixes depend on the base, see :func:`prefixes`.
COMMON_PREFIXES: Final = {
    "eq": EQ,
    "rdf": RDF,
    "rdfs": RDFS,
    "xsd": XSD,
    "owl": "http://www.w3.org/2002/07/owl#",
    "skos": SKOS,
    "prov": PROV,
    "dcterms": DCTERMS,
    "schema": "https://schema.org/",
    "bibo": "http://purl.org/ontology/bibo/",
    "prism": "http://prismstandard.org/namespaces/basic/2.0/",
    "foaf": FOAF,
    "cito": "http://purl.org/spar/cito/",
    "fabio": "http://purl.org/spar/fabio/",
    "obo": "http://purl.obolibrary.org/obo/",
    "mesh": "http://id.nlm.nih.gov/mesh/",
    "dcat": "http://www.w3.org/ns/dcat#",
    "void": "http://rdfs.org/ns/void#",
}

#: Entity type (the path segment of its IRI) and the prefix it is written with.
ENTITY_TYPES: Final = {
    "study": "study",
    "publication": "publication",
    "hypothesis": "hypothesis",
    "question": "question",
    "intervention": "intervention",
    "target": "target",
    "condition": "condition",
    "case-definition": "definition",
    "instrument": "instrument",
    "contributor": "contributor",
}


def entity_iri(base: str, kind: str, slug: str) -> str:
    """Return the IRI of an entity, such as ``…/id/study/roerink-2017``."""
    return f"{base}id/{kind}/{slug}"


def graph_iri(base: str, name: str) -> str:
    """Return the IRI of a named graph, such as ``…/graph/studies/roerink-2017``."""
    return f"{base}graph/{name}"


def prefixes(base: str) -> dict[str, str]:
    """Return every prefix, with those of the entity types under *base*."""
    entities = {prefix: f"{base}id/{kind}/" for kind, prefix in ENTITY_TYPES.items()}
    return COMMON_PREFIXES | entities


def local_part(iri: str) -> str:
    """Return the last part of an IRI, after ``/`` or ``#``."""
    return re.split(r"[/#]", iri)[-1]
