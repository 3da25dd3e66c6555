"""The same documents give the same conclusions."""

import os
import subprocess
import sys
from pathlib import Path

from tests.synthetic import corpus

REPOSITORY = Path(__file__).parents[2]


def start(order: str, seed: int) -> subprocess.Popen[str]:
    """Let a process with a hash seed of its own derive everything."""
    return subprocess.Popen(
        [sys.executable, "-m", "tests.graph.derived", order],
        cwd=REPOSITORY,
        env=os.environ | {"PYTHONHASHSEED": str(seed)},
        stdout=subprocess.PIPE,
        text=True,
    )


def test_derivation_depends_on_nothing_but_the_documents() -> None:
    """Neither the order of the documents nor Python's hash seed changes any derived triple."""
    with start("forwards", 1) as one, start("backwards", 2) as other:
        digests = one.communicate()[0], other.communicate()[0]

    assert 64 == len(digests[0])
    assert digests[0] == digests[1]


def test_the_made_up_corpus_is_the_same_each_time() -> None:
    """One seed and one size give the same quads; another seed gives others."""
    once = list(corpus(20))

    assert once == list(corpus(20))
    assert set(once) != set(corpus(20, seed=1))


def test_made_up_studies_have_what_shipped_studies_have() -> None:
    """A corpus has as many studies as asked for, of about the size of a shipped record."""
    quads = list(corpus(200))
    studies = {quad.subject for quad in quads if "#Study>" in str(quad.object)}

    assert 200 == len(studies)
    assert 140 < len(quads) / 200 < 220
    assert len(quads) == len(set(quads))
