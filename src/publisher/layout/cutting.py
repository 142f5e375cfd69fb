"""A paragraph cut in two or more, at the ends of its lines."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from xml.etree.ElementTree import Element

from publisher.layout.pagemap import as_written, countable


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a paragraph: the letters up to its end, counted from the beginning."""

    end: int
    hyphenated: bool


def ends_of(texts: Iterable[str], paragraph: Element) -> list[Line]:
    """Count where the lines of a paragraph end, given the words of each."""
    source = countable("".join(paragraph.itertext()))
    ends: list[Line] = []
    before = 0
    for text in texts:
        letters = as_written(text, source, before)
        before += len(letters)
        ends.append(Line(before, hyphenated=letters != countable(text)))
    return ends


def cut(paragraph: Element, ends: Sequence[int]) -> list[Element]:
    """Cut a paragraph after so many letters each; ids stay with the first piece."""
    done, pieces, rest = 0, [], paragraph
    for end in ends:
        piece, rest = _divided(rest, end - done)
        pieces.append(piece)
        done = end
    return [*pieces, rest]


def _divided(element: Element, letters: int) -> tuple[Element, Element]:
    """Divide an element after so many letters, and what stands across the cut with it."""
    head = Element(element.tag, dict(element.attrib))
    rest = Element(element.tag, {k: v for k, v in element.attrib.items() if k != "id"})
    head.text, over, left = _words(element.text, letters)
    rest.text = over
    for child in element:
        size = len(countable("".join(child.itertext())))
        if left <= 0:
            rest.append(child)
        elif size <= left:
            tail, over, left = _words(child.tail, left - size)
            child.tail = tail
            head.append(child)
            rest.text = (rest.text or "") + over
        else:
            inner, outer = _divided(child, left)
            outer.tail, left = child.tail, 0
            head.append(inner)
            rest.append(outer)
    return head, rest


def _words(text: str | None, letters: int) -> tuple[str, str, int]:
    """Divide words after so many letters, with the space behind them; say what is left."""
    words = text or ""
    if letters <= 0:
        return "", words, 0
    for index, character in enumerate(words):
        if letters == 0 and not character.isspace():
            return words[:index], words[index:], 0
        letters -= bool(countable(character)) and letters > 0
    return words, "", letters
