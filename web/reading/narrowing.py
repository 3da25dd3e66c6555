"""For whom, and as of when: the filters under which a hypothesis page counts its evidence again.

They bear the names and the meaning of the parameters of the named question ``evidence-balance``, so
an address with them shows what that question answers; a test holds the two together.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Final

from graph.listing.facets import key
from graph.namespaces import EQ, local_part
from graph.records import Evidence, Ref

_RANDOMISED: Final = {f"{EQ}RandomizedControlledTrial", f"{EQ}ClusterRandomized"}
_BLINDED: Final = {f"{EQ}DoubleBlind", f"{EQ}SingleBlind"}
_YEAR: Final = range(1900, 2200)

#: The filters with a closed list of values: what each value is called in the form and in words.
CHOICES: Final[Mapping[str, Mapping[str, tuple[str, str]]]] = {
    "pem": {
        "PemRequired": ("required", "PEM was a condition of entry"),
        "PemNotRequired": ("not required", "PEM was no condition of entry"),
        "PemUnknown": ("unknown", "it is not known whether PEM was a condition of entry"),
    },
    "randomised": {
        "true": ("randomised", "randomised"),
        "false": ("not randomised", "not randomised"),
    },
    "blinded": {
        "true": ("blinded", "single or double blind"),
        "false": ("not blinded", "not blinded"),
    },
}
LABELS: Final = {
    "pem": "Post-exertional malaise at entry",
    "randomised": "Allocation",
    "blinded": "Blinding",
}


@dataclass(frozen=True)
class Filters:
    """What narrows a balance; the empty value of each narrows nothing.

    Attributes:
        as_of: the year at whose end the evidence stands.
        pem: ``PemRequired``, ``PemNotRequired`` or ``PemUnknown``.
        case_definition: the slug of one that participants met.
        randomised, blinded: ``true`` or ``false``.
        min_participants: the least number of participants.
        include_retracted: ``true`` if retracted evidence counts.
        direct_only: ``true`` if indirect evidence does not count.
    """

    as_of: str = ""
    pem: str = ""
    case_definition: str = ""
    randomised: str = ""
    blinded: str = ""
    min_participants: str = ""
    include_retracted: str = ""
    direct_only: str = ""

    def values(self) -> dict[str, str]:
        """Return what is chosen, by the name of the parameter, as an address says it."""
        return {name: value for name, value in vars(self).items() if value}

    def without(self, name: str) -> dict[str, str]:
        """Return what is chosen besides one filter."""
        return {other: value for other, value in self.values().items() if other != name}


@dataclass(frozen=True)
class Narrowed:
    """Evidence as the filters leave it.

    Attributes:
        evidence: what they leave; retracted is what counts for nothing under them.
        studies: how many studies that is.
        left_out: how many studies they leave out altogether.
    """

    evidence: tuple[Evidence, ...]
    studies: int
    left_out: int


def read(given: Mapping[str, str], definitions: Iterable[Ref]) -> Filters:
    """Read filters from an address; what is no value of a filter narrows nothing.

    Args:
        given: the query of the address.
        definitions: the case definitions that can be chosen.
    """
    chosen = {name: given.get(name, "") for name in CHOICES if given.get(name, "") in CHOICES[name]}
    met = given.get("case_definition", "")
    return Filters(
        as_of=_whole(given.get("as_of", ""), _YEAR),
        case_definition=met if met in {key(ref) for ref in definitions} else "",
        min_participants=_whole(given.get("min_participants", ""), range(1, 10**7)),
        include_retracted="true" if given.get("include_retracted") == "true" else "",
        direct_only="true" if given.get("direct_only") == "true" else "",
        **chosen,
    )


def narrow(evidence: Iterable[Evidence], filters: Filters) -> Narrowed:
    """Return the evidence that filters leave, each item retracted or not as of then."""
    listed = tuple(evidence)
    kept = tuple(
        replace(item, retracted=_gone(item, filters)) for item in listed if _fits(item, filters)
    )
    studies = {item.study.iri for item in kept}
    return Narrowed(kept, len(studies), len({item.study.iri for item in listed} - studies))


def words(filters: Filters, definitions: Iterable[Ref]) -> tuple[str, ...]:
    """Return what the filters ask of a study, one phrase each."""
    named = {key(ref): ref.label for ref in definitions}
    said = [CHOICES[name][getattr(filters, name)][1] for name in CHOICES if getattr(filters, name)]
    if filters.case_definition:
        said.append(f"participants met {named[filters.case_definition]}")
    if filters.min_participants:
        said.append(f"at least {filters.min_participants} participants")
    if filters.direct_only:
        said.append("direct evidence only")
    if filters.include_retracted:
        said.append("retracted evidence counted")
    if filters.as_of:
        said.append(f"as it stood at the end of {filters.as_of}")
    return tuple(said)


def definitions_in(evidence: Iterable[Evidence]) -> tuple[Ref, ...]:
    """Return the case definitions that participants met, by label."""
    found = {ref for item in evidence for ref in item.definitions}
    return tuple(sorted(found, key=lambda ref: (ref.label.lower(), ref.iri)))


def option_counts(evidence: Iterable[Evidence]) -> dict[str, dict[str, int]]:
    """Return how many of the studies that count today have each value of each filter."""
    listed = [item for item in evidence if not item.retracted]
    options = [(name, value) for name in CHOICES for value in CHOICES[name]]
    options += [("case_definition", key(ref)) for ref in definitions_in(listed)]
    counts: dict[str, dict[str, int]] = {}
    for name, value in options:
        has = _TESTS[name]
        studies = {item.study.iri for item in listed if has(item, value)}
        counts.setdefault(name, {})[value] = len(studies)
    return counts


def _whole(text: str, within: range) -> str:
    return text if text.isascii() and text.isdecimal() and int(text) in within else ""


def _gone(item: Evidence, filters: Filters) -> bool:
    """Tell whether an item counts for nothing because a publication it rests on was retracted."""
    if not item.retracted or filters.include_retracted:
        return False
    known = filters.as_of and item.retracted_in is not None
    return not (known and int(filters.as_of) < (item.retracted_in or 0))


def _fits(item: Evidence, filters: Filters) -> bool:
    """Tell whether an item is of a study that every filter admits, retracted or not."""
    return all(_TESTS[name](item, value) for name, value in filters.values().items())


_TESTS: Final[Mapping[str, Callable[[Evidence, str], bool]]] = {
    "as_of": lambda item, year: bool(item.year) and int(item.year or 0) <= int(year),
    "pem": lambda item, name: item.pem is not None and local_part(item.pem.iri) == name,
    "case_definition": lambda item, slug: slug in {key(ref) for ref in item.definitions},
    "randomised": lambda item, wanted: _has(item, _RANDOMISED) == (wanted == "true"),
    "blinded": lambda item, wanted: _has(item, _BLINDED) == (wanted == "true"),
    "min_participants": lambda item, least: item.n is not None and item.n >= int(least),
    "include_retracted": lambda item, _: True,
    "direct_only": lambda item, _: item.directness is None or key(item.directness) == "direct",
}


def _has(item: Evidence, designs: set[str]) -> bool:
    return any(design.iri in designs for design in item.designs)
