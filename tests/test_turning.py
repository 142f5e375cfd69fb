"""Words from right to left in lines of Latin: what is held together, and what is said."""

import ctypes
import ctypes.util
import random
from collections import Counter
from dataclasses import replace

import pytest
from pypdfium2 import PdfDocument

from books_by_hand import em, info, p, phrase, t
from print_sample import fonts, printed
from publisher import pipeline
from publisher.layout import lay_out
from publisher.means import Means
from publisher.model import Emphasis, Phrase, Text
from publisher.orders import PDF, Order
from publisher.package.pdf import package_pdf
from publisher.package.pdf.tounicode import each_its_own
from publisher.render.turning import directions, in_order

PANGO = ctypes.util.find_library("pango-1.0")
ALPHABET = "abאבجد12 ,.()[]-:%!٣"


def told(node):
    """Show a node: words, *emphasis*, and <phrases> with their direction."""
    match node:
        case Text():
            return node.value
        case Emphasis():
            return "*" + "".join(map(told, node.children)) + "*"
        case Phrase():
            inner = "".join(map(told, node.children))
            return f"<{node.attributes.dir or node.attributes.lang} {inner}>"


RUNS = [
    pytest.param([t("one שלום two")], "one שלום two", id="one text"),
    pytest.param(
        [t("one שלום "), em("עולם"), t(" טוב two")],
        "one <rtl שלום *עולם* טוב> two",
        id="a word of the run emphasised",
    ),
    pytest.param(
        [t("one "), em("שלום"), t(" "), em("עולם"), t(", two")],
        "one <rtl *שלום* *עולם*>, two",
        id="two emphases",
    ),
    pytest.param(
        [t("one שלום, "), em("two"), t(" עולם.")],
        "one שלום, *two* עולם.",
        id="Latin parts two runs",
    ),
    pytest.param(
        [t("one "), em("שלום"), t(" (1842) ב־14:30, עם two")],
        "one <rtl *שלום* (1842) ב־14:30, עם> two",
        id="figures and brackets in a run",
    ),
    pytest.param(
        [phrase(t("שלום"), lang="he"), t(", "), phrase(t("כן"), lang="he")],
        "<he שלום>, <he כן>",
        id="phrases keep their own directions and the order of their line",
    ),
]


@pytest.mark.parametrize(("nodes", "expected"), RUNS)
def test_a_run_of_pieces_is_held_together(nodes, expected):
    """A run that is one text is left to Pango; what is more gets a direction."""
    assert expected == "".join(map(told, in_order(nodes, "ltr")))


def test_latin_in_hebrew_is_held_together():
    """The same the other way round."""
    nodes = [t("הספינה "), em("HMS"), t(" Beagle יצאה")]

    assert "הספינה <ltr *HMS* Beagle> יצאה" == "".join(
        map(told, in_order(nodes, "rtl"))
    )


def test_latin_text_is_not_touched():
    """What has nothing of it is the very same."""
    nodes = p(t("one "), em("two"), t(" three")).children

    assert in_order(nodes, "ltr") is nodes


@pytest.mark.skipif(PANGO is None, reason="Pango is not where ctypes looks")
def test_directions_are_those_of_fribidi():
    """Pango, which sets the words, and we, who hold them together, must agree."""
    asked = ctypes.CDLL(PANGO).pango_log2vis_get_embedding_levels
    asked.restype = ctypes.POINTER(ctypes.c_uint8)
    chance = random.Random(6)
    for _ in range(1000):
        text = "".join(chance.choice(ALPHABET) for _ in range(12)) + "x"
        for number, way in enumerate(("ltr", "rtl")):
            base, coded = ctypes.c_int(number), text.encode()
            levels = asked(coded, len(coded), ctypes.byref(base))
            with_it = "L" if way == "ltr" else "R"
            expected = [levels[at] == number for at in range(len(text))]

            assert expected == [e == with_it for e in directions(text, way)], text


def test_letters_with_marks_are_read_back_in_whatever_order_these_are_written(tmp_path):
    """Normalised Hebrew has its points in another order than fonts draw them."""
    words = "בְּרֵאשִׁית שָׁלוֹם"
    book = printed(f"# One\n\nIn {words} and {words[:2]}, e\u0331\u030b.\n")
    laid, _ = lay_out(book, {}, fonts())
    about = replace(info(), slug="it")
    files, _ = package_pdf(laid.placed(), laid.map, fonts(), about, tmp_path)
    for file in files:
        with PdfDocument(file.path) as pdf:
            said = pdf[0].get_textpage().get_text_range()
        wanted = Counter((words + words[:2]).replace(" ", ""))

        assert wanted == Counter(each for each in said if each > "\u0590")


def test_a_glyph_of_a_letter_with_marks_stands_for_its_own_character():
    nominal = {1: "ב", 2: "\u05b0", 3: "\u05bc", 5: "é"}
    given = {1: "ב", 2: "\u05b0\u05bc", 3: "", 4: "", 5: "e\u0301", 6: "fi"}

    assert each_its_own(given, lambda: nominal) == {
        1: "ב", 2: "\u05b0", 3: "\u05bc", 4: "\u2060", 5: "e\u0301", 6: "fi",
    }  # fmt: skip


HEBREW = """# הנהר

ראו @tbl-a, וגם [האגם](#sec-lake) (Lovna), @sec-lake, ועוד.[^a]

- פריט
- שני, Latin

1. ראשון
2. שני

| מלה | river |
|---|---|
| נהר | 12 |

: טבלה {#tbl-a}

[^a]: הערה, 1907.

# האגם {#sec-lake}

מים.
"""


def test_a_whole_book_from_right_to_left_is_made_and_read_back(tmp_path):
    """Its references in the publisher's Latin words, its lists and notes."""
    home = tmp_path / "manuscript"
    home.mkdir()
    (home / "one.md").write_text(HEBREW, "utf-8")
    (home / "book.yaml").write_text(
        "title: ספר\ncreator: עדה\nlang: he\ndir: rtl\nxref: {page: always}\n"
        "identifier: urn:uuid:6f0d4c52-3c0e-4d8b-9d8e-2a1907190877\n"
        "book: {chapters: [one.md]}\n",
        "utf-8",
    )
    order = Order(frozenset({PDF}), judged=False)
    outcome = pipeline.build(home, tmp_path / "out", Means(), order)

    assert [] == [each.headline for each in outcome.found if each.severity == "error"]
    assert outcome.made
    assert "C016" not in {each.code for each in outcome.found}
