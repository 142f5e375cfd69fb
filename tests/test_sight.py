"""References near and far: which say their page, and which need not."""

import re
from xml.etree import ElementTree

import pytest

from print_sample import ASSETS, LINE, fonts, noted, small_book, text, unit
from publisher.layout import lay_out
from publisher.layout.plain import lay_out_plainly
from publisher.layout.sight import among, drop, hush, in_sight, within, without


def see(target, source="x-1"):
    """Refer to something, as `render` does where distance decides."""
    return (
        f'see <a class="ref gen" id="{source}" href="#{target}">it</a>'
        f'<span class="gen folio" data-from="{source}">, p.\u00a0'
        f'<span class="pg" data-page-of="{target}">000</span></span>'
    )


@pytest.mark.parametrize(
    ("here", "there", "near"),
    [
        pytest.param(10, 10, True, id="on the same page"),
        pytest.param(10, 11, True, id="facing"),
        pytest.param(11, 10, True, id="facing, before it"),
        pytest.param(11, 12, False, id="overleaf"),
        pytest.param(40, 12, False, id="far away"),
    ],
)
def test_a_target_is_in_sight_on_the_same_and_on_the_facing_page(here, there, near):
    """In the markup and in its tree; not where the target is left apart, or nowhere."""
    html = f"<p>{see('map')}.</p>"
    pages = {"x-1": here, "map": there}
    expected = frozenset({"x-1"} if near else ())

    assert near == in_sight(here, there)
    assert among(html, pages) == expected
    assert within(ElementTree.fromstring(html), pages) == expected
    assert among(html, pages, apart={"map"}) == frozenset()
    assert among(html, {"x-1": here}) == frozenset()


def test_a_page_is_left_out_of_markup_and_of_its_tree_alike():
    """The words before and behind it stay."""
    html = f"<p>First {see('map')}; then {see('b', 'x-2')}.</p>"
    root = ElementTree.fromstring(html)

    assert len(hush(root, frozenset({"x-1"}))) == 1
    assert hush(root, frozenset({"x-1"})) == []
    drop(root)
    assert ElementTree.tostring(root, encoding="unicode") == (
        without(html, frozenset({"x-1"})).replace("\u00a0", "\u00a0")
    )
    assert "".join(root.itertext()) == "First see it; then see it, p.\u00a0000."


def both_ways(*units):
    """Set a book by the engine and plainly; give what both say of each unit."""
    book = small_book(*units)
    laid, found = lay_out(book, ASSETS, fonts())
    plain, said = lay_out_plainly(book, ASSETS, fonts())

    assert [each.code for each in (*found, *said)] == []
    assert words(laid.units) == words(plain.units)
    return words(laid.units)


def words(units):
    """Give the words of units."""
    return ["".join(ElementTree.fromstring(each.html).itertext()) for each in units]


def target(anchor):
    """Make a heading to refer to."""
    return f'<h2 id="{anchor}" data-at="a.md:70:1">Of it</h2>'


def test_within_a_unit_only_what_is_out_of_sight_is_told():
    """Near in the text, near in a note, and far."""
    note = noted(f"{see('far', 'x-2')}; {see('near', 'x-3')}.", line=20)
    body = (
        f'<p data-at="a.md:9:1">{LINE} {see("near")}.</p>'
        + target("near")
        + text(6, 20, note)
        + text(90, 30)
        + target("far")
        + text(3, 40)
    )
    (said,) = both_ways(unit(body))

    assert said.count("p.\u00a0") == 1
    assert re.search("1see it, p.\u00a0[0-9]; see it[.]", said)


def test_a_reference_in_a_note_that_is_divided_is_left_out_before_it_is_divided():
    """The lines of the note break anew: none is stretched for what has gone."""
    note = noted(f"{LINE * 6}{see('near')} {LINE * 9}.", line=20)
    never = re.sub(' *<span class="gen folio".*?</span></span>', "", note)
    one, other = (
        lay_out(small_book(unit(target("near") + text(6, 20, each))), ASSETS, fonts())[
            0
        ]
        for each in (note, never)
    )

    assert "note-more" in one.units[0].html
    assert words(one.units) == words(other.units)
    assert one.map.blocks == other.map.blocks


def test_from_unit_to_unit_the_side_decides():
    """A target at the head of the facing page is in sight, one overleaf is not."""
    for lines, told in ((3, True), (30, False)):
        one = unit(text(lines) + f'<p data-at="a.md:9:1">{see("b")}.</p>', "one")
        said, _ = both_ways(one, unit(target("b") + text(3, 30), "two"))

        assert ("p.\u00a0" in said) == told
