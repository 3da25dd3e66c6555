"""Take along the files of the release in service: what the command ``export`` does."""

import shutil
from collections.abc import Iterable
from pathlib import Path

from graph.endpoint import LocalEndpoint
from graph.errors import UnusableInput
from graph.exports import Source, missing, require, write_files
from graph.exports.formats import CRATE, FILE_FORMATS, format_names
from graph.records import ExportFile
from graph.release import Release, open_release
from graph.settings import Settings


def listing(settings: Settings) -> str:
    """Return which files the release in service has, and which formats it has not."""
    release = _release(settings)
    lines = [
        f"{file.name:24} {file.size:>10}  {file.format:17} {file.title}"
        for file in release.manifest.files
    ]
    made = {file.format for file in release.manifest.files}
    lines += [
        f"{'':24} {'':>10}  {name:17} {_why(name)}" for name in format_names() if name not in made
    ]
    return "\n".join([f"release {release.manifest.name}", *lines])


def export(
    settings: Settings, formats: Iterable[str], output: Path | None, force: bool
) -> tuple[Path, tuple[ExportFile, ...]]:
    """Write files of the release in service into a folder, and return where and which.

    Args:
        settings: where the releases are.
        formats: names of formats; all that can be made if there are none.
        output: the folder; ``equipoise-{release}`` in the working folder if None.
        force: write into a folder that is there and not empty.

    Raises:
        UnusableInput: an unknown format, one whose library is missing, or a folder in the way.
        ReleaseError: no release has been built.
    """
    release = _release(settings)
    wanted = tuple(dict.fromkeys(formats))
    for name in wanted:
        require(name)
    folder = output or Path(f"equipoise-{release.manifest.name}")
    if folder.exists() and not folder.is_dir():
        raise UnusableInput(f"{folder} is a file; name a folder with --output")
    if not force and folder.is_dir() and any(folder.iterdir()):
        raise UnusableInput(f"{folder} is not empty; name another with --output, or add --force")
    made = {file.format for file in release.manifest.files}
    if release.manifest.files and (not wanted or made.issuperset(wanted)):
        return folder, _copied(release, wanted or made, folder)
    if wanted == (CRATE,):
        wanted = (*(form.name for form in FILE_FORMATS if not missing(form.name)), CRATE)
    manifest = release.manifest
    store = LocalEndpoint.open(release.store).store
    source = Source(store, manifest.base, manifest.name, manifest.issued)
    return folder, write_files(source, folder, wanted or None)


def _why(name: str) -> str:
    """Say why the release has no file of a format."""
    library = missing(name)
    if library:
        return f"not made: needs {library}; pip install equipoise[exports]"
    return f"not made; equipoise export --format {name} makes it"


def _release(settings: Settings) -> Release:
    if settings.endpoint:
        raise UnusableInput(
            "EQUIPOISE_ENDPOINT names a remote store, which has no files; unset it and run "
            "`equipoise build` to make them"
        )
    return open_release(settings.releases / "current")


def _copied(release: Release, formats: Iterable[str], folder: Path) -> tuple[ExportFile, ...]:
    chosen = set(formats)
    files = tuple(file for file in release.manifest.files if file.format in chosen)
    folder.mkdir(parents=True, exist_ok=True)
    for file in files:
        shutil.copyfile(release.exports / file.name, folder / file.name)
    return files
