"""EPUBs with one fault each, most of which neither EPUBCheck nor Ace sees."""

import re
import zipfile
from dataclasses import replace
from io import BytesIO

import pytest
from PIL import Image

from epub_sample import ASSETS, BOOK, FONTS, STYLES, finished
from publisher.check.epub import own_checks
from publisher.check.epubcheck import epubcheck
from publisher.package.epub import package_epub

OPF, NAV, NCX = "EPUB/content.opf", "EPUB/nav.xhtml", "EPUB/toc.ncx"
CHAPTER = "EPUB/text/ch-01.xhtml"


@pytest.fixture(scope="module")
def packed(tmp_path_factory):
    pages, _ = finished(BOOK, ASSETS, STYLES, FONTS)
    target = tmp_path_factory.mktemp("epub") / "river.epub"
    artifact, _ = package_epub(pages, ASSETS, FONTS, target)
    return artifact


def spoiled(artifact, tmp_path, name, pattern, new, count=1):
    """Copy an EPUB with one thing changed in one of its files."""
    target = tmp_path / "river.epub"
    with zipfile.ZipFile(artifact.path) as old, zipfile.ZipFile(target, "w") as made:
        for member in old.infolist():
            data = old.read(member)
            if member.filename == name:
                text, changes = re.subn(
                    pattern, new, data.decode(), count=count, flags=re.DOTALL
                )
                assert changes
                data = text.encode()
            made.writestr(member, data)
    return replace(artifact, path=target)


def fault(name, *, file, old, new="", says, count=1):
    return pytest.param(file, old, new, count, says, id=name)


@pytest.mark.parametrize(
    ("file", "old", "new", "count", "says"),
    [
        fault("a call leads to the wrong note", file=CHAPTER,
              old='id="c-4" href="#note-n2"', new='id="c-4" href="#note-n3"',
              says='ch01.md:1:1: error[E005]: the call "2" leads to a note that does not lead back'),
        fault("a call leads to what is no note", file=CHAPTER,
              old='id="c-4" href="#note-n2"', new='id="c-4" href="#sec-two"',
              says='ch01.md:1:1: error[E005]: the call "2" leads to something that is not a note'),
        fault("a note has no way back", file=CHAPTER,
              old='<a href="#c-5"[^>]*>3</a>', new="3",
              says="ch01.md:50:1: error[E005]: no way leads back from the note \"3 Of the link.\""),
        fault("a note is called by nothing", file=CHAPTER,
              old='<a id="c-5".*?</a>', new='<span id="c-5">3</span>',
              says='ch01.md:50:1: error[E005]: nothing calls the note "3 Of the link."'),
        fault("a note is marked otherwise than its call", file=CHAPTER,
              old='(<a href="#c-5"[^>]*>)3</a>', new=r"\g<1>7</a>",
              says='ch01.md:1:1: error[E005]: the call "3" leads to a note that is marked "7"'),
        fault("a page has another label in the list", file=NAV,
              old='(#pb-12">)12</a>', new=r"\g<1>21</a>",
              says='ch01.md:4:1: error[E006]: the page list says page "21" where the mark says'),
        fault("the page list is out of order", file=NAV,
              old='(<li><a href="text/ch-01.xhtml#pb-12">12</a></li>)\\s*(<li>[^\n]*</li>)', new=r"\2\n\1",
              says='river.epub/EPUB/nav.xhtml:52:1: error[E006]: page "12" stands after page "13"'),
        fault("a page is not in the list", file=NAV,
              old='<li><a href="text/ch-01.xhtml#pb-13">13</a></li>',
              says='ch01.md:38:1: error[E006]: the page mark'),
        fault("the old page list differs", file=NCX,
              old="<text>13</text>", new="<text>31</text>",
              says='river.epub/EPUB/toc.ncx:1:1: error[E006]: the NCX and the navigation differ at "13"'),
        fault("nothing says whose pages are listed", file=OPF,
              old='<meta property="pageBreakSource">[^<]*</meta>',
              says="river.epub:1:1: error[E016]: there is a page list, and nothing says whose"),
        fault("the contents leave a chapter out", file=NAV,
              old='<li><a href="text/ch-01.xhtml#the-lake">.*?</li>\\s*</ol>\\s*</li>', new="",
              says='ch01.md:1:1: error[E007]: the contents leave out "The Lake"'),
        fault("the contents say another title", file=NAV,
              old=">Two &amp; a half<", new=">Two &amp; a calf<",
              says='river.epub/EPUB/nav.xhtml:19:1: error[E007]: the contents say "Two & a calf"'),
        fault("two lists of the navigation have one name", file=NAV,
              old='aria-labelledby="landmarks-title"', new='aria-labelledby="contents"',
              says="error[E007]: a list of the navigation has no name of its own"),
        fault("the old contents differ", file=NCX,
              old="<text>After</text>", new="<text>Before</text>",
              says='error[E007]: the NCX and the navigation differ at "After"'),
        fault("there are no landmarks", file=NAV,
              old='<nav[^>]*id="landmarks".*?</nav>',
              says='error[E008]: the landmarks lack "toc"'),
        fault("the beginning of the text is not marked", file=NAV,
              old='<li><a href="[^"]*" epub:type="bodymatter">.*?</li>',
              says='error[E008]: the landmarks lack "bodymatter"'),
        fault("the cover is not marked", file=OPF,
              old=' properties="cover-image"',
              says="river.epub:1:1: error[E009]: no image is marked as the cover"),
        fault("the cover is not named for Kindle", file=OPF,
              old='<meta name="cover"[^>]*/>',
              says="river.epub:1:1: error[E009]: the cover is not named the old way"),
        fault("the check digit of the ISBN is wrong", file=OPF,
              old="urn:isbn:9780000000002", new="urn:isbn:9780000000003",
              says='error[E010]: the check digit of ISBN "9780000000003" is wrong'),
        fault("a role does not exist", file=OPF,
              old=">trl<", new=">tra<",
              says='error[E011]: "tra" is not a MARC role'),
        fault("a series is not called one", file=OPF,
              old='<meta refines="#series" property="collection-type">series</meta>',
              says='error[E012]: "River Books" is not said to be a series'),
        fault("the package has no language", file=OPF,
              old=' xml:lang="en-GB"',
              says="error[E013]: the package does not say its language"),
        fault("a document has no language", file=CHAPTER,
              old=' lang="en-GB" xml:lang="en-GB"',
              says="error[E013]: a document does not say its language"),
        fault("two languages for one passage", file=CHAPTER,
              old='lang="grc" xml:lang="grc"', new='lang="grc" xml:lang="fr"',
              says='error[E013]: a passage is "grc" by one attribute and "fr" by the other'),
        fault("a language that is none", file=CHAPTER,
              old='lang="grc" xml:lang="grc"', new='lang="greek_x" xml:lang="greek_x"',
              says='error[E013]: "greek_x" is not a language tag'),
        fault("a picture without description", file=CHAPTER,
              old=' alt="The river from lake to gulf"',
              says="ch01.md:1:1: warning[E014]: an image has neither a description"),
        fault("a picture described by its file", file=CHAPTER,
              old=' alt="The river from lake to gulf"', new=' alt="map.svg"',
              says='ch01.md:1:1: warning[E014]: the image is described as "map.svg"'),
        fault("a drawing without a name", file=CHAPTER,
              old="<hr", new='<svg xmlns="http://www.w3.org/2000/svg"/><hr',
              says="warning[E014]: a drawing has no name"),
        fault("a formula without words", file=CHAPTER,
              old="<hr", new='<math xmlns="http://www.w3.org/1998/Math/MathML"/><hr',
              says="warning[E014]: a formula has no words"),
        fault("a table without heads", file=CHAPTER,
              old="(</?)th\\b( scope=\"col\")?", new=r"\1td", count=0,
              says="ch01.md:1:1: note[E015]: no cell of the table is a head"),
        fault("nothing is said of accessibility", file=OPF,
              old='<meta property="schema:[^>]*>[^<]*</meta>', count=0,
              says='river.epub:1:1: error[E016]: the metadata do not say "accessMode"'),
        fault("a feature that is none", file=OPF,
              old=">pageBreakMarkers<", new=">pagebreaks<",
              says='error[E016]: "pagebreaks" is not a word for "accessibilityFeature"'),
        fault("a feature the book has not", file=OPF,
              old=">readingOrder<", new=">MathML<",
              says="error[E016]: the metadata claim formulas, which is not so"),
        fault("conformance nobody answers for", file=OPF,
              old="</metadata>",
              new='<meta property="dcterms:conformsTo">EPUB Accessibility 1.1 - WCAG 2.2 Level AA</meta></metadata>',
              says="error[E016]: conformance is claimed, and nobody answers for it"),
        fault("a call has no role", file=CHAPTER,
              old='(id="c-5"[^>]*) role="doc-noteref"', new=r"\1",
              says='screen readers are not told that "3" is the call of a note'),
        fault("a note has no role", file=CHAPTER,
              old='(id="note-n3"[^>]*) role="doc-footnote"', new=r"\1",
              says="error[E005]: screen readers are not told that \"3 Of the link.\" is a note"),
        fault("a standard that is none", file=OPF,
              old="</metadata>",
              new='<meta property="dcterms:conformsTo">EPUB Accessibility 1.1 - WCAG 2.2 AA</meta></metadata>',
              says='error[E016]: "EPUB Accessibility 1.1 - WCAG 2.2 AA" is not the name of a standard'),
        fault("a head of a table does not say of what", file=CHAPTER,
              old=' scope="col"', says="note[E015]: a head of the table does not say what it is the head of"),
        fault("the book and its package differ in language", file=OPF,
              old="<dc:language>[^<]*", new="<dc:language>english",
              says='error[E013]: the book is "english", its package "en-GB"'),
        fault("the manifest promises a drawing that is not there", file=OPF,
              old='(<item href="text/ch-01.xhtml"[^>]*)/>', new=r'\1 properties="svg"/>',
              says='error[E002]: "svg": "EPUB/text/ch-01.xhtml" has none, though the manifest says so'),
        fault("the manifest leaves a drawing out", file=CHAPTER,
              old="<hr", new='<svg xmlns="http://www.w3.org/2000/svg"/><hr',
              says='error[E002]: "svg": "EPUB/text/ch-01.xhtml" has it, and the manifest does not say so'),
        fault("a picture listed as a font", file=OPF,
              old='media-type="image/jpeg"|media-type="image/png"', new='media-type="font/ttf"',
              says="is not a font"),
        fault("a remark is not told apart for those who listen", file=CHAPTER,
              old='(<aside class="remark"[^>]*) role="note"', new=r"\1",
              says='ch01.md:1:1: error[E025]: nobody who listens is told whose words "So he says. — H.V." are'),
        fault("a remark in a line does not say whose it is", file=CHAPTER,
              old='(<span class="remark"[^>]*) aria-label="[^"]*"', new=r"\1",
              says="error[E025]: nobody who listens is told whose words"),
        fault("the main title is gone", file=OPF,
              old='<dc:title id="title">.*?(?=<dc:title)',
              says='error[E026]: "An Account" is the first title, and not the main one'),
        fault("there is no title at all", file=OPF,
              old="<dc:title[^>]*>[^<]*</dc:title>", count=0,
              says="error[E026]: the book has no title"),
        fault("a title has no words", file=OPF,
              old=">The River &amp; Its Light</dc:title>", new="> </dc:title>",
              says="error[E026]: a title of the book has no words"),
        fault("two main titles", file=OPF,
              old=">subtitle</meta>", new=">main</meta>",
              says="error[E026]: two titles are called the main one"),
        fault("a picture that is of another kind", file=OPF,
              old='media-type="image/png"', new='media-type="image/jpeg"',
              says="is listed as JPEG and is PNG"),
        fault("a broken link", file=CHAPTER, old='href="#map-river"', new='href="#map-9"',
              says='ch01.md:1:1: error[E001]: the link "#map-9" leads nowhere'),
        fault("an id twice", file=CHAPTER, old='id="c-2"', new='id="c-1"',
              says='ch01.md:3:1: error[E003]: "c-1" stands twice as an id'),
        fault("a file that is not listed", file=OPF, old="<item [^>]*map-large.png[^>]*/>",
              says='river.epub:1:1: error[E002]: "EPUB/images/map-large.png" is in the EPUB but not listed'),
    ],
)  # fmt: skip
def test_one_fault_is_found(packed, tmp_path, file, old, new, count, says):
    """With the manuscript's place where there is one."""
    found = own_checks(spoiled(packed, tmp_path, file, old, new, count))
    said = [each.headline for each in found]

    assert any(says in each for each in said), said


def with_file(artifact, tmp_path, name, data):
    """Copy an EPUB with other bytes in one of its files, or without it for None."""
    target = tmp_path / "river.epub"
    with zipfile.ZipFile(artifact.path) as old, zipfile.ZipFile(target, "w") as made:
        for member in old.infolist():
            if member.filename != name:
                made.writestr(member, old.read(member))
            elif data is not None:
                made.writestr(member, data(old.read(member)))
    return replace(artifact, path=target)


def as_jpeg(data, cut):
    """Make a JPEG of a picture, and take bytes from its end."""
    made = BytesIO()
    with Image.open(BytesIO(data)) as image:
        image.convert("RGB").resize((200, 200)).save(made, "JPEG")
    return made.getvalue()[:-cut]


COVER = "EPUB/images/cover.png"


@pytest.mark.parametrize(
    ("name", "data", "says"),
    [
        pytest.param(COVER, lambda old: old[: len(old) * 2 // 3],
                     f'E002]: the picture "{COVER}" is cut off or damaged', id="a cut picture"),
        pytest.param(COVER, lambda _: b"", f'"{COVER}" is no PNG', id="an empty picture"),
        pytest.param("META-INF/licences/OFL-EBGaramond.txt", None,
                     'warning[E024]: the font "EBGaramond-', id="a licence is gone"),
    ],
)  # fmt: skip
def test_a_spoiled_file_inside_is_found(packed, tmp_path, name, data, says):
    """Those that no checker opens further than their first bytes, or at all."""
    found = own_checks(with_file(packed, tmp_path, name, data))
    said = [each.headline for each in found]

    assert any(says in each for each in said), said


def test_a_cut_jpeg_is_found(packed, tmp_path):
    """As the camera's file would be after a broken copy."""
    whole = spoiled(
        packed, tmp_path, OPF, '(cover.png"[^>]*)image/png', r"\1image/jpeg"
    )
    (tmp_path / "cut").mkdir()
    cut = with_file(whole, tmp_path / "cut", COVER, lambda old: as_jpeg(old, 600))
    (tmp_path / "right").mkdir()
    right = with_file(
        whole, tmp_path / "right", COVER, lambda old: as_jpeg(old, -(10**6))
    )

    assert [] == list(own_checks(right))
    assert [
        f'river.epub:1:1: error[E002]: the picture "{COVER}" is cut off or damaged'
    ] == [each.headline for each in own_checks(cut)]


def test_one_licence_may_do_for_every_font(packed, tmp_path):
    """As OFL.txt does that came with them."""
    bare = with_file(packed, tmp_path, "META-INF/licences/OFL-EBGaramond.txt", None)
    with zipfile.ZipFile(bare.path, "a") as archive:
        archive.writestr("META-INF/licences/OFL.txt", "free")

    assert [] == list(own_checks(bare))


# ---------------------------------------------------------- what only EPUBCheck sees


@pytest.mark.tools
@pytest.mark.parametrize(
    ("file", "old", "new", "count", "says"),
    [
        fault("the identifier of the NCX is another", file=NCX,
              old="urn:isbn:9780000000002", new="urn:isbn:9780000000019", says="error[epubcheck/NCX-001]"),
        fault("no date of the last change", file=OPF,
              old='<meta property="dcterms:modified">[^<]*</meta>', says="error[epubcheck/RSC-005]"),
        fault("a role refines nobody", file=OPF,
              old='refines="#contributor-1" property="role"', new='refines="#nobody" property="role"',
              says="error[epubcheck/RSC-005]"),
        fault("an element where it may not stand", file=CHAPTER,
              old="<hr", new="<p><div>x</div></p><hr", says="error[epubcheck/RSC-005]"),
        fault("a picture from the network", file=CHAPTER,
              old="<hr", new='<p><img src="https://example.org/x.png" alt="x"/></p><hr',
              says="error[epubcheck/RSC-006]"),
        fault("a type of section that is none", file=CHAPTER,
              old='epub:type="chapter"', new='epub:type="chaptr"', says="warning[epubcheck/OPF-088]"),
        fault("a style sheet that cannot be read", file="EPUB/css/epub.css",
              old="^", new="p { color: red } } p { x", says="error[epubcheck/CSS-008]"),
        fault("an empty title", file=OPF,
              old=">The River &amp; Its Light<", new="><", says="epubcheck/RSC-005"),
        fault("a file twice in the reading order", file=OPF,
              old='(<itemref idref="f-text-ch-01.xhtml"/>)', new=r"\1\1", says="error[epubcheck/RSC-005]"),
        fault("a font of no known type", file=OPF,
              old="font/ttf", new="application/octet-stream", says="epubcheck/"),
    ],
)  # fmt: skip
def test_one_fault_is_left_to_epubcheck(packed, tmp_path, file, old, new, count, says):
    """We do not look for what it finds; one Java machine looks at them all."""
    found = epubcheck(spoiled(packed, tmp_path, file, old, new, count))
    said = [each.headline for each in found]

    assert any(says in each for each in said), said
