"""The research object: valid by its own profile, and true of every file beside it."""

import hashlib
import json
from pathlib import Path

import pytest
import requests
import rocrate
from rocrate.rocrate import ROCrate
from rocrate_validator import services
from rocrate_validator.models import ValidationSettings
from rocrate_validator.utils.http import HttpRequester

from graph.release import Release


def context_from_disk(_: HttpRequester, url: str, **__: object) -> requests.Response:
    """Answer for the network: the context that the library ships, and nothing else."""
    response = requests.Response()
    response.url, response.status_code = url, 504
    if url.startswith("https://w3id.org/ro/crate/"):
        shipped = Path(rocrate.__file__).parent / "data" / "ro-crate.jsonld"
        response.status_code, response._content = 200, shipped.read_bytes()
        response.headers["Content-Type"] = "application/ld+json"
    return response


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("severity", ["REQUIRED", "RECOMMENDED"])
def test_the_validator_finds_no_fault(
    folder: Path, severity: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """roc-validator accepts the folder as RO-Crate 1.1, what is recommended included."""
    monkeypatch.setattr(HttpRequester, "get", context_from_disk, raising=False)
    result = services.validate(
        ValidationSettings(
            rocrate_uri=str(folder),
            profile_identifier="ro-crate-1.1",
            requirement_severity=severity,
            offline=True,
            cache_path=tmp_path / "cache",
        )
    )

    assert [] == [f"{issue.check.identifier}: {issue.message}" for issue in result.get_issues()]


def test_it_is_true_of_every_file(folder: Path) -> None:
    """Each file of the folder is listed with its length, its checksum and its licence."""
    crate = ROCrate(folder)
    listed = {entity.id: entity for entity in crate.data_entities}

    assert {path.name for path in folder.iterdir()} == {*listed, "ro-crate-metadata.json"}
    for name, entity in listed.items():
        body = (folder / name).read_bytes()
        assert str(len(body)) == entity["contentSize"]
        assert hashlib.sha256(body).hexdigest() == entity["sha256"]
        assert "https://creativecommons.org/licenses/by/4.0/" == entity["license"].id
        assert entity["encodingFormat"] and entity["conformsTo"] if name.endswith("csv") else True


def test_it_names_the_release(release: Release, folder: Path) -> None:
    """The whole has version, date, licence and authors."""
    graph = json.loads((folder / "ro-crate-metadata.json").read_text("utf-8"))["@graph"]
    (root,) = (entity for entity in graph if entity["@id"] == "./")

    assert release.manifest.name == root["version"]
    assert release.manifest.issued == root["datePublished"]
    assert {"@id": "https://creativecommons.org/licenses/by/4.0/"} == root["license"]
    assert root["author"]
