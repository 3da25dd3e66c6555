"""Downloads over HTTP: files with ranges, tables with filters, references that are read."""

import csv
import io
import json

import pytest
import rispy
from bibtexparser.entrypoint import parse_string
from flask.testing import FlaskClient

from graph.namespaces import DEFAULT_BASE, ENTITY_TYPES
from graph.release import Release
from graph.service import Service
from web.linked.downloads import TABLES

ONE = {
    "study": "roerink-2017",
    "publication": "lombardi-2009",
    "hypothesis": "il-1-drives-fatigue",
    "question": "il-1-inhibition-other-regimen",
    "intervention": "anakinra",
    "target": "il-1",
    "condition": "me-cfs",
    "case-definition": "fukuda-1994",
    "instrument": "cis-fatigue",
    "contributor": "curators",
}


def rows(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text, newline="")))


def test_every_file_is_served_as_it_lies_on_disk(client: FlaskClient, release: Release) -> None:
    """Each file has its bytes, its media type, its checksum as ETag, and may be kept for ever."""
    for file in release.manifest.files:
        answer = client.get(f"/data/{release.manifest.name}/{file.name}")
        assert 200 == answer.status_code
        assert (release.exports / file.name).read_bytes() == answer.data
        assert file.media_type == answer.mimetype
        assert file.sha256 == answer.get_etag()[0]
        assert "immutable" in answer.headers["Cache-Control"]
        assert answer.last_modified is not None
        assert release.manifest.name in answer.headers["Content-Disposition"]


def test_a_part_of_a_file_can_be_fetched(client: FlaskClient, release: Release) -> None:
    """A range is 206 with those bytes; one beyond the end is 416 with the length."""
    path = f"/data/{release.manifest.name}/equipoise.nq"
    body = (release.exports / "equipoise.nq").read_bytes()
    part = client.get(path, headers={"Range": "bytes=100-199"})
    last = client.get(path, headers={"Range": "bytes=-5"})
    beyond = client.get(path, headers={"Range": f"bytes={len(body)}-"})

    assert (206, body[100:200]) == (part.status_code, part.data)
    assert f"bytes 100-199/{len(body)}" == part.headers["Content-Range"]
    assert (206, body[-5:]) == (last.status_code, last.data)
    assert (416, f"bytes */{len(body)}") == (beyond.status_code, beyond.headers["Content-Range"])


def test_a_file_that_the_client_has_is_not_sent(client: FlaskClient, release: Release) -> None:
    """The ETag of a file brings 304, and HEAD brings its length alone."""
    path = f"/data/{release.manifest.name}/studies.csv"
    first = client.get(path)
    again = client.get(path, headers={"If-None-Match": first.headers["ETag"]})
    head = client.head(path)

    assert (304, b"") == (again.status_code, again.data)
    assert (200, b"", len(first.data)) == (head.status_code, head.data, head.content_length)


def test_latest_leads_to_the_release_in_service(client: FlaskClient, release: Release) -> None:
    """The lasting address redirects to the dated file, for scripts of other sites too."""
    answer = client.get("/data/latest/studies.parquet")

    assert 302 == answer.status_code
    assert f"/data/{release.manifest.name}/studies.parquet" == answer.headers["Location"]
    assert "no-cache" == answer.headers["Cache-Control"]
    assert "*" == answer.headers["Access-Control-Allow-Origin"]


@pytest.mark.parametrize(
    "path",
    [
        "/data/latest/secret.csv",
        "/data/20200101T000000Z-00000000/studies.csv",
        "/data/current/studies.csv",
        "/data/../manifest.json",
        "/data/{release}/..%2Fmanifest.json",
        "/data/{release}/manifest.json",
    ],
)
def test_nothing_else_is_served(client: FlaskClient, release: Release, path: str) -> None:
    """Only the files that a release lists are there, whatever the address tries."""
    assert 404 == client.get(path.format(release=release.manifest.name)).status_code


def test_the_dumps_are_the_files(client: FlaskClient, release: Release) -> None:
    """The short addresses of the dumps give the same bytes."""
    for extension in ("trig", "nq"):
        expected = (release.exports / f"equipoise.{extension}").read_bytes()
        assert expected == client.get(f"/dump.{extension}").data


@pytest.mark.parametrize("kind", ENTITY_TYPES)
def test_every_record_is_cited(client: FlaskClient, release: Release, kind: str) -> None:
    """A record of each type has its IRI and release in BibTeX, RIS and CSL-JSON."""
    path = f"/{kind}/{ONE[kind]}/cite"
    iri = f"{DEFAULT_BASE}id/{kind}/{ONE[kind]}"
    (entry,) = parse_string(client.get(f"{path}.bib").text).entries
    (item,) = json.loads(client.get(f"{path}.csl.json").text)
    (reference,) = rispy.loads(client.get(f"{path}.ris").text)

    assert "misc" == entry.entry_type
    assert iri == entry["url"] == item["URL"] == reference["urls"][0]
    assert release.manifest.name == entry["version"] == item["version"]


@pytest.mark.parametrize(
    ("path", "keys"),
    [
        ("/publication/lombardi-2009", ["lombardi-2009"]),
        ("/study/lombardi-2009", ["lombardi-2009"]),
        ("/target/il-1", ["equipoise-target-il-1"]),
    ],
)
def test_the_suffix_of_a_paper_cites_the_paper(
    client: FlaskClient, path: str, keys: list[str]
) -> None:
    """Studies and publications cite what was published; any other record cites itself."""
    answer = client.get(f"{path}.bib")

    assert "application/x-bibtex" == answer.mimetype
    assert keys == [entry.key for entry in parse_string(answer.text).entries]


@pytest.mark.parametrize(
    ("kind", "table"), [(kind, table) for kind, tables in TABLES.items() for table in tables]
)
def test_every_table_of_a_record_has_rows(client: FlaskClient, kind: str, table: str) -> None:
    """Each table about a record answers as CSV, under a name that says what it is."""
    answer = client.get(f"/{kind}/{ONE[kind]}/{table}.csv")
    name = answer.headers["Content-Disposition"]

    assert rows(answer.text)
    assert name.startswith(f'attachment; filename="{kind}-{ONE[kind]}-{table}-')


def test_a_suffix_of_linked_data_is_not_taken_away(client: FlaskClient) -> None:
    """Beside .csv and .bib the suffixes of RDF answer, and an unknown one names those there are."""
    assert "text/turtle" == client.get("/study/roerink-2017.ttl").mimetype
    assert "text/csv" == client.get("/study/roerink-2017.csv").mimetype
    missing = client.get("/target/il-1.csv", headers={"Accept": "text/plain"})
    assert (404, True) == (missing.status_code, ".ttl" in missing.text)


@pytest.mark.parametrize("suffix", [".csv", ".bib", "/cite.bib", "/evidence.csv", ".csl.json"])
def test_a_record_that_is_not_there_is_not_found(client: FlaskClient, suffix: str) -> None:
    """Nothing is made of a study that nobody entered."""
    assert 404 == client.get(f"/study/nobody-1900{suffix}").status_code


@pytest.mark.parametrize("plural", ["studies", "hypotheses", "questions", "publications"])
def test_a_list_is_complete(client: FlaskClient, release: Release, plural: str) -> None:
    """Without filters the table of a list is the file of the release."""
    expected = (release.exports / f"{plural}.csv").read_bytes()

    assert expected == client.get(f"/{plural}.csv").data


def test_a_list_has_its_filters(client: FlaskClient, service: Service) -> None:
    """The table of a narrowed list holds exactly the studies that the page counts."""
    found = rows(client.get("/studies.csv?pem=pemrequired").text)
    expected = {
        study.ref.iri
        for study in service.catalogue.studies()
        if study.pem and study.pem.iri.endswith("PemRequired")
    }

    assert expected == {row["study"] for row in found}


def test_the_page_offers_every_file(client: FlaskClient, release: Release) -> None:
    """The page about the data links each file, with its checksum and a command."""
    page = client.get("/data").text
    for file in release.manifest.files:
        path = f"/data/{release.manifest.name}/{file.name}"
        assert f'href="{path}"' in page
        assert file.sha256 in page
        assert f"curl --remote-name http://localhost{path}" in page


@pytest.mark.parametrize("kind", ENTITY_TYPES)
def test_every_link_of_the_cite_box_answers(client: FlaskClient, kind: str) -> None:
    """Each address under “Use this record” gives what it says."""
    page = client.get(f"/{kind}/{ONE[kind]}").text
    box = page[page.index('id="use"') :]
    paths = [part.partition('"')[0] for part in box.split('href="/')[1:]]
    offered = [path for path in paths if path.startswith(f"{kind}/")]

    assert len(offered) >= 9
    for path in offered:
        assert 200 == client.get(f"/{path}").status_code, path


def test_a_file_of_a_release_that_is_kept_answers(client: FlaskClient, release: Release) -> None:
    """An older release that has not been removed still hands out its files."""
    older = release.folder.parent / "20200101T000000Z-abcdef12"
    (older / "exports").mkdir(parents=True)
    try:
        (older / "manifest.json").write_bytes((release.folder / "manifest.json").read_bytes())
        (older / "exports" / "studies.csv").write_text("study\r\n", "utf-8")
        assert "study\r\n" == client.get(f"/data/{older.name}/studies.csv").text
    finally:
        for path in (older / "exports" / "studies.csv", older / "manifest.json"):
            path.unlink()
        (older / "exports").rmdir()
        older.rmdir()


def test_the_name_of_a_nanopublication_leads_to_it(client: FlaskClient) -> None:
    """Its IRI, below the site, answers with its graphs as TriG; an unknown one is not found."""
    found = client.get("/np/study/roerink-2017/evidence-1")

    assert (200, "application/trig") == (found.status_code, found.mimetype)
    assert 1 == found.text.count("np:hasAssertion")
    assert "hypothesis:anakinra-4-weeks-reduces-fatigue" in found.text
    assert 404 == client.get("/np/study/roerink-2017/evidence-999").status_code
