"""The ontology says of every term what it means, and uses no term that it does not define."""

import re
from collections import Counter

import pytest
from rdflib import Graph, Literal, Namespace, URIRef
from rdflib.namespace import DCTERMS, OWL, RDF, RDFS, SKOS

from tests.ontology.names import (
    CLASSES,
    COMPUTED,
    COMPUTED_TERMS,
    DATATYPE_PROPERTIES,
    EQ,
    FILES,
    MAPPINGS,
    OBJECT_PROPERTIES,
    ONTOLOGY,
    ROOT,
    SCHEMA,
    english,
    named,
    ours,
    read,
    terms,
)


def test_the_header_says_what_the_ontology_is(ontology: Graph) -> None:
    """The ontology has a title, a licence, a version and its preferred prefix."""
    vann = Namespace("http://purl.org/vocab/vann/")
    licence = URIRef("https://creativecommons.org/licenses/by/4.0/")
    assert (ONTOLOGY, RDF.type, OWL.Ontology) in ontology
    assert (ONTOLOGY, DCTERMS.title, Literal("Equipoise ontology", lang="en")) in ontology
    assert (ONTOLOGY, DCTERMS.license, licence) in ontology
    assert (ONTOLOGY, OWL.versionInfo, Literal("0.1.0")) in ontology
    assert (ONTOLOGY, vann.preferredNamespacePrefix, Literal("eq")) in ontology
    assert (ONTOLOGY, vann.preferredNamespaceUri, Literal(str(EQ))) in ontology


def test_every_term_is_explained(ontology: Graph) -> None:
    """Every class and property has one label, one definition and an example, in English."""
    lacking = {
        term
        for term in terms(ontology)
        if len(english(ontology, term, RDFS.label)) != 1
        or len(english(ontology, term, SKOS.definition)) != 1
        or not english(ontology, term, SKOS.example)
        or ontology.value(term, RDFS.isDefinedBy) != ONTOLOGY
    }
    assert not lacking


def test_every_property_says_what_it_joins(ontology: Graph) -> None:
    """Every property names the classes it is for, and what its values are."""
    classes = ours(ontology.subjects(RDF.type, OWL.Class))
    for prop in terms(ontology) - classes:
        domains = set(ontology.objects(prop, SCHEMA.domainIncludes))
        assert domains and domains <= classes | {OWL.Class}, prop
        assert (prop, SCHEMA.rangeIncludes, None) in ontology, prop


def test_a_property_with_listed_values_names_their_list(
    ontology: Graph, vocabularies: Graph
) -> None:
    """A property whose values are concepts points at their scheme, and every scheme is used."""
    schemes = set(vocabularies.subjects(RDF.type, SKOS.ConceptScheme))
    listed = set(ontology.subjects(SCHEMA.rangeIncludes, SKOS.Concept))
    assert {prop for prop in listed if not set(ontology.objects(prop, RDFS.seeAlso)) & schemes} == (
        set()
    )
    # Only questions answer with what is not specified; no record says it.
    assert set(ontology.objects(None, RDFS.seeAlso)) == schemes - {EQ.UnspecifiedScheme}


@pytest.mark.parametrize(
    ("kind", "names"),
    [
        (OWL.Class, CLASSES),
        (OWL.ObjectProperty, OBJECT_PROPERTIES),
        (OWL.DatatypeProperty, DATATYPE_PROPERTIES),
    ],
    ids=["classes", "object properties", "datatype properties"],
)
def test_no_term_has_disappeared(ontology: Graph, kind: URIRef, names: str) -> None:
    """Every name that documents use is still a term of the same kind."""
    assert named(names) <= ours(ontology.subjects(RDF.type, kind))


def test_computed_terms_say_so(ontology: Graph) -> None:
    """The terms that only rules may write, and no others, say that they are computed."""
    note = Literal(COMPUTED, lang="en")
    assert ours(ontology.subjects(SKOS.scopeNote, note)) == named(COMPUTED_TERMS)


def test_mappings_are_in_their_own_file(
    ontology: Graph, vocabularies: Graph, alignments: Graph
) -> None:
    """Mappings to other vocabularies are in the alignments, and nothing else is there."""
    assert set(alignments.predicates()) <= set(MAPPINGS)
    assert not set((ontology + vocabularies).predicates()) & set(MAPPINGS)
    assert not ours(alignments.objects())


@pytest.mark.parametrize("name", FILES)
def test_every_term_used_is_defined(ontology: Graph, vocabularies: Graph, name: str) -> None:
    """A file of the ontology uses no term of our namespace that is not defined."""
    used = {node for triple in read(name) for node in ours(triple)}
    defined = ours((ontology + vocabularies).subjects(RDF.type, None))
    assert used <= defined
    assert used or name == "borrowed.ttl"


def test_no_term_is_defined_twice() -> None:
    """Each term is defined by one block in one file, with one kind."""
    written = Counter(
        name
        for file in FILES
        for name in re.findall(r"^(\S+) a ", (ROOT / file).read_text("utf-8"), re.MULTILINE)
    )
    assert not [name for name, count in written.items() if count > 1]
    everything = read(*FILES)
    kinds = Counter(everything.subjects(RDF.type, None))
    assert not [term for term, count in kinds.items() if count > 1]
    assert set(kinds.values()) == {1} and len(kinds) == len(written)


def test_there_are_no_blank_nodes() -> None:
    """Every node of the ontology has a name."""
    assert all(isinstance(node, URIRef | Literal) for node in read(*FILES).all_nodes())


def test_the_definition_of_reports_keeps_to_the_source(ontology: Graph) -> None:
    """What a source states and what an assessor states are defined apart."""
    (reports,) = english(ontology, EQ.reports, SKOS.definition)
    (appraisal,) = english(ontology, EQ.appraisal, SKOS.definition)
    assert reports == (
        "A finding, conclusion or scope limit that the study's source states, "
        "or an open question it raises."
    )
    assert "assessor states" in appraisal
