"""Golden answers: what the shipped questions say of the shipped documents.

``<question>[--<what>].csv`` opens with a comment that holds the parameters, then comes the answer
as CSV. After a change of documents that is meant to change an answer, ask again with
``equipoise query <question> --param … --format csv`` and review the difference.
"""

import csv
from pathlib import Path

import pytest

from graph.endpoint import LocalEndpoint
from graph.queries import question, questions
from graph.tables import plain

GOLDEN = sorted(Path(__file__).parent.glob("*.csv"))


def parameters(comment: str) -> dict[str, str]:
    """Read a line such as ``# study=roerink-2017``."""
    pairs = (pair.partition("=") for pair in comment.removeprefix("#").split())
    return {name: value for name, _, value in pairs}


@pytest.mark.parametrize("path", GOLDEN, ids=lambda path: path.stem)
def test_a_question_gives_its_golden_answer(endpoint: LocalEndpoint, path: Path) -> None:
    """The answer has the columns and the rows of the file, in their order."""
    comment, *lines = path.read_text("utf-8").splitlines()
    asked = question(path.stem.partition("--")[0])

    table = endpoint.select(asked.read(parameters(comment)))

    answer = [[plain(row.get(name)) for name in table.variables] for row in table]
    assert [list(table.variables), *answer] == list(csv.reader(lines))


def test_every_question_of_people_has_a_golden_answer() -> None:
    """No question for users ships without an answer that was read by a person."""
    for_people = {
        name
        for name, asked in questions().items()
        if not {"page", "export", "release"} & set(asked.keywords)
    }

    assert for_people <= {path.stem.partition("--")[0] for path in GOLDEN}
