"""The plain path: one document, WeasyPrint's public interface, the same book."""

import ast
import os
import re
import subprocess
import sys
from dataclasses import replace
from io import BytesIO
from pathlib import Path, PurePosixPath

import pikepdf
import pypdfium2
import pytest

from print_sample import ASSETS, SMALL, fonts, printed, small_book, unit
from publisher.artifacts import PrintBook, Stylesheet
from publisher.bookinfo import Matter, Role
from publisher.layout.plain import LIMIT, lay_out_plainly
from publisher.layout.plain.styles import on_openings

HOUSE = Path(__file__).parents[1]
LINE = "the river goes on and on and does not end until the sea takes it "
GARAMOND = {name: each for name, each in fonts().items() if "EBGaramond" in name}
BARE = (
    SMALL
    + """
.half-title, .blank { page: bare }
@page bare { @bottom-center { content: none } }
"""
)


def text(lines, at=10, extra=""):
    """Make a paragraph of about so many lines on the small page."""
    words = (LINE * lines)[: lines * 40].rsplit(" ", 1)[0]
    return f'<p data-at="a.md:{at}:1">{words}{extra}.</p>'


def number(anchor):
    """Ask for the number of a page."""
    return f'<span class="pg" data-page-of="{anchor}">000</span>'


def noted(words, key="n1", at=90):
    """Make a call and its note, as `render` writes them."""
    return (
        f'<sup class="gen call" data-call="a.md:10:9">'
        f'<a id="c-{key}" href="#n-{key}">1</a></sup>'
        f'<span class="note" id="n-{key}" data-note="{key}" data-at="a.md:{at}:1">'
        f'<p data-at="a.md:{at}:7"><span class="gen mark">1</span>{words}</p></span>'
    )


def laid(*units, css=BARE, assets=ASSETS):
    """Set and write a small book."""
    return lay_out_plainly(small_book(*units, css=css), assets, GARAMOND)


def said(plain):
    """Read the words of each page from the PDF."""
    with pypdfium2.PdfDocument(plain.pdf) as document:
        return [page.get_textpage().get_text_range() for page in document]


def codes(found):
    """Name the rules of findings."""
    return [each.code for each in found]


HALF = unit("<p>T</p>", "half", Role.HALF_TITLE, Matter.FRONT, "recto")


# ---------------------------------------------------------------- pages


def test_front_matter_is_roman_and_the_body_begins_with_one():
    """Blank pages count, belong to the unit they follow, and nothing is on them."""
    preface = unit(text(3), "preface", Role.FRONT_PIECE, Matter.FRONT, "recto")
    chapters = [unit(text(3), name, opens="recto") for name in ("ch-01", "ch-02")]
    plain, found = laid(HALF, preface, *chapters)
    rows = [(r.label, r.side.value, r.blank, r.unit) for r in plain.map.pages]

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
    assert [not words.strip() for words in said(plain)] == [
        r.blank for r in plain.map.pages
    ]


def test_units_that_open_anywhere_or_on_a_left_page_do_so():
    """A unit's side is kept however long the one before it is."""
    for lines in (3, 25):
        first = unit(text(lines), "a", opens="recto")
        plain, _ = laid(first, unit(text(2), "b", opens="verso"), unit(text(2), "c"))
        opened = {
            r.unit: r.side.value for r in reversed(plain.map.pages) if not r.blank
        }

        assert opened == {"a": "recto", "b": "verso", "c": opened["c"]}
        assert not plain.map.pages[-1].blank
        assert plain.map.pages[-2].unit == "b"


def test_the_printed_folio_is_the_label():
    """The number that a reader sees is the one that references give."""
    css = (
        BARE + "@page front { @bottom-center { content: counter(page, lower-roman) } }"
    )
    front = unit(text(45), "preface", Role.FRONT_PIECE, Matter.FRONT, "recto")
    front = replace(
        front, html=front.html.replace("<section", '<section style="page: front"')
    )
    plain, _ = laid(HALF, front, unit(text(50), "a", opens="recto"), css=css)
    printed = [words.split()[-1] for words in said(plain) if words.strip()]

    assert printed[1:] == [r.label for r in plain.map.pages if not r.blank][1:]
    assert {"iii", "v", "1", "3"} <= set(printed)


def test_every_reference_names_the_page_of_its_target():
    """Forwards and backwards, and in the contents, which are longer than they were."""
    lines = "".join(f"<p>Chapter {n} {number(f'ch-{n}')}</p>" for n in range(12))
    contents = unit(f"<div>{lines}</div>", "toc", Role.CONTENTS, Matter.FRONT, "recto")
    chapters = [
        unit(
            f'<h1 id="ch-{n}" data-at="{n}.md:1:1">Chapter {n}</h1>'
            + text(8 + n, extra=f" see {number(f'ch-{(n * 5) % 12}')}"),
            f"u-{n}",
        )
        for n in range(12)
    ]
    plain, found = laid(HALF, contents, *chapters)
    pages = said(plain)
    by_label = {r.label: words for r, words in zip(plain.map.pages, pages, strict=True)}
    entries = re.findall(r"Chapter (\d+) (\d+)", pages[2])

    assert codes(found) == []
    assert len(entries) == 12
    for chapter, label in entries:
        assert f"Chapter {chapter}" in by_label[label]
    for n in range(12):
        page = plain.map.pages[plain.map.anchors[f"ch-{(n * 5) % 12}"] - 1]
        assert f">{page.label}</span>" in plain.units[n + 2].html


def test_page_numbers_that_never_settle_are_reported():
    """With "iii" the target is on page iv, with "iv" on page iii."""
    row = " ".join([number("x")] * 18)
    body = (
        text(62)
        + f'<p data-at="a.md:20:1">{row}</p><p id="x" data-at="a.md:30:1">Here.</p>'
    )
    plain, found = laid(unit(body, "preface", Role.FRONT_PIECE, Matter.FRONT))

    assert codes(found) == ["Y003"]
    assert found[0].message == f"page numbers still change after {LIMIT} rounds"
    assert len(said(plain)) == len(plain.map.pages)


def test_a_page_that_is_told_and_not_there_is_reported():
    """At the block that tells it."""
    _, found = laid(unit(text(2, 14, number("gone"))))

    assert [(f.code, str(f.span)) for f in found] == [("Y008", "a.md:14:1")]


# ---------------------------------------------------------------- styles


@pytest.mark.parametrize(
    ("css", "expected"),
    [
        pytest.param("@page { x }", "@page { x }", id="every page"),
        pytest.param("@page :first {}", "@page :nth(1) , :nth(5) {}", id="first pages"),
        pytest.param("@page a:first{}", "@page a:nth(1), a:nth(5){}", id="of a name"),
        pytest.param(
            "@PAGE a:First , b:left:first{}",
            "@PAGE a:nth(1) , a:nth(5) , b:left:nth(1), b:left:nth(5){}",
            id="a list of them",
        ),
        pytest.param("/* @page :first { */", "/* @page :first { */", id="a comment"),
        pytest.param("@page/*:first*/a {}", "@page a {}", id="a comment inside"),
        pytest.param('a::after { content: "@page :first" }', None, id="a string"),
        pytest.param("a:first-child { b: c }", None, id="another first"),
        pytest.param("@page :left { c: d } a {}", None, id="another side"),
    ],
)
def test_first_pages_are_named_by_their_numbers(css, expected):
    """Nothing else of a style sheet is touched; spaces do not count."""
    made = on_openings(css, [1, 5])

    assert made.replace(" ", "") == (expected or css).replace(" ", "")


def test_each_unit_has_the_first_page_of_its_style():
    """And a rule for it weighs what it weighed: less than one for a named page's side."""
    css = (
        SMALL
        + """
    @page { @top-center { content: "within" } }
    @page :first { @top-center { content: "opens"; } @top-left { content: "lost" } }
    @page named:left { @top-left { content: "won" } }
    @page named:right { @top-left { content: "won" } }
    .unit { page: named }
    """
    )
    plain, _ = laid(unit(text(25), "a"), unit(text(45), "b", opens="recto"), css=css)
    opening = [row.index for row in plain.map.pages if row.first and not row.offset]
    pages = said(plain)

    assert opening == [1, 3]
    assert [n for n, words in enumerate(pages, 1) if "opens" in words] == opening
    assert [n for n, words in enumerate(pages, 1) if "within" in words] == [2, 4, 5]
    assert all("won" in words for words in pages)


# ---------------------------------------------------------------- the map


def test_blocks_notes_and_pictures_are_where_they_stand():
    """By anchors alone, to the hundredth of a point."""
    picture = (
        '<img src="asset:images/a.svg" alt="a" style="height: 50pt; width: 70pt"/>'
    )
    figure = f'<figure id="fig-a" data-at="a.md:40:1"><div>{picture}</div></figure>'
    body = text(4, 10, noted("A note.")) + figure + text(20, 50)
    plain, found = laid(
        unit(body),
        css=SMALL + "img { display: block }",
    )
    boxes = {(row.span.line, row.span.column): row.boxes for row in plain.map.blocks}
    (note,) = plain.map.notes

    assert codes(found) == []
    (above,), (around,) = boxes[10, 1], boxes[40, 1]
    assert (around.page, around.x, around.width, around.height) == (1, 20, 160, 50)
    assert around.y == pytest.approx(above.y + above.height, abs=0.01)
    assert plain.map.pages[0].figures == boxes[40, 1]
    assert [(b.width, b.height) for b in plain.map.pages[0].pictures] == [(70, 50)]
    assert [b.page for b in boxes[50, 1]] == [1, 2]
    assert (boxes[50, 1][1].y, boxes[50, 1][1].height) == (20, 120)
    assert (note.key, note.call, note.pages) == ("n1", 1, (1,))
    assert boxes[90, 7][0].y == 250
    assert (plain.map.width, plain.map.height) == (200, 300)


def test_a_page_begins_with_its_innermost_block():
    """And how much of it came before is reckoned, to a line or so."""
    items = "".join(f'<li data-at="a.md:{n}:3">{LINE * 5}</li>' for n in (10, 20, 30))
    plain, _ = laid(unit(f'<ul data-at="a.md:10:1">{items}</ul>'))
    first, second = (row for row in plain.map.pages)

    assert (str(first.first), first.offset) == ("a.md:10:3", 0)
    assert first.words.startswith("the river goes on")
    assert (str(second.first), second.words) == ("a.md:20:3", "")
    assert 0 < second.offset < len(LINE.replace(" ", "")) * 5


def test_a_long_note_is_divided_and_loses_nothing():
    """It begins with its call and fills no page beyond its edge; or a finding says so."""
    words = " ".join(f"w{n}" for n in range(500))
    plain, found = laid(unit(text(10, 10, noted(words)) + text(30, 30)))
    (row,) = plain.map.notes
    boxes = [box for block in plain.map.blocks if block.note for box in block.boxes]
    ordered = list(row.pages) == sorted(row.pages)

    assert codes(found) == ([] if ordered else ["Y002"])
    assert row.pages[0] == row.call
    assert sorted(row.pages) == list(range(row.call, row.call + len(row.pages)))
    assert len(row.pages) >= 3
    assert sorted(re.findall("w[0-9]+", " ".join(said(plain)))) == sorted(words.split())
    assert all(box.y >= 19 and box.y + box.height <= 261 for box in boxes)


def test_a_divided_note_has_the_lines_it_had_before():
    """The parts join without a seam: no line is shorter for the cut."""
    words = LINE * 9
    whole = noted(words).replace('class="note"', 'class="loose"')
    css = SMALL + ".loose { display: block; font-size: 8pt; line-height: 10pt }"
    heights = []
    for note in (noted(words), whole):
        plain, _ = laid(unit(text(1) + note), css=css)
        rows = [row for row in plain.map.blocks if str(row.span) == "a.md:90:7"]
        heights.append(sum(box.height for row in rows for box in row.boxes))

    assert heights[0] == pytest.approx(heights[1])


def test_a_note_that_outlasts_its_unit_ends_before_the_next():
    """Pages without text are left for it, and counted."""
    words = " ".join(f"w{n}" for n in range(400))
    first = unit(text(4, 10, noted(words)), "a", opens="recto")
    plain, found = laid(first, unit(text(3, 50), "b", opens="recto"))
    (row,) = plain.map.notes
    opening = next(each.index for each in plain.map.pages if each.unit == "b")

    assert codes(found) == []
    assert len(row.pages) > 1
    assert row.pages[-1] < opening
    assert {each.unit for each in plain.map.pages[: opening - 1]} == {"a"}
    assert re.findall("w[0-9]+", " ".join(said(plain))) == words.split()


def test_a_note_that_stands_elsewhere_is_reported():
    """Two long notes on one line cannot both begin there; nothing is mended."""
    both = noted(LINE * 60, "n1") + noted(LINE * 60, "n2", 95)
    plain, found = laid(unit(text(10, 10, both) + text(80, 30)))
    late = [row for row in plain.map.notes if row.pages[0] != row.call]

    assert late
    assert codes(found) == ["Y002"] * len(late)
    assert str(found[0].span) == "a.md:10:9"


# ---------------------------------------------------------------- the file


def test_the_pdf_is_tagged_linked_and_outlined():
    """As WeasyPrint writes it, and with no trace of how the map was made."""
    source = "# One {#ch-one}\n\nWords, as @ch-two says.\n\n## Inside\n\nMore.\n"
    plain, found = lay_out_plainly(
        printed(source, "# Two {#ch-two}\n\nSee @ch-one.\n"), {}, fonts()
    )
    with pikepdf.open(BytesIO(plain.pdf)) as pdf, pdf.open_outline() as outline:
        names = [str(each) for each in pdf.Root.Names.Dests.Names[::2]]
        titles = [each.title for each in outline.root]
        inside = [each.title for each in outline.root[0].children]
        tagged = bool(pdf.Root.MarkInfo.Marked)

    assert codes(found) == []
    assert tagged
    assert titles == ["I. One", "II. Two"]
    assert inside == ["Inside"]
    assert {"ch-one", "ch-two"} <= set(names)
    assert not [name for name in names if " " in name]


def test_what_weasyprint_says_is_a_finding_said_once():
    """Of styles with the sheet's own place, of the text at its block."""
    body = (
        text(2)
        + '<p data-at="a.md:12:1"><img src="asset:no.png" alt="x"/></p>'
        + '<p data-at="a.md:14:1"><a href="#nowhere">x</a></p>'
    )
    sheets = (Stylesheet(PurePosixPath("mine.css"), "p { margin: 0;\n  colour: red }"),)
    _, found = lay_out_plainly(PrintBook((unit(body),), "", sheets, "en"), {}, GARAMOND)

    assert [(f.code, str(f.span)) for f in found] == [
        ("Y001", "mine.css:2:3"),
        ("Y001", "a.md:12:1"),
        ("Y001", "a.md:14:1"),
    ]


# ---------------------------------------------------------------- the way out

PUBLIC = {"CSS", "HTML", "Document", "Page", "FontConfiguration"}


def test_only_the_public_interface_is_used():
    """No private name, and of WeasyPrint what its documentation promises."""
    for path in sorted((HOUSE / "src/publisher/layout/plain").glob("*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Attribute):
                assert not node.attr.startswith("_"), (path.name, node.lineno)
            if isinstance(node, ast.ImportFrom) and node.module.endswith(".weasy"):
                assert {each.name for each in node.names} <= PUBLIC


def test_nothing_that_looks_inside_weasyprint_is_loaded():
    """On the day its insides change, the plain path still runs."""
    code = (
        "import sys, publisher.layout.plain\n"
        "print(*(name for name in sys.modules if '.layout.inside' in name))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        env=os.environ | {"PYTHONPATH": str(HOUSE / "src")},
        capture_output=True,
        text=True,
        check=True,
    )

    assert done.stdout.split() == []
