"""A stretch of the manuscript: from letters that agree to characters, signs included."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from unicodedata import combining

from publisher.proof.anchoring.copytext import Strip
from publisher.proof.anchoring.letters import alike
from publisher.proof.corrections import Place

AROUND = 40  # characters quoted before and behind
_DRAWN_OUT = {"-", "."}  # --- for a dash, ... for an ellipsis


@dataclass(frozen=True, slots=True)
class Stretch:
    """Characters of one strip, from `first` up to and without `last`, or of two strips."""

    strip: Strip
    first: int
    last: int
    end: Strip | None = None  # the strip in which it ends, if that is another

    @property
    def place(self) -> Place:
        """Say where it stands in the file."""
        source = self.strip.source
        begin = source.at(self._offset(self.strip, self.first))
        closing = self.end or self.strip
        if self.end is None and self.first == self.last:
            return Place(str(source.path), *begin, *begin)
        if closing.source is not source:
            return Place(str(source.path), *begin)
        end = source.at(closing.end(self.last - 1))
        return Place(str(source.path), *begin, *end)

    @property
    def quote(self) -> str:
        """Give the words as they were written, without markup."""
        if self.end is None:
            return self.strip.text[self.first : self.last]
        return f"{self.strip.text[self.first :]}\n{self.end.text[: self.last]}"

    @property
    def before(self) -> str:
        """Give a few words in front, whole ones."""
        text = self.strip.text[max(0, self.first - AROUND) : self.first]
        if self.first > AROUND and " " in text:
            text = text.split(" ", 1)[1]
        return text

    @property
    def after(self) -> str:
        """Give a few words behind, whole ones."""
        strip = self.end or self.strip
        text = strip.text[self.last : self.last + AROUND]
        if self.last + AROUND < len(strip.text) and " " in text:
            text = text.rsplit(" ", 1)[0]
        return text

    @staticmethod
    def _offset(strip: Strip, index: int) -> int:
        if index < len(strip.text):
            return strip.offset(index)
        return strip.end(len(strip.text) - 1) if strip.text else strip.start


def extended(
    strip: Strip, index: int, step: int, signs: Sequence[str]
) -> tuple[int, bool]:
    """Go on from a character over printed signs; say how far, and whether all were there.

    Signs are those of the page in the order of the steps: quotes, dashes and stops that
    typography may have set otherwise than they were written.
    """
    at = index
    for sign in signs:
        wanted = alike(sign)
        if wanted == " ":
            continue
        if wanted == "…":
            wanted = "."
        ahead = at + step
        while 0 <= ahead < len(strip.text) and alike(strip.text[ahead]) == " ":
            ahead += step
        if not 0 <= ahead < len(strip.text) or not _same(strip.text[ahead], wanted):
            return at, False
        at = ahead
        while wanted in _DRAWN_OUT and _goes_on(strip, at + step, wanted):
            at += step
    return at, True


def with_marks(strip: Strip, index: int) -> int:
    """Take in the marks over a character: vowels, accents."""
    while index + 1 < len(strip.text) and combining(strip.text[index + 1]):
        index += 1
    return index


def _goes_on(strip: Strip, index: int, wanted: str) -> bool:
    return 0 <= index < len(strip.text) and strip.text[index] == wanted


def _same(written: str, wanted: str) -> bool:
    return alike(written) == wanted or (written == "…" and wanted == ".")
