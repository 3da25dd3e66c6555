"""The files of the ontology, each read once."""

import json

import pytest
from rdflib import Graph

from tests.ontology.names import (
    ROOT,
    read,
)


@pytest.fixture(scope="module")
def ontology() -> Graph:
    """Return the classes and properties."""
    return read("equipoise.ttl")


@pytest.fixture(scope="module")
def vocabularies() -> Graph:
    """Return the value lists."""
    return read("vocabularies.ttl")


@pytest.fixture(scope="module")
def alignments() -> Graph:
    """Return the mappings."""
    return read("alignments.ttl")


@pytest.fixture(scope="module")
def context() -> dict[str, object]:
    """Return the terms of the JSON-LD context."""
    loaded: dict[str, dict[str, object]] = json.loads((ROOT / "context.jsonld").read_text("utf-8"))
    return loaded["@context"]
