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
        "sources": ("study-publications", "study"),
        "matters": ("study-header", "study"),
        "design": ("study-arms", "study"),
        "observed": ("study-findings", "study"),
        "concluded": ("study-statements", "study"),
        "inferred": ("study-statements", "study"),
        "limits": ("scope-limits", "study"),
        "questions": ("question-linked", "thing"),
        "hypotheses": ("study-evidence", "study"),
        "related": ("related-studies", "study"),
        "provenance": ("provenance", "study"),
    },
    "hypothesis": {
        "balance": ("evidence-for-hypothesis", "hypothesis"),
        "supports": ("hypothesis-evidence", "hypothesis"),
        "refutes": ("hypothesis-evidence", "hypothesis"),
        "inconclusive": ("hypothesis-evidence", "hypothesis"),
        "leaves-open": ("hypothesis-limits", "hypothesis"),
        "claim": ("hypothesis-terms", "hypothesis"),
        "tree": ("hypothesis-tree", "focus"),
        "questions": ("question-linked", "thing"),
    },
    "question": {
        "raised": ("question-studies", "question"),
        "addressed": ("question-studies", "question"),
        "left-open": ("question-studies", "question"),
        "hypotheses": ("hypothesis-linked", "thing"),
        "about": ("question-terms", "question"),
    },
    "intervention": {"harms": ("adverse-events", "intervention")},
    "target": {"agents": ("thing-agents", "target")},
}

#: Panels that show more than the answer of their question: the table about the record that has all
#: of it, by its name; the empty name is the record's own table (``/study/x.csv``).
WIDER: Final[Mapping[str, Mapping[str, str]]] = {
    "study": {"design": "arms", "observed": "", "hypotheses": "evidence"},
    "hypothesis": dict.fromkeys(("supports", "refutes", "inconclusive", "leaves-open"), ""),
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
}

#: The question behind a whole list; ``thing-list`` takes the kind, ``records-by-text`` the words.
LISTS: Final = {
    "study": "study-list",
    "hypothesis": "hypothesis-list",
    "question": "question-list",
    "search": "records-by-text",
}
THINGS: Final = "thing-list"

#: Panels that explain or lead on, by template: what they say is no content of the graph. ``*``
#: stands for every panel of the template.
EXPLANATORY: Final[Mapping[str, frozenset[str]]] = {
    "study.html": frozenset({"use"}),
    "hypothesis.html": frozenset({"use"}),
    "question.html": frozenset({"use"}),
    "thing.html": frozenset({"use"}),
    "document.html": frozenset({"use"}),
    "home.html": frozenset({"ask"}),
    "how.html": frozenset("*"),
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
}
