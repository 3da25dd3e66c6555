"""Which named question is behind each panel of each page, and which panels only explain.

A test holds every page to this: a panel whose content comes from the graph names its question and
links there, and every other one stands in :data:`EXPLANATORY`.
"""

from collections.abc import Mapping
from typing import Final

#: By record type and by the panel's anchor: the question, and the parameter that stands for the
#: record (``thing`` takes an IRI, every other one a slug).
PANELS: Final[Mapping[str, Mapping[str, tuple[str, str]]]] = {
    "study": {
        "sources": ("publication-family", "study"),
        "matters": ("study-header", "study"),
        "design": ("study-arms", "study"),
        "observed": ("study-findings", "study"),
        "effects": ("study-effects", "study"),
        "concluded": ("study-statements", "study"),
        "inferred": ("study-statements", "study"),
        "limits": ("scope-limits", "study"),
        "questions": ("question-linked", "thing"),
        "hypotheses": ("study-evidence", "study"),
        "related": ("related-studies", "study"),
        "provenance": ("provenance", "study"),
    },
    "hypothesis": {
        "balance": ("evidence-balance", "hypothesis"),
        "history": ("picture-changes", "hypothesis"),
        "grid": ("refuted-for-whom", "hypothesis"),
        "depends": ("leave-one-out", "hypothesis"),
        "disagreements": ("disagreements", "hypothesis"),
        "settle": ("hypothesis-settling", "hypothesis"),
        "supports": ("hypothesis-evidence", "hypothesis"),
        "refutes": ("hypothesis-evidence", "hypothesis"),
        "inconclusive": ("hypothesis-evidence", "hypothesis"),
        "leaves-open": ("hypothesis-limits", "hypothesis"),
        "effects": ("hypothesis-effects", "hypothesis"),
        "claim": ("hypothesis-terms", "hypothesis"),
        "tree": ("hypothesis-tree", "focus"),
        "questions": ("question-linked", "thing"),
    },
    "question": {
        "steps": ("question-status", "question"),
        "raised": ("question-studies", "question"),
        "addressed": ("question-attempts", "question"),
        "depends": ("leave-one-out", "question"),
        "settle": ("deciding-study", "question"),
        "near": ("duplicate-questions", "question"),
        "left-open": ("question-studies", "question"),
        "hypotheses": ("hypothesis-linked", "thing"),
        "about": ("question-terms", "question"),
    },
    "intervention": {
        "effects": ("intervention-effects", "intervention"),
        "harms": ("adverse-events", "intervention"),
        "doses": ("intervention-doses", "intervention"),
    },
    "publication": {"family": ("publication-family", "member")},
    "target": {
        "agents": ("target-agents", "target"),
        "places": ("target-evidence", "target"),
    },
}

#: Panels that show more than the answer of their question: the table about the record that has all
#: of it, by its name; the empty name is the record's own table (``/study/x.csv``).
WIDER: Final[Mapping[str, Mapping[str, str]]] = {
    "study": {"design": "arms", "observed": "", "effects": "forest", "hypotheses": "evidence"},
    "intervention": {"effects": "forest"},
    "hypothesis": dict.fromkeys(("supports", "refutes", "inconclusive", "leaves-open"), "")
    | {"effects": "forest"},
}

#: The panels that every other kind of record has.
COMMON: Final = {
    "record": ("thing-properties", "thing"),
    "studies": ("study-linked", "thing"),
    "hypotheses": ("hypothesis-linked", "thing"),
    "questions": ("question-linked", "thing"),
}

#: The question behind each panel of the home page.
HOME: Final = {
    "contested": "contested-hypotheses",
    "weighed": "home-hypotheses",
    "open": "home-questions",
    "disagree": "home-disagreements",
    "newest": "home-studies",
}

#: The question behind a whole list; ``thing-list`` takes the kind, ``records-by-text`` the words.
LISTS: Final = {
    "study": "study-list",
    "hypothesis": "hypothesis-list",
    "question": "question-list",
    "search": "records-by-text",
}
THINGS: Final = "thing-list"

#: The question behind the view around a record, and behind what is said of a thing of another site.
GRAPH: Final = "graph-rows"
MENTIONS: Final = "resource-mentions"

#: Panels that explain or lead on, by template: what they say is no content of the graph. ``*``
#: stands for every panel of the template.
EXPLANATORY: Final[Mapping[str, frozenset[str]]] = {
    "study.html": frozenset({"use"}),
    "hypothesis.html": frozenset({"use"}),
    "question.html": frozenset({"use"}),
    "thing.html": frozenset({"use"}),
    "intervention.html": frozenset({"use"}),
    "target.html": frozenset({"use"}),
    "document.html": frozenset({"use"}),
    "resource.html": frozenset({"formats"}),
    "home.html": frozenset({"ask"}),
    "compare.html": frozenset({"add"}),
    "how.html": frozenset("*"),
    # Each panel holds the query of a rule itself.
    "why.html": frozenset("*"),
    # What a check found is no query; it has files of its own.
    "validation.html": frozenset("*"),
    # A list of questions, a question, and what programs and writers of SPARQL need.
    "queries.html": frozenset("*"),
    "query.html": frozenset("*"),
    "api.html": frozenset("*"),
    "workbench.html": frozenset("*"),
    # Files to take along.
    "data.html": frozenset("*"),
    # The ontology and the shapes, which are documents of their own with all their formats.
    "vocabulary.html": frozenset("*"),
    "shapes.html": frozenset("*"),
    "term.html": frozenset({"said", "shape"}),
}
