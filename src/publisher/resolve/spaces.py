"""Dashes and ellipses; spaces at which no line may break."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import cache

from publisher.customs import FIXED, customs

Edit = tuple[int, int, str]
"""From, to, and what is to stand there."""

_SIGNS = re.compile(r"(?<!-)(-{2,3})(?!-)|(?<!\.)(\.{3,4})(?!\.)")
_ADDRESS = re.compile(r"\b(?:[a-z][a-z0-9+.-]*://|www\.|mailto:)\S+", re.IGNORECASE)


def sign_edits(text: str) -> Iterator[Edit]:
    """Set `--` as an en dash, `---` as an em dash, `...` as an ellipsis."""
    if "--" not in text and "..." not in text:
        return
    for found in _SIGNS.finditer(text):
        if found[1]:
            yield found.start(), found.end(), "–" if len(found[1]) == 2 else "—"
        else:
            yield found.start(), found.end(), "…" + found[2][3:]


def addresses(text: str) -> list[tuple[int, int]]:
    """Find web addresses standing in the text: nothing in them is set."""
    if ":" not in text and "www." not in text:
        return []
    said = text.lower()
    if not ("://" in said or "www." in said or "mailto:" in said):
        return []
    return [found.span() for found in _ADDRESS.finditer(text)]


UPPER = "A-ZÀ-ÖØ-ÞŁŚŻŹČŠŽА-ЯЁІЇЄҐΑ-Ω"
_INITIAL = re.compile(rf"(?<![^\W_])([{UPPER}])\.([ ])(?=[{UPPER}](?:\.|[^\W\d_]))")
_POINT = re.compile(rf"\. (?<=[{UPPER}]\. )(?=[{UPPER}])")
_BEFORE_DASH = re.compile(r"(?<=\S)([ \n])(?=[—–](?:[\s:;!?»”]|$))")
_DASHES = (" —", " –", "\n—", "\n–")
_NUMERO = re.compile(r"(?<=[№§])([ ])(?=\d)")
_BEFORE_NUMBER = re.compile(r"\. \d")


def space_edits(text: str, language: Callable[[int], str]) -> Iterator[Edit]:
    """Say which spaces hold their words together; `language` tells that of a position.

    A pattern is tried at every letter only where its signs are in the text.
    """
    if any(map(text.__contains__, _DASHES)):
        for found in _BEFORE_DASH.finditer(text):
            yield found.start(1), found.end(1), FIXED
    if "№" in text or "§" in text:
        for found in _NUMERO.finditer(text):
            yield found.start(1), found.end(1), FIXED
    points = (point.start() - 1 for point in _POINT.finditer(text))
    for found in filter(None, (_INITIAL.match(text, at) for at in points)):
        alone = found[1] == "I" and language(found.start()).startswith("en")
        if not alone or text[found.end() + 1 : found.end() + 2] == ".":
            yield found.start(2), found.end(2), FIXED
    yield from _numbered(text, language)


@cache
def _abbreviated(lang: str) -> re.Pattern[str]:
    words = "|".join(sorted(customs(lang).abbreviations, key=len, reverse=True))
    return re.compile(rf"(?<!\w)(?:{words})\.([ ])(?=\d)", re.IGNORECASE)


def _numbered(text: str, language: Callable[[int], str]) -> Iterator[Edit]:
    """Keep "p. 5" and its like together, by the abbreviations of each language."""
    for at in (found.start() + 1 for found in _BEFORE_NUMBER.finditer(text)):
        lang = language(at)
        if customs(lang).abbreviations:
            start = max(0, at - 8)
            found = _abbreviated(lang).search(text, start, at + 2)
            if found and found.start(1) == at:
                yield at, at + 1, FIXED


_HIGH = re.compile(r"(?<=[^\s;:!?«(\[¿¡]) ?([;:!?])(?=[\s;:!?»”’)\]…\"'.,—–]|$)")
_OPENED = re.compile(r"« ?(?=\S)")
_CLOSED = re.compile(r"(?<=\S) ?»")


def french_edits(text: str, language: Callable[[int], str]) -> Iterator[Edit]:
    """Set the spaces before high marks and inside guillemets where the language has them.

    After the rules of the Imprimerie nationale: a narrow space before ; ! ? and inside
    guillemets, a full one before the colon. Spaces the author fixed stay as they are.
    """
    for found in _HIGH.finditer(text):
        space = customs(language(found.start(1))).before.get(found[1], "")
        if space:
            yield found.start(), found.end(), space + found[1]
    for found in _OPENED.finditer(text):
        if space := customs(language(found.start())).guillemet:
            yield found.start(), found.end(), "«" + space
    for found in _CLOSED.finditer(text):
        if space := customs(language(found.end() - 1)).guillemet:
            yield found.start(), found.end(), space + "»"
