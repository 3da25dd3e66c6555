"""Where the documents are, where releases go, and under which name the graph is published."""

import os
from collections.abc import Mapping
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Final

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
        files: whether a build also makes the files to download.
    """

    data: Path
    releases: Path
    base: str = DEFAULT_BASE
    endpoint: str | None = None
    files: bool = True

    @classmethod
    def from_environment(cls, data: Path | None = None, releases: Path | None = None) -> "Settings":
        """Read ``EQUIPOISE_DATA``, ``_RELEASES``, ``_BASE``, ``_ENDPOINT`` and ``_FILES``.

        Arguments win; ``EQUIPOISE_FILES=no`` makes builds quick by leaving out the files.

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
            files=env.get("EQUIPOISE_FILES") != "no",
        )


#: The variables of the environment that hold the limits of strangers' queries.
LIMITS: Final = {
    "seconds": "EQUIPOISE_QUERY_SECONDS",
    "workers": "EQUIPOISE_QUERY_WORKERS",
    "memory_mb": "EQUIPOISE_QUERY_MEMORY",
    "result_mb": "EQUIPOISE_QUERY_RESULT",
    "queue": "EQUIPOISE_QUERY_QUEUE",
    "per_client": "EQUIPOISE_QUERY_PER_CLIENT",
    "wait": "EQUIPOISE_QUERY_WAIT",
}


@dataclass(frozen=True)
class Limits:
    """What strangers' queries may take, in each server process.

    Attributes:
        seconds: how long a query may run before its worker process is killed.
        workers: worker processes, so queries that run at once; one client gets all but one.
        memory_mb: address space of a worker process beyond the files of its store, in MB.
        result_mb: size of a result, in MB; what is longer is cut off.
        queue: queries that may wait for a worker.
        per_client: queries of one client that may run, wait or have their answers sent.
        wait: seconds that a query may wait for a worker.
    """

    seconds: float = 30.0
    workers: int = 3
    memory_mb: int = 2048
    result_mb: float = 128.0
    queue: int = 64
    per_client: int = 8
    wait: float = 15.0

    def __post_init__(self) -> None:
        for field in fields(self):
            value = getattr(self, field.name)
            if value < 0 or (value == 0 and field.name != "queue"):
                raise UnusableInput(f"{LIMITS[field.name]} is {value}; it must be above 0")

    @classmethod
    def from_environment(cls) -> "Limits":
        """Read the variables of :data:`LIMITS`; a default for each that is not set.

        Raises:
            UnusableInput: a variable that is no number above 0.
        """
        given: dict[str, float] = {}
        for name, variable in LIMITS.items():
            if text := os.environ.get(variable):
                kind = type(getattr(cls, name))
                try:
                    given[name] = kind(text)
                except ValueError:
                    raise UnusableInput(
                        f"{variable} is {text!r}; it must be a number, such as "
                        f"{getattr(cls, name):g}"
                    ) from None
        return cls(**given)  # type: ignore[arg-type]

    def environment(self) -> Mapping[str, str]:
        """Return the variables that tell a server process these limits."""
        return {variable: str(getattr(self, name)) for name, variable in LIMITS.items()}


def default_releases() -> Path:
    """Return where releases go unless told: the user's data folder, by the XDG convention."""
    home = os.environ.get("XDG_DATA_HOME") or Path.home() / ".local" / "share"
    return Path(home) / "equipoise" / "releases"
