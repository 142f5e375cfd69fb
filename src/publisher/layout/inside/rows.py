"""The lines of a laid-out page, one by one: where each stands, and how it is made.

WeasyPrint 70.0 keeps them as `LineBox` in the tree of a page; whose line it is says its
element, how its paragraph is set the style of the box around it. Lengths are points.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from xml.etree.ElementTree import Element

from publisher.layout.inside.content import PT, _root, _text
from publisher.layout.inside.hyphens import is_hyphenated
from publisher.layout.inside.known import all_once, once
from publisher.layout.inside.private import boxes
from publisher.layout.weasy import Page

_APART = (boxes.TableBox, boxes.FlexContainerBox, boxes.GridContainerBox)
_DRAWN = boxes.TextBox, boxes.ReplacedBox
_FORCED = {"page", "left", "right", "recto", "verso", "always"}


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the text area."""

    element: Element  # whose line it is
    text: str
    y: float  # of its top
    height: float
    width: float  # of what is drawn in it
    indent: float  # of the first line of its paragraph
    centred: bool  # or set to the right: not from the left edge
    divided: bool  # it ends within a word, with a hyphen that was put in
    forced: bool  # it ends because the author says so
    apart: bool  # it stands in a table, or beside others
    justified: bool  # it is filled, unless it ends its paragraph
    added: float  # to each word space to fill the line, in em
    baseline: float = 0.0  # from the top of the page


@all_once
def rows(page: Page) -> Iterator[Row]:
    """Yield the lines of the text area in the order of the boxes; notes are left out."""
    yield from _rows(_root(page).children[0], apart=False)


@once
def begins_by_order(page: Page) -> bool:
    """Tell whether a page begins because a style or its author says so."""
    box = _root(page).children[0]
    while box is not None:
        if box.style["break_before"] in _FORCED and box.element.tag != "html":
            return True
        inner = [
            each for each in getattr(box, "children", ()) if each.is_in_normal_flow()
        ]
        box = inner[0] if inner and isinstance(inner[0], boxes.BlockLevelBox) else None
    return False


@once
def ends_by_order(page: Page) -> bool:
    """Tell whether what stands last on a page says that a page ends with it."""
    box = _root(page).children[0]
    while box is not None:
        if box.style["break_after"] in _FORCED:
            return True
        inner = [
            each for each in getattr(box, "children", ()) if each.is_in_normal_flow()
        ]
        box = (
            inner[-1] if inner and isinstance(inner[-1], boxes.BlockLevelBox) else None
        )
    return False


def _rows(box: boxes.Box, *, apart: bool) -> Iterator[Row]:
    for child in getattr(box, "children", ()):
        if isinstance(child, boxes.LineBox):
            if isinstance(child.element, Element):
                yield _row(child, box, apart=apart)
        else:
            aside = apart or isinstance(child, _APART) or not child.is_in_normal_flow()
            yield from _rows(child, apart=aside)


def _row(line: boxes.Box, around: boxes.Box, *, apart: bool) -> Row:
    inside = list(line.descendants())
    drawn = [each for each in inside if isinstance(each, _DRAWN)]
    style = around.style
    align = str(style["text_align_all"])
    left = min((each.position_x for each in drawn), default=0.0)
    right = max((each.position_x + each.width for each in drawn), default=0.0)
    return Row(
        element=line.element,
        text=_text(inside),
        y=PT * float(line.position_y),
        height=PT * float(line.height),
        width=PT * float(right - left),
        indent=PT * _indent(style["text_indent"], around),
        centred=align in {"center", "right", "end"},
        divided=bool(drawn) and is_hyphenated(drawn[-1]),
        forced=any(str(each.element_tag).startswith("br") for each in inside),
        apart=apart,
        justified=align == "justify",
        added=_added(drawn),
        baseline=PT * float(line.position_y + line.baseline),
    )


def _added(drawn: list[boxes.Box]) -> float:
    """Give what was added to the word spaces of a line, in em of their type."""
    texts = [each for each in drawn if isinstance(each, boxes.TextBox)]
    spaced = (each for each in texts if each.justification_spacing)
    first = next(spaced, None)
    if first is None:
        return 0.0
    return float(first.justification_spacing / first.style["font_size"])


def _indent(asked: object, around: boxes.Box) -> float:
    """Give an indent in px: a length, or a share of the paragraph's width."""
    value, unit = float(getattr(asked, "value", 0)), getattr(asked, "unit", "px")
    return value * float(around.width) / 100 if unit == "%" else value
