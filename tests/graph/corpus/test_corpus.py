"""Documents."""

from pathlib import Path

import pytest

from graph.corpus import document_paths, read_corpus, read_document
from graph.errors import DocumentError, UnusableInput

ONE_TRIPLE = "<http://a/x> <http://a/p> <http://a/y> .\n"


def document(tmp_path: Path, content: str | bytes, name: str = "studies/x.ttl") -> Path:
    path = tmp_path / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def test_a_document_becomes_the_graph_named_after_its_path(tmp_path: Path) -> None:
    """data/studies/x.ttl is the named graph …/graph/studies/x under the configured base."""
    path = document(tmp_path, ONE_TRIPLE)

    read = read_document(path, tmp_path, "https://lab.example/")

    assert "https://lab.example/graph/studies/x" == read.graph
    assert "studies/x" == read.name


def test_broken_turtle_is_an_error_with_path_line_and_what_was_wrong(tmp_path: Path) -> None:
    """A syntax error names the file and the line."""
    path = document(tmp_path, ONE_TRIPLE + "<http://a/x> <http://a/p> .\n")

    with pytest.raises(DocumentError, match="not a valid RDF object") as caught:
        read_document(path, tmp_path)

    assert (str(path), 2) == (caught.value.path, caught.value.line)


@pytest.mark.parametrize("content", ["", "# only a comment\n", "@prefix a: <http://a/> .\n"])
def test_a_document_without_triples_is_an_error(tmp_path: Path, content: str) -> None:
    """A parser's silence never passes for an empty but good document."""
    with pytest.raises(DocumentError, match="no triples in it"):
        read_document(document(tmp_path, content), tmp_path)


def test_trig_is_refused_because_a_document_is_one_graph(tmp_path: Path) -> None:
    """A TriG file is told to become a Turtle file instead of being read as nothing."""
    path = document(tmp_path, "<http://a/g> { " + ONE_TRIPLE + " }", "studies/x.trig")

    with pytest.raises(DocumentError, match=r"save it with the suffix \.ttl"):
        read_document(path, tmp_path)


def test_bytes_that_are_not_utf8_are_an_error_with_their_line(tmp_path: Path) -> None:
    """Latin-1 text names the line of the first wrong byte."""
    path = document(tmp_path, ONE_TRIPLE.encode() + b'<http://a/x> <http://a/p> "\xe9" .\n')

    with pytest.raises(DocumentError, match="save the file as UTF-8") as caught:
        read_document(path, tmp_path)

    assert 2 == caught.value.line


def test_a_missing_file_and_an_empty_folder_say_what_would_work(tmp_path: Path) -> None:
    """Errors about places name the option that mends them."""
    with pytest.raises(UnusableInput, match="name an existing Turtle file"):
        read_document(tmp_path / "nothing.ttl", tmp_path)
    with pytest.raises(UnusableInput, match="no Turtle document"):
        document_paths(tmp_path)
    with pytest.raises(UnusableInput, match="--data or EQUIPOISE_DATA"):
        read_corpus(tmp_path / "nowhere")
