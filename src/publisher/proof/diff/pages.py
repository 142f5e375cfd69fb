"""What became of each page: it is as it was, it moved, it changed, it came or went."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from publisher.proof.diff.pictures import Drawing, alike
from publisher.proof.printed import Impression, Line

_NEAR = 0.4  # pt that a word may stand elsewhere on a page that is the same


@dataclass(frozen=True, slots=True)
class Sheet:
    """A page: its place in the book, from 1, and what it is called."""

    index: int
    label: str


@dataclass(frozen=True, slots=True)
class Fate:
    """What became of a page. `differs`: the printer's sheet of that number is another."""

    before: Sheet | None
    after: Sheet | None
    changed: bool  # its text, or how it looks
    differs: bool

    @property
    def moved(self) -> bool:
        """Tell whether it stands elsewhere, or is called otherwise, and is else the same."""
        return bool(
            self.before
            and self.after
            and not self.changed
            and self.before != self.after
        )


def fates(
    old: Impression, new: Impression, pictures: tuple[Drawing, Drawing]
) -> list[Fate]:
    """Follow the pages of one edition into another, in the order of the later one."""
    before = [_said(old, row.index) for row in old.pages.pages]
    after = [_said(new, row.index) for row in new.pages.pages]
    found: list[tuple[int | None, int | None, bool]] = []
    matcher = SequenceMatcher(None, before, after, autojunk=False)
    for tag, a, b, c, d in matcher.get_opcodes():
        if tag == "equal":
            pairs = zip(range(a, b), range(c, d), strict=True)
            for one, other in pairs:
                same = _looks_the_same(old, new, (one + 1, other + 1), pictures)
                found.append((one, other, not same))
        else:
            found += [
                (i, j, not _shows_the_same(i, j, pictures))
                for i, j in _paired(range(a, b), range(c, d))
            ]
    return [_fate(old, new, each, pictures) for each in found]


def _shows_the_same(
    one: int | None, other: int | None, pictures: tuple[Drawing, Drawing]
) -> bool:
    """Compare two pages by their pictures alone; letters may be read in other ways."""
    if one is None or other is None:
        return False
    return alike(pictures[0].draw(one + 1), pictures[1].draw(other + 1))


def _paired(old: range, new: range) -> Iterator[tuple[int | None, int | None]]:
    """Pair the pages of a run in order; what is left over came or went."""
    for number in range(max(len(old), len(new))):
        yield (
            old[number] if number < len(old) else None,
            new[number] if number < len(new) else None,
        )


def _fate(
    old: Impression,
    new: Impression,
    found: tuple[int | None, int | None, bool],
    pictures: tuple[Drawing, Drawing],
) -> Fate:
    one, other, changed = found
    before = _sheet(old, one) if one is not None else None
    after = _sheet(new, other) if other is not None else None
    if after is None:
        return Fate(before, None, changed=True, differs=True)
    if after.index > len(old.pages.pages):
        return Fate(before, after, changed, differs=True)
    if not changed and before == after:
        return Fate(before, after, changed=False, differs=False)
    here = [each.draw(after.index) for each in pictures]
    return Fate(before, after, changed, differs=not alike(*here))


def _sheet(impression: Impression, index: int) -> Sheet:
    row = impression.pages.pages[index]
    return Sheet(row.index, row.label)


def _said(impression: Impression, page: int) -> tuple[str, ...]:
    """Give the letters of each line of a page, without its running head and number.

    Files for the press and for screens hold spaces and hyphens in different ways.
    """
    return tuple(
        "".join(
            letter for word in each.words for letter in word.text if letter.isalnum()
        )
        for each in _lines(impression, page)
    )


def _lines(impression: Impression, page: int) -> Sequence[Line]:
    """Leave out a first or last line that holds the page's number: it may move."""
    lines = list(impression.lines(page))
    if impression.margins != (0.0, 0.0):
        return lines  # they are outside the margins
    label = impression.pages.pages[page - 1].label
    for at in (0, -1):
        said = {word.text for word in lines[at].words} if lines else set()
        if label in said and len(lines[at].words) <= _HEAD:
            lines.pop(at)
    return lines


_HEAD = 12  # words of a running head with its number, at most


def _looks_the_same(
    old: Impression,
    new: Impression,
    pages: tuple[int, int],
    pictures: tuple[Drawing, Drawing],
) -> bool:
    """Compare two pages with the same lines: by their pictures, or by their words' places.

    A page that has moved has another number, and may be on another side.
    """
    one, other = pages
    drawn = pictures[0].draw(one), pictures[1].draw(other)
    if alike(*drawn):
        return True
    if old.pages.pages[one - 1].label == new.pages.pages[other - 1].label:
        return False
    if old.pages.pages[one - 1].pictures or new.pages.pages[other - 1].pictures:
        return _same_shapes(old, new, pages)
    return _same_places(old, new, pages)


def _same_places(old: Impression, new: Impression, pages: tuple[int, int]) -> bool:
    """Compare where words stand, measured from the first of them, and how wide they are."""
    ours = [w for line in _lines(old, pages[0]) for w in line.words]
    theirs = [w for line in _lines(new, pages[1]) for w in line.words]
    if not ours or not theirs:
        return not ours and not theirs
    return len(ours) == len(theirs) and all(
        abs((a.x - ours[0].x) - (b.x - theirs[0].x)) < _NEAR
        and abs(a.y - b.y) < _NEAR
        and abs(a.width - b.width) < _NEAR
        for a, b in zip(ours, theirs, strict=True)
    )


def _same_shapes(old: Impression, new: Impression, pages: tuple[int, int]) -> bool:
    """Compare words and the sizes of pictures on a page that has moved."""
    shapes = [
        [(round(b.width), round(b.height), round(b.y)) for b in row.pictures]
        for row in (old.pages.pages[pages[0] - 1], new.pages.pages[pages[1] - 1])
    ]
    return shapes[0] == shapes[1] and _same_places(old, new, pages)
