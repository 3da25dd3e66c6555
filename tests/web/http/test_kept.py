"""What is kept in memory, for how long, and what never is."""

from flask import Flask, Response
from flask.testing import FlaskClient

from graph.service import Service
from web import create_app
from web.http.kept import Kept, kept

BROWSER = {"Accept": "text/html"}


def held(app: Flask) -> int:
    """Return how many answers an application keeps."""
    with app.app_context():
        return len(kept())


def test_a_kept_page_is_the_page(service: Service) -> None:
    """The second answer has the same bytes and headers as the first, and takes a fraction of it."""
    app = create_app(service)
    client = app.test_client()
    first, second = (client.get("/study/roerink-2017", headers=BROWSER) for _ in range(2))

    assert 1 == held(app)
    assert first.data == second.data
    for name in ("ETag", "Link", "Content-Type", "Vary", "Content-Security-Policy"):
        assert first.headers.getlist(name) == second.headers.getlist(name)
    assert first.headers["ETag"]
    tag = {"If-None-Match": first.headers["ETag"], **BROWSER}
    assert 304 == client.get("/study/roerink-2017", headers=tag).status_code


def test_every_address_and_format_is_kept_apart(service: Service) -> None:
    """Filters, formats, hosts and paths of the site never get each other's page."""
    app = create_app(service)
    client = app.test_client()
    texts = {
        client.get("/studies", headers=BROWSER).text,
        client.get("/studies?decade=2010s", headers=BROWSER).text,
        client.get("/study/roerink-2017", headers=BROWSER).text,
        client.get("/study/roerink-2017", headers={"Accept": "text/turtle"}).text,
        client.get("/studies", headers=BROWSER, base_url="http://graph.example").text,
        client.get("/studies", headers=BROWSER, base_url="http://localhost/evidence").text,
    }

    assert 6 == len(texts) == held(app)


def test_errors_the_workbench_and_posts_are_not_kept(service: Service) -> None:
    """What failed, what holds for one reader, and what was sent by POST is written every time."""
    app = create_app(service)
    client = app.test_client()
    for address, status in (("/study/unicorn", 404), ("/nothing", 404), ("/sparql", 200)):
        assert status == client.get(address, headers=BROWSER).status_code
    client.post("/sparql", data={"query": "ASK {}"})

    assert 0 == held(app)


def test_a_reader_can_have_a_page_written_anew(service: Service) -> None:
    """``no-cache`` passes by what is kept, and replaces it."""
    app = create_app(service)
    client = app.test_client()
    page = client.get("/how", headers=BROWSER)
    with app.app_context():
        [key] = kept()._answers
        kept().keep(key, Response("forged"))

    assert "forged" == client.get("/how", headers=BROWSER).text
    anew = client.get("/how", headers={**BROWSER, "Cache-Control": "no-cache"})
    assert page.text == anew.text == client.get("/how", headers=BROWSER).text


def test_memory_is_bounded_in_bytes() -> None:
    """What was asked for the longest ago goes first, and what is too large never comes in."""
    memory = Kept(limit=10, largest=6)
    for name in "ab":
        memory.keep((name,), Response(4 * name))
    assert memory.find(("a",)) is not None
    memory.keep(("c",), Response("cccc"))
    memory.keep(("d",), Response("ddddddd"))

    assert [True, False, True, False] == [memory.find((name,)) is not None for name in "abcd"]
    assert 8 == memory.size
    memory.keep(("a",), Response("a"))
    assert 5 == memory.size


def test_compression_does_not_reach_what_is_kept(client: FlaskClient) -> None:
    """A reader without gzip gets plain text from the page that another one got compressed."""
    zipped = client.get("/how", headers={**BROWSER, "Accept-Encoding": "gzip"})
    plain = client.get("/how", headers=BROWSER)

    assert "gzip" == zipped.headers["Content-Encoding"]
    assert "Content-Encoding" not in plain.headers
    assert "<h1>" in plain.text
