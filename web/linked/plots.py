"""Forest plots as files: ``/study/x/forest.svg``, ``.png`` and ``.csv``; harms of an intervention;
what compared studies share, as ``/compare/forest.svg?study=x&study=y``.

A PNG is drawn from the very SVG, with a font that lies beside this code, so that it looks the same
on every machine. It needs the package resvg_py; without it there are the other two.
"""

from importlib.util import find_spec
from pathlib import Path
from typing import Final

from flask import Blueprint, Response, render_template
from werkzeug.exceptions import NotFound as NoSuchPage

from web.http.negotiation import Format
from web.pages.compare import several
from web.pages.plots import PLOTS, compared, plots
from web.reading.comparison import short
from web.reading.figure import DRAWING, SPAN, figure
from web.reading.forest import Forest
from web.reading.plot_table import table
from web.rendering import NAME, absolute, conditional
from web.site import site

SVG: Final = Format("svg", "image/svg+xml", "SVG")
PNG: Final = Format("png", "image/png", "PNG")
CSV: Final = Format("csv", "text/csv", "CSV")
FORMATS: Final = {form.extension: form for form in (SVG, PNG, CSV)}

_FONT: Final = Path(__file__).parents[1] / "static" / "vendor" / "roboto-0.4.3.ttf"
_FAMILY: Final = "Roboto"
#: How many dots of a PNG there are for each unit of the drawing.
_SCALE: Final = 2


def blueprint() -> Blueprint:
    """Return the routes of all plots."""
    routes = Blueprint("plots", __name__)
    for kind, names in PLOTS.items():
        for name in names:
            for extension in FORMATS:
                routes.add_url_rule(
                    f"/{kind}/<dotless:slug>/{name}.{extension}",
                    "plot",
                    plot,
                    defaults={"kind": kind, "name": name, "extension": extension},
                )
    for extension in FORMATS:
        routes.add_url_rule(
            f"/compare/forest.{extension}", "shared", shared, defaults={"extension": extension}
        )
    return routes


def available() -> bool:
    """Tell whether what draws a PNG is installed."""
    return find_spec("resvg_py") is not None


def plot(kind: str, slug: str, name: str, extension: str) -> Response:
    """Answer with a plot of a record in the format that the suffix names."""
    here, form = site(), FORMATS[extension]
    iri = here.urls.entity(kind, slug)

    def produce() -> Response:
        label = here.service.catalogue.label(iri)
        forest = plots(here.service.lists, kind, iri)[name]
        if not forest.charts and form is not CSV:
            raise NoSuchPage(f"No comparison with an interval is recorded for {label}.")
        title = f"{label.removesuffix('.')}: {PLOTS[kind][name]}"
        return Response(_written(form, forest, title, iri), content_type=form.content_type)

    response = conditional(extension, produce)
    file = f"{kind}-{slug}-{name}-{here.service.release.name}.{extension}"
    response.headers["Content-Disposition"] = f'inline; filename="{file}"'
    return response


def shared(extension: str) -> Response:
    """Answer with the plot of what the studies in the address share."""
    here, form = site(), FORMATS[extension]

    def produce() -> Response:
        refs = [study.ref for study in several()]
        forest = compared(here.service.lists, (ref.iri for ref in refs))
        if not forest.charts and form is not CSV:
            raise NoSuchPage("No two of these studies have a comparison on the same axis.")
        title = f"{', '.join(short(ref.label) for ref in refs)}: what they share"
        address = absolute(here.urls.comparison(ref.iri for ref in refs))
        return Response(_written(form, forest, title, address), content_type=form.content_type)

    response = conditional(extension, produce)
    file = f"comparison-forest-{here.service.release.name}.{extension}"
    response.headers["Content-Disposition"] = f'inline; filename="{file}"'
    return response


def _written(form: Format, forest: Forest, title: str, iri: str) -> bytes | str:
    if form is CSV:
        return table(forest)
    release = site().service.release
    source = f"{NAME}, release {release.name} ({release.issued[:10]}). {iri}"
    drawing = figure(forest, title, source)
    svg = render_template("plot.svg", figure=drawing, left=DRAWING, span=SPAN)
    return svg if form is SVG else _png(svg)


def _png(svg: str) -> bytes:
    """Return a drawing in dots."""
    if not available():
        raise NoSuchPage("This server draws no PNG: the package resvg_py is missing. See the SVG.")
    from resvg_py import svg_to_bytes

    return bytes(
        svg_to_bytes(
            svg_string=svg,
            zoom=_SCALE,
            skip_system_fonts=True,
            font_files=[str(_FONT)],
            font_family=_FAMILY,
            sans_serif_family=_FAMILY,
        )
    )
