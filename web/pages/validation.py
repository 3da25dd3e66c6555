"""What the checks of the release found: to read, and as a SHACL validation report.

=========================  =============================================================
``/validation``            the page, or data by ``Accept``
``/validation.ttl``        the same as ``sh:ValidationReport``; also ``.jsonld``
``/validation.csv``        the same as a table, ``/validation.json`` as JSON
=========================  =============================================================

``?severity=warning`` and ``?record=study/roerink-2017`` narrow all of them.
"""

from collections.abc import Callable, Mapping
from typing import Final

from flask import Blueprint, Response, abort, request

from graph.constraints import shapes
from graph.records import Ref
from graph.validation import Report
from web.contexts import ValidationContext, Variant
from web.http.negotiation import JSON_LD, TURTLE, Format, suffixed
from web.linked.representations import data_in, page_or_data
from web.reading.checks import counts, failed
from web.rendering import frame
from web.site import site

_CSV: Final = Format("csv", "text/csv", "CSV")
_JSON: Final = Format("json", "application/json", "JSON")
_WRITERS: Final[Mapping[Format, Callable[[Report], str]]] = {
    TURTLE: Report.turtle,
    JSON_LD: Report.json_ld,
    _JSON: Report.json,
    _CSV: Report.csv,
}
_OFFERED: Final = tuple(_WRITERS)
_TITLE: Final = "What the checks found"

blueprint: Final = Blueprint("validation", __name__)


@blueprint.route("/validation")
def validation() -> Response:
    """Answer with what the checks found: to read, or as data."""
    return page_or_data(found, lambda chosen: validation_data(chosen.extension), _address, _OFFERED)


@blueprint.route("/validation.<extension>")
def validation_data(extension: str) -> Response:
    """Answer with what the checks found, in the format that the suffix names."""
    chosen, report = suffixed(extension, _OFFERED), _narrowed(site().service.report)
    if report is None:
        abort(404, "A remote store keeps no report of its checks; run `equipoise check`.")
    return data_in(chosen, lambda _: _WRITERS[chosen](report))


def found() -> ValidationContext:
    """Show what the checks found, by constraint and by record."""
    here, chosen = site(), _chosen()
    whole = here.service.report
    report = _narrowed(whole)
    iri = f"{here.service.settings.base}id/{chosen['record']}" if chosen["record"] else ""
    fields = {defect.property for defect in report.defects if defect.property} if report else set()
    known = here.service.catalogue.labels(fields | {iri})
    counted = whole.only(iri) if whole else None
    return ValidationContext(
        page=frame(
            f"{_TITLE} in “{known.get(iri, here.urls.short(iri))}”" if iri else _TITLE,
            "What the records of this release lack, by constraint and by record: how to mend it.",
        ),
        report=report,
        record=Ref(iri, known.get(iri, iri)) if iri else None,
        severities=counts(counted) if counted else (),
        chosen=chosen,
        failures=failed(report, shapes(), known) if report else (),
        downloads=tuple(Variant(form, _address(form)) for form in _OFFERED if report),
    )


def _chosen() -> dict[str, str]:
    """Return what the address narrows the report to."""
    severity = request.args.get("severity", "").lower()
    known = {"violation", "warning", "info"}
    return {
        "severity": severity if severity in known else "",
        "record": request.args.get("record", "").strip("/ "),
    }


def _narrowed(report: Report | None) -> Report | None:
    chosen = _chosen()
    iri = f"{site().service.settings.base}id/{chosen['record']}" if chosen["record"] else ""
    return report.only(iri, chosen["severity"].capitalize()) if report else None


def _address(form: Format) -> str:
    return site().urls.path(f"validation.{form.extension}", _chosen())
