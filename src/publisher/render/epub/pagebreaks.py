"""The marks of printed pages, put between the very words where the pages begin.

A mark is empty and says the page's number to those who listen. It stands before what
the page begins with: before a heading or figure, at the beginning of a paragraph, an
item or a line of verse, or between two words of it. Inside a word, a link or a heading
it would be read out in the middle, or as a part of a name; there it is kept silent, and
the number is said behind the word or link instead. These are DAISY's rules:
https://kb.daisy.org/publishing/docs/navigation/pagebreaks.html
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from publisher.diagnostics import Span
from publisher.render.epub.printed import Start
from publisher.render.epub.tokens import Open, Place, find, is_in_word, spoken_after
from publisher.render.markup import Markup


@dataclass(frozen=True, slots=True)
class Broken:
    """Texts of a unit with the marks of its pages, and in which text each mark is."""

    texts: tuple[Markup, ...]
    files: Mapping[int, int]  # page → number of the text


_BLOCK = re.compile(r' data-at="(\d+)"')
_APART = re.compile(r'<(?:h[1-6]|figure|pre|hr|div[^>]*class="tbl)\b')
"""Blocks before which a mark stands, not inside."""


def broken(
    texts: Sequence[str],
    spans: Sequence[Span],
    starts: Sequence[Start],
    order: Sequence[Span],
    anchors: Mapping[str, int],
) -> Broken:
    """Put the marks of pages into the texts of a unit, which follow one another.

    `spans` are the places of the blocks that the texts carry as `data-at`; `order` are
    those of all blocks of the unit on paper. A page that begins with something that is
    not here begins with what follows it.
    """
    search = _Search(texts, spans, order, anchors)
    insertions: list[tuple[int, int, int, str]] = []
    waiting: list[Start] = []
    for start in starts:
        place = search.place(start)
        if place is None:
            waiting.append(start)
            continue
        for each in (*waiting, start):
            insertions += _marks(texts, each, *place)
        waiting.clear()
    end = (len(texts) - 1, Place(len(texts[-1]), ()))
    for each in waiting:
        insertions += _marks(texts, each, *end)
    return _inserted(texts, insertions)


def mark(start: Start, *, silent: bool = False, block: bool = False) -> Markup:
    """Write the mark of a page."""
    name = "div" if block else "span"
    return Markup(
        '<{0} class="pb" id="{1}" epub:type="pagebreak" role="doc-pagebreak"'
        ' aria-label="{2}"{3}></{0}>'
    ).format(
        name,
        start.id,
        start.label,
        Markup(' aria-hidden="true"') if silent else "",
    )


def said(label: str) -> Markup:
    """Write what says the number of a page whose mark is silent."""
    return Markup('<span class="pb" role="separator" aria-label="{}"></span>').format(
        label
    )


def _marks(
    texts: Sequence[str], start: Start, number: int, place: Place
) -> Iterator[tuple[int, int, int, str]]:
    """Yield what is inserted for a page: text, position, page, markup."""
    text = texts[number]
    if place.apart:
        yield number, place.at, start.page, mark(start, block=True)
        return
    silent = place.is_named or is_in_word(text, place.at)
    yield number, place.at, start.page, mark(start, silent=silent)
    if silent and (behind := spoken_after(text, place)) is not None:
        yield number, behind, start.page, said(start.label)


def marked_at(text: str, start: Start, place: Place) -> str:
    """Put the mark of a page into a text."""
    return _inserted([text], list(_marks([text], start, 0, place))).texts[0]


def _inserted(
    texts: Sequence[str], insertions: Sequence[tuple[int, int, int, str]]
) -> Broken:
    made, files = (
        [*map(str, texts)],
        {page: number for number, _, page, _ in insertions},
    )
    for number, at, _, words in sorted(insertions, key=lambda each: each[:3])[::-1]:
        made[number] = made[number][:at] + str(words) + made[number][at:]
    return Broken(tuple(Markup(text) for text in made), files)


class _Search:
    """Finds blocks and letters in the texts of a unit, from the front to the back."""

    def __init__(
        self,
        texts: Sequence[str],
        spans: Sequence[Span],
        order: Sequence[Span],
        anchors: Mapping[str, int],
    ) -> None:
        self._texts, self._order, self._anchors = texts, order, anchors
        self._blocks: dict[str, list[tuple[int, int]]] = {}
        for number, text in enumerate(texts):
            for found in _BLOCK.finditer(text):
                at = text.rindex("<", 0, found.start())
                self._blocks.setdefault(str(spans[int(found[1])]), []).append(
                    (number, at)
                )
        self._last = (0, 0)

    def place(self, start: Start) -> tuple[int, Place] | None:
        """Find where a page begins; None if that is not here.

        It is never before the beginning of an earlier page.
        """
        found = self._figure(start) if start.figure else None
        if found is None and start.at is not None:
            block = self._block(start.at)
            found = self._inside(block, start) if block else None
            found = found or self._following(start)
        if found:
            self._last = (found[0], found[1].at)
        return found

    def _figure(self, start: Start) -> tuple[int, Place] | None:
        """Find the figure that stands first on a page, if it stands far enough down here."""
        block = self._block(start.figure) if start.figure else None
        if block is None or block < self._last:
            return None
        return block[0], Place(block[1], (), apart=True)

    def _block(self, span: Span) -> tuple[int, int] | None:
        """Find a block: the first that does not end before the page before begins."""
        blocks = self._blocks.get(str(span), [])
        later = [each for each in blocks if self._reaches(each)]
        if not later:
            return None
        nested = [
            b for b in later if b[0] == later[0][0] and b[1] < self._end(later[0])
        ]
        return nested[-1]

    def _reaches(self, block: tuple[int, int]) -> bool:
        return (block[0], self._end(block)) > self._last

    def _end(self, block: tuple[int, int]) -> int:
        number, at = block
        return Open.read(self._texts[number], at).end(self._texts[number])

    def _inside(self, block: tuple[int, int], start: Start) -> tuple[int, Place] | None:
        number, at = block
        text = self._texts[number]
        if start.offset == 0 and _APART.match(text, at):
            return number, Place(at, (), apart=True)
        if start.offset == 0 and not text.startswith("<div", at):
            return number, Place(text.index(">", at) + 1, ())
        place = find(text, at, start.offset, start.page, self._anchors)
        return (number, place) if place else None

    def _following(self, start: Start) -> tuple[int, Place] | None:
        """Find the first block here that follows one which is not."""
        if start.at not in self._order:
            return None
        behind = self._order[self._order.index(start.at) + 1 :]
        for span in behind:
            if block := self._block(span):
                following = replace(start, at=span, offset=0)
                return self._inside(block, following)
        return None
