"""The process that builds for :mod:`graph.updates.apart`: settings come in, a folder goes out."""

import json
import sys
from pathlib import Path

from graph.errors import EquipoiseError
from graph.release import rebuild
from graph.settings import Settings


def main() -> None:
    """Build what standard input describes; say on standard output what came of it."""
    given = json.load(sys.stdin)
    data, releases = (Path(given.pop(name)) for name in ("data", "releases"))
    answer, sys.stdout = sys.stdout, sys.stderr
    try:
        release = rebuild(Settings(data, releases, **given)).release
        said = {"release": str(release.folder) if release else None}
    except EquipoiseError as error:
        said = {"error": str(error)}
    json.dump(said, answer)


if __name__ == "__main__":
    main()
