"""Savings: the same pages, byte for byte, with each of them and without."""

import re
import weakref
from dataclasses import replace
from pathlib import PurePosixPath
from xml.etree.ElementTree import fromstring

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from weasyprint.text import line_break

from corpus import convert
from print_sample import ASSETS, fonts, printed, small_book, unit
from publisher import pipeline, tools
from publisher.artifacts import Stylesheet
from publisher.layout.inside import content, plates, savings
from publisher.layout.inside.savings import first_lines, kept_pages, operators
from publisher.layout.inside.savings.memory import Memory
from publisher.layout.inside.savings.parting import untie
from publisher.layout.markup import add_class
from publisher.layout.oneunit import render
from publisher.layout.setting import Entry
from publisher.layout.supply import Supply
from publisher.layout.typesetting import set_unit
from publisher.layout.weasy import HTML
from publisher.layout.workshop import open_workshop, style
from publisher.render.print import render_print

RICH = """# The river {title=The River}

The office[^a] of the waters[^b] is *difficult* to describe; irrefutably it is
incomprehensible[^long], as **everybody** in the neighbourhood acknowledges.[^verse]

## Of its beginning

> A quotation that is long enough to go on over more than a single line of the page.

![A plan of the river](images/a.svg){#plan}

| Year | Depth | Remark |
|:-----|------:|--------|
| 1776 | 12    | the first measurement[^c] of all |
| 1788 | 345   | *uncertain* |

The Hebrew word שָׁלוֹם stands here, and H~2~O, and the XII^th^ legion of A.D. 70.

- one thing
- another thing, of an extraordinary and unprecedented length, which is hyphenated

[^a]: From *officium*, a duty.
[^b]: First paragraph of a note.

    Second paragraph of a note, with a word in שָׁלוֹם.
[^c]: A note that is called in a table.
[^verse]: As the poet says:

    > O mighty water, whither dost thou go?
[^long]: """ + (
    "Concerning the incomprehensibility of rivers the philosophers disagree extensively. "
    * 30
)

STYLES = """
em { font-variant-caps: small-caps; letter-spacing: 0.05em }
strong { text-decoration: underline; background: #eee }
blockquote { border-left: 1pt solid; padding-left: 1em; margin: calc(3pt + 1%) 0 }
.note { hyphens: auto }
h2 { text-align: center; word-spacing: 2pt; text-transform: uppercase; line-height: 2vh }
p::first-letter { font-size: 120% }
"""


pytestmark = pytest.mark.usefixtures("no_savings")


@pytest.fixture(scope="module")
def gibbon(tmp_path_factory):
    """Read a volume of Gibbon."""
    outcome = pipeline.check(
        convert("gibbon", tmp_path_factory.mktemp("gibbon"), 1), prose=False
    )
    manuscript = outcome.manuscript
    book = render_print(outcome.book, styles=manuscript.styles["print"])
    return book, manuscript


def rich():
    """Make a book with one of everything, in the house style and a loud one."""
    book = printed(RICH + "\n\n" + "More words follow the waters downwards. " * 30)
    return replace(book, css=(*book.css, Stylesheet(PurePosixPath("loud.css"), STYLES)))


def pdf_of(book, index=-1, assets=ASSETS, font_files=None):
    """Set and draw one unit of a book, nothing compressed."""
    shop = open_workshop(book, assets, font_files or fonts())
    made = set_unit(book.units[index], Entry("recto", 1), shop)
    return written(made.document)


def without_moves_by_nothing(pdf):
    """Bring the operators of text to one form; lengths and offsets of objects go."""

    def joined(match):
        parts = [b""]
        for glyphs, move in re.findall(rb"<([0-9a-f]*)>|([-0-9.]+)", match[1]):
            if move not in {b"", b"0"}:
                parts += [move, b""]
            parts[-1] += glyphs
        return b"[" + b" ".join(filter(None, parts)) + b"] TJ"

    body = re.sub(rb"/Length \d+", b"/Length", pdf.split(b"\nxref")[0])
    return re.sub(rb"\[([^\]\n]*)\] TJ", joined, body)


@pytest.fixture(scope="module")
def rich_alone():
    """The rich book as WeasyPrint alone makes it."""
    savings.remove()
    return pdf_of(rich())


def test_every_saving_fits_the_pinned_weasyprint():
    """Nothing is refused; a new version must be read before it is pinned."""
    refused = savings.install()

    assert refused == ()
    assert savings.installed() == savings.NAMES


@pytest.mark.parametrize("name", savings.NAMES)
def test_each_saving_gives_the_same_bytes(name, rich_alone):
    """Of a book with notes, long and in tables, figures, Hebrew, spaced small capitals."""
    savings.install(name)

    pdf = pdf_of(rich())

    if name == operators.SAVING.name:
        pdf, rich_alone = map(without_moves_by_nothing, (pdf, rich_alone))
    assert pdf == rich_alone


def test_all_savings_together_give_the_same_bytes_twice(rich_alone):
    """The second time most things are remembered."""
    savings.install()
    book = rich()
    shop = open_workshop(book, ASSETS, fonts())

    pdfs = [
        set_unit(book.units[-1], Entry("recto", 1), shop).document.write_pdf(
            pdf_tags=True, uncompressed_pdf=True
        )
        for _ in range(2)
    ]

    wanted = without_moves_by_nothing(rich_alone)
    assert [without_moves_by_nothing(pdf) == wanted for pdf in pdfs] == [True, True]


def test_a_chapter_of_gibbon_stays_the_same(gibbon):
    """64 notes, some of them longer than a page has room for."""
    book, manuscript = gibbon
    index = next(i for i, each in enumerate(book.units) if each.id == "ch-04")

    alone = pdf_of(book, index, manuscript.assets, manuscript.fonts)
    savings.install()
    saved = pdf_of(book, index, manuscript.assets, manuscript.fonts)

    assert without_moves_by_nothing(saved) == without_moves_by_nothing(alone)


@pytest.mark.tools
def test_pages_look_the_same_to_the_pixel(rich_alone, tmp_path):
    """Fewer operators, no other picture."""
    savings.install()

    saved = pdf_of(rich())

    assert len(saved) < len(rich_alone)
    assert pictures(saved, tmp_path / "saved") == pictures(
        rich_alone, tmp_path / "alone"
    )


def pictures(pdf, folder):
    """Draw the pages of a PDF."""
    folder.mkdir()
    book = folder / "book.pdf"
    book.write_bytes(pdf)
    program = tools.find("pdftoppm", "install poppler-utils")
    tools.run([program, "-r", "100", book, folder / "page"], timeout=120)
    return [page.read_bytes() for page in sorted(folder.glob("page*"))]


NO_SHRINKING = (Phase.explicit, Phase.reuse, Phase.generate)  # it takes minutes

WORDS = "the incomprehensible river goes on and on until the sea takes it away "


def noted(number, length):
    """Make a call and its note, of so many words, as `render` writes them."""
    words = " ".join((WORDS * 9).split()[:length])
    return (
        f'<sup class="gen call" data-call="a.md:1:{number}">'
        f'<a id="c-{number}" href="#n-{number}">1</a></sup>'
        f'<span class="note" id="n-{number}" data-note="{number}" data-at="a.md:{number}:1">'
        f'<p data-at="a.md:{number}:2">{words}.</p></span>'
    )


@settings(max_examples=9, deadline=None, phases=NO_SHRINKING)
@given(
    st.lists(st.tuples(st.integers(1, 60), st.integers(0, 40)), min_size=3, max_size=14)
)
def test_any_notes_come_to_stand_where_they_did(paragraphs):
    """On pages so small that lines and notes drive each other on."""
    book = small_book(unit(noted_text(paragraphs)))
    savings.remove()

    alone = pdf_of(book)
    savings.install()
    saved = pdf_of(book)
    savings.remove()

    assert without_moves_by_nothing(saved) == without_moves_by_nothing(alone)


TABLE = (
    '<table style="border-collapse: collapse; margin: 3pt 0"><colgroup>'
    '<col style="background: #ddd" /><col /></colgroup><tbody>'
    '<tr><td style="border: 1pt solid">the river</td><td rowspan="2">a sea of it</td></tr>'
    '<tr><td style="border: 3pt solid; vertical-align: bottom">goes on</td></tr>'
    "</tbody></table>"
)


@pytest.mark.parametrize("lengths", [(50, 10), (20, 25), (8, 4)])
def test_notes_come_to_stand_where_they_did_beside_tables(lengths):
    """On pages so small that notes with a table are measured again and again."""
    text = noted_text([lengths] * 12)
    for number in (3, 4, 9):
        text = re.sub(rf'(<p data-at="a.md:{number}:2">)', rf"{TABLE}\1", text)
    book = small_book(unit(text))

    alone = pdf_of(book)
    savings.install()
    saved = pdf_of(book)

    assert text.count(TABLE) == 3
    assert without_moves_by_nothing(saved) == without_moves_by_nothing(alone)


@settings(max_examples=9, deadline=None, phases=NO_SHRINKING)
@given(
    st.lists(
        st.tuples(st.integers(1, 60), st.integers(0, 40)), min_size=8, max_size=20
    ),
    st.lists(st.tuples(st.integers(0, 19), st.integers(1, 6)), max_size=4),
    st.sets(st.integers(0, 19), max_size=2),
)
def test_a_unit_set_again_is_as_if_set_for_the_first_time(paragraphs, held, resigned):
    """Paragraphs that keep more lines together, notes that are let go, as many as like."""
    first = fromstring(unit(noted_text(paragraphs)).html)
    second = fromstring(unit(noted_text(paragraphs)).html)
    for number, lines in held:
        for paragraph in second[0][number : number + 1]:
            paragraph.set("style", f"orphans: {lines}")
    for number in resigned:
        for paragraph in second[0][number : number + 1]:
            for note in paragraph.iter("span"):
                add_class(note, "resigned")
    shop = open_workshop(small_book(unit("")), ASSETS, fonts())
    savings.remove()

    alone = written(render(second, Entry("recto", 1), shop))
    savings.install()
    render(first, Entry("recto", 1), shop)
    again = written(render(second, Entry("recto", 1), shop))
    savings.remove()

    assert without_moves_by_nothing(again) == without_moves_by_nothing(alone)


def test_pages_that_did_not_change_are_taken_over():
    """Those before the change and those behind it; the elements are the new ones."""
    savings.install("kept pages")
    shop = open_workshop(small_book(unit("")), ASSETS, fonts())
    roots = [fromstring(unit(noted_text([(50, 10)] * 20)).html) for _ in range(2)]
    roots[1][0][10].set("style", "orphans: 2; color: #111")

    old, new = (render(root, Entry("recto", 1), shop) for root in roots)

    taken = [
        number
        for number, (page, was) in enumerate(zip(new.pages, old.pages, strict=True), 1)
        if page._page_box.style is was._page_box.style
    ]
    own = set(roots[1].iter())
    owners = {owner for page in new.pages for owner, _ in content.lines(page)}
    assert taken[:3] == [1, 2, 3]
    assert taken[-1] == len(new.pages)
    assert len(new.pages) - 5 <= len(taken) < len(new.pages)
    assert owners <= own


def test_pages_of_the_last_setting_go_while_the_next_is_made(monkeypatch):
    """There is never room taken for the boxes of both."""
    savings.install("kept pages")
    shop = open_workshop(small_book(unit("")), ASSETS, fonts())
    roots = [fromstring(unit(noted_text([(50, 10)] * 20)).html) for _ in range(2)]
    roots[1][0][1].set("style", "margin-top: 30pt")  # nearly all pages are others
    old = render(roots[0], Entry("recto", 1), shop)
    lines = [weakref.ref(_line(page)) for page in old.pages]
    left = []

    def count(context, *others):
        left.append(sum(line() is not None for line in lines))
        return made(context, *others)

    made = kept_pages._make_page
    monkeypatch.setattr(kept_pages, "_make_page", count)
    untie(old)
    old.pages.clear()
    render(roots[1], Entry("recto", 1), shop)

    assert left == sorted(left, reverse=True)
    assert left[0] > left[-1]


def _line(page):
    boxes = page._page_box.descendants()
    return next(box for box in boxes if type(box).__name__ == "LineBox")


def test_nothing_is_taken_over_from_another_text():
    """Nor from one set with other fonts."""
    savings.install("kept pages")
    shops = [open_workshop(small_book(unit("")), ASSETS, fonts()) for _ in range(2)]
    texts = [
        noted_text([(50, 10)] * 9),
        noted_text([(50, 11)] * 9),
        noted_text([(50, 11)] * 9),
    ]

    documents = [
        render(fromstring(unit(text).html), Entry("recto", 1), shop)
        for text, shop in zip(texts, (shops[0], shops[0], shops[1]), strict=True)
    ]

    styles = [{id(page._page_box.style) for page in each.pages} for each in documents]
    assert not styles[0] & styles[1]
    assert not styles[1] & styles[2]


def noted_text(paragraphs):
    """Write paragraphs with notes: the length of each, in words."""
    return "".join(
        f'<p data-at="a.md:{number}00:1">{WORDS * (length // 14 + 1)}'
        f"{noted(number, note) if note else ''}{WORDS[:length]}</p>"
        for number, (length, note) in enumerate(paragraphs)
    )


def written(document):
    """Draw a document, nothing compressed."""
    return document.write_pdf(pdf_tags=True, uncompressed_pdf=True)


def test_a_saving_written_against_another_weasyprint_knows_it():
    """It would not be put in place."""
    other = replace(
        first_lines.SAVING, rests_on={"text/line_break.py": "0000", "no.py": ""}
    )

    assert other.changed() == ("text/line_break.py",)
    assert first_lines.SAVING.changed() == ()


def test_what_is_taken_away_leaves_weasyprints_own_functions():
    """In every module that knows them by name."""
    places = [place for saving in savings.ALL for place in saving.places()]
    before = [vars(place.owner)[place.name] for place in places]

    savings.install()
    inside = [vars(place.owner)[place.name] for place in places]
    with savings.removed():
        without = [vars(place.owner)[place.name] for place in places]

    assert all(new is place.new for new, place in zip(inside, places, strict=True))
    assert without == before
    assert savings.installed() == savings.NAMES


@pytest.mark.parametrize("name", savings.NAMES)
def test_what_was_taken_away_stands_where_it_stood(name):
    """Also where another saving stands in its own place."""
    savings.install()
    places = [(each.owner, each.name) for each in savings._standing[name]]
    stood = [vars(owner)[called] for owner, called in places]
    with savings.removed(name):
        pass

    assert places == [(each.owner, each.name) for each in savings._standing[name]]
    assert stood == [vars(owner)[called] for owner, called in places]


def test_a_saving_that_does_not_exist_is_an_error():
    """A slip of the pen must not leave all of them in place."""
    with pytest.raises(ValueError, match="no such saving: first line"):
        savings.remove("first line")


@given(st.integers(1, 5), st.lists(st.integers(0, 30)))
def test_a_memory_never_holds_more_than_twice_its_size(size, keys):
    """And what it holds is what was kept."""
    memory = Memory(size)

    for key in keys:
        if memory.get(key) is None:
            memory.keep(key, f"value {key}")

    assert len(memory) <= 2 * size
    assert all(memory.get(key) in {None, f"value {key}"} for key in keys)
    assert all(memory.get(key) == f"value {key}" for key in keys[-1:])


def test_many_are_found_as_each_of_them():
    """Of some that were kept, and one that was not."""
    memory = Memory(2)
    for each in "abc":
        memory.keep(each, each.upper())

    assert memory.get_all("cxa") == {"c": "C", "x": None, "a": "A"}


def test_what_is_in_use_stays_in_memory():
    """Only what nobody asks for goes."""
    memory = Memory(2)

    memory.keep("used", "here")
    for number in range(20):
        memory.keep(number, "other")
        memory.get("used")

    assert memory.get("used") == "here"
    assert memory.get(0) is None


def text_style(css):
    """Make the style of a paragraph, with the publisher's fonts at hand."""
    shop = open_workshop(small_book(unit("<p>x</p>")), ASSETS, fonts())
    sheet = style(f'p {{ font: 10pt "EB Garamond"; {css} }}', shop.supply, shop.fonts)
    html = HTML(string='<p lang="en">x</p>')
    document = html.render(font_config=shop.fonts, stylesheets=[sheet])
    box = next(
        each
        for each in document.pages[0]._page_box.descendants()
        if each.element_tag == "p" and hasattr(each, "text")
    )
    return box.style, shop


class Context:
    """All that WeasyPrint wants of a context to break a line: room for dictionaries."""

    def __init__(self):
        self.dictionaries = {}


def plain(answer):
    """Give all that an answer says, the layout's values too."""
    return vars(answer[0]), answer[1:]


@pytest.mark.parametrize(
    "css",
    [
        "hyphens: auto",
        "hyphens: auto; hyphenate-limit-zone: calc(1em + 2%)",
        "letter-spacing: 2pt; word-spacing: 3pt; font-variant-caps: small-caps",
        "white-space: pre-wrap; overflow-wrap: anywhere; tab-size: 3em",
        "text-decoration: underline; white-space: nowrap",
    ],
)
def test_first_lines_end_where_weasyprint_ends_them(css):
    """At any width, asked once or again."""
    kind, _ = text_style(css)
    text = "Irrefutable\tincom\u00adprehensibilities of neighbouring waters\nעברית "
    cases = [
        (text[start:], width)
        for start in (0, 5, 12)
        for width in (None, 9, 55.5, 120, 9e9)
    ]

    for case, width in cases:
        wanted = line_break.split_first_line(case, kind, Context(), width, 0)
        first, again = (
            first_lines.split_first_line(case, kind, Context(), width, 0)
            for _ in range(2)
        )

        assert plain(first) == plain(again) == plain(wanted)
        assert first[0] is not again[0]


def test_a_font_that_is_added_makes_old_answers_useless():
    """The same words may be another length in it."""
    savings.install("first lines")
    kind, shop = text_style("font-family: Late, 'EB Garamond'")
    late = (
        '@font-face { font-family: "Late"; font-weight: 400; font-style: normal;'
        ' src: url("font:SourceCodePro-Regular.ttf") }'
    )

    before = line_break.split_first_line("some words", kind, Context(), None, 0)
    style(late, Supply({}, fonts()), shop.fonts)
    after = line_break.split_first_line("some words", kind, Context(), None, 0)
    with savings.removed():
        wanted = line_break.split_first_line("some words", kind, Context(), None, 0)

    assert plain(after) == plain(wanted)
    assert plain(before) != plain(after)


def test_what_was_read_on_a_page_is_known_of_the_page_taken_over(monkeypatch):
    """Of a setting that is kept, nothing is read twice; it is told of the new elements."""
    savings.install()
    shop = open_workshop(small_book(unit("")), ASSETS, fonts())
    roots = [fromstring(unit(noted_text([(50, 10)] * 20)).html) for _ in range(2)]
    roots[1][0][10].set("style", "orphans: 2; color: #111")
    old = render(roots[0], Entry("recto", 1), shop)
    plates.bare(old, plates.READERS)
    read = []
    monkeypatch.setattr(
        content, "_root", lambda page: read.append(page) or page._page_box
    )
    new = render(roots[1], Entry("recto", 1), shop)
    facts = [[reader(page) for reader in plates.READERS] for page in new.pages]
    known = set(map(id, new.pages)) - set(map(id, read))
    for page in new.pages:
        page.__dict__.pop("_publisher_known")

    assert [[reader(page) for reader in plates.READERS] for page in new.pages] == facts
    assert len(new.pages) - 6 <= len(known) < len(new.pages) - 1
