"""White space in notes, made as CSS would make it.

WeasyPrint sets a note apart before it has closed up white space, and would set a line
end of the manuscript as a line end, and space between blocks as an empty line.
"""

from __future__ import annotations

import re
from xml.etree.ElementTree import Element

from publisher.layout.markup import NOTE, classes

_RUN = re.compile(r"[ \t\n\r\f]+")
_SPACE = " \t\n\r\f"
_INLINE = frozenset(
    {"a", "code", "em", "img", "s", "span", "strong", "sub", "sup"}
)  # fmt: skip
_SET_AS_LINES = frozenset({"line", "credit", "note"})  # spans that are blocks


def close_up(root: Element) -> None:
    """Close up the white space of every note in a tree."""
    for note in root.iter():
        if NOTE in note.attrib:
            _close_up(note, after_space=True)


def _close_up(element: Element, *, after_space: bool) -> bool:
    """Close up an element; tell whether what follows it needs no space before it."""
    if element.tag in {"pre", "br"}:
        return True
    block = element.tag not in _INLINE or not _SET_AS_LINES.isdisjoint(classes(element))
    after_space = after_space or block
    element.text, after_space = _closed(element.text, after_space)
    for child in element:
        after_space = _close_up(child, after_space=after_space)
        child.tail, after_space = _closed(child.tail, after_space)
    if block:
        trim_end(element)
    return after_space or block


def _closed(text: str | None, after_space: bool) -> tuple[str, bool]:
    words = _RUN.sub(" ", text or "")
    if after_space:
        words = words.removeprefix(" ")
    return words, words.endswith(" ") if words else after_space


def trim_end(element: Element) -> None:
    """Take away the space at the end of an element, however deep it stands."""
    if len(element) == 0:
        element.text = (element.text or "").rstrip(_SPACE)
        return
    last = element[-1]
    last.tail = (last.tail or "").rstrip(_SPACE)
    if not last.tail and last.tag in _INLINE:
        trim_end(last)


def trim_start(element: Element) -> None:
    """Take away the space at the beginning of an element, however deep it stands."""
    element.text = (element.text or "").lstrip(_SPACE)
    if not element.text and len(element) and element[0].tag in _INLINE:
        trim_start(element[0])
