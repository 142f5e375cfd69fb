"""Typeset faults: small books that earn each, and near misses that do not."""

import pytest

from print_sample import ASSETS, SMALL, fonts, small_book, text, unit
from publisher.layout import lay_out
from publisher.layout.faults import faults
from publisher.layout.faults.evenness import evenness
from publisher.layout.faults.pages import Leaf, Line, Pages

# ------------------------------------------------------- what is looked for, in lines


def line(page=1, owner=1, words="words that go on", **more):
    """Make a line of a paragraph on a page of lines of 12 pt."""
    usual = {"at": f"a.md:{owner}:1", "tag": "p", "height": 12.0, "width": 160.0,
             "indent": 10.0, "running": True, "divided": False, "forced": False}  # fmt: skip
    return Line(page=page, owner=owner, text=words, **(usual | more))


def leaf(*lines, white=0.0, pictured=False, cut=False):
    return Leaf(lines, white, pictured, cut)


def codes(*leaves, unknown=""):
    return [each.code for each in faults(Pages(leaves, frozenset(unknown)))]


FULL = tuple(line(2, 90) for _ in range(6))
"""Enough lines for a last page."""


@pytest.mark.parametrize(
    ("leaves", "expected"),
    [
        pytest.param([leaf(line(), line()), leaf(line(2), *FULL)], ["Y009"], id="widow"),
        pytest.param([leaf(line(), line()), leaf(line(2), line(2), *FULL)], [], id="two lines are no widow"),
        pytest.param([leaf(line()), leaf(line(2), line(2), *FULL)], ["Y010"], id="orphan"),
        pytest.param([leaf(line()), leaf(line(2, 2), *FULL)], [], id="a paragraph of one line is neither"),
        pytest.param([leaf(line(), line(words="— he said"))], ["Y011"], id="dash"),
        pytest.param([leaf(line(words="— Speech"), line())], [], id="speech begins with a dash"),
        pytest.param([leaf(line(forced=True), line(words="— Speech"))], [], id="so does a line the author broke"),
        pytest.param([leaf(line(), line(words="-5 degrees"))], [], id="a minus is no dash"),
        pytest.param([leaf(*[line(divided=True)] * 4, line())], ["Y012"], id="four hyphens"),
        pytest.param([leaf(*[line(divided=True)] * 3, line(), line(divided=True), line())], [], id="three hyphens"),
        pytest.param([leaf(*[line(words="well-")] * 4, line())], ["Y012"], id="hyphens of the author count"),
        pytest.param([leaf(line(1, 1, divided=True), line(1, 1, divided=True), line(1, 2, divided=True), line(1, 2, divided=True))], [], id="two paragraphs"),
        pytest.param([leaf(line(), line(words="so.", width=9.0))], ["Y013"], id="shorter than the indent"),
        pytest.param([leaf(line(), line(words="so.", width=10.5))], [], id="longer than the indent"),
        pytest.param([leaf(line(words="So.", width=9.0))], [], id="a short paragraph of one line"),
        pytest.param([leaf(line(), line(), white=80.0), leaf(*FULL)], ["Y014"], id="hole"),
        pytest.param([leaf(line(), line(), white=72.0), leaf(*FULL)], [], id="six lines are no hole"),
        pytest.param([leaf(line(), line(), white=80.0, cut=True), leaf(*FULL)], [], id="a page break is no hole"),
        pytest.param([leaf(line(), line(), white=200.0)], [], id="the last page may end anywhere"),
        pytest.param([leaf(line(), line(1, 2, tag="h2", running=False)), leaf(*FULL)], ["Y015"], id="heading"),
        pytest.param([leaf(line(), line(1, 2, tag="h2", running=False), cut=True), leaf(*FULL)], [], id="a heading before a page break"),
        pytest.param([leaf(line(1, 2, tag="h2", running=False), line()), leaf(line(2, 9), *FULL)], [], id="a line under a heading"),
        pytest.param([leaf(line(), line()), leaf(*FULL[:4])], ["Y016"], id="four lines"),
        pytest.param([leaf(line(), line()), leaf(*FULL[:5])], [], id="five lines"),
        pytest.param([leaf(line(), line()), leaf(*FULL[:2], pictured=True)], [], id="two lines and a figure"),
        pytest.param([leaf(line(), line())], [], id="a chapter of one page"),
    ],
)  # fmt: skip
def test_a_fault_and_its_near_miss(leaves, expected):
    assert expected == codes(*leaves)


def test_an_empty_box_is_named_once_a_page():
    found = faults(Pages((leaf(line(words="a ⌘ b"), line(words="⌘")),), frozenset("⌘")))

    assert [("Y017", "U+2318 is printed as an empty box on page PAGE")] == [
        (each.code, each.said) for each in found
    ]
    assert [] == codes(leaf(line(words="a ⌘ b")))


# --------------------------------------------------------------- what is set, in pages


def set_with(markup, css=""):
    """Set a small book; give the headlines of its faults."""
    laid, _ = lay_out(small_book(unit(markup), css=SMALL + css), ASSETS, fonts())
    return [each.headline for each in laid.faults()]


LOOSE = "html { orphans: 1; widows: 1 }"


def test_widows_are_seen_on_real_pages():
    """The page holds 20 lines; the 21st stands alone where the style allows it."""
    for lines in range(18, 26):
        said = set_with(text(lines, 10) + text(8, 30), LOOSE)
        if any("Y009" in each for each in said):
            break

    assert "a.md:10:1: note[Y009]: page 2 begins with the last line" in said[0]
    assert [] == [
        each for each in set_with(text(19, 10) + text(12, 30)) if "Y009" in each
    ]


def test_a_heading_at_the_foot_is_seen_where_a_style_lets_it_stand():
    """The house style does not; a book's may."""
    head = '<h2 data-at="a.md:20:1" style="margin:0">Of it</h2>'
    css = LOOSE + "h2 { font-size: 10pt; line-height: 12pt; break-after: auto }"
    said = [
        each
        for lines in range(14, 24)
        for each in set_with(text(lines) + head + text(8, 30), css)
        if "Y015" in each
    ]

    assert ['a.md:20:1: note[Y015]: the heading "Of it" stands last on page 1'] == said


def test_a_hole_is_seen_and_a_page_break_is_none():
    high = '<div data-at="a.md:20:1" style="height:200pt; break-inside:avoid{}"><p data-at="a.md:20:1">x</p></div>'
    hole = set_with(text(8) + high.format("") + text(8, 30))
    broken = set_with(text(8) + high.format("; break-before: page") + text(8, 30))

    assert ["Y014"] == [each.split("[")[1][:4] for each in hole]
    assert "are empty at the foot of page 1" in hole[0]
    assert [] == broken


def test_lines_without_height_are_no_measure_of_a_hole():
    """Whatever a style sheet says, its pages can be set."""
    high = '<div style="height:130pt; break-inside:avoid"><p data-at="a.md:20:1">x</p></div>'

    said = set_with(text(8) + high * 2 + text(8, 30), "p { line-height: 0 }")

    assert ["Y014"] == [each.split("[")[1][:4] for each in said]


def test_faults_are_said_again_of_what_was_kept():
    """A unit that is not set anew still has its faults, with the label of today."""
    from publisher.layout import Press

    press, book = Press(), small_book(unit(text(23)))
    first, _ = lay_out(book, ASSETS, fonts(), press)
    again, _ = lay_out(
        small_book(unit(text(23), "pre"), *book.units), ASSETS, fonts(), press
    )

    assert ["page 2, the last of its chapter, has only"] == [
        each.message[:41] for each in first.faults()
    ]
    assert ["page 2", "page 4"] == [each.message[:6] for each in again.faults()]


# ------------------------------------------------------- how evenly lines are filled


def filled(added, **more):
    return line(added=added, justified=True, **more)


def test_evenness_is_of_filled_lines_alone():
    """The last line of a paragraph, lines the author ends, ragged ones: none counts."""
    lines = (filled(0.1), filled(0.3, divided=True), filled(0.2), filled(0.0))
    others = (filled(0.9, owner=2, forced=True), line(owner=2), filled(0.0, owner=2))
    even = evenness(Pages((leaf(*lines, *others),)))

    assert (3, 1, 1) == (even.lines, even.divided, even.run)
    assert pytest.approx(0.0816, abs=1e-4) == even.deviation
    assert pytest.approx(0.3) == even.widest


def test_evenness_of_parts_is_that_of_the_whole():
    """Units are measured one by one, wherever they are set."""
    one = (filled(0.1, divided=True), filled(0.4, divided=True), filled(0.0))
    other = (filled(0.2, owner=2), filled(0.0, owner=2))
    parts = [evenness(Pages((leaf(*lines),))) for lines in (one, other)]
    whole = evenness(Pages((leaf(*one, *other),)))

    assert whole == parts[0] + parts[1]
    assert 2 == whole.run


def test_lines_of_real_pages_are_measured():
    """What WeasyPrint adds to word spaces is read; ragged lines are not filled."""
    filled, ragged = (
        lay_out(small_book(unit(text(30)), css=SMALL + css), ASSETS, fonts())[0]
        for css in ("p { text-align: justify }", "p { text-align: left }")
    )

    assert filled.evenness().lines > 20
    assert 0 < filled.evenness().deviation < filled.evenness().widest
    assert 0 == ragged.evenness().lines
