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


_UPPER = "A-ZÀ-ÖØ-ÞŁŚŻŹČŠŽА-ЯЁІЇЄҐΑ-Ω"
_INITIAL = re.compile(rf"(?<![^\W_])([{_UPPER}])\.([ ])(?=[{_UPPER}](?:\.|[^\W\d_]))")
POINT = re.compile(rf"\. (?:(\d)|(?<=[{_UPPER}]\. )[{_UPPER}])")
"""A point behind which a space may have to hold: before a number, or of an initial."""
_BEFORE_DASH = re.compile(r"(?<=\S)([ \n])(?=[—–](?:[\s:;!?»”]|$))")
_DASHES = (" —", " –", "\n—", "\n–")
_NUMERO = re.compile(r"(?<=[№§])([ ])(?=\d)")


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
    for found in POINT.finditer(text):
        at = found.start() + 1
        if (
            _is_before_number(text, at, language(at))
            if found[1]
            else _is_after_initial(text, at, language(at - 2))
        ):
            yield at, at + 1, FIXED


def _is_after_initial(text: str, at: int, lang: str) -> bool:
    """Tell whether the space here stands behind the initial of a name, "A. B" or "A. Bell"."""
    found = _INITIAL.match(text, at - 2)
    if not found:
        return False
    alone = found[1] == "I" and lang.startswith("en")
    return not alone or text[at + 2 : at + 3] == "."


@cache
def _abbreviated(lang: str) -> re.Pattern[str] | None:
    words = "|".join(sorted(customs(lang).abbreviations, key=len, reverse=True))
    return (
        re.compile(rf"(?<!\w)(?:{words})\.([ ])(?=\d)", re.IGNORECASE)
        if words
        else None
    )


def _is_before_number(text: str, at: int, lang: str) -> bool:
    """Tell whether the space here is that of "p. 5", by the abbreviations of a language."""
    known = _abbreviated(lang)
    found = known.search(text, max(0, at - 8), at + 2) if known else None
    return found is not None and found.start(1) == at


_ALONE = re.compile(r"(?<![\w.’'-])([^\W\d_])([ \n])(?=[^\W_]|[„‚«»“”(\[\ufffc])")
_SHORT = re.compile(r"(?<![^\W_])([^\W\d_])\.([ ])(?=([^\W\d_])\.)")
_THOUSANDS = re.compile(r"(?<![\d.,])\d{1,3}((?: \d{3})+)(?!\d)")


def holding_edits(text: str, language: Callable[[int], str]) -> Iterator[Edit]:
    """Hold together what English parts: small words and the next, "z. B.", "10 000"."""
    for found in _ALONE.finditer(text):
        if found[1] in customs(language(found.start())).clinging:
            yield found.start(2), found.end(2), FIXED
    for found in _SHORT.finditer(text):
        lang, ends = language(found.start()), found[1].isupper() and found[3].islower()
        if customs(lang).holds and not ends and lang == language(found.end()):
            yield found.start(2), found.end(2), FIXED
    for found in _THOUSANDS.finditer(text):
        if customs(language(found.start())).holds:
            for at in range(found.start(1), found.end(1), 4):
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
