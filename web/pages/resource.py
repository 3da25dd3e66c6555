"""What records say of a thing that another site names: ``/resource?iri=``, as a page or as RDF."""

from dataclasses import replace
from typing import Final

from flask import Blueprint, Response, request
from werkzeug.exceptions import BadRequest

from graph.records import Ref
from web.contexts import ResourceContext, Variant
from web.http.negotiation import RDF, Format, suffixed
from web.linked.representations import data_in, page_or_data
from web.panels import MENTIONS
from web.rendering import asked, frame
from web.site import site

#: Statements on the page itself; the table has all of them.
_SHOWN: Final = 100

blueprint: Final = Blueprint("resources", __name__)


@blueprint.route("/resource")
def resource() -> Response:
    """Answer with what is said of a thing, or lead to its page if it is one of ours.

    Raises:
        BadRequest: the address names nothing.
        NotFound: no record names it.
    """
    iri, urls = _iri(), site().urls
    if urls.kind(iri):
        return Response(status=303, headers={"Location": str(urls.href(iri))})
    return page_or_data(
        lambda: _page(iri),
        lambda chosen: _data(iri, chosen),
        lambda chosen: urls.resource(iri, chosen.extension),
        RDF,
    )


@blueprint.route("/resource.<extension>")
def resource_data(extension: str) -> Response:
    """Answer with what is said of a thing in the RDF format that the suffix names.

    Raises:
        BadRequest: the address names nothing.
        NotFound: no record names it.
    """
    return _data(_iri(), suffixed(extension, RDF))


def _iri() -> str:
    iri = request.args.get("iri", "").strip()
    if not iri:
        raise BadRequest("Say which thing with `iri`, such as iri=https://bioregistry.io/fplx:IL1.")
    return iri


def _data(iri: str, chosen: Format) -> Response:
    return data_in(chosen, lambda media_type: site().service.describe(iri, media_type))


def _page(iri: str) -> ResourceContext:
    here = site()
    found = here.service.catalogue.mentions(iri)
    named = [item for item in found if item.value is None]
    said = [item for item in found if item.value is not None]
    label = next((item.record.label for item in said if item.property.iri.endswith("#label")), iri)
    source = asked(MENTIONS, {"resource": iri})
    return ResourceContext(
        page=frame(label, f"What the records of this graph say of {iri}."),
        resource=Ref(iri, label),
        mentions=tuple(named[:_SHOWN]),
        said=tuple(said[:_SHOWN]),
        total=len(named),
        formats=tuple(Variant(form, here.urls.resource(iri, form.extension)) for form in RDF),
        asked={"mentions": source, "said": replace(source)},
    )
