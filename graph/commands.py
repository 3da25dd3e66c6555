"""The command line: check, build and query. Serving is added by :mod:`web.commands`.

Exit codes: 0 done and conforming, 1 a constraint is violated, 2 unusable input or arguments.
"""

import sys
from collections.abc import Callable, Iterable, Sequence
from functools import wraps
from pathlib import Path
from typing import Any

import click

from graph import __version__
from graph.corpus import Document, read_corpus, read_document
from graph.corpus.unpacking import unpack as unpack_dump
from graph.endpoint import Endpoint, LocalEndpoint, RemoteEndpoint
from graph.errors import EquipoiseError, ParameterError, UnusableInput
from graph.explanation.writing import explained
from graph.exporting import export as export_files
from graph.exporting import listing as file_list
from graph.exports.formats import format_names
from graph.namespaces import prefixes
from graph.queries import Question, question, questions, read_question
from graph.release import Build, open_release
from graph.release import build as build_release
from graph.settings import Settings
from graph.sparql.results import TURTLE, write_graph
from graph.synthesis.pooled import NAME as POOLED
from graph.tables import aligned, csv_text, json_text
from graph.validation import check as check_documents

CONFORMING, NONCONFORMING, UNUSABLE = 0, 1, 2

Command = Callable[..., Any]


def located(command: Command) -> Command:
    """Give a command ``--data`` and ``--releases``, and pass it the settings."""

    @click.option(
        "--data",
        type=click.Path(path_type=Path),
        help="Folder of the Turtle documents [EQUIPOISE_DATA].",
    )
    @click.option(
        "--releases",
        type=click.Path(path_type=Path),
        help="Folder of the releases [EQUIPOISE_RELEASES].",
    )
    @wraps(command)
    def with_settings(data: Path | None, releases: Path | None, **rest: object) -> object:
        return command(settings=Settings.from_environment(data, releases), **rest)

    return with_settings


def progress_bar(label: str) -> Callable[[Sequence[Document]], Iterable[Document]]:
    """Return a wrapper that shows progress on a terminal's standard error, and nowhere else."""

    def progress(documents: Sequence[Document]) -> Iterable[Document]:
        with click.progressbar(documents, label=label, file=sys.stderr) as bar:
            yield from bar

    return progress if sys.stderr.isatty() else iter


class Commands(click.Group):
    """A group whose commands report an :class:`EquipoiseError` as one message and exit code 2."""

    def invoke(self, ctx: click.Context) -> object:
        """Run the command."""
        try:
            return super().invoke(ctx)
        except EquipoiseError as error:
            click.echo(f"equipoise: {error}", err=True)
            ctx.exit(UNUSABLE)


@click.group(cls=Commands)
@click.version_option(__version__, prog_name="equipoise")
def cli() -> None:
    """Equipoise: what has been tested, what came out, and what nobody has tested yet."""


@cli.command()
@click.argument("files", nargs=-1, type=click.Path(path_type=Path))
@click.option("--format", "form", type=click.Choice(["text", "json", "turtle"]), default="text")
@located
def check(settings: Settings, files: tuple[Path, ...], form: str) -> None:
    """Check all documents, or only FILES in the context of the others.

    Parses, validates against the SHACL shapes, and looks for defects of the whole graph. Exit code
    0: conforming; 1: a constraint is violated; 2: a file cannot be read.
    """
    corpus = _corpus_with(files, settings)
    chosen = {path.resolve() for path in files}
    documents = [d for d in corpus if not files or d.path.resolve() in chosen]
    cache = settings.releases / "checks.json"
    report = check_documents(documents, corpus, cache, progress_bar("checking"))
    click.echo({"text": report.text, "json": report.json, "turtle": report.turtle}[form]())
    sys.exit(CONFORMING if report.conforms else NONCONFORMING)


def _corpus_with(files: Sequence[Path], settings: Settings) -> list[Document]:
    """Read the corpus; a named file outside it stands in for the document of the same name."""
    given = {d.name: d for d in (read_document(p, settings.data, settings.base) for p in files)}
    if files and not settings.data.is_dir():
        return list(given.values())
    corpus = {d.name: d for d in read_corpus(settings.data, settings.base)}
    return list((corpus | given).values())


@cli.command()
@located
def build(settings: Settings) -> None:
    """Check the documents, derive what follows, and put a new release into service."""
    outcome = build_release(settings, progress_bar("checking"))
    sys.exit(CONFORMING if report_build(outcome) else NONCONFORMING)


def report_build(outcome: Build) -> bool:
    """Say what a build did; return whether a release of these documents is in service."""
    if outcome.report is not None:
        click.echo(outcome.report.text(infos=False), err=True)
    if outcome.release is None:
        click.echo("nothing was built; the release in service stays", err=True)
        return False
    manifest = outcome.release.manifest
    word = "up to date" if outcome.report is None else "built"
    click.echo(f"{word}: release {manifest.name}, {manifest.triples} triples", err=True)
    if POOLED not in manifest.derived:
        click.echo(f"left out: derived/{POOLED}; it needs equipoise[statistics]", err=True)
    return True


@cli.command()
@click.argument("name", metavar="NAME|FILE")
@click.option(
    "--param", "params", multiple=True, metavar="K=V", help="A parameter; may be repeated."
)
@click.option("--as-of", "year", type=int, metavar="YEAR", help="As it stood at the end of YEAR.")
@click.option(
    "--format", "form", type=click.Choice(["table", "csv", "json", "turtle"]), default=None
)
@located
def query(
    settings: Settings, name: str, params: tuple[str, ...], year: int | None, form: str | None
) -> None:
    """Ask a named question, or a query in a FILE, of the release in service.

    A parameter takes an IRI or, where it is an entity, a slug: --param study=roerink-2017. --as-of
    2012 is the same as --param as_of=2012.
    """
    asked = _question(name)
    text = asked.read(_parameters(params) | _as_of(asked, params, year), settings.base)
    click.echo(_answer(asked.form, text, form, _endpoint(settings), settings.base), nl=False)


def _question(name: str) -> Question:
    path = Path(name)
    if path.suffix == ".rq" or path.is_file():
        if not path.is_file():
            raise UnusableInput(f"{path}: no such file; name an existing .rq file or a question")
        return read_question(path)
    return question(name)


def _parameters(params: Iterable[str]) -> dict[str, str]:
    pairs = [param.partition("=") for param in params]
    for name, equals, _ in pairs:
        if not equals:
            raise ParameterError(f"--param {name}: write it as name=value")
    return {name: value for name, _, value in pairs}


def _as_of(asked: Question, params: Iterable[str], year: int | None) -> dict[str, str]:
    """Return the parameter that ``--as-of`` stands for."""
    if year is None:
        return {}
    if any(param.startswith("as_of=") for param in params):
        raise ParameterError("--as-of and --param as_of say the same; give one of them")
    if not _is_dated(asked):
        dated = ", ".join(name for name, other in questions().items() if _is_dated(other))
        raise ParameterError(f"{asked.name} has no parameter as_of; --as-of works with {dated}")
    return {"as_of": str(year)}


def _is_dated(asked: Question) -> bool:
    return any(parameter.name == "as_of" for parameter in asked.parameters)


def _endpoint(settings: Settings) -> Endpoint:
    if settings.endpoint:
        return RemoteEndpoint(settings.endpoint)
    return LocalEndpoint.open(open_release(settings.releases / "current").store)


def _answer(form: str, text: str, wanted: str | None, endpoint: Endpoint, base: str) -> str:
    known = prefixes(base)
    if form == "SELECT":
        if wanted == "turtle":
            raise UnusableInput("a table has no Turtle form; use --format table, csv or json")
        rows = endpoint.select(text)
        if wanted == "json":
            return json_text(rows)
        return csv_text(rows) if wanted == "csv" else aligned(rows, known)
    if form == "ASK":
        return f"{endpoint.ask(text)}\n".lower()
    if wanted in {"table", "csv", "json"}:
        raise UnusableInput(f"a graph has no {wanted} form; use --format turtle")
    return write_graph(endpoint.construct(text), TURTLE, known).decode()


@cli.command()
@click.option(
    "--format",
    "formats",
    multiple=True,
    metavar="NAME",
    help=f"Only this format; may be repeated: {', '.join(format_names())}.",
)
@click.option(
    "--output",
    type=click.Path(path_type=Path),
    metavar="DIR",
    help="A new folder [equipoise-{release}].",
)
@click.option("--force", is_flag=True, help="Write into DIR even if it is not empty.")
@click.option("--list", "listed", is_flag=True, help="List the files, and write none.")
@located
def export(
    settings: Settings, formats: tuple[str, ...], output: Path | None, force: bool, listed: bool
) -> None:
    """Write the files of the release in service: tables, dumps, references and more."""
    if listed:
        click.echo(file_list(settings))
        return
    folder, files = export_files(settings, formats, output, force)
    click.echo(f"wrote {len(files)} files to {folder}", err=True)


@cli.command()
@click.argument("iri")
@click.option("--format", "form", type=click.Choice(["text", "json", "turtle"]), default="text")
@located
def explain(settings: Settings, iri: str, form: str) -> None:
    """Explain what is computed about IRI: the rules, the rows, the documents and their sources.

    IRI is whole, or the part after the base: id/study/roerink-2017.
    """
    full = iri if ":" in iri else f"{settings.base}{iri}"
    click.echo(explained(_endpoint(settings), full, form, settings.base), nl=False)


@cli.command()
@click.argument("dump", type=click.Path(path_type=Path))
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path))
def unpack(dump: Path, folder: Path) -> None:
    """Turn the DUMP of a release back into documents, in the new folder DIR.

    DUMP is TriG or N-Quads, also gzipped. What a build makes is left out; `equipoise build --data
    DIR` makes it again, and with it the same graph.
    """
    written = unpack_dump(dump, folder, Settings.from_environment().base)
    click.echo(f"wrote {written} documents to {folder}", err=True)


def main() -> None:
    """Run the command line."""
    cli(prog_name="equipoise")


__all__ = ["CONFORMING", "NONCONFORMING", "UNUSABLE", "cli", "main"]
