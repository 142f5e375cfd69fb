"""The letters of a text, counted alike in the markup and on the pages."""

from __future__ import annotations

from collections.abc import Iterator
from xml.etree.ElementTree import Element

from publisher.counting import countable as countable
from publisher.layout.markup import NOTE, classes

_HYPHENS = ("-", "\u2010")


def as_written(text: str, source: str, before: int) -> str:
    """Keep what is counted; a hyphen that only the end of the line has put there goes."""
    letters = countable(text)
    if letters.endswith(_HYPHENS) and not source.startswith(letters, before):
        return letters[:-1]
    return letters


def own_words(element: Element) -> Iterator[str]:
    """Yield the author's words in an element: no note, no word of the publisher's."""
    yield element.text or ""
    for child in element:
        if NOTE not in child.attrib and "gen" not in classes(child):
            yield from own_words(child)
        yield child.tail or ""
