"""The two PDFs: what each holds and what it must not, and the checks that read them."""

import subprocess
from contextlib import ExitStack
from dataclasses import replace

import pikepdf
import pytest
from pikepdf import Dictionary, Name, Pdf

from books_by_hand import info
from fragment_maker import BOLD, PICTURE, Line, all_fonts, fragment, placed
from publisher.artifacts import Artifact
from publisher.bookinfo import Person
from publisher.check.pdf import check_pdf, labels_of, read_back
from publisher.diagnostics import Severity
from publisher.layout.store import Memory
from publisher.package.pdf import package_pdf

INFO = info(
    creators=(Person("Pavel Lugin"), Person("Ann Other")),
    date="2026-05",
    publisher="Ferry House",
    rights="© Hanna Verrill",
    subjects=("Rivers",),
    description="A survey.",
)


def book():
    """Make the fragments of a small book, and the map of its pages."""
    front = fragment(
        [Line("The Lovna")],
        [],
        [
            Line("Contents", "H1", anchor="contents", level=1),
            Line("Down to the Bridge 00", link="one", page_of="one"),
            Line("The Gates 00", link="two", page_of="two"),
        ],
        [],
        folios=["", "", "", ""],
    )
    part = fragment([Line("I. The Upper River", "H1", level=1, file=BOLD)], [])
    one = fragment(
        [
            Line("I. Down to the Bridge", "H2", anchor="one", level=2, file=BOLD),
            Line("It was in the spring; see map on page 0", page_of="map-x"),
        ],
        [
            Line("The Ferry", "H3", anchor="sec-ferry", level=3),
            Line("out of the book", link="https://example.org/"),
            Line("a way", link="two"),
        ],
    )
    two = fragment(
        [Line("II. The Gates", "H2", anchor="two", level=2, file=BOLD)],
        [Line("The river", anchor="map-x")],
        extra=(PICTURE,),
    )
    return placed(front, part, one, two, roman=4)


def written(folder, info=INFO):
    """Write the sample book; give the files and what was found."""
    fragments, pages = book()
    return package_pdf(fragments, pages, all_fonts(), info, folder)


@pytest.fixture(scope="module")
def pages():
    return book()[1]


@pytest.fixture
def files(tmp_path):
    """Write both files; give them by kind."""
    made, found = written(tmp_path)
    assert found == []
    return {each.kind: each for each in made}


def test_both_files_are_named_after_the_book(files, tmp_path):
    """And nothing else is left in the folder."""
    assert sorted(path.name for path in tmp_path.iterdir()) == [
        "lovna-print.pdf",
        "lovna-screen.pdf",
    ]


def test_a_sound_file_earns_no_finding(files, pages):
    """Both are opened, counted, followed through every link."""

    assert [check_pdf(each, pages) for each in files.values()] == [[], []]


def test_the_screen_file_has_labels_links_outline_and_tags(files, pages):
    """All that makes a PDF pleasant to read on a screen."""
    with Pdf.open(files["screen-pdf"].path) as pdf, pdf.open_outline() as outline:
        labels = [str(page.label) for page in pdf.pages]
        part = next(item for item in outline.root if "River" in item.title)

        assert labels == [row.label for row in pages.pages]
        assert labels[:5] == ["i", "ii", "iii", "iv", "1"]
        assert part.title == "I. The Upper River"
        assert [item.title for item in part.children] == [
            "I. Down to the Bridge",
            "II. The Gates",
        ]
        assert [item.title for item in part.children[0].children] == ["The Ferry"]
        assert pdf.Root.MarkInfo.Marked
        assert pdf.Root.ViewerPreferences.DisplayDocTitle
        assert str(pdf.Root.Lang) == "en-GB"
        assert "/StructTreeRoot" in pdf.Root


def test_links_of_the_screen_file_land_on_the_pages_the_text_names(files, pages):
    """A reference, a contents line and a note lead where the page map says."""
    with Pdf.open(files["screen-pdf"].path) as pdf:
        numbers = {page.obj.objgen: number for number, page in enumerate(pdf.pages, 1)}
        names = pikepdf.NameTree(pdf.Root.Names.Dests)
        found = {str(name): numbers[to.D[0].objgen] for name, to in names.items()}
        annotations = [a for page in pdf.pages for a in page.obj.get("/Annots", ())]
        outward = [str(a.A.URI) for a in annotations if "/A" in a and "/URI" in a.A]

    for anchor in ("one", "two", "map-x", "sec-ferry"):
        assert found[anchor] == pages.anchors[anchor]
    assert outward == ["https://example.org/"]


def test_the_press_file_has_pages_and_nothing_else(files, pages):
    """No links, outline, names, tags or scripts, and boxes for trim and bleed."""
    with Pdf.open(files["print-pdf"].path) as pdf:
        assert {"/Outlines", "/Names", "/StructTreeRoot", "/OpenAction"}.isdisjoint(
            pdf.Root.keys()
        )
        assert len(pdf.pages) == len(pages.pages)
        for page in pdf.pages:
            assert {"/Annots", "/StructParents", "/AA"}.isdisjoint(page.obj.keys())
            assert list(page.obj.TrimBox) == [0, 0, 432, 648]
        assert pdf.docinfo["/Trapped"] == Name("/False")


def test_bleed_is_outside_the_trim_in_print_and_hidden_on_a_screen(files):
    """The press cuts it away; a reader never sees it."""
    with (
        Pdf.open(files["print-pdf"].path) as press,
        Pdf.open(files["screen-pdf"].path) as screen,
    ):
        page, seen = press.pages[0].obj, screen.pages[0].obj

        assert list(page.TrimBox) == [0, 0, 432, 648]
        assert list(page.BleedBox) == [-9, -9, 441, 657]
        assert list(page.MediaBox) == list(page.BleedBox)
        assert list(seen.CropBox) == list(seen.TrimBox)


@pytest.mark.parametrize("kind", ["screen-pdf", "print-pdf"])
def test_what_the_file_is_stands_in_xmp(kind, files):
    """Dates come from book.yaml, never from the clock; PDF/A-4 has no Info beside it."""
    with Pdf.open(files[kind].path) as pdf, pdf.open_metadata() as said:
        assert said["dc:title"] == "The Lovna"
        assert said["dc:creator"] == ["Pavel Lugin", "Ann Other"]
        assert said["xmp:CreateDate"] == "2026-05-01T00:00:00Z"
        assert said["dc:rights"] == "© Hanna Verrill"
        assert ("/Info" in pdf.trailer) is (kind == "print-pdf")


def test_the_file_for_the_press_says_the_same_in_info(files):
    """As PDF/X wants it."""
    with Pdf.open(files["print-pdf"].path) as pdf:
        assert str(pdf.docinfo.Title) == "The Lovna"
        assert str(pdf.docinfo.CreationDate) == "D:20260501000000Z"


def test_the_same_book_gives_the_same_bytes(files, tmp_path):
    """Made and written once more, in another folder."""
    again = tmp_path / "again"
    again.mkdir()
    made, _ = written(again)

    for each in made:
        assert each.path.read_bytes() == files[each.kind].path.read_bytes()


def test_a_file_that_cannot_be_written_is_a_finding(tmp_path):
    """And no traceback; nothing half written is left."""
    made, found = written(tmp_path / "not-there")

    assert made == ()
    assert [each.code for each in found] == ["K001", "K001"]
    assert found[0].severity is Severity.ERROR
    assert list(tmp_path.iterdir()) == []


def test_a_failed_write_leaves_the_older_file(tmp_path):
    """The place is taken only by a whole file."""
    older = tmp_path / "lovna-print.pdf"
    older.mkdir()  # a place that cannot be taken
    made, found = written(tmp_path)

    assert [each.kind for each in made] == ["screen-pdf"]
    assert [each.code for each in found] == ["K001"]
    assert sorted(path.name for path in tmp_path.iterdir()) == [
        "lovna-print.pdf",
        "lovna-screen.pdf",
    ]


def spoilt(file, tmp_path, change):
    """Save a changed copy of a file."""
    target = tmp_path / "spoilt.pdf"
    with Pdf.open(file.path) as pdf:
        change(pdf)
        pdf.save(target)
    return Artifact(target, file.kind)


def found_in(files, pages, tmp_path, change):
    """Name what is found in a changed copy of the screen file."""
    file = spoilt(files["screen-pdf"], tmp_path, change)
    return [(each.code, str(each.span)) for each in check_pdf(file, pages)]


def test_a_missing_page_is_found(files, pages, tmp_path):
    """The count is compared with the page map."""

    def change(pdf):
        del pdf.pages[-1]

    assert ("D002", "spoilt.pdf:1:1") in found_in(files, pages, tmp_path, change)


def test_a_dead_link_is_found_on_its_page(files, pages, tmp_path):
    """By name or by page."""

    def change(pdf):
        page = next(page for page in pdf.pages if "/Annots" in page.obj)
        for annotation in page.obj.Annots:
            annotation.Dest = pikepdf.String("nowhere")

    found = found_in(files, pages, tmp_path, change)

    assert {code for code, _ in found} == {"D001"}
    assert {place for _, place in found} == {"spoilt.pdf:3:1"}


def test_a_dead_line_of_the_outline_is_found(files, pages, tmp_path):
    """Its title is named."""

    def change(pdf):
        pdf.Root.Outlines.First.A.D = pikepdf.String("nowhere")

    assert found_in(files, pages, tmp_path, change) == [("D001", "spoilt.pdf:1:1")]


def test_a_wrong_page_label_is_found(files, pages, tmp_path):
    """Each is compared with the page map."""

    def change(pdf):
        pdf.Root.PageLabels = Dictionary(Nums=pikepdf.Array([0, Dictionary(S=Name.D)]))

    found = found_in(files, pages, tmp_path, change)

    assert {code for code, _ in found} == {"D002"}
    assert found[0] == ("D002", "spoilt.pdf:1:1")
    assert len(found) == len(pages.pages)


def test_a_font_that_is_not_in_the_file_is_found(files, pages, tmp_path):
    """Printers refuse it, and other machines show other letters."""

    def change(pdf):
        for item in pdf.objects:
            if isinstance(item, Dictionary) and "/FontFile2" in item:
                del item["/FontFile2"]

    found = found_in(files, pages, tmp_path, change)

    assert {code for code, _ in found} == {"D003"}


def test_a_stream_that_cannot_be_unpacked_is_found_however_much_is_known(
    files, pages, tmp_path
):
    """Streams that were whole are not unpacked again; one that is not is, each time."""
    memory, labels = Memory(), labels_of(pages)
    sound = files["screen-pdf"]
    assert [read_back(sound, labels, memory=memory)[1] for _ in range(2)] == [[], []]

    def change(pdf):
        file = next(each for each in pdf.objects if "/FontFile2" in each).FontFile2
        file.write(b"no font", filter=Name.FlateDecode)

    spoilt_file = spoilt(sound, tmp_path, change)
    found = [read_back(spoilt_file, labels, memory=memory)[1] for _ in range(2)]

    assert [[each.code for each in some] for some in found] == [["D002"], ["D002"]]


def test_a_file_may_be_left_open(files, pages):
    """For who is about to end, and has no time to take it apart."""
    labels, left_open = labels_of(pages), ExitStack()

    read = read_back(files["screen-pdf"], labels, files=left_open)

    assert read == read_back(files["screen-pdf"], labels)
    left_open.close()


def test_a_file_cut_short_is_found(files, pages, tmp_path):
    """It says so instead of failing."""
    file = Artifact(tmp_path / "cut.pdf", "screen-pdf")
    file.path.write_bytes(b"%PDF-1.7\nnothing")

    assert [each.code for each in check_pdf(file, pages)] == ["D002"]


@pytest.mark.tools
def test_qpdf_and_poppler_agree(files):
    """Tools of other makers find the files sound, their fonts embedded."""
    for file in files.values():
        checked = subprocess.run(
            ["qpdf", "--check", str(file.path)],
            capture_output=True,
            text=True,
            check=False,
        )
        fonts_said = subprocess.run(
            ["pdffonts", str(file.path)], capture_output=True, text=True, check=False
        )

        assert checked.returncode == 0, checked.stderr
        assert "no  no" not in fonts_said.stdout


def test_a_book_without_a_date_has_none_in_its_files(tmp_path):
    """The clock is never asked."""
    made, _ = written(tmp_path, replace(INFO, date=""))
    with Pdf.open(made[0].path) as pdf:
        assert "/CreationDate" not in pdf.docinfo
