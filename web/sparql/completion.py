"""What the workbench knows of the graph: its terms with their definitions, and labels.

``/sparql/terms.json`` holds what an editor completes from: prefixes, classes, properties and values
of closed lists. ``/sparql/records.json?q=`` finds records by what somebody types of their label.
"""

import json
import re
from collections.abc import Iterator
from dataclasses import asdict
from functools import lru_cache
from typing import Final

from flask import Blueprint, Response, request

from graph.namespaces import ENTITY_TYPES, SKOS, prefixes
from graph.records import Ref
from web.contexts import Entry
from web.reading.formatting import property_name
from web.reading.tables import JSON_RESULTS, NAME
from web.rendering import conditional
from web.site import Site, site

_OWL: Final = prefixes("")["owl"]
_KINDS: Final = {
    f"{_OWL}Class": "class",
    f"{_OWL}ObjectProperty": "property",
    f"{_OWL}DatatypeProperty": "property",
    f"{SKOS}Concept": "value",
}
_RECORDS: Final = 12
_WORD: Final = re.compile(r"(?<=[a-z])(?=[A-Z])")

blueprint: Final = Blueprint("completion", __name__)


@blueprint.route("/sparql/terms.json")
def terms() -> Response:
    """List the prefixes and terms of the graph."""

    def produce() -> Response:
        here = site()
        document = {
            "prefixes": prefixes(here.service.settings.base),
            "terms": [asdict(entry) for entry in vocabulary()],
        }
        return _json(document)

    return conditional("terms", produce)


@blueprint.route("/sparql/records.json")
def records() -> Response:
    """Find records by label; ``study:roe`` looks at studies only."""

    def produce() -> Response:
        here = site()
        prefix, _, rest = request.args.get("q", "").rpartition(":")
        kinds = {short: kind for kind, short in ENTITY_TYPES.items()}
        text = rest.replace("-", " ")
        known = not prefix or prefix in kinds
        hits = here.service.search(text, kinds.get(prefix), _RECORDS) if text and known else ()
        found = [
            Entry(_written(hit.ref.iri, here), hit.ref.label, "", hit.kind.replace("-", " "))
            for hit in hits
        ]
        unused = {"uses", "list", "definition"}
        return _json(
            {"records": [{k: v for k, v in asdict(e).items() if k not in unused} for e in found]}
        )

    return conditional("records", produce)


def vocabulary() -> tuple[Entry, ...]:
    """Return every term: classes, then properties, then values, each by name."""
    here = site()
    return _vocabulary(here.service.release.digest, here.service.settings.base)


@lru_cache(maxsize=2)
def _vocabulary(release: str, base: str) -> tuple[Entry, ...]:
    """Read the terms once for a release: those it defines, and those of others that it uses."""
    here = site()
    size = here.service.lists.statistics()
    uses = {part.term: ("class", part.entities) for part in size.classes}
    uses |= {part.term: ("property", part.triples) for part in size.properties}
    found: dict[str, Entry] = {}
    for row in _rows("term-definitions"):
        if kind := _KINDS.get(row["kind"]):
            iri, count = row["term"], uses.get(row["term"], ("", 0))[1]
            found[iri] = Entry(
                _written(iri, here), row["label"], row["definition"], kind, count, row["list"]
            )
    for iri, (kind, count) in uses.items():
        if iri not in found:
            found[iri] = Entry(_written(iri, here), _spelt_out(iri), "", kind, count)
    order = ("class", "property", "value")
    return tuple(sorted(found.values(), key=lambda entry: (order.index(entry.kind), entry.name)))


def _rows(question: str) -> Iterator[dict[str, str]]:
    """Ask a named question; values that are missing are empty."""
    answer = json.loads(site().service.answer(question, {}, JSON_RESULTS).body)
    names = answer["head"]["vars"]
    for row in answer["results"]["bindings"]:
        yield {name: row[name]["value"] if name in row else "" for name in names}


def _written(iri: str, here: Site) -> str:
    """Return an IRI as a query can write it: as a prefixed name if it has one."""
    short = here.urls.short(iri)
    known = short.partition(":")[0] in prefixes(here.service.settings.base)
    return short if known and NAME.fullmatch(short) else f"<{iri}>"


def _spelt_out(iri: str) -> str:
    """Return the words of a term that the graph has no label for."""
    local = re.split(r"[/#]", iri)[-1]
    return property_name(Ref(iri, _WORD.sub(" ", local).lower()))


def _json(document: object) -> Response:
    body = json.dumps(document, ensure_ascii=False)
    return Response(body, content_type="application/json; charset=utf-8")
