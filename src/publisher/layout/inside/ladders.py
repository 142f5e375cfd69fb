"""No more than so many lines in a row that end in a hyphen, where words allow it.

A ladder of hyphens is the first thing that an eye meets on a page. WeasyPrint 70.0 has no
`hyphenate-limit-lines` (css-text-4, 6.3.3). So the lines of a paragraph are counted as they
are made (`layout.inline.iter_line_boxes`); behind the last that may end in one a word that would
be divided (`text.line_break.split_first_line`) goes on to the next line whole, unless that
tears the words before it too far apart. Over the edge of a page it is counted anew, so that
a page is the same whatever stands before it.
"""

# ruff: noqa: ANN401 WeasyPrint has no types

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from publisher.layout.inside.private import block, boxes, inline

TORN = 0.4  # em: by so much a space may become wider
HYPHENS = ("-", "\u2010", "\u00ad")


@contextmanager
def ladders_cut(most: int) -> Iterator[None]:
    """Cut ladders of more than so many hyphens in all that is laid out meanwhile; 0: none."""
    before = block.iter_line_boxes, inline.split_first_line
    if most:
        cut = _Cut(most, *before)
        block.iter_line_boxes, inline.split_first_line = cut.lines, cut.split
    try:
        yield
    finally:
        block.iter_line_boxes, inline.split_first_line = before


@dataclass(slots=True)
class _Cut:
    """What stands before two functions of WeasyPrint."""

    most: int
    iter_line_boxes: Callable[..., Iterator[Any]]
    split_first_line: Callable[..., Any]
    is_full: bool = False  # the line that is made follows as many as may end in hyphens

    def lines(self, *arguments: Any) -> Iterator[Any]:
        """Give the lines of a block, one after the other."""
        made, count = self.iter_line_boxes(*arguments), 0
        while True:
            around, self.is_full = self.is_full, count >= self.most
            try:
                line, resume = next(made)
            except StopIteration:
                return
            finally:
                self.is_full = around
            count = count + 1 if _last_words(line).endswith(HYPHENS) else 0
            yield line, resume

    def split(
        self, text: str, style: Any, context: Any, room: Any, *more: Any, **how: Any
    ) -> Any:
        """Give the first line of a text."""
        found = self.split_first_line(text, style, context, room, *more, **how)
        if not self.is_full or room is None or not _is_divided(found):
            return found
        words = _words_before(text, found)
        gap = TORN * style["font_size"] * words.strip(" ").count(" ")
        if not gap:
            return found
        layout, length, resume, width, *heights = self.split_first_line(
            words.rstrip(" "), style, context, room, *more, **how
        )
        if resume is not None or room - width > gap:
            return found
        return layout, length, len(words.encode()), width, *heights


def _is_divided(found: Any) -> bool:
    """Tell whether a line that was found ends with a hyphen."""
    layout, _, resume, *_ = found
    return resume is not None and layout.text.rstrip(" ").endswith(HYPHENS)


def _words_before(text: str, found: Any) -> str:
    """Give the words of a line before the one that is divided, with the space behind them."""
    said = text.encode()[: found[2]].decode()
    return said[: said.rstrip(" ").rfind(" ") + 1]


def _last_words(line: Any) -> str:
    """Give the last text on a line, "" if something else ends it."""
    box = line
    while isinstance(box, (boxes.LineBox, boxes.InlineBox)):
        inside = [each for each in box.children if each.is_in_normal_flow()]
        if not inside:
            return ""
        box = inside[-1]
    return box.text.rstrip(" ") if isinstance(box, boxes.TextBox) else ""
