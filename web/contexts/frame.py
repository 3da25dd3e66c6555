"""What surrounds every page, and what every template may use."""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Annotated, Any, ClassVar

from graph.records import Ref
from graph.service import ReleaseInfo
from web.http.negotiation import Format


@dataclass(frozen=True)
class Crumb:
    """One step of the path from the home page to this one."""

    label: str
    href: str


@dataclass(frozen=True)
class Variant:
    """The same record in another format."""

    format: Format
    href: str


@dataclass(frozen=True)
class Link:
    """A typed link of a page to something else, in its head and in the ``Link`` header.

    Attributes:
        rel: relation type, such as ``cite-as``.
        href: path or IRI.
        type: media type of what is there, where it is known.
        title: what it is, for people who see a choice of links.
    """

    rel: str
    href: str
    type: str = ""
    title: str = ""


@dataclass(frozen=True)
class Frame:
    """What surrounds every page: head, header and footer."""

    title: Annotated[str, "Title of the page, without the name of the site."]
    description: Annotated[str, "One sentence for search engines and link previews."]
    section: Annotated[str, "Key of the navigation item that this page belongs to, or empty."]
    trail: Annotated[tuple[Crumb, ...], "Path from the home page, without this page itself."]
    iri: Annotated[str | None, "Persistent IRI of what the page is about, if it has one."]
    variants: Annotated[tuple[Variant, ...], "The same record in other formats."]
    links: Annotated[tuple[Link, ...], "Typed links for machines (FAIR Signposting)."]
    json_ld: Annotated[Mapping[str, Any], "schema.org description of the page and its subject."]
    release: Annotated[ReleaseInfo | None, "The release being served; none if none is."]


@dataclass(frozen=True)
class Asked:
    """The named question behind a panel: its title, its page and its answer as data."""

    title: str
    page: str
    csv: str
    json: str


@dataclass(frozen=True)
class Context:
    """The fields that every template has."""

    template: ClassVar[str]

    page: Annotated[Frame, "Title, trail, formats and release: what surrounds the page."]

    def variables(self) -> dict[str, Any]:
        """Return the template variables by name."""
        return {item.name: getattr(self, item.name) for item in fields(self)}


@dataclass(frozen=True)
class RecordContext(Context):
    """The fields that every page about one record has."""

    asked: Annotated[Mapping[str, Asked], "Named question behind a panel, by the panel's anchor."]
    cite: Annotated[str, "How to cite this record, as a reference list prints it."]


@dataclass(frozen=True)
class ErrorContext(Context):
    """Something that went wrong."""

    template: ClassVar[str] = "error.html"
    status: Annotated[int, "HTTP status code."]
    heading: Annotated[str, "What happened, in a few words."]
    message: Annotated[str, "What happened, where, and what would work."]
    near: Annotated[tuple[Ref, ...], "Records with a similar address or label."]
    variants: Annotated[tuple[Variant, ...], "Formats that the address is available in."]
