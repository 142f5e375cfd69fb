"""Lines broken where it is sure that they break, without trying what cannot fit.

Stands before `text.line_break.split_first_line`, where `first_lines` asks it. To break one
line WeasyPrint has Pango lay out about two lines of words, then the line with one word more,
then with each part of that word that a dictionary allows, then once more what it has found:
five layouts, each of them shaped from the beginning. Here a text is shaped once; the widths
of its letters say where its lines end, and only the line itself is laid out, because its
width must be exact.

That is done where there is no doubt (`measured_lines`). In any doubt, and for all but plain
Latin words of one font on lines from left to right, WeasyPrint breaks the line.

Memory: see `letter_widths`.
"""

# ruff: noqa: ANN401 WeasyPrint has no types

from __future__ import annotations

import re
from collections.abc import Iterator
from math import inf
from typing import Any

from publisher.layout.inside.savings import divided_words, first_lines, shaping
from publisher.layout.inside.savings.insides import line_break
from publisher.layout.inside.savings.letter_widths import (
    FROM_UNITS,
    LONG,
    Measured,
    Type,
    forget,
    type_of,
)
from publisher.layout.inside.savings.measured_lines import (
    LITTLE,
    DoubtError,
    Line,
    Paper,
)
from publisher.layout.inside.savings.saving import Place, Saving

Answer = tuple[Any, ...]

LEAST = 0.3  # em: a text of letters no wider than that may fit in its line
_RESUME = 2  # in an answer: the byte with which the next line begins, or None
UNBOUND = 2**21  # px: WeasyPrint takes so much for no bound

_STRUCTURED = re.compile("[\t-\r\x85\u2028\u2029]")
"""Characters that end a line, or tell where to go on in it."""

_split = line_break.split_first_line


def split_first_line(
    text: str,
    style: Any,
    context: Any,
    max_width: Any,
    justification_spacing: Any,
    is_line_start: bool = True,
    minimum: bool = False,
) -> Answer:
    """Give what WeasyPrint would give, if it is sure; or ask it."""
    kind = type_of(style)
    if kind is not None and text:
        room = _room(max_width, style)
        try:
            line = _first(text, style, context, room, kind, minimum)
        except DoubtError:
            line = None
        if line is not None:
            if line.passed is not None:
                kind.follow(text, line.passed)
            return _answer(line, text, kind, max_width, justification_spacing)
    others = max_width, justification_spacing, is_line_start, minimum
    answer = tuple(_split(text, style, context, *others))
    if kind is not None and (resume := answer[_RESUME]):
        kind.follow(text, len(text[:resume].encode()[:resume].decode()))
    return answer


def _room(max_width: Any, style: Any) -> float:
    """Say how much room there is for a line; without bounds where it is not broken."""
    if max_width is None or style["white_space"] == "nowrap" or max_width >= UNBOUND:
        return inf
    return float(max_width)


def _first(
    text: str, style: Any, context: Any, room: float, kind: Type, minimum: bool
) -> Line | None:
    """Find the first line of a text; None if it is not plain."""
    known = kind.known(text)
    if known is None and _STRUCTURED.search(text, 0, LONG):
        return None
    wide = _whole(text, style, room, kind, known)
    if wide is not None:
        return Line(text, None, wide)
    measured = None if minimum else known or kind.measured(text)
    if measured is None:
        return None
    return Paper(text, style, room, kind, measured).first_line(context)


def _whole(
    text: str, style: Any, room: float, kind: Type, known: Measured | None
) -> int | None:
    """Measure a text that fits in its line as a whole; None if it may not."""
    whole = known is not None and known.left == len(text)
    wide = known.alone(len(text)) if known and whole else None
    if wide is None and (room == inf or len(text) * LEAST * style["font_size"] < room):
        wide = kind.wide(text)
    if wide is None:
        return None
    little = 0 if text.isalnum() else LITTLE  # what cannot be broken only overflows
    return wide if wide * FROM_UNITS <= room - little else None


def _answer(
    line: Line, text: str, kind: Type, max_width: Any, justification_spacing: Any
) -> Answer:
    """Give a line as WeasyPrint would."""
    height, baseline = kind.height(line.words)
    layout = object.__new__(line_break.Layout)
    layout.justification_spacing = justification_spacing
    layout.first_line_direction = 0
    layout.ascent = layout.underline_position = layout.strikethrough_position = None
    layout.max_width = max_width
    layout.text = line.words
    resume = None
    if line.passed is not None:
        resume = len(text[: line.passed].encode())
    length = len(line.words.encode())
    if resume is not None and resume < length:
        length = resume  # without the hyphen
    return layout, length, resume, line.wide * FROM_UNITS, height, baseline


def _forget() -> None:
    forget()
    divided_words.forget()


def _places() -> Iterator[Place]:
    shaping.declare()
    yield Place(first_lines, "_split", split_first_line)


SAVING = Saving(
    name="sure lines",
    rests_on={
        "text/line_break.py": "1f5a855ad992e0be",
        "text/ffi.py": "530e83118f7841d2",
        "text/fonts.py": "59d74d0c161349b8",
    },
    places=_places,
    forget=_forget,
)
