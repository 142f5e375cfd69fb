"""The characters of a text, quickly told."""

from hypothesis import example, given
from hypothesis import strategies as st

from publisher.alphabet import alphabet


@given(st.text(st.characters(exclude_categories=()), max_size=60))
@example("")
@example("a line\nand\ta tab, \x00 and \x7f")
@example("naïve “words” — 𝔘, ½ a \ud800")
def test_it_is_the_set_of_the_characters(text):
    """Whatever they are, and where half a character stands alone."""

    assert set(text) == alphabet(text)
