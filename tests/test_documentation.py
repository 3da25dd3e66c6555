"""The documents say what the software does."""

import re
import tomllib
from pathlib import Path

import click
import pytest

from graph.derivation import rules
from graph.queries import questions
from web.commands import cli

REPOSITORY = Path(__file__).parents[1]
README = (REPOSITORY / "README.md").read_text("utf-8")


@pytest.mark.parametrize("name", sorted(cli.commands))
def test_every_command_is_in_the_readme(name: str) -> None:
    """The README shows each command of the command line."""
    assert f"equipoise {name}" in README


@pytest.mark.parametrize(
    "option", ["--data", "--releases", "--port", "--workers", "--param", "--format"]
)
def test_options_in_the_readme_exist(option: str) -> None:
    """Each option that the README uses is one of a command."""
    known = {
        name
        for command in cli.commands.values()
        for p in command.params
        for name in p.opts
        if isinstance(p, click.Option)
    }

    assert (True, True) == (option in README, option in known)


def test_questions_in_the_readme_exist() -> None:
    """Each question that the README asks by name is shipped."""
    asked = set(re.findall(r"equipoise query ([a-z-]+)", README))

    assert asked <= set(questions())
    assert asked


@pytest.mark.parametrize("name", ["title", "description"])
def test_every_question_and_rule_explains_itself(name: str) -> None:
    """No question or rule ships without title and description."""
    assert [] == [item for item in (*questions().values(), *rules()) if not getattr(item, name)]


def test_the_layers_in_the_architecture_are_those_that_are_enforced() -> None:
    """docs/architecture.md draws the same rows as the import contract in pyproject.toml."""
    project = tomllib.loads((REPOSITORY / "pyproject.toml").read_text("utf-8"))
    contracts = project["tool"]["importlinter"]["contracts"]
    enforced = [
        sorted(re.split(r" \| ", row))
        for c in contracts
        if c.get("containers")
        for row in c["layers"]
    ]
    text = (REPOSITORY / "docs/architecture.md").read_text("utf-8")
    drawing = text.partition("rows below:\n\n```\n")[2].partition("```")[0]
    drawn = [sorted(re.split(r" · ", re.split(r"\s{2,}", row)[0])) for row in drawing.splitlines()]

    assert enforced == drawn


@pytest.mark.parametrize(
    "path", sorted((REPOSITORY / "docs/decisions").glob("*.md")), ids=lambda p: p.stem
)
def test_a_decision_says_status_context_decision_and_consequences(path: Path) -> None:
    """Each record of a decision has its four parts."""
    text = path.read_text("utf-8")

    assert all(
        f"**{part}**" in text or f"**{part}.**" in text
        for part in ("Status", "Context", "Decision", "Consequences")
    )


def test_links_between_the_documents_lead_somewhere() -> None:
    """Every relative link in the documents names an existing file."""
    pages = [
        *REPOSITORY.glob("*.md"),
        *(REPOSITORY / "docs").rglob("*.md"),
        *(REPOSITORY / "shapes").glob("*.md"),
    ]
    broken = [
        (page.name, target)
        for page in pages
        for target in re.findall(r"\]\(([^)#:]+)\)", page.read_text("utf-8"))
        if not (page.parent / target).exists()
    ]

    assert [] == broken
