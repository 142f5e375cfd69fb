"""Values come out of a pickle as they went in, in whatever way they were written."""

import pickle
from dataclasses import dataclass
from pathlib import PurePosixPath

import pytest

from publisher.artifacts import Box
from publisher.diagnostics import Span
from publisher.model import PLAIN, Form, Paragraph, Reference, SoftBreak, Text
from publisher.pickling import PARTS, quicken

SPAN = Span(PurePosixPath("one.md"), 3, 5)


@dataclass(frozen=True, slots=True)
class Alone:
    """A value with one field."""

    words: str


@dataclass(frozen=True, slots=True)
class Several:
    """A value with fields, one of which has a default."""

    first: int
    second: tuple[int, ...] = ()


@pytest.mark.parametrize(
    "value",
    [
        SPAN,
        Box(1, 2.5, 3, 4, 5),
        SoftBreak(span=SPAN),
        Paragraph((Text("words", span=SPAN),), PLAIN, span=SPAN),
        Reference("fig-one", Form.FULL, capital=True, span=SPAN),
        Alone("x"),
        Several(1),
        Several(2, (3, 4)),
    ],
    ids=lambda value: type(value).__name__,
)
def test_values_come_back(value):
    """The same before and after a type is quickened, and written by either way."""
    slow = pickle.dumps(value, protocol=5)
    quicken(globals())
    quick = pickle.dumps(value, protocol=5)

    assert slow == quick
    for each in (slow, quick):
        back = pickle.loads(each)
        assert value == back
        assert getattr(value, "span", None) == getattr(back, "span", None)
        assert hash(value) == hash(back)


@pytest.mark.parametrize("state", [(), (1, 2, 3), (1, 2, 3, 4, 5)])
def test_what_lacks_a_field_or_has_one_too_many_is_not_taken(state):
    """A pickle of another version of a type is damaged; it makes no value."""
    with pytest.raises(ValueError, match="values to unpack"):
        SPAN.__setstate__(state)


def test_parts_tell_values_apart():
    """A value is told by its type and all its fields, also those equality ignores."""
    words = Text("words", span=SPAN)

    assert PARTS[Text](words) == (Text, (SPAN.path, 3, 5, 1, "words"))
    assert PARTS[Text](Text("words", span=Span(SPAN.path, 4))) != PARTS[Text](words)
