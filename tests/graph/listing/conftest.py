"""The lists of the shipped documents, and what the same graph answers."""

import pytest

from graph.catalogue import Catalogue
from graph.endpoint import LocalEndpoint
from graph.listing import Lists
from graph.release import Release


@pytest.fixture(scope="module")
def lists(release: Release) -> Lists:
    """The lists that the build made."""
    return Lists(release.lists)


@pytest.fixture(scope="module")
def catalogue(endpoint: LocalEndpoint) -> Catalogue:
    """What the graph of the release answers."""
    return Catalogue(endpoint)
