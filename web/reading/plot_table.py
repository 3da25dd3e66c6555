"""A forest plot as a table to take along: every comparison in every measure, drawn or not."""

import csv
import io
from typing import Final

from graph.records import Effect, Ref
from web.reading import effect_words as words
from web.reading.forest import Diamond, Forest

COLUMNS: Final = (
    "outcome",
    "outcome_iri",
    "finding",
    "finding_iri",
    "study",
    "study_iri",
    "retracted",
    "arm",
    "versus",
    "measure",
    "unit",
    "instrument",
    "left_end",
    "right_end",
    "better_direction_known",
    "axis",
    "origin",
    "value",
    "ci_lower",
    "ci_upper",
    "ci_level",
    "in_numbers",
    "remark",
    "smallest_important_difference",
    "shows",
    "note",
    "why",
    "formula",
    "studies_pooled",
    "heterogeneity",
    "iri",
)


def table(forest: Forest) -> str:
    """Return a plot as CSV, with a column for all that the page shows and more."""
    buffer = io.StringIO()
    writer = csv.DictWriter(buffer, COLUMNS, restval="", lineterminator="\r\n")
    writer.writeheader()
    for chart in forest.whole:
        axis = {
            "left_end": chart.left,
            "right_end": chart.right,
            "better_direction_known": str(chart.directed).lower(),
            "axis": "logarithmic" if chart.logarithmic else "linear",
        }
        for row in chart.rows:
            writer.writerow(axis | _effect(row.effect) | {"note": str(row.note or "")})
            writer.writerows(_effect(one) for one in row.same)
        writer.writerows(axis | _pooled(item) for item in chart.diamonds)
    return buffer.getvalue()


def _effect(effect: Effect) -> dict[str, str]:
    finding = effect.finding or Ref("", "")
    return {
        "outcome": effect.outcome.label,
        "outcome_iri": effect.outcome.iri,
        "finding": finding.label,
        "finding_iri": finding.iri,
        "study": effect.study.label,
        "study_iri": effect.study.iri,
        "retracted": str(effect.retracted).lower(),
        "arm": effect.first.arm.label if effect.first else "",
        "versus": effect.other.arm.label if effect.other else "",
        "measure": words.named(effect.measure.label),
        "unit": effect.unit or "",
        "instrument": effect.instrument.label if effect.instrument else "",
        "origin": "derived" if effect.derived else "reported",
        "value": effect.value or "",
        "ci_lower": effect.ci_lower,
        "ci_upper": effect.ci_upper,
        "ci_level": effect.ci_level or "",
        "in_numbers": words.numbers(effect),
        "remark": "; ".join(words.remarks(effect)),
        "smallest_important_difference": effect.least or "",
        "shows": effect.shows.label if effect.shows else "",
        "why": words.why(effect.reason),
        "formula": effect.formula or "",
        "iri": effect.iri,
    }


def _pooled(item: Diamond) -> dict[str, str]:
    pooled = item.pooled
    return {
        "outcome": f"pooled estimate of {pooled.studies} studies",
        "arm": " + ".join(ref.label for ref in pooled.about),
        "versus": pooled.comparator,
        "measure": words.named(pooled.measure.label) if pooled.measure else "",
        "unit": pooled.unit or "",
        "instrument": pooled.instrument.label if pooled.instrument else "",
        "origin": "pooled",
        "value": pooled.value or "",
        "ci_lower": pooled.ci_lower or "",
        "ci_upper": pooled.ci_upper or "",
        "ci_level": pooled.ci_level or "",
        "in_numbers": item.text,
        "studies_pooled": str(pooled.studies),
        "heterogeneity": item.beside,
        "iri": pooled.iri,
    }
