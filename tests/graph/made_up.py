"""A small corpus of its own, for what the shipped documents need not hold."""

from pathlib import Path

import pyoxigraph as ox

from graph.derivation import derive
from graph.endpoint import LocalEndpoint
from graph.namespaces import DEFAULT_BASE
from graph.release import load_ontology


def made_up() -> LocalEndpoint:
    """Return the made-up corpus with the ontology and everything derived."""
    store = ox.Store()
    store.load(path=Path(__file__).parent / "catalogue" / "made-up.trig", format=ox.RdfFormat.TRIG)
    load_ontology(store, DEFAULT_BASE)
    derive(store, DEFAULT_BASE)
    return LocalEndpoint(store)
