"""One line of the list of addresses for programs."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Route:
    """One way to call one address.

    Attributes:
        method: ``GET``, ``POST`` and so on.
        path: the address with its parameters in braces.
        summary: what it answers, in one sentence.
        example: a path to try, or nothing.
        anchor: where the list has it, or nothing.
    """

    method: str
    path: str
    summary: str
    example: str = ""
    anchor: str = ""
