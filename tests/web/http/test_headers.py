"""Headers of every response."""

from flask import Flask
from flask.testing import FlaskClient

from web import create_app
from web.http.headers import POLICY, nonce


def test_a_page_that_asks_for_a_nonce_may_use_it_for_styles(app: Flask) -> None:
    """One nonce per request, in the policy of that page only."""
    site = create_app(app.extensions["equipoise"])
    site.add_url_rule("/nonce", "nonce", lambda: f"{nonce()} {nonce()}")
    client = site.test_client()
    first, second = client.get("/nonce"), client.get("/nonce")
    plain = client.get("/healthz")

    one, same = first.text.split()
    assert one == same != second.text.split()[0]
    assert f"{POLICY}; style-src 'self' 'nonce-{one}'" == first.headers["Content-Security-Policy"]
    assert POLICY == plain.headers["Content-Security-Policy"]


def test_a_preflight_of_a_page_allows_only_reading(client: FlaskClient) -> None:
    """Scripts of other sites may not write."""
    answer = client.options("/studies")

    assert "GET, HEAD, OPTIONS" == answer.headers["Access-Control-Allow-Methods"]
