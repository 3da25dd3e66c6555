"""The command line: what it prints and how it ends."""

import csv
import io
import json
import subprocess
import sys
from pathlib import Path

import pyoxigraph as ox
import pytest
from click.testing import CliRunner, Result

from graph.commands import cli
from graph.release import Release
from graph.settings import Settings


def run(settings: Settings, *arguments: str) -> Result:
    command, *rest = arguments
    places = ["--data", str(settings.data), "--releases", str(settings.releases)]
    return CliRunner().invoke(cli, [command, *places, *rest])


def test_check_says_conforming_with_counts(copied: Settings) -> None:
    """The shipped documents conform: exit code 0, and the numbers of documents and triples."""
    result = run(copied, "check")

    assert 0 == result.exit_code, result.output
    assert "conforming: " in result.output
    assert "documents" in result.output


def test_check_names_file_record_and_value_of_a_violation(copied: Settings) -> None:
    """71 events of 25 participants: exit code 1, with the file, the record and the value."""
    path = copied.data / "studies/roerink-2017.ttl"
    path.write_text(path.read_text("utf-8").replace("eq:events 17", "eq:events 71"), "utf-8")

    result = run(copied, "check", str(path))

    assert 1 == result.exit_code
    assert str(path) in result.output
    assert "71" in result.output
    assert "to mend:" in result.output


def test_check_of_broken_turtle_ends_with_2_and_the_line(copied: Settings) -> None:
    """A file that does not parse: exit code 2, path, line and what was wrong."""
    path = copied.data / "studies/broken.ttl"
    path.write_text("<http://a/x> <http://a/p> .\n", "utf-8")

    result = run(copied, "check", str(path))

    assert 2 == result.exit_code
    assert f"{path}:1: not Turtle" in result.output


@pytest.mark.parametrize("form", ["json", "turtle"])
def test_check_reports_for_programs(copied: Settings, form: str) -> None:
    """The report is also valid JSON and valid Turtle."""
    result = run(copied, "check", "--format", form)

    assert 0 == result.exit_code
    if form == "json":
        assert json.loads(result.output)["conforms"] is True
    else:
        assert list(ox.parse(result.output, format=ox.RdfFormat.TURTLE))


def test_build_puts_a_release_into_service_and_is_idle_the_second_time(copied: Settings) -> None:
    """The first build makes a release, the second says that it is up to date."""
    first, second = run(copied, "build"), run(copied, "build")

    assert (0, 0) == (first.exit_code, second.exit_code)
    assert ("built: release", "up to date") == (
        first.output.splitlines()[-1][:14],
        second.output.splitlines()[-1][:10],
    )


def test_query_lists_the_trial_under_refutes_and_under_inconclusive(
    settings: Settings, release: Release
) -> None:
    """The trial refutes the narrow hypothesis and leaves the broad one undecided."""
    stances = {}
    for slug in ("anakinra-4-weeks-reduces-fatigue", "il-1-drives-fatigue"):
        result = run(
            settings,
            *(
                "query",
                "evidence-for-hypothesis",
                "--param",
                f"hypothesis={slug}",
                "--format",
                "csv",
            ),
        )
        assert 0 == result.exit_code, result.output
        rows = csv.DictReader(io.StringIO(result.output))
        stances[slug] = {r["stance"] for r in rows if r["study"].endswith("/roerink-2017")}

    assert any(
        "Refutes" in s or s == "refutes" for s in stances["anakinra-4-weeks-reduces-fatigue"]
    )
    assert any("nconclusive" in s for s in stances["il-1-drives-fatigue"])


@pytest.mark.parametrize("form", ["table", "csv", "json"])
def test_query_writes_a_table_in_each_form(settings: Settings, release: Release, form: str) -> None:
    """A SELECT question is written as a table for people, as CSV and as JSON."""
    result = run(settings, "query", "open-questions", "--format", form)

    assert 0 == result.exit_code
    assert "IL-1" in result.output


def test_query_runs_a_file_and_writes_turtle(
    settings: Settings, release: Release, tmp_path: Path
) -> None:
    """A CONSTRUCT in a file of one's own is written as Turtle."""
    path = tmp_path / "mine.rq"
    path.write_text("#+ title: Mine\nCONSTRUCT { ?s a ?t } WHERE { ?s a ?t } LIMIT 3\n", "utf-8")

    result = run(settings, "query", str(path))

    assert 3 == len(list(ox.parse(result.output, format=ox.RdfFormat.TURTLE)))


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["nothing-of-that-name"], "open-questions"),
        (["no-such-file.rq"], "no such file"),
        (["evidence-for-hypothesis"], "needs hypothesis"),
        (["evidence-for-hypothesis", "--param", "colour=red"], "has no parameter colour"),
        (["evidence-for-hypothesis", "--param", "hypothesis"], "name=value"),
        (["evidence-for-hypothesis", "--param", "hypothesis=not a slug"], "absolute IRI"),
        (["open-questions", "--format", "turtle"], "--format table"),
    ],
)
def test_query_says_what_would_have_worked(
    settings: Settings, release: Release, arguments: list[str], message: str
) -> None:
    """A wrong name, file, parameter or format ends with 2 and a message that helps."""
    result = run(settings, "query", *arguments)

    assert (2, True) == (result.exit_code, message in result.output)


def test_query_as_of_a_year_is_the_parameter(settings: Settings, release: Release) -> None:
    """--as-of 2009 is --param as_of=2009: XMRV was supported then, and is refuted by 2012."""
    asked = (
        "query",
        "evidence-balance",
        "--param",
        "hypothesis=xmrv-associated",
        "--format",
        "csv",
    )

    then = run(settings, *asked, "--as-of", "2009")
    same = run(settings, *asked, "--param", "as_of=2009")
    later = run(settings, *asked, "--as-of", "2012")

    assert (0, 0, 0) == (then.exit_code, same.exit_code, later.exit_code)
    assert then.output == same.output
    stances = [
        [row["stance"] for row in csv.DictReader(io.StringIO(result.output))]
        for result in (then, later)
    ]
    assert [["supports"], ["refutes"]] == stances


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("provenance", "--as-of", "2009"), "--as-of works with "),
        (("evidence-balance", "--as-of", "2009", "--param", "as_of=2010"), "give one of them"),
        (("evidence-balance", "--as-of", "soon"), "not a valid integer"),
    ],
)
def test_query_refuses_a_year_it_cannot_use(
    settings: Settings, release: Release, arguments: tuple[str, ...], said: str
) -> None:
    """A question without as_of, the year given twice, or no year: exit code 2 and the reason."""
    result = run(settings, "query", *arguments)

    assert 2 == result.exit_code
    assert said in result.output
    if said.startswith("--as-of"):
        assert "evidence-balance" in result.output and "question-status" in result.output


def test_query_without_a_release_says_how_to_make_one(tmp_path: Path) -> None:
    """Before the first build, a query names the command that builds."""
    result = run(Settings(tmp_path, tmp_path), "query", "open-questions")

    assert (2, True) == (result.exit_code, "equipoise build" in result.output)


def test_the_module_runs_without_the_web(copied: Settings) -> None:
    """python -m graph checks documents and never imports the web."""
    code = "import sys, graph.commands; sys.exit('web' in sys.modules or 'flask' in sys.modules)"

    assert 0 == subprocess.run([sys.executable, "-c", code], check=False).returncode


def test_export_lists_and_writes_the_files_of_the_release(
    settings: Settings, release: Release, tmp_path: Path
) -> None:
    """All files go into a new folder, one format alone if asked; nothing is overwritten."""
    located = ["export", "--releases", str(settings.releases)]
    everything = [*located, "--output", str(tmp_path / "all")]
    runner = CliRunner()
    listed = runner.invoke(cli, [*located, "--list"])
    first = runner.invoke(cli, everything)
    again = runner.invoke(cli, everything)
    forced = runner.invoke(cli, [*everything, "--force", "--format", "ris"])
    one = runner.invoke(cli, [*located, "--output", str(tmp_path / "one"), "--format", "parquet"])

    names = {file.name for file in release.manifest.files}
    assert [0, 0, 2, 0, 0] == [result.exit_code for result in (listed, first, again, forced, one)]
    assert all(name in listed.output for name in names)
    assert names == {path.name for path in (tmp_path / "all").iterdir()}
    assert "add --force" in again.output
    assert {".parquet"} == {path.suffix for path in (tmp_path / "one").iterdir()}


def test_export_makes_what_the_release_lacks(excerpt_built: Settings, tmp_path: Path) -> None:
    """A release built without files still gives the formats that are asked for."""
    asked = ["export", "--releases", str(excerpt_built.releases), "--format", "bibtex"]
    result = CliRunner().invoke(cli, [*asked, "--output", str(tmp_path / "new")])

    assert 0 == result.exit_code, result.output
    assert ["references.bib"] == [path.name for path in (tmp_path / "new").iterdir()]


def test_export_of_an_unknown_format_names_the_known_ones(settings: Settings) -> None:
    """A format that there is not is refused with those there are."""
    result = CliRunner().invoke(
        cli, ["export", "--releases", str(settings.releases), "--format", "xlsx"]
    )

    assert 2 == result.exit_code
    assert "there are csv, parquet" in result.output
