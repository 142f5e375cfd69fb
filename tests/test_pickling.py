"""Values come out of a pickle as they went in, in whatever way they were written."""

import pickle
from dataclasses import dataclass
from pathlib import PurePosixPath

import pytest

from publisher.artifacts import Box
from publisher.diagnostics import Span
from publisher.model import PLAIN, Paragraph, Text
from publisher.pickling import quicken

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
        Paragraph((Text("words", span=SPAN),), PLAIN, span=SPAN),
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
