"""The files of the release as its descriptions list them: DCAT, VoID, schema.org, Signposting."""

from dataclasses import dataclass
from typing import Final

from web.http.negotiation import DUMPS
from web.rendering import absolute
from web.site import site

#: Export formats that hold the whole graph as RDF, which is what VoID calls a dump.
_WHOLE: Final = {"trig", "nquads", "jsonld", "jelly"}


@dataclass(frozen=True)
class Distribution:
    """One file of the release.

    Attributes:
        path: where it is.
        media_type: its media type.
        title: what it is, in a few words.
        whole: whether it is the whole graph as RDF.
        size: its length in bytes, where it is known.
        sha256: its checksum in hexadecimal, where it is known.
    """

    path: str
    media_type: str
    title: str
    whole: bool
    size: int | None = None
    sha256: str = ""

    @property
    def address(self) -> str:
        """Return its absolute address."""
        return absolute(self.path)


def distributions() -> tuple[Distribution, ...]:
    """Return the files of the release; a remote store has none, and is written when asked for."""
    here = site()
    urls, release = here.urls, here.service.release.name
    files = tuple(
        Distribution(
            path=urls.file(release, file.name),
            media_type=file.media_type,
            title=file.title,
            whole=file.format in _WHOLE,
            size=file.size,
            sha256=file.sha256,
        )
        for file in here.service.files()
    )
    return files or tuple(
        Distribution(urls.path(f"dump.{form.extension}"), form.media_type, form.label, True)
        for form in DUMPS
    )
