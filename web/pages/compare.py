"""Studies side by side: ``/compare?study=x&study=y``, as a page, CSV or Markdown."""

import csv
import io
import re
from collections.abc import Iterable
from dataclasses import replace
from typing import Final

from flask import Blueprint, Response, request

from graph.errors import ParameterError
from graph.records import ComparedStudy, Ref
from web.contexts import Asked, CompareContext
from web.http.negotiation import Format, suffixed
from web.reading.comparison import MOST, Comparison, comparison
from web.rendering import asked, conditional, frame
from web.site import site

TABLES: Final = (
    Format("csv", "text/csv", "CSV"),
    Format("md", "text/markdown", "Markdown"),
)
#: How many studies are offered to add, of those found and of those related.
_OFFERED: Final = 8

_SLUG: Final = re.compile(r"[a-z0-9][a-z0-9-]*")


def blueprint() -> Blueprint:
    """Return the route of the tables to take away."""
    routes = Blueprint("compared", __name__)
    routes.add_url_rule("/compare.<extension>", "table", table)
    return routes


def compare() -> CompareContext:
    """Show the studies in the address side by side, and offer others to add."""
    here = site()
    catalogue, urls = here.service.catalogue, here.urls
    wanted = _wanted()
    studies = catalogue.compared(wanted[:MOST])
    chosen = tuple(study.ref for study in studies)
    known = {ref.iri for ref in chosen}
    text, only = request.args.get("q", "").strip(), "only" in request.args
    hits = here.service.search(text, "study", _OFFERED + MOST) if text else ()
    related = catalogue.related(chosen[0].iri) if chosen and len(chosen) < MOST else ()
    side_by_side = comparison(studies, only) if len(studies) > 1 else None
    return CompareContext(
        page=frame(_title(side_by_side), "Studies side by side: what they did and what came out."),
        chosen=chosen,
        comparison=side_by_side,
        only=only,
        most=MOST,
        unknown=tuple(urls.slug(iri) for iri in wanted[:MOST] if iri not in known),
        surplus=max(len(wanted) - MOST, 0),
        text=text,
        found=_offered((hit.ref for hit in hits), known),
        related=_offered(related, known),
        asked=_asked(chosen, only),
    )


def table(extension: str) -> Response:
    """Answer with studies side by side as a table to take away.

    Raises:
        ParameterError: fewer than two of the studies in the address are there.
    """
    form = suffixed(extension, TABLES)

    def produce() -> Response:
        studies = site().service.catalogue.compared(_wanted()[:MOST])
        return Response(_written(studies, form), content_type=f"{form.media_type}; charset=utf-8")

    response = conditional(form.extension, produce)
    file = f"comparison-{site().service.release.name}.{form.extension}"
    response.headers["Content-Disposition"] = f'attachment; filename="{file}"'
    return response


def _asked(chosen: tuple[Ref, ...], only: bool) -> dict[str, Asked]:
    """Return the questions behind the table and behind what is offered beside it."""
    if not chosen:
        return {}
    urls = site().urls
    slugs = [urls.slug(ref.iri) for ref in chosen]
    switch = {"only": "differences" if only else ""}
    return {
        "table": replace(
            asked("compare-studies", {"study": ",".join(slugs)}),
            csv=urls.comparison((ref.iri for ref in chosen), switch, "csv"),
        ),
        "add": asked("related-studies", {"study": slugs[0]}),
    }


def _wanted() -> list[str]:
    """Return the IRIs of the studies in the address, each once."""
    urls = site().urls
    slugs = (urls.slug(name.strip()) for name in request.args.getlist("study"))
    named = (urls.entity("study", slug) for slug in slugs if _SLUG.fullmatch(slug))
    return list(dict.fromkeys(named))


def _offered(refs: Iterable[Ref], known: set[str]) -> tuple[Ref, ...]:
    return tuple(ref for ref in refs if ref.iri not in known)[:_OFFERED]


def _title(side_by_side: Comparison | None) -> str:
    if side_by_side is None:
        return "Compare studies"
    return "Compared: " + ", ".join(column.short for column in side_by_side.studies)


def _written(studies: tuple[ComparedStudy, ...], form: Format) -> str:
    """Return the table as CSV or Markdown.

    Raises:
        ParameterError: it would have fewer than two columns.
    """
    if len(studies) < 2:
        raise ParameterError(
            "a comparison needs two studies of the graph; give them as "
            "study=roerink-2017&study=fluge-2019"
        )
    lines = list(comparison(studies, "only" in request.args).lines())
    if form.extension == "csv":
        buffer = io.StringIO()
        csv.writer(buffer, lineterminator="\r\n").writerows(lines)
        return buffer.getvalue()
    head, *body = [[cell.replace("|", "\\|").replace("\n", " ") for cell in line] for line in lines]
    rule = ["---"] * len(head)
    return "".join(f"| {' | '.join(line)} |\n" for line in (head, rule, *body))
