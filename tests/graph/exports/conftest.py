"""The files of the shipped release, as a build made them."""

from pathlib import Path

import pytest

from graph.endpoint import LocalEndpoint
from graph.exports import Source
from graph.release import Release


@pytest.fixture(scope="session")
def folder(release: Release) -> Path:
    return release.exports


@pytest.fixture(scope="session")
def source(release: Release, endpoint: LocalEndpoint) -> Source:
    manifest = release.manifest
    return Source(endpoint.store, manifest.base, manifest.name, manifest.issued)
