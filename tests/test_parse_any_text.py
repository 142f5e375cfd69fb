"""What holds for any text: it is read, nothing is lost, every place is in the file."""

import re
from pathlib import PurePosixPath

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from publisher.artifacts import SourceFile
from publisher.model import (
    Cite,
    Code,
    Emphasis,
    Figure,
    Heading,
    IndexMark,
    Link,
    Node,
    NoteCall,
    PageMark,
    Phrase,
    Picture,
    Quotation,
    Reference,
    SmallCaps,
    Strikeout,
    Strong,
    Subscript,
    Superscript,
    Text,
    Variable,
)
from publisher.parse import parse
from strategies import texts, worded_texts

KINDS = ("fig", "map", "tbl")
PATH = PurePosixPath("x.md")
OTHER = PurePosixPath("b.md")
INCLUDED = {OTHER: SourceFile(OTHER, "# B\n\nb[^a] {{< include b.md >}}\n\n[^a]: n\n")}


def read(text):
    return parse(SourceFile(PATH, text), INCLUDED, KINDS)


def nodes(chapter):
    """Walk everything a chapter holds."""
    waiting = [chapter.blocks, *chapter.notes.values()]
    while waiting:
        value = waiting.pop()
        if isinstance(value, Node):
            yield value
            waiting += [getattr(value, name) for name in value.__dataclass_fields__]
        elif isinstance(value, tuple):
            waiting += value


def source_at(text, span):
    return text.split("\n")[span.line - 1][span.column - 1 :]


@given(text=texts() | st.text(max_size=40))
@settings(max_examples=300, deadline=None)
def test_any_text_is_read_and_no_word_is_lost(text):
    chapter, found = read(text)

    assert PATH == chapter.path
    assert [] == [each.headline for each in found if each.code == "P013"]


@given(text=texts())
@settings(max_examples=200, deadline=None)
def test_the_same_text_gives_the_same_chapter(text):
    assert read(text) == read(text)


@given(text=texts())
@settings(max_examples=300, deadline=None)
def test_every_place_is_in_its_file(text):
    chapter, found = read(text)
    lines = {PATH: text.split("\n"), OTHER: INCLUDED[OTHER].text.split("\n")}

    for span in [
        *(node.span for node in nodes(chapter)),
        *(each.span for each in found),
    ]:
        line = lines[span.path][span.line - 1]
        assert 1 <= span.column <= len(line) + 1
        assert 1 <= span.length <= max(1, len(line) - span.column + 1)


BEGINNINGS = {
    Cite: ("@", "["),
    Code: ("`",),
    Emphasis: ("*", "_"),
    Figure: ("![", ":::"),
    IndexMark: ("[", "\\index{"),
    Link: ("[", "<"),
    NoteCall: ("[^", "^["),
    PageMark: ("[",),
    Phrase: ("[", "<", "*", "_", "~", "^", "`"),  # of verse, a later line of it
    Picture: ("![",),
    Quotation: (">",),
    Reference: ("[",),
    SmallCaps: ("[",),
    Strikeout: ("~~",),
    Strong: ("**", "__"),
    Subscript: ("~",),
    Superscript: ("^",),
    Variable: ("{{<",),
}


@given(text=texts())
@settings(max_examples=400, deadline=None)
def test_places_are_those_of_the_marks(text):
    """What is begun by a mark in the source has the place of that mark."""
    text = text.replace("verse", "letter").replace(
        "include", "meta"
    )  # verse parts its inlines
    chapter, _ = read(text)

    for node in nodes(chapter):
        if type(node) in BEGINNINGS:
            assert source_at(text, node.span).startswith(BEGINNINGS[type(node)]), node


@given(text=texts())
@settings(max_examples=400, deadline=None)
def test_text_stands_where_its_first_letter_is(text):
    text = text.replace("include", "meta")
    chapter, _ = read(text)

    for node in nodes(chapter):
        if isinstance(node, Text):
            start = source_at(text, node.span)
            assert start.startswith((node.value[0], "\\", "&", "<")), node


@given(text=texts())
@settings(max_examples=200, deadline=None)
def test_ids_that_are_made_are_unique_and_xml(text):
    chapter, _ = read(text)
    made = [
        node.attributes.id
        for node in nodes(chapter)
        if isinstance(node, Heading) and not node.own_id
    ]

    assert sorted(set(made)) == sorted(made)
    assert all(re.match(r"[^\W\d][\w.-]*$", each) for each in made)


@given(text=worded_texts())
@settings(max_examples=400, deadline=None)
def test_every_word_is_in_the_tree_unless_something_is_said(text):
    """Checked without the parser's own guard: the words of the source, one by one."""
    chapter, found = read(text)
    if {each.code for each in found} & {"P007", "P008", "P014"}:
        return
    kept = repr(chapter)

    assert [] == [word for word in re.findall(r"word\d+y", text) if word not in kept]


@given(text=texts())
@settings(max_examples=100, deadline=None)
def test_every_finding_says_what_to_do(text):
    for each in read(text)[1]:
        assert each.hint, each
        assert "\n" not in each.message + each.hint
        assert not each.message.endswith(".")
        assert each.message[0] == each.message[0].lower()


@pytest.mark.parametrize(
    ("text", "place"),
    [
        pytest.param("a [](#x)", (1, 3), id="in a line"),
        pytest.param("a\nb\n  c [](#x)", (3, 5), id="in the third line, indented"),
        pytest.param("> a\n> > [](#x)", (2, 5), id="in two quotations"),
        pytest.param("> a\n[](#x)", (2, 1), id="in a lazy line"),
        pytest.param("1.  a\n2.  - [](#x)", (2, 7), id="in a list in a list"),
        pytest.param("-\t[](#x)", (1, 3), id="behind a tab"),
        pytest.param(
            "| a | b |\n|--|--|\n| `\\|` | c [](#x) |", (3, 12), id="in a cell"
        ),
        pytest.param(
            "[^n]: a\n\n    b\n    [](#x)", (4, 5), id="in a note's paragraph"
        ),
        pytest.param("## a [](#x) ##", (1, 6), id="in a title"),
        pytest.param("::: a\n- b\n\n  > c [](#x)\n:::", (4, 7), id="in a division"),
        pytest.param("Term\n:   a\n    [](#x)", (3, 5), id="in a meaning"),
        pytest.param("| a\n|   [](#x)", (2, 5), id="in verse"),
        pytest.param("![c [](#x)](p.png)", (1, 5), id="in a caption"),
        pytest.param(
            "🗺️é &amp; \\* [](#x)", (1, 14), id="behind signs of several units"
        ),
        pytest.param(
            "a\u2028b\x0cc\x85d [](#x)", (1, 9), id="behind what is no line end"
        ),
        pytest.param("^[a *b [](#x)*]", (1, 8), id="in emphasis in a note"),
    ],
)
def test_the_place_of_a_reference(text, place):
    chapter, _ = read(text)
    spans = [node.span for node in nodes(chapter) if isinstance(node, Reference)]

    assert [place] == [(span.line, span.column) for span in spans]
