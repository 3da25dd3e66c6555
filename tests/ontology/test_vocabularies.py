"""The closed value lists hold just the values they should, each explained."""

from collections import Counter

import pytest
from rdflib import Graph, URIRef
from rdflib.namespace import RDF, RDFS, SKOS

from tests.ontology.names import EQ, STATO, VALUES, concepts, english, named, ours


@pytest.mark.parametrize("scheme", VALUES)
def test_no_value_has_disappeared_or_slipped_in(vocabularies: Graph, scheme: str) -> None:
    """Every value list holds exactly the values that this test names."""
    assert (EQ[scheme], RDF.type, SKOS.ConceptScheme) in vocabularies
    assert ours(vocabularies.subjects(SKOS.inScheme, EQ[scheme])) == named(VALUES[scheme])


def test_the_lists_are_these(vocabularies: Graph) -> None:
    """There is no value list beside those that this test names."""
    schemes = set(vocabularies.subjects(RDF.type, SKOS.ConceptScheme))
    assert schemes == {EQ[scheme] for scheme in VALUES}


def test_statistics_of_stato_are_labelled(vocabularies: Graph) -> None:
    """Every STATO term that results use has a label in the list of statistics."""
    for number in STATO:
        term = URIRef(f"http://purl.obolibrary.org/obo/STATO_{number}")
        assert (term, SKOS.inScheme, EQ.StatisticScheme) in vocabularies
        assert english(vocabularies, term, RDFS.label), term


def test_every_value_is_explained(vocabularies: Graph) -> None:
    """Every value has one label, told twice alike, one definition and a list it belongs to."""
    schemes = set(vocabularies.subjects(RDF.type, SKOS.ConceptScheme))
    for concept in concepts(vocabularies):
        label = english(vocabularies, concept, SKOS.prefLabel)
        assert len(label) == 1, concept
        assert english(vocabularies, concept, RDFS.label) == label, concept
        assert len(english(vocabularies, concept, SKOS.definition)) == 1, concept
        member_of = set(vocabularies.objects(concept, SKOS.inScheme))
        assert member_of and member_of <= schemes, concept
        assert (concept, RDFS.isDefinedBy, None) in vocabularies, concept


def test_every_list_is_explained(vocabularies: Graph) -> None:
    """Every value list has a label and a definition."""
    for scheme in vocabularies.subjects(RDF.type, SKOS.ConceptScheme):
        assert len(english(vocabularies, scheme, RDFS.label)) == 1, scheme
        assert len(english(vocabularies, scheme, SKOS.definition)) == 1, scheme


def test_labels_are_unique_within_a_list(vocabularies: Graph) -> None:
    """No two values of one list read the same."""
    labels = Counter(
        (scheme, label)
        for concept, scheme in vocabularies.subject_objects(SKOS.inScheme)
        for label in english(vocabularies, concept, SKOS.prefLabel)
    )
    assert not [pair for pair, count in labels.items() if count > 1]


def test_only_the_three_directions_are_in_two_lists(vocabularies: Graph) -> None:
    """A value means one thing, so only the directions, which are stances too, are in two lists."""
    lists = Counter(vocabularies.subjects(SKOS.inScheme))
    shared = {concept for concept, count in lists.items() if count > 1}
    assert shared == named("Supports Refutes Inconclusive")


def test_stances_have_their_marks(vocabularies: Graph) -> None:
    """Each stance has the mark with which pages show it beside the word."""
    marks = {
        stance: str(vocabularies.value(stance, SKOS.notation))
        for stance in vocabularies.subjects(SKOS.inScheme, EQ.StanceScheme)
    }
    assert marks == {
        EQ.Supports: "▲",
        EQ.Refutes: "▼",
        EQ.Inconclusive: "◆",
        EQ.LeavesOpen: "○",
    }


def test_priorities_have_their_published_rank(vocabularies: Graph) -> None:
    """The priorities rank from one to ten, and two of them are equal tenth."""
    ranks = [
        int(str(vocabularies.value(priority, SKOS.notation)))
        for priority in vocabularies.subjects(SKOS.inScheme, EQ.JlaPriorityScheme)
    ]
    assert sorted(ranks) == [*range(1, 11), 10]
