"""What templates may call: addresses and formats, by name."""

from urllib.parse import urlencode

from flask import Flask, request, url_for

from graph.listing.facets import key
from graph.namespaces import EQ
from web.reading import depth, formatting, ties
from web.reading.balance import stance, tallies
from web.reading.checks import in_words
from web.reading.comparison import short
from web.site import site
from web.urls import Urls


def register(app: Flask) -> None:
    """Give templates the addresses of the site and the formats of numbers."""
    app.jinja_env.filters |= {
        "ages": formatting.ages,
        "citation": formatting.citation,
        "short": short,
        "count": formatting.count,
        "days": formatting.days,
        "href": _href,
        "indirect": ties.indirect,
        "key": key,
        "typeset": formatting.typeset,
        "passages": formatting.passages,
        "plural": formatting.plural,
        "property_name": formatting.property_name,
        "quoted": formatting.quoted,
        "sentence": formatting.sentence,
        "stance": stance,
        "tallies": tallies,
        "term_name": _term_name,
        "verb": ties.verb,
        "treatment": formatting.treatment,
    }
    app.jinja_env.globals |= {
        "urls": _urls,
        "style_sheet": _style_sheet,
        "icon": _icon,
        "static": _static,
        "depths": _depths,
        "depth": _depth,
        "shown": _shown,
        "part": _part,
        "whole": _whole,
        "checks": _checks,
    }


def _urls() -> Urls:
    return site().urls


def _kind() -> str | None:
    """Return the kind of record that the page is about."""
    urls = site().urls
    return urls.kind(urls.iri(request.path) or "")


def _depth() -> str:
    """Return how much of the page is shown: ``30s``, ``3min`` or ``all``."""
    return depth.depth(_kind(), request.args.get("depth"))


def _shown(panel: str) -> bool:
    """Tell whether the page shows a panel at the depth asked for."""
    return depth.shown(_kind(), _depth(), panel)


def _depths() -> tuple[tuple[str, str, bool], ...]:
    """Return the depths of the page: name, address, and whether it is this one; or none."""
    if _kind() not in depth.PANELS:
        return ()
    chosen = _depth()
    return tuple((word, _at(name), name == chosen) for name, word in depth.DEPTHS.items())


def _part(panel: str) -> str:
    """Return the address of a panel: on this page, or on all of it where it is left out."""
    return f"#{panel}" if _shown(panel) else _whole(panel)


def _whole(panel: str) -> str:
    """Return the address of a panel on the whole page."""
    return f"{_at(depth.ALL)}#{panel}"


def _checks(iri: str) -> tuple[str, str]:
    """Return what the checks found in a record, in words, and where it is told; or nothing."""
    here = site()
    report = here.service.report
    words = in_words(report.by_record.get(iri, ())) if report else ""
    record = iri.partition("/id/")[2]
    return words, here.urls.path("validation", {"record": record}) if words else ""


def _at(name: str) -> str:
    """Return the address of this page at another depth, with everything else as it is."""
    kept = [pair for pair in request.args.items(multi=True) if pair[0] != "depth"]
    query = urlencode(kept + ([("depth", name)] if name != depth.ALL else []))
    return f"{request.script_root}{request.path}" + (f"?{query}" if query else "")


def _href(iri: str) -> str | None:
    return site().urls.href(iri)


def _term_name(iri: str) -> str:
    """Return the name of a term of our ontology, or nothing for any other IRI."""
    return iri.removeprefix(EQ) if iri.startswith(EQ) else ""


def _static(name: str) -> str:
    """Return the address of a static file, another one whenever the code changes."""
    return url_for("static", filename=name, v=site().code)


def _style_sheet() -> str:
    return _static("equipoise.css")


def _icon() -> str:
    return _static("equipoise.svg")
