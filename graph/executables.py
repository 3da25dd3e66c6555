"""The named questions as data: SHACL executables, in the convention of the SIB SPARQL examples.

Each question is a ``sh:SPARQLExecutable`` with its text, title, keywords, prefixes and endpoint, so
that tools which read other people's examples (https://github.com/sib-swiss/sparql-examples) can
read these. Its parameters are ``sh:Parameter``, as SHACL Advanced Features describe those of a
function; see ``docs/decisions/0012-queries-describe-themselves.md``.
"""

import re
from collections.abc import Iterable
from typing import Final, cast

import rdflib
from rdflib import OWL, RDF, RDFS, SH, SKOS, XSD, Literal, URIRef

from graph.errors import QueryFileError
from graph.namespaces import EQ, PROV, prefixes
from graph.queries import Parameter, Question

_SCHEMA: Final = rdflib.Namespace("https://schema.org/")
_LANGUAGE: Final = "en"
_PREFIX: Final = re.compile(
    r"^\s*PREFIX\s+([A-Za-z][\w-]*):\s*<([^>]*)>", re.IGNORECASE | re.MULTILINE
)

#: The class of each form of query, and the property that holds its text.
_FORMS: Final = {
    "SELECT": (SH.SPARQLSelectExecutable, SH.select),
    "ASK": (SH.SPARQLAskExecutable, SH.ask),
    "CONSTRUCT": (SH.SPARQLConstructExecutable, SH.construct),
}

#: What a parameter of an entity type must be an instance of.
_CLASSES: Final = {
    "study": f"{EQ}Study",
    "publication": f"{EQ}Publication",
    "hypothesis": f"{EQ}Hypothesis",
    "question": f"{EQ}OpenQuestion",
    "intervention": f"{EQ}TherapeuticAgent",
    "target": f"{EQ}Target",
    "condition": f"{EQ}Condition",
    "case-definition": f"{EQ}CaseDefinition",
    "instrument": f"{EQ}Instrument",
    "contributor": f"{PROV}Agent",
}


def describe(questions: Iterable[Question], base: str, endpoint: str) -> bytes:
    """Return questions as Turtle, always in the same order and without blank nodes.

    Args:
        questions: those to describe.
        base: base IRI of the graph; a question is named ``{base}queries/{name}``.
        endpoint: address of the SPARQL endpoint that answers them.

    Raises:
        QueryFileError: two questions use a prefix differently, or one describes.
    """
    listed = list(questions)
    graph = rdflib.Graph(bind_namespaces="none")
    for prefix, namespace in prefixes(base).items():
        graph.bind(prefix, namespace)
    for prefix, namespace in (
        ("sh", str(SH)),
        ("schema", str(_SCHEMA)),
        ("queries", f"{base}queries/"),
    ):
        graph.bind(prefix, namespace)
    _declare(graph, URIRef(f"{base}queries#prefixes"), listed)
    for question in listed:
        _add(graph, question, base, URIRef(endpoint))
    return graph.serialize(format="turtle", encoding="utf-8")


def _add(graph: rdflib.Graph, question: Question, base: str, endpoint: URIRef) -> None:
    subject = URIRef(f"{base}queries/{question.name}")
    if question.form not in _FORMS:
        raise QueryFileError(f"{question.name}.rq: write {question.form} as CONSTRUCT")
    kind, text = _FORMS[question.form]
    graph.add((subject, RDF.type, SH.SPARQLExecutable))
    graph.add((subject, RDF.type, kind))
    graph.add((subject, RDFS.label, Literal(question.title, _LANGUAGE)))
    comment = f"{question.title}. {question.description}".strip()
    graph.add((subject, RDFS.comment, Literal(comment, _LANGUAGE)))
    graph.add((subject, text, Literal(question.text)))
    graph.add((subject, SH.prefixes, URIRef(f"{base}queries#prefixes")))
    graph.add((subject, _SCHEMA.target, endpoint))
    for keyword in question.keywords:
        graph.add((subject, _SCHEMA.keywords, Literal(keyword)))
    for order, parameter in enumerate(question.parameters):
        node = URIRef(f"{subject}#{parameter.name}")
        graph.add((subject, SH.parameter, node))
        graph.add((node, SH.order, Literal(order)))
        graph.add((node, SH.path, URIRef(f"{base}queries#{parameter.name}")))
        _describe_parameter(graph, node, parameter, base)


def _describe_parameter(graph: rdflib.Graph, node: URIRef, parameter: Parameter, base: str) -> None:
    graph.add((node, RDF.type, SH.Parameter))
    graph.add((node, SH.name, Literal(parameter.name)))
    graph.add((node, SH.description, Literal(parameter.description, _LANGUAGE)))
    graph.add((node, SH.optional, Literal(not parameter.required)))
    if parameter.type in _CLASSES:
        graph.add((node, SH["class"], URIRef(_CLASSES[parameter.type])))
    elif parameter.type == "iri":
        graph.add((node, SH.nodeKind, SH.IRI))
    else:
        graph.add((node, SH.datatype, XSD[parameter.type]))
    if parameter.values:
        _list(graph, (node, SH["in"]), parameter.values)
    if parameter.example:
        for term in parameter.terms(parameter.sample(base), base):
            example = cast(rdflib.term.Node, rdflib.util.from_n3(str(term)))
            graph.add((node, SKOS.example, example))


def _list(graph: rdflib.Graph, owner: tuple[URIRef, URIRef], values: Iterable[str]) -> None:
    """Add a list whose places have names, so that it is written the same every time."""
    subject, predicate = owner
    for place, value in enumerate(values, start=1):
        item = URIRef(f"{owner[0]}-{place}")
        graph.add((subject, predicate, item))
        graph.add((item, RDF.first, Literal(value)))
        subject, predicate = item, RDF.rest
    graph.add((subject, predicate, RDF.nil))


def _declare(graph: rdflib.Graph, subject: URIRef, questions: Iterable[Question]) -> None:
    """Declare the prefixes that the texts use, each once.

    Raises:
        QueryFileError: two questions use a prefix for two namespaces.
    """
    declared: dict[str, str] = {}
    for question in questions:
        for prefix, namespace in _PREFIX.findall(question.text):
            if declared.setdefault(prefix, namespace) != namespace:
                raise QueryFileError(
                    f"{question.name}.rq: prefix {prefix}: is <{namespace}> here and "
                    f"<{declared[prefix]}> in another question; use one of them in both"
                )
    graph.add((subject, RDF.type, OWL.Ontology))
    for prefix, namespace in sorted(declared.items()):
        node = URIRef(f"{subject}-{prefix}")
        graph.add((subject, SH.declare, node))
        graph.add((node, RDF.type, SH.PrefixDeclaration))
        graph.add((node, SH.prefix, Literal(prefix)))
        graph.add((node, SH.namespace, Literal(namespace, datatype=XSD.anyURI)))
