"""Notes longer than a page: what they hold is divided, and nothing of it is lost."""

import os
import pickle
import re
from dataclasses import replace
from functools import cache
from pathlib import PurePosixPath
from xml.etree import ElementTree

import pypdfium2
import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from fragment_trees import tree
from print_sample import ASSETS, PICTURE, fonts, printed
from publisher import pipeline
from publisher.artifacts import Stylesheet
from publisher.bookinfo import Role
from publisher.layout import longnotes
from publisher.layout.longnotes import split_long_notes
from publisher.layout.setting import Entry, Job
from publisher.layout.stops import Measured
from publisher.layout.works import open_works
from publisher.means import Means
from publisher.pipeline import PDF, Order
from small_books import written

WORDS = ["the", "river", "goes", "on", "and", "does", "not", "end", "until", "a", "sea"]
HIGH = Stylesheet(
    PurePosixPath("high.css"),
    ".note blockquote, .note .verse, .note ul, .note ol, .note dl, .note dd, .note .tbl,"
    " .note pre, .note .stanza { margin-top: 0; margin-bottom: 0 }"
    "@page { size: 400pt 3000pt }",
)


def said(count, name="w"):
    """Make so many words, each fifth of them with a number."""
    return " ".join(
        f"{name}{n}" if n % 5 == 0 else WORDS[n % len(WORDS)] for n in range(count)
    )


def indented(text, by="    "):
    """Indent the lines of a text."""
    return "\n".join(by + line if line else "" for line in text.split("\n"))


def quoted(text):
    """Quote the lines of a text."""
    return "\n".join(f"> {line}" if line else ">" for line in text.split("\n"))


def chapter(note, before=60, after=500):
    """Make a chapter with one note."""
    behind = "\n\n".join(f"{said(50, f'r{n}x')}." for n in range(after // 50))
    return (
        f"# One\n\n{said(before, 't')}. Called here.[^n]\n\n{behind}\n\n"
        f"[^n]:\n{indented(note)}\n"
    )


TABLE = "| Place | Depth |\n|:--|--:|\n" + "\n".join(
    f"| {said(2 + 5 * (n % 4), f'a{n}x')} | {n} |" for n in range(40)
)
NUMBERED = "\n".join(f"{n}. {said(4 + 7 * n % 30, f'i{n}x')}." for n in range(3, 40))
NOTES = {
    "a quotation": quoted(f"{said(700)}.\n\n{said(90, 'x')}."),
    "a list": "\n".join(f"- {said(2 + 7 * n % 30, f'i{n}x')}." for n in range(45)),
    "a numbered list": NUMBERED,
    "a list of short items": "\n".join(f"- {n}" for n in range(80)),
    "verse": "\n|\n".join(
        "\n".join(f"| {'  ' * (n % 2)}{said(5, f'v{m}l{n}x')}" for n in range(4))
        for m in range(22)
    ),
    "one stanza": "\n".join(f"| {said(5, f'v{n}x')}" for n in range(90)),
    "a table": f"{said(9)}.\n\n{TABLE}\n\n: Depths {{#tbl-depths}}",
    "definitions": "\n\n".join(
        f"t{n}\n:   {said(20 + 11 * n % 60, f'm{n}x')}.\n\n    {said(30, f'n{n}x')}."
        for n in range(12)
    ),
    "code": "```\n"
    + "\n".join(f"{'  ' * (n % 3)}line{n} = {n}" for n in range(90))
    + "\n```",
    "lists in a quotation": quoted(
        f"{said(30)}.\n\n"
        + "\n".join(
            f"{n}. {said(9, f'o{n}x')}:\n\n"
            + indented("\n".join(f"- {said(12, f's{n}y{m}x')}" for m in range(4)))
            + f"\n\n    {said(30, f'z{n}x')}.\n"
            for n in range(1, 9)
        )
        + f"\n> {said(100, 'qq')}.\n\n{TABLE}"
    ),
}


def build(folder, text, engine="chapters", files=None):
    """Make the PDFs of a book on small pages."""
    home = written(
        folder / "book", text, more="print: {trim: 105x148mm}\n", files=files
    )
    order = Order(frozenset({PDF}), engine=engine)
    outcome = pipeline.build(home, folder / "out", Means(), order)
    return outcome, [each for each in codes(outcome) if each[0] != "T"]


def codes(outcome):
    """Name the rules of findings; it does not matter how full the last page is."""
    return [e.code for e in outcome.found if e.code not in {"R020", "Y014", "Y016"}]


def pages(folder):
    """Give the words of each page of the print PDF."""
    (path,) = (folder / "out").glob("*-print.pdf")
    with pypdfium2.PdfDocument(path) as pdf:
        return [page.get_textpage().get_text_range() for page in pdf]


@pytest.mark.parametrize("kind", NOTES)
def test_what_a_note_holds_is_divided_between_pages(kind, tmp_path):
    """It begins with its call, ends pages later, and the gate finds each word once."""
    outcome, found = build(tmp_path, chapter(NOTES[kind]))
    (row,) = outcome.pages.notes

    assert found == []
    assert row.pages[0] == row.call
    assert len(row.pages) >= 3
    assert list(row.pages) == list(range(row.pages[0], row.pages[-1] + 1))


def test_so_it_is_where_the_book_is_set_as_one_document(tmp_path):
    """By the plain engine, which sees no lines but those that anchors tell."""
    outcome, found = build(tmp_path, chapter(NOTES["lists in a quotation"]), "plain")
    (row,) = outcome.pages.notes

    assert {*found} <= {"Y002"}
    assert len(row.pages) >= 3


def test_numbers_go_on_where_a_list_is_divided(tmp_path):
    """None is said twice, also where an item is divided itself."""
    build(tmp_path, chapter(NUMBERED))
    numbers = re.findall(r"(?<!\S)(\d+)\.(?!\S)", " ".join(pages(tmp_path)))

    assert [*map(str, range(3, 40))] == numbers


def test_a_table_has_its_head_again_on_each_page_it_goes_on_to(tmp_path):
    """Once, above its rows; those who are read the book hear it once."""
    build(tmp_path, chapter(NOTES["a table"]))
    heads = [
        page.count("Place") for page in pages(tmp_path) if re.search(r"a\d+x", page)
    ]

    assert len(heads) >= 3
    assert {*heads} == {1}


def test_a_note_called_in_the_head_of_such_a_table_is_called_once(tmp_path):
    """And a reference there says its page on each page where the head is said."""
    head = TABLE.replace("Place", "Place,[^d] @sec-two", 1)
    more = f"\n[^d]: {said(9, 'd')}.\n\n## Two {{#sec-two}}\n\n{said(150, 'e')}.\n"
    outcome, found = build(tmp_path, chapter(head) + more)
    outer, inner = outcome.pages.notes
    shown = [page for page in pages(tmp_path) if "Place" in page]

    assert {*found} == {"Y002"}  # the inner note follows the outer
    assert outer.call == inner.call == outer.pages[0]
    assert inner.pages[0] >= outer.pages[-1]
    assert len(shown) >= 3


def test_what_stands_behind_a_page_break_in_a_note_is_set(tmp_path):
    """There is no page to be broken."""
    _, found = build(tmp_path, chapter("one\n\n{{< pagebreak >}}\n\ntwo"))

    assert found == []


def test_references_know_the_page_of_what_stands_in_a_note(tmp_path):
    """A table that begins pages behind the call, and what stands in its last row."""
    table = TABLE.replace("| 39 |", "| [39]{#deepest} |")
    text = chapter(f"{quoted(said(500))}\n\n{table}\n\n: Depths {{#tbl-depths}}")
    outcome, found = build(
        tmp_path, f"{text}\n## Two\n\n@tbl-depths; [it](#deepest).\n"
    )
    (row,) = outcome.pages.notes
    anchors = outcome.pages.anchors
    begins, ends = (
        next(n for n, page in enumerate(pages(tmp_path), 1) if words in page)
        for words in ("Depths", "a39x0")
    )

    assert {*found} == {"R027"}  # they lead into a note
    assert row.pages[0] < begins < ends
    assert [page for name, page in anchors.items() if "tbl-depths" in name] == [begins]
    assert [page for name, page in anchors.items() if "deepest" in name] == [ends]


# ---------------------------------------------------------------- seams

words = st.integers(2, 45).map(lambda count: f"{said(count)}.")
verses = st.lists(st.integers(1, 12), min_size=1, max_size=7).map(
    lambda counts: "\n".join(f"| {said(count, 'v')}" for count in counts)
)
tables = st.lists(st.integers(1, 25), min_size=1, max_size=7).map(
    lambda counts: (
        "| A | B |\n|:--|--:|\n"
        + "\n".join(f"| {said(count, 'c')} | {count} |" for count in counts)
    )
)
codes_ = st.lists(st.sampled_from(["", "one", "  two"]), min_size=1, max_size=7).map(
    lambda lines: "```\n" + "\n".join(lines) + "\n```"
)
blocks = st.recursive(
    st.one_of(words, words, verses, tables, codes_),
    lambda inner: st.one_of(
        inner.map(quoted),
        st.lists(inner, min_size=1, max_size=3).map("\n\n".join),
        st.lists(inner, min_size=1, max_size=4).map(
            lambda items: "\n\n".join(f"- {indented(each).lstrip()}" for each in items)
        ),
        st.lists(inner, min_size=1, max_size=4).map(
            lambda items: "\n\n".join(
                f"{n}. {indented(each).lstrip()}" for n, each in enumerate(items, 4)
            )
        ),
        st.lists(inner, min_size=1, max_size=2).map(
            lambda them: "\n\n".join(f"t\n:   {indented(e).lstrip()}" for e in them)
        ),
    ),
    max_leaves=9,
)


@cache
def works_of_high_pages():
    """Open the works of a book whose pages are high enough for any note."""
    book = printed("# One")
    return open_works(replace(book, css=(*book.css, HIGH)), ASSETS, fonts())


def set_alone(text, *, long):
    """Set a chapter on a high page, with its notes cut or not."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(longnotes, "_is_long", lambda note: long)
        return works_of_high_pages().perform(job(text))


def job(text):
    """Make of a chapter what is to be set."""
    units = printed(text).units
    return next(Job(e, Entry("recto", 1)) for e in units if e.role is Role.CHAPTER)


def standing(made):
    """Tell where each block of a note stands, from its top to its foot."""
    found = {}
    for number, row in enumerate(each for each in made.setting.map.blocks if each.note):
        at = [*(b.y for b in row.boxes), *(b.y + b.height for b in row.boxes)]
        found[number, row.span] = min(at), max(at), min(b.x for b in row.boxes)
    return found


def test_lines_that_are_not_filled_stay_so_where_they_are_cut():
    """In a note that is set to the left; in one that is not, all lines are."""
    text = f"# One\n\nCalled here.[^n]\n\n[^n]: {said(150)}.\n"
    ragged, filled = set_ragged(text, "left"), set_ragged(text, "justify")

    assert "filled" not in ragged
    assert ragged.count("cut-off") == ragged.count("goes-on") > 1
    assert filled.count("filled") == filled.count("cut-off") > 1


def set_ragged(text, align):
    """Give the markup of a chapter that was set, notes aligned in some way."""
    sheet = Stylesheet(PurePosixPath("a.css"), f".note {{ text-align: {align} }}")
    book = printed(text)
    works = open_works(replace(book, css=(*book.css, sheet)), ASSETS, fonts())
    return works.perform(job(text)).setting.html


@settings(
    max_examples=int(os.environ.get("PUBLISHER_LONG_NOTES", "5")),
    deadline=None,
    suppress_health_check=list(HealthCheck),
)
@example("```\none\n\n\n\n  two\n\n\n```")
@given(blocks)
def test_where_it_is_divided_nothing_shows(note):
    """On one page all stands as if nothing had been cut, and is read so."""
    text = f"# One\n\nCalled here.[^n]\n\n[^n]:\n{indented(note)}\n"
    whole, cut = (set_alone(text, long=each) for each in (False, True))

    assert len(cut.setting.map.pages) == 1
    assert standing(cut) == {
        key: pytest.approx(at, abs=0.3) for key, at in standing(whole).items()
    }
    assert tree(cut.pages) == tree(whole.pages)


# ---------------------------------------------------------------- where it is cut


def divided(note, *measures):
    """Cut a note, given what the galley shows; give the markup of its parts."""
    root = ElementTree.fromstring(
        f'<section class="unit"><p>Words<span class="note" data-note="n1">{note}</span>'
        "</p></section>"
    )
    split_long_notes(root, lambda sheet: [*map(Measured, measures)])
    return [
        "".join(ElementTree.tostring(each, "unicode") for each in part)
        for part in root.iter("span")
        if "data-note" in part.attrib
    ]


LONG = "<p>" + "x" * 400 + "</p>"  # makes any note long


def test_an_item_that_goes_on_has_no_number_and_the_next_has_its_own():
    """The list begins again with the number of the item that was cut."""
    line = "river "
    items = f'<li><p id="a">{line * 6}</p></li><li><p>{line}</p></li>'
    _, *parts = divided(
        f'{LONG}<ol start="4" id="o">{items}</ol>', ["x" * 400], [line] * 6, [line] * 2
    )

    assert [re.findall(r"<(?:ol|li|p)[^>]*>", each) for each in parts] == [
        ['<ol start="4" id="o" class="cut-off">', '<li class="cut-off">',
         '<p id="a" class="cut-off filled">'],
        ['<ol start="4" class="goes-on cut-off">', '<li class="goes-on">',
         '<p class="goes-on">', '<li class="note-gap" />'],
        ['<ol start="5" class="goes-on">', '<li class="note-gap" />', "<li>", "<p>"],
    ]  # fmt: skip


def test_what_was_not_first_is_not_set_as_if_it_were():
    """Something unseen stands for what came before, and for what comes after."""
    verses = "".join(f'<span class="line">v{n}</span><br />' for n in range(3))
    stanzas = f'<p class="stanza">{verses}</p>' * 2
    first, second = divided(
        f'<div class="verse">{stanzas}</div>{LONG}',
        *[["v"]] * 6,
        ["x" * 400],
    )[:2]

    assert first.count("<p") == 2
    assert first.endswith('<p class="note-gap" /></div>')
    assert second.startswith('<div class="verse goes-on"><p class="note-gap" />')


def test_a_term_stands_with_what_it_means():
    """And a title with its text, the head of a table with its first row."""
    rows = "<tr><td>c</td></tr>" * 9
    table = f"<table><thead><tr><th>h</th></tr></thead><tbody>{rows}</tbody></table>"
    terms = "<dl>" + "<dt>t</dt><dd><p>m</p></dd>" * 9 + "</dl>"
    parts = divided(
        f"{terms}<div>{table}</div>{LONG}",
        *[["m"]] * 9,
        ["9pt"],
        *[["c"]] * 9,
        ["x" * 400],
    )

    assert len(parts) > 6
    assert not [each for each in parts if each.endswith("</dt></dl>")]
    assert not [each for each in parts if each.endswith("</thead></table></div>")]


# ---------------------------------------------------------------- what is not divided

TALL = PICTURE.data.replace(b'height="200"', b'height="900"')
FIGURE = '![A tower](images/t.svg){#fig-tower alt="A tower."}'


def test_a_picture_that_has_no_room_goes_to_the_next_page_alone(tmp_path):
    """The note begins with its call: no line goes with the picture, no hole is left."""
    text = chapter(f"{said(5)}.\n\n{FIGURE}")
    outcome, found = build(tmp_path, text, files={"images/t.svg": TALL})
    (row,) = outcome.pages.notes

    assert found == []
    assert row.pages == (row.call, row.call + 1)


def test_a_row_that_fits_a_page_stands_whole_on_one(tmp_path):
    """Also if it is higher than notes usually are."""
    text = chapter(
        f"| A | B |\n|--|--|\n| q | r |\n| x | {said(210, 'c')} |\n| y | z |"
    )
    _, found = build(tmp_path, text)

    assert found == []
    assert [page for page in pages(tmp_path) if "c0" in page and "c205" in page]


@pytest.mark.parametrize(
    "block",
    [
        pytest.param(f"| A | B |\n|--|--|\n| x | {said(700)} |", id="a row"),
        pytest.param(f"```\n{said(700)}\n```", id="a line of code"),
    ],
)
def test_what_is_higher_than_a_page_is_reported_where_it_was_written(block, tmp_path):
    """Once: nothing is said besides of words that are lost."""
    outcome, found = build(tmp_path, chapter(f"{said(20)}.\n\n{block}"))
    (fault,) = (each for each in outcome.found if each.code == "Y018")
    lines = (tmp_path / "book" / "one.md").read_text("utf-8").split("\n")

    assert found == ["Y018"]
    assert block.split("\n")[0] in lines[fault.span.line - 1]
    assert fault.hint


# ---------------------------------------------------------------- what is kept


def test_a_word_in_a_long_note_is_set_as_it_would_have_been_at_once():
    """By what is kept of the chapter: in a table, a list, in verse."""
    rows = "\n".join(TABLE.split("\n")[:20])
    note = f"{rows}\n\n{NOTES['verse']}\n\n{NUMBERED}"
    one, other = (
        job(chapter(note.replace("i20x0", f"i20x0 {word}"))) for word in ("a", "two b")
    )
    book = printed("# One")
    works = open_works(book, ASSETS, fonts())
    kept = pickle.loads(pickle.dumps(works.perform(one).plates))
    found = works.perform(other, kept)
    alone = open_works(book, ASSETS, fonts()).perform(other)

    assert len(found.setting.map.pages) > 3
    assert found.setting == alone.setting
    assert found.pages == alone.pages
