"""Units drawn into fragments: numbers that can be changed, tags that follow the book."""

import hashlib
import io
import pickle
import re
import subprocess
import sys
import zlib
from pathlib import PurePosixPath
from xml.etree.ElementTree import fromstring

import pikepdf
import pypdfium2
import pytest
from PIL import Image, ImageChops

from books_by_hand import chapter_piece, info
from fragment_trees import tree
from print_sample import ASSETS, SMALL, fonts, small_book
from publisher.artifacts import Asset, PageMap, PageRow, Side
from publisher.cids import cids
from publisher.fragments import TOKEN, Placed
from publisher.layout.emission import emit
from publisher.layout.inside import savings
from publisher.layout.inside.folios import Numbers
from publisher.layout.inside.unknown import unused
from publisher.layout.oneunit import render
from publisher.layout.setting import Entry
from publisher.layout.workshop import open_workshop
from publisher.package.pdf import package_pdf
from publisher.runs import unpacked

FILES = {hashlib.sha256(each.data).hexdigest(): name for name, each in fonts().items()}
NUMBERS = ".pg { font-kerning: none; font-variant-numeric: lining-nums tabular-nums }"
FOLIO = "font-kerning: none; font-variant-numeric: lining-nums tabular-nums"
STYLE = f"""{SMALL} {NUMBERS}
@page {{ @bottom-center {{ {FOLIO} }} }}
a {{ color: inherit; text-decoration: none }}
"""
MARKING = re.compile(rb"(?m)^(?:EMC|/\w+ (?:<<.*?>> BDC|BMC))$")


def seen(width, height):
    """Paint a picture that is half transparent."""
    image = Image.new("RGBA", (width, height), (200, 30, 30, 255))
    image.putalpha(Image.linear_gradient("L").resize((width, height)))
    file = io.BytesIO()
    image.save(file, "PNG")
    return file.getvalue()


PHOTO = Asset(PurePosixPath("images/b.png"), "image/png", seen(40, 30), 40, 30)
BUSY = Asset(
    PurePosixPath("images/busy.svg"),
    "image/svg+xml",
    b'<svg xmlns="http://www.w3.org/2000/svg" width="300" height="200">'
    + b"".join(b'<path d="M%d 0L300 %dz" stroke="red"/>' % (n, n) for n in range(150))
    + b"</svg>",
    300,
    200,
)
PICTURES = {**ASSETS, PHOTO.path: PHOTO, BUSY.path: BUSY}


def laid(text, css="", number=1, section=""):
    """Lay out one unit; give the document and the element that was laid out."""
    sheet = f"{STYLE} {css}"
    shop = open_workshop(small_book(css=sheet), PICTURES, fonts())
    root = fromstring(f'<section class="unit"{section}>{text}</section>')
    return render(root, Entry("recto" if number % 2 else "verso", number), shop), root


def drawn(text, css="", number=1, section=""):
    """Draw one unit whose pages are numbered from a number on."""
    document, root = laid(text, css, number, section)
    return emit(document, root, FILES, lambda page: str(number + page))


@pytest.fixture
def fixed(monkeypatch):
    """Draw a unit no number of which can be changed."""

    def as_laid_out(*arguments):
        with monkeypatch.context() as patch:
            patch.setattr(Numbers, "taken", lambda _: [])
            return drawn(*arguments).fragment

    return as_laid_out


def operators(strip):
    """Give the operators of a strip with the numbers it was laid out with."""
    if strip.patches:
        return patched(strip, None)
    return zlib.decompress(strip.data) if strip else b""


def patched(strip, told):
    """Put digits in a strip, as the linker does: those of a target, or a folio."""
    data, *others = map(unpacked, strip.runs)
    for patch, following in zip(strip.patches, others, strict=True):
        number = told[patch.target] if told else patch.text
        shown = b"[<%b>] TJ" % "".join(patch.glyphs[int(n)] for n in number).encode()
        x = b""
        if patch.x is not None:
            moved = patch.x - patch.step * (len(number) - len(patch.text))
            x = f"{moved:f}".rstrip("0").encode()
        data += patch.lead + x + patch.trail + shown + following
    return data


def mapped(fragment):
    """Make a page map that says what the linker asks of it."""
    rows = tuple(
        PageRow(
            n,
            str(n),
            Side.RECTO if n % 2 else Side.VERSO,
            False,
            True,
            "u",
            None,
            0,
            "",
        )
        for n in range(1, len(fragment.leaves) + 1)
    )
    anchors = {anchor: place[0] + 1 for anchor, place in fragment.anchors.items()}
    _, _, width, height = fragment.leaves[0].trim
    return PageMap(width, height, rows, (), (), anchors)


def joined(fragment, folder):
    """Join a fragment into files for press and screen; give their paths."""
    pages = mapped(fragment)
    placed = [Placed(lambda: fragment, 1, tuple(row.label for row in pages.pages))]
    about = info(chapter_piece("one.md"))
    made, found = package_pdf(placed, pages, fonts(), about, folder)
    assert found == []
    return {each.kind: each.path for each in made}


def element(fragment, kind, nth=0):
    """Find the nth structure element of a kind."""
    found = [each.head for each in fragment.objects if b"/S/%b/" % kind in each.head]
    return found[nth]


def shown(fragment, page=0):
    """Give the operators of the text area of a page, with marked content."""
    return operators(fragment.leaves[page].tagged[0])


def rendered(path, page=0):
    """Paint a page of a file."""
    with pypdfium2.PdfDocument(path) as file:
        return file[page].render(scale=3).to_pil().convert("RGB")


NOTE = (
    '<sup class="call" data-call="a.md:1:1"><a id="c1" href="#n1">1</a></sup>'
    '<span class="note" id="n1" data-note="n1"><p>A note.</p></span>'
)
PAGE_OF = '<span class="pg" data-page-of="h">{}</span>'
EVERYTHING = f"""
<h1 id="h">Head</h1>
<p>Some words{NOTE} and <em>more</em>, see <a href="#h">there</a>, {PAGE_OF.format(1)}.</p>
<div style="background: linear-gradient(red, blue); opacity: .5"><p>Faint words</p></div>
<figure><img src="asset:images/a.svg" alt="A" style="width: 60pt"/></figure>
<p><img src="asset:images/b.png" alt="B" style="width: 20pt"/> and
<img src="asset:images/busy.svg" alt="C" style="width: 30pt"/></p>
<table style="border-collapse: collapse"><tr><td style="border: 1pt solid">a</td></tr></table>
<ul><li>one</li></ul>
<div style="transform: rotate(5deg); background: url(asset:images/a.svg) 0 0 / 20pt">
<img src="asset:images/busy.svg" alt="D" style="width: 30pt"/></div>
<p style="text-decoration: underline; box-shadow: 3pt 3pt 2pt gray">under</p>
<p style="color: device-cmyk(0 1 1 0)">red</p>
"""
BIG = """@page { size: 300pt 500pt; bleed: 9pt; marks: crop; background: #eef;
border: 1pt solid red; @top-left { content: "Head" } }"""
LINES = "the river goes on and on and does not end until the sea takes it " * 40


@pytest.fixture(scope="module")
def everything():
    """Draw a page that has something of everything."""
    return drawn(EVERYTHING, BIG).fragment


def test_pages_look_as_weasyprint_draws_them(everything, tmp_path):
    """Pictures, gradients, groups, patterns, crop marks: but for one part in 255."""
    path = joined(everything, tmp_path)["print-pdf"]
    document, _ = laid(EVERYTHING, BIG)
    expected = tmp_path / "expected.pdf"
    document.write_pdf(expected)

    difference = ImageChops.difference(rendered(expected), rendered(path))

    assert max(high for _, high in difference.getextrema()) <= 1


def test_the_press_sees_the_same_operators_without_marked_content(everything):
    """And no other difference."""
    for leaf in everything.leaves:
        for plain, tagged in zip(leaf.plain, leaf.tagged, strict=True):
            lines = operators(tagged).split(b"\n")
            kept = [line for line in lines if not MARKING.fullmatch(line)]

            assert kept != lines
            assert operators(plain) == b"\n".join(kept)


def test_each_part_of_a_page_leaves_the_state_as_it_was(everything):
    """What is saved is restored, what is marked ends."""
    for strip in everything.leaves[0].tagged:
        lines = operators(strip).split(b"\n")

        assert lines.count(b"q") == lines.count(b"Q") > 0
        assert lines.count(b"BT") == lines.count(b"ET")
        assert len([x for x in lines if MARKING.fullmatch(x)]) == 2 * lines.count(
            b"EMC"
        )


def test_another_process_draws_the_same_bytes(everything):
    """Nothing hangs on chance, on time or on what was drawn before."""
    code = (
        f"import sys; sys.path[:0] = {sys.path!r}\n"
        "import hashlib, pickle\n"
        "from test_emission import BIG, EVERYTHING, drawn\n"
        "drawn('<p>other words</p>')\n"
        "made = pickle.dumps(drawn(EVERYTHING, BIG).fragment)\n"
        "print(hashlib.sha256(made).hexdigest())"
    )
    run = subprocess.run(
        [sys.executable, "-c", code],
        env={"PYTHONHASHSEED": "7", "PYTHONWARNINGS": "ignore"},
        capture_output=True,
        text=True,
        check=True,
    )

    expected = hashlib.sha256(pickle.dumps(everything)).hexdigest()
    assert run.stdout.strip() == expected


def test_the_savings_change_no_byte():
    """Words are drawn the same with WeasyPrint's own functions."""
    text = f"<p style='letter-spacing: 1pt'>Spaced</p><p>{LINES}</p>"
    with savings.removed():
        slow = drawn(text)
        savings.install()
        quick = drawn(text)
        savings.remove()

    assert quick == slow


# ------------------------------------------------------------------ numbers


@pytest.mark.parametrize(
    ("before", "after"), [("000", "123"), ("7", "4"), ("90", "11")]
)
def test_a_changed_reference_is_as_if_laid_out_so(before, after, fixed):
    """Byte for byte."""
    text = '<p id="h">See page {} there, and more.</p>'
    one = drawn(text.format(PAGE_OF.format(before)))
    other = fixed(text.format(PAGE_OF.format(after)))

    assert not one.rigid
    for kind in ("plain", "tagged"):
        strip = getattr(one.fragment.leaves[0], kind)[0]
        expected = getattr(other.leaves[0], kind)[0]

        assert [patch.target for patch in strip.patches] == ["h"]
        assert patched(strip, {"h": after}) == operators(expected)


@pytest.mark.parametrize(
    "place", ["bottom-center", "top-left", "bottom-right", "left-top"]
)
@pytest.mark.parametrize("number", [9, 113, 1417])
def test_a_changed_folio_is_as_if_laid_out_so(place, number, fixed):
    """However many figures it has: byte for byte, in its place."""
    css = f"""@page {{ @bottom-center {{ content: none }}
        @top-center {{ content: "A head"; white-space: nowrap }}
        @{place} {{ {FOLIO}; content: counter(page) }} }}"""
    one, other = drawn("<p>Words.</p>", css, 7), fixed("<p>Words.</p>", css, number)

    assert not one.rigid
    for kind in ("plain", "tagged"):
        strip = getattr(one.fragment.leaves[0], kind)[1]
        expected = getattr(other.leaves[0], kind)[1]

        assert not expected.patches
        assert patched(strip, {"": str(number)}) == operators(expected)


def test_patches_say_what_stands_there(everything, fixed):
    """With the numbers it was laid out with a strip is what was drawn."""
    both = everything, fixed(EVERYTHING, BIG)
    every, as_laid_out = (
        [strip for leaf in each.leaves for strip in leaf.tagged + leaf.plain]
        for each in both
    )
    targets = [patch.target for strip in every for patch in strip.patches]

    assert targets == ["h", "", "h", ""]
    for strip, other in zip(every, as_laid_out, strict=True):
        assert operators(strip) == operators(other)


RIGID = {
    "kerned figures": (
        PAGE_OF,
        ".pg { font-variant-numeric: oldstyle-nums proportional-nums }",
    ),
    "spaced figures": (PAGE_OF, ".pg { letter-spacing: 1pt }"),
    "a reference in two pieces": ('<span data-page-of="h">1<b>2</b></span>', ""),
    "a faint reference": (
        f'<span style="opacity: .5; display: block">{PAGE_OF}</span>',
        "",
    ),
    "a folio among words": (
        "",
        '@page { @bottom-center { content: "p. " counter(page) } }',
    ),
    "a folio in the text": ("", "p::before { content: counter(page) }"),
    "a folio beside a head that leaves no room": (
        "",
        "@page { @bottom-left { content: 'words words words words words words' } }",
    ),
    "a folio behind the text": ("", "@page { @bottom-center { z-index: -1 } }"),
    "a folio at the wrong side": ("", "@page { @bottom-center { text-align: right } }"),
    "a folio of spaced figures": (
        "",
        "@page { @bottom-center { letter-spacing: 1pt } }",
    ),
    "a head in two lines": (
        "",
        "@page { @top-left { content: 'a\\A b'; white-space: pre } }",
    ),
}


@pytest.mark.parametrize("name", RIGID)
def test_a_number_that_cannot_be_changed_safely_makes_pages_rigid(name):
    """Then they are laid out with the right one."""
    text, css = RIGID[name]

    assert drawn(f'<p id="h">Page {text.format(12)}.</p>', css).rigid


def test_a_folio_needs_room_for_one_figure_more():
    """Beside a head that leaves as much; units are set as from page 100."""
    css = "@page {{ @bottom-left {{ content: '{}' }} }}"
    heads = ["w" * count for count in range(1, 31, 3)]
    stiff = [drawn("", css.format(head), number=100).rigid for head in heads]

    first = stiff.index(True)
    assert stiff == [False] * first + [True] * (len(stiff) - first)
    fitting = drawn("", css.format(heads[first - 1]), number=100).fragment
    longer = drawn("", css.format(heads[first - 1]), number=1000).fragment
    strips = (fitting.leaves[0].plain[1], longer.leaves[0].plain[1])
    assert patched(strips[0], {"": "1000"}) == operators(strips[1])


def test_roman_numbers_stay_as_they_are():
    """They are laid out with the right one in any case."""
    document, root = laid(f"<p>See {PAGE_OF.format('xii')}.</p>")
    made = emit(document, root, FILES, lambda _: "")

    assert not made.rigid
    assert [strip.patches for strip in made.fragment.leaves[0].plain] == [(), ()]


def test_list_numbers_are_no_folios():
    """Though the page has the same number."""
    assert not drawn("<ol><li>one</li></ol>").rigid


# ------------------------------------------------------------------ fonts


def test_the_glyphs_of_all_digits_are_told():
    """So that the linker can show any."""
    made = drawn(f"<p>See {PAGE_OF.format('000')}.</p>").fragment
    (patch,) = made.leaves[0].plain[0].patches
    (face,) = [
        each for each in made.faces.values() if each.file == "EBGaramond-Regular.ttf"
    ]

    called = cids(fonts()[face.file].data)
    digits = [called.get(int(each, 16), int(each, 16)) for each in patch.glyphs]

    assert "".join(face.glyphs[each] for each in digits) == "0123456789"
    assert len({face.widths[each] for each in digits}) == 1


def test_a_missing_character_has_the_same_number_everywhere():
    """And one that no glyph of the font has."""
    one, other = (
        drawn("<p>a\u2d30b</p>").fragment,
        drawn("<p>\u2d31\u2d30</p>").fragment,
    )
    glyphs = [
        {
            text: glyph
            for face in each.faces.values()
            for glyph, text in face.glyphs.items()
        }
        for each in (one, other)
    ]

    assert glyphs[0]["\u2d30"] == glyphs[1]["\u2d30"] != glyphs[1]["\u2d31"]
    assert glyphs[0]["\u2d30"] == unused(0x2D30, 3000) > 3000
    assert b"%04x" % glyphs[0]["\u2d30"] in shown(one)


# ------------------------------------------------------------------ structure


def test_all_marked_content_belongs_to_an_element_that_knows_it(everything):
    """By number, in order, and each once."""
    (leaf,) = everything.leaves
    numbers = [
        int(each) for each in re.findall(rb"/MCID (\d+)", operators(leaf.tagged[0]))
    ]
    claimed = []
    for number, each in enumerate(everything.objects):
        held = re.search(
            rb"/StructElem.*?/K ?(\[.*?\](?=/A|/L|/I|/N|/R|>>$)|\d+)", each.head
        )
        inside = re.sub(rb"<<.*?>>|\x01@\d+\x02 0 R", b"", held[1]) if held else b""
        claimed += [(int(mcid), number) for mcid in re.findall(rb"\d+", inside)]

    assert numbers == list(range(len(leaf.parents)))
    assert sorted(claimed) == list(enumerate(leaf.parents))
    assert all(
        each.screen for each in everything.objects if b"/StructElem" in each.head
    )


def test_every_link_is_owned_by_its_element(everything):
    """Both know each other."""
    (leaf,) = everything.leaves

    assert len(leaf.annotations) == len(everything.owners) == 2
    for place, (annotation, owner) in enumerate(
        zip(leaf.annotations, everything.owners, strict=True)
    ):
        assert (
            b"/StructParent \x01s%d\x02" % place in everything.objects[annotation].head
        )
        assert b"/Obj \x01@%d\x02" % annotation in everything.objects[owner].head
        assert b"/S/Link/" in everything.objects[owner].head


def test_the_structure_is_that_of_the_book(everything):
    """Whatever order the page is drawn in."""
    assert tree(everything) == [
        ["Sect",
         ["H1"],
         ["P", ["Reference", ["Link"]], ["FENote", ["P"]], ["Link"]],
         ["Div", ["P"]],
         ["Sect", ["Figure"]],
         ["P", ["Figure"], ["Figure"]],
         ["Table", ["TR", ["TD"]]],
         ["L", ["LI", ["Lbl"], ["LBody"]]],
         ["Div", ["Figure"]],
         ["P"],
         ["P"]],
    ]  # fmt: skip


def test_a_paragraph_over_two_pages_is_one_element():
    """The words on the other page are named with their page."""
    made = drawn(f"<p>{LINES}</p>").fragment
    paragraph = element(made, b"P")

    assert len(made.leaves) > 1
    assert tree(made) == [["Sect", ["P"]]]
    assert b"/Pg \x01p0\x02 0 R/K[0 <</Type/MCR/Pg \x01p1\x02 0 R/MCID 0>>" in paragraph


def test_a_paragraph_is_marked_once_on_a_page():
    """All its lines together, with words set in italics."""
    lines = shown(drawn("<p>one <em>two</em> three<br/>four</p>").fragment).split(b"\n")

    assert [x for x in lines if MARKING.fullmatch(x)] == [b"/P <</MCID 0>> BDC", b"EMC"]
    assert lines.count(b"BT") == 1


def test_a_picture_is_read_between_the_words_it_stands_between():
    """Though it is drawn after them."""
    picture = '<img src="asset:images/a.svg" alt="A (b)" style="width: 9pt"/>'
    made = drawn(f"<p>before {picture} behind</p>").fragment

    assert re.search(rb"/K\[0 \x01@\d+\x02 0 R 1\]", element(made, b"P"))
    assert b"/Alt(A \\(b\\))/A<</O/Layout/BBox[" in element(made, b"Figure")


def test_a_picture_without_words_is_an_ornament():
    """Its author said so, with an empty description."""
    made = drawn('<p>a <img src="asset:images/a.svg" alt="" style="width: 9pt"/></p>')

    assert tree(made.fragment) == [["Sect", ["P"]]]
    assert b"/Artifact <</Type /Pagination>> BDC" in shown(made.fragment)


def test_the_head_of_a_table_is_read_once():
    """It is repeated on every page for the eye only."""
    rows = "".join(f"<tr><td>{n}</td></tr>" for n in range(40))
    made = drawn(
        f"<table><thead><tr><th>H</th></tr></thead><tbody>{rows}</tbody></table>"
    ).fragment

    assert len(made.leaves) > 1
    assert b"/TH <</MCID 0>> BDC" in shown(made, 0)
    assert b"/TH" not in shown(made, 1)
    assert b"/Artifact <</Type /Pagination>> BDC" in shown(made, 1)


def test_tables_say_what_heads_what():
    """Cells without words are there too, or the rows would not be equal."""
    made = drawn(
        "<table><thead><tr><th>a</th><th colspan='2'>b</th></tr></thead>"
        "<tbody><tr><th scope='row'>c</th><td></td><td rowspan='2'>d</td></tr></tbody></table>"
    ).fragment

    assert tree(made) == [
        ["Sect", ["Table",
                  ["THead", ["TR", ["TH"], ["TH"]]],
                  ["TBody", ["TR", ["TH"], ["TD"], ["TD"]]]]],
    ]  # fmt: skip
    assert b"/A<</O/Table/Scope/Column/ColSpan 2>>" in element(made, b"TH", 1)
    assert b"/A<</O/Table/Scope/Row>>" in element(made, b"TH", 2)
    assert b"/A<</O/Table/RowSpan 2>>" in element(made, b"TD", 1)


def test_terms_and_meanings_are_a_list():
    """Each term with its meanings is an item; a list in an item is in its body."""
    made = drawn(
        "<dl><dt>t</dt><dd>m</dd><dd>n</dd><dt>u</dt><dd>o</dd></dl>"
        "<ul><li>a<ol><li>b</li></ol></li></ul>"
    ).fragment

    assert tree(made) == [
        ["Sect",
         ["L", ["LI", ["Lbl"], ["LBody"], ["LBody"]], ["LI", ["Lbl"], ["LBody"]]],
         ["L", ["LI", ["Lbl"], ["LBody", ["L", ["LI", ["Lbl"], ["LBody"]]]]]]],
    ]  # fmt: skip
    assert b"/A<</O/List/ListNumbering/Decimal>>" in element(made, b"L", 2)


def test_words_that_stand_in_no_paragraph_get_one():
    """In a division, beside a block; links in a line stay in it."""
    made = drawn('<div>bare <a href="#x">link</a><p>block</p></div>').fragment

    assert tree(made) == [["Sect", ["Div", ["P", ["Link"]], ["P"]]]]


def test_a_note_and_its_call_lead_to_each_other(everything):
    """Nothing on the page ties them but a number."""
    call, note = element(everything, b"Reference"), element(everything, b"FENote")
    numbers = {each.head: number for number, each in enumerate(everything.objects)}

    assert b"/Ref[\x01@%d\x02 0 R]" % numbers[note] in call
    assert b"/Ref[\x01@%d\x02 0 R]" % numbers[call] in note


def test_colours_in_inks_are_told(everything):
    """A file for the screen that has them is no PDF/A."""
    assert everything.inks
    assert not drawn("<p style='color: red'>red</p>").fragment.inks


def test_what_was_cut_for_the_pages_is_whole_again():
    """A paragraph before and behind a figure, a note in parts."""
    picture = (
        '<figure><img src="asset:images/a.svg" alt="A" style="width: 9pt"/></figure>'
    )
    first = NOTE.replace("A note.", "One")
    part = '<span class="note note-more" data-note="n1"><p{}>Two</p></span>'
    goes_on = ' class="goes-on"'
    made = drawn(
        f'<p class="cut">before</p>{picture}<p class="run-on">behind</p>'
        f"<p>text{first}{part.format(goes_on)}{part.format('')}</p>"
    ).fragment

    assert tree(made) == [
        ["Sect",
         ["P"],
         ["Sect", ["Figure"]],
         ["P", ["Reference", ["Link"]], ["FENote", ["P"], ["P"]]]],
    ]  # fmt: skip


def test_a_note_to_a_heading_follows_it():
    """It is no part of what the heading says."""
    made = drawn(f"<h2>Head{NOTE}</h2><p>text</p>").fragment

    assert tree(made) == [
        ["Sect", ["H2", ["Reference", ["Link"]]], ["FENote", ["P"]], ["P"]],
    ]
    assert b"/ID(n1)" in element(made, b"FENote")


def test_the_language_of_words_is_told():
    """Of blocks and of words in a line."""
    made = drawn(
        '<p lang="de">ein <i lang="fr">mot</i></p>', section=' lang="cu"'
    ).fragment

    assert b"/Lang(cu)" in element(made, b"Sect")
    assert b"/Lang(de)" in element(made, b"P")
    assert b"/Lang(fr)" in element(made, b"Span")


def test_a_faint_group_belongs_to_what_holds_it():
    """It is drawn in a stream of its own, where nothing is marked."""
    made = drawn('<div><p style="opacity: .5">one <em>two</em></p></div>').fragment
    groups = [zlib.decompress(each.body) for each in made.objects if each.body]

    assert tree(made) == [["Sect", ["Div", ["P"]]]]
    assert b"/P <</MCID 0>> BDC\n/x0 Do\nEMC" in shown(made)
    assert all(b"BDC" not in each for each in groups)


def test_the_dots_of_a_contents_line_are_not_read():
    """The line is a line of contents, its numbers are left out of what a link says."""
    made = drawn(
        '<div class="entries"><div class="entry"><a class="title" href="#h">Title</a> '
        f'<a class="page" href="#h">{PAGE_OF.format(12)}</a></div></div>',
        '.title::after { content: leader(" .") }',
    ).fragment
    said = [re.search(rb"/Contents\((.*?)\)", each.head) for each in made.objects]

    assert tree(made) == [["Sect", ["TOC", ["TOCI", ["P", ["Link"], ["Link"]]]]]]
    assert made.leads == ("h",)
    assert b"/Ref \x01r0\x02 0 R" in element(made, b"TOCI")
    assert [each[1] for each in said if each] == [b"Title", b"Title"]
    assert b"/Artifact" in shown(made)


# ------------------------------------------------------------------ links and names


def test_links_lead_to_names_and_addresses():
    """Names are found in the finished book; an address goes with the link."""
    made = drawn(
        '<p><a href="#far">far away</a> <a href="https://example.org/(x)">ou<b>t</b></a></p>'
    ).fragment
    inner, outer = (made.objects[each].head for each in made.leaves[0].annotations)

    assert b"/Contents(far away)/Dest(far)/" in inner
    assert b"/Contents(out)/A<</S/URI/URI(https://example.org/\\(x\\))>>/" in outer
    assert made.objects[made.leaves[0].annotations[0]].screen


def test_a_link_over_two_lines_can_be_clicked_on_both():
    """Two places, one element."""
    made = drawn(f'<p><a href="#x">{LINES[:60]}</a></p>').fragment

    assert len(made.leaves[0].annotations) == 2
    assert len(set(made.owners)) == 1


def test_a_call_can_be_clicked_though_its_line_has_no_height():
    """Its letters have."""
    made = drawn(f"<p>words{NOTE}</p>", "sup { line-height: 0 }").fragment
    rectangle = re.search(
        rb"/Rect\[(.*?)\]", made.objects[made.leaves[0].annotations[0]].head
    )
    left, lower, right, upper = map(float, rectangle[1].split())

    assert upper - lower > 5
    assert right > left


def test_anchors_and_bookmarks_are_where_they_begin():
    """In points from the lower left corner of the trimmed page."""
    css = "h2 { bookmark-level: 2; bookmark-label: content(); margin: 0; font-size: 10pt }"
    made = drawn(f'<h2 id="a">Title</h2><p id="b">{LINES}</p>', css).fragment
    (mark,) = made.bookmarks

    assert made.anchors["a"] == (0, 20, 280)
    assert made.anchors["b"][0] == 0
    assert (mark.level, mark.title, mark.page, mark.x, mark.y) == (
        2,
        "Title",
        0,
        20,
        280,
    )


# ------------------------------------------------------------------ objects


def test_boxes_have_the_bleed_round_the_trim():
    """Each side has its own."""
    css = "@page { bleed-left: 9pt; bleed-right: 3pt; bleed-top: 6pt; bleed-bottom: 12pt }"
    (leaf,) = drawn("<p>x</p>", css).fragment.leaves

    assert leaf.trim == (0, 0, 200, 300)
    assert leaf.media == (-9, -12, 203, 306)


def test_all_references_lead_to_objects(everything, tmp_path):
    """And the file of them is whole."""
    named = {
        int(number)
        for each in everything.objects
        for kind, number in TOKEN.findall(each.head)
        if kind == b"@"
    }

    assert max(named) < len(everything.objects)
    for path in joined(everything, tmp_path).values():
        with pikepdf.open(path) as file:
            assert file.check_pdf_syntax() == []
            assert "/b" not in file.pages[0].Resources.Font


def test_a_busy_picture_is_written_once():
    """It is an object that both files show."""
    made = drawn(
        '<p><img src="asset:images/busy.svg" alt="B" style="width: 90pt"/></p>'
    )
    (leaf,) = made.fragment.leaves

    assert b"/f0 Do" in operators(leaf.plain[0])
    assert b"/f0 Do" in operators(leaf.tagged[0])
    assert b"/f0 \x01@" in made.fragment.objects[made.fragment.resources].head


def test_an_empty_page_has_no_operators():
    """Nor an element in the structure."""
    made = drawn("", "@page { @bottom-center { content: none } }").fragment

    assert [strip.data for strip in made.leaves[0].plain] == [b"", b""]
    assert (made.tops, made.leaves[0].parents) == ((), ())
