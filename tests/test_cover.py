"""The cover: its measures, its bar code, its designs, and words that keep to their panel."""

from dataclasses import replace
from io import BytesIO
from pathlib import PurePosixPath

import pikepdf
import pytest
from PIL import Image

from books_by_hand import info
from press_sample import photograph
from print_sample import fonts
from publisher import pipeline
from publisher.artifacts import Asset, Manuscript, Stylesheet
from publisher.bookinfo import CoverSettings, Identifier, Person, PrintSettings
from publisher.check.press.covers import NONE
from publisher.check.press.file import PressFile
from publisher.config.printers import printers
from publisher.covering import covered, make_cover
from publisher.model import Book
from publisher.points import Points
from publisher.render.cover import fitting, isbn, kind
from publisher.render.cover.backs import blurb_size
from publisher.render.cover.ean import bars, modules
from publisher.render.gathering import gathered_words
from publisher.wraps import wrap

PICTURE = PurePosixPath("images/boat.jpg")
STYLE = pipeline.house_styles() / "cover.css"
MM = 72 / 25.4


def book(design="classic", printer="kdp-paperback", paper="cream", **changed):
    """Describe a book with a cover."""
    cover = CoverSettings(kind=design, **changed.pop("cover", {}))
    settings = PrintSettings(press=printers()[printer], paper=paper)
    values = {
        "title": "The River Ledger",
        "subtitle": "An Account of Two Ferries",
        "creators": (Person("Ada Lund"),),
        "publisher": "Ferry House",
        "description": "A boat is worked by a rope.",
        "identifiers": (Identifier("978-3-16-148410-0", "ISBN", "print"),),
        "print": settings,
        "cover_design": cover,
        **changed,
    }
    return replace(info(), **values)


def manuscript(known, tmp_path):
    path = tmp_path / "boat.jpg"
    photograph((1900, 2800)).save(path, quality=80)
    asset = Asset(PICTURE, "image/jpeg", path.read_bytes(), 1900, 2800)
    sheet = Stylesheet(PurePosixPath("cover.css"), STYLE.read_text("utf-8"))
    return Manuscript(known, (), {}, {PICTURE: asset}, {"cover": (sheet,)}, fonts(), {})


def made(known, tmp_path, pages=420):
    measures, found = make_cover(manuscript(known, tmp_path), pages, tmp_path)
    return measures, found, tmp_path / f"{known.slug}-cover.pdf"


# ------------------------------------------------------------------ bar code


def decoded(pattern):
    """Read modules back, by the printed tables of the standard, not ours."""
    odd = {
        "0001101": 0, "0011001": 1, "0010011": 2, "0111101": 3, "0100011": 4,
        "0110001": 5, "0101111": 6, "0111011": 7, "0110111": 8, "0001011": 9,
    }  # fmt: skip
    even = {code[::-1].translate({48: "1", 49: "0"}): d for code, d in odd.items()}
    parities = "111111 110100 110010 110001 101100 100110 100011 101010 101001 100101"
    left = [pattern[at : at + 7] for at in range(3, 45, 7)]
    right = [pattern[at : at + 7] for at in range(50, 92, 7)]
    first = parities.split().index("".join("1" if c in odd else "0" for c in left))
    figures = [odd[c] if c in odd else even[c] for c in left]
    figures += [odd[c.translate({48: "1", 49: "0"})] for c in right]
    return "".join(map(str, [first, *figures]))


@pytest.mark.parametrize(
    "digits", ["9783161484100", "9790260000438", "4006381333931", "0012345678905"]
)
def test_a_bar_code_says_its_figures(digits):
    pattern = modules(digits)

    assert 95 == len(pattern)
    assert ("101", "01010", "101") == (pattern[:3], pattern[45:50], pattern[92:])
    assert digits == decoded(pattern)


def test_bars_cover_the_black_modules():
    digits = "9783161484100"
    drawn = ["0"] * 95
    for first, count, _ in bars(digits):
        drawn[first : first + count] = "1" * count

    assert modules(digits) == "".join(drawn)


def test_the_isbn_of_the_printed_book_is_taken():
    both = (
        Identifier("978-0-306-40615-7", "ISBN", "epub"),
        Identifier("978-3-16-148410-0", "ISBN", "print"),
    )

    assert "978-3-16-148410-0" == isbn(book(identifiers=both))
    assert isbn(book(identifiers=both[:1])) is None
    assert isbn(book(identifiers=(Identifier("x", "DOI"),))) is None


@pytest.mark.parametrize(
    ("written", "longer"),
    [
        ("3-16-148410-X", "978-3-16-148410-0"),
        ("0 306 40615 2", "978 0 306 40615 7"),
        ("0306406152", "9780306406157"),
    ],
)
def test_an_isbn_of_ten_signs_is_coded_as_the_one_of_thirteen(written, longer):
    assert longer == isbn(book(identifiers=(Identifier(written, "ISBN"),)))


# ------------------------------------------------------------------ measures


def test_the_spine_follows_pages_and_paper():
    measures = wrap(book().print, 419, right_to_left=False)

    assert 420 == measures.pages
    assert pytest.approx(420 * 0.0025 * 25.4, abs=0.001) == measures.spine
    assert pytest.approx(2 * 152.4 + measures.spine) == measures.whole
    assert measures.back < measures.front


def test_a_book_read_from_the_right_has_its_front_on_the_left():
    measures = wrap(book().print, 419, right_to_left=True)

    assert (0, True) == (measures.front, measures.back > 150)


CASE = CoverSettings(spine=14.0, sheet=(357.2, 264.6))


@pytest.mark.parametrize("right_to_left", [False, True])
def test_a_case_is_measured_by_its_sheet(right_to_left):
    """Boards are what is not turned in; no words stand where they bend beside the spine."""
    hard = book(printer="kdp-hardcover", paper="cream").print
    case = wrap(hard, 300, CASE, right_to_left=right_to_left)

    assert wrap(hard, 300, right_to_left=right_to_left) is None
    assert pytest.approx(357.2 - 2 * 0.59 * 25.4) == case.whole
    assert pytest.approx(264.6 - 2 * 0.59 * 25.4, abs=0.001) == case.height
    left, right = sorted((case.back_face, case.front_face))
    assert left == 0
    assert pytest.approx(right - case.face) == 14.0 + 2 * 0.4 * 25.4


@pytest.mark.parametrize("kind", ["classic", "modern", "picture", "finished"])
def test_the_cover_of_a_case_keeps_its_hinge_free(kind, tmp_path):
    """Words and bar code; the picture goes on from there to the fold, and around the boards."""
    case = {"spine": CASE.spine, "sheet": CASE.sheet, "picture": PICTURE}
    hard = book(kind, "kdp-hardcover", cover=case)
    measures, found, path = made(hard, tmp_path, 300)

    assert measures is not None
    assert [each.headline for each in found if each.code != "D014"] == []
    with pikepdf.open(path) as pdf:
        box = [float(each) for each in pdf.pages[0].mediabox]
    assert pytest.approx((357.2 * MM, 264.6 * MM), abs=0.1) == (
        box[2] - box[0],
        box[3] - box[1],
    )


def test_the_size_of_a_case_is_asked_for(tmp_path):
    """Nobody can reckon it but the printer."""
    hard = book(printer="kdp-hardcover", paper="cream")
    measures, found, _ = made(hard, tmp_path, 300)

    assert measures is None
    assert "sheet" in found[0].hint


@pytest.mark.parametrize(
    ("pages", "has"), [(70, False), (78, False), (86, False), (90, True), (120, True)]
)
def test_a_thin_book_has_no_words_on_its_spine(pages, has):
    """Nor one on which they would be smaller than the printer can hold: 7 pt."""
    assert has == wrap(book().print, pages, right_to_left=False).spine_has_words


def test_a_spine_that_only_the_printer_knows_is_asked_for(tmp_path):
    known = book(printer="ingramspark", paper="white-50lb")
    measures, (finding,), _ = made(known, tmp_path)
    assert (measures, "D023") == (None, finding.code)
    assert "spine: " in finding.hint

    _, found, path = made(
        replace(known, cover_design=CoverSettings("modern", spine=14.0)), tmp_path
    )
    assert [] == found
    assert path.exists()


def test_a_paper_that_is_not_named_is_asked_for(tmp_path):
    _, (finding,), _ = made(book(paper=""), tmp_path)

    assert "paper: cream" in finding.hint


# ------------------------------------------------------------------ sheets


@pytest.mark.parametrize("design", ["classic", "modern", "picture", "finished"])
@pytest.mark.parametrize("picture", [PICTURE, None], ids=["picture", "no picture"])
def test_a_cover_is_sound_in_every_design(tmp_path, design, picture):
    known = book(design, cover={"picture": picture, "about": "She rows."})
    measures, found, path = made(known, tmp_path)

    assert {"D014"} >= {each.code for each in found}, found
    with pikepdf.open(path) as pdf:
        (page,) = pdf.pages
        left, lower, right, upper = (float(each) for each in page.TrimBox)
        bleed = [float(each) for each in page.BleedBox]
        assert pytest.approx(measures.whole * MM, abs=0.1) == right - left
        assert pytest.approx(228.6 * MM, abs=0.1) == upper - lower
        assert pytest.approx(3.175 * MM, abs=0.1) == left - bleed[0]
        assert 1 == len(pdf.Root.OutputIntents)
        assert "/Outlines" not in pdf.Root


@pytest.mark.parametrize("design", ["picture", "finished"])
def test_a_picture_of_the_whole_front_fills_it_and_its_bleed(tmp_path, design):
    """From top to bottom, and no larger than that needs: 1,900 × 2,800 px are sharp."""
    known = book(design, cover={"picture": PICTURE})
    _, found, path = made(known, tmp_path)
    with pikepdf.open(path) as pdf:
        marks = PressFile(pdf, path, Points(NONE), known.print).marks(1)
        (sides,) = (each.sides for each in marks if each.picture is not None)

    assert [] == found
    assert pytest.approx((228.6 + 2 * 3.175) * MM, abs=0.1) == sides[1]
    assert pytest.approx((152.4 + 3.175) * MM, rel=0.05) == sides[0]


@pytest.mark.parametrize(
    ("size", "told"),
    [
        ((1600, 2560), None),
        ((2800, 1900), "55 % of the width"),
        ((900, 2700), "50 % of the height"),
    ],
)
def test_a_finished_front_of_another_shape_is_told_of(tmp_path, size, told):
    """One made for shops is hardly cut, one that lies down is cut in half."""
    known = replace(book("finished"), cover=PICTURE)
    whole = manuscript(known, tmp_path)
    picture = replace(whole.assets[PICTURE], width=size[0], height=size[1])
    _, found = make_cover(replace(whole, assets={PICTURE: picture}), 300, tmp_path)
    said = [each.message for each in found if each.code == "D028"]

    assert bool(told) == bool(said)
    assert all(told in each for each in said)


def test_the_cover_of_a_book_in_black_ink_has_its_colours(tmp_path):
    known = book("modern")
    black = replace(known, print=replace(known.print, grey=True))
    (tmp_path / "black").mkdir()
    paths = made(known, tmp_path)[2], made(black, tmp_path / "black")[2]

    assert paths[0].read_bytes() == paths[1].read_bytes()


def test_the_front_is_a_picture_of_the_size_that_shops_want(tmp_path):
    made(book("modern"), tmp_path)

    with Image.open(tmp_path / f"{book().slug}-cover.jpg") as front:
        assert ((1600, 2560), "RGB", "JPEG") == (front.size, front.mode, front.format)
        assert len(front.resize((40, 64)).getcolors(40 * 64)) > 20


def test_words_that_do_not_fit_are_refused(tmp_path):
    author = (
        Person("Maximilian Alexander Ferdinand Theodor von Hohenlohe-Waldenburg " * 3),
    )
    _, found, _ = made(book("classic", creators=author, title="W" * 60), tmp_path)

    assert "D017" in {each.code for each in found}
    assert {"book.yaml"} == {str(each.span.path) for each in found}


def test_the_same_cover_is_the_same_bytes(tmp_path):
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
        made(book("modern"), tmp_path / name)
    one, two = (
        {f.name: f.read_bytes() for f in (tmp_path / name).glob("*-cover.*")}
        for name in ("one", "two")
    )

    assert 2 == len(one)
    assert one == two


def test_a_design_is_chosen_by_what_there_is():
    assert "classic" == kind(book(""))
    assert "finished" == kind(replace(book(""), cover=PICTURE))
    assert "modern" == kind(book("modern"))


def test_without_an_isbn_there_is_no_bar_code(tmp_path):
    _, found, path = made(book("modern", identifiers=()), tmp_path)

    assert [] == found
    with pikepdf.open(path) as pdf:
        drawn = pdf.pages[0].Contents.read_bytes()
    assert b"0 0 0 0 k" not in drawn


def test_the_front_is_the_cover_of_the_epub_where_no_picture_is_named(tmp_path):
    """Where book.yaml says how the cover looks, and only there."""
    known = replace(book("modern"), cover=None)
    asked = replace(known, places={"cover": known.span})
    made = covered(
        Book(asked, (), {}, {}, (), {}, {}), manuscript(asked, tmp_path), None
    )
    none = covered(
        Book(known, (), {}, {}, (), {}, {}), manuscript(known, tmp_path), None
    )

    assert made.found == ()
    assert made.book.info.cover == made.picture.path
    assert made.book.info.cover_alt == known.title
    with Image.open(BytesIO(made.picture.data)) as front:
        assert (front.width, front.height) == (1600, 2560)
    assert none.picture is None
    assert none.book.info.cover is None


LONG_TITLE = (
    "A Narrative of the Surveying Voyages of His Majesty’s Ships Adventure and Beagle"
)
TITLES = {
    "three letters": "Ivy",
    "long": f"{LONG_TITLE}, Describing Their Examination of Shores",
    "one word": "Donaudampfschifffahrtsgesellschaftskapitän",
    "Cyrillic": "Записки охотника о достопримечательностях",
    "Greek": "Ἡ Ὀδύσσεια καὶ τὰ Ἔργα",
}
THREE = tuple(
    map(Person, ("Ada Lund", "Boris Vian-Kowalski", "Christina Featherstone"))
)


@pytest.mark.parametrize(
    ("title", "design", "pages"),
    [
        *(("long", each, 90) for each in ("classic", "modern", "picture")),
        *(("one word", each, 150) for each in ("classic", "modern", "picture")),
        ("three letters", "modern", 24),
        ("Cyrillic", "classic", 300),
        ("Greek", "picture", 120),
    ],
)
def test_titles_of_any_length_find_room(tmp_path, title, design, pages):
    """Thin spines and several authors too; nothing lies over anything else."""
    known = book(
        design, title=TITLES[title], creators=THREE, cover={"picture": PICTURE}
    )
    _, found, _ = made(known, tmp_path, pages)

    assert [] == [each for each in found if each.code != "D014"]


ROPE = "A boat is worked by a rope across a river that nobody measured. "


def test_a_long_blurb_is_set_smaller_but_not_too_small(tmp_path):
    """Above the bar code, with a portrait below it."""
    known = book(description=ROPE * 40, cover={"about": ROPE * 3, "portrait": PICTURE})
    measures, found, _ = made(known, tmp_path)
    sizes = [blurb_size("classic", measures, [ROPE * n], "", 0) for n in (5, 45, 90)]

    assert [] == [each for each in found if each.code != "D014"]
    assert (10.5, 8.5) == (sizes[0], sizes[2])
    assert 8.5 < sizes[1] < 10.5


def test_names_stay_whole_where_room_is():
    room = fitting.rooms("modern", 152.4, 228.6, picture=False)["author"]
    two = ["Pavel Andreyevich Lugin-Dolgorukov", "Hanna Verrill"]

    assert "Lugin-Dolgorukov, Hanna\u00a0Verrill" in fitting.names(two, room)
    assert "\u00a0" not in fitting.names(["Anna " * 30 + "Z"], room)
    assert "A Book of\u00a0Ferries" == gathered_words("A Book of Ferries")
    assert "Two Ferries" == gathered_words("Two Ferries")


@pytest.mark.parametrize(
    ("blurb", "style"),
    [
        (ROPE * 90, ""),
        ("A boat.", ".classic .face .subtitle { top: 30% }"),
    ],
    ids=["under the bar code", "over the title"],
)
def test_words_that_meet_are_refused(tmp_path, blurb, style):
    whole = manuscript(book(description=blurb), tmp_path)
    sheets = (
        *whole.styles["cover"],
        Stylesheet(PurePosixPath("styles/cover.css"), style),
    )
    _, found = make_cover(replace(whole, styles={"cover": sheets}), 300, tmp_path)

    assert "D026" in [each.code for each in found]


def test_a_narrow_spine_says_less():
    """The house goes first, then first names; the title stays."""
    narrow = wrap(book().print, 100, right_to_left=False)
    title = TITLES["long"]
    two = Person("Ada Lund"), Person("Boris Vian")
    said = fitting.spine(book(title=title), two, narrow, 7)
    less = fitting.spine(book(title=title), THREE, narrow, 7)

    assert ("Ada Lund, Boris Vian", title, "") == (
        said.authors,
        said.title,
        said.house,
    )
    assert (title, "") == (less.title, less.house)
    assert "Ada" not in less.authors
    assert said.size * MM >= 7 - 0.01


def test_a_narrow_spine_has_the_names_that_authors_are_sorted_under():
    narrow = wrap(book().print, 100, right_to_left=False)
    people = (
        Person("Ursula K. Le Guin", file_as="Le Guin, Ursula K."),
        Person("Sammy Davis, Jr.", file_as="Davis, Sammy, Jr."),
        Person("Nagy László", file_as="Nagy László"),
        Person("Ada Lund"),
    )
    said = fitting.spine(book(title=TITLES["long"]), people, narrow, 7)

    assert "Le Guin, Davis, Nagy László, Lund" == said.authors
