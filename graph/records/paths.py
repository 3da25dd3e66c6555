"""How agents, targets and studies hang together, for the pages about the first two."""

from dataclasses import dataclass

from graph.records.common import Ref


@dataclass(frozen=True)
class AgentPath:
    """An agent, the targets that it acts on, and the studies that gave it, the newest first.

    Attributes:
        total: how many studies gave it; of many, only the first are here.
    """

    agent: Ref
    acts_on: tuple[Ref, ...]
    studies: tuple[Ref, ...]
    total: int


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
    """A hypothesis about a target, and what was found, the newest first.

    Attributes:
        total: how many findings were weighed against it; of many, only the first are here.
    """

    hypothesis: Ref
    findings: tuple[WeighedFinding, ...]
    total: int


@dataclass(frozen=True)
class Place:
    """A compartment, or none, and the hypotheses about a target that are limited to it.

    Attributes:
        findings: how many findings of studies that stand were weighed against any of them.
        total: how many hypotheses there are; of many, only the first are here.
    """

    ref: Ref | None
    mechanisms: tuple[Mechanism, ...]
    findings: int
    total: int


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
