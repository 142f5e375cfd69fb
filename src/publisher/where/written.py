"""From a page to the places of the manuscript where its words were written."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from publisher.where.mapped import (
    Answer,
    Block,
    Map,
    Page,
    Place,
    innermost,
    said,
    sheet,
    sorry,
    start,
)
from publisher.where.words import index, plain, quote, quote_end, reached

Standing = tuple[Block, list[float]]
"""A block, and its box on a page."""

_SHEET = re.compile(r"#(\d+)")
_MADE = "nothing on it was written in the manuscript"


def of_page(asked: str, book: Map) -> Answer:
    """Say where the first and the last words of a page were written."""
    if found := _SHEET.fullmatch(asked):
        pages = [each for each in book.pages if each["page"] == int(found[1])]
    else:
        pages = [each for each in book.pages if each["label"] == asked.lower()]
    if not pages:
        return sorry(_no_page(asked, book))
    return Answer(
        tuple(line for page in pages for line in _ends(page, book)), found=True
    )


def _no_page(asked: str, book: Map) -> str:
    labels = [each["label"] for each in book.pages]
    front = [each for each in labels if not each.isdigit()]
    body = [each for each in labels if each.isdigit()]
    runs = " and from ".join(f"{run[0]} to {run[-1]}" for run in (front, body) if run)
    ways = "ask for a page, a sheet (#130) or a line (ch07.md:142)"
    return f'no page is called "{asked}", they run from {runs}; {ways}'


def _ends(page: Page, book: Map) -> Iterator[str]:
    yield f"{sheet(page)}, in {page['unit']}"
    standing = _standing(page, book)
    if page["blank"] or not standing:
        yield "blank" if page["blank"] else _MADE
        return
    at, text, begin = _first(page, standing, book)
    yield f"{_named(at, text, begin)}: first words: “{quote(text[begin:])}”"
    last, text, end = _last(page, standing, book)
    yield f"{_named(last, text, end)}: last words: “{quote_end(text[: end + 1])}”"
    yield from book.outdated(at["path"], last["path"])


def _standing(page: Page, book: Map) -> list[Standing]:
    """List the blocks of a page; its notes only if there is nothing else."""
    number = page["page"]
    here = [each for each in book.blocks if number in (box[0] for box in each["boxes"])]
    here = [each for each in here if not each["note"]] or here
    return [
        (each, box)
        for each in innermost(here)
        for box in each["boxes"]
        if box[0] == number
    ]


def _first(
    page: Page, standing: Sequence[Standing], book: Map
) -> tuple[Place, str, int]:
    """Find the first letter of a page: its block, the text, the letter's place in it.

    A page that holds nothing but a figure names no first block.
    """
    at = page["first"] or min(standing, key=lambda each: each[1][2])[0]["at"]
    text = plain(book.text(at["path"]))
    return at, text, reached(text, at, page["offset"], page["words"])


def _last(
    page: Page, standing: Sequence[Standing], book: Map
) -> tuple[Place, str, int]:
    """Find the last letter of a page, in the same way."""
    here = [block["at"] for block, _ in standing]
    after = next((each for each in book.pages[page["page"] :] if each["first"]), None)
    if after and after["first"] is not None and after["first"] in here:
        at = after["first"]
        text = plain(book.text(at["path"]))
        end = reached(text, at, after["offset"], after["words"])
    else:
        at = max(standing, key=_lowest)[0]["at"]
        text = plain(book.text(at["path"]))
        end = _behind(text, at, book)
    return at, text, max(len(text[:end].rstrip()) - 1, 0)


def _lowest(each: Standing) -> tuple[float, tuple[int, int]]:
    block, (_, _, y, _, height) = each
    return round(y + height), start(block)


def _behind(text: str, at: Place, book: Map) -> int:
    """Find where the next block after a place begins."""
    own = at["line"], at["column"]
    rows = (each for each in book.blocks if each["at"]["path"] == at["path"])
    behind = sorted((row for row in rows if start(row) > own), key=start)
    return index(text, behind[0]["at"]) if behind else len(text)


def _named(at: Place, text: str, letter: int) -> str:
    """Name the place of a letter; where the text is gone, that of its block."""
    if not text:
        return said(at)
    before = text[:letter].split("\n")
    return said(
        {"path": at["path"], "line": len(before), "column": len(before[-1]) + 1}
    )
