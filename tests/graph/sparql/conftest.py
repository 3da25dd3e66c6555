"""A small store of their own for tests of queries."""

from pathlib import Path

import pyoxigraph as ox
import pytest


@pytest.fixture(scope="module")
def rows(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store with line ends and quotation marks in its literals."""
    folder = tmp_path_factory.mktemp("rows")
    store = ox.Store(str(folder))
    store.bulk_extend(
        ox.Quad(
            ox.NamedNode(f"http://a/{number}"),
            ox.NamedNode("http://a/p"),
            ox.Literal(f'a "quoted"\r\nliteral, {number}'),
            ox.NamedNode("http://a/graph"),
        )
        for number in range(700)
    )
    store.flush()
    return folder
