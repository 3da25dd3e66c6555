"""For whom, and as of when: the filters under which a hypothesis page counts its evidence again.

They bear the names and the meaning of the parameters of the named question ``evidence-balance``, so
an address with them shows what that question answers; a test holds the two together.
"""

from collections.abc import Iterable, Mapping
from typing import Final

from graph.listing.facets import key
from graph.records import Filters, Ref

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


def _whole(text: str, within: range) -> str:
    return text if text.isascii() and text.isdecimal() and int(text) in within else ""
