"""The digest of everything derived from the shipped documents, for a process of its own to print.

``python -m tests.graph.derived forwards|backwards``
"""

import hashlib
import sys

from graph.corpus import read_corpus
from graph.namespaces import DEFAULT_BASE, graph_iri
from graph.release import assemble
from graph.resources import shipped


def digest(order: str) -> str:
    """Return the digest of all derived quads, documents read forwards or backwards."""
    documents = read_corpus(shipped("data"))
    if order == "backwards":
        documents.reverse()
    store, _ = assemble(documents, DEFAULT_BASE)
    derived = graph_iri(DEFAULT_BASE, "derived/")
    lines = sorted(str(quad) for quad in store if derived in str(quad.graph_name))
    assert lines
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()


if __name__ == "__main__":
    sys.stdout.write(digest(sys.argv[1]))
