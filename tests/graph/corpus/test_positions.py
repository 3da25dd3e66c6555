"""Lines of subjects in Turtle."""

import pyoxigraph as ox
from hypothesis import given
from hypothesis import strategies as st

from graph.corpus import Document
from graph.corpus.positions import subject_lines

AWKWARD = '''@prefix a: <http://a/> .
# x . y
@base <http://b/id/study/x> .
PREFIX eq: <http://e#>
<> a eq:S ; eq:p "a . b # c", """q "
 . w""" ; eq:n 1.5 , 2 ;
  eq:q [ eq:r a:x ] , ( a:y ) .
<#f-1> a eq:F ; eq:v -4.1 . a:z.w a eq:G ;
  eq:d "x"@en-GB , "P1D"^^a:dur .
a:end a a:b.
'''


def test_full_stops_in_strings_numbers_names_and_comments_do_not_end_a_statement() -> None:
    """A full stop ends a statement only where Turtle's grammar says that it does."""
    assert {
        "http://b/id/study/x": 5,
        "http://b/id/study/x#f-1": 8,
        "http://a/z.w": 8,
        "http://a/end": 10,
    } == subject_lines(AWKWARD)


def test_every_subject_of_every_shipped_document_has_a_line(corpus: list[Document]) -> None:
    """The scanner finds each subject that the parser finds, in all shipped documents."""
    missing = {d.name: d.subjects - set(d.lines) for d in corpus if d.subjects - set(d.lines)}

    assert {} == missing


@given(st.lists(st.text(), min_size=1, max_size=5))
def test_any_string_literal_leaves_the_next_subject_on_its_line(values: list[str]) -> None:
    """Whatever stands in a literal, the subject after it is found on its own line."""
    literals = " , ".join(str(ox.Literal(value)) for value in values)
    text = f"<http://a/x> <http://a/p> {literals} .\n<http://a/y> <http://a/p> 1 .\n"

    lines = subject_lines(text)

    assert text.count("\n", 0, text.rindex("<http://a/y>")) + 1 == lines["http://a/y"]
    assert 1 == lines["http://a/x"]
