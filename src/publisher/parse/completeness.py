"""The guard against loss: every letter of a file is in the tree or is known markup.

Reading records what it passes over as markup. Here the tree is walked, and what stands
in a file between two pieces of its text must be those words or that markup. Anything
else was lost by us, and is reported at its place.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import fields
from pathlib import PurePosixPath

from publisher import rules
from publisher.diagnostics import Diagnostic
from publisher.model import Code, CodeBlock, Node, Text
from publisher.parse.positions import Sheet, Slice
from publisher.parse.wording import shown

_LETTER = re.compile(r"[^\W_]")
_LETTERS = re.compile(r"[^\W_]+")
_LAST_SIGNS = re.compile(r"[\W_]+$")

Piece = tuple[int, str]
"""A piece of text and the offset in its file at which it begins."""


def lost_words(
    roots: Iterable[Node],
    sheets: Mapping[PurePosixPath, Sheet],
    markup: Mapping[PurePosixPath, Sequence[Slice]],
) -> Iterator[Diagnostic]:
    """Find the words of the files that are in none of the trees."""
    pieces: dict[PurePosixPath, set[Piece]] = {path: set() for path in sheets}
    for node in _texts(roots):
        pieces[node.span.path].add(
            (sheets[node.span.path].offset(node.span), node.value)
        )
    for path, page in sheets.items():
        text = _without(page.text, markup.get(path, ()))
        for start, end in _losses(text, sorted(pieces[path])):
            yield _lost(page, start, end)


def _texts(roots: Iterable[Node]) -> Iterator[Text | Code | CodeBlock]:
    """Walk the trees for what holds text itself; depth costs no stack."""
    parts: dict[type, tuple[str, ...]] = {}
    waiting: list[object] = list(roots)
    while waiting:
        value = waiting.pop()
        if isinstance(value, Text | Code | CodeBlock):
            yield value
        elif isinstance(value, tuple):
            waiting.extend(value)
        elif isinstance(value, Node):
            kind = type(value)
            if kind not in parts:
                parts[kind] = tuple(
                    each.name for each in fields(value) if "tuple" in str(each.type)
                )
            waiting.extend(getattr(value, name) for name in parts[kind])


def _without(text: str, markup: Sequence[Slice]) -> str:
    """Blank out markup; every other character keeps its place."""
    kept: list[str] = []
    at = 0
    for start, end in sorted(markup):
        if start > at:
            kept.append(text[at:start])
            at = start
        if end > at:
            kept.append(" " * (end - at))
            at = end
    kept.append(text[at:])
    return "".join(kept)


def _losses(text: str, pieces: Sequence[Piece]) -> Iterator[Slice]:
    """Compare each stretch of a file with the piece of text that begins there."""
    starts = [0, *(start for start, _ in pieces)]
    ends = [*(start for start, _ in pieces), len(text)]
    values = ["", *(value for _, value in pieces)]
    for start, end, value in zip(starts, ends, values, strict=True):
        if text.startswith(value, start) and not _LETTER.search(
            text, min(start + len(value), end), end
        ):
            continue
        lost = _first_lost(text, start, end, value)
        if lost >= 0:
            yield lost, end


def _first_lost(text: str, start: int, end: int, value: str) -> int:
    """Give the offset of the first letter that the words do not hold, or -1.

    Escapes and line ends may stand between; the order is the same.
    """
    at = 0
    for run in _LETTERS.finditer(text, start, end):
        found = value.find(run[0], at)
        if found >= 0:
            at = found + len(run[0])
            continue
        for place, letter in enumerate(run[0]):
            found = value.find(letter, at)
            if found < 0:
                return run.start() + place
            at = found + 1
    return -1


def _lost(page: Sheet, start: int, end: int) -> Diagnostic:
    words = _LAST_SIGNS.sub("", shown(page.text[start : min(end, start + 240)]))
    return rules.PARSER_LIMIT.at(
        page.span(start, end),
        f'these words were not understood and would be lost: "{words}"',
        "write this passage in another way; it is a fault of the publisher, please report it",
    )
