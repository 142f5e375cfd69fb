"""Spans: what `[words]{.class key=value}` means by its classes, from the inside out."""

from __future__ import annotations

import re

from publisher import rules
from publisher.diagnostics import Span
from publisher.model import (
    IndexMark,
    Inline,
    InlineConditional,
    InlineRemark,
    PageMark,
    Phrase,
    SmallCaps,
    Term,
)
from publisher.parse.attributes import Braces, attributes
from publisher.parse.conditions import is_conditional, take_condition
from publisher.parse.reading import Reading
from publisher.parse.strand import Strand
from publisher.parse.words import plain

_INDEX_KEYS = ("see", "see-also", "seealso", "sort", "range", "mention", "index")


def spanned(
    reading: Reading,
    children: tuple[Inline, ...],
    said: Braces,
    places: tuple[Span, Span],
) -> tuple[Inline, ...]:
    """Make what a span means; `places` are those of the span and of its attributes."""
    span, braces = places
    if said.take_class("smallcaps"):
        children = (SmallCaps(children, span=span),)
    if said.take_class("index"):
        children = _index(reading, children, said, places)
    if said.take_class("term"):
        words = said.take("key") or plain(children)
        children = (Term(words, children, span=span),)
    if said.take_class("remark"):
        children = (InlineRemark(said.take("by") or "", children, span=span),)
    if is_conditional(said):
        condition = take_condition(reading, said, braces)
        children = (InlineConditional(condition, children, span=span),)
    if said.take_class("pb"):
        children = (*_page_mark(reading, said, places), *children)
    given = attributes(said, braces, reading.desk.findings)
    if given.id or given.classes or given.pairs or given.lang or given.dir:
        return (Phrase(children, given, span=span),)
    return children


def _page_mark(
    reading: Reading, said: Braces, places: tuple[Span, Span]
) -> tuple[Inline, ...]:
    number, edition = said.take("n"), said.take("ed") or ""
    if number:
        return (PageMark(number, edition, span=places[0]),)
    reading.find(
        rules.BROKEN_ATTRIBUTES.at(
            places[1],
            "a page mark without the number of the page",
            'write []{.pb n="112" ed="key"}',
        )
    )
    return ()


def _index(
    reading: Reading,
    children: tuple[Inline, ...],
    said: Braces,
    places: tuple[Span, Span],
) -> tuple[Inline, ...]:
    entry = said.take("entry") or plain(children)
    pairs = tuple(
        (key, value) for key in _INDEX_KEYS if (value := said.take(key)) is not None
    )
    if entry:
        return (IndexMark(entry, children, pairs, span=places[0]),)
    reading.find(
        rules.BROKEN_ATTRIBUTES.at(
            places[1], "an index mark without words", 'write []{.index entry="Words"}'
        )
    )
    return children


_LATEX_INDEX = re.compile(r"\\index\{((?:[^{}\\]|\\.|\{[^{}]*+\})*)\}", re.DOTALL)
_COMMAND = re.compile(
    r"(?<!\\)\|(?P<name>see|seealso)\{(?P<words>[^{}]*)\}$|(?<!\\)\|(?P<sign>.*)$"
)
_RANGES = {
    "(": ("range", "open"),
    ")": ("range", "close"),
    "textbf": ("mention", "principal"),
}


def latex_index(strand: Strand) -> None:
    r"""Read `\index{Top!Sub|see{Other}}`, MakeIndex's way of writing an index mark."""
    found = _LATEX_INDEX.match(strand.text, strand.at)
    if found is None or not found[1].strip():
        strand.literal()
        return
    words, pairs = _latex_entry(found[1])
    span = strand.span(*found.span())
    strand.put(IndexMark(words, (), tuple(pairs), span=span))
    strand.skip(found.end())


def _latex_entry(written: str) -> tuple[str, list[tuple[str, str]]]:
    pairs: list[tuple[str, str]] = []
    command = _COMMAND.search(written)
    if command:
        written = written[: command.start()]
        if command["name"]:
            name = "see" if command["name"] == "see" else "see-also"
            pairs.append((name, command["words"]))
        elif command["sign"] in _RANGES:
            pairs.append(_RANGES[command["sign"]])
    if "@" in written:
        sort, _, written = written.partition("@")
        pairs.append(("sort", sort))
    return written, pairs
