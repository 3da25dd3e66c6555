"""What can be taken away: files of a release, tables of a record or a list, and references.

==================================  ==============================================================
``/data/{release}/studies.csv``     a file of a release that is kept; never changes
``/data/latest/studies.csv``        302 to that file of the release in service
``/study/x.csv``                    what the study observed: its findings with their numbers
``/hypothesis/x.csv``               the evidence on a hypothesis, one row per judgement
``/study/x/evidence.csv``           another table about a record
``/study/x.bib``                    the publications of a study, to cite the paper
``/study/x/cite.bib``               the record itself, as it stands in this release
``/np/study/x/evidence-1``           one nanopublication, as TriG
``/studies.csv?design=…``           a list with its filters, complete
==================================  ==============================================================
"""

from collections.abc import Callable, Collection, Mapping
from typing import Final

from flask import Blueprint, Response, request, send_file
from werkzeug.exceptions import NotFound as NoSuchPage
from werkzeug.exceptions import RequestedRangeNotSatisfiable

from graph.namespaces import ENTITY_TYPES
from web.http.negotiation import RDF, Format, suffixed
from web.reading.lists import FILTERS
from web.rendering import conditional
from web.site import site
from web.urls import PLURALS

CSV: Final = Format("csv", "text/csv", "CSV")
REFERENCES: Final = (
    Format("bib", "application/x-bibtex", "BibTeX"),
    Format("ris", "application/x-research-info-systems", "RIS"),
    Format("csl.json", "application/vnd.citationstyles.csl+json", "CSL-JSON"),
)

#: Tables about one record: the first is that of its ``.csv``.
TABLES: Final[Mapping[str, tuple[str, ...]]] = {
    "study": ("observed", "arms", "findings", "effects", "evidence", "publications"),
    "hypothesis": ("evidence",),
    "question": ("questions",),
    "publication": ("publications",),
}

#: Kinds of records that have publications of their own to cite.
CITED: Final = ("study", "publication")

_YEAR: Final = "public, max-age=31536000, immutable"
_KINDS: Final = f"<any({', '.join(map(repr, ENTITY_TYPES))}):kind>"


def blueprint() -> Blueprint:
    """Return every route that hands out a file, a table or a reference."""
    routes = Blueprint("downloads", __name__)
    routes.add_url_rule("/data/latest/<file>", "latest", latest)
    routes.add_url_rule("/data/<release>/<file>", "released", released)
    routes.add_url_rule(f"/{_KINDS}/<dotless:slug>.csv", "record_table", record_table)
    routes.add_url_rule(f"/{_KINDS}/<dotless:slug>/<dotless:table>.csv", "table", record_table)
    routes.add_url_rule("/np/<dotlesspath:name>", "nanopublication", nanopublication)
    for form in REFERENCES:
        path = f"/{_KINDS}/<dotless:slug>"
        for rule, view in ((f"{path}.", paper), (f"{path}/cite.", record)):
            name = f"{view.__name__}_{form.extension.replace('.', '_')}"
            routes.add_url_rule(rule + form.extension, name, _in(form, view))
    for plural in ("studies", "hypotheses", "questions", "publications"):
        routes.add_url_rule(f"/{plural}.csv", plural, _list(plural))
    return routes


def latest(file: str) -> Response:
    """Lead to a file of the release in service."""
    here = site()
    if here.service.file(file) is None:
        raise NoSuchPage(_no_file(file))
    target = here.urls.file(here.service.release.name, file)
    response = Response(status=302, headers={"Location": target}, mimetype="text/plain")
    response.headers["Cache-Control"] = "no-cache"
    return response


def released(release: str, file: str) -> Response:
    """Answer with a file of a release that is still kept, or with a part of it."""
    found = site().service.downloads.file(file, release)
    if found is None:
        raise NoSuchPage(_no_file(file))
    path, about = found
    stem, _, extension = file.partition(".")
    name = stem if stem.startswith("equipoise") else f"equipoise-{stem}"
    try:
        response = send_file(
            path,
            mimetype=about.media_type,
            as_attachment=True,
            download_name=f"{name}-{release}.{extension}",
            etag=about.sha256,
            conditional=True,
        )
    except RequestedRangeNotSatisfiable:
        return Response(status=416, headers={"Content-Range": f"bytes */{about.size}"})
    response.headers["Cache-Control"] = _YEAR
    return response


def nanopublication(name: str) -> Response:
    """Answer with one nanopublication, at the address that its name leads to."""
    trig = Format("trig", "application/trig", "TriG")
    produce = site().service.downloads.nanopublication
    return conditional(
        trig.extension, lambda: Response(produce(name), content_type=trig.content_type)
    )


def record_table(kind: str, slug: str, table: str = "") -> Response:
    """Answer with a table about one record."""
    here, offered = site(), TABLES.get(kind, ())
    if not offered:
        suffixed(CSV.extension, RDF)
    name = table or offered[0]
    if name not in offered:
        raise NoSuchPage(f"A {kind} has no table {name}; there is {', '.join(offered)}.")
    iri = here.urls.entity(kind, slug)

    def produce() -> bytes:
        here.service.catalogue.label(iri)
        return here.service.downloads.about(name, kind, iri)

    return _file(CSV, f"{kind}-{slug}-{name}", produce)


def paper(form: Format, kind: str, slug: str) -> Response:
    """Answer with the publications of a study, or a publication; with the record of another."""
    if kind not in CITED:
        return record(form, kind, slug)
    here = site()
    iri = here.urls.entity(kind, slug)
    return _file(
        form,
        f"{kind}-{slug}-publications",
        lambda: here.service.downloads.publications(form.extension, kind, iri),
    )


def record(form: Format, kind: str, slug: str) -> Response:
    """Answer with the reference of a record, as it stands in this release."""
    here = site()
    iri = here.urls.entity(kind, slug)
    return _file(
        form,
        f"{kind}-{slug}-record",
        lambda: here.service.downloads.record(
            form.extension, iri, here.service.catalogue.label(iri)
        ),
    )


def _list(plural: str) -> Callable[[], Response]:
    """Return the view that answers with a whole list, narrowed by the filters in the address."""

    def view() -> Response:
        here = site()
        return _file(CSV, plural, lambda: here.service.downloads.table(plural, _matching(plural)))

    return view


def _matching(plural: str) -> Collection[str] | None:
    """Return the IRIs of a list that match the filters in the address; None if it has none."""
    kind = PLURALS[plural]
    chosen = {name: request.args.get(name, "") for name in FILTERS[kind]}
    return site().service.lists.iris(kind, chosen) if any(chosen.values()) else None


def _in(form: Format, view: Callable[[Format, str, str], Response]) -> Callable[..., Response]:
    def bound(kind: str, slug: str) -> Response:
        return view(form, kind, slug)

    return bound


def _file(form: Format, name: str, produce: Callable[[], bytes]) -> Response:
    """Answer with something to keep, under a name that says what it is and of which release."""
    response = conditional(
        form.extension, lambda: Response(produce(), content_type=form.content_type)
    )
    file = f"{name}-{site().service.release.name}.{form.extension}"
    response.headers["Content-Disposition"] = f'attachment; filename="{file}"'
    return response


def _no_file(file: str) -> str:
    return f"There is no file {file} of that release; see the files there are at /data."


__all__ = ["CITED", "CSV", "REFERENCES", "TABLES", "blueprint"]
