"""What documents must satisfy, for people to read."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Constraint:
    """One demand on a record, and what is said where it is not met.

    Attributes:
        name: name of its shape, or of the question that finds defects in the whole graph.
        path: the property path it is about, as SPARQL writes it; empty if it is about the record.
        cardinality: how many values there must be, such as ``1``, ``0..1`` or ``1..*``.
        values: what values must be, each in a few words.
        severity: ``violation`` (stops a build), ``warning`` or ``note``.
        code: its code in the table of constraints, such as ``C7``.
        message: what is wrong where it is not met.
        mend: what to do about it.
        title: what is looked for, where the message alone names a value; else empty.
    """

    name: str
    path: str
    cardinality: str
    values: tuple[str, ...]
    severity: str
    code: str
    message: str
    mend: str
    title: str = ""


@dataclass(frozen=True)
class Shape:
    """Everything that is demanded of one kind of record.

    Attributes:
        target: the class, or what the records have in common, in words.
        iri: the class or the property that they have in common; empty for the whole graph.
        anchor: its short name, for an address.
    """

    target: str
    iri: str
    anchor: str
    constraints: tuple[Constraint, ...]
