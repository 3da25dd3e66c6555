"""Full-text search: what is found, in which order, and that no text is syntax."""

import sqlite3
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.catalogue import Catalogue
from graph.endpoint import LocalEndpoint
from graph.errors import ReleaseError
from graph.namespaces import DEFAULT_BASE
from graph.release import Release
from graph.search import SearchIndex, build_index
from graph.search.building import SCHEMA, WHAT, count_words
from graph.sqlite import new_file
from tests.graph.made_up import made_up

TRIAL = f"{DEFAULT_BASE}id/study/roerink-2017"
PAPER = f"{DEFAULT_BASE}id/publication/roerink-2017"


@pytest.fixture(scope="module")
def index(release: Release) -> SearchIndex:
    return SearchIndex(release.index)


@pytest.fixture(scope="module")
def invented(tmp_path_factory: pytest.TempPathFactory) -> SearchIndex:
    path = tmp_path_factory.mktemp("search") / "made up #1.sqlite"
    build_index(made_up(), path)
    return SearchIndex(path)


@pytest.mark.parametrize(
    "text",
    [
        "10.7326/M16-2391",
        "https://doi.org/10.7326/m16-2391",
        "doi:10.7326/M16-2391",
        "28265678",
        "PMID 28265678",
        "https://pubmed.ncbi.nlm.nih.gov/28265678/",
    ],
)
def test_an_identifier_of_a_paper_finds_study_and_paper_first(
    index: SearchIndex, text: str
) -> None:
    """A DOI or PMID, however written, puts the study it reports first and the paper second."""
    assert [TRIAL, PAPER] == [hit.ref.iri for hit in index.search(text)[:2]]


@pytest.mark.parametrize("text", ["NCT02108210", "nct02108210", "2013-005466-19", TRIAL])
def test_a_registry_number_or_iri_finds_its_study_first(index: SearchIndex, text: str) -> None:
    """A trial is found by its registrations and by its IRI."""
    assert TRIAL == index.search(text, "study")[0].ref.iri


@pytest.mark.parametrize(
    ("text", "first"),
    [("anakinra", "intervention/anakinra"), ("il1", "target/il-1"), ("IL-1", "target/il-1")],
)
def test_a_name_finds_what_bears_it_first(index: SearchIndex, text: str, first: str) -> None:
    """What a text names comes before what mentions it, hyphens or not."""
    assert f"{DEFAULT_BASE}id/{first}" == index.search(text)[0].ref.iri


@pytest.mark.parametrize(
    ("text", "record"),
    [
        ("10.7326/M16-2391", "study/roerink-2017"),
        ("https://doi.org/10.7326/m16-2391", "study/roerink-2017"),
        ("PMID: 28265678", "study/roerink-2017"),
        ("2013-005466-19", "study/roerink-2017"),
        ("NCT02229942", "study/fluge-2019"),
        ("roerink-2017", "study/roerink-2017"),
        ("/publication/roerink-2017", "publication/roerink-2017"),
        ("target:il-1", "target/il-1"),
        (f"{DEFAULT_BASE}id/target/il-1", "target/il-1"),
        ("il-1-drives-fatigue", "hypothesis/il-1-drives-fatigue"),
    ],
)
def test_an_identifier_names_one_record(index: SearchIndex, text: str, record: str) -> None:
    """A DOI, PMID or registry number, an IRI, a path or a slug is that of exactly one record."""
    found = index.exact(text)

    assert found is not None
    assert f"{DEFAULT_BASE}id/{record}" == found.iri


@pytest.mark.parametrize(
    "text",
    [
        *("", "anakinra", "il-1", "IL1", "fatigue", "2017", "10.1000/nothing", "99999999"),
        *("study/nobody-1900", "https://example.org/id/study/roerink-2017", "1 OR 1"),
        "NCT02108210",  # two studies are registered under it
    ],
)
def test_what_may_be_meant_as_words_names_nothing(index: SearchIndex, text: str) -> None:
    """Words, names of things, strangers' identifiers and shared ones lead nowhere by themselves."""
    assert index.exact(text) is None


def test_words_match_by_their_stem_and_the_last_one_by_its_beginning(index: SearchIndex) -> None:
    """`injections anak` finds the trial whose texts say injection and anakinra."""
    assert TRIAL in {hit.ref.iri for hit in index.search("injections anak")}


def test_all_words_count_before_any_of_them(index: SearchIndex) -> None:
    """Records with every word are returned alone; if there are none, records with some."""
    both = {hit.ref.iri for hit in index.search("anakinra placebo")}
    some = {hit.ref.iri for hit in index.search("anakinra xylophone")}

    assert TRIAL in both & some
    assert both < {hit.ref.iri for hit in index.search("anakinra")}


def test_a_kind_narrows_the_hits(index: SearchIndex) -> None:
    """Only records of the kind asked for are returned."""
    hits = index.search("fatigue", "hypothesis", limit=3)

    assert ["hypothesis"] * 3 == [hit.kind for hit in hits]


def test_brackets_in_an_excerpt_mark_matches_alone(invented: SearchIndex) -> None:
    """Brackets of the text itself are replaced, so that those left mark what matched."""
    (hit,) = [hit for hit in invented.search("much relief") if hit.kind == "study"]

    assert "[Much] [relief] (on tonic)" in hit.excerpt


@pytest.mark.parametrize(
    "text", ["", "   ", '"', "*", "(", "-", "NEAR(", '"" OR', "AND", "label:x", "^", "\x00", "[]"]
)
def test_syntax_is_only_text(index: SearchIndex, text: str) -> None:
    """What means something to FTS5 raises nothing and matches like any other text."""
    assert isinstance(index.search(text), tuple)


@given(text=st.text(max_size=60))
def test_no_text_breaks_the_search(index: SearchIndex, text: str) -> None:
    """Any text at all is searched for without an error."""
    assert len(index.search(text, limit=5)) <= 5
    assert len(index.near(text)) <= 5


@pytest.mark.parametrize(
    ("missing", "nearest"),
    [
        (f"{DEFAULT_BASE}id/study/rorink-2017", TRIAL),
        ("roerink-2107", TRIAL),
        ("publication/roerink-2018", PAPER),
        (
            "hypothesis/anakinra-reduces-fatigue",
            f"{DEFAULT_BASE}id/hypothesis/anakinra-4-weeks-reduces-fatigue",
        ),
    ],
)
def test_a_misspelt_name_leads_to_the_nearest(
    index: SearchIndex, missing: str, nearest: str
) -> None:
    """For a name that does not exist, records spelt alike are offered, those of its kind first."""
    assert nearest in [iri for iri, _ in index.near(missing)][:2]


def test_nothing_is_near_nonsense(index: SearchIndex) -> None:
    """A name like no other is offered no neighbours."""
    assert () == index.near("study/qqqqqqqq")


def test_an_index_is_replaced_whole(tmp_path: Path) -> None:
    """Building over an index leaves only the new one."""
    path = tmp_path / "search.sqlite"
    build_index(made_up(), path)
    once = SearchIndex(path).search("tonic")
    build_index(made_up(), path)

    assert once == SearchIndex(path).search("tonic")
    assert once


def test_readers_cannot_write(index: SearchIndex) -> None:
    """The index is opened read-only."""
    with pytest.raises(ReleaseError, match="readonly"):
        index._rows("DELETE FROM identifier")


def test_a_missing_index_says_how_to_make_one(tmp_path: Path) -> None:
    """Searching where nothing was built names the command that builds."""
    with pytest.raises(ReleaseError, match="equipoise build"):
        SearchIndex(tmp_path / "none.sqlite").search("fatigue")


def test_an_index_that_cannot_be_written_is_reported(tmp_path: Path) -> None:
    """A folder that does not exist is an error of the release, with the path in it."""
    with pytest.raises(ReleaseError, match="search index"):
        build_index(made_up(), tmp_path / "no" / "search.sqlite")


def test_every_entity_is_in_the_index(endpoint: LocalEndpoint, index: SearchIndex) -> None:
    """As many records are indexed as the graph has entities."""
    counts = Catalogue(endpoint).overview().counts
    with sqlite3.connect(index.path) as database:
        (indexed,) = database.execute("SELECT count(*) FROM record").fetchone()
    database.close()

    assert sum(counts.values()) == indexed


def test_what_a_great_many_records_match_comes_by_label(
    index: SearchIndex, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Beyond a number of matches none is ranked; all of them are found, in the order of labels."""
    ranked = index.search("fatigue", limit=10**6)
    monkeypatch.setattr("graph.search.matching._RANKABLE", 2)
    listed = index.search("fatigue", limit=10**6)
    labels = [hit.ref.label for hit in listed]

    assert {hit.ref.iri for hit in ranked} == {hit.ref.iri for hit in listed}
    assert sorted(labels) == labels != [hit.ref.label for hit in ranked]


def test_the_type_of_a_record_is_no_word_of_it(index: SearchIndex) -> None:
    """Whoever looks for studies finds those of that type, not every record of the type."""
    hits = index.search("publication", limit=10**6)

    assert {hit.kind for hit in index.search("fatigue", "case-definition")} <= {"case-definition"}
    assert not all(hit.kind == "publication" for hit in hits)


def test_an_index_of_another_version_is_not_used(tmp_path: Path) -> None:
    """Nothing, and a file that another version wrote, are both no index."""
    other = tmp_path / "search.sqlite"
    sqlite3.connect(other).close()

    assert not SearchIndex(tmp_path / "none.sqlite").usable
    assert not SearchIndex(other).usable


@pytest.fixture(scope="module")
def crowded(tmp_path_factory: pytest.TempPathFactory) -> SearchIndex:
    """Return an index of records that all say the same, but for a number and one word in ten."""
    path = tmp_path_factory.mktemp("crowded") / "search.sqlite"
    with new_file(path, WHAT, SCHEMA) as database:
        for place in range(100):
            label = (
                f"{place:02}. Recorded relief" if place % 10 else f"{place:02}. Relieving records"
            )
            body = "A shipped record about fatigue" + (" and pacing" if place % 10 == 3 else "")
            database.execute(
                "INSERT INTO record VALUES (?, '', ?, ?, ?)",
                (
                    label,
                    body,
                    f"{DEFAULT_BASE}id/study/{place}",
                    "study" if place % 2 else "target",
                ),
            )
        count_words(database)
    return SearchIndex(path)


@pytest.mark.parametrize("kind", [None, "study"])
@pytest.mark.parametrize(
    "text",
    [
        *("13 shipped record", "13. shipped rec", "pacing record", "record pacing", "shipped 4"),
        *("relief pacing", "relie pac", "fatigue reliev", "xylophone pacing", "re", "of", "1"),
    ],
)
def test_words_that_say_nothing_change_neither_what_is_found_nor_its_order(
    crowded: SearchIndex, monkeypatch: pytest.MonkeyPatch, text: str, kind: str | None
) -> None:
    """Records are found, ordered and quoted alike, whether or not common words are ranked by."""
    with_all = crowded.search(text, kind)
    monkeypatch.setattr("graph.search.matching._common", lambda _: 50)
    without = crowded.search(text, kind)

    assert [hit.ref.iri for hit in with_all] == [hit.ref.iri for hit in without]
    assert [hit.excerpt for hit in with_all] == [hit.excerpt for hit in without]


def test_the_beginning_of_a_word_finds_the_word(crowded: SearchIndex) -> None:
    """The last word is a beginning wherever other words begin with it, and only the last one."""
    assert 100 == len(crowded.search("shipped rec", limit=200))
    assert 10 == len(crowded.search("record pac", limit=200))


def test_every_word_is_counted_by_the_records_that_have_it(index: SearchIndex) -> None:
    """A word has as many records as say it in label, names or text, in the fullest of these."""
    with sqlite3.connect(index.path) as database:
        [records] = database.execute("SELECT records FROM word WHERE word = 'anakinra'").fetchone()
        [kind] = database.execute(
            "SELECT count(*) FROM record WHERE record MATCH '{label names body} : anakinra'"
        ).fetchone()
    database.close()

    assert 0 < records <= kind
