"""Which unit is set when."""

from hypothesis import given
from hypothesis import strategies as st

from publisher.layout.turns import in_turn


def held(sizes, workers):
    """Say how much is held at most, if each unit grows from nothing while it is set."""
    free, lives = [0] * workers, []
    for size in sizes:
        begun = min(free)
        free[free.index(begun)] = begun + size
        lives.append((begun, begun + size))
    ends = [end for _, end in lives]
    return max(
        sum(time - begun for begun, end in lives if begun <= time <= end)
        for time in ends
    )


def test_two_very_long_units_are_not_done_side_by_side():
    """The longest begins; the next is begun when that is nearly done."""
    sizes = [30, 95, 20, 90, 40, 35, 10, 25]

    order = [sizes[each] for each in in_turn(sizes, 2)]

    assert order[0] == 95
    assert order[1] < 90
    assert held(order, 2) <= 95 * 1.35
    assert held(sorted(sizes, reverse=True), 2) > 95 * 1.35


def test_beside_a_long_unit_the_shortest_goes_last():
    """What is begun with it may be larger than what is there when it is done."""
    assert in_turn([192, 126, 338, 273], 2) == [2, 0, 1, 3]


def test_units_of_like_length_go_from_long_to_short():
    """None that is long is left for the end."""
    assert in_turn([20, 30, 28, 26], 1) == [1, 2, 3, 0]
    assert in_turn([20, 30, 15, 14], 2)[0] == 1
    assert in_turn([], 2) == []


@given(st.lists(st.integers(0, 1000), max_size=40), st.integers(0, 9))
def test_every_unit_has_its_turn_once(sizes, workers):
    """Whatever their sizes are, and however many work."""
    assert sorted(in_turn(sizes, workers)) == list(range(len(sizes)))
