"""The SPARQL workbench: a plain form, its answer as a table, and examples to start from."""

from typing import Final

from graph.errors import EquipoiseError
from graph.namespaces import prefixes
from graph.queries import question
from graph.sparql import Answer
from web.contexts import WorkbenchContext
from web.pages.queries import is_for_readers
from web.rendering import absolute, frame, render
from web.site import site
from web.tables import Example, bare, grid

_ROWS: Final = 500

#: The named question that the form holds at first.
_START: Final = "questions-unaddressed"


def render_workbench(
    query: str | None, answer: Answer | None = None, error: EquipoiseError | None = None
) -> str:
    """Return the workbench page.

    Args:
        query: what the form holds; an example if None.
        answer: the serialised answer, if the query ran: results JSON or Turtle.
        error: why it did not run.
    """
    here = site()
    tabular = answer is not None and answer.form in {"SELECT", "ASK"}
    return render(
        WorkbenchContext(
            page=frame("SPARQL", "Ask the graph anything, in SPARQL 1.1.", "query"),
            query=bare(question(_START).text) if query is None else query,
            answer=grid(answer.body, here.urls, _ROWS) if answer and tabular else None,
            problem=str(error) if error else None,
            text=answer.body.decode() if answer and not tabular else None,
            examples=tuple(
                Example(item.title, here.urls.sparql(bare(item.text)))
                for item in here.service.questions().values()
                if is_for_readers(item)
                and not any(parameter.required for parameter in item.parameters)
            ),
            prefixes=prefixes(here.service.settings.base),
            address=absolute(here.urls.sparql()),
        )
    )
