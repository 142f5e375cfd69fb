"""Whatever an author writes, the EPUB holds together."""

from collections import Counter
from dataclasses import replace
from pathlib import PurePosixPath
from posixpath import dirname, normpath

from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from epub_sample import ASSETS, INFO, MAP, at
from publisher.artifacts import SourceFile
from publisher.bookinfo import Matter, Piece, Role
from publisher.diagnostics import any_errors
from publisher.parse import parse
from publisher.render.epub import render_epub
from publisher.resolve import resolve

PATHS = (PurePosixPath("a.md"), PurePosixPath("b.md"))
PIECES = tuple(Piece(Role.CHAPTER, Matter.BODY, at(1), path) for path in PATHS)

SCRAPS = st.sampled_from(
    [
        "# One {#one}\n\n", "## Two\n\n", "### Three {#three .unnumbered}\n\n", "word ", "\n\n",
        "\n", "[^1]", "\n\n[^1]: a note[^tr-2]\n\n", "\n\n[^tr-2]: another\n\n    and more\n\n",
        "[^1]: > quoted\n", "^[inline[^1]]", "*", "**", "[", "](#one)", "]{.page}", "[](#one){.page}",
        "p. ", "@one", "[see @one; @map-x]", "[x]{lang=la}", "[x]{.remark by=tr}",
        "\n\n::: {.remark by=tr}\nhe\n:::\n\n", "[]{.pb n=\"7\" ed=\"ru\"}", "| a | b |\n|---|--:|\n| c[^1] | d |\n",
        f"\n\n![A *map*[^1]]({MAP.path}){{#map-x alt=\"m\" large=\"{MAP.large}\"}}\n\n",
        f"![]({MAP.path})", "\n\n- ", "\n\n1. ", "> ", "| verse\n|   line\n", "* * *", "```\n", "`c`", "&", "<",
        "\u00a0", "שלום", "---", "{{< pagebreak >}}\n\n", "\n\nterm\n:   meaning\n\n", "[x](https://e.org)",
        "[y[^1]](b.md#two)", "~~", "^2^", "[z]{.smallcaps #zed}", "\\",
    ]
)  # fmt: skip
TEXTS = st.lists(SCRAPS, max_size=24).map("".join)


def rendered(*texts):
    """Read, resolve and render a book of two chapters; say whether it has errors."""
    info = replace(INFO, structure=PIECES)
    chapters, found = {}, []
    for path, text in zip(PATHS, texts, strict=True):
        chapters[path], more = parse(SourceFile(path, text), {}, info.kinds)
        found += more
    book, more = resolve(info, chapters)
    return render_epub(book, ASSETS), any_errors(found + more)


def flaws(file, root, ids):
    """Say what is wrong with a document: ids, nesting, calls without a way back, links."""
    yield from (own for own, times in ids[file].items() if times > 1)
    for inside, outside in (
        ("a", "a"),
        ("p", "p"),
        ("aside", "p"),
        ("div", "p"),
        ("table", "p"),
    ):
        if root.xpath(f"//*[local-name()='{outside}']//*[local-name()='{inside}']"):
            yield f"{inside} in {outside}"
    calls = [f"#{own}" for own in root.xpath("//*[@role='doc-noteref']/@id")]
    backs = root.xpath("//*[@role='doc-backlink']/@href")
    yield from (Counter(calls) - Counter(backs)) + (Counter(backs) - Counter(calls))
    for address in root.xpath("//*[local-name()='a']/@href"):
        path, _, fragment = address.partition("#")
        goal = normpath(f"{dirname(file) or '.'}/{path}") if path else file
        if "://" not in address and fragment and fragment not in ids[goal]:
            yield address


@settings(max_examples=150, deadline=None)
@given(TEXTS, TEXTS)
def test_any_text_makes_an_epub_that_holds_together(first, second):
    """Well-formed whatever was written; without a flaw if the book has no error."""
    pages, wrong = rendered(first, second)
    roots = {
        each.file: etree.fromstring(each.content) for each in (*pages.pages, pages.nav)
    }
    ids = {file: Counter(root.xpath("//@id")) for file, root in roots.items()}
    found = {file: list(flaws(file, root, ids)) for file, root in roots.items()}

    assert wrong or not any(found.values()), found
