"""How long the server takes for a page: ``make bench``, or ``python -m tests.bench_pages``.

Each size is a made-up corpus in a release of its own, built once into a folder and used again:
``python -m tests.bench_pages 100 100000 --keep /tmp/made-up --write docs/performance.md``. The
shipped documents are measured as well where their releases are named: ``--release build/releases``.

Milliseconds are those of the processor, the best of some requests, so that a busy machine changes
them little. *written* is a page that nobody has asked for, *kept* one that is in the page cache.
"""

import argparse
import gzip
import json
import re
import shutil
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from http import HTTPStatus
from pathlib import Path
from typing import Final

import pyoxigraph as ox
from flask.testing import FlaskClient

from graph.derivation import derive
from graph.description import Manifest, description
from graph.endpoint import LocalEndpoint
from graph.links import build_links
from graph.listing import build_lists
from graph.namespaces import DEFAULT_BASE, entity_iri
from graph.release import load_ontology
from graph.search import build_index
from graph.service import Service
from graph.settings import Settings
from graph.synthesis.pooled import synthesise
from tests.synthetic import corpus
from web import create_app

SIZES: Final = (100, 10_000)

#: Studies above which a store is made on disk at once, not in memory, and lists keep the evidence
#: and the panels of the measured records alone, which would take hours for all.
IN_MEMORY: Final = 20_000
REQUESTS: Final = 5

#: Where a pattern names a record, and of which kind.
NAMED: Final = re.compile(r"([a-z-]+)/\{\}")
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
    "/disagreements",
    "/disagreements?page=2",
    "/gaps",
    "/gaps?columns=instrument",
    "/gaps?as_of=2010",
    "/graph?focus=study/{}",
    "/graph?focus=condition/{}&steps=2",
    "/why?iri=id/study/{}",
    "/why?iri=id/hypothesis/{}",
    "/why?iri=id/question/{}",
    "/compare",
    "/ontology/Study",
    "/validation",
    "/completeness",
    "/how",
    "/data",
    "/queries",
    "/sparql",
    "/study/{}",
    "/hypothesis/{}",
    "/hypothesis/{}?blinded=true",
    "/hypothesis/{}?as_of=2010",
    "/question/{}",
    "/question/{}?as_of=2010",
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
#: What is compared: six studies of the made-up ones, six of the shipped ones.
COMPARED: Final = {
    False: tuple(f"made-up-{number}" for number in range(5, 11)),
    True: (
        *("fluge-2019", "fluge-2011", "roerink-2017"),
        *("white-2011", "lombardi-2009", "prins-2001"),
    ),
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
    """One page: its pattern, what it answered, seconds written and kept, and bytes gzipped."""

    pattern: str
    status: int
    written: float
    kept: float
    size: int

    def cells(self) -> str:
        """Return its part of a row of the table."""
        failed = "" if self.status == HTTPStatus.OK else f" ({self.status})"
        written, kept = self.written * 1000, self.kept * 1000
        return f"{written:.1f}{failed} | {kept:.1f} | {self.size / 1000:.1f}"


DOCUMENT: Final = """# How long pages take

Milliseconds of the processor for each kind of page, the best of some requests: *written* where
nobody has asked for the page since the release, *kept* where it is in the page cache. What it says
of the whole graph, such as counts, filters, the order of disagreements and the cells of a gap map,
was made by the build, so that a page takes as long as what it shows. The made-up corpora have the
proportions of the shipped documents, and some of their records are linked far more often than any
of these; each page is one of the fullest of its kind. Above 20,000 studies the made-up release
keeps the evidence and the panels of the measured records alone; to keep those of all takes hours.

Written by `{command}`, each size from a release of its own.

{table}"""

#: What the columns of each size are.
COLUMNS: Final = ("ms written", "ms kept", "KB gzipped")


def made(studies: int, keep: Path) -> Path:
    """Return the folder of releases of a made-up corpus, with what of it is not there yet built."""
    folder = keep / str(studies)
    release = folder / "made-up"
    release.mkdir(parents=True, exist_ok=True)
    disk = studies > IN_MEMORY
    if not (release / "manifest.json").exists():
        _make_store(studies, release, disk)
    if not (folder / "current").is_symlink():
        endpoint = LocalEndpoint(ox.Store.read_only(str(release / "store")))
        if not (release / "search.sqlite").exists():
            build_index(endpoint, release / "search.sqlite")
        if not (release / "lists.sqlite").exists():
            build_lists(endpoint, release / "lists.sqlite", only=_measured() if disk else None)
        build_links(endpoint, release / "links.sqlite")
        (folder / "current").symlink_to(release.name)
    return folder


def _make_store(studies: int, release: Path, disk: bool) -> None:
    """Write the store of a made-up corpus with all that follows from it, and last its manifest."""
    shutil.rmtree(release / "store", ignore_errors=True)
    store = ox.Store(str(release / "store")) if disk else ox.Store()
    store.bulk_extend(corpus(studies))
    load_ontology(store, DEFAULT_BASE)
    derived = derive(store, DEFAULT_BASE) | synthesise(store, DEFAULT_BASE)
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
    if disk:
        store.optimize()
    else:
        copy = ox.Store(str(release / "store"))
        copy.bulk_extend(store)
        store = copy
    store.flush()
    (release / "manifest.json").write_text(json.dumps(asdict(manifest)))


def _measured() -> frozenset[str]:
    """Return the records with a page of their own in the table, and those it shows panels of."""
    kinds = {named[1] for pattern in PAGES if (named := NAMED.search(pattern))}
    numbered = (f"made-up-{number}" for number in range(11))
    return frozenset(entity_iri(DEFAULT_BASE, kind, slug) for slug in numbered for kind in kinds)


def measure(releases: Path, shipped: bool) -> Iterator[Line]:
    """Yield a line for every kind of page of a release."""
    service = Service(Settings(data=releases, releases=releases))
    client = create_app(service).test_client()
    for pattern in PAGES:
        named = NAMED.search(pattern)
        kind = named[1] if named else ""
        slug = (SHIPPED if shipped else MADE_UP).get(kind, "made-up-0")
        address = pattern.format(slug)
        if pattern == "/compare":
            address += "?" + "&".join(f"study={study}" for study in COMPARED[shipped])
        written, status, size = _best(client, address, ANEW)
        kept, _, _ = _best(client, address, KEPT)
        yield Line(pattern, status, written, kept, size)
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
    """Print a table with a row for each kind of page, and write it if that is asked for."""
    parser = argparse.ArgumentParser(description="Server time per kind of page.")
    parser.add_argument("sizes", nargs="*", type=int, default=SIZES)
    parser.add_argument("--keep", type=Path, help="where made-up releases are kept")
    parser.add_argument("--release", type=Path, help="releases of the shipped documents")
    parser.add_argument("--write", type=Path, help="a Markdown file to write the table to")
    asked = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as aside:
        found: dict[str, tuple[Line, ...]] = {}
        if asked.release:
            found["shipped documents"] = tuple(measure(asked.release, shipped=True))
        for size in asked.sizes:
            releases = made(size, asked.keep or Path(aside))
            found[f"{size:,} studies"] = tuple(measure(releases, shipped=False))
    table = markdown(found)
    sys.stdout.write(table)
    if asked.write:
        given = " ".join(str(size) for size in asked.sizes)
        shipped = " --release build/releases" if asked.release else ""
        command = f"python -m tests.bench_pages {given}{shipped} --write docs/{asked.write.name}"
        asked.write.write_text(DOCUMENT.format(command=command, table=table), "utf-8")


def markdown(found: Mapping[str, Sequence[Line]]) -> str:
    """Return a table with a row for each kind of page, and what each corpus took side by side."""
    heads = [f"{title}: {column}" for title in found for column in COLUMNS]
    rows = [f"| page | {' | '.join(heads)} |", f"|---|{'---:|' * len(heads)}"]
    for lines in zip(*found.values(), strict=True):
        cells = " | ".join(line.cells() for line in lines)
        rows.append(f"| `{lines[0].pattern}` | {cells} |")
    return "\n".join(rows) + "\n"


if __name__ == "__main__":
    main(sys.argv[1:])
