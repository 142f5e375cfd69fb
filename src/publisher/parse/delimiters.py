"""Emphasis, strong, strikeout, raised and lowered text: which marks belong together.

The rules for `*` and `_` are CommonMark's (https://spec.commonmark.org/0.31.2/
#emphasis-and-strong-emphasis); `~~`, `~` and `^` follow Pandoc: no space next to the
inside of `~~`, none at all between single `~` or `^`.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, field

from publisher.diagnostics import Span
from publisher.model import Emphasis, Inline, Strikeout, Strong, Subscript, Superscript
from publisher.parse.reading import DEPTH
from publisher.parse.strand import Done, Piece, Run, Strand, Words, depth_of

SPACE = re.compile(r"(?<!\\)\s")


def run(strand: Strand) -> None:
    """Take a run of equal marks and see on which sides words stand."""
    text, start = strand.text, strand.at
    sign = text[start]
    end = start + 1
    while text.startswith(sign, end):
        end += 1
    if sign == "^" and end - start > 1 and text.startswith("[", end):
        end -= 1  # the last one begins a note
    before = text[start - 1] if start else "\n"
    after = text[end] if end < len(text) else "\n"
    count = end - start
    strand.at = end
    if count > {"^": 1, "~": 2}.get(sign, count):
        strand.pieces.append(Words(start, sign * count))
        return
    opens, closes = _sides(sign, before, after)
    strand.pieces.append(Run(start, sign, count, opens, closes, length=count))


def _sides(sign: str, before: str, after: str) -> tuple[bool, bool]:
    if sign in "^~":
        return not after.isspace(), not before.isspace()
    left = not after.isspace() and (
        not _is_punctuation(after) or before.isspace() or _is_punctuation(before)
    )
    right = not before.isspace() and (
        not _is_punctuation(before) or after.isspace() or _is_punctuation(after)
    )
    if sign == "*":
        return left, right
    return (
        left and (not right or _is_punctuation(before)),
        right and (not left or _is_punctuation(after)),
    )


def _is_punctuation(letter: str) -> bool:
    return unicodedata.category(letter)[0] in "PS"


@dataclass(slots=True)
class _Waiting:
    """A run that may begin emphasis, and how deep what follows it goes."""

    run: Run
    index: int
    number: int
    depth: int = 0


@dataclass(slots=True)
class _Matching:
    """The state of one pass over the pieces of a block or bracket."""

    strand: Strand
    out: list[Piece] = field(default_factory=list)
    waiting: list[_Waiting] = field(default_factory=list)
    floors: dict[tuple[str, bool, int], int] = field(default_factory=dict)
    number: int = 0

    def add(self, piece: Piece, depth: int) -> None:
        self.out.append(piece)
        if self.waiting:
            self.waiting[-1].depth = max(self.waiting[-1].depth, depth)


def matched(strand: Strand, pieces: list[Piece]) -> list[Piece]:
    """Find the runs that belong together and wrap what stands between them."""
    if not any(isinstance(piece, Run) for piece in pieces):
        return pieces
    matching = _Matching(strand)
    for piece in pieces:
        if not isinstance(piece, Run):
            matching.add(piece, piece.depth if isinstance(piece, Done) else 0)
            continue
        while piece.closes and piece.count:
            place = _opener(matching, piece)
            if place < 0:
                break
            _wrap(matching, place, piece)
        if piece.count and piece.opens:
            matching.number += 1
            matching.out.append(piece)
            entry = _Waiting(piece, len(matching.out) - 1, matching.number)
            matching.waiting.append(entry)
        elif piece.count:
            matching.add(piece, 0)
    return matching.out


def _opener(matching: _Matching, closer: Run) -> int:
    """Find the run that this one closes, or -1; never search the same ground twice."""
    sign = closer.sign
    key = (sign, closer.opens, closer.length % 3 if sign in "*_" else closer.length)
    floor = matching.floors.get(key, 0)
    for place in range(len(matching.waiting) - 1, -1, -1):
        entry = matching.waiting[place]
        if entry.number <= floor:
            break
        if entry.run.sign == sign and _fits(entry.run, closer):
            if _unspaced(matching.strand, entry.run, closer):
                return place
            break  # what is further away has the same space between
    matching.floors[key] = matching.waiting[-1].number if matching.waiting else floor
    return -1


def _fits(opener: Run, closer: Run) -> bool:
    if closer.sign in "^~":
        return opener.count == closer.count
    # CommonMark's rule of three: *a**b* is not closed in its middle.
    both = opener.closes or closer.opens
    lengths = opener.length, closer.length
    return not (both and sum(lengths) % 3 == 0 and any(each % 3 for each in lengths))


def _unspaced(strand: Strand, opener: Run, closer: Run) -> bool:
    if closer.sign == "^" or (closer.sign == "~" and closer.count == 1):
        return not SPACE.search(strand.text, opener.start, closer.start)
    return True


def _wrap(matching: _Matching, place: int, closer: Run) -> None:
    entry = matching.waiting[place]
    depth = max(each.depth for each in matching.waiting[place:]) + 1
    used = _used(entry.run, closer)
    start = entry.run.start + entry.run.count - used
    span = matching.strand.span(start, closer.start + used)
    entry.run.count -= used
    closer.count -= used
    closer.start += used
    del matching.waiting[place + 1 :]
    if depth > DEPTH:
        matching.strand.reading.too_deep(span)
        entry.depth = depth - 1
    else:
        inside = matching.out[entry.index + 1 :]
        del matching.out[entry.index + 1 :]
        children = matching.strand.nodes(inside)
        matching.out.append(Done(_node(closer.sign, used, children, span), depth))
        entry.depth = depth
    if not entry.run.count:
        _retire(matching, entry)


def _retire(matching: _Matching, entry: _Waiting) -> None:
    """Take a run out of the waiting whose marks are all used."""
    matching.waiting.pop()
    if matching.waiting:
        matching.waiting[-1].depth = max(matching.waiting[-1].depth, entry.depth)


def _used(opener: Run, closer: Run) -> int:
    if closer.sign in "^~":
        return closer.count
    return 2 if opener.count >= 2 and closer.count >= 2 else 1


def _node(sign: str, count: int, children: tuple[Inline, ...], span: Span) -> Inline:
    match sign, count:
        case "^", _:
            return Superscript(children, span=span)
        case "~", 1:
            return Subscript(children, span=span)
        case "~", _:
            return Strikeout(children, span=span)
        case _, 1:
            return Emphasis(children, span=span)
        case _:
            return Strong(children, span=span)


def finished(strand: Strand, pieces: Iterable[Piece]) -> tuple[tuple[Inline, ...], int]:
    """Match the runs among pieces; give the inlines and how deep they go."""
    done = matched(strand, list(pieces))
    return strand.nodes(done), depth_of(done)
