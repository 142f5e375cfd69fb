"""One sheet of a proof: what is drawn below the page, what above it, and its links."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from pikepdf import Array, Dictionary, Name, String

from publisher.artifacts import Box, PageRow
from publisher.diagnostics import Span
from publisher.marginalia import Kind, Mark, ProofBook, ProofPage
from publisher.package.proof.margins import apart
from publisher.package.proof.paper import GAP, Paper
from publisher.package.proof.pen import BOLD, ITALIC, SANS, Colour, Pen

GREY: Colour = (0.42, 0.42, 0.42)
PALE: Colour = (0.78, 0.78, 0.78)
BLACK: Colour = (0.1, 0.1, 0.1)
INKS: dict[Kind, Colour] = {
    Kind.TAG: GREY,
    Kind.FLAG: (0.62, 0.36, 0.0),
    Kind.REMARK: (0.1, 0.42, 0.2),
    Kind.LOST: (0.72, 0.11, 0.11),
    Kind.CHANGE: (0.02, 0.33, 0.62),
}
TAG, NOTE, SMALL = 6.2, 6.9, 7.4  # sizes of letters
_TAG_LINE, _NOTE_LINE, _BETWEEN = 7.2, 8.1, 2.6
_INDENT = 11.0  # of notes, behind their number or sign
_MOST = (16, 6, 3, 2, 1)  # lines of a note, the fewer the less room there is
_NEAR = 1.5  # pt that a tag may be away from its line without a leader


@dataclass(frozen=True, slots=True)
class Drawn:
    """A sheet: operators below and above the page, and its links."""

    content: tuple[bytes, bytes]
    annotations: tuple[Dictionary, ...]


def sheet(
    pen: Pen, on: Paper, row: PageRow, own: ProofPage, proof: ProofBook, total: int
) -> Drawn:
    """Draw what stands around one page, and over it."""
    recto = row.side == "recto"
    below = b"".join(_below(on, own, recto))
    above = b"".join(
        (
            *_frame(on, recto),
            *_heads(pen, on, row, proof, total),
            *_over(on, own, recto),
            *_tags(pen, on, own.marks, recto),
            *_notes(pen, on, own.marks, recto),
            *_lines(pen, on, own, recto),
        )
    )
    return Drawn((below, above), tuple(_links(on, own, recto)))


def rule(
    points: Sequence[tuple[float, float]], colour: Colour, width: float = 0.4
) -> bytes:
    """Draw a line through points."""
    (x, y), *others = points
    path = b"%.2f %.2f m" % (x, y)
    path += b"".join(b" %.2f %.2f l" % each for each in others)
    return b"%.3f %.3f %.3f RG %.2f w %b S\n" % (*colour, width, path)


def _below(on: Paper, own: ProofPage, recto: bool) -> Iterator[bytes]:
    """Draw a tint behind new words, where the paper shows through."""
    left, _ = on.origin(recto=recto)
    for each in own.underlines:
        if each.kind is Kind.CHANGE:
            yield b"0.87 0.93 0.99 rg %.2f %.2f %.2f %.2f re f\n" % (
                left + each.x, on.up(each.y) - 2.6, each.width, 10.4,
            )  # fmt: skip


def _frame(on: Paper, recto: bool) -> Iterator[bytes]:
    """Draw a hair line where the page will be cut."""
    left, lower = on.origin(recto=recto)
    width, height = on.trim
    yield b"%.2f G 0.25 w %.2f %.2f %.2f %.2f re S\n" % (
        0.72, left, lower, width, height,
    )  # fmt: skip


def _heads(
    pen: Pen, on: Paper, row: PageRow, proof: ProofBook, total: int
) -> Iterator[bytes]:
    """Say on every sheet which proof of which book it is, and which page."""
    side = 24.0
    high, low = on.height - 26, 22.0
    title = f"{proof.title}: proof, round {proof.round}"
    said = [proof.date, proof.revision]
    if proof.since:
        said.append(f"changes since {proof.since}")
    right = " · ".join(each for each in said if each)
    room = on.width - 2 * side
    wide = pen.width(right, SANS, SMALL)
    (first,) = pen.fold(title, BOLD, SMALL, max(room - wide - 14, 120), most=1)
    yield pen.write(side, high, first, BOLD, SMALL, BLACK)
    yield pen.write(on.width - side - wide, high, right, SANS, SMALL, GREY)
    page = f"page {row.label}" if row.folio else f"page {row.label} (no number on it)"
    if row.blank:
        page = f"page {row.label}, blank"
    name = f"{page} · {row.side} · sheet {row.index} of {total}"
    yield pen.write(
        on.width - side - pen.width(name, SANS, SMALL), low, name, SANS, SMALL, GREY
    )


def _over(on: Paper, own: ProofPage, recto: bool) -> Iterator[bytes]:
    """Draw over the page: bars beside changed lines, carets, lines under words."""
    left, _ = on.origin(recto=recto)
    begin, end = own.edges
    x = left + (min(end + 9, on.trim[0] + 2) if recto else max(begin - 9, -2))
    for bar in own.bars:
        points = [(x, on.up(bar.top)), (x, on.up(bar.bottom))]
        yield rule(points, INKS[Kind.CHANGE], 1.6)
    for each in own.underlines:
        y = on.up(each.y) - 2.4
        points = [(left + each.x, y), (left + each.x + each.width, y)]
        yield rule(points, INKS[each.kind], 0.7)
    for caret in own.carets:
        x0, y = left + caret.x, on.up(caret.y)
        points = [(x0 - 2.4, y - 4.4), (x0, y - 0.6), (x0 + 2.4, y - 4.4)]
        yield rule(points, INKS[Kind.LOST], 0.9)


def _tags(
    pen: Pen,
    on: Paper,
    marks: Iterable[Mark],
    recto: bool,
) -> Iterator[bytes]:
    """Write source tags beside their lines, with a leader where one had to move."""
    begin, end = on.tags(recto=recto)
    tags = sorted((m for m in marks if m.kind is Kind.TAG), key=lambda each: each.y)
    low, high = on.span
    wanted = [(-on.up(each.y) - TAG, _TAG_LINE) for each in tags]
    for tag, place in zip(tags, apart(wanted, -high, -low), strict=True):
        y, own = -place - TAG, on.up(tag.y)
        wide = pen.width(tag.words, SANS, TAG)
        size = TAG * min(1.0, (end - begin) / wide)
        wide *= size / TAG
        x = begin if recto else end - wide
        yield pen.write(x, y, tag.words, SANS, size, GREY)
        if abs(y - own) > _NEAR:
            edge = begin - GAP if recto else end + GAP
            near = begin - 1.2 if recto else end + 1.2
            yield rule([(edge, own + 2), (near, y + 2)], PALE)


def _notes(
    pen: Pen,
    on: Paper,
    marks: Iterable[Mark],
    recto: bool,
) -> Iterator[bytes]:
    """Write flags, remarks and lost words beside their lines, with leaders."""
    begin, end = on.notes(recto=recto)
    notes = sorted((m for m in marks if m.kind is not Kind.TAG), key=lambda m: m.y)
    low, high = on.span
    room = end - begin - _INDENT
    folded: list[list[str]] = []
    for most in _MOST:
        folded = [pen.fold(m.words, _face(m), NOTE, room, most) for m in notes]
        if sum(map(_tall, folded)) <= high - low:
            break
    wanted = [
        (-on.up(mark.y) - NOTE, _tall(lines))
        for mark, lines in zip(notes, folded, strict=True)
    ]
    places = apart(wanted, -high, -low)
    for mark, lines, place in zip(notes, folded, places, strict=True):
        y, own = -place - NOTE, on.up(mark.y)
        yield from _sign(pen, begin, y, mark)
        for number, line in enumerate(lines):
            at = y - number * _NOTE_LINE
            yield pen.write(
                begin + _INDENT, at, line, _face(mark), NOTE, _ink_of_words(mark)
            )
            if mark.kind is Kind.LOST:
                struck = [(begin + _INDENT, at + 2), (begin + _INDENT, at + 2)]
                struck[1] = (
                    begin + _INDENT + pen.width(line, _face(mark), NOTE),
                    at + 2,
                )
                yield rule(struck, INKS[Kind.LOST], 0.5)
        yield from _leader(on, recto, own, y, INKS[mark.kind])


def _leader(
    on: Paper,
    recto: bool,
    own: float,
    y: float,
    colour: Colour,
) -> Iterator[bytes]:
    """Draw a tick at the edge of the page, and behind the tags a line to the note."""
    begin, end = on.tags(recto=recto)
    edge, step = (begin - GAP, 3.0) if recto else (end + GAP, -3.0)
    yield rule([(edge, own + 2.2), (edge + step, own + 2.2)], colour, 0.6)
    if abs(own - y) > _NEAR:
        near = end + 1 if recto else begin - 1
        far = on.notes(recto=True)[0] - 1.5 if recto else on.notes(recto=False)[1] + 1.5
        yield rule([(near, own + 2.2), (far, y + 2.2)], colour, 0.35)


def _sign(pen: Pen, x: float, y: float, mark: Mark) -> Iterator[bytes]:
    """Draw what tells the kinds of notes apart, without colour too."""
    colour = INKS[mark.kind]
    if mark.number:
        number = str(mark.number)
        size = 6.4 if len(number) < 3 else 5.2
        wide = pen.width(number, BOLD, size)
        box = x, y - 1.7, 9.4, 8.2
        if mark.kind is Kind.FLAG:
            yield b"%.3f %.3f %.3f rg %.2f %.2f %.2f %.2f re f\n" % (*colour, *box)
            yield pen.write(x + 4.7 - wide / 2, y, number, BOLD, size, (1, 1, 1))
        else:
            yield b"%.3f %.3f %.3f RG 0.6 w %.2f %.2f %.2f %.2f re S\n" % (
                *colour, *box,
            )  # fmt: skip
            yield pen.write(x + 4.7 - wide / 2, y, number, BOLD, size, colour)
    elif mark.kind is Kind.LOST:
        points = [(x + 1.5, y - 0.5), (x + 4.2, y + 4), (x + 6.9, y - 0.5)]
        yield rule(points, colour, 0.9)
    else:
        yield rule([(x + 4.2, y - 1.2), (x + 4.2, y + 5.2)], colour, 1.6)


def _tall(lines: Sequence[str]) -> float:
    return len(lines) * _NOTE_LINE + _BETWEEN


def _face(mark: Mark) -> str:
    return ITALIC if mark.kind is Kind.REMARK else SANS


def _ink_of_words(mark: Mark) -> Colour:
    return INKS[mark.kind] if mark.kind is not Kind.FLAG else BLACK


def _lines(
    pen: Pen,
    on: Paper,
    own: ProofPage,
    recto: bool,
) -> Iterator[bytes]:
    """Number the lines of a page, at its inner edge."""
    left, _ = on.origin(recto=recto)
    for number, y in own.lines:
        size, colour = (TAG, BLACK) if number % 5 == 0 else (5.2, GREY)
        words = str(number)
        wide = pen.width(words, SANS, size)
        x = left - 4 - wide if recto else left + on.trim[0] + 4
        yield pen.write(x, on.up(y), words, SANS, size, colour)


def _links(on: Paper, own: ProofPage, recto: bool) -> Iterator[Dictionary]:
    """Lay a link over each block that says where it was written; it is not seen."""
    left, _ = on.origin(recto=recto)
    for box, span in own.links:
        yield _link(on, left, box, span)


def _link(on: Paper, left: float, box: Box, span: Span) -> Dictionary:
    return Dictionary(
        Type=Name.Annot,
        Subtype=Name.Link,
        Rect=Array(
            [
                round(left + box.x, 2),
                round(on.up(box.y + box.height), 2),
                round(left + box.x + box.width, 2),
                round(on.up(box.y), 2),
            ]
        ),
        Border=Array([0, 0, 0]),
        F=4,
        H=Name.N,
        Contents=String(str(span)),
        A=Dictionary(S=Name.URI, URI=String(f"publisher:{_escaped(str(span))}")),
    )


def _escaped(words: str) -> str:
    """Write a place as part of an address (RFC 3986)."""
    kept = set("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-._~/:")
    return "".join(
        each if each in kept else "".join(f"%{byte:02X}" for byte in each.encode())
        for each in words
    )
