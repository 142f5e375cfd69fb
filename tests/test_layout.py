"""Pages: sides, numbers, notes at the foot, holes closed, complaints placed."""

import logging
import os
import re
from contextlib import nullcontext
from dataclasses import replace
from pathlib import PurePosixPath
from xml.etree import ElementTree

import pypdfium2
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from print_sample import (
    ASSETS,
    LINE,
    SMALL,
    fonts,
    house_styles,
    noted,
    printed,
    small_book,
    text,
    unit,
)
from publisher.artifacts import Asset, PrintBook, Stylesheet
from publisher.bookinfo import Matter, Role
from publisher.layout import Press, drifting, lay_out, oneunit, typesetting
from publisher.layout.faces import faces
from publisher.layout.fonts import no_installed_fonts
from publisher.layout.inside import content
from publisher.layout.labels import roman_figures
from publisher.layout.longnotes import split_long_notes
from publisher.layout.plain import lay_out_plainly
from publisher.layout.setting import Entry
from publisher.layout.spaces import close_up
from publisher.layout.stops import Measured
from publisher.layout.typesetting import set_unit
from publisher.layout.workshop import open_workshop


def laid(*units, css=SMALL, assets=ASSETS):
    """Lay out a small book; the findings must be looked at by who wants none."""
    return lay_out(small_book(*units, css=css), assets, fonts())


def codes(found):
    """Name the rules of findings."""
    return [each.code for each in found]


def test_roman_numbers():
    """As folios of the front matter need them."""
    assert [roman_figures(n) for n in (1, 4, 9, 14, 40, 90, 400)] == [
        "i", "iv", "ix", "xiv", "xl", "xc", "cd",
    ]  # fmt: skip


def test_front_matter_is_roman_and_the_body_begins_with_one():
    """Blank pages count, and belong to the unit they follow."""
    half = unit("<p>T</p>", "half", Role.HALF_TITLE, Matter.FRONT, "recto")
    preface = unit(text(3), "preface", Role.FRONT_PIECE, Matter.FRONT, "recto")
    chapters = [unit(text(3), name, opens="recto") for name in ("ch-01", "ch-02")]
    book, found = laid(half, preface, *chapters)
    rows = [(row.label, row.side.value, row.blank, row.unit) for row in book.map.pages]

    assert codes(found) == []
    assert rows == [
        ("i", "recto", False, "half"),
        ("ii", "verso", True, "half"),
        ("iii", "recto", False, "preface"),
        ("iv", "verso", True, "preface"),
        ("1", "recto", False, "ch-01"),
        ("2", "verso", True, "ch-01"),
        ("3", "recto", False, "ch-02"),
    ]


def test_a_unit_that_may_open_anywhere_follows_at_once():
    """No page stays blank for it."""
    book, _ = laid(unit(text(3), "a"), unit(text(3), "b"))

    assert [row.blank for row in book.map.pages] == [False, False]
    assert [row.side.value for row in book.map.pages] == ["recto", "verso"]


def test_a_folio_is_known_to_be_printed_or_not():
    """What the margins hold decides, not what the style meant."""
    bare = ".title-page { page: bare } @page bare { @bottom-center { content: none } }"
    title = unit("<p>T</p>", "title", Role.TITLE_PAGE)
    book, _ = laid(title, unit(text(2), "ch-01"), css=SMALL + bare)

    assert [row.folio for row in book.map.pages] == [False, True]


def test_the_printed_folio_is_the_label():
    """The number that a reader sees is the one that references give."""
    book, _ = laid(unit(text(60), "a"), unit(text(30), "b", opens="recto"))

    assert len(book.map.pages) > 5
    assert all(row.folio for row in book.map.pages if not row.blank)


def test_a_note_stands_on_the_page_of_its_call():
    """However the paragraph breaks."""
    for before in range(12, 20):
        book, found = laid(
            unit(text(before) + text(6, 20, noted(LINE * 3)) + text(9, 30))
        )

        assert codes(found) == []
        assert [row.pages[:1] == (row.call,) for row in book.map.notes] == [True]


def test_a_note_of_three_pages_runs_over_and_loses_nothing():
    """It begins with its call, goes on at the foot of the next pages, and ends."""
    words = " ".join(f"w{n}" for n in range(1100))
    book, found = laid(unit(text(10, 10, noted(words)) + text(50, 30)))
    (row,) = book.map.notes
    parts = re.findall("w[0-9]+", book.units[0].html)

    assert codes(found) == []
    assert row.pages[0] == row.call
    assert len(row.pages) >= 3
    assert list(row.pages) == list(range(row.pages[0], row.pages[-1] + 1))
    assert parts == words.split()
    assert inside_the_page(book)


def inside_the_page(book):
    """Tell whether every block of the text area and the notes is inside its page."""
    return all(
        box.y >= 19 and box.y + box.height <= 261
        for row in book.map.blocks
        for box in row.boxes
    )


def test_a_note_that_is_cut_has_the_lines_it_had_before():
    """The parts join without a seam: no line is shorter for the cut."""
    indented = ".note p { text-indent: 9pt } .note > p:first-child { text-indent: 0 }"
    words = f'{LINE * 9}</p><p data-at="a.md:92:7">{LINE * 9}'
    short = noted(words).replace("the river goes on", "it goes", 1)
    css = SMALL + indented + ".unmarked { font-size: 8pt; line-height: 10pt }"
    whole, _ = laid(
        unit(
            text(1)
            + short.replace('class="note"', 'class="unmarked"').replace(
                "data-note", "x"
            )
        ),
        css=css + ".unmarked { display: block } .unmarked p { text-indent: 9pt }"
        ".unmarked > p:first-child { text-indent: 0 }",
    )
    split, _ = laid(unit(text(1) + short), css=css)

    assert split.units[0].html.count("note-more") > 4
    assert height(split, 90) == height(whole, 90)
    assert height(split, 92) == pytest.approx(height(whole, 92), abs=2)  # a last line's


def test_the_mark_of_a_long_note_stands_with_the_list_it_begins_with():
    """Above a list it has a line of its own, and no page ends with that line."""
    mark = '<p class="gen"><span class="gen mark">1</span></p>'
    root = ElementTree.fromstring(
        f'<section class="unit"><p>Words<span class="note" data-note="n1">{mark}'
        f"<ul><li>{LINE * 4}</li></ul><p>{LINE * 9}</p></span></p></section>"
    )
    ends = [Measured([]), Measured(["the river goes on "] * 3)]
    split_long_notes(root, lambda sheet: ends)
    parts = [[each.tag for each in part] for part in root.iter("span") if len(part)]

    assert [part for part in parts if "ul" in part] == [["p", "ul"]]


def test_white_space_in_a_note_is_closed_up():
    """A line end of the manuscript is a space, in notes too; indents are not text."""
    loose = "one\ntwo   <em> three</em>\n four </p>\n<p data-at='a.md:91:1'>  five"
    root = ElementTree.fromstring(f"<div> {noted(loose)} <pre>  x</pre></div>")
    close_up(root)
    note = next(each for each in root.iter() if each.get("data-note"))

    assert "".join(note.itertext()) == "1one two three fourfive"
    assert root.find("pre").text == "  x"


def height(book, line):
    """Add up the boxes of the paragraph that was written on a line."""
    rows = [
        row for row in book.map.blocks if row.span.line == line and row.span.column == 7
    ]
    return sum(box.height for row in rows for box in row.boxes)


@given(
    st.lists(
        st.tuples(st.integers(1, 14), st.sampled_from([0, 0, 5, 20, 40, 90, 200])),
        min_size=3,
        max_size=10,
    )
)
@settings(max_examples=6, deadline=None)
def test_notes_of_any_length_are_all_there_whole_and_in_order(paragraphs):
    """Each begins with its call, or a finding says where; none is lost or doubled."""
    words = [f"k{n}w{m}" for n, (_, size) in enumerate(paragraphs) for m in range(size)]
    body = "".join(
        text(
            lines,
            10 + n,
            noted(" ".join(w for w in words if w.startswith(f"k{n}w")), f"n{n}"),
        )
        if size
        else text(lines, 10 + n)
        for n, (lines, size) in enumerate(paragraphs)
    )
    book, found = laid(unit(body))
    late = [row for row in book.map.notes if row.pages[0] != row.call]
    boxes = [box for row in book.map.blocks if row.note for box in row.boxes]
    notes = re.findall(r"k\d+w\d+", book.units[0].html)

    assert notes == words
    assert {*codes(found)} <= {"Y002"}
    assert len(late) <= len(found)
    assert all(
        list(row.pages) == sorted(row.pages)
        for row in book.map.notes
        if row not in late
    )
    assert all(box.y >= 20 and box.y + box.height <= 261 for box in boxes)


@pytest.mark.parametrize("lines", range(3, 12))
def test_no_note_is_lost_where_a_long_one_goes_on_before_it(lines):
    """WeasyPrint forgets the notes of a line for which it sends others on."""
    long, other = noted(LINE * 14, "n1"), noted("Short.", "n2", 95)
    book, found = laid(unit(text(lines, 10, long) + text(2, 20, other) + text(30, 30)))

    assert codes(found) == []
    assert [row.pages[0] - row.call for row in book.map.notes] == [0, 0]


def test_a_note_far_longer_than_its_page_keeps_its_markup():
    """Emphasis that stands across a cut goes on after it; ids are not doubled."""
    words = f'one <em id="e">{LINE * 40}</em> end'
    book, found = laid(unit(text(4, 10, noted(words)) + text(50, 30)))
    html = book.units[0].html

    assert codes(found) == []
    assert html.count("<em") == html.count("</em>") > 1
    assert html.count('id="e"') == 1
    assert html.count('id="n-n1"') == 1


def test_notes_in_headings_captions_and_cells_are_all_on_paper():
    """Wherever a call stands, its note is set once."""
    picture = '<img src="asset:images/a.svg" alt="a" style="height: 60pt"/>'
    body = "".join(
        f'<h2 data-at="a.md:{n}1:1">Head{noted("In a heading.", f"h{n}")}</h2>{text(5, n)}'
        f'<div class="tbl" data-at="a.md:{n}2:1"><table><caption>Table'
        f'{noted("In a caption.", f"c{n}")}</caption><thead><tr><th scope="col">A'
        f"{noted('In a head.', f't{n}')}</th></tr></thead><tbody><tr><td>c"
        f"{noted('In a cell.', f'd{n}')}</td></tr></tbody></table></div>"
        f'<figure data-at="a.md:{n}3:1" class="figure"><div>{picture}</div><figcaption>'
        f"Figure{noted('In a legend.', f'f{n}')}</figcaption></figure>"
        for n in range(10, 22)
    )
    book, found = laid(unit(body))
    leaves = [leaf for each in book.placed() for leaf in each.load().leaves]

    assert {code for code in codes(found) if code != "Y002"} == set()
    assert len(book.map.notes) == 60
    assert all(row.pages for row in book.map.notes)
    assert len(leaves) == len(book.map.pages)


def test_a_note_whose_call_meets_the_end_of_another_long_note_is_reported():
    """Two long notes on one line cannot both stand there; the finding says where."""
    both = noted(LINE * 60, "n1") + noted(LINE * 60, "n2", 95)
    book, found = laid(unit(text(10, 10, both) + text(80, 30)))
    late = [row for row in book.map.notes if row.pages[0] != row.call]

    assert [row.key for row in late] == ["n2"]
    assert codes(found) == ["Y002"]
    assert str(found[0].span) == "a.md:10:9"
    assert found[0].message == "the note called on page 1 begins on page 5"


def figured(lines_before, **more):
    """Make a text with a numbered figure that fills two thirds of a page."""
    picture = (
        '<img src="asset:images/a.svg" alt="a" style="height: 150pt; width: 90pt"/>'
    )
    anchor = more.get("anchor", ' id="fig-a"')
    figure = (
        f'<figure{anchor} class="figure" data-at="a.md:40:1"><div>{picture}</div>'
        '<figcaption class="gen">Figure</figcaption></figure>'
    )
    after = more.get("after", text(30, 50) + text(20, 60))
    return unit(f"{text(lines_before, 30)}{figure}{after}")


def test_a_figure_that_leaves_a_hole_drifts_down():
    """The page before it is filled with the text from behind it."""
    book, _ = laid(figured(12))
    html = book.units[0].html
    figure = next(row for row in book.map.blocks if row.span.line == 40)
    page_one = [row.span.line for row in book.map.blocks if row.boxes[0].page == 1]

    assert html.index("a.md:50:1") < html.index("<figure")
    assert figure.boxes[0].page == 2
    assert 50 in page_one
    assert book.map.pages[1].first.line == 50
    assert book.map.pages[1].offset > 0


@pytest.mark.parametrize("ahead", [0, drifting.AHEAD])
def test_what_stands_far_behind_a_hole_is_not_set_to_find_where_its_page_ends(
    ahead, monkeypatch
):
    """The same pages come of it; what is too little is set again with all of it."""
    after = "".join(text(30, line) for line in range(50, 130, 10))
    chapter = figured(12, after=after)
    whole = lengths_set(chapter, 99, monkeypatch)
    shortened = lengths_set(chapter, ahead, monkeypatch)

    assert shortened[0] == whole[0]
    assert shortened[1][-1] == whole[1][-1]
    assert min(shortened[1]) <= 2 + ahead + 1 < min(whole[1])


def lengths_set(chapter, ahead, monkeypatch):
    """Set a unit; give its markup, and how many pages each setting had."""
    lengths = []

    def counted(*arguments):
        made = oneunit.set_once(*arguments)
        lengths.append(len(made.document.pages))
        return made

    monkeypatch.setattr(drifting, "AHEAD", ahead)
    monkeypatch.setattr(typesetting, "set_once", counted)
    book, _ = laid(chapter)
    return book.units[0].html, lengths


def test_a_figure_that_fits_stays_where_it_was_written():
    """Only a hole makes it move."""
    book, _ = laid(figured(3))

    assert book.units[0].html.index("<figure") < book.units[0].html.index("a.md:50:1")


def test_a_figure_without_a_number_never_moves():
    """The text may say "this"."""
    book, _ = laid(figured(12, anchor=""))

    assert book.units[0].html.index("<figure") < book.units[0].html.index("a.md:50:1")


def test_a_figure_does_not_leave_its_section():
    """It may stand at the end of it, but not behind the next heading."""
    heading = '<h2 data-at="a.md:55:1">Next</h2>'
    before = f'<h2 data-at="a.md:20:1">This</h2>{text(10, 30)}'
    base = figured(1, after=text(3, 50) + heading + text(30, 60))
    body = base.html.replace(text(1, 30), before)
    book, _ = laid(replace(base, html=body))
    html = book.units[0].html

    assert html.index("<figure") < html.index("a.md:55:1")


def test_no_letter_is_lost_or_moved_by_drifting():
    """The words of a paragraph that was cut are the same, in the same order."""
    base = figured(12)
    book, _ = laid(base)

    def words(html):
        return re.sub(
            "<.*?>|\\s", "", re.sub("<figure.*?</figure>", "", html, flags=re.S)
        )

    assert words(base.html) == words(book.units[0].html)


def test_a_paragraph_with_notes_is_cut_between_words():
    """At a line's end, its notes staying with their calls."""
    words = " ".join(f"unquestionably{n}" for n in range(40))
    after = f'<p data-at="a.md:50:1">It is {words}'
    after += f"{noted('First.', 'n1')} and {words}{noted('Second.', 'n2')} end.</p>"
    css = SMALL + "html { hyphens: auto }"
    for before in range(8, 15):
        book, _ = laid(figured(before, after=after + text(30, 60)), css=css)
        html = book.units[0].html
        parts = re.findall(r'<p data-at="a.md:50:1".*?</p>(?=\s*<)', html, re.S)
        said = " ".join(
            re.sub("<span class=.note.*?</span></p>|<.*?>", " ", html).split()
        )

        assert {*codes(_)} <= {"Y002"}
        assert re.findall(r"unquestionably\d+", said) == words.split() * 2
        assert len(parts) >= 1


def test_what_weasyprint_says_of_the_text_is_a_finding_at_its_block():
    """A picture that is not there, a link that leads nowhere."""
    body = (
        text(2)
        + '<p data-at="a.md:12:1"><img src="asset:no.png" alt="x"/></p>'
        + '<p data-at="a.md:14:1"><a href="#nowhere">x</a></p>'
    )
    _, found = laid(unit(body))

    assert [(f.code, str(f.span)) for f in found] == [
        ("Y001", "a.md:12:1"),
        ("Y001", "a.md:14:1"),
    ]
    assert "no.png" in found[0].message
    assert '"nowhere"' in found[1].message


def test_what_weasyprint_says_of_a_style_is_a_finding_in_the_style():
    """With the sheet, the line and the column."""
    sheets = (Stylesheet(PurePosixPath("mine.css"), "p { margin: 0;\n  colour: red }"),)
    book = PrintBook((unit(text(2)),), "", sheets, "en")
    _, found = lay_out(book, {}, fonts())

    assert [(f.code, str(f.span)) for f in found] == [("Y001", "mine.css:2:3")]


@pytest.mark.parametrize(
    "wanted", ["file:///etc/hosts", "http://example.org/x.png", "asset:../secret.png"]
)
def test_nothing_is_fetched_from_disk_or_network(wanted):
    """Only what is handed in is served; all else is a finding."""
    _, found = laid(unit(f'<p data-at="a.md:3:1"><img src="{wanted}" alt="x"/></p>'))

    assert codes(found) == ["Y001"]
    assert "nothing else is fetched" in found[0].message


def test_a_table_wider_than_the_page_is_set_in_small_type():
    """And is then no finding, if that is enough."""
    cells = "<td>unquestionably</td>" * 3
    table = f'<div class="tbl" data-at="a.md:5:1"><table><tr>{cells}</tr></table></div>'
    css = SMALL + "td { padding: 0 8pt }"
    book, found = laid(unit(text(2) + table), css=css)

    assert codes(found) == []
    assert 'class="tbl narrow"' in book.units[0].html


def test_a_line_wider_than_the_page_is_a_finding():
    """A table that cannot be made narrow enough is seen before it is printed."""
    wide = '<div class="tbl" data-at="a.md:5:1"><table><tr><td>' + "W" * 60
    _, found = laid(unit(text(2) + wide + "</td></tr></table></div>"))

    assert [(f.code, str(f.span)) for f in found] == [("Y005", "a.md:5:1")]


def test_complaints_do_not_reach_the_log_of_the_program():
    """WeasyPrint's logger is as it was, and nothing was printed."""
    logger = logging.getLogger("weasyprint")
    before = logger.propagate, logger.level, list(logger.handlers)
    laid(unit('<p data-at="a.md:3:1"><img src="asset:no.png" alt="x"/></p>'))

    assert before == (logger.propagate, logger.level, list(logger.handlers))


def test_fontconfig_is_asked_for_nothing_and_left_as_it_was():
    """The variable is set only while fontconfig is loaded."""
    before = os.environ.get("FONTCONFIG_FILE")
    with no_installed_fonts():
        inside = os.environ["FONTCONFIG_FILE"]

    assert inside != before
    assert os.environ.get("FONTCONFIG_FILE") == before


def test_fonts_say_themselves_what_they_are():
    """Family, weight and slope come from the files; licences are passed over."""
    licence = Asset(PurePosixPath("OFL.txt"), "text/plain", b"Licence")
    rules = faces(fonts() | {"OFL.txt": licence})

    assert 'font-family: "EB Garamond"; font-weight: 700; font-style: italic' in rules
    assert 'font-family: "Source Sans 3"; font-weight: 400; font-style: normal' in rules
    assert "OFL" not in rules


def test_units_that_did_not_change_are_not_set_again():
    """Only what is new is set again."""
    first, second = unit(text(9), "a"), unit(text(9), "b", opens="recto")
    press = Press()
    before, _ = lay_out(small_book(first, second), ASSETS, fonts(), press)
    changed = replace(second, html=second.html.replace("river", "brook"))
    after, found = lay_out(small_book(first, changed), ASSETS, fonts(), press)

    assert codes(found) == []
    assert after.sheets[0].gist is before.sheets[0].gist
    assert after.sheets[-1].gist is not before.sheets[-1].gist
    assert lay_out(small_book(first, changed), ASSETS, fonts())[0].map == after.map


def test_findings_of_a_unit_that_is_not_set_again_are_said_again():
    """What the last layout says is all there is to say."""
    press = Press()
    bad = unit('<p data-at="a.md:3:1"><img src="asset:no.png" alt="x"/></p>')
    _, found = lay_out(small_book(bad), ASSETS, fonts(), press)
    _, again = lay_out(small_book(bad), ASSETS, fonts(), press)

    assert found == again
    assert codes(again) == ["Y001"]


def test_no_line_begins_with_a_dash():
    """The word joiner holds it to the word before."""
    dashed = "river—boat—ferry—" * 60
    source = f"# One\n\n{dashed} end.\n"
    book = printed(source)
    shop = open_workshop(book, {}, fonts())
    made = set_unit(book.units[0], Entry("recto", 1), shop)
    block = next(e for e in made.root.iter("p") if "river" in "".join(e.itertext()))
    lines = made.lines(block, through=9)

    assert len(lines) > 8
    assert not [line for line in lines if line.lstrip("\u2060 ").startswith("—")]


@pytest.mark.parametrize("hung", [True, False])
@pytest.mark.parametrize(
    ("first", "alone"), [("Contemplation", "Contempla\u2010"), ("Thought", "Thought")]
)
def test_a_space_at_the_end_of_a_line_divides_no_word(first, alone, hung, monkeypatch):
    """WeasyPrint by itself divides the first word of a text that fits but for its space.

    Or leaves it alone on the line, if it is not to be divided.
    """
    if not hung:
        monkeypatch.setattr(oneunit, "spaces_hung", nullcontext)
    words = f"{first} {'that ' * (first == alone)}runs on to the <em>institution</em> and so on."
    grown = (
        f'<p style="hyphens: auto; padding-left: {n / 4}pt">{words}</p>'
        for n in range(120, 220)
    )
    made = set_unit(
        unit("".join(grown)),
        Entry("recto", 1),
        open_workshop(small_book(), {}, fonts()),
    )
    found = [text for page in made.document.pages for _, text in content.lines(page)]

    assert (alone in {each.strip() for each in found}) is not hung


def test_no_line_begins_with_the_call_of_a_note():
    """A full stop is the last of its line only with the call that follows it."""
    grown = (f"{'a' * n} river that goes to the sea" for n in range(4, 60))
    said = "\n\n".join(f"{each}.^[Note.] And it does not end there." for each in grown)
    book = printed(f"# One\n\n{said}\n")
    shop = open_workshop(book, {}, fonts())
    made = set_unit(book.units[0], Entry("recto", 1), shop)
    lines = [text for page in made.document.pages for _, text in content.lines(page)]

    assert len(lines) > 80
    assert not [line for line in lines if line.lstrip("\u2060")[:1].isdigit()]


@pytest.mark.parametrize("words", ["Vnum equum aureum uult GALLUS", "*uult* **Vuult**"])
def test_letters_of_latin_are_those_that_were_written(words):
    """EB Garamond has other forms for Latin, in which u is v; the house does without."""
    pages = []
    for written in (words, f"[{words}]{{lang=la}}"):
        laid, _ = lay_out_plainly(
            printed(f"# One\n\nFirst.\n\n{written}\n"), {}, fonts()
        )
        with pypdfium2.PdfDocument(laid.pdf) as pdf:
            pages.append([page.render().to_pil().tobytes() for page in pdf])

    assert pages[0] == pages[1]


def test_the_house_style_earns_no_complaint():
    """Every rule of the publisher's own sheets is one that WeasyPrint knows."""
    source = (
        "# One\n\nWords[^a] and *more*.\n\n## Two\n\n> Quoted.\n\n- a\n- b\n\n"
        "| A | B |\n|---|---|\n| c | d |\n\n[^a]: Note.\n"
    )
    assert [sheet.path.name for sheet in house_styles()] == ["common.css", "print.css"]
    _, found = lay_out(printed(source), {}, fonts())

    assert codes(found) == []
