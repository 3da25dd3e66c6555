"""Write the files of a release, and say what each one is."""

import hashlib
import os
from collections.abc import Iterable, Iterator
from pathlib import Path

from graph.errors import UnusableInput
from graph.exports import crate
from graph.exports.formats import CRATE, FILE_FORMATS, available, format_names, missing
from graph.exports.source import Product, Source
from graph.files import sync_folder
from graph.records import ExportFile


def write_files(
    source: Source, folder: Path, wanted: Iterable[str] | None = None
) -> tuple[ExportFile, ...]:
    """Write files into a new folder, each safely on disk when this returns.

    Args:
        source: the release.
        folder: where they go; made if need be.
        wanted: names of formats; all that the installed libraries can make if None.

    Raises:
        UnusableInput: an unknown format, or one whose library is not installed.
    """
    names = tuple(available() if wanted is None else wanted)
    for name in names:
        require(name)
    folder.mkdir(parents=True, exist_ok=True)
    written: list[ExportFile] = []
    for form in FILE_FORMATS:
        if form.name in names:
            written += _written(form.name, form.make(source), folder)
    if CRATE in names:
        written += _written(CRATE, crate.describe(source, written), folder)
    sync_folder(folder)
    return tuple(written)


def require(name: str) -> None:
    """Make sure that a format can be made.

    Raises:
        UnusableInput: it is unknown, or its library is not installed.
    """
    if name not in format_names():
        raise UnusableInput(f"no format is called {name!r}; there are {', '.join(format_names())}")
    if library := missing(name):
        raise UnusableInput(
            f"the format {name} needs the library {library}; pip install equipoise[exports]"
        )


def _written(name: str, products: Iterable[Product], folder: Path) -> Iterator[ExportFile]:
    for product in products:
        with (folder / product.name).open("wb") as file:
            file.write(product.body)
            file.flush()
            os.fsync(file.fileno())
        yield ExportFile(
            name=product.name,
            format=name,
            media_type=product.media_type,
            title=product.title,
            description=product.description,
            count=product.count,
            unit=product.unit,
            size=len(product.body),
            sha256=hashlib.sha256(product.body).hexdigest(),
        )
