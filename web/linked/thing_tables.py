"""Lists of things as tables: ``/interventions.csv``, ``/targets.csv`` and so on, with filters."""

import csv
import io
from collections.abc import Callable
from typing import Final

from flask import Blueprint, Response, request

from graph.records import Selection
from web.linked.downloads import CSV
from web.reading.lists import FILTERS
from web.rendering import conditional
from web.site import site
from web.urls import PLURALS

#: Lists whose records are names, so that their table is the list itself.
THINGS: Final = ("interventions", "targets", "conditions", "case-definitions", "instruments")


def blueprint() -> Blueprint:
    """Return a route for the table of each list."""
    routes = Blueprint("thing_tables", __name__)
    for plural in THINGS:
        routes.add_url_rule(f"/{plural}.csv", plural, _list(plural))
    return routes


def _list(plural: str) -> Callable[[], Response]:
    """Return the view that answers with a whole list, narrowed by the filters in the address."""

    def view() -> Response:
        response = conditional(
            CSV.extension, lambda: Response(_table(plural), content_type=CSV.content_type)
        )
        file = f"{plural}-{site().service.release.name}.csv"
        response.headers["Content-Disposition"] = f'attachment; filename="{file}"'
        return response

    return view


def _table(plural: str) -> str:
    """Return the records of a list with their names and the number of studies they occur in."""
    kind, lists = PLURALS[plural], site().service.lists
    chosen = {name: request.args.get(name, "") for name in FILTERS.get(kind, {})}
    total = max(lists.things(kind, Selection(chosen, size=1)).total, 1)
    found = lists.things(kind, Selection(chosen, size=total)).records
    studies = lists.counts("study", (ref.iri for ref in found))
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\r\n")
    writer.writerow(("thing", "label", "studies"))
    writer.writerows((ref.iri, ref.label, studies.get(ref.iri, 0)) for ref in found)
    return buffer.getvalue()
