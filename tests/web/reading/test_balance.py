"""The evidence balance in words and marks."""

from dataclasses import replace

from graph.namespaces import EQ
from graph.records import BalanceEntry, Evidence, Listing, Ref, Weighing
from web.reading.balance import STANCES, groups, left_open, sentence, tallies
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


def counted(takers: dict[str, int], independent: int, **more: int) -> Weighing:
    return Weighing(
        balance=(entry("Supports", "Direct", 2),),
        takers={EQ + name: count for name, count in takers.items()},
        independent=independent,
        reviews=more.get("reviews", 0),
        gone=more.get("gone", 0),
        studies=independent,
        left_out=0,
        standing={},
        retracted={},
        withdrawn={},
        companions={},
    )


def test_the_sentence_tells_every_stance() -> None:
    """A study of two stances is one study, and zero is said."""
    found = sentence(counted({"Refutes": 1, "Inconclusive": 1, "LeavesOpen": 2}, 3))

    assert (
        "3 studies: 0 support it, 1 refutes it, 1 is inconclusive, 2 leave part of it open."
        == found
    )


def test_the_sentence_tells_reviews_and_retracted_studies() -> None:
    """Reviews are named as such, and retracted studies count for nothing but are mentioned."""
    assert (
        "2 studies (one of them a review): 2 support it, 0 refute it, 0 are inconclusive, "
        "0 leave part of it open. 1 retracted study not counted."
        == sentence(counted({"Supports": 2}, 2, reviews=1, gone=1))
    )


def test_silence_is_not_a_verdict() -> None:
    """A hypothesis without evidence says that nobody has weighed it."""
    assert "Nobody in this graph has weighed it: silence is not a verdict." == sentence(
        counted({}, 0)
    )


def test_only_retracted_evidence_is_not_silence() -> None:
    """A hypothesis that only a retracted study bears on does not say that nobody weighed it."""
    found = sentence(counted({}, 0, gone=1))

    assert "Nothing that still stands bears on it. 1 retracted study not counted." == found


def test_retracted_evidence_stands_apart() -> None:
    """A group holds the evidence of its stance, and what was retracted in a list of its own."""
    one, gone = weighed("Supports", "a", "2010"), weighed("Supports", "c", "2009", True)
    supports, refutes, *_ = groups(
        replace(
            counted({"Supports": 1}, 1, gone=1),
            standing={EQ + "Supports": Listing((one,), 7)},
            retracted={EQ + "Supports": Listing((gone,), 1)},
        )
    )

    assert (((one,), 7), ((gone,), 1)) == (
        (supports.standing.records, supports.standing.total),
        (supports.retracted.records, supports.retracted.total),
    )
    assert 2 == supports.tally.direct
    assert 0 == refutes.standing.total == refutes.retracted.total


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
