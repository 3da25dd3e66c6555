"""What pages are told: what the documents say, and nothing where they are silent."""

from collections.abc import Callable, Iterator
from dataclasses import fields, is_dataclass

import pytest

from graph.catalogue import Catalogue
from graph.endpoint import LocalEndpoint, Table
from graph.errors import NotFound
from graph.namespaces import DEFAULT_BASE, EQ
from graph.records import Harm, Ref
from tests.graph.made_up import made_up

ID = f"{DEFAULT_BASE}id/"
TRIAL = f"{ID}study/roerink-2017"


@pytest.fixture(scope="module")
def catalogue(endpoint: LocalEndpoint) -> Catalogue:
    return Catalogue(endpoint)


@pytest.fixture(scope="module")
def invented() -> Catalogue:
    return Catalogue(made_up())


def labels(refs: tuple[Ref, ...]) -> list[str]:
    return [ref.label for ref in refs]


def test_a_hypothesis_shows_its_place_and_its_evidence(catalogue: Catalogue) -> None:
    """Broader hypotheses come nearest first, evidence with the study that it comes from."""
    page = catalogue.hypothesis(f"{ID}hypothesis/anakinra-4-weeks-reduces-fatigue")
    first = next(item for item in catalogue.evidence(page.summary.ref) if item.directness)

    assert [
        "il-1-peripheral-drives-fatigue",
        "il-1-drives-fatigue",
        "inflammation",
    ] == [item.ref.iri.rsplit("/", 1)[1] for item in page.broader]
    assert () == page.narrower
    assert (TRIAL, "2017", 50, False) == (first.study.iri, first.year, first.n, first.retracted)
    assert [("refutes", 1, False)] == [
        (entry.stance.label, entry.studies, entry.retracted)
        for entry in page.summary.balance
        if entry.directness and entry.directness.label == "direct"
    ]
    assert "women with CFS by the CDC 1994 criteria" == page.population


def test_narrower_hypotheses_are_one_step_down(catalogue: Catalogue) -> None:
    """A hypothesis lists those just below it, each with itself as parent."""
    iri = f"{ID}hypothesis/il-1-drives-fatigue"
    page = catalogue.hypothesis(iri)

    assert {iri} == {item.parent for item in page.narrower}
    assert f"{ID}hypothesis/anakinra-4-weeks-reduces-fatigue" not in {
        item.ref.iri for item in page.narrower
    }


def test_a_scope_limit_is_evidence_that_leaves_open(catalogue: Catalogue) -> None:
    """On the central hypothesis the trial takes the fourth stance, with the axis of its limit."""
    central = Ref(f"{ID}hypothesis/il-1-central-drives-fatigue", "")
    (left,) = [item for item in catalogue.evidence(central) if item.study.iri == TRIAL]

    assert ("leaves open", None) == (left.stance.label, left.directness)
    assert ["compartment or tissue"] == labels(left.dimensions)
    assert left.rationale and "atlas" in left.rationale


def test_a_question_knows_who_raised_it_and_what_it_asks_about(catalogue: Catalogue) -> None:
    """Those who raised a question come oldest first, with its status and what the status means."""
    page = catalogue.question(f"{ID}question/il-1-inhibition-other-regimen")

    assert ("open", "2016", 2, 0) == (
        page.summary.status.label,
        page.summary.since,
        page.summary.raised_by,
        page.summary.addressed_by,
    )
    assert page.status_meaning
    assert ["2016", "2017"] == [study.year for study in page.raised_by]
    assert TRIAL in {study.ref.iri for study in page.left_open_by}
    assert [f"{ID}hypothesis/il-1-inhibition-other-regimen-reduces-fatigue"] == [
        item.ref.iri for item in page.hypotheses
    ]


def test_an_agent_shows_harms_with_equal_weight(catalogue: Catalogue) -> None:
    """Events and participants of both arms and the difference stand beside the studies."""
    page = catalogue.thing(f"{ID}intervention/anakinra")
    harm, stopped = catalogue.harms(page.ref.iri)

    assert (17, 25, 1, 25, "64") == (
        harm.events,
        harm.n,
        harm.versus_events,
        harm.versus_n,
        harm.difference,
    )
    assert (1, None, None) == (stopped.events, stopped.versus_events, stopped.difference)
    assert TRIAL in {study.ref.iri for study in page.studies}


def test_a_target_shows_what_names_it(catalogue: Catalogue) -> None:
    """A target has its studies, hypotheses, questions and identifiers elsewhere."""
    page = catalogue.thing(f"{ID}target/il-1")

    assert page.studies and page.hypotheses and page.questions
    assert "https://bioregistry.io/fplx:IL1" in page.external
    assert "also called" in {said.ref.label for said in page.properties}


def test_a_publication_shows_what_it_reports(catalogue: Catalogue) -> None:
    """A publication has its record and the study that it reports."""
    page = catalogue.thing(f"{ID}publication/roerink-2017")

    assert page.publication is not None
    assert "10.7326/M16-2391" == page.publication.doi
    assert [TRIAL] == [study.ref.iri for study in page.studies]


@pytest.mark.parametrize(
    "kind", ["intervention", "target", "condition", "instrument", "contributor"]
)
def test_things_of_a_kind_are_listed_by_label(catalogue: Catalogue, kind: str) -> None:
    """Every thing of a kind is listed, and nothing else."""
    things = catalogue.things(kind)

    assert things
    assert all(thing.iri.startswith(f"{ID}{kind}/") for thing in things)
    assert [thing.label.lower() for thing in things] == sorted(t.label.lower() for t in things)
    assert len(things) == catalogue.overview().counts[kind]


def test_no_kind_no_things(catalogue: Catalogue) -> None:
    """A kind that does not exist is refused, and its name is said."""
    with pytest.raises(NotFound, match="unicorn"):
        catalogue.things("unicorn")


def test_a_label_can_be_asked_for_alone(catalogue: Catalogue) -> None:
    """Any IRI with a label has one, parts and concepts included."""
    assert "anakinra" == catalogue.label(f"{TRIAL}#anakinra")
    assert "supports" == catalogue.label(f"{EQ}Supports")


@pytest.mark.parametrize("method", ["study", "hypothesis", "question", "thing", "label"])
@pytest.mark.parametrize("iri", [f"{ID}study/nobody-1900", "no iri", "", f"{ID}study/[x]"])
def test_what_is_not_there_is_not_found(catalogue: Catalogue, method: str, iri: str) -> None:
    """Every page of something that does not exist is refused, whatever was typed."""
    ask: Callable[[str], object] = getattr(catalogue, method)

    with pytest.raises(NotFound):
        ask(iri)


def test_an_entity_of_another_kind_is_not_found(catalogue: Catalogue) -> None:
    """A study has no hypothesis page, and a concept is no thing."""
    with pytest.raises(NotFound):
        catalogue.hypothesis(TRIAL)
    with pytest.raises(NotFound):
        catalogue.thing(f"{EQ}Supports")


def test_a_contested_hypothesis_keeps_retracted_evidence_apart(invented: Catalogue) -> None:
    """Support that was retracted is shown, marked, and counted in an entry of its own."""
    page = invented.hypothesis(f"{ID}hypothesis/tonic-helps")

    assert page.summary.contested
    assert [("supports", 1, False), ("supports", 1, True), ("refutes", 1, False)] == [
        (entry.stance.label, entry.studies, entry.retracted) for entry in page.summary.balance
    ]
    evidence = invented.evidence(page.summary.ref)
    assert {f"{ID}study/clark-2009"} == {item.study.iri for item in evidence if item.retracted}


def test_a_single_arm_has_no_comparison(invented: Catalogue) -> None:
    """Events in a single arm are told without comparator and without difference."""
    (harm,) = invented.harms(f"{ID}intervention/tonic")

    assert harm == Harm(
        study=Ref(f"{ID}study/brown-2005", "Tonic in a single arm (Brown 2005)"),
        outcome=Ref(f"{ID}study/brown-2005#hiccups", "hiccups"),
        arm=Ref(f"{ID}study/brown-2005#tonic", "tonic"),
        versus=None,
        events=3,
        n=12,
        versus_events=None,
        versus_n=None,
        difference=None,
    )


def test_a_hypothesis_under_two_broader_ones_is_listed_once(invented: Catalogue) -> None:
    """The tree shows it under one of them; its page names both."""
    iris = [summary.ref.iri for summary in invented.hypotheses()]
    page = invented.hypothesis(f"{ID}hypothesis/tonic-helps")

    assert len(iris) == len(set(iris))
    assert {"Aches have causes.", "Levers matter."} == {item.ref.label for item in page.broader}


class Counting(LocalEndpoint):
    """An endpoint that counts what it is asked."""

    asked = 0

    def select(self, query: str) -> Table:
        """Count and answer."""
        self.asked += 1
        return super().select(query)


@pytest.mark.parametrize(
    ("method", "iri", "most"),
    [
        ("study", TRIAL, 17),
        ("hypothesis", f"{ID}hypothesis/il-1-drives-fatigue", 10),
        ("question", f"{ID}question/il-1-inhibition-other-regimen", 5),
        ("thing", f"{ID}target/il-1", 6),
    ],
)
def test_a_page_asks_few_questions(
    endpoint: LocalEndpoint, method: str, iri: str, most: int
) -> None:
    """The number of queries of a page is fixed, whatever the size of the record."""
    counting = Counting(endpoint.store)
    getattr(Catalogue(counting), method)(iri)

    assert counting.asked <= most


def leaves(value: object) -> Iterator[object]:
    """Yield what a record is made of in the end."""
    if is_dataclass(value):
        for part in fields(value):
            yield from leaves(getattr(value, part.name))
    elif isinstance(value, tuple):
        for item in value:
            yield from leaves(item)
    elif isinstance(value, dict):
        yield from leaves((*value, *value.values()))
    else:
        yield value


def test_records_are_free_of_rdf(catalogue: Catalogue) -> None:
    """Nothing but strings, whole numbers and truth values reaches a page."""
    pages = (
        catalogue.study(TRIAL),
        catalogue.hypothesis(f"{ID}hypothesis/il-1-drives-fatigue"),
        catalogue.question(f"{ID}question/il-1-inhibition-other-regimen"),
        catalogue.thing(f"{ID}intervention/anakinra"),
    )

    assert {str, int, bool, type(None)} >= {type(leaf) for page in pages for leaf in leaves(page)}


def test_things_are_called_by_their_labels(catalogue: Catalogue) -> None:
    """Of many IRIs those with a label have it; what is no IRI, or has no label, is left out."""
    trial = f"{DEFAULT_BASE}id/study/roerink-2017"
    many = [*(f"{DEFAULT_BASE}id/study/none-{n}" for n in range(1200)), "no iri", trial, trial]

    assert {trial: catalogue.study(trial).ref.label} == catalogue.labels(many)
