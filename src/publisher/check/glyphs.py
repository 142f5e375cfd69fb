"""Characters that no font of the book can print."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping
from functools import lru_cache
from io import BytesIO
from pathlib import PurePosixPath

from fontTools.ttLib import TTFont

from publisher import rules
from publisher.artifacts import Asset
from publisher.check.book import nodes_of
from publisher.diagnostics import Diagnostic, Span
from publisher.model import Book, Code, CodeBlock, Text

IGNORABLE = {"Cc", "Cf", "Zs", "Zl", "Zp"}  # spaces and invisible signs need no glyph


def missing_glyphs(
    book: Book, fonts: Mapping[str, Asset], texts: Mapping[PurePosixPath, str]
) -> list[Diagnostic]:
    """Report each character that no font has, once, where it stands first.

    `texts` are the sources as read, for the exact column.
    """
    covered = _covered(_faces(fonts))
    return list(_unprintable(book, covered, texts))


def uncovered(text: str, fonts: Mapping[str, Asset]) -> frozenset[str]:
    """Give the characters of a text that no font has."""
    covered = _covered(_faces(fonts))
    return frozenset(each for each in set(text) if _needs_glyph(each, covered))


def _faces(fonts: Mapping[str, Asset]) -> tuple[bytes, ...]:
    """Take the fonts, and not the licences beside them."""
    chosen = (fonts[name] for name in sorted(fonts))
    return tuple(each.data for each in chosen if each.media_type.startswith("font/"))


@lru_cache(maxsize=4)
def _covered(fonts: tuple[bytes, ...]) -> frozenset[int]:
    """Unite the character maps of the fonts."""
    points: set[int] = set()
    for data in fonts:
        with TTFont(BytesIO(data), lazy=True) as font:
            points |= set(font.getBestCmap() or {})
    return frozenset(points)


def _needs_glyph(character: str, covered: frozenset[int]) -> bool:
    if ord(character) in covered or unicodedata.category(character) in IGNORABLE:
        return False
    if 0xFE00 <= ord(character) <= 0xFE0F:  # variation selectors only choose a form
        return False
    whole = unicodedata.normalize("NFC", character)
    parts = unicodedata.normalize("NFD", character)
    return not any(
        all(ord(each) in covered for each in form) for form in (whole, parts)
    )


def _unprintable(
    book: Book, covered: frozenset[int], texts: Mapping[PurePosixPath, str]
) -> Iterator[Diagnostic]:
    seen: set[str] = set()  # characters judged already, fine or reported
    for node in nodes_of(book):
        if not isinstance(node, Text | Code | CodeBlock):
            continue
        for character in sorted(set(node.value) - seen, key=node.value.index):
            seen.add(character)
            if _needs_glyph(character, covered):
                yield rules.MISSING_GLYPH.at(
                    _place(node.span, character, texts),
                    f'no font of the book has "{character}" ({_name(character)})',
                    hint="add a font that has it to styles/fonts, or write it otherwise",
                )


def _place(span: Span, character: str, texts: Mapping[PurePosixPath, str]) -> Span:
    """Find the character itself, at or after the beginning of its passage."""
    lines = texts.get(span.path, "").split("\n")
    for number in range(span.line, len(lines) + 1):
        start = span.column - 1 if number == span.line else 0
        column = lines[number - 1].find(character, start)
        if column >= 0:
            return Span(span.path, number, column + 1)
    return span


def _name(character: str) -> str:
    return f"U+{ord(character):04X} {unicodedata.name(character, 'without a name')}"
