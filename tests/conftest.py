"""The shipped documents, built once into a release, and a service over it."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from graph.corpus import Document, read_corpus
from graph.endpoint import LocalEndpoint
from graph.release import Release, build
from graph.service import Service
from graph.settings import Settings
from web import create_app

REPOSITORY = Path(__file__).parents[1]
DATA = REPOSITORY / "data"
TRIAL = "https://w3id.org/equipoise/id/study/roerink-2017"


@pytest.fixture(scope="session")
def settings(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    return Settings(data=DATA, releases=tmp_path_factory.mktemp("releases"))


@pytest.fixture(scope="session")
def corpus() -> list[Document]:
    return read_corpus(DATA)


@pytest.fixture(scope="session")
def release(settings: Settings) -> Release:
    outcome = build(settings)
    assert outcome.release is not None, outcome.report and outcome.report.text()
    return outcome.release


@pytest.fixture(scope="session")
def endpoint(release: Release) -> LocalEndpoint:
    return LocalEndpoint.open(release.store)


@pytest.fixture(scope="session")
def service(settings: Settings, release: Release) -> Iterator[Service]:
    service = Service(settings, query_seconds=2.0)
    yield service
    service.close()


@pytest.fixture(scope="session")
def app(service: Service) -> Flask:
    return create_app(service)


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    return app.test_client()


@pytest.fixture
def copied(tmp_path: Path, settings: Settings, release: Release) -> Settings:
    """A copy of the shipped documents that a test may change, with releases of its own.

    The verdicts on the shipped documents come along, so that only what a test changes is checked.
    """
    shutil.copytree(DATA, tmp_path / "data")
    (tmp_path / "releases").mkdir()
    shutil.copy(settings.releases / "checks.json", tmp_path / "releases")
    return Settings(data=tmp_path / "data", releases=tmp_path / "releases")
