"""One page for each term of the ontology.

``/ontology`` leads to the ontology as a whole (``/ns``), which is where the terms' IRIs lead too.
"""

from functools import cache
from typing import Final

from flask import redirect
from werkzeug.exceptions import NotFound as NoSuchPage
from werkzeug.wrappers import Response

from graph.constraints import shapes
from graph.derivation import rules
from graph.namespaces import EQ, RDF, SKOS
from graph.rulebook import rulebook
from web.contexts import Crumb, TermContext
from web.pages.vocabulary import nodes
from web.reading.terms import asking, concluding, demanded, named, related, said
from web.rendering import asked, frame
from web.site import site
from web.sparql.completion import vocabulary

_KINDS: Final = {
    "Class": "class",
    "ObjectProperty": "property that links",
    "DatatypeProperty": "property that holds a value",
    "Concept": "word of a closed list",
    "ConceptScheme": "closed list",
}


def ontology() -> Response:
    """Lead to the ontology."""
    return redirect(site().urls.path("ns"), 308)


def term(name: str) -> TermContext:
    """Show a term: what it means, what is demanded of it, and where it is used.

    Raises:
        NoSuchPage: the ontology has no such term.
    """
    here = site()
    known = nodes(here.service.release.digest)
    iri = f"{EQ}{name}"
    node = known.get(iri)
    if node is None or f"{RDF}type" not in node:
        raise NoSuchPage(f"The ontology has no term called {name}; {here.urls.path('ns')} has all.")
    kinds = [kind.rpartition("#")[2] for kind in node[f"{RDF}type"]]
    definition = next(iter(node.get(f"{SKOS}definition", ())), "")
    ref = named(iri, known, here.urls)
    return TermContext(
        page=frame(
            f"{ref.label} (eq:{name})",
            definition or ref.label,
            trail=(Crumb("Ontology", here.urls.path("ns")),),
        ),
        term=ref,
        name=name,
        kind=next((_KINDS[kind] for kind in kinds if kind in _KINDS), "term"),
        definition=definition,
        uses=_uses(iri, kinds),
        facts=said(node, known, here.urls) + related(iri, known, here.urls),
        demands=demanded(iri, shapes()),
        questions=asking(iri, here.service.questions().values()),
        rules=concluding(iri, _texts(), rulebook()),
        asked={"use": asked("term-in-use", {"term": iri})},
    )


def _uses(iri: str, kinds: list[str]) -> int:
    """Return how many things, or statements, use a term."""
    if "Concept" not in kinds:
        return next((entry.uses for entry in vocabulary() if entry.name == _prefixed(iri)), 0)
    return site().service.lists.statistics().words.get(iri, 0)


def _prefixed(iri: str) -> str:
    return f"eq:{iri.removeprefix(EQ)}"


@cache
def _texts() -> dict[str, str]:
    return {rule.name: rule.text for rule in rules()}
