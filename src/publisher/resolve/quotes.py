"""Straight quotation marks and apostrophes, curled by what stands around them.

A passage is read as one string, whatever italics or links run through it. A mark opens
or closes by its neighbours and by what is open already. Marks that the author curled
stay, and count for the depth of others.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from publisher.customs import Pair, customs
from publisher.resolve.spaces import Edit

APOSTROPHE, PRIME, DOUBLE_PRIME = "’", "′", "″"
GERESH, GERSHAYIM = "\u05f3", "\u05f4"

_MARKS = re.compile(r"[\"'«»„“”‘’‚‹›]")
_RUN = re.compile(r"[\"'«»„“”‘’‚‹›]*")
_OPENING = frozenset("([{<¿¡/—–-\u2014\u2013\u2060")
_DASHES = frozenset("—–-")
_CLOSING = frozenset(")]}>.,;:!?…/—–-%")
_CLOSERS = {
    "«": "»",
    "»": "«",
    "„": "“”",
    "“": "”",
    "‹": "›",
    "›": "‹",
    "‚": "‘’",
    "‘": "’",
}

_HAIR = "\u2009\u200a\u202f"
"""Spaces that printers set between two marks."""

_CUT_SHORT = re.compile(
    r"'(?:\d\ds?\b|(?:tis|twas|twere|twill|twould|tisn|twasn|em|til|cause|bout|round|"
    r"gainst|neath|pon|cept|fraid|coz|cos|n)\b)",
    re.IGNORECASE,
)
"""English words that begin with an apostrophe, not with a quotation mark."""


@dataclass(slots=True)
class _Open:
    """A mark that waits for its closing one."""

    closer: str  # what closes it; of a typed mark whatever may
    straight: str  # '"' or "'" as typed; "" for a mark the author curled
    lang: str
    edit: int = -1  # its place in the list of edits
    first: bool = False  # nothing but marks stands before it

    @property
    def double(self) -> bool:
        """Tell whether it is a quotation of the outer kind."""
        return self.straight == '"' or (not self.straight and self.closer[0] in "»”“«")


def quote_edits(text: str, language: Callable[[int], str]) -> list[Edit]:
    """Say what each straight mark becomes; `language` tells that of a position."""
    if '"' not in text and "'" not in text:
        return []
    return _Curling(text, language).edits


class _Curling:
    """Reads the marks of one passage from left to right."""

    def __init__(self, text: str, language: Callable[[int], str]) -> None:
        self.edits: list[Edit] = []
        self._text, self._language = text, language
        self._open: list[_Open] = []
        self._opens = False  # the last mark read opened a quotation
        self._end = -1  # where the last mark ended
        self._run = (-1, "")  # where a run of marks ends, and what follows it
        self._words = len(text) - len(text.lstrip("\"'“‘«„‚‹ \n"))  # they begin here
        for found in _MARKS.finditer(text):
            at = found.start()
            if found[0] == '"':
                self._double(at)
            elif found[0] == "'":
                self._single(at)
            else:
                self._typed(at, found[0])
            self._end = at + 1
        self._leave(0)

    def _before(self, at: int) -> str:
        """Classify what stands before: " " where a quotation may begin, "x" a word."""
        if self._end >= 0 and not self._text[self._end : at].strip(_HAIR):
            return " " if self._opens else "x"
        before = self._text[at - 1] if at else " "
        if before in _DASHES:
            return "-"
        return " " if before.isspace() or before in _OPENING else "x"

    def _after(self, at: int) -> str:
        """Classify what follows the marks here: " " an end, "x" a word."""
        if at >= self._run[0]:
            end = _RUN.match(self._text, at + 1).end()  # type: ignore[union-attr]
            self._run = end, self._text[end : end + 1]
        letter = self._run[1]
        if not letter or letter.isspace():
            return " "
        return "-" if letter in _CLOSING else "x"

    def _double(self, at: int) -> None:
        before, after = self._before(at), self._after(at)
        is_open = any(each.double for each in self._open)
        between = (
            self._text[at - 1 : at].isalnum() and self._text[at + 1 : at + 2].isalnum()
        )
        if between and self._language(at).startswith(("he", "yi")):
            self._set(at, GERSHAYIM, opens=False)
        elif before == "x" and not is_open and self._text[at - 1 : at].isdigit():
            self._set(at, DOUBLE_PRIME, opens=False)
        elif (before == "x" and (is_open or after != "x")) or (
            is_open and after != "x"
        ):
            self._close(at, '"')
        else:
            self._begin(at, '"')

    def _single(self, at: int) -> None:
        before, after = self._before(at), self._text[at + 1 : at + 2]
        previous = self._text[at - 1 : at]
        if _is_word(previous) and _is_word(after):
            both_digits = previous.isdigit() and after.isdigit()
            self._set(at, PRIME if both_digits else self._apostrophe(at), opens=False)
        elif self._closes(at, before):
            self._close(at, "'")
        elif (
            before == "x" or self._after(at) != "x" or _CUT_SHORT.match(self._text, at)
        ):
            prime = previous.isdigit() and at != self._end
            self._set(at, PRIME if prime else self._apostrophe(at), opens=False)
        else:
            self._begin(at, "'")

    def _closes(self, at: int, before: str) -> bool:
        """Tell whether `'` ends a quotation: one is open, innermost, and words precede."""
        if not self._open or self._open[-1].double:
            return False
        return before == "x" or (before == "-" and self._after(at) != "x")

    def _apostrophe(self, at: int) -> str:
        return GERESH if self._language(at).startswith(("he", "yi")) else APOSTROPHE

    def _begin(self, at: int, straight: str) -> None:
        pair = self._pair(at, straight)
        first = at <= self._words
        lang = self._language(at)
        self._open.append(_Open(pair[1], straight, lang, len(self.edits), first))
        self._set(at, pair[0], opens=True)

    def _pair(self, at: int, straight: str) -> Pair:
        lang = self._language(at)
        habit = customs(lang)
        if straight == "'":
            return habit.single
        depth = sum(each.double and each.lang == lang for each in self._open)
        return habit.inner if depth % 2 else habit.outer

    def _close(self, at: int, straight: str) -> None:
        """Close the innermost quotation of this kind; what is open inside it is over."""
        double = straight == '"'
        depth = len(self._open)
        while depth and self._open[depth - 1].double is not double:
            depth -= 1
        if depth:
            closer = self._open[depth - 1].closer[0]
            self._leave(depth)
            self._open.pop()
        else:
            closer = self._pair(at, straight)[1]
        self._set(at, closer, opens=False)

    def _leave(self, depth: int) -> None:
        """Give up what is still open above a depth: a lone `'` was an apostrophe.

        Not so at the beginning of a paragraph, where a speech of several paragraphs
        repeats its mark.
        """
        for each in self._open[depth:]:
            if each.straight == "'" and not each.first:
                at = self.edits[each.edit][0]
                self.edits[each.edit] = (at, at + 1, self._apostrophe(at))
        del self._open[depth:]

    def _typed(self, at: int, mark: str) -> None:
        """Count a mark that the author curled."""
        for depth in range(len(self._open), 0, -1):
            each = self._open[depth - 1]
            if not each.straight and mark in each.closer:
                if mark != "’" or not _is_word(self._text[at + 1 : at + 2]):
                    self._leave(depth)
                    self._open.pop()
                self._opens = False
                return
        self._opens = mark in _CLOSERS and self._before(at) != "x"
        if self._opens:
            self._open.append(_Open(_CLOSERS[mark], "", self._language(at)))

    def _set(self, at: int, mark: str, *, opens: bool) -> None:
        self.edits.append((at, at + 1, mark))
        self._opens = opens


def _is_word(letter: str) -> bool:
    return letter.isalnum() or letter == "\ufffc"
