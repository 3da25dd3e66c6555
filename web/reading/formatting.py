"""Numbers, times and ranges as a page should print them.

The digits a source printed win over the graph's canonical form. A minus sign is a minus sign, an
interval says "to" (a dash between negative numbers misleads), and a percentage that no source
printed says that it was calculated.
"""

import json
import math
import re
from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal
from typing import Final

from graph.namespaces import COMMON_PREFIXES, DCTERMS, RDFS, SKOS
from graph.records import Arm, Population, Publication, Ref, Result

_MINUS: Final = re.compile(r"(?<![\w.)−])-(?=\.?\d)")
_TRAILING: Final = re.compile(r"(\.\d*?)0+$")
_P_VALUE: Final = re.compile(r"\bp ?([=<>≤≥]) ?(?=[\d.])")
_BIBO: Final = COMMON_PREFIXES["bibo"]
_NAMES: Final = {
    f"{_BIBO}doi": "DOI",
    f"{_BIBO}pmid": "PMID",
    f"{COMMON_PREFIXES['prism']}publicationName": "Published in",
    f"{DCTERMS}issued": "Year",
    f"{RDFS}seeAlso": "See also",
    f"{SKOS}altLabel": "Also called",
    f"{SKOS}scopeNote": "Scope",
}
_PERCENT: Final = {"%", "percent", "per cent"}


def quoted(text: str) -> str:
    """Return a text as a literal in Turtle or JSON, which quote and escape alike."""
    return json.dumps(text, ensure_ascii=False)


def minus(text: str) -> str:
    """Replace the hyphen before a number by a minus sign, leaving ranges and words alone."""
    return _MINUS.sub("−", text) if "-" in text else text


def typeset(text: str) -> str:
    """Return a sentence with true minus signs and with ``p = 0.05`` kept on one line."""
    return _P_VALUE.sub("p\u00a0\\1\u00a0", minus(text))


def number(text: str | None) -> str:
    """Return a decimal without trailing zeros after the point, with a true minus sign."""
    if text is None:
        return ""
    shortened = _TRAILING.sub(r"\1", text).removesuffix(".") if "." in text else text
    return minus(shortened)


def rounded(values: Sequence[str], ratio: bool = False) -> tuple[str, ...]:
    """Return calculated numbers that stand together, with as many decimals as make sense.

    Ratios have two decimals below ten, one below a hundred and none above, each for itself: 0.40,
    17.0, 118. Differences all have as many as the largest of them: −12.0, −32.0, 8.3.
    """
    found = [Decimal(value) for value in values]
    widest = max(map(abs, found), default=Decimal())
    return tuple(_to(one, _decimals(float(abs(one) if ratio else widest))) for one in found)


def _to(value: Decimal, decimals: int) -> str:
    """Return a number with so many decimals; half is rounded away from zero, as in print."""
    return minus(f"{value.quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP):f}")


def _decimals(size: float) -> int:
    if size >= 100:
        return 0
    if size >= 10:
        return 1
    # Below 0.01 two decimals would say nothing.
    return 2 if size >= 0.01 or not size else 1 - math.floor(math.log10(size))


def count(value: int) -> str:
    """Return a whole number with thin spaces between thousands."""
    return f"{value:,}".replace(",", "\u202f")


def plural(value: int, one: str, many: str | None = None) -> str:
    """Return a count with its noun: ``1 study``, ``3 studies``."""
    return f"{count(value)} {one if value == 1 else many or one + 's'}"


def days(value: int | None) -> str:
    """Return a number of days in the unit that people use: ``4 weeks``, ``2 years``.

    Months are never used: no source's month has a fixed number of days.
    """
    if value is None:
        return ""
    if value == 0:
        return "baseline"
    for length, unit in ((365, "year"), (7, "week")):
        if value % length == 0:
            return plural(value // length, unit)
    return plural(value, "day")


def interval(result: Result) -> str:
    """Return ``95% CI −4.1 to 7.2``, or nothing where no interval is recorded."""
    if result.ci_lower is None or result.ci_upper is None:
        return ""
    return f"{_level(result)} {number(result.ci_lower)} to {number(result.ci_upper)}"


def p_value(text: str | None) -> str:
    """Return ``p = 0.004``, or ``p < 0.05`` where the source printed no plain number."""
    if not text:
        return ""
    sign = re.match(r"\s*([<>≤≥=])\s*(.*)", text)
    return f"p {sign[1]} {sign[2]}" if sign else f"p = {text}" if text[0].isdigit() else f"p {text}"


def events(result: Result) -> str:
    """Return ``2/25 (8%)``; a percentage of our own says that it is calculated."""
    if result.events is None:
        return f"{number(result.percent)}%" if result.percent else ""
    if not result.n:
        return count(result.events)
    fraction = f"{count(result.events)}/{count(result.n)}"
    if result.percent:
        return f"{fraction} ({number(result.percent)}%)"
    return f"{fraction} ({100 * result.events / result.n:.0f}%, calculated)"


def value(result: Result) -> str:
    """Return the number of a result as printed, or else from its parts, without its interval."""
    if result.as_reported:
        return minus(result.as_reported)
    if result.events is not None or (result.percent and result.value is None):
        return events(result)
    whole = number(result.value)
    if result.unit and result.value:
        whole += "%" if result.unit in _PERCENT else f" {result.unit}"
    return " ".join(part for part in (whole, _spread(result)) if part)


def estimate(result: Result) -> str:
    """Return the whole estimate: as printed, or ``1.5 points (95% CI −4.1 to 7.2)``."""
    whole, bounds = value(result), interval(result)
    if not bounds:
        return whole
    if number(result.ci_upper).lstrip("−") not in whole:
        return f"{whole} ({bounds})" if whole else bounds
    return whole if "CI" in whole or not result.ci_level else f"{whole}, {_level(result)}"


def agreement(result: Result) -> str:
    """Return ``3 of 5 studies`` for a result that counts studies."""
    if result.studies_counted is None:
        return ""
    if result.studies_agreeing is None:
        return plural(result.studies_counted, "study", "studies")
    return f"{result.studies_agreeing} of {plural(result.studies_counted, 'study', 'studies')}"


def ages(population: Population) -> str:
    """Return ``18 to 59 years``, or the one bound that is stated."""
    low, high = population.minimum_age, population.maximum_age
    if low and high:
        return f"{number(low)} to {number(high)} years"
    if low:
        return f"{number(low)} years and older"
    return f"up to {number(high)} years" if high else ""


def treatment(arm: Arm) -> str:
    """Return what an arm received, in one phrase: ``100 mg/d, subcutaneous, for 4 weeks``."""
    route = arm.route.label if arm.route else None
    length = f"for {days(arm.days)}" if arm.days else None
    return ", ".join(part for part in (arm.dose, arm.regimen, route, length) if part)


def citation(publication: Publication) -> str:
    """Return a publication as a reference list prints it, without its identifiers."""
    parts = (publication.authors, publication.title, publication.journal, publication.year)
    return " ".join(f"{part.rstrip('.')}." for part in parts if part)


def sentence(text: str) -> str:
    """Return *text* with a capital first letter, for labels that stand on their own."""
    return text[:1].upper() + text[1:]


def property_name(ref: Ref) -> str:
    """Return what a page calls a property: a plain name, or its label as it stands."""
    return _NAMES.get(ref.iri) or sentence(ref.label)


def passages(excerpt: str) -> tuple[tuple[str, bool], ...]:
    """Split a search excerpt at its ``[`` and ``]`` into texts and whether each one matched."""
    pieces = re.split(r"\[([^\[\]]*)\]", excerpt)
    return tuple((text, index % 2 == 1) for index, text in enumerate(pieces) if text)


def _level(result: Result) -> str:
    return f"{number(result.ci_level)}% CI" if result.ci_level else "interval"


def _spread(result: Result) -> str:
    """Return ``(standard deviation 4.2)`` or ``(range 1 to 8)``, as far as it is recorded."""
    label = result.spread_measure.label if result.spread_measure else ""
    if result.range_lower and result.range_upper:
        bounds = f"{number(result.range_lower)} to {number(result.range_upper)}"
        return f"({label or 'range'} {bounds})"
    return f"({label or '±'} {number(result.spread)})" if result.spread else ""
