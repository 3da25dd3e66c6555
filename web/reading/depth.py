"""How much of a page is shown: what fits into 30 seconds, into 3 minutes, or all of it.

The choice stands in the address (``?depth=30s``) and nowhere else. What a depth leaves out, the
page names, with links to it.
"""

from collections.abc import Mapping
from typing import Final

#: Depths with their names, the shortest first; the last one shows everything.
DEPTHS: Final[Mapping[str, str]] = {
    "30s": "30 seconds",
    "3min": "3 minutes",
    "all": "everything",
}
ALL: Final = "all"

#: The panels of each depth but the last, by kind of record. A kind that is not here has no depths.
PANELS: Final[Mapping[str, Mapping[str, frozenset[str]]]] = {
    "study": {
        "30s": frozenset({"hypotheses"}),
        "3min": frozenset({"matters", "observed", "concluded", "limits", "hypotheses"}),
    },
    "hypothesis": {
        "30s": frozenset({"balance"}),
        "3min": frozenset(
            {"balance", "depends", "claim", "supports", "refutes", "inconclusive", "leaves-open"}
        ),
    },
}


def depth(kind: str | None, asked: str | None) -> str:
    """Return the depth of a page about a record of one kind, whatever was *asked* for."""
    return asked if asked and kind in PANELS and asked in DEPTHS else ALL


def shown(kind: str | None, chosen: str, panel: str) -> bool:
    """Tell whether a page of one kind shows a panel at a depth."""
    return chosen == ALL or panel in PANELS[kind or ""][chosen]
