"""Pipe tables: their rows made even, and their captions."""

from __future__ import annotations

from dataclasses import replace

from markdown_it.token import Token

from publisher import rules
from publisher.model import PLAIN, Align, Attributes, Cell, Inline, Row, Table
from publisher.parse.attributes import attributes, braces, broken, closing_braces
from publisher.parse.inlines import inlines
from publisher.parse.positions import Passage
from publisher.parse.reading import Reading


def table(reading: Reading, token: Token) -> Table:
    """Make a table of its token. No cell is lost: a long row widens the table."""
    dashes: list[str] = token.meta["dashes"]
    head: list[Passage] = token.meta["head"]
    rows: list[list[Passage]] = token.meta["rows"]
    width = max(len(dashes), len(head), *(len(row) for row in rows), 1)
    aligns = [_align(dash) for dash in dashes]
    aligns += [Align.NONE] * (width - len(dashes))
    for row in [head, *rows]:
        _report_ragged(reading, row, len(dashes))
    caption, given = _caption(reading, token.meta.get("caption"))
    return Table(
        tuple(aligns),
        (_row(reading, head, width),) if any(cell.text for cell in head) else (),
        tuple(_row(reading, row, width) for row in rows),
        caption,
        given,
        span=reading.sheet.span(token.meta["at"]),
    )


def _align(dash: str) -> Align:
    match dash.startswith(":"), dash.endswith(":"):
        case True, True:
            return Align.CENTER
        case True, False:
            return Align.LEFT
        case False, True:
            return Align.RIGHT
        case _:
            return Align.NONE


def _row(reading: Reading, cells: list[Passage], width: int) -> Row:
    made = [Cell(inlines(reading, cell), span=cell.span(0, 1)) for cell in cells]
    place = cells[0].span(0, 1)
    made += [Cell((), span=cells[-1].span(0, 1))] * (width - len(cells))
    return Row(tuple(made), span=place)


def _report_ragged(reading: Reading, row: list[Passage], width: int) -> None:
    if len(row) == width:
        return
    first_extra = row[width] if len(row) > width else row[0]
    reading.find(
        rules.RAGGED_TABLE.at(
            first_extra.span(0, 1),
            f"a row of {_counted(len(row))} in a table of {_counted(width, 'column')}",
            "give every row as many cells as the line of dashes has; "
            "a pipe that is part of the text is written \\|",
        )
    )


def _counted(number: int, noun: str = "cell") -> str:
    return f"{number} {noun}" + ("" if number == 1 else "s")


def _caption(
    reading: Reading, text: Passage | None
) -> tuple[tuple[Inline, ...], Attributes]:
    if text is None:
        return (), PLAIN
    at = closing_braces(text.text)
    if at < 0:
        return inlines(reading, text), PLAIN
    span = text.span(at, len(text.text))
    found = braces(text.text, at)
    if found is None or found[1] < len(text.text):
        reading.find(broken(span, text.text[at:]))
        return inlines(reading, text), PLAIN
    reading.mark_passage(text, at, len(text.text))
    words = replace(text, text=text.text[:at].rstrip(" \t\n"))
    given = attributes(found[0], span, reading.desk.findings)
    return inlines(reading, words), given
