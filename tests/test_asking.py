"""What is asked of units by what is believed of their pages."""

from dataclasses import replace

from publisher.artifacts import PrintUnit
from publisher.bookinfo import Matter, Role
from publisher.cache import key
from publisher.layout.asking import Asking
from publisher.layout.assembly import placed
from publisher.layout.beliefs import Beliefs
from publisher.layout.guessing import counted
from publisher.layout.numbers import PAGE_OF


def unit(name, *anchors, words="words"):
    told = "".join(
        f'<span class="gen folio" data-from="from-{each}">, p. '
        f'<span class="pg" {PAGE_OF}="{each}">000</span></span>'
        for each in anchors
    )
    html = f'<p id="in-{name}">{words}{told}</p>'
    return PrintUnit(name, Role.CHAPTER, Matter.BODY, html)


UNITS = (unit("one", "in-two"), unit("two", "in-one", "in-two"))
BELIEFS = Beliefs(
    [9, 9], {"in-one": "1", "in-two": "10"}, {"in-one": "0", "in-two": "00"}
)


def asked(beliefs, asking=None):
    """Ask for both units, in their places."""
    asking = asking or Asking(UNITS, [counted(each.html) for each in UNITS])
    places = [each for each in placed(UNITS, beliefs.counts) if not each.blank]
    return [asking.job(each, beliefs) for each in places]


def test_a_unit_is_asked_for_with_room_for_its_numbers():
    """With the numbers themselves if their figures are not equally wide."""
    one, two = asked(replace(BELIEFS, stiff={"two"}))

    assert ">00</span>" in one.unit.html
    assert ">1</span>" in two.unit.html
    assert ">10</span>" in two.unit.html
    assert (100, 10) == (one.entry.number, two.entry.number)


def test_what_is_asked_for_says_what_its_markup_is():
    """So that nobody need look at all of it to know it again."""
    for each in asked(BELIEFS):
        assert key(each.unit.html) == each.markup


def test_what_was_asked_for_is_asked_for_with_the_same_text():
    """Though it stands elsewhere now; it is there only once."""
    asking = Asking(UNITS, [counted(each.html) for each in UNITS])
    before = asked(BELIEFS, asking)
    after = asked(replace(BELIEFS, counts=[10, 9]), asking)

    assert before[1].unit is after[1].unit
    assert "verso" == before[1].entry.side
    assert "recto" == after[1].entry.side


def test_another_number_makes_another_text():
    """As does a page that is not said any more; and either may come back."""
    asking = Asking(UNITS, [counted(each.html) for each in UNITS])
    before = asked(BELIEFS, asking)
    wide = replace(BELIEFS, rooms={"in-one": "0", "in-two": "000"})
    near = replace(BELIEFS, near=frozenset({"from-in-one"}))

    assert ">000</span>" in asked(wide, asking)[0].unit.html
    assert "in-one" not in asked(near, asking)[1].unit.html.partition("words")[2]
    assert before == asked(BELIEFS, asking)


def test_a_blank_page_is_not_taken_for_its_unit():
    """It has the name of the unit before it."""
    units = (UNITS[0], replace(UNITS[1], opens="recto"))
    asking = Asking(units, [counted(each.html) for each in units])
    one, blank, two = (asking.job(p, BELIEFS) for p in placed(units, [9, 9]))

    assert "words" not in blank.unit.html
    assert "words" in one.unit.html
    assert "words" in two.unit.html
