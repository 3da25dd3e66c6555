"""What templates may call: addresses and formats, by name."""

from flask import Flask, url_for

from web.reading import formatting
from web.reading.balance import stance, tallies
from web.reading.lists import key
from web.site import site
from web.urls import Urls


def register(app: Flask) -> None:
    """Give templates the addresses of the site and the formats of numbers."""
    app.jinja_env.filters |= {
        "ages": formatting.ages,
        "citation": formatting.citation,
        "count": formatting.count,
        "days": formatting.days,
        "href": _href,
        "key": key,
        "typeset": formatting.typeset,
        "passages": formatting.passages,
        "plural": formatting.plural,
        "property_name": formatting.property_name,
        "quoted": formatting.quoted,
        "sentence": formatting.sentence,
        "stance": stance,
        "tallies": tallies,
        "treatment": formatting.treatment,
    }
    app.jinja_env.globals |= {
        "urls": _urls,
        "style_sheet": _style_sheet,
        "icon": _icon,
        "static": _static,
    }


def _urls() -> Urls:
    return site().urls


def _href(iri: str) -> str | None:
    return site().urls.href(iri)


def _static(name: str) -> str:
    """Return the address of a static file, another one whenever the code changes."""
    return url_for("static", filename=name, v=site().code)


def _style_sheet() -> str:
    return _static("equipoise.css")


def _icon() -> str:
    return _static("equipoise.svg")
