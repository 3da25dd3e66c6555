"""The Graph Store Protocol: who may change a document, and what they are answered."""

import fcntl
import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pyoxigraph as ox
import pytest
import rdflib
from flask.testing import FlaskClient
from rdflib.namespace import RDF, SH
from werkzeug.test import TestResponse

from graph.corpus import read_document
from graph.corpus.formats import READ
from graph.exports import write
from graph.namespaces import DEFAULT_BASE, SHAPES
from graph.release import current
from graph.service import Service
from graph.settings import Settings
from graph.updates import files
from tests.excerpt import LIGHT, TRIAL, text
from web import create_app
from web.http.tokens import Token
from web.linked import graph_store

SECRET = "a-secret-of-24-characters"
ALLOWED = {"Authorization": f"Bearer {SECRET}"}
TURTLE = "text/turtle"
ADDRESS = f"/graph/{LIGHT}"
INDIRECT = f"/graph-store?graph={DEFAULT_BASE}graph/{LIGHT}"


@pytest.fixture
def service(editable: Settings) -> Iterator[Service]:
    service = Service(editable)
    yield service
    service.close()


@pytest.fixture
def editor(service: Service, tmp_path: Path) -> FlaskClient:
    """A client of a server that was started with a token."""
    (tmp_path / "token").write_text(SECRET, "utf-8")
    return create_app(service, Token.read(tmp_path / "token")).test_client()


def put(
    client: FlaskClient, body: bytes, address: str = ADDRESS, kind: str = TURTLE, **headers: str
) -> TestResponse:
    sent = {name.replace("_", "-"): value for name, value in headers.items()}
    return client.put(address, data=body, content_type=kind, headers=ALLOWED | sent)


def tampered(settings: Settings) -> bytes:
    return text(settings, TRIAL).replace(b"eq:events 17", b"eq:events 71")


def test_put_replaces_a_document_and_names_the_release(
    editor: FlaskClient, editable: Settings
) -> None:
    """200 with the new release and the tag; the same server shows the change at once."""
    sent = text(editable, LIGHT).replace(b'eq:whyItMatters "', b'eq:whyItMatters "Rewritten. ')

    response = put(editor, sent + b"# kept\n")
    shown = editor.get(ADDRESS, headers={"Accept": TURTLE})

    release = current(editable.releases)
    assert release is not None
    assert (200, release.manifest.name) == (
        response.status_code,
        response.headers[graph_store.RELEASE],
    )
    assert (release.manifest.documents[LIGHT], False) == response.get_etag()
    assert "conforming: " in response.text
    assert "Rewritten. " in shown.text
    assert text(editable, LIGHT).endswith(b"# kept\n")


@pytest.mark.parametrize("kind", sorted(set(READ) - {TURTLE}))
def test_put_takes_other_syntaxes_and_keeps_turtle(
    editor: FlaskClient, editable: Settings, kind: str
) -> None:
    """N-Triples, RDF/XML and JSON-LD become Turtle with the usual prefixes, stating the same."""
    path = editable.data / f"{LIGHT}.ttl"
    before = read_document(path, editable.data)

    response = put(editor, write(before.quads(), kind, DEFAULT_BASE), kind=kind)

    assert (200, None) == (response.status_code, response.headers.get("ETag"))
    assert before.triples == read_document(path, editable.data).triples
    assert b"<#limit-2> a eq:ScopeLimit ;" in text(editable, LIGHT)


def test_a_document_is_removed_and_created_by_post(editor: FlaskClient, editable: Settings) -> None:
    """DELETE is 204 and the graph is gone; POST is 201 and says where it is; POST again is 200."""
    before = text(editable, LIGHT)

    removed = editor.delete(ADDRESS, headers=ALLOWED)
    gone = editor.get(ADDRESS)
    answers = [
        editor.post(ADDRESS, data=before, content_type=TURTLE, headers=ALLOWED) for _ in range(2)
    ]

    assert (204, b"", 404) == (removed.status_code, removed.data, gone.status_code)
    assert [(201, ADDRESS), (200, None)] == [
        (answer.status_code, answer.headers.get("Location")) for answer in answers
    ]
    assert before == text(editable, LIGHT)
    assert removed.headers[graph_store.RELEASE] != answers[0].headers[graph_store.RELEASE]


def test_the_report_of_a_violation_comes_as_shacl(editor: FlaskClient, editable: Settings) -> None:
    """71 events of 25 participants: 422; Turtle and JSON-LD parse as a report that names C7."""
    sent, before = tampered(editable), text(editable, TRIAL)

    for accept, parser in (
        (TURTLE, ox.RdfFormat.TURTLE),
        ("application/ld+json", ox.RdfFormat.JSON_LD),
    ):
        response = put(editor, sent, f"/graph/{TRIAL}", Accept=accept)
        triples = ox.serialize(
            ox.parse(response.data, format=parser), format=ox.RdfFormat.N_TRIPLES
        )
        graph = rdflib.Graph().parse(data=triples, format="nt")
        report = graph.value(None, RDF.type, SH.ValidationReport)
        messages = [str(graph.value(r, SH.resultMessage)) for r in graph.objects(report, SH.result)]
        assert (422, accept) == (response.status_code, response.mimetype)
        assert rdflib.Literal(False) == graph.value(report, SH.conforms)
        assert {"C7"} == {message.partition(" ")[0] for message in messages}
        shapes = set(graph.objects(None, SH.sourceShape))
        assert {f"{SHAPES}ArmResult-events-within-n"} <= {str(shape) for shape in shapes}
        assert len(messages) == len(list(graph.objects(None, SH.sourceConstraintComponent)))

    assert before == text(editable, TRIAL)


def test_the_report_of_a_violation_is_readable_and_hides_the_machine(
    editor: FlaskClient, editable: Settings
) -> None:
    """Text by default and JSON on request name document, line and code, and no folder of ours."""
    plain, data = (
        put(editor, tampered(editable), f"/graph/{TRIAL}"),
        put(editor, tampered(editable), f"/graph/{TRIAL}", Accept="application/json"),
    )
    page = put(editor, tampered(editable), f"/graph/{TRIAL}", Accept="text/html")

    found = json.loads(data.text)["defects"][0]
    assert ("studies/roerink-2017.ttl", "C7") == (found["path"], found["code"])
    assert f"line {found['line']}" in plain.text
    assert "violation C7" in plain.text
    assert ("text/plain", plain.text) == (page.mimetype, page.text)
    assert str(editable.data) not in plain.text + data.text


def test_if_match_keeps_two_editors_from_overwriting_each_other(
    editor: FlaskClient, editable: Settings
) -> None:
    """Both read the document; the one who writes second gets 412, and must read it again."""
    tag = editor.get(ADDRESS, headers={"Accept": TURTLE}).headers["ETag"]
    page = editor.get(ADDRESS, headers={"Accept": "text/html"}).headers["ETag"]
    sent = text(editable, LIGHT)

    first = put(editor, sent + b"# first\n", If_Match=f"{page}, {tag}")
    second = put(editor, sent + b"# second\n", If_Match=tag)
    third = put(editor, sent + b"# third\n", If_Match=first.headers["ETag"])
    fresh = editor.get(ADDRESS, headers={"Accept": TURTLE}).headers["ETag"]
    packed = put(editor, sent + b"# fourth\n", If_Match=f'{fresh[:-1]}:gzip"')
    removed = editor.delete(ADDRESS, headers=ALLOWED | {"If-Match": tag})

    assert [200, 412, 200, 200, 412] == [
        answer.status_code for answer in (first, second, third, packed, removed)
    ]
    assert text(editable, LIGHT).endswith(b"# fourth\n")


def test_the_tag_of_a_release_does_not_cover_a_change_by_hand(
    editor: FlaskClient, editable: Settings
) -> None:
    """A document that was changed on disk since the release cannot be overwritten unseen."""
    tag = editor.get(ADDRESS, headers={"Accept": TURTLE}).headers["ETag"]
    sent = text(editable, LIGHT)
    (editable.data / f"{LIGHT}.ttl").write_bytes(sent + b"# by hand\n")

    response = put(editor, sent, If_Match=tag)

    assert (412, True) == (response.status_code, text(editable, LIGHT).endswith(b"# by hand\n"))


@pytest.mark.parametrize(
    ("name", "headers", "status"),
    [
        (LIGHT, {"If-Match": '"other"'}, 412),
        (LIGHT, {"If-Match": "*"}, 200),
        (LIGHT, {"If-None-Match": "*"}, 412),
        ("studies/new-2020", {"If-Match": "*"}, 412),
        ("studies/new-2020", {"If-None-Match": "*"}, 422),
    ],
)
def test_conditions(
    editor: FlaskClient, editable: Settings, name: str, headers: dict[str, str], status: int
) -> None:
    """If-Match and If-None-Match decide on what is there before the document is looked at."""
    response = editor.put(
        f"/graph/{name}", data=text(editable, LIGHT), content_type=TURTLE, headers=ALLOWED | headers
    )

    assert status == response.status_code


def test_a_graph_can_be_named_by_its_iri(editor: FlaskClient, editable: Settings) -> None:
    """/graph-store?graph=… negotiates like /graph/…, and takes changes, by IRI or by address."""
    by_name = editor.get(ADDRESS, headers={"Accept": TURTLE})
    by_iri = editor.get(INDIRECT, headers={"Accept": TURTLE})
    head = editor.head(INDIRECT, headers={"Accept": "application/n-triples"})
    page = editor.get(INDIRECT, headers={"Accept": "text/html"})
    tag = by_iri.headers["ETag"]
    written = put(editor, text(editable, LIGHT) + b"# x\n", INDIRECT, If_Match=tag)
    local = editor.get(f"/graph-store?graph=http://localhost/graph/{LIGHT}")

    assert (by_name.data, "application/n-triples", b"") == (by_iri.data, head.mimetype, head.data)
    assert ("text/html", 200, 200) == (page.mimetype, written.status_code, local.status_code)
    assert text(editable, LIGHT).endswith(b"# x\n")


def test_a_second_writer_is_told_when_to_try_again(
    editor: FlaskClient, editable: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    """While another build takes long, a change is 503 with Retry-After."""
    monkeypatch.setattr(files, "PATIENCE", 0.1)
    with (editable.releases / ".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        response = put(editor, text(editable, LIGHT))

    assert (503, True) == (response.status_code, int(response.headers["Retry-After"]) > 0)


def test_a_site_over_a_remote_store_has_no_documents(
    service: Service, tmp_path: Path, editable: Settings
) -> None:
    """With EQUIPOISE_ENDPOINT there is nothing to write to: 405, and where to change it instead."""
    (tmp_path / "token").write_text(SECRET, "utf-8")
    service.settings = replace(editable, endpoint="http://127.0.0.1:9/sparql")
    editor = create_app(service, Token.read(tmp_path / "token")).test_client()

    response = put(editor, text(editable, LIGHT))

    assert (405, True) == (response.status_code, "where its release" in response.text)
    assert {"GET", "HEAD", "OPTIONS"} == set(response.allow)
