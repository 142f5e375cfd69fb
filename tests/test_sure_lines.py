"""Lines that are broken where it is sure are those that WeasyPrint breaks."""

from types import SimpleNamespace
from xml.etree.ElementTree import fromstring

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from print_sample import ASSETS, fonts, small_book, unit
from publisher.layout.inside.private import boxes
from publisher.layout.inside.savings import letter_widths, shaping, sure_lines
from publisher.layout.oneunit import render
from publisher.layout.setting import Entry
from publisher.layout.workshop import open_workshop

STYLES = """
body { font-family: 'EB Garamond'; font-size: 11pt; hyphens: auto }
i { font-style: italic }
.unbroken { white-space: nowrap }
.strict { hyphens: none }
.zone { hyphenate-limit-zone: 8%; hyphenate-limit-chars: 8 4 4 }
.spaced { letter-spacing: 1pt }
.any { overflow-wrap: anywhere }
"""
SENTENCE = (
    "The difficult office, officially “inefficient”, of the waters—as Mr. O’Flaherty’s "
    "co-operative offspring were told in 1776–1783—is well-nigh incomprehensible: "
    "Ærøskøbing, coöperation, Fjärdhundra, naïveté, AVATAR, Typography To-day. "
)
WORDS = [
    *sorted(set(SENTENCE.split())),
    "a", "I", "«", "»", "(see", "page\u00a0112.)", "and/or", "http://example.org/a-b_c",
    "\u2060", "W.", "V", "T", "1,000,000", "…", "--", "honorificabilitudinitatibus",
    "שלום", "α", "⋮", "soft\u00adhyphen", "x\u00a0", "\u202f!", "fjord", "Vf", "“T”",
]  # fmt: skip


@pytest.fixture(scope="module")
def type_styles():
    """Give the styles of texts, by name, and a place for dictionaries."""
    shaping.declare()
    names = ["", "unbroken", "strict", "zone", "spaced", "any"]
    text = "".join(
        f'<p data-at="a.md:1:1" class="{name}">{name}x</p>' for name in names
    )
    text += '<p data-at="a.md:2:1" class="strict"><i>italicx</i></p>'
    shop = open_workshop(small_book(unit(""), css=STYLES), ASSETS, fonts())
    document = render(fromstring(unit(text).html), Entry("recto", 1), shop)
    found = {
        box.text: box.style
        for page in document.pages
        for box in page._page_box.descendants()
        if isinstance(box, boxes.TextBox)
    }
    return found, shop


def lines(split, text, style, rooms):
    """Break a text into lines, the first of another width than the rest; say all of each."""
    context = SimpleNamespace(dictionaries={})
    for room in [*rooms[:1], *rooms[1:] * 200]:
        layout, length, resume, *size = split(text, style, context, room, 0)
        plain = {name: layout.__dict__[name] for name in sorted(layout.__dict__)}
        yield plain, length, resume, size
        if resume is None:
            return
        text = text.encode()[resume:].decode()


def test_every_kind_of_line_is_as_weasyprint_breaks_it(type_styles):
    """In all styles, at many widths: words that just fit, that are divided, that do not."""
    styles, _ = type_styles
    for name, style in styles.items():
        for room in (58.7, 131.3, 333.3, None):
            for first in (room, room and room / 3):
                for text in (SENTENCE, f" {SENTENCE}", SENTENCE.rstrip()):
                    wanted = list(lines(sure_lines._split, text, style, (first, room)))
                    got = lines(sure_lines.split_first_line, text, style, (first, room))

                    assert (name, wanted) == (name, list(got))


@example(words=["a", "officially", "To-day."], first=30.0, room=60.0, name="x")
@settings(max_examples=80, deadline=None)
@given(
    st.lists(st.sampled_from(WORDS), min_size=1, max_size=60),
    st.floats(30, 500),
    st.floats(60, 500),
    st.sampled_from(["x", "strictx", "zonex"]),
)
def test_any_text_is_broken_as_weasyprint_breaks_it(
    type_styles, words, first, room, name
):
    """Also one with words of other scripts, signs, soft hyphens and spaces of all kinds."""
    style, text = type_styles[0][name], " ".join(words)

    wanted = list(lines(sure_lines._split, text, style, (first, room)))
    got = list(lines(sure_lines.split_first_line, text, style, (first, room)))

    assert wanted == got


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("x" * 5_000, id="one word"),
        pytest.param("Pneumono" * 700 + " and more", id="and more behind it"),
        pytest.param(SENTENCE * 14 + "Pneumono" * 700, id="behind others"),
        pytest.param(f"It {'a/b-c?' * 700} goes on", id="one that may be parted"),
    ],
)
def test_a_word_longer_than_what_is_measured_at_once(type_styles, text):
    """It stands out of its line; nobody asks how wide its end is."""
    style = type_styles[0]["strictx"]
    wanted = list(lines(sure_lines._split, text, style, (900.0, 900.0)))

    assert wanted == list(
        lines(sure_lines.split_first_line, text, style, (900.0, 900.0))
    )


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.sampled_from(WORDS), min_size=5, max_size=60),
    st.floats(60, 300),
    st.integers(10, 120),
)
def test_wherever_what_is_measured_ends_lines_are_the_same(
    type_styles, words, room, long
):
    """Little is measured at once here, so that every line is near its end."""
    style, text = type_styles[0]["x"], " ".join(words)
    wanted = list(lines(sure_lines._split, text, style, (room, room)))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(letter_widths, "LONG", long)
        patch.setattr(letter_widths, "ENOUGH", long // 4)
        patch.setattr(sure_lines, "LONG", long)
        letter_widths.forget()

        got = list(lines(sure_lines.split_first_line, text, style, (room, room)))
    letter_widths.forget()

    assert wanted == got


def test_nearly_all_lines_of_plain_words_are_sure(type_styles, monkeypatch):
    """Or nothing would be saved."""
    asked, ask = [], sure_lines._split
    monkeypatch.setattr(
        sure_lines, "_split", lambda *each: asked.append(each) or ask(*each)
    )
    style = type_styles[0]["x"]

    made = list(lines(sure_lines.split_first_line, SENTENCE * 9, style, (250.0, 250.0)))

    assert len(made) > 40
    assert len(asked) < len(made) / 6


def test_a_text_that_fills_many_pages_is_measured_piece_by_piece(
    type_styles, monkeypatch
):
    """Its lines are the same, and each of them costs no more than those of a short one."""
    measured, read = [], letter_widths._widths
    monkeypatch.setattr(
        letter_widths,
        "_widths",
        lambda text, *rest: measured.append(len(text)) or read(text, *rest),
    )
    style, text = type_styles[0]["x"], SENTENCE * 60
    wanted = list(lines(sure_lines._split, text, style, (340.5, 340.5)))
    got = list(lines(sure_lines.split_first_line, text, style, (340.5, 340.5)))

    assert wanted[:200] == got[:200]
    assert 150 < len(got)
    assert sum(measured) < 3 * len(text)


def test_letters_of_a_drawing_are_left_to_weasyprint(type_styles):
    """Their style is a table that nothing can be kept by."""
    drawing = type("Style", (dict,), {})(type_styles[0]["x"])
    drawing["font_family"] = ["EB Garamond"]
    drawing.font_config = type_styles[0]["x"].font_config

    wanted = list(lines(sure_lines._split, "words", drawing, (float("inf"),)))
    got = list(lines(sure_lines.split_first_line, "words", drawing, (float("inf"),)))

    assert wanted == got
