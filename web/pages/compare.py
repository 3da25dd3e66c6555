"""Studies side by side: ``/compare?study=x&study=y``, as a page, CSV or Markdown.

``only=differences`` leaves out what is alike, ``hypothesis=z`` shows how each study bears on that
one, and ``rows=studies`` gives each study a row instead of a column.
"""

import csv
import io
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Final

from flask import Blueprint, Response, request

from graph.errors import ParameterError
from graph.records import ComparedStudy, Ref
from web.contexts import Asked, CompareContext
from web.http.negotiation import Format, suffixed
from web.pages import plots
from web.reading.comparison import MOST, Comparison, comparison
from web.reading.forest import Forest
from web.reading.judgements import offered
from web.rendering import asked, conditional, frame
from web.site import site

TABLES: Final = (
    Format("csv", "text/csv", "CSV"),
    Format("md", "text/markdown", "Markdown"),
)
#: How many studies are offered to add, of those found and of those related.
_OFFERED: Final = 8

_SLUG: Final = re.compile(r"[a-z0-9][a-z0-9-]*")


@dataclass(frozen=True)
class _View:
    """How the address wants studies to be seen.

    Attributes:
        only: whether rows in which they are alike are left out.
        transposed: whether each study has a row.
        hypothesis: IRI of the hypothesis that is chosen, or nothing.
    """

    only: bool
    transposed: bool
    hypothesis: str

    def values(self) -> dict[str, str]:
        """Return what is chosen as an address says it."""
        return {
            "hypothesis": site().urls.slug(self.hypothesis),
            "only": "differences" if self.only else "",
            "rows": "studies" if self.transposed else "",
        }


def blueprint() -> Blueprint:
    """Return the route of the tables to take away."""
    routes = Blueprint("compared", __name__)
    routes.add_url_rule("/compare.<extension>", "table", table)
    return routes


def compare() -> CompareContext:
    """Show the studies in the address side by side, and offer others to add."""
    here = site()
    catalogue, urls = here.service.catalogue, here.urls
    given, view = wanted(), _view()
    studies = catalogue.compared(given[:MOST])
    chosen = tuple(study.ref for study in studies)
    known = {ref.iri for ref in chosen}
    text = request.args.get("q", "").strip()
    hits = here.service.search(text, "study", _OFFERED + MOST) if text else ()
    related = _related(chosen[0]) if chosen and len(chosen) < MOST else ()
    side_by_side = _side_by_side(studies, view) if len(studies) > 1 else None
    forest = (
        plots.compared(site().service.lists, (ref.iri for ref in chosen)) if side_by_side else None
    )
    return CompareContext(
        page=frame(_title(side_by_side), "Studies side by side: what they did and what came out."),
        chosen=chosen,
        comparison=side_by_side,
        forest=forest,
        absent=_absent(chosen, forest),
        view=view.values(),
        hypothesis=_hypothesis(studies, view),
        most=MOST,
        unknown=tuple(urls.slug(iri) for iri in given[:MOST] if iri not in known),
        surplus=max(len(given) - MOST, 0),
        text=text,
        found=_offered((hit.ref for hit in hits), known),
        related=_offered(related, known),
        asked=_asked(chosen, view),
    )


def table(extension: str) -> Response:
    """Answer with studies side by side as a table to take away.

    Raises:
        ParameterError: fewer than two of the studies in the address are there.
    """
    form = suffixed(extension, TABLES)

    def produce() -> Response:
        written = _written(several(), form)
        return Response(written, content_type=f"{form.media_type}; charset=utf-8")

    response = conditional(form.extension, produce)
    file = f"comparison-{site().service.release.name}.{form.extension}"
    response.headers["Content-Disposition"] = f'attachment; filename="{file}"'
    return response


def wanted() -> list[str]:
    """Return the IRIs of the studies in the address, each once."""
    urls = site().urls
    slugs = (urls.slug(name.strip()) for name in request.args.getlist("study"))
    named = (urls.entity("study", slug) for slug in slugs if _SLUG.fullmatch(slug))
    return list(dict.fromkeys(named))


def several() -> tuple[ComparedStudy, ...]:
    """Return the studies in the address that there are, at least two of them.

    Raises:
        ParameterError: there are fewer.
    """
    studies = site().service.catalogue.compared(wanted()[:MOST])
    if len(studies) < 2:
        raise ParameterError(
            "a comparison needs two studies of the graph; give them as "
            "study=roerink-2017&study=fluge-2019"
        )
    return studies


def _view() -> _View:
    urls, slug = site().urls, request.args.get("hypothesis", "").strip()
    return _View(
        only="only" in request.args,
        transposed=request.args.get("rows") == "studies",
        hypothesis=urls.entity("hypothesis", slug) if _SLUG.fullmatch(slug) else "",
    )


def _hypothesis(studies: Sequence[ComparedStudy], view: _View) -> Ref | None:
    """Return the hypothesis that is chosen, if any of the studies was weighed against it."""
    refs = (offer.hypothesis for offer in offered(studies))
    return next((ref for ref in refs if ref.iri == view.hypothesis), None)


def _side_by_side(studies: Sequence[ComparedStudy], view: _View) -> Comparison:
    hypothesis = _hypothesis(studies, view)
    iris = [study.ref.iri for study in studies]
    ask = site().service.catalogue.judged
    judged = ask(iris, hypothesis.iri) if hypothesis else ()
    return comparison(studies, view.only, hypothesis, judged)


def _absent(chosen: Iterable[Ref], forest: Forest | None) -> tuple[Ref, ...]:
    """Return the studies that have no row in the plot."""
    if forest is None or not forest.charts:
        return ()
    drawn = {row.effect.study.iri for chart in forest.whole for row in chart.rows}
    return tuple(ref for ref in chosen if ref.iri not in drawn)


def _asked(chosen: tuple[Ref, ...], view: _View) -> dict[str, Asked]:
    """Return the questions behind the table, the plot, and what is offered beside them."""
    if not chosen:
        return {}
    urls = site().urls
    iris, slugs = [ref.iri for ref in chosen], [urls.slug(ref.iri) for ref in chosen]
    return {
        "table": replace(
            asked("compare-studies", {"study": ",".join(slugs)}),
            csv=urls.comparison(iris, view.values(), "csv"),
        ),
        "effects": replace(
            asked("study-effects", {"study": ",".join(slugs)}),
            csv=urls.comparison(iris, extension="csv", plot=True),
        ),
        "add": asked("related-studies", {"study": slugs[0]}),
    }


def _related(study: Ref) -> tuple[Ref, ...]:
    """Return the closest studies of one, enough of them that the chosen can be left out."""
    closest = site().service.lists.relatives.closest(study.iri, _OFFERED + MOST)
    return tuple(reasons[0].study for reasons in closest.records)


def _offered(refs: Iterable[Ref], known: set[str]) -> tuple[Ref, ...]:
    return tuple(ref for ref in refs if ref.iri not in known)[:_OFFERED]


def _title(side_by_side: Comparison | None) -> str:
    if side_by_side is None:
        return "Compare studies"
    return "Compared: " + ", ".join(column.short for column in side_by_side.studies)


def _written(studies: tuple[ComparedStudy, ...], form: Format) -> str:
    """Return the table as CSV or Markdown."""
    view = _view()
    lines = list(_side_by_side(studies, view).lines(view.transposed))
    if form.extension == "csv":
        buffer = io.StringIO()
        csv.writer(buffer, lineterminator="\r\n").writerows(lines)
        return buffer.getvalue()
    head, *body = [[cell.replace("|", "\\|").replace("\n", " ") for cell in line] for line in lines]
    rule = ["---"] * len(head)
    return "".join(f"| {' | '.join(line)} |\n" for line in (head, rule, *body))
