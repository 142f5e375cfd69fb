"""Which unit is set when."""

from hypothesis import given
from hypothesis import strategies as st

from publisher.layout.turns import in_turn


def test_two_very_long_units_are_not_set_side_by_side():
    """Beside the one go shorter ones; the longest begins."""
    sizes = [30, 95, 20, 90, 40, 35, 10, 25]

    order = [sizes[each] for each in in_turn(sizes, 2)]

    assert order[0] == 95
    assert order[1] == 25
    between = order[1 : order.index(90)]
    assert sum(between) >= 95


def test_units_of_like_length_go_from_long_to_short():
    """None that is long is left for the end."""
    assert in_turn([20, 30, 28, 26], 1) == [1, 2, 3, 0]
    assert in_turn([20, 30, 15, 14], 2)[0] == 1
    assert in_turn([], 2) == []


@given(st.lists(st.integers(0, 1000), max_size=40), st.integers(0, 9))
def test_every_unit_has_its_turn_once(sizes, workers):
    """Whatever their sizes are, and however many work."""
    assert sorted(in_turn(sizes, workers)) == list(range(len(sizes)))
