"""One address as a page or as data, by ``Accept``; and data at an address of its own, by suffix."""

from collections.abc import Callable, Sequence

from flask import Response, request

from web.contexts import Context, Link
from web.http.negotiation import HTML, Format, choose
from web.rendering import conditional, linked, respond
from web.site import site


def page_or_data(
    page: Callable[[], Context],
    data: Callable[[Format], Response],
    address: Callable[[Format], str],
    offered: Sequence[Format],
) -> Response:
    """Answer with a page, or with data if the client prefers that.

    Args:
        page: returns the context of the page.
        data: answers in a format.
        address: returns where that format has an address of its own (``Content-Location``).
        offered: the formats of the data.

    Raises:
        NoVariant: the client accepts none of them.
    """
    chosen = choose(request.headers.get("Accept"), (HTML, *offered))
    if chosen is HTML:
        response = conditional(HTML.extension, lambda: respond(page()))
    else:
        response = data(chosen)
        response.headers["Content-Location"] = address(chosen)
    response.vary.add("Accept")
    return response


def data_in(
    chosen: Format, produce: Callable[[str], bytes | str], links: tuple[Link, ...] = ()
) -> Response:
    """Answer with what *produce* makes of a media type, and with typed links."""
    response = conditional(
        chosen.extension,
        lambda: Response(produce(chosen.media_type), content_type=chosen.content_type),
    )
    return linked(response, links)


def turtle_in(chosen: Format, write: Callable[[], str], links: tuple[Link, ...] = ()) -> Response:
    """Answer with Turtle that *write* returns, in another format if that is what is chosen."""
    service = site().service
    return data_in(chosen, lambda kind: service.convert(write().encode(), kind), links)
