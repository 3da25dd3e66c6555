"""The pages about an intervention and about a target."""

from dataclasses import dataclass
from typing import Annotated, ClassVar

from graph.records import AgentPath, Dose, Harm, Listing, Place
from web.contexts.entities import ThingContext
from web.reading.forest import Forest


@dataclass(frozen=True)
class InterventionContext(ThingContext):
    """An intervention."""

    template: ClassVar[str] = "intervention.html"
    forest: Annotated[Forest, "Its comparisons on what people hope to improve, as a plot."]
    harms: Annotated[Forest, "Its comparisons on adverse events, as a plot."]
    counted: Annotated[Listing[Harm], "Adverse events that were counted, as printed."]
    doses: Annotated[Listing[Dose], "What each arm of each study received."]


@dataclass(frozen=True)
class TargetContext(ThingContext):
    """A target."""

    template: ClassVar[str] = "target.html"
    agents: Annotated[Listing[AgentPath], "What acts on it, and which studies gave that."]
    places: Annotated[tuple[Place, ...], "Hypotheses and findings by compartment."]
