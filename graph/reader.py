"""Ask named questions of an endpoint about entities of one base."""

from dataclasses import dataclass
from typing import Final

from graph.endpoint import Endpoint, Row
from graph.errors import NotFound, ParameterError
from graph.namespaces import DEFAULT_BASE
from graph.queries import question

#: About how many things one query asks about.
TOGETHER: Final = 500


@dataclass(frozen=True)
class Reader:
    """Asks named questions of an endpoint."""

    endpoint: Endpoint
    base: str = DEFAULT_BASE

    def ask(self, name: str, **asked: str) -> tuple[Row, ...]:
        """Return the rows that answer a named question.

        Raises:
            NotFound: what is asked about is not the name of anything.
            EndpointError: the store did not answer.
        """
        try:
            query = question(name).read(asked, self.base)
        except ParameterError as error:
            raise NotFound(" ".join(asked.values())) from error
        return self.endpoint.select(query).rows
