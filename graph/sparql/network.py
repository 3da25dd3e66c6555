"""Leave the network: a worker process needs none, and a query that finds a way out gets nowhere.

Linux gives a process network of its own with ``unshare``: not even the loopback address is up in
it. A process that is not root must enter a user namespace first, which some platforms forbid.
"""

import ctypes
import sys
from typing import Final

_CLONE_NEWUSER: Final = 0x10000000
_CLONE_NEWNET: Final = 0x40000000


def leave_network() -> bool:
    """Move this process into a network without a way out; tell whether the platform let it.

    Call it before any thread is started.
    """
    if not sys.platform.startswith("linux"):
        return False
    try:
        unshare = ctypes.CDLL(None, use_errno=True).unshare
    except (OSError, AttributeError):
        return False
    return any(unshare(flags) == 0 for flags in (_CLONE_NEWNET, _CLONE_NEWUSER | _CLONE_NEWNET))
