"""Finished markup read letter by letter, to find where in it a page begins."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from html import unescape

from publisher.counting import countable

_TOKEN = re.compile(r"<[^>]*>|&[^;]*;|[^<&]+")
_NAME = re.compile(r"</?([a-z0-9]+)")
_CLASS = re.compile(r' class="([^"]*)"')
_ID = re.compile(r' id="([^"]*)"')
_INLINE = frozenset({"a", "code", "em", "s", "span", "strong", "sub", "sup"})
_BEFORE = re.compile(
    r'(?:<(?:a|code|em|s|strong|sub|sup|span)\b(?![^>]*class="line)[^>]*>'
    r'|<span class="gen">\[</span>)$'
)
"""What stands before the first word of a page and belongs to it: an opening tag."""


@dataclass(frozen=True, slots=True)
class Open:
    """An element that is open at some place of the markup."""

    at: int
    name: str
    classes: frozenset[str]

    @classmethod
    def read(cls, text: str, at: int) -> Open:
        """Read the start tag at a position."""
        tag = text[at : text.index(">", at) + 1]
        found, names = _NAME.match(tag), _CLASS.search(tag)
        return cls(
            at, found[1] if found else "", frozenset(names[1].split() if names else ())
        )

    def end(self, text: str) -> int:
        """Find where the element ends."""
        depth = 0
        for tag in re.compile(rf"<(/?){self.name}\b[^>]*?(/?)>").finditer(
            text, self.at
        ):
            depth += -1 if tag[1] else 0 if tag[2] else 1
            if depth <= 0:
                return tag.end()
        return len(text)


@dataclass(frozen=True, slots=True)
class Place:
    """A position in the markup, and the elements that are open there."""

    at: int
    open: tuple[Open, ...]
    apart: bool = False  # between blocks

    @property
    def is_named(self) -> bool:
        """Tell whether words here are the name of something: a link or a heading."""
        return any(e.name == "a" or e.name in HEADINGS for e in self.open)


HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})


def find(
    text: str, start: int, offset: int, page: int, anchors: Mapping[str, int]
) -> Place | None:
    """Find the letter of a block before which so many stand; None if it has fewer.

    Words the publisher adds are not counted. Those before the letter are on the page
    too if the page map says so of an id among them.
    """
    reading = _Reading(page, anchors)
    for token in _TOKEN.finditer(text, start):
        said = token[0]
        if said[0] == "<":
            if reading.tag(text, token.start()):
                return None
        elif not reading.added:
            letter = reading.letter(said, offset)
            if letter is not None:
                return _settled(text, token.start() + letter, reading)
    return None


class _Reading:
    """What has been met from the beginning of the block on."""

    def __init__(self, page: int, anchors: Mapping[str, int]) -> None:
        self.open: list[Open] = []
        self.here = -1  # position of added words on the page, before its first letter
        self._counted = 0
        self._page, self._anchors = page, anchors

    @property
    def added(self) -> bool:
        """Tell whether the words here are the publisher's own."""
        return any("gen" in each.classes for each in self.open)

    def tag(self, text: str, at: int) -> bool:
        """Read a tag; tell whether it ends the block."""
        if text.startswith("</", at):
            self.open.pop()
            return not self.open
        self._note(text, at)
        if text[text.index(">", at) - 1] != "/":
            self.open.append(Open.read(text, at))
        return False

    def _note(self, text: str, at: int) -> None:
        """Remember where added words begin that stand on the page."""
        tag = text[at : text.index(">", at)]
        own = _ID.search(tag)
        if self.here < 0 and own and self._anchors.get(own[1]) == self._page:
            outer = next((e.at for e in self.open if "gen" in e.classes), at)
            if self.added or "gen" in Open.read(text, at).classes:
                self.here = outer

    def letter(self, said: str, offset: int) -> int | None:
        """Count on; give the index of the letter looked for, if it is among these."""
        if said[0] == "&":
            size = len(countable(unescape(said)))
            found = 0 if size and self._counted + size > offset else None
        else:
            size = len(countable(said))
            wanted = offset - self._counted
            found = _index(said, wanted) if wanted < size else None
        if found is None:
            self._counted += size
            if size:
                self.here = -1
        return found


def _index(said: str, letters: int) -> int:
    """Find the letter before which so many stand."""
    for index, character in enumerate(said):
        if countable(character):
            if letters == 0:
                return index
            letters -= 1
    return len(said)


def _settled(text: str, at: int, reading: _Reading) -> Place:
    """Go back over what belongs to the first letter: tags before it, hidden words."""
    if reading.here >= 0:
        at = reading.here
    hidden = next((e.at for e in reading.open if "paper-only" in e.classes), at)
    at = min(at, hidden)
    while before := _BEFORE.search(text, reading.open[0].at + 1, at):
        at = before.start()
    return Place(at, tuple(each for each in reading.open if each.at < at))


# ------------------------------------------------------------------ words and names


def is_in_word(text: str, at: int) -> bool:
    """Tell whether a position is inside a word, tags and soft hyphens aside."""
    return _is_of_word(_before(text, at)) and _is_of_word(_after(text, at), first=True)


def _is_of_word(character: str, *, first: bool = False) -> bool:
    """Tell whether a letter makes one word with what stands next to it."""
    if not character or unicodedata.east_asian_width(character) in "WF":
        return False  # written without spaces: what a word is cannot be told
    if character in "'’-\u2010\u2011":
        return not first
    return character.isalnum() or unicodedata.category(character)[0] == "M"


def _before(text: str, at: int) -> str:
    while at > 0:
        if text[at - 1] == ">":
            tag = text.rindex("<", 0, at)
            found = _NAME.match(text, tag)
            if found is None or found[1] not in _INLINE or _is_call(text, tag):
                return ""
            at = tag
        elif not text[at - 1].isspace() and not countable(text[at - 1]):
            at -= 1
        else:
            return text[at - 1] if text[at - 1] != ";" else ""
    return ""


def _is_call(text: str, tag: int) -> bool:
    return text.startswith("</sup>", tag) and text.endswith("</a>", 0, tag)


def _after(text: str, at: int) -> str:
    for token in _TOKEN.finditer(text, at):
        said = token[0]
        if said[0] == "<":
            found = _NAME.match(said)
            if found is None or found[1] not in _INLINE:
                return ""
        elif said[0] == "&":
            return unescape(said)[:1]
        elif said[0].isspace() or countable(said):
            return said.lstrip("\u00ad\u200b\u2060")[:1]
    return ""


def spoken_after(text: str, place: Place) -> int | None:
    """Find the next place outside the word, and outside a link; None in a heading."""
    if any(each.name in HEADINGS for each in place.open):
        return None
    links = sum(each.name == "a" for each in place.open)
    for token in _TOKEN.finditer(text, place.at):
        said = token[0]
        if said[0] == "<":
            found = _NAME.match(said)
            name = found[1] if found else ""
            if name not in _INLINE and name != "img":
                return token.start()
            if name == "a":
                links += -1 if said[1] == "/" else 1
        elif not links and (space := re.search(r"\s", said)):
            return token.start() + space.start()
    return None
