"""Titles: their attributes, and an id made from their words where there is none."""

from __future__ import annotations

import re
from dataclasses import replace

from markdown_it.token import Token

from publisher.model import Attributes, Heading
from publisher.parse.attributes import attributes, braces, broken, closing_braces
from publisher.parse.inlines import inlines
from publisher.parse.positions import Passage
from publisher.parse.reading import Reading
from publisher.parse.words import plain

_CLOSING_HASHES = re.compile(r"(?:^|[ \t])#+[ \t]*$")


def heading(reading: Reading, token: Token) -> Heading:
    """Make a title of its token."""
    text: Passage = token.meta["passage"]
    words, given = _divided(reading, text)
    hashes = _CLOSING_HASHES.search(words.text) if token.markup == "#" else None
    if hashes and len(words.text) < len(text.text):
        words = replace(words, text=words.text[: hashes.start()])
    children = inlines(reading, words)
    own = bool(given.id)
    if not own:
        given = replace(given, id=reading.desk.identifiers.made(plain(children)))
    at = token.meta["at"]
    span = reading.sheet.span(
        at, reading.sheet.line_end(reading.sheet.span(at).line - 1)
    )
    return Heading(int(token.info), children, given, own, span=span)


def _divided(reading: Reading, text: Passage) -> tuple[Passage, Attributes]:
    """Part the words of a title from the attributes at its end."""
    at = closing_braces(text.text)
    if at < 0:
        return text, Attributes()
    span = text.span(at, len(text.text))
    found = braces(text.text, at)
    if found is None or found[1] < len(text.text):
        reading.find(broken(span, text.text[at:]))
        return text, Attributes()
    reading.mark_passage(text, at, len(text.text))
    words = replace(text, text=text.text[:at].rstrip(" \t\n"))
    return words, attributes(found[0], span, reading.desk.findings)
