"""A tampered copy of each shipped document must not pass.

Documents are read as triples and one triple is taken out or changed, so the tampering hits meaning
and not layout. All are tampered with at once and checked once; each must be blamed for itself.
"""

from pathlib import Path

import pytest
import rdflib
from rdflib.namespace import DCTERMS, PROV, RDFS

from graph.corpus import document_paths, read_corpus
from graph.validation import check

DATA = Path(__file__).parents[3] / "data"
PATHS = [path.relative_to(DATA) for path in document_paths(DATA)]
#: The first of these that a document states is taken out once.
NEEDED = (RDFS.label, DCTERMS.license, PROV.wasAttributedTo)


def tampered(path: Path) -> str:
    """Return a document without the label of one of its records, or else its licence."""
    graph = rdflib.Graph().parse(path, format="turtle")
    for predicate in NEEDED:
        for triple in sorted(graph.triples((None, predicate, None))):
            graph.remove(triple)
            return graph.serialize(format="turtle")
    raise AssertionError(f"{path} has none of {NEEDED}")


@pytest.fixture(scope="module")
def blamed(tmp_path_factory: pytest.TempPathFactory) -> set[Path]:
    """The documents that a check blames after every document was tampered with."""
    copy = tmp_path_factory.mktemp("tampered")
    for name in PATHS:
        (copy / name).parent.mkdir(exist_ok=True)
        (copy / name).write_text(tampered(DATA / name), "utf-8")
    defects = check(read_corpus(copy)).defects
    return {Path(d.path).relative_to(copy) for d in defects if d.severity == "Violation"}


@pytest.mark.parametrize("name", PATHS, ids=str)
def test_a_tampered_document_does_not_conform(blamed: set[Path], name: Path) -> None:
    """A document that has lost one label, or its licence, is blamed for a violation."""
    assert name in blamed
