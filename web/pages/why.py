"""Why a number is what it is: what was computed about a thing, by which rules, from what.

==================  ====================================================
``/why?iri=``       the page, or data by ``Accept``
``/why.json?iri=``  the same as JSON
``/why.ttl?iri=``   the same in PROV: activities, plans, what they used
==================  ====================================================
"""

from collections.abc import Callable
from typing import Final

from flask import Blueprint, Response, abort, request
from werkzeug.exceptions import NotFound as NoSuchPage

from graph.errors import NotFound
from graph.explanation import Explanation
from graph.explanation.writing import written
from graph.records import Ref
from web.contexts import Crumb, Variant, WhyContext
from web.http.negotiation import TURTLE, Format, suffixed
from web.linked.representations import data_in, page_or_data
from web.reading.reasons import mentioned, named, reasons
from web.rendering import frame
from web.site import site

_JSON: Final = Format("json", "application/json", "JSON")
_OFFERED: Final = (_JSON, TURTLE)
_TITLE: Final = "Why this number?"

blueprint: Final = Blueprint("why", __name__)


@blueprint.route("/why")
def why() -> Response:
    """Answer with the explanation: to read, or as data."""
    return page_or_data(
        explanation,
        lambda chosen: explanation_data(chosen.extension),
        lambda chosen: site().urls.why(_asked(), extension=chosen.extension),
        _OFFERED,
    )


@blueprint.route("/why.<extension>")
def explanation_data(extension: str) -> Response:
    """Answer with the explanation in the format that the suffix names."""
    chosen, iri = suffixed(extension, _OFFERED), _asked()
    if not iri:
        abort(400, "Name what to explain: /why.json?iri=id/study/roerink-2017")
    base = site().service.settings.base
    return data_in(chosen, lambda _: written(_told(_whole, iri), chosen.label.lower(), base))


def explanation() -> WhyContext:
    """Explain what is computed about the thing in the address; without one, say what can be.

    Raises:
        NoSuchPage: nothing is computed about it.
    """
    here, iri = site(), _asked()
    found = _told(site().service.reasons, iri) if iri else ()
    known = here.service.catalogue.labels(mentioned(iri, found)) if iri else {}
    about = named(iri, here.urls, known) if iri else None
    whole = iri.partition("#")[0]
    record = Ref(whole, known[whole]) if "#" in iri and whole in known else None
    return WhyContext(
        page=frame(
            f"Why: {about.label}" if about else _TITLE,
            "By which rule, from which rows, documents and sources a figure was computed.",
            trail=(Crumb(record.label, here.urls.href(whole) or ""),) if record else (),
        ),
        about=about,
        record=record,
        reasons=reasons(found, here.urls, known),
        downloads=tuple(
            Variant(form, here.urls.why(iri, extension=form.extension)) for form in _OFFERED if iri
        ),
    )


def _whole(iri: str) -> tuple[Explanation, ...]:
    return site().service.explain(iri, deepest=0)


def _told(explain: Callable[[str], tuple[Explanation, ...]], iri: str) -> tuple[Explanation, ...]:
    try:
        return explain(iri)
    except NotFound as error:
        raise NoSuchPage(
            f"Nothing was computed about {iri}. What a document states needs no explanation here: "
            "each record lists the documents that it comes from."
        ) from error


def _asked() -> str:
    """Return the IRI in the address, which may be written without the base."""
    iri = request.args.get("iri", "").strip()
    return iri if not iri or ":" in iri else f"{site().service.settings.base}{iri}"
