"""Gap maps that the build made say the same as the named questions behind them."""

from itertools import product

import pytest

from graph.catalogue.rows import count, iri, text
from graph.endpoint import LocalEndpoint
from graph.listing import GapMaps
from graph.listing.gap_cells import Cell, at
from graph.namespaces import DEFAULT_BASE, entity_iri
from graph.reader import Reader
from graph.records import Gap
from graph.release import Release

QUESTIONS = {
    "compartment": "gap-map",
    "case-definition": "gap-map-populations",
    "instrument": "gap-map-instruments",
}
EVERYTHING = (10_000, 10_000)
CHOSEN = (("", ""), ("", "2011"), ("inflammation", ""), ("xmrv-associated", "2010"))


@pytest.fixture(scope="module")
def maps(release: Release) -> GapMaps:
    return GapMaps(release.lists)


def plain(cells: tuple[Gap, ...]) -> dict[tuple[str, str], tuple[object, ...]]:
    """Return cells so that the order of rows, columns and questions counts for nothing."""
    return {
        (gap.row.iri, gap.column.iri): (
            gap.row.label,
            gap.column.label,
            gap.studies,
            {(question.iri, question.label) for question in gap.questions},
        )
        for gap in cells
    }


def asked_of_the_graph(
    endpoint: LocalEndpoint, name: str, values: dict[str, str]
) -> dict[tuple[str, str], tuple[object, ...]]:
    """Return the cells that a named question gives."""
    cells: dict[tuple[str, str], tuple[str | None, str | None, dict[str, int], set[object]]] = {}
    for row in Reader(endpoint, DEFAULT_BASE).ask(name, **values):
        place = iri(row, "row"), iri(row, "column")
        cell = cells.setdefault(place, (text(row, "rowLabel"), text(row, "columnLabel"), {}, set()))
        if "question" in row:
            cell[3].add((iri(row, "question"), iri(row, "questionLabel")))
        else:
            cell[2][iri(row, "stance")] = count(row, "studies")
    return {**cells}


@pytest.mark.parametrize(
    ("kind", "columns", "chosen"),
    [*product(("target", "intervention"), QUESTIONS, CHOSEN)],
)
def test_every_map_has_the_cells_that_the_named_question_gives(
    maps: GapMaps, endpoint: LocalEndpoint, kind: str, columns: str, chosen: tuple[str, str]
) -> None:
    """Whatever the rows, the columns, the hypothesis and the year are, the cells agree."""
    within, as_of = chosen
    topic = entity_iri(DEFAULT_BASE, "hypothesis", within) if within else ""
    asked = {"rows": kind, "within": within, "as_of": as_of}
    wanted = asked_of_the_graph(endpoint, QUESTIONS[columns], asked)
    found = maps.draw(kind, columns, topic, as_of, EVERYTHING)

    assert wanted == plain(found.cells)
    assert len({row for row, _ in wanted}) == found.rows


def test_a_part_of_a_map_is_its_most_studied_part(maps: GapMaps) -> None:
    """Few rows and columns leave out none that has more studies, and their number is told."""
    whole = maps.draw("target", "instrument", "", "", EVERYTHING)
    part = maps.draw("target", "instrument", "", "", (5, 3))
    studies = dict.fromkeys((gap.row.iri for gap in whole.cells), 0)
    for gap in whole.cells:
        studies[gap.row.iri] += sum(gap.studies.values())
    shown = {gap.row.iri for gap in part.cells}

    assert len(shown) <= 5
    assert len({gap.column.iri for gap in part.cells}) <= 3
    assert min(studies[row] for row in shown) >= sorted(studies.values(), reverse=True)[4]
    assert (whole.rows, whole.columns) == (part.rows, part.columns)


def test_broad_hypotheses_are_offered_and_the_chosen_one_with_them(maps: GapMaps) -> None:
    """A hypothesis under another one is offered only where it is chosen."""
    narrow = entity_iri(DEFAULT_BASE, "hypothesis", "il-1-drives-fatigue")

    assert narrow not in {topic.iri for topic in maps.topics("")}
    assert narrow in {topic.iri for topic in maps.topics(narrow)}


@pytest.mark.parametrize(
    ("year", "count"), [(1999, 0), (2000, 1), (2004, 2), (2006, 1), (2009, 1), (None, 2)]
)
def test_a_study_counts_from_its_publication_to_its_retraction(
    year: int | None, count: int
) -> None:
    """People who took part in two studies count once while either counts, an undated one now."""
    cell = Cell(
        samples={
            "supports": {
                "one": [(2000, 2003), (2002, 2005)],
                "two": [(2004, None), (2004, None)],
                "undated": [(None, None)],
            }
        }
    )
    now, years = cell.told()
    counts, _ = at(now if year is None else years, year)

    assert counts.get("supports", 0) == count
