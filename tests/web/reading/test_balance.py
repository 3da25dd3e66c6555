"""The evidence balance in words and marks."""

from dataclasses import replace

from graph.namespaces import EQ
from graph.records import BalanceEntry, Evidence, Ref
from web.reading.balance import STANCES, companions, groups, left_open, sentence, tallies
from web.reading.balance import weighed as findings_weighed

HYPOTHESIS = Ref("https://example.org/hypothesis", "A hypothesis.")


def concept(name: str) -> Ref:
    return Ref(EQ + name, name)


def entry(stance: str, directness: str | None, studies: int, **more: int | bool) -> BalanceEntry:
    return BalanceEntry(
        stance=concept(stance),
        directness=concept(directness) if directness else None,
        studies=studies,
        findings=studies,
        retracted=bool(more.get("retracted", False)),
        reviews=int(more.get("reviews", 0)),
    )


def weighed(stance: str, study: str, year: str, retracted: bool = False, *designs: str) -> Evidence:
    return Evidence(
        iri=f"https://example.org/{study}#evidence-{stance}",
        stance=concept(stance),
        directness=None,
        strength=None,
        strength_source=None,
        rationale=None,
        finding=Ref(f"https://example.org/{study}#finding", "A finding."),
        study=Ref(f"https://example.org/{study}", study),
        hypothesis=HYPOTHESIS,
        n=None,
        year=year,
        designs=tuple(concept(name) for name in designs),
        pem=None,
        stated_by=None,
        review_state=None,
        retracted=retracted,
    )


def test_every_stance_is_counted_zeros_included() -> None:
    """Direct, indirect, reviews and retracted evidence are counted apart."""
    counted = tallies(
        [
            entry("Refutes", "Direct", 2),
            entry("Refutes", "Indirect", 1, reviews=1),
            entry("Supports", "Direct", 3, retracted=True),
            entry("LeavesOpen", None, 2),
        ]
    )

    assert ["none", "2 direct, 1 indirect, 1 review", "none", "2 studies"] == [
        tally.words for tally in counted
    ]
    assert [3, 0, 0, 0] == [tally.retracted for tally in counted]
    assert [True, False, True, False] == [tally.empty for tally in counted]


def test_the_sentence_counts_each_study_once_per_stance() -> None:
    """Two findings of one study on one side are one study, and zero is said."""
    found = sentence(
        [
            weighed("Refutes", "a", "2017"),
            weighed("Refutes", "a", "2017"),
            weighed("Inconclusive", "a", "2017"),
            weighed("LeavesOpen", "b", "2018"),
            weighed("LeavesOpen", "c", "2019"),
        ]
    )

    assert (
        "3 studies: 0 support it, 1 refutes it, 1 is inconclusive, 2 leave part of it open."
        == found
    )


def test_the_sentence_tells_reviews_and_retracted_studies() -> None:
    """Reviews are named as such, and retracted studies count for nothing but are mentioned."""
    found = sentence(
        [
            weighed("Supports", "a", "2017"),
            weighed("Supports", "b", "2019", False, "SystematicReview"),
            weighed("Supports", "c", "2009", True),
        ]
    )

    assert (
        "2 studies (one of them a review): 2 support it, 0 refute it, 0 are inconclusive, "
        "0 leave part of it open. 1 retracted study not counted." == found
    )


def test_silence_is_not_a_verdict() -> None:
    """A hypothesis without evidence says that nobody has weighed it."""
    assert "Nobody in this graph has weighed it: silence is not a verdict." == sentence([])


def test_retracted_evidence_stands_apart_and_the_newest_first() -> None:
    """A group holds its evidence by year, and what was retracted in a list of its own."""
    supports = groups(
        [entry("Supports", "Direct", 2)],
        [
            weighed("Supports", "a", "2010"),
            weighed("Supports", "b", "2020"),
            weighed("Supports", "c", "2009", True),
            weighed("Refutes", "d", "2011"),
        ],
    )[0]

    assert ["b", "a"] == [item.study.label for item in supports.standing]
    assert ["c"] == [item.study.label for item in supports.retracted]


def sized(study: str, directness: str, n: int | None, year: str) -> Evidence:
    return replace(weighed("Supports", study, year), directness=concept(directness), n=n)


def test_evidence_comes_direct_first_then_larger_then_newer() -> None:
    """Within a stance what counts most for a reader comes first; unknown size comes last."""
    listed = [
        sized("unsized", "Direct", None, "2020"),
        sized("far", "Indirect", 900, "2021"),
        sized("old", "Direct", 50, "2001"),
        sized("new", "Direct", 50, "2011"),
        sized("large", "Direct", 80, "1999"),
    ]

    assert ["large", "new", "old", "unsized", "far"] == [
        item.study.label for item in groups([], listed)[0].standing
    ]


def test_studies_that_share_participants_count_once_and_name_each_other() -> None:
    """A reanalysis adds no study to the sentence, and points to the study it shares people with."""
    listed = [
        replace(weighed("Supports", "trial", "2011"), sample="https://example.org/trial"),
        replace(weighed("Supports", "reanalysis", "2018"), sample="https://example.org/trial"),
        weighed("Refutes", "other", "2019"),
    ]
    named = {
        iri.rpartition("/")[2]: [ref.label for ref in refs]
        for iri, refs in companions(listed).items()
    }

    assert sentence(listed).startswith("2 studies: 1 supports it, 1 refutes it")
    assert {"trial": ["reanalysis"], "reanalysis": ["trial"]} == named


def test_only_retracted_evidence_is_not_silence() -> None:
    """A hypothesis that only a retracted study bears on does not say that nobody weighed it."""
    found = sentence([weighed("Supports", "a", "2009", True)])

    assert "Nothing that still stands bears on it. 1 retracted study not counted." == found


def test_no_two_stances_share_a_word_or_a_mark() -> None:
    """Each stance can be told from the others without its colour."""
    stances = STANCES.values()

    assert 4 == len({stance.key for stance in stances}) == len({stance.word for stance in stances})


def test_limits_on_the_same_hypothesis_stand_together() -> None:
    """A study page lists each hypothesis that its limits leave open once, apart from findings."""
    evidence = [
        weighed("Refutes", "a", "2017"),
        weighed("LeavesOpen", "a", "2017"),
        weighed("LeavesOpen", "b", "2018"),
    ]

    assert ["Refutes"] == [item.stance.label for item in findings_weighed(evidence)]
    assert [["a", "b"]] == [[item.study.label for item in items] for items in left_open(evidence)]
