"""How long the server takes for a page: ``make bench``, or ``python -m tests.bench_pages``.

Each size is a made-up corpus in a release of its own, built once into a folder and used again:
``python -m tests.bench_pages 1000 100000 --keep /tmp/made-up``. The shipped documents are measured
as well where a release of them is named: ``--release /path/to/releases``.

Milliseconds are those of the processor, the best of some requests, so that a busy machine changes
them little. *written* is a page that nobody has asked for, *kept* one that is in the page cache.
Rules that compare every finding with every other take longer than all else together and are left
out of made-up releases; no page measured here reads what they make.
"""

import argparse
import gzip
import json
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Final

import pyoxigraph as ox
from flask.testing import FlaskClient

from graph.derivation import rules, run
from graph.description import Manifest, description
from graph.endpoint import LocalEndpoint
from graph.listing import build_lists
from graph.namespaces import DEFAULT_BASE
from graph.release import load_ontology
from graph.search import build_index
from graph.service import Service
from graph.settings import Settings
from tests.synthetic import corpus
from web import create_app

SIZES: Final = (1_000, 10_000)

#: Rules whose time or result grows with the square of the studies on one claim.
LEFT_OUT: Final = frozenset(
    {
        "comparability",
        "design-values",
        "disagreement",
        "disagreement-features",
        "gap-map",
        "question-words",
    }
)

#: Studies above which a store is made on disk at once, not in memory.
IN_MEMORY: Final = 20_000
REQUESTS: Final = 5
SLOW: Final = 2.0
ANEW: Final = {"Accept": "text/html", "Cache-Control": "no-cache"}
KEPT: Final = {"Accept": "text/html"}

#: Every kind of page, with the fullest record of each kind: the made-up ones of low numbers.
PAGES: Final = (
    "/",
    "/studies",
    "/studies?page=3&decade=2010s",
    "/studies?order=largest",
    "/hypotheses",
    "/questions",
    "/interventions",
    "/targets",
    "/conditions",
    "/case-definitions",
    "/instruments",
    "/publications",
    "/search?q=sentence",
    "/search?q=500.+shipped+record",
    "/completeness",
    "/how",
    "/data",
    "/queries",
    "/sparql",
    "/study/{}",
    "/hypothesis/{}",
    "/question/{}",
    "/intervention/{}",
    "/target/{}",
    "/condition/{}",
    "/case-definition/{}",
    "/instrument/{}",
    "/publication/{}",
)
MADE_UP: Final = {
    "study": "made-up-5",
    "intervention": "made-up-1",
    "condition": "made-up",
}
SHIPPED: Final = {
    "study": "roerink-2017",
    "hypothesis": "il-1-drives-fatigue",
    "question": "il-1-central-versus-peripheral",
    "intervention": "rituximab",
    "target": "il-1",
    "condition": "me-cfs",
    "case-definition": "fukuda-1994",
    "instrument": "sf-36",
    "publication": "roerink-2017",
}


@dataclass(frozen=True)
class Line:
    """One page: its address, what it answered, seconds written and kept, and bytes gzipped."""

    address: str
    status: int
    written: float
    kept: float
    size: int

    def text(self) -> str:
        """Return a row of the table."""
        written, kept = self.written * 1000, self.kept * 1000
        return (
            f"{self.address:38} {self.status:6} {written:9.1f} {kept:7.1f} {self.size / 1000:7.1f}"
        )


HEADING: Final = f"{'':38} {'status':>6} {'written':>9} {'kept':>7} {'KB gz':>7}"


def made(studies: int, keep: Path) -> Path:
    """Return the folder of releases of a made-up corpus, built if it is not there."""
    folder = keep / str(studies)
    if (folder / "current").is_symlink():
        return folder
    release = folder / "made-up"
    release.mkdir(parents=True)
    disk = studies > IN_MEMORY
    store = ox.Store(str(release / "store")) if disk else ox.Store()
    store.bulk_extend(corpus(studies))
    load_ontology(store, DEFAULT_BASE)
    derived = {
        rule.name: run(rule, store, DEFAULT_BASE) for rule in rules() if rule.name not in LEFT_OUT
    }
    manifest = Manifest(
        name=f"made-up-{studies}",
        issued="2026-11-22T00:00:00+00:00",
        digest="0" * 64,
        base=DEFAULT_BASE,
        software="0",
        triples=len(store),
        documents={},
        derived=derived,
    )
    store.extend(description(manifest))
    if not disk:
        copy = ox.Store(str(release / "store"))
        copy.bulk_extend(store)
        copy.flush()
        del copy
    else:
        store.optimize()
        store.flush()
    endpoint = LocalEndpoint(store)
    build_index(endpoint, release / "search.sqlite")
    build_lists(endpoint, release / "lists.sqlite")
    (release / "manifest.json").write_text(json.dumps(asdict(manifest)))
    (folder / "current").symlink_to(release.name)
    return folder


def measure(releases: Path, shipped: bool) -> Iterator[Line]:
    """Yield a line for every kind of page of a release."""
    service = Service(Settings(data=releases, releases=releases))
    client = create_app(service).test_client()
    for pattern in PAGES:
        kind = pattern.split("/")[1]
        slug = (SHIPPED if shipped else MADE_UP).get(kind, "made-up-0")
        address = pattern.format(slug)
        written, status, size = _best(client, address, ANEW)
        kept, _, _ = _best(client, address, KEPT)
        yield Line(address, status, written, kept, size)
    service.close()


def _best(client: FlaskClient, address: str, headers: dict[str, str]) -> tuple[float, int, int]:
    """Return the best time of some requests, after one that warms up, with status and size."""
    best = float("inf")
    for number in range(REQUESTS + 1):
        start = time.process_time()
        answer = client.get(address, headers=headers)
        spent = time.process_time() - start
        best = min(best, spent) if number else spent
        if spent > SLOW:
            break
    return best, answer.status_code, len(gzip.compress(answer.data))


def main(arguments: Sequence[str]) -> None:
    """Print a table for each size."""
    parser = argparse.ArgumentParser(description="Server time per kind of page.")
    parser.add_argument("sizes", nargs="*", type=int, default=SIZES)
    parser.add_argument("--keep", type=Path, help="where made-up releases are kept")
    parser.add_argument("--release", type=Path, help="releases of the shipped documents")
    asked = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as aside:
        keep = asked.keep or Path(aside)
        if asked.release:
            _print("shipped documents", asked.release, shipped=True)
        for size in asked.sizes:
            _print(f"{size} studies", made(size, keep), shipped=False)


def _print(title: str, releases: Path, shipped: bool) -> None:
    sys.stdout.write(f"{title}\n{HEADING}\n")
    for line in measure(releases, shipped):
        sys.stdout.write(f"{line.text()}\n")
        sys.stdout.flush()
    sys.stdout.write("\n")


if __name__ == "__main__":
    main(sys.argv[1:])
