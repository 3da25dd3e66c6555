"""Nothing is lost while there is a dump."""

import gzip
from pathlib import Path

import pyoxigraph as ox
import pytest
from click.testing import CliRunner

from graph.commands import cli
from graph.corpus import Document, document_paths, read_corpus
from graph.corpus.unpacking import unpack
from graph.endpoint import LocalEndpoint
from graph.errors import UnusableInput
from graph.exports import dump
from graph.namespaces import DEFAULT_BASE, graph_iri
from graph.release import assemble, build
from graph.settings import Settings

#: The only graph that differs between two builds of the same documents: it holds their times.
DESCRIPTION = ox.NamedNode(graph_iri(DEFAULT_BASE, "dataset"))
TYPES = {"trig": "application/trig", "nq": "application/n-quads"}


def canonical(store: ox.Store) -> ox.Dataset:
    """Return everything but the data set's own description, blank nodes named canonically."""
    dataset = ox.Dataset(quad for quad in store if quad.graph_name != DESCRIPTION)
    dataset.canonicalize(ox.CanonicalizationAlgorithm.UNSTABLE)
    return dataset


@pytest.mark.parametrize(("form", "packed"), [("trig", False), ("nq", True)])
def test_the_shipped_release_comes_back_from_its_dump(
    endpoint: LocalEndpoint, corpus: list[Document], tmp_path: Path, form: str, packed: bool
) -> None:
    """Dump, unpack, assemble anew: every named graph is the same, derived ones included."""
    raw = dump(endpoint, TYPES[form], DEFAULT_BASE)
    path = tmp_path / f"dump.{form}{'.gz' if packed else ''}"
    path.write_bytes(gzip.compress(raw, 1) if packed else raw)

    count = unpack(path, tmp_path / "data", DEFAULT_BASE)
    documents = read_corpus(tmp_path / "data")
    again, _ = assemble(documents, DEFAULT_BASE)

    assert [d.name for d in corpus] == [d.name for d in documents]
    assert len(corpus) == count
    assert canonical(endpoint.store) == canonical(again)


def test_an_unpacked_graph_passes_the_check_and_builds(
    excerpt_built: Settings, tmp_path: Path
) -> None:
    """The command unpacks a dump; a fresh build of that, with all checks, holds the same graphs."""
    before = LocalEndpoint.open(excerpt_built.releases / "current" / "store")
    (tmp_path / "dump.nq").write_bytes(dump(before, TYPES["nq"], DEFAULT_BASE))
    settings = Settings(tmp_path / "new" / "data", tmp_path / "releases", files=False)

    done = CliRunner().invoke(cli, ["unpack", str(tmp_path / "dump.nq"), str(settings.data)])
    release = build(settings).release

    number = len(document_paths(settings.data))
    assert (0, f"wrote {number} documents to {settings.data}\n") == (done.exit_code, done.output)
    assert release is not None
    assert canonical(before.store) == canonical(LocalEndpoint.open(release.store).store)


@pytest.mark.parametrize("there", ["folder", "file"])
def test_a_folder_with_something_in_it_is_left_alone(tmp_path: Path, there: str) -> None:
    """Nothing is ever unpacked over what is there."""
    taken = tmp_path / "taken"
    (taken / "mine").mkdir(parents=True) if there == "folder" else taken.write_text("mine")

    with pytest.raises(UnusableInput, match="not an empty folder"):
        unpack(tmp_path / "dump.nq", taken, DEFAULT_BASE)


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("dump.nt", "", "ends in .trig"),
        ("dump.nq", "", "no document in it"),
        ("dump.nq", "<http://a/x> <http://a/p> 1 .", "damaged"),
        ("dump.nq.gz", b"\x1f\x8b\x08\x00\x00", "cannot be read"),
        ("dump.nq", "<http://a/x> <http://a/p> <http://a/y> .", "no graph at all"),
        ("dump.nq", "<http://a/x> <http://a/p> <http://a/y> <http://a/g> .", "EQUIPOISE_BASE"),
        (
            "dump.nq",
            f"<http://a/x> <http://a/p> <http://a/y> <{DEFAULT_BASE}graph/../../escaped> .",
            "which is no document",
        ),
    ],
)
def test_a_dump_of_something_else_is_refused(
    tmp_path: Path, name: str, content: str | bytes, message: str
) -> None:
    """A damaged dump, another graph's, or one that names files elsewhere writes nothing."""
    path = tmp_path / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)

    with pytest.raises(UnusableInput, match=message):
        unpack(path, tmp_path / "data", DEFAULT_BASE)

    assert [path] == list(tmp_path.iterdir())


def test_a_missing_dump_is_named(tmp_path: Path) -> None:
    """A dump that is not there ends the command with 2 and its path."""
    path = tmp_path / "nothing.trig"

    done = CliRunner().invoke(cli, ["unpack", str(path), str(tmp_path / "data")])

    assert (2, True) == (done.exit_code, str(path) in done.output)
