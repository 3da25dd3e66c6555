"""Where the documents are, where releases go, and under which name the graph is published."""

import os
from dataclasses import dataclass
from pathlib import Path

from graph.errors import UnusableInput
from graph.namespaces import DEFAULT_BASE
from graph.resources import shipped


@dataclass(frozen=True)
class Settings:
    """One graph: its documents, its releases, its base IRI, and a remote store if there is one.

    Attributes:
        data: folder of the Turtle documents.
        releases: folder that ``build`` writes releases into.
        base: absolute IRI ending in ``/`` under which entities are named.
        endpoint: URL of a remote SPARQL 1.1 store that pages ask instead of a release.
    """

    data: Path
    releases: Path
    base: str = DEFAULT_BASE
    endpoint: str | None = None

    @classmethod
    def from_environment(cls, data: Path | None = None, releases: Path | None = None) -> "Settings":
        """Read ``EQUIPOISE_DATA``, ``_RELEASES``, ``_BASE`` and ``_ENDPOINT``; arguments win.

        Raises:
            UnusableInput: the base is not an absolute IRI ending in a slash.
        """
        env = os.environ
        base = env.get("EQUIPOISE_BASE") or DEFAULT_BASE
        if "://" not in base or not base.endswith("/"):
            raise UnusableInput(
                f"EQUIPOISE_BASE is {base!r}; it must be an absolute IRI that ends in a slash, "
                f"such as {DEFAULT_BASE}"
            )
        return cls(
            data=data or Path(env.get("EQUIPOISE_DATA") or shipped("data")),
            releases=releases or Path(env.get("EQUIPOISE_RELEASES") or default_releases()),
            base=base,
            endpoint=env.get("EQUIPOISE_ENDPOINT") or None,
        )


def default_releases() -> Path:
    """Return where releases go unless told: the user's data folder, by the XDG convention."""
    home = os.environ.get("XDG_DATA_HOME") or Path.home() / ".local" / "share"
    return Path(home) / "equipoise" / "releases"
