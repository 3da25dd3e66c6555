"""What the files of a release are made from, and what each maker of files returns."""

from dataclasses import dataclass
from functools import cached_property
from typing import Final

import pyoxigraph as ox

from graph.endpoint import LocalEndpoint

LICENCE: Final = "https://creativecommons.org/licenses/by/4.0/"
LICENCE_NAME: Final = "Creative Commons Attribution 4.0 International (CC BY 4.0)"
TITLE: Final = "Equipoise: a knowledge graph of biomedical evidence"
DESCRIPTION: Final = (
    "Studies, findings, hypotheses, evidence links and open questions as linked data: what has "
    "been tested, what came out, and what nobody has tested yet."
)
AUTHOR: Final = "The Equipoise maintainers"


@dataclass(frozen=True)
class Source:
    """One release to export.

    Attributes:
        store: everything in it.
        base: base IRI of its entities.
        release: its name.
        issued: when it was built (ISO 8601, UTC).
    """

    store: ox.Store
    base: str
    release: str
    issued: str

    @cached_property
    def endpoint(self) -> LocalEndpoint:
        """Return the store as something that answers questions."""
        return LocalEndpoint(self.store)

    @property
    def dataset(self) -> str:
        """Return the IRI of the whole."""
        return f"{self.base}dataset"

    @property
    def notice(self) -> str:
        """Return one line that names the release and the licence, for formats with comments."""
        return (
            f"Equipoise, release {self.release} ({self.issued}). {self.dataset} Licence: {LICENCE}"
        )


@dataclass(frozen=True)
class Product:
    """One file, made.

    Attributes:
        name: its name.
        media_type: its media type.
        title: what it is, in a few words.
        description: what is in it, in one sentence.
        body: its content.
        count: how many *unit* are in it.
        unit: what is counted, in the plural.
    """

    name: str
    media_type: str
    title: str
    description: str
    body: bytes
    count: int | None = None
    unit: str = ""
