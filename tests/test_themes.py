"""Looks of the printed book: variables, the three themes, what a book changes of them."""

import re
import shutil
from pathlib import Path, PurePosixPath

import pytest
from pikepdf import Pdf

from publisher import pipeline, tools
from publisher.artifacts import Stylesheet
from publisher.bookinfo import THEMES
from publisher.check.press.fonts import Fonts
from publisher.check.press.marks import marks
from publisher.house import house_styles
from publisher.load.styles import styles
from publisher.load.variables import points, settled
from publisher.means import hired
from publisher.orders import PRESS, Order
from publisher.render.print.units import PLAIN_CAPITALS
from small_books import written

DOCUMENTED = (Path(__file__).parents[1] / "docs" / "styles.md").read_text("utf-8")


def put_in(*texts):
    """Settle sheets; give their texts and the values."""
    sheets = [Stylesheet(PurePosixPath("a.css"), text) for text in texts]
    made, values = settled(sheets)
    return [sheet.text for sheet in made], values


@pytest.mark.parametrize(
    ("asked", "given"),
    [
        pytest.param("p { color: var(--a) }", "p { color: red }", id="a value"),
        pytest.param("p { color: var( --a ) }", "p { color: red }", id="with spaces"),
        pytest.param("p { color: var(--a, blue) }", "p { color: red }", id="not needed"),
        pytest.param("p { color: var(--z, blue) }", None, id="not known: left to CSS"),
        pytest.param("p { content: 'var(--a)' }", None, id="in a string"),
        pytest.param("/* var(--a) */ p {}", None, id="in a comment"),
        pytest.param("p { color: var(--own) }", None, id="set elsewhere too"),
        pytest.param("p { x-var(--a) }", None, id="another function"),
        pytest.param("@page { @top-left { color: var(--a) } }",
                     "@page { @top-left { color: red } }", id="a margin box"),
        pytest.param("p { margin: calc(2 * var(--b)) }", "p { margin: 28pt }", id="product"),
        pytest.param("p { color: var(--c) }", "p { color: red }", id="one by another"),
        pytest.param("p { color:\nvar(\n--a) }", "p { color:\nred\n }", id="lines stay"),
        pytest.param("p { color: var(--a", None, id="never closed"),
    ],
)  # fmt: skip
def test_values_are_put_in_where_they_are_asked_for(asked, given):
    """What `:root` sets, and nothing else."""
    root = ":root { --a: red; --b: 14pt; --c: var(--a); --own: red } q { --own: blue }"
    (_, text), _ = put_in(root, asked)

    assert text == (asked if given is None else given)


def test_the_last_value_counts_also_for_sheets_before_it():
    """A book's own sheet comes last and changes what the house's says."""
    (text, _), values = put_in(
        ":root { --a: 1pt } p { margin: var(--a) }", ":root { --a: 2pt !important }"
    )

    assert "margin: 2pt" in text
    assert values["--a"] == "2pt"


def test_a_title_without_small_capitals_is_not_spaced_over_its_pages(tmp_path):
    """A chapter in Russian, in an English book: its head is as wide as in a Russian book."""
    tools.find("pdftotext", "install poppler-utils")
    words = "Было поздно, и лодки вернулись с моря. " * 150
    text = "# Записки {lang=ru}\n\n" + words
    spaced, plain = (
        _head(tmp_path / lang, text, lang, "Записки") for lang in ("en", "ru")
    )

    assert spaced == pytest.approx(plain, abs=0.1)


def test_a_figure_leaves_no_page_of_a_few_lines(tmp_path):
    """Our own book, whose map 5 is named with its page once the map has found its place."""
    home = tmp_path / "book"
    shutil.copytree(Path(__file__).parents[1] / "manuscript", home)
    settings = home / "book.yaml"
    said = settings.read_text("utf-8")
    settings.write_text(
        said.replace("\nprint:\n", "\nprint:\n  theme: scholarly\n"), "utf-8"
    )
    with hired(keep=False) as means:
        order = Order(frozenset({"pdf"}), purpose=PRESS, judged=False)
        outcome = pipeline.build(home, tmp_path / "dist", means, order)
    white = [each.message for each in outcome.found if each.code == "Y014"]

    assert outcome.made
    assert [each for each in white if int(each.split()[0]) > 12] == []


def test_no_letter_is_smaller_than_the_printer_holds_once_its_file_has_rounded(
    tmp_path,
):
    """A raised figure of 7 pt is 6.9997 pt in a PDF; a printer's check may hold that against it."""
    body = (
        "It was late.[^1] "
        + "\n\n{{< pagebreak >}}\n\nIt was.\n" * 25
        + "\n[^1]: A note^2^ it is.\n"
    )
    more = "print: {printer: kdp-paperback, paper: cream, trim: 6x9in}\n"
    book = written(tmp_path / "book", "# One\n\nLate ^2^ it was.\n\n" + body, more=more)
    with hired(jobs=1, keep=False) as means:
        order = Order(frozenset({"pdf"}), purpose=PRESS)
        outcome = pipeline.build(book, tmp_path / "dist", means, order)
    (path,) = (each for each in outcome.made if each.name.endswith("-print.pdf"))
    with Pdf.open(path) as pdf:
        fonts = Fonts()
        sizes = [
            m.size
            for page in pdf.pages
            for m in marks(page.obj, fonts)
            if m.kind == "text"
        ]

    assert 7 <= min(sizes) < 7.1


def _head(home, text, lang, word):
    """Measure a word over the second recto of a chapter, in pt."""
    book = written(home, text, lang=lang, more="print: {opening: any}\n")
    with hired(jobs=1, keep=False) as means:
        order = Order(frozenset({"pdf"}))
        made = pipeline.build(book, home / "dist", means, order).made
    (path,) = (each for each in made if each.name.endswith("-print.pdf"))
    tool = tools.find("pdftotext", "install poppler-utils")
    said = tools.run([tool, "-bbox", path, "-"], timeout=60).text
    found = re.findall(
        rf'xMin="([\d.]+)" yMin="([\d.]+)" xMax="([\d.]+)".*>{word}<', said
    )
    left, _, right = next(each for each in found if float(each[1]) < 60)
    return float(right) - float(left)


def test_languages_without_small_capitals_are_those_of_the_styles():
    """Said twice, in styles for whole books and in markup for chapters in others."""
    sheet = (house_styles() / "print.css").read_text("utf-8")
    (listed,) = re.findall(r":root:lang\(([^)]*)\) \{\s*--small-caps: normal", sheet)

    assert {each.strip() for each in listed.split(",")} == PLAIN_CAPITALS


def test_properties_that_ask_for_each_other_end():
    """A circle has no value, as CSS has it."""
    texts, _ = put_in(":root { --a: var(--b); --b: var(--a) } p { color: var(--a) }")

    assert len(texts[0]) < 200


@pytest.mark.parametrize(
    ("lang", "given"),
    [("ru", "normal"), ("sr-Cyrl", "normal"), ("sr-Latn", "small"), ("run", "small"),
     ("en", "small"), ("", "small")],
)  # fmt: skip
def test_a_value_can_be_for_books_in_some_languages(lang, given):
    """The last that holds counts; those for other languages are no values at all."""
    text = (
        ":root { --a: small } :root:lang(ru,\n sr) { --a: normal }"
        " :root:lang(sr-Latn) { --a: small } p { color: var(--a) }"
    )
    (made,), values = settled([Stylesheet(PurePosixPath("a.css"), text)], lang)

    assert values == {"--a": given}
    assert f"color: {given}" in made.text


OWN = {"--most", "--room"}  # for pictures, by the markup: render/print/paper.py


@pytest.mark.parametrize("theme", THEMES)
def test_a_theme_asks_for_what_is_set_and_documented(theme, tmp_path):
    """Only what elements say of themselves is left to be looked up; all else is told of."""
    look = styles(tmp_path, house_styles(), theme=theme)
    text = "".join(each.text for each in look.sheets["print"])
    left = set(re.findall(r"var\(\s*(--[\w-]+)", text))
    _, values = settled(look.sheets["print"])

    assert not look.found
    assert left == OWN
    assert [name for name in values if f"`{name}`" not in DOCUMENTED] == []


@pytest.mark.parametrize("theme", THEMES)
def test_a_theme_brings_the_fonts_that_it_names(theme, tmp_path):
    """The first font of each kind of text is there, with its licence."""
    look = styles(tmp_path, house_styles(), theme=theme)
    _, values = settled(look.sheets["print"])
    first = {
        value.split(",")[0].strip('"')
        for key, value in values.items()
        if "-font" in key
    }
    there = " ".join(look.fonts).replace("-", " ")
    named = {name.replace(" ", "") for name in first}

    assert [name for name in named if f"{name} Regular" not in there] == []
    assert [name for name in named if f"OFL {name}.txt" not in there.replace("Serif.", ".")
            and f"OFL {name.replace('Serif', '')}.txt" not in there] == []  # fmt: skip


def test_a_book_says_how_far_its_lines_stand_apart(tmp_path):
    """The page is then a whole number of these lines high."""
    home = tmp_path / "book"
    (home / "styles").mkdir(parents=True)
    (home / "styles/print.css").write_text(":root { --line: 15pt }", "utf-8")
    look = styles(home, house_styles())

    assert look.line == 15
    assert any(
        re.search(r"line-height: 30pt", each.text) for each in look.sheets["print"]
    )


@pytest.mark.parametrize(
    ("value", "length"),
    [("14pt", 14), ("5mm", 5 * 72 / 25.4), ("1.2em", None), ("", None), ("-3pt", None)],
)
def test_lengths_that_are_the_same_everywhere(value, length):
    """What depends on a font is no length to build a page on."""
    assert points(value) == length
