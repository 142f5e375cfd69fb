"""What readers marked in a PDF is read alike, whatever program they used."""

import contextlib
import json
import zlib

import pikepdf
import pytest
from pikepdf import Array, AttachedFileSpec, Dictionary, Name, Pdf, String

from marked_files import (
    acrobat,
    at,
    blank,
    browser,
    mark,
    okular,
    on,
    preview,
    replacement,
)
from publisher.proof.annotations import Unreadable, read
from publisher.proof.corrections import Kind, Rect

WORD = (50, 500, 90, 512)
BELOW = (40, 480, 70, 492)


@pytest.fixture(scope="module")
def page(tmp_path_factory):
    """Write an empty page."""
    return blank(tmp_path_factory.mktemp("pdf") / "page.pdf")


def one(page, tmp_path, *annotations):
    """Mark a page, and read the only mark on it."""
    (found,) = read(mark(page, tmp_path / "marked.pdf", *annotations)).annotations
    return found


@pytest.mark.parametrize("program", [acrobat, preview, okular, browser])
@pytest.mark.parametrize(
    ("subtype", "kind"),
    [
        ("Highlight", Kind.HIGHLIGHT),
        ("Underline", Kind.UNDERLINE),
        ("Squiggly", Kind.SQUIGGLY),
        ("StrikeOut", Kind.STRIKE_OUT),
    ],
)
@pytest.mark.parametrize("order", ["zigzag", "around"])
def test_marks_on_words(page, tmp_path, program, subtype, kind, order):
    """Each line has its box, whichever way round its corners are written."""
    made = program(subtype, on(WORD, BELOW, order=order), "see ch. 2?")

    found = one(page, tmp_path, made)

    boxes = (Rect(1, 50, 88, 40, 12), Rect(1, 40, 108, 30, 12))
    assert (kind, boxes) == (found.kind, found.boxes)
    assert "see ch. 2?" == found.words
    assert found.made_at.startswith("2026-03-0")


@pytest.mark.parametrize(
    ("subtype", "kind"),
    [
        ("Text", Kind.NOTE),
        ("FreeText", Kind.TEXT),
        ("Stamp", Kind.STAMP),
        ("Square", Kind.SHAPE),
        ("Circle", Kind.SHAPE),
        ("FileAttachment", Kind.NOTE),
    ],
)
def test_marks_beside_words(page, tmp_path, subtype, kind):
    """They have a place, and words."""
    found = one(page, tmp_path, acrobat(subtype, at(*WORD), "äöü – слово"))

    assert (kind, (Rect(1, 50, 88, 40, 12),)) == (found.kind, found.boxes)
    assert "äöü – слово" == found.words


def test_drawings_have_a_box_for_each_stroke(page, tmp_path):
    """A line through one word is not a ring around two."""
    strokes = Array([Array([50, 505, 90, 506]), Array([40, 482, 45, 490, 70, 484])])

    found = one(page, tmp_path, acrobat("Ink", at(30, 470, 100, 520), InkList=strokes))

    assert (Rect(1, 50, 94, 40, 1), Rect(1, 40, 110, 30, 8)) == found.boxes


def test_arrows_and_callouts_point(page, tmp_path):
    """What counts is where they point, not where they were drawn."""
    line = {"L": Array([10, 10, 60, 505]), "LE": Array([Name.None_, Name.OpenArrow])}
    line["LE"] = Array([Name("/None"), Name.OpenArrow])
    arrow = acrobat("Line", at(10, 10, 60, 505), **line)
    callout = acrobat("FreeText", at(200, 20, 300, 40), CL=Array([55, 506, 200, 30]))

    assert (60, 95) == one(page, tmp_path, arrow).point
    assert (55, 94) == one(page, tmp_path, callout).point


def test_a_caret_with_words_is_an_insertion(page, tmp_path):
    """One without is something missing; a question is no text for the book."""
    place = at(88, 498, 94, 506)
    told = one(page, tmp_path, acrobat("Caret", place, "old "))
    bare = one(page, tmp_path, acrobat("Caret", place))
    asked = one(page, tmp_path, acrobat("Caret", place, "is a word missing?"))

    assert ("old ", "", False) == (told.new, told.words, told.struck)
    assert (91, 98) == told.point
    assert (None, None) == (bare.new, asked.new)
    assert "is a word missing?" == asked.words


def test_words_struck_out_go_or_are_replaced(page, tmp_path):
    """With words they are replaced, unless these say what to do or ask."""

    def struck(words):
        found = one(page, tmp_path, okular("StrikeOut", on(WORD), words))
        assert found.struck
        return found.new

    assert "" == struck("")
    assert "" == struck("delete")
    assert "" == struck("Delete this.")
    assert "colour" == struck("colour")
    assert "colour" == struck("replace with “colour”")
    assert "colour" == struck("Change to: colour")
    assert "reader" == struck("reader")
    assert "" == struck("streichen")
    assert struck("should this not go?") is None
    for remark in ("?", "typo", "Wrong!", "see p. 4", "Au: is this meant?", "опечатка"):
        assert struck(remark) is None
    assert "seen" == struck("seen")
    assert "error-free" == struck("error-free")


@pytest.mark.parametrize("turned", [False, True])
def test_a_replacement_is_one_mark(page, tmp_path, turned):
    """A caret and a strike-out that belong together, whichever leads."""
    caret, struck = replacement(on(WORD), at(88, 498, 94, 506), "colour")
    if turned:
        caret, struck = struck, caret
        del caret["IRT"], caret["RT"]
        struck |= {"IRT": 0, "RT": Name.Group}

    found = one(page, tmp_path, caret, struck)

    assert (Kind.REPLACE, "colour", True, "") == (
        found.kind, found.new, found.struck, found.words,
    )  # fmt: skip
    assert (Rect(1, 50, 88, 40, 12),) == found.boxes


def test_answers_are_with_what_they_answer(page, tmp_path):
    """Also answers to answers, and that someone rejected a mark; popups are nothing."""
    popup = {"Subtype": Name.Popup, **at(300, 500, 380, 560), "Parent": String("x")}
    link = {"Subtype": Name.Link, **at(*WORD)}
    rejected = {"StateModel": String("Review"), "State": String("Rejected"), "F": 30}
    found = one(
        page,
        tmp_path,
        acrobat("Highlight", on(WORD), "why?"),
        acrobat("Text", at(*WORD), "because", "Ben", 2, IRT=0),
        acrobat("Text", at(*WORD), "I see", "Anna", 3, IRT=1),
        acrobat("Text", at(*WORD), "", "Ed", 4, IRT=0, **rejected),
        popup,
        link,
    )

    said = [(each.reader, each.words) for each in found.replies]
    assert [("Ben", "because"), ("Anna", "I see"), ("Ed", "(rejected)")] == said


def test_answers_in_a_ring_are_not_lost(page, tmp_path):
    """A damaged file may have them."""
    path = mark(
        page,
        tmp_path / "ring.pdf",
        acrobat("Text", at(*WORD), "one", number=1),
        acrobat("Text", at(*WORD), "two", number=2, IRT=0),
    )
    with Pdf.open(path, allow_overwriting_input=True) as pdf:
        first, second = pdf.pages[0].Annots
        first.IRT = second
        pdf.save(path)

    words = {each.words for each in read(path).annotations}
    assert {"one", "two"} == words


def test_rich_text_is_read_where_there_is_no_plain_one(page, tmp_path):
    """Markup goes, paragraphs stay."""
    rich = "<body><p>a &amp; <b>b</b></p><p>c<script>x</script></p></body>"

    found = one(page, tmp_path, browser("FreeText", at(*WORD), RC=String(rich)))

    assert found.words.startswith("a & b\nc")


def test_hidden_marks_are_not_read(page, tmp_path):
    """Nobody saw them."""
    path = mark(page, tmp_path / "h.pdf", acrobat("Text", at(*WORD), "no", F=2))

    assert () == read(path).annotations


def test_places_are_told_from_the_trim(tmp_path):
    """Whatever bleed or paper is around it, and however the page is turned."""
    page = blank(
        tmp_path / "b.pdf", TrimBox=[20, 30, 380, 570], CropBox=[5, 5, 395, 595]
    )
    with Pdf.open(page, allow_overwriting_input=True) as pdf:
        pdf.pages[0].obj.Rotate = 90
        pdf.save(page)

    assert (Rect(1, 30, 58, 40, 12),) == one(
        page, tmp_path, acrobat("Highlight", on(WORD))
    ).boxes


def test_the_same_mark_is_known_again(page, tmp_path):
    """By its name, when its words change; by place and time, when it has no name."""
    first = one(page, tmp_path, acrobat("Highlight", on(WORD), "a"))
    again = one(page, tmp_path, acrobat("Highlight", on(BELOW), "b"))
    other = one(page, tmp_path, acrobat("Highlight", on(WORD), "a", number=2))
    nameless = one(page, tmp_path, browser("Highlight", on(WORD), "a"))
    same = one(page, tmp_path, browser("Highlight", on(WORD), "b"))

    assert set(first.origins) & set(again.origins)
    assert other.origins[0] not in first.origins
    assert nameless.origins == same.origins


def test_copies_in_one_file_stay_apart(page, tmp_path):
    """Some programs give a pasted mark the name of the one that was copied."""
    path = mark(
        page,
        tmp_path / "c.pdf",
        acrobat("Highlight", on(WORD), "a"),
        acrobat("Highlight", on(BELOW), "b"),
    )

    first, second = read(path).annotations
    assert not set(first.origins) & set(second.origins)


@pytest.mark.parametrize(
    "spoiled",
    [
        {"QuadPoints": Array([1, 2, 3])},
        {"QuadPoints": Array([float(10**12)] * 8)},
        {"QuadPoints": String("x")},
        {"QuadPoints": Array([Name.A] * 8)},
        {"Contents": Name.Foo, "T": 7, "NM": Array([])},
        {"CreationDate": String("D:99999999999999Z"), "M": String("yesterday")},
        {"Contents": String(b"\xfe\xff\xd8\x00")},
        {"IRT": Name.Foo, "F": String("x"), "RT": 3},
        {"C": String("x"), "AP": Dictionary(N=Array([]))},
    ],
)
def test_nonsense_in_a_mark_spoils_nothing(page, tmp_path, spoiled):
    """What can be read of it is read, and all others are."""
    bad = acrobat("Highlight", on(WORD), "bad") | spoiled
    path = mark(page, tmp_path / "n.pdf", bad, okular("Text", at(*BELOW), "good"))

    words = [each.words for each in read(path).annotations]
    assert "good" in words
    assert 2 == len(words)


def test_marks_without_any_place_are_passed_over(page, tmp_path):
    """There is nowhere to look for them."""
    path = mark(
        page,
        tmp_path / "n.pdf",
        acrobat("Highlight", {}, "a"),
        acrobat("Text", at(float(10**9), 0, 1, 1), "b"),
    )

    assert () == read(path).annotations


def test_huge_marks_are_bounded(page, tmp_path):
    """A hundred thousand parts, or a book in a note."""
    many = on(*([WORD] * 3000))
    found = one(page, tmp_path, acrobat("Highlight", many, "x" * 500_000))

    assert len(found.words) < 21_000
    assert len(found.boxes) <= 400
    assert found.faults


def test_what_a_proof_says_of_itself_is_read(page, tmp_path):
    """Its facts and its page map; nonsense in their place is nothing."""
    with Pdf.open(page) as pdf:
        facts = json.dumps({"round": 2}).encode()
        pdf.attachments["proof.json"] = AttachedFileSpec(pdf, facts)
        pdf.attachments["pages.json"] = AttachedFileSpec(pdf, b"[" * 100_000)
        pdf.save(tmp_path / "proof.pdf")

    marked = read(tmp_path / "proof.pdf")
    assert ({"round": 2}, None, 1) == (marked.facts, marked.map, marked.pages)


def test_scripts_are_not_run_and_said_to_be_there(page, tmp_path):
    """The marks are read all the same."""
    path = mark(page, tmp_path / "js.pdf", acrobat("Text", at(*WORD), "a"))
    with Pdf.open(path, allow_overwriting_input=True) as pdf:
        pdf.Root.OpenAction = Dictionary(S=Name.JavaScript, JS=String("app.alert(1)"))
        pdf.save(path)

    marked = read(path)
    assert ("js.pdf carries JavaScript: it was not run",) == marked.warnings
    assert 1 == len(marked.annotations)


def _refused(path, data):
    path.write_bytes(data)
    with pytest.raises(Unreadable) as told:
        read(path)
    return str(told.value)


def test_what_cannot_be_read_is_refused_with_words(page, tmp_path):
    """In one line, with the name of the file."""
    path = tmp_path / "bad.pdf"
    whole = page.read_bytes()
    packed = zlib.compress(b"x")

    assert "bad.pdf is empty" == _refused(path, b"")
    assert "bad.pdf is no PDF" == _refused(path, b"hello")
    assert "bad.pdf is no PDF" == _refused(path, packed)
    assert "without pages" in _refused(path, b"%FDF-1.2\n")
    assert "damaged" in _refused(path, b"%PDF-1.7\nnothing")
    assert "bad.pdf" in _refused(path, whole[:60])
    with pytest.raises(Unreadable, match="cannot be read: Is a directory"):
        read(tmp_path)
    with pytest.raises(Unreadable, match="cannot be read: No such file"):
        read(tmp_path / "nowhere.pdf")


def test_a_locked_file_is_refused_unless_it_opens_without_a_password(page, tmp_path):
    """A password for printing alone is no hindrance."""
    path = mark(page, tmp_path / "m.pdf", acrobat("Text", at(*WORD), "a"))
    with Pdf.open(path) as pdf:
        pdf.save(tmp_path / "l.pdf", encryption=pikepdf.Encryption(owner="o", user="u"))
        pdf.save(tmp_path / "o.pdf", encryption=pikepdf.Encryption(owner="o", user=""))

    with pytest.raises(Unreadable, match="opens with a password only"):
        read(tmp_path / "l.pdf")
    assert 1 == len(read(tmp_path / "o.pdf").annotations)


def test_a_cut_file_is_mended_or_refused(page, tmp_path):
    """Never an error of ours, wherever it was cut or scratched."""
    path = mark(page, tmp_path / "m.pdf", acrobat("Highlight", on(WORD), "a"))
    whole = path.read_bytes()
    for cut in range(20, len(whole), 97):
        scratched = bytearray(whole)
        scratched[cut] ^= 0x55
        for data in (whole[:cut], bytes(scratched)):
            path.write_bytes(data)
            with contextlib.suppress(Unreadable):
                read(path)
