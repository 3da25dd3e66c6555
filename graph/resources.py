"""Find the files that travel with the code: Turtle, shapes, questions and rules."""

from importlib.resources import files
from pathlib import Path


def shipped(folder: str) -> Path:
    """Return a shipped folder (``ontology``, ``shapes``, ``data`` or ``docs``).

    It lies in the checkout, or in the wheel under ``graph/turtle``.
    """
    package = Path(str(files("graph")))
    packaged = package / "turtle" / folder
    return packaged if packaged.is_dir() else package.parent / folder


def package_folder(name: str) -> Path:
    """Return a folder inside the package, such as ``queries`` or ``rules``."""
    return Path(str(files("graph"))) / name
