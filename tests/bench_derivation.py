"""How long the rules take beside loading: ``make bench``, or ``python -m tests.bench_derivation``.

Loading is what a build does with documents: parse the Turtle of each, put it into the store in
memory that rules read, and write that into the store of the release. The strictest measure there
is, one N-Quads file read straight into memory by Oxigraph alone, stands beside it. Seconds are
those of the processor, so that a busy machine changes them little.
"""

import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

import pyoxigraph as ox

from graph.corpus import load, parse_document
from graph.derivation import rules, run
from graph.namespaces import DEFAULT_BASE, graph_iri
from graph.release import load_ontology
from graph.synthesis.pooled import synthesise
from tests.synthetic import corpus

SIZES = (1_000, 10_000)


@dataclass(frozen=True)
class Line:
    """One rule: how many triples it made, and in how many seconds."""

    rule: str
    triples: int
    seconds: float


@dataclass(frozen=True)
class Measured:
    """One corpus: its size, seconds to load it, into memory alone and in bulk, and its rules."""

    studies: int
    quads: int
    loading: float
    memory: float
    bulk: float
    rules: tuple[Line, ...]

    @property
    def deriving(self) -> float:
        """Return the seconds that all rules took together."""
        return sum(line.seconds for line in self.rules)

    def text(self) -> str:
        """Return a table: rule, triples, seconds, share of the time that loading took."""
        rows = [
            ("documents, as a build loads them", self.quads, self.loading),
            ("of which parsed, and into memory", self.quads, self.memory),
            ("documents, one N-Quads file in bulk", self.quads, self.bulk),
            *((line.rule, line.triples, line.seconds) for line in self.rules),
            ("all rules and pooling", sum(line.triples for line in self.rules), self.deriving),
        ]
        shown = [f"{'':36} {'triples':>9} {'seconds':>8} {'/ build':>8} {'/ bulk':>8}"]
        for what, triples, seconds in rows:
            ratios = f"{seconds / self.loading:8.2f} {seconds / self.bulk:8.2f}"
            shown.append(f"{what:36} {triples:9} {seconds:8.2f} {ratios}")
        return f"{self.studies} studies\n" + "\n".join(shown)


def _timed(work: Callable[[], object]) -> float:
    start = time.process_time()
    work()
    return time.process_time() - start


def _parse_and_load(files: Sequence[tuple[str, bytes]], store: ox.Store) -> None:
    documents = [parse_document(raw, Path(name), name) for name, raw in files]
    load(documents, store)


def _write(memory: ox.Store) -> None:
    with tempfile.TemporaryDirectory() as folder:
        store = ox.Store(folder)
        store.bulk_extend(memory)
        store.optimize()
        store.flush()


def measure(studies: int) -> Measured:
    """Load a made-up corpus and run every rule over it."""
    quads = list(corpus(studies))
    nquads = ox.serialize(quads, format=ox.RdfFormat.N_QUADS)
    assert nquads is not None
    bulk = _timed(lambda: ox.Store().bulk_load(nquads, format=ox.RdfFormat.N_QUADS))
    files = [
        (graph.value.removeprefix(graph_iri(DEFAULT_BASE, "")), turtle)
        for graph, of in groupby(quads, key=lambda quad: quad.graph_name)
        if isinstance(graph, ox.NamedNode)
        and (turtle := ox.serialize([quad.triple for quad in of], format=ox.RdfFormat.TURTLE))
    ]
    store = ox.Store()
    memory = _timed(lambda: _parse_and_load(files, store))
    loading = memory + _timed(lambda: _write(store))
    load_ontology(store, DEFAULT_BASE)
    lines = []
    for rule in rules():
        start = time.process_time()
        triples = run(rule, store, DEFAULT_BASE)
        lines.append(Line(rule.name, triples, time.process_time() - start))
    start = time.process_time()
    pooled = synthesise(store, DEFAULT_BASE)
    lines.append(
        Line("pooled estimates (Python)", sum(pooled.values()), time.process_time() - start)
    )
    return Measured(studies, len(quads), loading, memory, bulk, tuple(lines))


def main(sizes: Sequence[int]) -> None:
    """Print a table for each size."""
    for size in sizes:
        sys.stdout.write(f"{measure(size).text()}\n\n")


if __name__ == "__main__":
    main([int(argument) for argument in sys.argv[1:]] or SIZES)
