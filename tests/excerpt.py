"""One trial with everything that it needs: a corpus that is built in a second or two."""

import shutil
from pathlib import Path

from graph.corpus import read_corpus
from graph.release import current
from graph.resources import shipped
from graph.settings import Settings

TRIAL = "studies/roerink-2017"
#: A document that no other one needs, and that is checked in no time.
LIGHT = "assessments/corbitt-2019"
#: Judgements, and the studies that raise the other questions of its tree.
START = (
    "assessments/roerink-2017",
    "assessments/corbitt-2019",
    "studies/blundell-2015",
    "studies/hornig-2015",
    "studies/roerink-2017-il-1-review",
)


def excerpt(folder: Path) -> Path:
    """Copy the documents about one trial, and all that these need, into a new folder."""
    documents = {document.name: document for document in read_corpus(shipped("data"))}
    homes: dict[str, set[str]] = {}
    for document in documents.values():
        for subject in document.subjects:
            homes.setdefault(subject, set()).add(document.name)
    needed: set[str] = set()
    waiting = list(START)
    while waiting:
        name = waiting.pop()
        if name not in needed:
            needed.add(name)
            waiting += [home for iri in documents[name].mentioned for home in homes.get(iri, ())]
    for name in needed:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(documents[name].path, folder / f"{name}.ttl")
    return folder


def text(settings: Settings, name: str) -> bytes:
    """Return a document as it stands on disk."""
    return (settings.data / f"{name}.ttl").read_bytes()


def served(settings: Settings) -> str:
    """Return the name of the release in service."""
    release = current(settings.releases)
    assert release is not None
    return release.manifest.name
