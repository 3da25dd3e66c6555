"""Links for machines, in headers: FAIR Signposting (https://signposting.org/FAIR/)."""

from collections.abc import Iterable
from typing import Final

from web.contexts import Variant
from web.negotiation import HTML
from web.rendering import LICENCE

#: The schema.org type of each kind of record.
TYPES: Final = {
    "study": "MedicalStudy",
    "hypothesis": "Claim",
    "question": "Question",
    "intervention": "MedicalTherapy",
    "condition": "MedicalCondition",
    "publication": "ScholarlyArticle",
}


def of_page(iri: str, kind: str, variants: Iterable[Variant]) -> str:
    """Return the ``Link`` header of a record's page: its name, its data, its type, its licence."""
    about = f"https://schema.org/{TYPES.get(kind, 'Thing')}"
    described = (
        f'<{variant.href}>; rel="describedby"; type="{variant.format.media_type}"'
        for variant in variants
    )
    return ", ".join(
        (
            f'<{iri}>; rel="cite-as"',
            *described,
            '<https://schema.org/AboutPage>; rel="type"',
            f'<{about}>; rel="type"',
            f'<{LICENCE}>; rel="license"',
        )
    )


def of_data(page: str) -> str:
    """Return the ``Link`` header of a record's data: the page it describes, and the licence."""
    return f'<{page}>; rel="describes"; type="{HTML.media_type}", <{LICENCE}>; rel="license"'
