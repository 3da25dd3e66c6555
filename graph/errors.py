"""What can go wrong, as one tree.

::

    EquipoiseError
    ├── UnusableInput            the input cannot be read at all (exit code 2)
    │   ├── DocumentError        a Turtle document is broken, empty or misplaced
    │   ├── QueryFileError       a question's .rq file has no usable header
    │   └── ParameterError       a question was asked with wrong parameters
    ├── ReleaseError             no release to open, or another build is running
    ├── EndpointError            the SPARQL store did not answer
    ├── NotFound                 no such record; carries near matches
    └── QueryRefused             a stranger's query was not run, or was stopped
        ├── MalformedQuery       not SPARQL 1.1; carries line and column
        ├── ForbiddenQuery       SERVICE, LOAD or an update
        ├── OversizedQuery       too long, too deep or too many patterns
        └── QueryTimeout         stopped at the time limit

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
    """A query that is not SPARQL 1.1, with line and column counted from 1."""

    line: int
    column: int
    message: str

    def __str__(self) -> str:
        """Return the place and what the parser expected there."""
        return f"line {self.line}, column {self.column}: {self.message}"


class ForbiddenQuery(QueryRefused):
    """A query that reaches out (SERVICE, LOAD) or would change the graph."""


class OversizedQuery(QueryRefused):
    """A query that is too long, nested too deeply or has too many patterns."""


@dataclass
class QueryTimeout(QueryRefused):
    """A query stopped at the time limit, in seconds."""

    seconds: float

    def __str__(self) -> str:
        """Name the limit and how to stay below it."""
        return (
            f"stopped after {self.seconds:g} s; add a LIMIT, bind more terms, "
            "or download the release and query it locally"
        )
