"""How records hang together, as a view around one of them."""

from collections.abc import Mapping
from dataclasses import dataclass

from graph.records.common import Ref


@dataclass(frozen=True)
class Tie:
    """One statement that links a record to another.

    Attributes:
        subject: the record that it is about.
        relation: how they are linked, such as ``gave``; ``weighed`` if a finding of the subject
            was weighed against the object, a hypothesis.
        object: the other record.
        finding: the finding, conclusion or limit that was weighed.
        stance: how it bears on the hypothesis.
        directness: how directly.
        review: the state of review of that judgement.
        retracted: whether the subject rests on a retracted publication.
    """

    subject: Ref
    relation: str
    object: Ref
    finding: Ref | None = None
    stance: Ref | None = None
    directness: Ref | None = None
    review: Ref | None = None
    retracted: bool = False


@dataclass(frozen=True)
class Neighbourhood:
    """The records around one record, and the statements among them.

    Attributes:
        focus: the record in the middle.
        steps: by IRI, how many statements away each record is; 0 for the focus, nearest first.
        ties: the statements among these records.
        left_out: how many records as near as these are not among them, for want of room.
    """

    focus: Ref
    steps: Mapping[str, int]
    ties: tuple[Tie, ...]
    left_out: int


@dataclass(frozen=True)
class Mention:
    """A statement that names a thing of another site.

    Attributes:
        record: what the statement is about; the thing itself if the statement is about it.
        property: by what the record links to it, or what is stated of it.
        value: what is stated of it; none if another record links to it.
        document: IRI of the document that states it.
    """

    record: Ref
    property: Ref
    value: Ref | str | None
    document: str
