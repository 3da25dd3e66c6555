"""The JSON-LD context covers the ontology and loses nothing."""

import json

import pyoxigraph
import pytest
from rdflib import Graph, URIRef
from rdflib.compare import isomorphic
from rdflib.namespace import OWL, RDF, XSD

from tests.ontology.names import (
    EQ,
    FILES,
    RDFLIB_READS_JSON_LD,
    SCHEMA,
    concepts,
    ours,
    read,
    terms,
)

STUDY = """
@base <https://w3id.org/equipoise/id/study/roerink-2017> .
@prefix eq: <https://w3id.org/equipoise/ns#> .
@prefix bibo: <http://purl.org/ontology/bibo/> .
@prefix dcterms: <http://purl.org/dc/terms/> .
@prefix obo: <http://purl.obolibrary.org/obo/> .
@prefix prov: <http://www.w3.org/ns/prov#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
<> a eq:Study ;
  rdfs:label "Anakinra against placebo in women with CFS (Roerink 2017)"@en ,
    "Anakinra contre placebo (Roerink 2017)"@fr ;
  eq:plainSummary "Fifty women took anakinra or a placebo."@en ;
  eq:design eq:RandomizedControlledTrial , eq:DoubleBlind ;
  eq:population <#population> ;
  eq:hasArm <#anakinra> , <#placebo> ;
  eq:reportedIn <https://w3id.org/equipoise/id/publication/roerink-2017> .
<#population> a eq:Population ; eq:n 50 ; eq:pemRequired false .
<#injections> a eq:Intervention ; eq:dose "100 mg/d" ; eq:duration "P28D"^^xsd:dayTimeDuration .
<#result-1> a eq:EffectEstimate ;
  eq:inArm <#anakinra> ; eq:versus <#placebo> ; eq:measure obo:STATO_0000457 ;
  eq:value 1.5 ; eq:ciLower -4.1 ; eq:ciUpper 7.2 ; eq:ciLevel 95.0 ;
  eq:asReported "1.50 [95% CI, -4.1 to 7.2]" ; eq:pReported "<0.05" .
<#finding-1> a eq:Finding ; prov:wasDerivedFrom <#result-1> .
<https://w3id.org/equipoise/id/publication/roerink-2017> a eq:Publication ;
  dcterms:title "Cytokine Inhibition in Patients With Chronic Fatigue Syndrome" ;
  dcterms:issued "2017"^^xsd:gYear ; bibo:doi "10.7326/M16-2391" ; bibo:pmid "28265678" .
"""


def test_the_context_has_every_property(ontology: Graph, context: dict[str, object]) -> None:
    """Each property is a context term of its own name that fits what its values are."""
    for prop in terms(ontology) - ours(ontology.subjects(RDF.type, OWL.Class)):
        name = prop.removeprefix(str(EQ))
        ranges = set(ontology.objects(prop, SCHEMA.rangeIncludes))
        entry = context[name]
        if XSD.string in ranges:
            assert entry == f"eq:{name}"
        elif RDF.langString in ranges:
            assert entry == {"@id": f"eq:{name}", "@language": "en"}
        elif (prop, RDF.type, OWL.ObjectProperty) in ontology:
            assert entry == {"@id": f"eq:{name}", "@type": "@id"}
        else:
            assert isinstance(entry, dict) and entry["@id"] == f"eq:{name}"
            assert URIRef(entry["@type"].replace("xsd:", str(XSD))) in ranges


def test_the_context_has_every_class(ontology: Graph, context: dict[str, object]) -> None:
    """Each class is a context term of its own name."""
    for term in ours(ontology.subjects(RDF.type, OWL.Class)):
        name = term.removeprefix(str(EQ))
        assert context[name] == f"eq:{name}"


def test_the_context_uses_defined_terms(
    ontology: Graph, vocabularies: Graph, context: dict[str, object]
) -> None:
    """The context names no term of ours that is not defined, and declares its prefixes."""
    iris = [
        str(entry["@id"]) if isinstance(entry, dict) else str(entry)
        for name, entry in context.items()
        if not name.startswith("@")
    ]
    compact = [iri for iri in iris if not iri.startswith(("@", "http"))]
    assert {iri.partition(":")[0] for iri in compact} <= set(context)
    used = {EQ[iri.removeprefix("eq:")] for iri in compact if iri.startswith("eq:")}
    assert used <= terms(ontology) | concepts(vocabularies)


@RDFLIB_READS_JSON_LD
def test_the_context_loses_nothing(context: dict[str, object]) -> None:
    """A study written as JSON-LD with the context and read again is the same study."""
    study = Graph().parse(data=STUDY, format="turtle")
    written = study.serialize(format="json-ld", context=context)
    assert isomorphic(study, Graph().parse(data=written, format="json-ld"))


def test_oxigraph_reads_the_context_alike(context: dict[str, object]) -> None:
    """The store reads a study written with the context as the same triples as rdflib."""
    study = Graph().parse(data=STUDY, format="turtle")
    written = study.serialize(format="json-ld", context=context)
    quads = pyoxigraph.parse(written, format=pyoxigraph.RdfFormat.JSON_LD)
    triples = "\n".join(f"{quad.triple} ." for quad in quads)
    assert isomorphic(study, Graph().parse(data=triples, format="nt"))


def test_the_context_makes_plain_names(context: dict[str, object]) -> None:
    """In JSON-LD with the context, members have short names and numbers keep their digits."""
    study = Graph().parse(data=STUDY, format="turtle")
    written = json.loads(study.serialize(format="json-ld", context=context))
    nodes = {node["id"].partition("/id/study/")[2]: node for node in written["@graph"]}
    trial, result = nodes["roerink-2017"], nodes["roerink-2017#result-1"]
    assert trial["label"] == "Anakinra against placebo in women with CFS (Roerink 2017)"
    assert trial["population"] == "https://w3id.org/equipoise/id/study/roerink-2017#population"
    assert result["type"] == "EffectEstimate"
    assert (result["value"], result["ciLower"], result["ciLevel"]) == ("1.5", "-4.1", "95.0")
    assert result["asReported"] == "1.50 [95% CI, -4.1 to 7.2]"


@RDFLIB_READS_JSON_LD
@pytest.mark.parametrize("name", FILES)
def test_each_file_survives_the_context(name: str, context: dict[str, object]) -> None:
    """Each file of the ontology is the same after a way through JSON-LD."""
    graph = read(name)
    written = graph.serialize(format="json-ld", context=context)
    assert isomorphic(graph, Graph().parse(data=written, format="json-ld"))
