"""What the corpus claims of bad cases, each as an assertion over a case that was run."""

import re

import pypdfium2

from finished_files import (
    XHTML,
    epub,
    in_epub,
    in_pdf,
    nav,
    page_of,
    print_pdf,
    trees,
    words_of,
)
from publisher import reports

NCNAME = re.compile(r"[^\W\d][\w.-]*")


def ended(ran):
    """Assert nothing more: the case was run under this limit, and came to its end."""
    assert ran.outcome is not None


def small(ran):
    """Hold the memory of the whole run under 500 MB."""
    assert ran.grown < 500


def says(*words):
    """Some finding says these words."""

    def check(ran):
        assert all(word in ran.said for word in words), ran.said

    return check


def lacks(word):
    """Neither the EPUB nor the print PDF holds a word, nor another file but the reports."""

    def check(ran):
        if ran.outcome.made:
            assert word not in in_epub(ran)
            assert not any(word in page for page in in_pdf(ran))
        for path in ran.out.rglob("*"):
            told = path.is_dir() or path.name in reports.NAMES
            assert told or word.encode() not in path.read_bytes()

    return check


def holds(*words):
    """EPUB and print PDF both hold these words."""

    def check(ran):
        written, printed = in_epub(ran), " ".join(in_pdf(ran))
        assert all(word in written for word in words)
        assert all(word in printed for word in words)

    return check


def if_built(check):
    """Hold something of the files, if there are any."""
    return lambda ran: check(ran) if ran.outcome.made else None


def nothing_made(ran):
    """Hold that nothing is left that looks finished; only reports say what is wrong."""
    left = {path.suffix for path in ran.out.rglob("*") if path.is_file()}
    assert left <= {".html", ".json", ".sarif"}
    assert not list(ran.out.glob("pages.json"))


def kept_in(ran):
    """Hold that nothing was written, read or fetched where it may not be."""
    assert ran.trespasses == []


def well_formed(ran):
    """Hold that every XML file of the EPUB is well-formed, without a bare U+FFFE."""
    assert trees(ran)


def unique_ids(ran):
    """Hold that every id is a legal one, and the only one in its file."""
    for tree in trees(ran).values():
        ids = [each.get("id") for each in tree.iter() if each.get("id")]
        assert len(ids) == len(set(ids))
        assert all(NCNAME.fullmatch(own) for own in ids)


def note_of_each_chapter(ran):
    """Each of two chapters shows the note that stands in its file."""
    for title, own, other in (("One", "OF-ONE", "OF-TWO"), ("Two", "OF-TWO", "OF-ONE")):
        text = words_of(page_of(ran, title))
        assert f"NOTE-{own}" in text
        assert f"NOTE-{other}" not in text


def contents_without_call(ran):
    """Neither contents nor running heads show the call of a note in a title."""
    assert any(re.fullmatch(r"(I\. )?One", words) for words, _ in nav(ran))
    rows = ran.outcome.book.contents
    assert {ran.outcome.book.targets[row.target].plain for row in rows} == {"One"}
    for page in in_pdf(ran):
        if "On the title." not in page:  # no heading here, but perhaps a running head
            assert not re.search(r"One\W?1", page)


def note_by_its_heading(ran):
    """A note of a heading stands on the page of the heading."""
    assert any("One" in page and "On the title." in page for page in in_pdf(ran))


def caption_words_alone(ran):
    """Neither an alternative text nor a list of figures has the call of a note."""
    for tree in trees(ran).values():
        for image in tree.iter(f"{XHTML}img"):
            assert not re.search(r"\d|\[\^", image.get("alt") or "")
    kinds = ran.outcome.book.targets.values()
    assert [t.plain for t in kinds if t.kind == "fig"] == ["A map."]


def five_blocks_in_note(ran):
    """A note holds paragraphs, a list, a quotation, verse and a table."""
    tree = page_of(ran, "One")
    note = next(e for e in tree.iter() if e.get("role") == "doc-footnote")
    text = words_of(note)
    for words in ("First paragraph.", "Second paragraph.", "Quotation.", "Line two"):
        assert words in text
    for tag in ("ul", "blockquote", "table"):
        assert note.find(f".//{XHTML}{tag}") is not None
    assert "Body goes on." not in text


def body_goes_on(ran):
    """What follows a note at the left edge is text of the chapter."""
    outer = [
        b for b in ran.outcome.book.units[-1].blocks if type(b).__name__ == "Paragraph"
    ]
    assert "Body goes on." in in_epub(ran)
    assert len(outer) == 2


def end_of_long_note(ran):
    """A long note comes to its end on a later page than it began, each word within."""
    pages = in_pdf(ran)
    begins = next(i for i, page in enumerate(pages) if "survey party" in page)
    ends = next(i for i, page in enumerate(pages) if "END-OF-NOTE." in page)
    assert ends > begins
    with pypdfium2.PdfDocument(print_pdf(ran)) as file:
        for page in file:
            text, box = page.get_textpage(), page.get_mediabox()
            for index in range(text.count_rects()):
                left, lower, right, upper = text.get_rect(index)
                assert box[0] <= left <= right <= box[2]
                assert box[1] <= lower <= upper <= box[3]


def no_note_at_all(ran):
    """There is neither a note nor a finding."""
    assert ran.outcome.book.notes == {}
    assert ran.outcome.found == []


def links_lead(ran):
    """Every line of the contents leads to the heading that it names."""
    files = trees(ran)
    for words, href in nav(ran):
        name, _, own = href.partition("#")
        tree = next(t for n, t in files.items() if n.endswith(name))
        if own and not name.endswith("nav.xhtml"):
            target = tree.find(f".//*[@id='{own}']")
            assert words.rpartition(". ")[2] in words_of(target)


def both_links_work(ran):
    """Every link of the chapter lands, and EPUBCheck has nothing to say."""
    tree = page_of(ran, "One")
    ids = {each.get("id") for each in tree.iter()}
    inner = [a.get("href") for a in tree.iter(f"{XHTML}a")]
    assert len(inner) == 2
    assert {href.rpartition("#")[2] for href in inner} <= ids
    assert not [each for each in ran.found if each.code.startswith("epubcheck")]


def reference_words_alone(ran):
    """The words made for a reference have no call of a note."""
    tree = page_of(ran, "Two")
    said = ["".join(a.itertext()) for a in tree.iter(f"{XHTML}a")]
    assert [words for words in said if words.startswith("chapter")] == [
        "chapter\u00a0I"
    ]


def pages_are_those(ran):
    """A reference gives the page on which its heading stands; layout came to rest."""
    assert not ran.places("Y003")
    labels = [row.label for row in ran.outcome.pages.pages]
    for title, other in (("one", "two"), ("two", "one")):
        page = labels[ran.outcome.pages.anchors[other] - 1]
        text = next(p for p in in_pdf(ran) if f"See {other}" in p)
        assert re.search(rf"See {other}[ ,(]+p\. {page}\b", text), (title, text)


def first_line_is_heading(ran):
    """The first line is a title, not a paragraph that begins with "#"."""
    assert [t.plain for t in ran.outcome.book.targets.values()][:1] != []
    assert "# " not in in_epub(ran)


def heading_and_note(ran):
    """Title and note were both understood."""
    assert len(ran.outcome.book.notes) == 1
    first_line_is_heading(ran)


def no_character(character):
    """No output holds a character."""

    def check(ran):
        if ran.outcome.made:
            assert not any(character.encode() in data for data in epub(ran).values())
            assert character not in " ".join(in_pdf(ran))

    return check


def place(file, line, *words):
    """Some error points to a line, and says these words."""

    def check(ran):
        assert (file, line) in ran.places(*{e.code for e in ran.found})
        assert any(word in ran.said or f":{word}:" in ran.said for word in words)

    return check


def replaced_nul(ran):
    """U+FFFD stands where NUL stood."""
    assert "\ufffd" in in_epub(ran)
    well_formed(ran)


def told_of_glyphs(ran):
    """Each character that no font has is told of."""
    assert len(ran.places("C005")) >= 5


def told_of_width(ran):
    """Whatever reaches over the edge of the text is told of, at its line."""
    assert ran.places("Y005")


def same_title(ran):
    """The PDF bears the very title."""
    with pypdfium2.PdfDocument(print_pdf(ran)) as file:
        assert file.get_metadata_value("Title") == 'A & B <C> ]]> "D"'


def both_titles(ran):
    """Two first headings of one file are both in the contents."""
    assert {"One", "Two"} <= {words.rpartition(". ")[2] for words, _ in nav(ran)}


def deep_or_failed(ran):
    """The innermost word is in the output, or the build fails."""
    assert ran.ending == "error" or "deep" in in_epub(ran)


def all_or_told(ran):
    """All items are in the output, or a finding says that they are not."""
    assert ran.places("P001") or all(f"item {n}" in in_epub(ran) for n in range(400))


def proposes_chapters(ran):
    """The key that was meant is proposed."""
    assert 'did you mean "chapters"' in ran.said


def all_in_contents(ran):
    """Every one of 1,500 chapters is in the contents."""
    assert sum("c0" in href or "ch-" in href for _, href in nav(ran)) >= 1500


def no_silent_note(ran):
    """A note that cannot be read is an error, not a paragraph."""
    assert ran.ending == "error"


def lost_is_told(ran):
    """A cell too many is in the output, or told of."""
    assert ran.places("P005") or "LOST" in in_epub(ran)


def checked(ran):
    """EPUBCheck has nothing to say."""
    assert not [each for each in ran.found if each.code.startswith("epubcheck")]
