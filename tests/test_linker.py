"""Fragments joined: right digits, one of each font and picture, one tree of each kind."""

import io
import pickle
import subprocess
import weakref
import zlib
from dataclasses import replace

import pikepdf
import pypdfium2
import pytest
from fontTools.fontBuilder import FontBuilder
from fontTools.pens.t2CharStringPen import T2CharStringPen
from hypothesis import given, settings
from hypothesis import strategies as st
from pikepdf import Pdf

import verapdf
from books_by_hand import info
from fragment_maker import BOLD, PICTURE, REGULAR, Line, all_fonts, fragment, placed
from print_sample import ASSETS, fonts, printed
from publisher.artifacts import Asset
from publisher.bookinfo import PrintSettings
from publisher.check.pdf import check_pdf
from publisher.fragments import Bookmark, Face, Loose
from publisher.layout import lay_out
from publisher.layout.store import Memory
from publisher.package.pdf import package_pdf
from publisher.package.pdf.finishing import (
    for_press,
    for_screen,
    in_both,
    shown_by_press,
    shown_on_screen,
)
from publisher.package.pdf.labels import labels
from publisher.package.pdf.numbering import Place
from publisher.package.pdf.patching import misfits, numbered, told
from publisher.package.pdf.syntax import stream

ONE = fragment(
    [Line("One", "H1", anchor="one", level=1), Line("see page 0", page_of="two")],
    [Line("more of it"), Line("there", link="two")],
)
ALL = """# The Ferry {#ferry}

It was in the spring[^a] of the year; see @map-x and [the second](#second).

| Boat | Crew |
|------|------|
| Gull | four |

## Second {#second}

* a *bread* trough
* [out](https://example.org/)

![The river](images/a.svg){#map-x alt="A river"}

> Words of another.

[^a]: A note, which has [a way](#ferry) out.
"""
TWO = fragment([Line("Two", "H1", anchor="two", level=1, file=BOLD)], [Line("the end")])


def linked(folder, fragments, pages, fonts=None, lang="en-GB", standard="ua-2"):
    """Join fragments; give the files by kind, each sound by our own checks."""
    fonts = fonts or all_fonts()
    about = info(lang=lang, print=PrintSettings(standard=standard))
    made, found = package_pdf(fragments, pages, fonts, about, folder)
    assert found == []
    for each in made:
        assert check_pdf(each, pages) == []
    return {each.kind: each.path for each in made}


def texts(path):
    """Read the words of each page, as another program finds them."""
    with pypdfium2.PdfDocument(path) as pdf:
        return [page.get_textpage().get_text_bounded().split() for page in pdf]


def streams(path):
    """Give the operators of each page."""
    with Pdf.open(path) as pdf:
        return [b"".join(c.read_bytes() for c in p.Contents) for p in pdf.pages]


def digits(strip, folio="", **known):
    """Give the operators of a strip with a folio and labels."""
    return zlib.decompress(numbered(strip, folio, known))


def test_a_file_written_alone_is_the_same_file(tmp_path):
    """Whoever writes one of them need not know what only the other has."""
    (tmp_path / "alone").mkdir()
    fragments, pages = placed(ONE, TWO)
    together = linked(tmp_path, fragments, pages)

    for kind, path in together.items():
        (alone,), _ = package_pdf(
            fragments, pages, all_fonts(), info(), tmp_path / "alone", kinds=(kind,)
        )
        assert path.read_bytes() == alone.path.read_bytes()


def test_pages_stand_behind_each_other_with_their_folios(tmp_path):
    """Each fragment counts from one by itself; the book counts through."""
    files = linked(tmp_path, *placed(ONE, TWO))

    for path in files.values():
        read = texts(path)
        assert [page[-1] for page in read] == ["1", "2", "3", "4"]
        assert read[0][:-1] == ["One", "see", "page", "3"]
        assert read[2][:-1] == ["Two"]


def test_many_short_chapters_are_a_file_that_qpdf_reads(tmp_path):
    """It takes one for damaged that has more numbers of objects than a third of its bytes."""
    verse = fragment([Line("one")], folios=[""])

    for path in linked(tmp_path, *placed(*[verse] * 150)).values():
        with Pdf.open(path, attempt_recovery=False) as pdf:
            assert len(pdf.pages) == 150
            assert int(pdf.trailer.Size) < path.stat().st_size / 4


def test_other_digits_are_drawn_as_if_the_page_had_been_laid_out_with_them():
    """A folio in the middle, of as many digits or more; a reference of as many."""
    foot = fragment([Line("x")], folios=["7"]).leaves[0].plain[1]
    line = fragment([Line("see 2", page_of="a")], folios=[""]).leaves[0].tagged[0]

    for number in ("7", "12"):
        fixed = fragment([Line("x")], folios=[number], fixed=True).leaves[0].plain[1]
        assert digits(foot, number) == digits(fixed)
    for number in "25":
        words = [Line(f"see {number}", page_of="a")]
        fixed = fragment(words, folios=[""], fixed=True).leaves[0].tagged[0]
        assert digits(line, a=number) == digits(fixed)


def test_a_reference_with_fewer_digits_than_its_room_begins_where_it_began():
    """The room was laid out; what is left of it stays white."""
    wide = fragment([Line("see 000", page_of="a")], folios=[""])
    as_wide, narrow = (
        fragment([Line(f"see {n}", page_of="a")], folios=[""], fixed=True)
        for n in ("000", "7")
    )

    line = wide.leaves[0].plain[0]
    assert digits(line, a="7") == digits(narrow.leaves[0].plain[0])
    unknown = digits(line)  # nobody knows the page: layout has said so
    assert unknown == digits(as_wide.leaves[0].plain[0])
    assert misfits(told(wide), [""], {"a": "7"}) == []


@pytest.mark.parametrize(
    ("label", "said"),
    [
        pytest.param("100", 'should say "100" where there is room for "0"', id="wide"),
        pytest.param("xii", 'should say "xii" where there is room for "0"', id="roman"),
    ],
)
def test_a_reference_that_has_no_room_is_a_finding(tmp_path, label, said):
    """It names the file, the page and the anchor."""
    fragments, pages = placed(ONE, TWO)
    rows = list(pages.pages)
    rows[2] = replace(rows[2], label=label)
    _, found = package_pdf(
        fragments, replace(pages, pages=tuple(rows)), all_fonts(), info(), tmp_path
    )

    assert [(each.code, str(each.span)) for each in found] == [
        ("Y003", "lovna-print.pdf:1:1")
    ]
    assert found[0].message == f'the reference to "two" {said}'


def test_a_folio_that_is_no_number_stays_as_it_was_laid_out(tmp_path):
    """Roman folios are drawn by layout; digits in their place are a finding."""
    fragments, pages = placed(ONE, TWO, roman=1)
    made, found = package_pdf(fragments, pages, all_fonts(), info(), tmp_path)

    assert [each.message for each in found] == [
        'the folio should say "i" where there is room for "1"'
    ]
    assert texts(made[0].path)[0][-1] == "1"


def test_letters_of_all_fragments_are_in_one_font(tmp_path):
    """Also under two names; glyphs that only one fragment shows can be seen and read."""
    other = fragment([Line("Ðæþ — ſtrange")])
    face = other.faces["EBGaramond-Regular"]
    other = replace(other, faces={**other.faces, "Other": replace(face, glyphs={})})
    path = linked(tmp_path, *placed(TWO, other))["screen-pdf"]

    with Pdf.open(path) as pdf:
        listed = pdf.pages[0].Resources.Font
        kinds = [each for each in pdf.objects if _is(each, "/Type", "/Font")]
        files = [each for each in pdf.objects if _is(each, "/Type", "/FontDescriptor")]
        assert listed["/Other"].objgen == listed["/EBGaramond-Regular"].objgen
        assert (len(kinds), len(files)) == (
            4,
            2,
        )  # a font and its descendant; two files
    assert texts(path)[2][:-1] == ["Ðæþ", "—", "ſtrange"]


def test_the_name_of_a_font_tells_which_letters_are_in_it(tmp_path):
    """Common letters always are, so that a corrected word leaves the font as it was."""

    def font(words):
        path = linked(tmp_path, *placed(fragment([Line(words)])))["print-pdf"]
        with Pdf.open(path) as pdf:
            found = pdf.pages[0].Resources.Font["/EBGaramond-Regular"]
            program = found.DescendantFonts[0].FontDescriptor.FontFile2.read_bytes()
            return str(found.BaseFont), program

    assert font("Words") == font("Öther “words”")
    assert font("Words")[0] != font("ſtrange words")[0]
    assert font("Words")[0].endswith("+EBGaramond-Regular")


def test_the_program_of_a_font_is_a_small_part_of_its_file(tmp_path):
    """Without what only layout needs."""
    path = linked(tmp_path, *placed(TWO))["print-pdf"]
    with Pdf.open(path) as pdf:
        found = pdf.pages[0].Resources.Font["/EBGaramond-Regular"].DescendantFonts[0]
        program = found.FontDescriptor.FontFile2.read_bytes()

    assert len(program) < len(all_fonts()[REGULAR].data) / 5
    assert b"GSUB" not in program[:400]


def test_a_stand_in_for_a_missing_letter_can_be_read_but_is_not_cut_out(tmp_path):
    """Its number is beyond those of the font."""
    made = fragment([Line("Words")])
    face = made.faces["EBGaramond-Regular"]
    face = replace(
        face, glyphs={**face.glyphs, 60000: "𓀀"}, widths={**face.widths, 60000: 500}
    )
    path = linked(tmp_path, *placed(replace(made, faces={"EBGaramond-Regular": face})))
    with Pdf.open(path["print-pdf"]) as pdf:
        found = pdf.pages[0].Resources.Font["/EBGaramond-Regular"]

        assert b"<ea60> <d80cdc00>" in found.ToUnicode.read_bytes()
        assert [60000, [500]] == [
            each if isinstance(each, int) else list(each)
            for each in list(found.DescendantFonts[0].W)[-2:]
        ]


def test_a_font_with_cubic_curves_is_drawn_too(tmp_path):
    """OpenType with CFF outlines; its glyphs keep their numbers."""
    fonts = {"Boxes.otf": Asset(None, "font/otf", _boxes())}
    made = fragment([Line("x")])
    body = zlib.compress(b"BT /Boxes 10 Tf 1 0 0 1 60 600 Tm [<0002>] TJ ET\n")
    strip = replace(made.leaves[0].plain[0], data=body)
    leaf = replace(made.leaves[0], plain=(strip, strip), tagged=(strip, strip))
    made = replace(
        made, leaves=(leaf,), faces={"Boxes": Face("Boxes.otf", {2: "B"}, {2: 600})}
    )
    path = linked(tmp_path, *placed(made), fonts=fonts)["print-pdf"]

    assert texts(path)[0][0] == "B"
    with pypdfium2.PdfDocument(path) as pdf:
        picture = pdf[0].render(scale=1).to_pil().convert("L")
        ink = picture.point(lambda value: 255 * (value < 128)).getbbox()
    assert ink == (70, 49, 74, 57)  # 9 pt of bleed, then a box of 4 by 8 pt


def test_a_picture_in_two_fragments_is_in_the_file_once(tmp_path):
    """So is one with a mask, although its head names another object."""
    masked = PICTURE.head.replace(b">>", b"/SMask \x01@2\x02 0 R>>")
    first, second = (
        fragment([Line(words)], extra=(PICTURE, Loose(masked, PICTURE.body)))
        for words in ("one", "two")
    )
    unlike = PICTURE.head.replace(b"Gray", b"RGB").replace(b"Width 2", b"Width 1")
    third = fragment(
        [Line("three")],
        extra=(Loose(unlike.replace(b"ht 2", b"ht 1"), zlib.compress(b"abc")), PICTURE),
    )
    for path in linked(tmp_path, *placed(first, second, third)).values():
        with Pdf.open(path) as pdf:
            pictures = [each for each in pdf.objects if _is(each, "/Subtype", "/Image")]
            shown = [page.Resources.XObject for page in pdf.pages]
            assert len(pictures) == 3
            assert shown[0]["/I0"].objgen == shown[1]["/I0"].objgen
            assert shown[0]["/I1"].objgen == shown[1]["/I1"].objgen
            assert shown[2]["/I1"].objgen == shown[0]["/I0"].objgen


def test_every_anchor_is_in_one_sorted_tree(tmp_path):
    """Whatever it is called and however many there are; the first page wins."""
    lines = [Line(f"line {n}", anchor=f"c{n}") for n in range(150)]
    first = fragment(
        lines[:80], [Line("глава", anchor="глава"), Line("c5", anchor="c5")]
    )
    second = fragment(
        lines[80:], [Line("again", anchor="c1"), Line("(", anchor="a(b\\c")]
    )
    path = linked(tmp_path, *placed(first, second))["screen-pdf"]

    with Pdf.open(path) as pdf:
        numbers = {page.obj.objgen: number for number, page in enumerate(pdf.pages, 1)}
        names = pikepdf.NameTree(pdf.Root.Names.Dests)
        where = {str(name): numbers[to.D[0].objgen] for name, to in names.items()}
        leaves = list(pdf.Root.Names.Dests.Kids)
        limits = [bytes(each) for leaf in leaves for each in leaf.Limits]
        found = [pikepdf.NameTree(pdf.Root.Names.Dests).get(each) for each in where]
    assert where == {
        **{f"c{n}": 1 for n in range(80)},
        **{f"c{n}": 3 for n in range(80, 150)},
        "глава": 2,
        "a(b\\c": 4,
    }
    assert len(leaves) == 3
    assert limits == sorted(limits)
    assert None not in found


def test_headings_of_all_fragments_make_one_outline(tmp_path):
    """A rank may be left out; every line is open and leads to its page."""
    one = replace(
        ONE, bookmarks=_marks((1, "Part"), (2, "One"), (4, "deep"), (3, "less"))
    )
    two = replace(TWO, bookmarks=_marks((2, "Zwölf"), (1, "End")))
    path = linked(tmp_path, *placed(one, two))["screen-pdf"]

    with Pdf.open(path) as pdf, pdf.open_outline() as outline:
        part, end = outline.root
        assert (part.title, end.title) == ("Part", "End")
        assert [each.title for each in part.children] == ["One", "Zwölf"]
        assert [each.title for each in part.children[0].children] == ["deep", "less"]
        assert pdf.Root.Outlines.Count == 6
        assert pdf.Root.Outlines.First.Count == 4
        assert pdf.Root.Outlines.Last.A.D[0].objgen == pdf.pages[2].obj.objgen


def test_a_book_without_headings_has_no_outline(tmp_path):
    """And opens all the same."""
    path = linked(tmp_path, *placed(fragment([Line("x")])))["screen-pdf"]
    with Pdf.open(path) as pdf:
        assert "/Outlines" not in pdf.Root


def test_page_labels_say_where_a_count_begins():
    """Roman or arabic, from any number; a page may have words for a name."""
    assert labels(["i", "ii", "1", "2"]) == b"<</Nums[0<</S/r/St 1>> 2<</S/D/St 1>>]>>"
    assert labels(["xiv", "xv", "97", "98"]) == (
        b"<</Nums[0<</S/r/St 14>> 2<</S/D/St 97>>]>>"
    )
    assert labels(["1", "A", "B", "2", "4"]) == (
        b"<</Nums[0<</S/D/St 1>> 1<</P(A)>> 2<</P(B)>> 3<</S/D/St 2>> 4<</S/D/St 4>>]>>"
    )


def test_the_parent_tree_knows_whose_everything_is(tmp_path):
    """All marked content and all links of all fragments, in one tree below Document."""
    path = linked(tmp_path, *placed(ONE, TWO, ONE), lang="fr")["screen-pdf"]

    with Pdf.open(path) as pdf:
        root = pdf.Root.StructTreeRoot
        parents = pikepdf.NumberTree(root.ParentTree)
        document = root.K[0]
        assert (str(document.S), str(document.Lang)) == ("/Document", "fr")
        assert [str(each.S) for each in document.K] == ["/Sect"] * 3
        seen = set()
        for page in pdf.pages:
            for mcid, owner in enumerate(parents[int(page.obj.StructParents)]):
                seen.add(owner.objgen)
                assert mcid in list(owner.K)
                assert owner.Pg.objgen == page.obj.objgen
            for annotation in page.obj.get("/Annots", ()):
                owner = parents[int(annotation.StructParent)]
                assert owner.K[1].Obj.objgen == annotation.objgen
        assert root.ParentTreeNextKey > max(parents.keys())
        assert seen == {kid.objgen for top in document.K for kid in top.K}


def test_elements_that_have_names_are_listed_by_them(tmp_path):
    """Notes and heads of tables; types of later PDF are said to be what they were."""
    named = Loose(
        b"<</Type/StructElem/S/Note/ID(n-2)/P \x01@1\x02 0 R/K[]>>", screen=True
    )
    other = Loose(
        b"<</Type/StructElem /S /Em /ID <6e2d31> /P \x01@1\x02 0 R>>", screen=True
    )
    path = linked(tmp_path, *placed(fragment([Line("x")], extra=(named, other))))

    with Pdf.open(path["screen-pdf"]) as pdf:
        root = pdf.Root.StructTreeRoot
        listed = [(str(k), str(v.S)) for k, v in pikepdf.NameTree(root.IDTree).items()]
        assert listed == [("n-1", "/Em"), ("n-2", "/Note")]
        assert {key: str(to) for key, to in root.RoleMap.items()} == {"/Em": "/Span"}
    with Pdf.open(path["print-pdf"]) as pdf:
        assert not any(_is(each, "/Type", "/StructElem") for each in pdf.objects)


def universal(path):
    """Read which part of PDF/UA a file says it keeps."""
    with Pdf.open(path) as pdf, pdf.open_metadata() as said:
        return said.get("{http://www.aiim.org/pdfua/ns/id/}part")


def test_the_screen_file_says_that_it_is_universally_accessible(tmp_path):
    """PDF/UA-2; the file for the press has no structure and says nothing."""
    described = Loose(
        b"<</Type/StructElem/S/Figure/Alt(x)/P \x01@1\x02 0 R>>", screen=True
    )
    files = linked(
        tmp_path, *placed(fragment([Line("x")], extra=(described,)), ONE, TWO)
    )

    assert universal(files["screen-pdf"]) == "2"
    assert universal(files["print-pdf"]) is None


def lasting(path):
    """Read which part of PDF/A a file says it keeps."""
    with Pdf.open(path) as pdf, pdf.open_metadata() as said:
        return said.get("pdfaid:part")


def test_a_file_coloured_in_inks_does_not_say_that_it_lasts(tmp_path):
    """What inks look like is known only where they are printed."""
    inked = replace(TWO, inks=True)

    assert lasting(linked(tmp_path, *placed(TWO))["screen-pdf"]) == "4"
    assert lasting(linked(tmp_path, *placed(inked))["screen-pdf"]) is None


def test_what_leads_somewhere_leads_to_what_is_meant(tmp_path):
    """Not only to a place on a page, which says nothing to those who do not see it."""
    line = Loose(
        b"<</Type/StructElem/S/TOCI/P \x01@1\x02 0 R/Ref \x01r0\x02 0 R>>", screen=True
    )
    first = replace(fragment([Line("1")], extra=(line,)), leads=("two", "nowhere"))
    two = replace(TWO, meant={"two": TWO.tops[0]})
    path = linked(tmp_path, *placed(first, two))["screen-pdf"]

    with Pdf.open(path) as pdf:
        to = pikepdf.NameTree(pdf.Root.Names.Dests)["two"]
        named = next(each for each in pdf.objects if _is(each, "/S", "/TOCI"))
        top = pdf.Root.StructTreeRoot.K[0].K[1]
        assert to.D[0].objgen == pdf.pages[1].obj.objgen
        assert to.SD[0].objgen == named.Ref[0].objgen == top.objgen


@pytest.mark.parametrize(
    "spoil",
    [
        pytest.param(
            lambda made: replace(
                made,
                objects=(
                    *made.objects,
                    Loose(b"<</Type/StructElem/S/Figure>>", screen=True),
                ),
            ),
            id="a picture without a description",
        ),
        pytest.param(
            lambda made: fragment([Line("One", "H1"), Line("Deep", "H3")]),
            id="a heading that leaves a rank out",
        ),
        pytest.param(
            lambda made: replace(
                made, faces={"Other": Face(REGULAR, {60000: "𓀀"}, {60000: 500})}
            ),
            id="a letter that no font has",
        ),
    ],
)
def test_a_file_that_lacks_something_claims_nothing(tmp_path, spoil):
    """What only the author can mend is a finding of the checks of the book."""
    files = linked(tmp_path, *placed(spoil(TWO)))

    assert universal(files["screen-pdf"]) is None


def test_a_validator_finds_the_screen_file_universally_accessible(tmp_path):
    """Of another maker, and for the joined file: structure, fonts, links, description."""
    page = pytest.importorskip("page")
    path = linked(tmp_path, *placed(ONE, TWO, ONE), standard="ua-1")["screen-pdf"]

    report = page.validate_pdf(path, profile="ua1")

    assert [f"{each.rule_id}: {each.message}" for each in report.failures] == []
    assert report.is_compliant


@pytest.mark.parametrize(
    ("standard", "profiles"),
    [("ua-2", ("ua-2", "a-4", "wtpdf")), ("ua-1", ("ua-1", "a-3a"))],
)
def test_another_validator_finds_it_accessible_and_lasting(
    standard, profiles, tmp_path
):
    """PDF/UA and PDF/A, of 2024 and of before: all that layout marks, and joined."""
    laid, said = lay_out(printed(ALL), ASSETS, fonts())
    path = linked(tmp_path, laid.placed(), laid.map, standard=standard)["screen-pdf"]

    assert said == []
    assert verapdf.failures(path, *profiles) == []


def test_a_validator_agrees_on_a_book_that_layout_has_set(tmp_path):
    """Notes, links, lists, tables, figures, a part: all that is marked by layout."""
    page = pytest.importorskip("page")
    laid, said = lay_out(printed(ALL), ASSETS, fonts())
    path = linked(tmp_path, laid.placed(), laid.map, standard="ua-1")["screen-pdf"]

    report = page.validate_pdf(path, profile="ua1")

    assert said == []
    assert [f"{each.rule_id}: {each.message}" for each in report.failures] == []


@pytest.mark.parametrize("body", [b"x", b"x\r", b"x\n", b"x\r\n", b""])
def test_one_end_of_line_stands_between_a_stream_and_its_end(body):
    """Whoever takes it away has the bytes of the stream, and no byte less."""
    made = stream(1, b"<<>>", body).data
    held = made.split(b"stream\n", 1)[1].removesuffix(b"endstream\nendobj\n")

    assert b"/Length %d" % len(body) in made
    assert body == (
        held[:-2]
        if held.endswith(b"\r\n") and len(held) - len(body) == 2
        else held[:-1]
    )
    assert not (body.endswith(b"\r") and len(held) - len(body) == 1)


def test_a_small_change_leaves_all_other_numbers_as_they_were(tmp_path):
    """What was finished of later fragments can be used again."""
    longer = fragment([Line("One", anchor="one"), *[Line("more")] * 20], [Line("x")])

    def later(*fragments):
        path = linked(tmp_path, *placed(*fragments))["screen-pdf"]
        with Pdf.open(path) as pdf:
            page = pdf.pages[2].obj
            return page.objgen, page.StructParents, page.Resources.Font.objgen

    assert later(ONE, TWO) == later(longer, TWO)


@pytest.mark.parametrize(
    "make", [in_both, for_press, for_screen, shown_by_press, shown_on_screen]
)
def test_finishing_depends_on_nothing_but_what_it_is_given(make):
    """Also not on whether the fragment has been on a disk since."""
    kept = pickle.loads(pickle.dumps(ONE))

    def made(fragment, folios, page):
        return [*make(fragment, Place(1024, 128, 2), (folios, {"two": page}))]

    first = made(ONE, ("3", "4"), "9")

    assert made(kept, ("3", "4"), "9") == first
    for other in (made(ONE, ("3", "4"), "8"), made(ONE, ("3", "5"), "9")):
        assert (other == first) is (make in {in_both, for_press, for_screen})


def test_files_written_one_after_the_other_are_those_written_together(tmp_path):
    """Who waits for pages has the screen's first, and hears then what does not fit."""
    fragments, pages = placed(ONE, TWO, roman=1)
    (tmp_path / "alone").mkdir()

    def written(folder, *kinds):
        about, kinds = info(), {"kinds": kinds} if kinds else {}
        made, found = package_pdf(fragments, pages, all_fonts(), about, folder, **kinds)
        return {each.kind: each.path.read_bytes() for each in made}, found

    both, found = written(tmp_path)
    screen, first = written(tmp_path / "alone", "screen-pdf")
    press, then = written(tmp_path / "alone", "print-pdf")

    assert both == screen | press
    assert found == first
    assert len(found) == 1
    assert then == []


def test_fragments_that_are_finished_are_not_fetched_again(tmp_path):
    """What joins them is kept, too, under all that each depends on."""
    fragments, pages = placed(ONE, TWO, roman=1)
    memory, fetched = Memory(), []

    def written(*names):
        def watched(name, load):
            return lambda: fetched.append(name) or load()

        fetched.clear()
        named = [
            replace(each, name=name, load=watched(name, each.load))
            for name, each in zip(names, fragments, strict=True)
        ]
        made, found = package_pdf(named, pages, all_fonts(), info(), tmp_path, memory)
        return [each.path.read_bytes() for each in made], found

    first = written("one", "two")

    assert fetched == ["one", "two"]
    assert written("one", "two") == first
    assert fetched == []
    assert written("one", "other") == first
    assert fetched == ["other"]


def test_fragments_are_fetched_once_and_not_kept(tmp_path):
    """While one is fetched, at most the one before it is still there."""

    class Faces(dict):
        """A mapping whose end can be seen."""

    alive, most = [], []

    def watched(load):
        def fetch():
            found = load()
            faces = Faces(found.faces)
            alive.append(weakref.ref(faces))
            most.append(sum(each() is not None for each in alive))
            return replace(found, faces=faces)

        return fetch

    fragments, pages = placed(*[TWO] * 6)
    fragments = [replace(each, load=watched(each.load)) for each in fragments]
    linked(tmp_path, fragments, pages)

    assert len(most) == 6
    assert max(most) <= 2


def test_both_files_show_the_same(tmp_path):
    """Tags apart, the operators are the same: the press prints what was read."""
    files = linked(tmp_path, *placed(ONE, TWO))
    plain, tagged = (streams(files[kind]) for kind in ("print-pdf", "screen-pdf"))

    for page, other in zip(plain, tagged, strict=True):
        marks = (b"BDC", b"BMC", b"EMC")
        assert not any(line.endswith(marks) for line in page.splitlines())
        assert page.splitlines() == [
            line for line in other.splitlines() if not line.endswith(marks)
        ]


@settings(max_examples=15, deadline=None)
@given(
    st.lists(
        st.lists(st.integers(0, 3), min_size=1, max_size=4), min_size=1, max_size=5
    )
)
def test_any_fragments_make_a_sound_file(tmp_path_factory, sizes):
    """However many pages they have and lines stand on them."""
    fragments = [
        fragment(
            *(
                [Line(f"{n} {page}", anchor=f"a{n}", link=f"a{n // 2}")] * lines
                for page, lines in enumerate(pages)
            )
        )
        for n, pages in enumerate(sizes)
    ]
    done, pages = placed(*fragments)
    known = replace(pages, anchors=pages.anchors)
    made, found = package_pdf(
        done, known, all_fonts(), info(), tmp_path_factory.mktemp("any")
    )

    assert found == []
    assert {"D002"}.isdisjoint(
        each.code for file in made for each in check_pdf(file, pages)
    )
    assert [page[-1] for page in texts(made[0].path)] == [
        str(number) for number in range(1, len(pages.pages) + 1)
    ]


@pytest.mark.tools
def test_qpdf_finds_nothing_to_mend(tmp_path):
    """Not even a warning, in a file with free numbers between the fragments."""
    for path in linked(tmp_path, *placed(ONE, TWO, ONE)).values():
        checked = subprocess.run(
            ["qpdf", "--check", str(path)], capture_output=True, text=True, check=False
        )
        assert (checked.returncode, checked.stderr) == (0, "")


def _is(item, key, value):
    return isinstance(item, (pikepdf.Dictionary, pikepdf.Stream)) and (
        str(item.get(key, "")) == value
    )


def _marks(*lines):
    return tuple(Bookmark(level, title, 0, 60, 600) for level, title in lines)


def _boxes():
    """Make a font of boxes with cubic outlines."""
    builder = FontBuilder(1000, isTTF=False)
    builder.setupGlyphOrder([".notdef", "A", "B"])
    builder.setupCharacterMap({65: "A", 66: "B"})
    pen = T2CharStringPen(600, None)
    pen.moveTo((100, 0))
    for corner in ((100, 800), (500, 800), (500, 0)):
        pen.lineTo(corner)
    pen.closePath()
    box = pen.getCharString()
    empty = T2CharStringPen(600, None).getCharString()
    builder.setupCFF("Boxes", {}, {".notdef": empty, "A": empty, "B": box}, {})
    builder.setupHorizontalMetrics(dict.fromkeys((".notdef", "A", "B"), (600, 0)))
    builder.setupHorizontalHeader(ascent=800, descent=-200)
    builder.setupNameTable({"familyName": "Boxes", "psName": "Boxes"})
    builder.setupOS2()
    builder.setupPost()
    data = io.BytesIO()
    builder.save(data)
    return data.getvalue()
