"""The repository keeps to its own rules."""

import ast
import re
import subprocess
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest

REPOSITORY = Path(__file__).parents[1]
MODULES = sorted(p for f in ("graph", "web", "tests") for p in (REPOSITORY / f).rglob("*.py"))
PRODUCT = [path for path in MODULES if "tests" not in path.relative_to(REPOSITORY).parts]


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(REPOSITORY)))
def test_no_module_is_over_300_lines_and_no_function_over_60(path: Path) -> None:
    """A reader can hold each module and each function in mind."""
    text = path.read_text("utf-8")
    functions = [
        node
        for node in ast.walk(ast.parse(text))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    ]
    long = [f.name for f in functions if (f.end_lineno or f.lineno) - f.lineno >= 60]

    assert ([], True) == (long, text.count("\n") <= 300)


@pytest.mark.parametrize("path", PRODUCT, ids=lambda path: str(path.relative_to(REPOSITORY)))
def test_no_sparql_and_no_markup_stands_in_python(path: Path) -> None:
    """Queries live in .rq files and pages in templates."""
    strings = [
        node.value
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    ]
    suspects = re.compile(r"\b(SELECT|CONSTRUCT|ASK)\b[^`]*\{\s*\?|</?(div|p|span|table|a)\b[^>]*>")

    assert [] == [text for text in strings if suspects.search(text)]


@pytest.mark.parametrize("path", PRODUCT, ids=lambda path: str(path.relative_to(REPOSITORY)))
def test_nothing_catches_every_exception(path: Path) -> None:
    """No handler hides errors it does not know."""
    handlers = [
        node
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.ExceptHandler)
    ]
    broad = [
        h.lineno
        for h in handlers
        if h.type is None or (isinstance(h.type, ast.Name) and h.type.id == "Exception")
    ]

    assert [] == broad


@pytest.mark.parametrize("name", ["graph", "web"])
def test_no_other_distribution_ships_our_import_names(name: str) -> None:
    """Nothing installed beside Equipoise owns the packages graph or web."""
    assert {"equipoise"} == set(packages_distributions().get(name, ["equipoise"]))


def test_the_lock_file_pins_by_hash_and_names_no_host() -> None:
    """requirements.txt holds names, versions and hashes, and not one address."""
    text = (REPOSITORY / "requirements.txt").read_text("utf-8")

    assert "://" not in text
    assert text.count("==") <= text.count("--hash=sha256:")


def test_generated_files_are_not_in_git() -> None:
    """Stores, environments and builds stay out of the history."""
    done = subprocess.run(
        ["git", "ls-files"], cwd=REPOSITORY, capture_output=True, text=True, check=False
    )
    unwanted = re.compile(r"\.(sqlite|sst|png|pyc)$|^\.venv/|^build/")

    assert [] == [path for path in done.stdout.splitlines() if unwanted.search(path)]
