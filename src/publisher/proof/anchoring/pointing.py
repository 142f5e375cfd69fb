"""From the shape of a mark to the signs on the page that it means."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from math import inf
from unicodedata import combining

from publisher.codepoints import is_rtl
from publisher.proof.anchoring.sheets import Row, Sheet
from publisher.proof.anchoring.signs import Sign, stands
from publisher.proof.annotations import Annotation
from publisher.proof.corrections import Kind, Rect

_ON_WORDS = {
    Kind.HIGHLIGHT,
    Kind.UNDERLINE,
    Kind.SQUIGGLY,
    Kind.STRIKE_OUT,
    Kind.REPLACE,
}
_THIN = 0.45  # of a line's height: a stroke, no box around words
_TALL = 1.5  # times the height of a mark: a letter of more than one line
_SHAKY = 2  # letters of a word that a caret between two words may lie upon
_EDGE = 0.25  # pt: where a mark ends with a letter
_CLOSE = 0.06  # of a line's height: letters so close are of one word
_BESIDE = 12.0  # pt before or behind a line: a caret that still belongs to it
_FAR = 14.0  # pt from its line: a caret that stands beside the text
_LINE = 6.0  # pt, at least, of a mark that is a line of words high


@dataclass(frozen=True, slots=True)
class Pointed:
    """Signs of a sheet that are meant, by number; or a point in front of one."""

    signs: tuple[int, ...] = ()
    gap: int = -1  # the sign in front of which the point is; -1: no point
    beside: bool = False  # the mark stands beside the text, these are its nearest words
    attach: str = ""  # of a gap between two words: "left", "right" or "" for neither


def pointed(mark: Annotation, sheet: Sheet) -> Pointed:  # noqa: C901 one arm a kind
    """Find the signs a mark means."""
    rects = mark.boxes
    if sheet.blank or not rects:
        return Pointed()
    if mark.kind is Kind.CARET:
        return _between_words(_gap(rects[0], sheet), mark.new or "", sheet)
    if mark.point is not None:
        x, y = mark.point
        return Pointed(_nearest_word(sheet, x, y), beside=True)
    if mark.kind is Kind.NOTE:
        return _noted(rects[0], sheet)
    if mark.kind not in _ON_WORDS:
        by = 1.3 if mark.kind is Kind.INK else 0.4
        rects = tuple(_within(each, by) for each in rects)
    covered = _covered(rects, sheet)
    if mark.kind is Kind.INK:
        covered = covered or _covered([_whole(rects)], sheet)
        if len(rects) <= 3:
            covered = _covered([_whole(rects)], sheet) or covered
    signs = _trimmed(covered, sheet)
    if signs:
        return Pointed(signs, beside=mark.kind is Kind.TEXT)
    if mark.kind in _ON_WORDS:
        # a mark on a space, or a line drawn a little too low
        near = _covered([_grown(each, 3.0) for each in rects], sheet)
        return Pointed(_trimmed(near, sheet), beside=True)
    box = rects[0]
    x, y = box.x + box.width / 2, box.y + box.height / 2
    return Pointed(_nearest_word(sheet, x, y), beside=True)


def _within(rect: Rect, by: float) -> Rect:
    """Take off what a ring or a frame has around the words it is about."""
    by = min(by, rect.width / 8)
    return replace(rect, x=rect.x + by, width=rect.width - 2 * by)


def _covered(rects: Iterable[Rect], sheet: Sheet) -> list[int]:
    """Give the signs whose middle is in one of the rectangles."""
    found: set[int] = set()
    for rect in rects:
        begin, end = 2 * (rect.x - 0.05), 2 * (rect.x + rect.width + 0.05)
        here = [
            row.first + place
            for row in sheet.rows
            if _meets(rect, row) and _level(rect, sheet.signs[row.first])
            for place, sign in enumerate(sheet.signs[row.first : row.last])
            if begin <= sign[1] + sign[3] <= end
        ]
        found.update(_snapped(here, rect, sheet))
    return sorted(found)


def _meets(rect: Rect, row: Row) -> bool:
    return row.left <= rect.x + rect.width + 0.05 and rect.x - 0.05 <= row.right


def _snapped(signs: list[int], rect: Rect, sheet: Sheet) -> list[int]:
    """Leave out a sign that is kerned under the last letter of a mark, and stands out."""
    right = rect.x + rect.width
    if len(signs) < 2 or abs(sheet.signs[signs[-2]].right - right) > _EDGE:
        return signs
    return signs[:-1] if sheet.signs[signs[-1]].right > right + _EDGE else signs


def _level(rect: Rect, sign: Sign) -> bool:
    """Tell whether a mark is as high on the page as a sign."""
    _, _, top, _, bottom, base = sign
    low, high = rect.y, rect.y + rect.height
    height = bottom - top
    if rect.height < _THIN * height and rect.height < _LINE:  # a stroke
        return top + 0.1 * height <= (low + high) / 2 <= bottom + 0.02 * height
    if height > _TALL * rect.height:  # the initial of a chapter
        body = min(base, high) - max(top + 0.2 * height, low)
        return body >= 0.4 * rect.height
    return 2 * low <= top + bottom <= 2 * high


def _trimmed(signs: Sequence[int], sheet: Sheet) -> tuple[int, ...]:
    """Leave out spaces at both ends."""
    kept = list(signs)
    while kept and not sheet.signs[kept[-1]].text.strip():
        kept.pop()
    while kept and not stands(sheet.signs[kept[0]].text):
        kept.pop(0)
    return tuple(kept)


def _whole(rects: Sequence[Rect]) -> Rect:
    left, top = min(r.x for r in rects), min(r.y for r in rects)
    right = max(r.x + r.width for r in rects)
    bottom = max(r.y + r.height for r in rects)
    return Rect(rects[0].sheet, left, top, right - left, bottom - top)


def _grown(rect: Rect, by: float) -> Rect:
    return Rect(
        rect.sheet, rect.x - by, rect.y - by, rect.width + 2 * by, rect.height + 2 * by
    )


def _noted(rect: Rect, sheet: Sheet) -> Pointed:
    """Find the word a sign lies on, or the nearest one."""
    x, y = rect.x + rect.width / 2, rect.y + rect.height / 2
    word = _nearest_word(sheet, x, y)
    on = any(
        sheet.signs[n].left - 1 <= x <= sheet.signs[n].right + 1
        and sheet.signs[n].top <= y <= sheet.signs[n].bottom
        for n in word
    )
    return Pointed(word, beside=not on)


def _nearest_word(sheet: Sheet, x: float, y: float) -> tuple[int, ...]:
    def far(index: int) -> float:
        sign = sheet.signs[index]
        across = max(sign.left - x, 0.0, x - sign.right)
        down = abs(sign.middle[1] - y)
        return across + 3 * down

    return word_at(sheet, min(sheet.visible, key=far)) if sheet.visible else ()


def word_at(sheet: Sheet, index: int) -> tuple[int, ...]:
    """Give the signs of the word around a sign, with signs of punctuation left out."""
    line = next((line for line in sheet.lines if index in line), [index])
    place = line.index(index)
    first = last = place
    while first > 0 and _joins(sheet, line, first - 1):
        first -= 1
    while last + 1 < len(line) and _joins(sheet, line, last + 1):
        last += 1
    while first < last and not sheet.signs[line[first]].text.isalnum():
        first += 1
    while last > first and not sheet.signs[line[last]].text.isalnum():
        last -= 1
    return tuple(line[first : last + 1]) if first <= place <= last else (index,)


def _joins(sheet: Sheet, line: Sequence[int], place: int) -> bool:
    sign = sheet.signs[line[place]]
    if sign.text == " " and 0 < place < len(line) - 1:  # PDFium sees some around vowels
        here = [sheet.signs[n] for n in line[place - 1 : place + 2 : 2]]
        gap = max(here[0].left - here[1].right, here[1].left - here[0].right)
        high = sign.bottom - sign.top
        return all(is_rtl(each.text) for each in here) and gap < _CLOSE * high
    return (
        sign.text.isalnum()
        or sign.text in "'’‐-\u00ad"
        or bool(combining(sign.text[0]))
    )


def _gap(rect: Rect, sheet: Sheet) -> Pointed:
    """Find the point between two signs that a caret stands at."""
    x = rect.x + rect.width / 2
    y = rect.y + rect.height * 0.3
    rows = [line for line in sheet.lines if not _is_initial(sheet, line)]
    lines = [line for line in rows if _spans(sheet, line, x)] or rows
    if not lines:
        return Pointed()
    line = min(lines, key=lambda e: (round(_off(sheet, e, y)), _away(sheet, e, x)))
    visible = [n for n in line if stands(sheet.signs[n].text)]
    if not visible:
        return Pointed()
    beside = _off(sheet, line, y) > _FAR
    if any(is_rtl(sheet.signs[n].text) for n in visible):
        return replace(_turned_gap(x, visible, sheet), beside=beside)
    after = next((n for n in visible if sheet.signs[n].middle[0] > x), -1)
    if after < 0:  # behind the last sign of the line
        last = visible[-1]
        return Pointed(gap=last + 1, beside=beside)
    before = [n for n in visible if n < after]
    attach = ""
    if before and after - before[-1] > 1:  # between two words
        left, right = sheet.signs[before[-1]].right, sheet.signs[after].left
        share = (x - left) / max(right - left, 0.1)
        attach = "left" if share < 0.2 else "right" if share > 0.8 else ""
    gap = before[-1] + 1 if attach == "left" else after
    return Pointed(gap=gap, beside=beside, attach=attach)


def _turned_gap(x: float, visible: Sequence[int], sheet: Sheet) -> Pointed:
    """Find it on a line with words from right to left: between which two signs it stands."""
    signs = sheet.signs
    left = max(
        (n for n in visible if signs[n].middle[0] <= x), key=_across(sheet), default=-1
    )
    right = min(
        (n for n in visible if signs[n].middle[0] > x), key=_across(sheet), default=-1
    )
    first, second = sorted((left, right))
    if first >= 0 and visible.index(second) - visible.index(first) == 1:
        if not any(not signs[n].text.strip() for n in range(first, second)):
            return Pointed(gap=second)  # within a word
        width = max(signs[right].left - signs[left].right, 0.1)
        share = (x - signs[left].right) / width
        share = share if first == left else 1 - share
        attach = "left" if share < 0.2 else "right" if share > 0.8 else ""
        return Pointed(gap=first + 1 if attach == "left" else second, attach=attach)
    far_left = x - signs[left].right if left >= 0 else inf
    far_right = signs[right].left - x if right >= 0 else inf
    near = left if far_left <= far_right else right
    in_front = is_rtl(signs[near].text) == (near == left)
    return Pointed(
        gap=near if in_front else near + 1, attach="right" if in_front else "left"
    )


def _across(sheet: Sheet) -> Callable[[int], float]:
    return lambda n: sheet.signs[n].middle[0]


def _between_words(found: Pointed, new: str, sheet: Sheet) -> Pointed:
    """Move a caret that was set a letter or two into a word, but puts in whole words."""
    if found.attach or new == new.strip():  # between two words, or not of words
        return found
    if found.gap < 1 or found.gap >= len(sheet.signs):
        return found
    word = word_at(sheet, found.gap)
    if found.gap - 1 not in word:
        return found
    before, after = found.gap - word[0], word[-1] + 1 - found.gap
    if before <= _SHAKY and (before <= after or new[-1:].isspace()):
        return replace(found, gap=word[0])
    if after <= _SHAKY:
        return replace(found, gap=word[-1] + 1, attach="left")
    return found


def _is_initial(sheet: Sheet, line: Sequence[int]) -> bool:
    """Tell whether a line is one letter that is as high as two lines or more."""
    first = sheet.signs[line[0]]
    if first.bottom - first.top <= _TALL * sheet.usual:
        return False
    return sum(bool(sheet.signs[n].text.strip()) for n in line) == 1


def _spans(sheet: Sheet, line: Sequence[int], x: float) -> bool:
    return _away(sheet, line, x) <= _BESIDE


def _away(sheet: Sheet, line: Sequence[int], x: float) -> float:
    """Say how far a point is to the left or to the right of a line; 0 within it."""
    left = min(sheet.signs[n].left for n in line)
    return max(left - x, x - max(sheet.signs[n].right for n in line), 0.0)


def _off(sheet: Sheet, line: Sequence[int], y: float) -> float:
    first = sheet.signs[line[0]]
    return abs((first.top + first.bottom) / 2 - y)
