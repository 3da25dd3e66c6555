"""Changes of one document, without HTTP."""

from pathlib import Path

import pytest

from graph import updates
from graph.corpus import read_document
from graph.endpoint import LocalEndpoint
from graph.errors import (
    DocumentError,
    ForeignDocument,
    NotFound,
)
from graph.namespaces import DEFAULT_BASE
from graph.settings import Settings
from tests.excerpt import LIGHT, TRIAL, served, text

TURTLE = "text/turtle"
N_TRIPLES = "application/n-triples"
LABEL = "<http://www.w3.org/2000/01/rdf-schema#label>"
NOTE = "<http://www.w3.org/2004/02/skos/core#note>"
STUDY = f"<{DEFAULT_BASE}id/study/corbitt-2019>"


def replaced(settings: Settings) -> list[Path]:
    return sorted((settings.releases / "replaced").glob("*"))


def test_a_document_is_replaced_to_the_byte_and_released(editable: Settings) -> None:
    """What was sent is the file, comments included; the release holds it; the old text is kept."""
    before = text(editable, LIGHT)
    sent = before.replace(b'eq:whyItMatters "', b'eq:whyItMatters "Rewritten. ') + b"# by hand\n"

    outcome = updates.put(editable, LIGHT, sent, TURTLE)

    assert outcome.release is not None
    assert sent == text(editable, LIGHT)
    assert [before] == [path.read_bytes() for path in replaced(editable)]
    assert replaced(editable)[0].name.endswith("Z-assessments-corbitt-2019.ttl")
    assert served(editable) == outcome.release.manifest.name
    assert outcome.digest == outcome.release.manifest.documents[LIGHT]
    store = LocalEndpoint.open(outcome.release.store).store
    assert any("Rewritten." in str(quad.object) for quad in store)


def test_the_same_text_again_changes_nothing(editable: Settings) -> None:
    """Replacing a document by itself makes no release and keeps no copy."""
    before = served(editable)

    outcome = updates.put(editable, TRIAL, text(editable, TRIAL), TURTLE)

    assert outcome.release is not None
    assert (before, []) == (outcome.release.manifest.name, replaced(editable))


def test_a_violation_is_reported_and_nothing_written(editable: Settings) -> None:
    """71 events of 25 participants: C7 is named, with the place, and nothing else has happened."""
    before, release = text(editable, TRIAL), served(editable)

    outcome = updates.put(editable, TRIAL, before.replace(b"eq:events 17", b"eq:events 71"), TURTLE)

    assert (None, False) == (outcome.release, outcome.report.conforms)
    assert {("studies/roerink-2017.ttl", "C7")} == {
        (defect.path, defect.code) for defect in outcome.report.defects
    }
    assert (before, release, []) == (text(editable, TRIAL), served(editable), replaced(editable))


def test_merging_writes_what_is_new_after_what_was_there(editable: Settings) -> None:
    """The existing text stays as it is; only statements that are not in it are added."""
    before = text(editable, LIGHT)
    path = editable.data / f"{LIGHT}.ttl"
    known = read_document(path, editable.data).triples
    first = min(str(triple) for triple in known)
    sent = f'{first} .\n{STUDY} {NOTE} "Added."@en .\n'.encode()

    updates.merge(editable, LIGHT, sent, N_TRIPLES)

    after = text(editable, LIGHT)
    assert after.startswith(before.rstrip())
    assert (1, 1) == (
        after.count(b"Added."),
        len(read_document(path, editable.data).triples - known),
    )


def test_merging_what_is_known_changes_nothing(editable: Settings) -> None:
    """A merge without a new statement leaves document and release as they were."""
    before, release = text(editable, TRIAL), served(editable)

    updates.merge(editable, TRIAL, before, TURTLE)

    assert (before, release, []) == (text(editable, TRIAL), served(editable), replaced(editable))


def test_a_blank_node_of_the_body_is_not_one_of_the_document(editable: Settings) -> None:
    """Equal labels of blank nodes mean nothing, and blank nodes are refused in any case (C36)."""
    sent = f"{STUDY} {NOTE} _:b .\n".encode()

    outcome = updates.merge(editable, LIGHT, sent, N_TRIPLES)

    assert (None, True) == (outcome.release, "C36" in {d.code for d in outcome.report.defects})


def test_a_document_is_removed_and_added_again(editable: Settings) -> None:
    """A judgement that nobody needs can go, its text being kept, and come back."""
    before = text(editable, LIGHT)

    removed = updates.remove(editable, LIGHT)
    gone = not (editable.data / f"{LIGHT}.ttl").exists()
    added = updates.merge(editable, LIGHT, before, TURTLE)

    assert (True, None, False) == (gone, removed.digest, removed.created)
    assert removed.release is not None
    assert LIGHT not in removed.release.manifest.documents
    assert [before] == [path.read_bytes() for path in replaced(editable)]
    assert (True, before) == (added.created, text(editable, LIGHT))


def test_a_document_that_others_need_stays(editable: Settings) -> None:
    """An instrument that studies name cannot be removed; the report blames those that need it."""
    name = "instruments/cis-fatigue"
    before = text(editable, name)

    outcome = updates.remove(editable, name)

    assert outcome.release is None
    assert TRIAL in {defect.path.removesuffix(".ttl") for defect in outcome.report.defects}
    assert before == text(editable, name)


def test_a_missing_document_cannot_be_removed(editable: Settings) -> None:
    """Removing what is not there names the graph that is missing."""
    with pytest.raises(NotFound, match="graph/studies/nobody-1900"):
        updates.remove(editable, "studies/nobody-1900")


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("derived/question-status", "made by a build"),
        ("ontology/equipoise", "made by a build"),
        ("dataset", "made by a build"),
        ("studies", "folder/name"),
        ("studies/../../escaped", "folder/name"),
        ("studies/Roerink", "folder/name"),
        ("studies/a/b", "folder/name"),
        ("/etc/passwd", "folder/name"),
        ("papers/roerink-2017", "there is no folder papers; there are assessments, "),
    ],
)
def test_only_documents_of_the_corpus_can_be_changed(
    editable: Settings, name: str, message: str
) -> None:
    """Graphs that a build makes, unsafe names and new folders are refused with the reason."""
    with pytest.raises(ForeignDocument, match=message):
        updates.put(editable, name, b"<http://a/x> <http://a/p> 1 .", TURTLE)


@pytest.mark.parametrize(
    ("name", "codes"),
    [
        ("studies/roerink-2017b", {"C19", "C38"}),
        ("assessments/roerink-2017-again", {"C19"}),
    ],
)
def test_a_record_belongs_to_the_document_of_its_name(
    editable: Settings, name: str, codes: set[str]
) -> None:
    """A document sent to another name is refused for its graph, and for its study's name."""
    outcome = updates.put(editable, name, text(editable, TRIAL), TURTLE)

    found = {d.code for d in outcome.report.defects if d.path == f"{name}.ttl"}
    assert (None, True) == (outcome.release, codes <= found)
    assert not (editable.data / f"{name}.ttl").exists()


def test_a_document_says_nothing_of_other_graphs_or_of_the_ontology(editable: Settings) -> None:
    """What is neither the document's graph nor a record is no business of a document."""
    foreign = {
        f"{DEFAULT_BASE}graph/studies/blundell-2015",
        f"{DEFAULT_BASE}dataset",
        "https://w3id.org/equipoise/ns#Study",
        "http://example.org/",
    }
    sent = "\n".join(f'<{subject}> {LABEL} "Mine"@en .' for subject in foreign).encode()

    outcome = updates.merge(editable, LIGHT, sent, N_TRIPLES)

    assert outcome.release is None
    assert {("C19", iri) for iri in foreign} == {(d.code, d.focus) for d in outcome.report.defects}


def test_what_does_not_parse_is_an_error_with_its_line(editable: Settings) -> None:
    """Broken Turtle names the document and the line."""
    with pytest.raises(DocumentError, match=r"^studies/roerink-2017\.ttl:2: not Turtle"):
        updates.put(editable, TRIAL, b"# one\n<http://a/x> <http://a/p> .\n", TURTLE)
