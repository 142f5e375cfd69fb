"""Markup put together quickly is what markupsafe would have made."""

import markupsafe
import pytest
from hypothesis import given
from hypothesis import strategies as st

from publisher.render.markup import Markup, escape

TEMPLATES = ("<em>{}</em>", "{}", "<h{0}{1}>{2}</h{0}>", "{{{}}}", "", "<br/>")
VALUES = st.one_of(st.text(), st.integers(), st.builds(Markup, st.text()))


@given(st.sampled_from(TEMPLATES), st.lists(VALUES, min_size=3, max_size=3))
def test_it_is_as_markupsafe_would_have_it(template, values):
    made = Markup(template).format(*values)

    assert markupsafe.Markup(template).format(*values) == made
    assert type(made) is Markup


def test_words_become_markup():
    assert Markup("&lt;b&gt;") == escape("<b>")


@pytest.mark.parametrize("template", ["{:>3}", "{!r}", "{name}"])
def test_a_template_is_plain(template):
    with pytest.raises(ValueError, match="no plain template"):
        Markup(template).format("a")
