"""Hyphens that print has put in, told from those that were written.

WeasyPrint 70.0 adds `hyphenate-character` to the words of a line that ends within a word
(`text.line_break.split_first_line`), and remembers nowhere that it did. A reader who
copies, searches or listens must meet the whole word: in the file for the screen such a
hyphen stands for a soft hyphen (ISO 32000-2, 14.8.2.6.3), by a replacement text (14.9.4).
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from xml.etree.ElementTree import Element

from publisher.layout.inside.private import boxes

SOFT = b"/Span <</ActualText <FEFF00AD>>> BDC"
_GLYPH = 4  # hexadecimal figures
_CLOSING = b">] TJ"


def is_hyphenated(box: boxes.Box) -> bool:
    """Tell whether a text ends with a hyphen that its author did not write."""
    hyphen = box.style["hyphenate_character"] if isinstance(box, boxes.TextBox) else ""
    if not hyphen or not box.text.endswith(hyphen) or len(box.text) == len(hyphen):
        return False
    end = box.text.rpartition(" ")[2]
    return not any(end in words for words in _words(box.element))


def parted(shown: bytes) -> tuple[bytes, bytes] | None:
    """Part an operator that shows glyphs before its last one: that is the hyphen.

    The first is b"" if nothing stands before it. None if the operator shows otherwise.
    """
    if not shown.startswith(b"[") or not shown.endswith(_CLOSING):
        return None
    at = len(shown) - len(_CLOSING) - _GLYPH
    last = b"[<" + shown[at:]
    alone = shown[at - 1 : at] == b"<"
    before = shown[: at - 1] if alone else shown[:at] + b">"
    return (before + b"] TJ" if before != b"[" else b""), last


def cid(last: bytes) -> int:
    """Give the CID of the glyph that the second part of `parted` shows."""
    return int(last[2 : 2 + _GLYPH], 16)


def _words(element: Any) -> Iterator[str]:  # noqa: ANN401 None in margin boxes
    """Yield the texts that an element was made of, each as its author wrote it."""
    if isinstance(element, Element):
        yield element.text or ""
        yield from (child.tail or "" for child in element)
