"""The engine's pages and those of WeasyPrint alone are the same pages.

The engine sets each unit by itself and joins what comes of it; the plain path sets the
whole book at once, by WeasyPrint's public interface. Where the engine mends what
WeasyPrint leaves (stray notes, figures that leave holes, wide tables) it must not be the
same, and long notes are divided at other lines; so none of this is done here.
"""

import re
import tempfile
from contextlib import nullcontext
from dataclasses import replace
from itertools import islice, zip_longest
from pathlib import Path, PurePosixPath

import pypdfium2
import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from books_by_hand import info
from corpus import convert
from print_sample import ASSETS, SMALL, fonts, house_styles, printed, small_book, unit
from publisher.bookinfo import Matter, Role
from publisher.layout import lay_out, oneunit, plain, typesetting
from publisher.layout.inside import savings
from publisher.layout.plain import document, lay_out_plainly
from publisher.load import load
from publisher.package.pdf import package_pdf
from publisher.parse import parse
from publisher.render.print import render_print
from publisher.resolve import resolve

HOUSE = Path(__file__).parents[2]
DOTS = 50, 72  # to an inch: at one, a letter may be on the edge between two pixels
SHADES = 1  # of 255: PDFium rounds a drawing's lines otherwise where it is drawn apart
NO_SHRINKING = (Phase.explicit, Phase.reuse, Phase.generate)  # it takes minutes

STYLES = (
    SMALL
    + """
@page { @top-center { content: string(recto) } }
@page :left { margin-left: 26pt; margin-right: 14pt }
@page :right { margin-left: 14pt; margin-right: 26pt }
@page :first { margin-top: 44pt; @top-center { content: "opens" } }
@page front { @bottom-center { content: counter(page, lower-roman) } }
@page front:first { @top-center { content: none } }
@page bare { @bottom-center { content: none } @top-center { content: none } }
.unit { string-set: recto attr(data-recto) }
.front { page: front }
.half-title, .blank { page: bare }
.pg { font-kerning: none; font-variant-numeric: oldstyle-nums tabular-nums }
@page { font-kerning: none; font-variant-numeric: oldstyle-nums tabular-nums }
h2 { font-size: 11pt; line-height: 12pt; margin: 12pt 0; break-after: avoid }
.note p, .entries p { text-indent: 0 }
.entries { text-align: left }
.drop { float: left; font-size: 20pt; line-height: 24pt; height: 24pt }
"""
)
"""As in the book: mirrored margins, openings, folios of two kinds, running heads."""


# ---------------------------------------------------------------- the two ways


@pytest.fixture(autouse=True, scope="module")
def without_mending():
    """Let both set what is written: the engine each unit once, no note divided."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(typesetting, "split_long_notes", lambda root, galley: None)
        patch.setattr(document, "split_long_notes", lambda root, galley: None)
        patch.setattr(plain, "hold", lambda before, notes, standing: before)
        patch.setattr(typesetting, "narrowed", lambda root, wide: False)
        patch.setattr(typesetting, "has_holes", lambda pages: False)
        patch.setattr(typesetting, "resign", lambda root, pages: [])
        patch.setattr(oneunit, "notes_kept", nullcontext)
        patch.setattr(oneunit, "spaces_hung", nullcontext)
        patch.setattr(oneunit, "lines_turned", nullcontext)
        yield


def by_engine(book, assets, faces):
    """Set and write a book as a build does; give its map and the PDF for the screen."""
    laid, found = lay_out(book, assets, faces)
    assert laid is not None, found
    with tempfile.TemporaryDirectory() as folder:
        files, _ = package_pdf(
            laid.placed(), laid.map, faces, replace(info(), slug="it"), Path(folder)
        )
        screen = next(each.path for each in files if each.kind == "screen-pdf")
        return laid.map, screen.read_bytes()


def by_plain(book, assets, faces):
    """Set and write a book by WeasyPrint alone, and by nothing that saves it work."""
    with savings.removed():
        made, found = lay_out_plainly(book, assets, faces)
    assert {each.code for each in found} <= {"Y002"}, found
    return made.map, made.pdf


def leaves(pdf):
    """Give the words of each page, in whatever order they are drawn, and the page."""
    with pypdfium2.PdfDocument(pdf) as file:
        for page in file:
            words = sorted(whole(page.get_textpage().get_text_range()).split())
            yield words, page.get_size(), page


def whole(text):
    """Join words divided at line ends, which only the engine tells readers are whole."""
    return re.sub("\u2010\\s+|\ufffe", "", text)


def assert_same(book, assets=ASSETS, faces=None):
    """Set a book in both ways and compare all that can be compared."""
    faces = faces or fonts()
    pages, pdf = by_plain(book, assets, faces)
    engine, engine_pdf = by_engine(book, assets, faces)

    assert unlike(told(engine), told(pages)) == []
    for number, (one, other) in enumerate(
        zip(leaves(engine_pdf), leaves(pdf), strict=True), 1
    ):
        assert one[0] == other[0], f"the words of page {number}"
        assert one[1] == other[1], f"the size of page {number}"
        alike = any(shades(one[2], other[2], dots) <= SHADES for dots in DOTS)
        assert alike, f"the pixels of page {number}"
    return pages


def shades(one, other, dots):
    """Find by how much two pages differ where they differ most, of 255."""
    images = [page.render(scale=dots / 72, grayscale=True) for page in (one, other)]
    left, right = (bytes(image.buffer) for image in images)
    assert len(left) == len(right)
    if left == right:
        return 0
    return max(abs(a - b) for a, b in zip(left, right, strict=True))


def told(pages):
    """Take of a page map what both ways know to the letter, as rows."""
    yield pages.width, pages.height
    for row in pages.pages:
        known = replace(row, folio=False, offset=row.offset > 0, words="")
        yield replace(known, heads=(), figure=None, leads="", beside=())
    yield from sorted(map(repr, pages.blocks))
    yield from pages.notes
    yield from sorted(pages.anchors.items())


def unlike(some, others):
    """Give the first rows that differ, for pytest compares long ones for hours."""
    pairs = zip_longest(some, others)
    return list(islice((pair for pair in pairs if pair[0] != pair[1]), 2))


# ---------------------------------------------------------------- books of chance

LINE = "the river goes on and on and does not end until the sea takes it "
CUT = ("unquestionably", "ferry", "no", "gauge-board", "a", "Lovna", "surveyor's")

lengths = st.integers(1, 9)
parts = st.one_of(
    st.tuples(st.just("text"), lengths),
    st.tuples(st.just("text"), lengths),
    st.tuples(st.just("note"), lengths),
    st.tuples(st.just("reference"), st.integers(0, 9)),
    st.tuples(st.just("picture"), st.integers(1, 8)),
    st.tuples(st.just("heading"), lengths),
)
chapters = st.lists(
    st.tuples(
        st.sampled_from(["recto", "any"]), st.lists(parts, min_size=1, max_size=12)
    ),
    min_size=1,
    max_size=4,
)


def words(lines, seed):
    """Make about so many lines of words that do not break alike everywhere."""
    said = LINE.split() * lines
    said[seed % len(said)] = CUT[seed % len(CUT)]
    return " ".join(said[: max(2, lines * 9 - seed % 5)])


def block(kind, size, key, count):
    """Make the markup of one part of a chapter, as `render` writes it."""
    at = f'data-at="{key[0]}.md:{key[1] + 10}:1"'
    name = f"{key[0]}-{key[1]}"
    if kind == "heading":
        return f'<h2 id="h-{name}" {at}>Of {words(1, size)[:20]}</h2>'
    if kind == "picture":
        style = f"height: {size * 10}pt; width: {size * 14}pt"
        picture = f'<img src="asset:images/a.svg" alt="a" style="{style}"/>'
        caption = f'<figcaption class="gen">Figure {size}</figcaption>'
        return f'<figure id="f-{name}" class="figure" {at}><div>{picture}</div>{caption}</figure>'
    said = words(size % 9 + 1, key[1])
    if kind == "note":
        said += (
            f'<sup class="gen call" data-call="{key[0]}.md:{key[1] + 10}:9">'
            f'<a id="c-{name}" href="#n-{name}">1</a></sup>'
            f'<span class="note" id="n-{name}" data-note="n-{name}" data-at="'
            f'{key[0]}.md:{key[1] + 90}:1"><p data-at="{key[0]}.md:{key[1] + 90}:7">'
            f'<span class="gen mark">1 </span>{words(size % 3 + 1, size)}</p></span>'
        )
    if kind == "reference":
        target = f"ch-{size % count}"
        said += f' (see <a href="#{target}">there</a>, page {number(target)})'
    return f"<p {at}>{said}.</p>"


def number(anchor):
    """Ask for the number of a page."""
    return f'<span class="pg" data-page-of="{anchor}">000</span>'


def book_of(drawn):
    """Make a book: half title, contents, chapters."""
    texts = [
        f'<h1 id="ch-{n}" data-at="{n}.md:1:1">Chapter {n}</h1>'
        + "".join(block(*part, (n, m), len(drawn)) for m, part in enumerate(body))
        for n, (_, body) in enumerate(drawn)
    ]
    lines = "".join(
        f'<p><a href="#ch-{n}">Chapter {n}</a> {number(f"ch-{n}")}</p>'
        for n in range(len(drawn))
    )
    front = (
        unit("<p>Title</p>", "half", Role.HALF_TITLE, Matter.FRONT, "recto"),
        unit(f'<div class="entries gen">{lines}</div>', "contents", Role.CONTENTS,
             Matter.FRONT, "recto"),
    )  # fmt: skip
    body = (
        unit(text, f"u-{n}", opens="recto" if n == 0 else drawn[n][0])
        for n, text in enumerate(texts)
    )
    units = [replace(each, html=headed(each)) for each in (*front, *body)]
    return small_book(*units, css=STYLES)


def headed(each):
    """Say in a unit's markup what stands over its pages, and whether it is in front."""
    matter = f'{each.matter.value}" data-recto="{each.title}"'
    return each.html.replace(f'{each.role.value}"', f"{each.role.value} {matter}", 1)


@given(chapters)
@settings(max_examples=12, deadline=None, phases=NO_SHRINKING)
def test_any_small_book_has_the_same_pages_by_engine_and_by_weasyprint(drawn):
    """The same words and pixels on every page, and the same map of them."""
    book = book_of(drawn)
    assert_same(book, faces=garamond())


def garamond():
    """Take of the fonts the one that is used: the others need not be read each time."""
    return {name: each for name, each in fonts().items() if "EBGaramond" in name}


@pytest.mark.parametrize("units", [11, 101])
def test_references_grow_to_two_figures_and_to_three(units):
    """The contents are as long as the book's last page number asks for."""
    drawn = [("any", [("reference", 9 * n)]) for n in range(units)]
    pages = assert_same(book_of(drawn), faces=garamond())

    assert len(pages.pages) >= units


# ---------------------------------------------------------------- real books


def test_markdown_in_the_house_style_has_the_same_pages():
    """Notes, lists, verse, tables, references, in two chapters."""
    source = (
        "# One {#ch-one}\n\nWords[^a] and *more*, as @ch-two says.\n\n## Two\n\n"
        "> Quoted.\n\n- a\n- b\n\n| A | B |\n|---|---|\n| c | d |\n\n"
        f"{LINE * 90}\n\n[^a]: Note.\n"
    )
    book = printed(source, f"# Two {{#ch-two}}\n\n{LINE * 60}\n\nSee @ch-one.\n")

    assert [sheet.path.name for sheet in house_styles()] == ["common.css", "print.css"]
    assert len(assert_same(book).pages) > 5


def test_our_own_book_has_the_same_pages():
    """Every page of it, figures and maps standing where they were written."""
    book, manuscript = read(HOUSE / "manuscript")

    assert_same(book, manuscript.assets, manuscript.fonts)


def test_flatland_has_the_same_pages(tmp_path):
    """A book with pictures in its text."""
    book, manuscript = read(convert("flatland", tmp_path))

    assert_same(book, manuscript.assets, manuscript.fonts)


def test_two_chapters_of_gibbon_have_the_same_pages(tmp_path):
    """Two hundred and seventy notes on seventy pages."""
    book, manuscript = read(convert("gibbon", tmp_path, 1))
    kept = [each for each in book.units if each.role is Role.CHAPTER][:2]
    book = replace(book, units=tuple(kept))

    assert_same(book, manuscript.assets, manuscript.fonts)


def read(home):
    """Read a manuscript and set it for paper."""
    manuscript, found = load(home, HOUSE / "styles")
    assert manuscript is not None, found
    kinds = manuscript.info.kinds.keys()
    parsed = {
        PurePosixPath(each.path): parse(each, manuscript.included, kinds)[0]
        for each in manuscript.sources
    }
    book, _ = resolve(manuscript.info, parsed)
    return render_print(book, styles=manuscript.styles["print"]), manuscript
