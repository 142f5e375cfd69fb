"""A paragraph cut in two or more, at the ends of its lines."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from xml.etree.ElementTree import Element

from publisher.layout.letters import as_written, countable
from publisher.layout.markup import NOTE, classes
from publisher.layout.sight import UNSAID
from publisher.layout.spaces import trim_end, trim_start


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a paragraph: the letters up to its end, counted from the beginning."""

    end: int
    hyphenated: bool


def ends_of(texts: Iterable[str], paragraph: Element) -> list[Line]:
    """Count where the lines of a paragraph end, given the words of each."""
    source = _letters(paragraph)
    ends: list[Line] = []
    before = 0
    for text in texts:
        letters = as_written(text, source, before)
        before += len(letters)
        ends.append(Line(before, hyphenated=letters != countable(text)))
    return ends


def cut(paragraph: Element, ends: Sequence[int]) -> list[Element]:
    """Cut a paragraph after so many letters each; ids stay with the first piece.

    The space at a cut goes. At the end of a note's last line it would not be hung out
    but fill the line.
    """
    done, pieces, rest = 0, [], paragraph
    for end in ends:
        piece, rest = _divided(rest, end - done)
        trim_end(piece)
        trim_start(rest)
        pieces.append(piece)
        done = end
    return [*pieces, rest]


def _divided(element: Element, letters: int) -> tuple[Element, Element]:
    """Divide an element after so many letters, and what stands across the cut with it.

    A note whose call comes last before the cut stays with it.
    """
    head = Element(element.tag, dict(element.attrib))
    rest = Element(element.tag, {k: v for k, v in element.attrib.items() if k != "id"})
    head.text, rest.text, left = _words(element.text, letters)
    for child in element:
        size = len(_letters(child))
        begun = bool(rest.text or len(rest))
        if not begun and size <= left:
            head.append(child)
            child.tail, rest.text, left = _words(child.tail, left - size)
        elif left > 0:
            inner, outer = _divided(child, left)
            outer.tail, left = child.tail, 0
            head.append(inner)
            rest.append(outer)
        else:
            rest.append(child)
    return head, rest


def _letters(element: Element) -> str:
    """Give all letters of an element, a note's aside."""
    return countable("".join(_texts(element)))


def _texts(element: Element) -> Iterator[str]:
    if NOTE not in element.attrib and UNSAID not in classes(element):
        yield element.text or ""
        for child in element:
            yield from _texts(child)
            yield child.tail or ""


def _words(text: str | None, letters: int) -> tuple[str, str, int]:
    """Divide words after so many letters; say what is left of these."""
    words = text or ""
    if letters <= 0:
        return "", words, 0
    for index, character in enumerate(words):
        if letters == 0:
            return words[:index], words[index:], 0
        letters -= bool(countable(character))
    return words, "", letters
