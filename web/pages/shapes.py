"""The shapes as a page: what each class of record must and must not have."""

from typing import Final

from graph.constraints import shapes as read
from web.contexts import ShapesContext, Variant
from web.http.negotiation import TRIPLES
from web.linked.page_data import vocabulary
from web.linked.signposting import of_vocabulary
from web.reading.demands import anchored
from web.rendering import absolute, frame
from web.site import site

_TITLE: Final = "What records must have"


def shapes() -> ShapesContext:
    """Show every constraint by the class of record that it is about."""
    urls = site().urls
    groups = anchored(read())
    downloads = tuple(Variant(form, urls.path(f"shapes.{form.extension}")) for form in TRIPLES)
    return ShapesContext(
        page=frame(
            _TITLE,
            "What a document must and must not say, and how to mend it: the SHACL shapes.",
            json_ld=vocabulary("TechArticle", urls.shapes, _TITLE, absolute(urls.path("shapes"))),
            links=of_vocabulary(urls, urls.shapes, "TechArticle", downloads),
            kind="AboutPage",
        ),
        groups=groups,
        total=len({item.constraint.name for group in groups for item in group.demands}),
        downloads=downloads,
    )
