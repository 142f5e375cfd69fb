"""The list at the end of a proof: how to read it, findings, remarks, changes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from publisher.marginalia import Kind, Listed, ProofBook, Section
from publisher.package.proof.paper import Paper
from publisher.package.proof.pen import BOLD, ITALIC, SANS, Pen
from publisher.package.proof.sheets import BLACK, GREY, INKS, SMALL, rule

Rectangle = tuple[float, float, float, float]
_TITLE, _HEAD, _BODY, _LINE = 15.0, 10.5, 8.4, 11.0
_SIDE, _TOP, _FOOT = 62.0, 74.0, 58.0
_NUMBER = 24.0  # room for the number of a row
_KEY: tuple[tuple[Kind | None, str, str], ...] = (
    (
        Kind.TAG,
        "ch07:142",
        "the paragraph begins there in the manuscript: file and line",
    ),
    (Kind.FLAG, "", "a finding of the check, by its number in the list below"),
    (Kind.REMARK, "", "a remark for you from those who made the book"),
    (Kind.CHANGE, "", "lines that were changed; new words stand on a tint, underlined"),
    (Kind.LOST, "", "words were taken out here; they stand in the margin, struck out"),
)


@dataclass(slots=True)
class _Roll:
    """Lines put one below the other, on as many sheets as they need."""

    pen: Pen
    on: Paper
    proof: ProofBook
    y: float = 0.0
    pages: list[tuple[list[bytes], list[tuple[Rectangle, int]]]] = field(
        default_factory=list
    )

    @property
    def width(self) -> float:
        return self.on.width - 2 * _SIDE

    def turn(self) -> None:
        """Begin a sheet."""
        self.pages.append(([], []))
        self.y = self.on.height - _TOP
        proof = self.proof
        parts = (proof.title, f"proof, round {proof.round}", proof.date, proof.revision)
        said = " · ".join(each for each in parts if each)
        (line,) = self.pen.fold(said, SANS, SMALL, self.width, most=1)
        self.draw(self.pen.write(_SIDE, self.on.height - 40, line, SANS, SMALL, GREY))

    def room(self, height: float) -> None:
        """Begin a sheet if there is not so much room on this one."""
        if not self.pages or self.y - height < _FOOT:
            self.turn()

    def draw(self, content: bytes) -> None:
        """Put something on the sheet."""
        self.pages[-1][0].append(content)

    def lead(self, top: float, bottom: float, page: int) -> None:
        """Make what stands between two heights lead to a page."""
        place = _SIDE, bottom, self.on.width - _SIDE, top
        self.pages[-1][1].append((place, page))


def list_pages(
    pen: Pen, on: Paper, proof: ProofBook
) -> Iterator[tuple[bytes, list[tuple[Rectangle, int]]]]:
    """Yield the sheets of the list: what is drawn, and rectangles that lead to pages."""
    roll = _Roll(pen, on, proof)
    roll.turn()
    roll.draw(pen.write(_SIDE, roll.y, "About this proof", BOLD, _TITLE, BLACK))
    roll.y -= 24
    for kind, sign, words in _KEY:
        _key(roll, kind, sign, words)
    for section in proof.sections:
        _section(roll, section)
    for content, links in roll.pages:
        yield b"".join(content), links


def _key(roll: _Roll, kind: Kind | None, sign: str, words: str) -> None:
    """Say what one kind of mark means."""
    roll.room(_LINE)
    pen, x, y = roll.pen, _SIDE, roll.y
    colour = INKS[kind] if kind else BLACK
    if kind is Kind.TAG:
        roll.draw(pen.write(x, y, sign, SANS, 7.4, colour))
    elif kind is Kind.FLAG:
        box = b"%.3f %.3f %.3f rg %.2f %.2f 9.4 8.2 re f\n"
        roll.draw(box % (*colour, x, y - 1.2))
        roll.draw(pen.write(x + 3.1, y + 0.4, "1", BOLD, 6.4, (1, 1, 1)))
    elif kind is Kind.REMARK:
        box = b"%.3f %.3f %.3f RG 0.6 w %.2f %.2f 9.4 8.2 re S\n"
        roll.draw(box % (*colour, x, y - 1.2))
        roll.draw(pen.write(x + 3.1, y + 0.4, "1", BOLD, 6.4, colour))
    elif kind is Kind.CHANGE:
        roll.draw(rule([(x + 4.7, y - 1.5), (x + 4.7, y + 7)], colour, 1.6))
    else:
        points = [(x + 2, y), (x + 4.7, y + 4.6), (x + 7.4, y)]
        roll.draw(rule(points, colour, 0.9))
    roll.draw(pen.write(x + 44, y, words, SANS, _BODY, BLACK))
    roll.y -= _LINE + 1.5


def _section(roll: _Roll, section: Section) -> None:
    if not section.rows and not section.empty:
        return
    roll.y -= 14
    roll.room(48)
    roll.draw(roll.pen.write(_SIDE, roll.y, section.title, BOLD, _HEAD, BLACK))
    roll.y -= 17
    if not section.rows:
        roll.draw(roll.pen.write(_SIDE, roll.y, section.empty, SANS, _BODY, GREY))
        roll.y -= _LINE
    for row in section.rows:
        _row(roll, row)


def _row(roll: _Roll, row: Listed) -> None:
    """Write a row: its number, what it is and where; what was found; what can be done."""
    pen, width = roll.pen, roll.width - _NUMBER
    words = pen.fold(row.words, SANS, _BODY, width) if row.words else []
    hint = pen.fold(row.hint, ITALIC, _BODY, width) if row.hint else []
    roll.room(min(_LINE * (1 + len(words) + len(hint)), 200))
    top = roll.y + 8
    x = _SIDE + _NUMBER
    roll.draw(pen.write(_SIDE, roll.y, row.head, BOLD, _BODY, BLACK))
    roll.draw(pen.write(x, roll.y, row.title, BOLD, _BODY, BLACK))
    left = width - pen.width(row.title, BOLD, _BODY) - 12
    (place,) = pen.fold(row.place, SANS, _BODY, max(left, 60), most=1)
    wide = pen.width(place, SANS, _BODY)
    roll.draw(pen.write(x + width - wide, roll.y, place, SANS, _BODY, GREY))
    roll.y -= _LINE
    for line in words:
        roll.room(_LINE)
        top = min(top, roll.y + 8 + _LINE)
        roll.draw(pen.write(x, roll.y, line, SANS, _BODY, BLACK))
        roll.y -= _LINE
    for line in hint:
        roll.room(_LINE)
        roll.draw(pen.write(x, roll.y, line, ITALIC, _BODY, GREY))
        roll.y -= _LINE
    if row.page and roll.y < top:
        roll.lead(top, roll.y + _LINE - 3, row.page)
    roll.y -= 4
