"""The files that everything can be downloaded as."""

from dataclasses import dataclass


@dataclass(frozen=True)
class ExportFile:
    """One file of a release.

    Attributes:
        name: its name, the same in every release, such as ``studies.csv``.
        format: the format that it is asked for by, such as ``csv``.
        media_type: its media type.
        title: what it is, in a few words.
        description: what is in it, in one sentence.
        count: how many *unit* are in it; ``None`` where nothing is counted.
        unit: ``statements``, ``rows``, ``references`` and so on.
        size: its length in bytes.
        sha256: its checksum, in hexadecimal.
    """

    name: str
    format: str
    media_type: str
    title: str
    description: str
    count: int | None
    unit: str
    size: int
    sha256: str
