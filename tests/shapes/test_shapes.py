"""Every constraint in shapes/ lets good data pass and catches the error it is there for.

A case is one small file in ``<class>/valid/`` or ``<class>/invalid/``, named after the code of the
constraint. An invalid case opens with ``# expect:`` lines, each a part of a message, and has a
twin of the same name that is valid and differs as little as possible.
"""

import re
from functools import cache
from pathlib import Path

import pyoxigraph as ox
import pytest
import rdflib
from rdflib.namespace import RDFS, SH, SKOS

from graph.corpus import Document
from graph.namespaces import EQ
from graph.queries import header
from graph.resources import shipped
from graph.validation import Defect, check_whole
from graph.validation.report import SEVERITIES
from graph.validation.shacl import Context, Shapes, check_document

CASES = Path(__file__).parent
VALID = sorted(CASES.glob("*/valid/*"))
INVALID = sorted(CASES.glob("*/invalid/*"))
QUERIES = sorted(shipped("shapes").glob("*-violation.rq"))
MESSAGE = re.compile(r"C\d+ \S[^\n]*[.?] Mend: \S[^\n]*\.")

shapes = cache(Shapes.load)


def documents(path: Path) -> list[Document]:
    """Read a case: a Turtle file is one document, a TriG file one for each of its graphs."""
    text = path.read_bytes()
    graphs: dict[str, set[ox.Triple]] = {}
    for quad in ox.parse(text, format=ox.RdfFormat.from_extension(path.suffix[1:])):
        name = quad.graph_name
        graph = name.value if isinstance(name, ox.NamedNode) else f"{EQ}test"
        graphs.setdefault(graph, set()).add(quad.triple)
    assert graphs, f"{path} holds no triple"
    return [
        Document(path, path.stem, graph, "", turtle(triples), frozenset(triples))
        for graph, triples in graphs.items()
    ]


def turtle(triples: set[ox.Triple]) -> str:
    """Write triples as Turtle."""
    return (ox.serialize(triples, format=ox.RdfFormat.TURTLE) or b"").decode()


@cache
def defects(path: Path) -> list[Defect]:
    """Return what the shapes and the whole-graph queries find in a case."""
    found = documents(path)
    context = Context(found)
    store = ox.Store()
    store.extend(quad for document in found for quad in document.quads())
    by_shapes = [d for document in found for d in check_document(document, context, shapes())]
    return by_shapes + check_whole(store, found)


def said(path: Path, *severities: str) -> list[str]:
    """Return the messages about a case, of some severities or of all."""
    wanted = severities or SEVERITIES
    return [f"{d.code} {d.message}" for d in defects(path) if d.severity in wanted]


def code(path: Path) -> str:
    """Return the code of the constraint that a case is about."""
    return path.name.partition("-")[0]


def case(path: Path) -> str:
    """Name a case in the test report."""
    return str(path.relative_to(CASES))


@pytest.mark.parametrize("path", VALID, ids=case)
def test_good_data_passes(path: Path) -> None:
    """A valid case breaks no constraint of its code."""
    assert [] == [d.message for d in defects(path) if d.code == code(path)]


@pytest.mark.parametrize("path", INVALID, ids=case)
def test_error_is_caught(path: Path) -> None:
    """An invalid case is met with each message it expects, at the severity it names."""
    named = re.search(r"^# severity: (.+)$", path.read_text("utf-8"), re.M)
    found = said(path, named[1] if named else "Violation")
    expected = expectations(path)

    assert expected
    assert [] == [part for part in expected if not any(part in message for message in found)]


@pytest.mark.parametrize("path", INVALID, ids=case)
def test_error_has_a_valid_twin(path: Path) -> None:
    """Beside each invalid case lies the same case without the error."""
    twin = path.parents[1] / "valid" / path.name

    assert twin in VALID
    assert documents(twin) != documents(path)


def expectations(path: Path) -> list[str]:
    """Return the parts of messages that an invalid case names in its first lines."""
    return re.findall(r"^# expect: (.+)$", path.read_text("utf-8"), re.M)


def messages() -> dict[str, str]:
    """Return every message in shapes/, by the shape, constraint or query that it stands in."""
    found = {str(s): str(o) for s, o in shapes().graph.subject_objects(SH.message)}
    return found | {p.name: f"{(h := header(p))['code']} {h['message']}" for p in QUERIES}


def test_messages_say_what_is_wrong_and_how_to_mend_it() -> None:
    """Each message is a code, what is wrong, and what to do about it."""
    assert {} == {k: text for k, text in messages().items() if not MESSAGE.fullmatch(text)}


def test_each_constraint_has_a_name_and_one_message_in_english() -> None:
    """Whatever a report can cite has a name of its own and exactly one message."""
    graph = shapes().graph
    cited = {o for p in (SH.property, SH.sparql) for o in graph.objects(None, p)}
    alone = {s for p in (SH.path, SH["or"], SH["not"], SH.closed) for s in graph.subjects(p)}
    cited |= {shape for shape in alone if isinstance(shape, rdflib.URIRef)}
    languages = {str(s): [o.language for o in literals(graph, s, SH.message)] for s in cited}

    assert [] == [shape for shape in cited if not isinstance(shape, rdflib.URIRef)]
    assert {} == {shape: found for shape, found in languages.items() if found != ["en"]}


def literals(
    graph: rdflib.Graph, subject: rdflib.term.Node, predicate: rdflib.URIRef
) -> list[rdflib.Literal]:
    """Return the literals of a subject at a property."""
    return [o for o in graph.objects(subject, predicate) if isinstance(o, rdflib.Literal)]


def test_each_message_is_expected_by_an_invalid_case() -> None:
    """No constraint is without an error that sets it off."""
    met = {
        text
        for path in INVALID
        for text in said(path)
        if any(part in text for part in expectations(path))
    }
    patterns = {name: pattern(text) for name, text in messages().items()}

    assert [] == sorted(n for n, p in patterns.items() if not any(p.fullmatch(m) for m in met))


def pattern(message: str) -> re.Pattern[str]:
    """Return a pattern of what a message says is wrong, whatever its variables stand for."""
    pieces = re.split(r"\{\??\w+\}", message.partition(" Mend: ")[0])
    return re.compile(".+".join(re.escape(piece) for piece in pieces))


def test_codes_of_the_table_have_cases() -> None:
    """Each code in shapes/README.md has a valid and an invalid case, and there are no others."""
    table = shipped("shapes") / "README.md"
    codes = set(re.findall(r"^\| (C\d+) \|", table.read_text("utf-8"), re.M))

    assert codes == {text.partition(" ")[0] for text in messages().values()}
    assert codes == {code(path) for path in VALID} == {code(path) for path in INVALID}


def test_value_lists_are_those_of_the_vocabularies() -> None:
    """A list in the shapes holds the concepts of one scheme, no more and no fewer."""
    vocabulary = rdflib.Graph().parse(shipped("ontology") / "vocabularies.ttl")
    schemes: dict[rdflib.term.Node, set[rdflib.term.Node]] = {}
    for concept, scheme in vocabulary.subject_objects(SKOS.inScheme):
        schemes.setdefault(scheme, set()).add(concept)
    graph = shapes().graph
    lists = {str(s): set(graph.items(o)) for s, o in graph.subject_objects(SH["in"])}
    concepts = {k: found for k, found in lists.items() if not k.endswith("-gender")}

    assert {} == {k: found for k, found in concepts.items() if found not in schemes.values()}


def test_properties_of_the_ontology_are_known_to_the_closed_shapes() -> None:
    """A property that the ontology gives to a class is not refused by the shape of that class."""
    schema = rdflib.Namespace("https://schema.org/")
    ontology = rdflib.Graph().parse(shipped("ontology") / "equipoise.ttl")
    graph = shapes().graph
    refused = []
    for shape, properties in graph.subject_objects(SH.ignoredProperties):
        allowed = set(graph.items(properties))
        for cls in graph.objects(shape, SH.targetClass):
            classes = set(ontology.transitive_objects(cls, RDFS.subClassOf))
            given = {p for c in classes for p in ontology.subjects(schema.domainIncludes, c)}
            refused += [(str(shape), str(p)) for p in given - allowed]

    assert [] == refused
