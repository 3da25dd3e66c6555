"""Build a release in a process of its own.

A server process keeps its time for its pages, and a build that dies takes nothing with it. And it
must be so: RocksDB never ends its work in a process that was forked from one that wrote with it,
as server processes are when ``equipoise serve`` has built first.
"""

import json
import os
import subprocess
import sys
from dataclasses import asdict
from pathlib import Path
from typing import IO

from graph.errors import ReleaseError
from graph.release import Release, open_release
from graph.settings import Settings


def rebuild_apart(settings: Settings, lock: IO[str]) -> Release | None:
    """Build a release and switch to it; None if the documents do not conform.

    Args:
        settings: what to build, and where.
        lock: the lock that the caller holds. The builder holds it too, so that nobody else builds
            if the caller dies.

    Raises:
        ReleaseError: the build failed.
    """
    done = subprocess.run(
        [sys.executable, "-m", "graph.updates.builder"],
        input=json.dumps(asdict(settings), default=str),
        stdout=subprocess.PIPE,
        text=True,
        check=False,
        pass_fds=[lock.fileno()],
        env=os.environ | {"PYTHONPATH": os.pathsep.join(filter(None, sys.path))},
    )
    if done.returncode != 0:
        raise ReleaseError("the build broke off, so nothing was changed; the server's log says why")
    said = json.loads(done.stdout)
    if "error" in said:
        raise ReleaseError(said["error"])
    return open_release(Path(said["release"])) if said["release"] else None
