"""The shipped documents, built once into a release, and a service over it."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import hypothesis
import pytest
from flask import Flask
from flask.testing import FlaskClient
from playwright.sync_api import Browser, sync_playwright

from graph.corpus import Document, read_corpus
from graph.endpoint import LocalEndpoint
from graph.release import Release, build
from graph.service import Service
from graph.settings import Limits, Settings
from tests.excerpt import excerpt
from web import create_app

# A deadline for one example would measure what else the machine is doing.
hypothesis.settings.register_profile("patient", deadline=None)
hypothesis.settings.load_profile("patient")

REPOSITORY = Path(__file__).parents[1]
DATA = REPOSITORY / "data"
NO_CHROMIUM = "no chromium found; install it with: sudo apt-get install chromium"
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
    service = Service(settings)
    yield service
    service.close()


@pytest.fixture(scope="session")
def app(service: Service) -> Flask:
    return create_app(service)


@pytest.fixture(scope="module")
def hasty(settings: Settings, release: Release) -> Iterator[Flask]:
    """The site with a short time limit, for queries that are meant to reach it."""
    service = Service(settings, Limits(seconds=3.0))
    yield create_app(service)
    service.close()


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
    return Settings(data=tmp_path / "data", releases=tmp_path / "releases", files=False)


@pytest.fixture(scope="session")
def excerpt_built(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """The documents about one trial, and a release of them; not to be changed."""
    folder = tmp_path_factory.mktemp("excerpt")
    settings = Settings(excerpt(folder / "data"), folder / "releases", files=False)
    outcome = build(settings)
    assert outcome.release is not None, outcome.report and outcome.report.text()
    return settings


@pytest.fixture
def editable(tmp_path: Path, excerpt_built: Settings) -> Settings:
    """A copy of the documents about one trial, released, that a test may change."""
    shutil.copytree(excerpt_built.data.parent, tmp_path / "excerpt", symlinks=True)
    return Settings(tmp_path / "excerpt" / "data", tmp_path / "excerpt" / "releases", files=False)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    chromium = shutil.which("chromium")
    if chromium is None:
        pytest.fail(NO_CHROMIUM)
    flags = ["--disable-background-networking", "--disable-component-update", "--no-first-run"]
    if os.geteuid() == 0:
        flags.append("--no-sandbox")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=Path(chromium), args=flags)
        yield browser
        browser.close()
