"""The pages of the EPUB are those of the print edition, to the word."""

import zipfile
from dataclasses import replace
from pathlib import PurePosixPath

import pikepdf
import pytest
from lxml import etree

from page_proof import XHTML, Begun, marks, misplaced, page_list, proof
from publisher import pipeline
from publisher.check.letters import letters
from publisher.diagnostics import Span
from publisher.means import hired
from publisher.render.epub.begun import with_pages
from publisher.render.epub.pagebreaks import broken
from publisher.render.epub.printed import Start
from publisher.render.epub.quieting import quieted
from small_books import written

PLACE = Span(PurePosixPath("a.md"), 3)

BOOK = """
title: The Small Page
lang: en
creator: A. Writer
rights: All rights are reserved by the writer
front-matter: [half-title, title-page, imprint, contents, {list: tbl}]
book: {chapters: [a.md, b.md]}
source-editions: {ru: {title: "the edition of 1912"}}
print: {trim: 80x110mm, margins: {top: 9mm, bottom: 12mm, inside: 10mm, outside: 9mm}}
"""

SENTENCE = (
    "Whoever measures an uncharted river unquestionably discovers that *riverbanks* are"
    " [opinions]{.smallcaps}, and extraordinarily changeable ones.[^n]"
)
LONG = " ".join(
    f"The {n}th measurement was misunderstood everywhere." for n in range(90)
)

TAPS = " ".join(
    "[Tap]{.content-visible when-format=epub}[Look closely]{.content-visible"
    f" unless-format=epub}} at the {n}th drawing, which was misrepresented everywhere."
    for n in range(60)
)

CHAPTER = f"""# One, with a title[^title]

[^title]: Of the title.

{" ".join([SENTENCE] * 9)}

[^n]: A note. {LONG}

## A section {{#sec-a}}

| {"".join(f"|   verse {n} of the ballad goes on and on{chr(10)}" for n in range(40))[2:]}

{"".join(f"{n}. Entry {n}, with an uncommonly circumstantial explanation.{chr(10)}" for n in range(1, 30))}

As @tbl-long tells, and as [](#sec-a) told: {LONG}

{TAPS}

| Place | Depth |
|:------|------:|
{"".join(f"| Landing {n} of the river, on the left bank | {n}.5 |{chr(10)}" for n in range(70))}

: Depths {{#tbl-long}}

> {LONG}

sazhen
: {LONG}

[{LONG}](https://example.org) []{{.pb n="7" ed="ru"}}and on.

```
{chr(10).join(f"line {n} of the log" for n in range(40))}
```
"""


@pytest.fixture(scope="module")
def small(tmp_path_factory):
    """Build a book of very small pages, which break everywhere."""
    home = tmp_path_factory.mktemp("small") / "manuscript"
    home.mkdir()
    (home / "book.yaml").write_text(BOOK, "utf-8")
    (home / "a.md").write_text(CHAPTER, "utf-8")
    (home / "b.md").write_text(f"# Two\n\n{LONG}\n", "utf-8")
    out = home.parent / "dist"
    with hired(keep=False) as means:
        outcome = pipeline.build(home, out, means, pipeline.Order(judged=False))
    assert outcome.made, [each.headline for each in outcome.found]
    return outcome, out


def test_every_page_begins_at_its_mark(small):
    """What follows each mark is what pdftotext reads first on the page, and vice versa."""
    outcome, out = small
    epub = next(out.glob("*.epub"))
    rows = [row for row in outcome.pages.pages if not row.blank]

    instead = [("lookclosely", "tap")]

    assert proof(epub, next(out.glob("*-print.pdf")), out / "pages.json", instead) == []
    assert list(page_list(epub)) == [r.label for r in rows if r.unit != "half-title"]


def test_no_word_is_broken_for_those_who_listen(small):
    """A mark inside a word or link is silent; its number is said behind the word."""
    _, out = small
    with zipfile.ZipFile(next(out.glob("*.epub"))) as archive:
        chapter = etree.fromstring(archive.read("EPUB/text/ch-01.xhtml"))
    marks = chapter.findall(f".//{XHTML}span[@role='doc-pagebreak']")
    silent = [each for each in marks if each.get("aria-hidden")]
    said = [e.get("aria-label") for e in chapter.findall(".//*[@role='separator']")]

    assert [each.get("aria-label") for each in silent] == said
    assert any(e.getparent().tag == f"{XHTML}a" for e in silent)
    assert any(
        e.getprevious() is None
        and e.getparent().tag == f"{XHTML}p"
        and (e.getparent().text or "")[-1:].isalpha()
        for e in silent
    ) or any(
        e.getprevious() is not None and (e.getprevious().tail or "")[-1:].isalpha()
        for e in silent
    )
    for mark in set(marks) - set(silent):
        assert not mark.xpath("ancestor::*[local-name()='a' or local-name()='h2']")


def test_the_metadata_names_the_printed_edition(small):
    """Without an ISBN the source of the pages is a UUID that changes with the pages."""
    _, out = small
    source = package(out).findtext(".//{*}meta[@property='pageBreakSource']")

    with pikepdf.open(next(out.glob("*-print.pdf"))) as pdf:
        known = pdf.open_metadata()["dc:identifier"]

    assert source.startswith("urn:uuid:")
    assert source == known
    assert "pageNavigation" in features(out)


def package(out):
    """Read the package document of the EPUB in a folder."""
    with zipfile.ZipFile(next(out.glob("*.epub"))) as archive:
        return etree.fromstring(archive.read("EPUB/content.opf"))


def features(out):
    """List the accessibility features claimed."""
    rows = package(out).findall(".//{*}meta[@property='schema:accessibilityFeature']")
    return {each.text for each in rows}


CHOICES = [
    pytest.param("print", {pipeline.EPUB}, [], id="no print edition, no pages"),
    pytest.param("none", pipeline.FORMATS, [], id="no pages wanted"),
    pytest.param("ru", pipeline.FORMATS, ["7"], id="an earlier edition's"),
    pytest.param(
        "ru", {pipeline.EPUB}, ["7"], id="an earlier edition's, without print"
    ),
]


@pytest.mark.parametrize(("wanted", "formats", "listed"), CHOICES)
def test_book_yaml_chooses_whose_pages_are_listed(wanted, formats, listed, tmp_path):
    """One edition's pages are listed; where there are none, none are claimed."""
    home = tmp_path / "manuscript"
    home.mkdir()
    (home / "book.yaml").write_text(BOOK + f"epub: {{page-list: {wanted}}}\n", "utf-8")
    (home / "a.md").write_text('# One\n\nHere []{.pb n="7" ed="ru"}it is.\n', "utf-8")
    (home / "b.md").write_text("# Two\n\nAnd there.\n", "utf-8")
    order = pipeline.Order(frozenset(formats), judged=False)
    with hired(keep=False) as means:
        pipeline.build(home, tmp_path / "dist", means, order)

    labels = list(page_list(next((tmp_path / "dist").glob("*.epub"))))
    source = package(tmp_path / "dist").find(".//{*}meta[@property='pageBreakSource']")
    assert labels == listed
    assert (source is not None) == bool(listed)
    assert ("pageNavigation" in features(tmp_path / "dist")) == bool(listed)


def test_a_book_from_right_to_left_has_contents(tmp_path):
    """Leaders ran over the trim on their page, and no such book could be made."""
    more = "front-matter: [title-page, contents]\nprint: {trim: 5.5x8.5in}\n"
    home = written(tmp_path / "m", "# פרק\n\nהנהר זורם.\n", lang="he", more=more)
    with hired(keep=False) as means:
        order = pipeline.Order(judged=False)
        outcome = pipeline.build(home, tmp_path / "dist", means, order)

    assert "D017" not in {each.code for each in outcome.found}
    assert outcome.made


@pytest.mark.tools
@pytest.mark.parametrize(("wanted", "said"), [("print", ["E019"]), ("none", [])])
def test_it_is_said_that_an_epub_lists_no_pages(wanted, said, tmp_path):
    """Where it is made without the print edition, or judged without it."""
    more = f"epub: {{page-list: {wanted}}}\n"
    home = written(tmp_path / "m", "# One\n\nIt is.\n", more=more)
    order = pipeline.Order(frozenset({pipeline.EPUB}))
    outcome = pipeline.build(home, tmp_path / "dist", order=order)
    told = []
    pipeline.judge(home, say=told.append)

    assert said == [each.code for each in outcome.found if each.code == "E019"]
    assert bool(said) == any("without its page list" in each for each in told)


# ---------------------------------------------------------------- where marks stand

START = Start(5, "5", "page-5", PLACE)

PLACES = [
    pytest.param("<p{at}>one two</p>", 3, "<p{at}>one |two</p>", id="between words"),
    pytest.param("<p{at}>river<em>bank</em></p>", 5, "<p{at}>river!<em>bank</em>+</p>",
                 id="in a word, before its italics"),
    pytest.param("<p{at}>one <em>two</em></p>", 3, "<p{at}>one |<em>two</em></p>",
                 id="before italics"),
    pytest.param("<p{at}>a &amp; b</p>", 2, "<p{at}>a &amp; |b</p>", id="after an entity"),
    pytest.param("<p{at}>well-known it is</p>", 5, "<p{at}>well-!known+ it is</p>",
                 id="after the author's hyphen"),
    pytest.param("<p{at}>yes—no</p>", 4, "<p{at}>yes—|no</p>", id="after a dash"),
    pytest.param('<p{at}>one <a href="#x">two three</a> four</p>', 6,
                 '<p{at}>one <a href="#x">two !three</a>+ four</p>', id="in a link"),
    pytest.param("<h2{at}>One</h2>", 0, "#<h2{at}>One</h2>", id="before a heading"),
    pytest.param("<figure{at}><img/></figure>", 0, "#<figure{at}><img/></figure>",
                 id="before a figure"),
    pytest.param("<p{at}>one</p>", 0, "<p{at}>|one</p>", id="at the head of a paragraph"),
    pytest.param('<div{at} class="verse"><p><span class="line">one</span><br/>'
                 '<span class="line">two</span></p></div>', 3,
                 '<div{at} class="verse"><p><span class="line">one</span><br/>'
                 '<span class="line">|two</span></p></div>', id="at a line of verse"),
    pytest.param('<p{at}>so <span class="gen" id="x-1">Map 5</span> shows</p>', 2,
                 '<p{at}>so |<span class="gen" id="x-1">Map 5</span> shows</p>',
                 id="before words of ours that are on the page"),
    pytest.param('<p{at}>so<sup class="gen call"><a id="c-1">1</a></sup> it was</p>', 2,
                 '<p{at}>so<sup class="gen call"><a id="c-1">1</a></sup> |it was</p>',
                 id="behind a call on the page before"),
    pytest.param('<p{at}>see <span class="paper-only">p. </span>x</p>', 3,
                 '<p{at}>see |<span class="paper-only">p. </span>x</p>',
                 id="not inside what is hidden"),
    pytest.param("<p{at}>一二三</p>", 1, "<p{at}>一|二三</p>", id="where no spaces are"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "offset", "expected"), PLACES)
def test_where_a_mark_stands(text, offset, expected):
    """| is a mark, # one between blocks, ! a silent one, + its number said behind."""
    at = ' data-at="0"'
    made = broken(
        [text.format(at=at)], [PLACE], [replace(START, offset=offset)], [], {"x-1": 5}
    )
    shown = str(made.texts[0])
    for sign, markup in (
        ("!", SILENT), ("|", MARK), ("#", MARK.replace("span", "div")), ("+", SAID),
    ):  # fmt: skip
        shown = shown.replace(markup, sign)

    assert expected.format(at=at) == shown


MARK = (
    '<span class="pb" id="page-5" epub:type="pagebreak" role="doc-pagebreak"'
    ' aria-label="5"></span>'
)
SILENT = MARK.replace("></", ' aria-hidden="true"></')
SAID = '<span class="pb" role="separator" aria-label="5"></span>'


LISTED = MARK.replace("page-5", "pb-5")
QUIET = [
    pytest.param("<p>boat{m}swain is</p>", "<p>boat!swain+ is</p>", id="in a word"),
    pytest.param('<p><a href="#x">two {m}three</a> four</p>',
                 '<p><a href="#x">two !three</a>+ four</p>', id="in a link"),
    pytest.param("<p>one {m}two</p>", "<p>one |two</p>", id="between words"),
    pytest.param('<h1 id="a"><span class="gen ordinal">I</span> {m}One</h1>',
                 '#<h1 id="a"><span class="gen ordinal">I</span> One</h1>',
                 id="at the head of a heading"),
    pytest.param("<h2>One {m}two</h2>", "<h2>One !two</h2>", id="in a heading"),
    pytest.param("<p>one<br/>{m}two</p>", "<p>one<br/>|two</p>", id="behind a line end"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), QUIET)
def test_a_listed_mark_of_an_earlier_edition_disturbs_no_word(text, expected):
    """Inside a word, a link, a heading it is silent, and said behind; see PLACES."""
    shown = quieted(text.format(m=LISTED))
    for sign, markup in (
        ("!", LISTED.replace("></", ' aria-hidden="true"></')), ("|", LISTED),
        ("#", LISTED.replace("span", "div")), ("+", SAID),
    ):  # fmt: skip
        shown = shown.replace(markup, sign)

    assert expected == shown


def test_pages_of_a_long_title_page_begin_at_their_words():
    """Found by the first words on each; what is not found begins with the one before."""
    page = (
        "<body><p>A. Writer</p>\n<h1>Rivers</h1>\n<p>Salt &amp; Sons</p><p>x</p></body>"
    )
    starts = [
        replace(START, words=words, id=f"page-{n}", label=str(n), page=n)
        for n, words in enumerate(("RIVERS Salt & S", "& Sons x", "elsewhere"), 5)
    ]
    shown = with_pages(page, starts)
    for sign in "567":
        shown = shown.replace(MARK.replace("5", sign), sign)

    assert (
        "<body><p>A. Writer</p>\n<h1>5Rivers</h1>\n<p>Salt 67&amp; Sons</p><p>x</p></body>"
    ) == shown


def test_a_long_title_page_has_its_pages_where_they_begin(tmp_path):
    """An empty copyright page is a blank one; sixty translators fill a small page."""
    home = tmp_path / "manuscript"
    home.mkdir()
    people = ", ".join(f"{{role: trl, name: Translator {n}}}" for n in range(60))
    front = "front-matter: [title-page, imprint]\nbook: {chapters: [a.md]}\n"
    head = f"title: Rivers\nlang: en\ncreator: Ada Quill\ncontributor: [{people}]\n"
    size = "print: {trim: 80x110mm}\n"
    (home / "book.yaml").write_text(head + front + size, "utf-8")
    (home / "a.md").write_text("# One\n\nIt is.\n", "utf-8")
    with hired(keep=False) as means:
        pipeline.build(home, tmp_path / "dist", means, pipeline.Order(judged=False))
    out = tmp_path / "dist"
    epub = next(out.glob("*.epub"))

    assert proof(epub, next(out.glob("*-print.pdf")), out / "pages.json") == []
    assert "ii" in page_list(epub)
    with zipfile.ZipFile(epub) as archive:
        assert "EPUB/text/imprint.xhtml" not in archive.namelist()


@pytest.mark.parametrize("theme", ["classic", "modern", "scholarly"])
def test_a_title_page_of_a_small_book_has_less_white_where_many_made_it(
    tmp_path, theme
):
    """It keeps to its page, so that the imprint stands on its back."""
    home = tmp_path / "manuscript"
    home.mkdir()
    people = ", ".join(
        f"{{role: {r}, name: Tom Reed}}" for r in ("trl", "ill", "wfw", "pht")
    )
    (home / "book.yaml").write_text(
        f"title: A Long Way Down the River to the Sea\nsubtitle: Letters and Poems\nlang: en\n"
        f"creator: [Ada Quill, Jo Reed]\ncontributor: [{people}]\npublisher: A House\n"
        "date: 2026\nbelongs-to-collection: River Books\nrights: Theirs\n"
        "front-matter: [title-page, imprint]\nbook: {chapters: [a.md]}\n"
        f"print: {{trim: 5x8in, theme: {theme}}}\n",
        "utf-8",
    )
    (home / "a.md").write_text("# One\n\nIt is.\n", "utf-8")
    with hired(keep=False) as means:
        order = pipeline.Order(frozenset({"pdf"}))
        outcome = pipeline.build(home, tmp_path / "dist", means, order)

    assert outcome.pages, [each.headline for each in outcome.found]
    units = [page.unit for page in outcome.pages.pages]
    assert ["title-page", "imprint"] == units[:2]


def test_what_only_paper_has_gives_its_page_to_what_follows():
    """A page that begins with a passage for paper alone begins with the next here."""
    paper = Span(PLACE.path, 1)
    start = replace(START, at=paper, offset=12)
    made = broken(['<p data-at="0">one</p>'], [PLACE], [start], [paper, PLACE], {})

    assert f'<p data-at="0">{MARK}one</p>' == made.texts[0]


def test_the_last_page_may_hold_only_notes():
    """A page that nothing of the text stands on is marked at the end of the text."""
    start = replace(START, at=None)
    made = broken(['<p data-at="0">one</p>'], [PLACE], [start], [PLACE], {})

    assert f'<p data-at="0">one</p>{MARK}' == made.texts[0]


def test_the_proof_finds_a_mark_in_the_wrong_place():
    """One word too late, one too early, on another page: each is said."""
    page = letters("12 The Book of Rivers they were rowing down the long river")

    assert misplaced(Begun("", ("theywererowing",)), page) == ""
    assert "has" in misplaced(Begun("they", ("wererowing",)), page)
    assert "does not begin" in misplaced(Begun("", ("lastnighttheywere",)), page)


def test_a_page_may_begin_with_the_title_of_a_chapter(tmp_path):
    """Its number stands alone on the page before; the title has a mark of its own."""
    home = tmp_path / "manuscript"
    (home / "styles").mkdir(parents=True)
    (home / "book.yaml").write_text(
        "title: Rivers\nlang: en\nbook: {chapters: [a.md, b.md]}\n", "utf-8"
    )
    (home / "styles/print.css").write_text(
        ".opener .number { break-after: page }\n", "utf-8"
    )
    for name in ("a", "b"):
        (home / f"{name}.md").write_text("# The Source\n\nIt is cold.\n", "utf-8")
    out = tmp_path / "dist"
    with hired(keep=False) as means:
        outcome = pipeline.build(home, out, means, pipeline.Order(judged=False))
    assert outcome.made, [each.headline for each in outcome.found]
    epub = next(out.glob("*.epub"))

    begun, listed = marks(epub), page_list(epub)

    for label in ("1", "2", "3", "4"):
        assert "".join(begun[listed[label]].runs).startswith("thesource"), label
