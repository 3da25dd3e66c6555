"""How complete the records are: their fields by class, the emptiest first."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from graph.namespaces import EQ
from graph.records import Completeness, Ref


@dataclass(frozen=True)
class Fields:
    """The fields of the records of one class, and how many of the records have each."""

    of_class: Ref
    records: int
    fields: tuple[Completeness, ...]


#: Classes in the order in which a reader meets their records.
_CLASSES: Final = [
    f"{EQ}{name}"
    for name in (
        *("Study", "Publication", "Population", "CaseDefinition", "Arm", "Intervention"),
        *("OutcomeMeasure", "Instrument", "ArmResult", "EffectEstimate", "Finding"),
        *("Hypothesis", "EvidenceLink", "OpenQuestion"),
    )
]


def by_class(fields: Iterable[Completeness]) -> tuple[Fields, ...]:
    """Return the fields by class, in the order in which readers meet them, the emptiest first."""
    classes: dict[Ref, list[Completeness]] = {}
    for field in fields:
        classes.setdefault(field.of_class, []).append(field)
    found = (
        Fields(of_class, mine[0].records, tuple(sorted(mine, key=_share)))
        for of_class, mine in classes.items()
    )
    return tuple(sorted(found, key=_by_class))


def _share(field: Completeness) -> tuple[float, str]:
    return field.filled / (field.records or 1), field.field.label


def _by_class(found: Fields) -> tuple[int, str]:
    iri = found.of_class.iri
    return (_CLASSES.index(iri) if iri in _CLASSES else len(_CLASSES), found.of_class.label)
