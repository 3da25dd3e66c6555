"""What can go wrong, as one tree.

::

    EquipoiseError
    ├── UnusableInput            the input cannot be read at all (exit code 2)
    │   ├── DocumentError        a Turtle document is broken, empty or misplaced
    │   ├── QueryFileError       a question's .rq file has no usable header
    │   └── ParameterError       a question was asked with wrong parameters
    ├── ReleaseError             no release to open, or it cannot be written
    │   └── ReleaseBusy          another build is running
    ├── UpdateRefused            a document was not changed
    │   ├── ForeignDocument      not the name of a document that may be changed
    │   ├── EditConflict         somebody else has changed it meanwhile
    │   └── Unwritable           the folder of documents cannot be changed, or needs mending first
    ├── PoolingRefused           studies that cannot be pooled; carries the reason
    ├── EndpointError            the SPARQL store did not answer
    ├── NotFound                 no such record; carries near matches
    └── QueryRefused             a stranger's query was not run, or was stopped
        ├── MalformedQuery       not SPARQL 1.1; carries line and column
        ├── ForbiddenQuery       SERVICE, LOAD or an update
        ├── OversizedQuery       too deep or too many patterns
        │   └── QueryTooLong     more text than is read
        ├── QueryTimeout         stopped at the time limit
        ├── QueryQueueFull       too many queries are waiting, or this one waited too long
        └── QueryCancelled       stopped by whoever sent it

Every message says what happened, where, and what would have worked.
"""

from dataclasses import dataclass


class EquipoiseError(Exception):
    """The root of the tree; its text is fit to show a user."""


class UnusableInput(EquipoiseError):
    """Input that cannot be read at all."""


@dataclass
class DocumentError(UnusableInput):
    """A document that is broken, empty or misplaced, with the place in the file."""

    path: str
    line: int
    message: str

    def __str__(self) -> str:
        """Return ``path:line: message``."""
        return f"{self.path}:{self.line}: {self.message}"


class QueryFileError(UnusableInput):
    """A question's file without a usable header, or an unknown question."""


class ParameterError(UnusableInput):
    """A missing, unknown or malformed parameter of a question."""


class ReleaseError(EquipoiseError):
    """No release to open, or one that another process is building."""


class ReleaseBusy(ReleaseError):
    """A folder of releases that another process is building into."""


class UpdateRefused(EquipoiseError):
    """A document that was not changed, added or removed."""


class ForeignDocument(UpdateRefused):
    """A name that no document has or could have, or one of a graph that is computed."""


class EditConflict(UpdateRefused):
    """A document that is not, or no longer, the one that the client wants to change."""


class Unwritable(UpdateRefused):
    """A folder of documents that cannot be changed, or that somebody has to mend first."""


@dataclass
class PoolingRefused(EquipoiseError):
    """Studies that cannot be pooled; *reason* is a value of ``eq:RefusalReasonScheme``."""

    reason: str
    message: str

    def __str__(self) -> str:
        """Say why."""
        return self.message


class EndpointError(EquipoiseError):
    """A SPARQL store that did not answer, or answered with an error."""


@dataclass
class NotFound(EquipoiseError):
    """A record that does not exist, with the IRIs and labels of near matches."""

    iri: str
    near: tuple[tuple[str, str], ...] = ()

    def __str__(self) -> str:
        """Name the missing IRI and the nearest existing ones."""
        hint = "; near matches: " + ", ".join(iri for iri, _ in self.near) if self.near else ""
        return f"no record <{self.iri}>{hint}"


class QueryRefused(EquipoiseError):
    """A stranger's query that was not run, or was stopped."""


@dataclass
class MalformedQuery(QueryRefused):
    """A query that is not SPARQL 1.1, with line and column counted from 1.

    *token* is the text at that place; empty at the end of the query, or where it is not known.
    """

    line: int
    column: int
    message: str
    token: str = ""

    def __str__(self) -> str:
        """Return the place and what the parser expected there."""
        return f"line {self.line}, column {self.column}: {self.message}"


class ForbiddenQuery(QueryRefused):
    """A query that reaches out (SERVICE, LOAD) or would change the graph."""


class OversizedQuery(QueryRefused):
    """A query that is nested too deeply or has too many patterns."""


class QueryTooLong(OversizedQuery):
    """A query of more characters than are read."""


@dataclass
class QueryTimeout(QueryRefused):
    """A query stopped at the time limit: the limit, and how long it ran, in seconds."""

    seconds: float
    elapsed: float = 0.0

    def __str__(self) -> str:
        """Name the limit and how to stay below it."""
        return (
            f"stopped after {self.elapsed or self.seconds:.3g} s, at the limit of "
            f"{self.seconds:g} s; add a LIMIT, bind more terms, or download the release and "
            "query it locally"
        )


@dataclass
class QueryQueueFull(QueryRefused):
    """A query that found no place to wait, or waited too long; *retry* is in seconds."""

    message: str
    retry: int = 10

    def __str__(self) -> str:
        """Say why, and when to try again."""
        return f"{self.message}; try again in {self.retry} s"


class QueryCancelled(QueryRefused):
    """A query that whoever sent it has stopped."""

    def __str__(self) -> str:
        """Say who stopped it."""
        return "the query was cancelled by the client that sent it"
