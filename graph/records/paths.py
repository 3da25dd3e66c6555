"""How agents, targets and studies hang together, for the pages about the first two."""

from dataclasses import dataclass

from graph.records.common import Ref


@dataclass(frozen=True)
class AgentPath:
    """An agent, the targets that it acts on, and the studies that gave it, the newest first."""

    agent: Ref
    acts_on: tuple[Ref, ...]
    studies: tuple[Ref, ...]


@dataclass(frozen=True)
class WeighedFinding:
    """A finding as it was weighed against a hypothesis about a target."""

    stance: Ref
    directness: Ref
    finding: Ref
    study: Ref
    year: str
    retracted: bool


@dataclass(frozen=True)
class Mechanism:
    """A hypothesis about a target, and what was found.

    Attributes:
        place: the compartment that it is limited to; ``None`` if it names none.
    """

    hypothesis: Ref
    place: Ref | None
    findings: tuple[WeighedFinding, ...]


@dataclass(frozen=True)
class Dose:
    """What an arm of a study received of an agent; *days* is how long."""

    study: Ref
    arm: Ref
    n: int | None
    dose: str | None
    regimen: str | None
    route: Ref | None
    days: int | None
