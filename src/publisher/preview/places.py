"""Where every line of the manuscript is: in the pages and in the EPUB; and back."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from operator import attrgetter
from pathlib import PurePosixPath
from typing import TypeAlias

from publisher.artifacts import BlockRow, Box, PageMap
from publisher.diagnostics import Span
from publisher.preview.edits import Edit

Lines: TypeAlias = Mapping[str, tuple[tuple[int, Span], ...]]
"""Document in the EPUB → lines its blocks begin on, and where in the manuscript they are."""

_LINE = attrgetter("span.line")


@dataclass(frozen=True, slots=True)
class Shown:
    """A block of the manuscript and where it is shown."""

    span: Span
    boxes: tuple[Box, ...]  # one for each page it touches
    document: str  # in the EPUB; "" if it is not there


@dataclass(frozen=True, slots=True)
class Begins:
    """Where a document of the EPUB has a block of the manuscript."""

    span: Span
    document: str


@dataclass(frozen=True, slots=True)
class Places:
    """An index over the page map and over the lines of the EPUB's documents."""

    pages: PageMap
    printed: Mapping[PurePosixPath, list[BlockRow]]  # by line
    on_page: Mapping[int, list[tuple[BlockRow, int]]]  # and which of its boxes
    begins: Mapping[PurePosixPath, list[Begins]] = field(
        default_factory=dict
    )  # by line
    of_unit: Mapping[str, str] = field(default_factory=dict)
    """PageRow.unit → document in the EPUB"""

    def beside(self, lines: Lines, names: Iterable[str]) -> Places:
        """Give the same pages beside an EPUB; `names` are the files in it."""
        begins = defaultdict(list)
        for document, blocks in lines.items():
            for _, span in blocks:
                begins[span.path].append(Begins(span, document))
        for starts in begins.values():
            starts.sort(key=attrgetter("span"))
        return replace(self, begins=begins, of_unit=_documents(names))

    def on(self, page: int) -> Iterator[tuple[Shown, int]]:
        """Yield the blocks on a page, and which of their boxes stands there."""
        for row, number in self.on_page.get(page, ()):
            yield self._shown(row), number

    def of(self, path: PurePosixPath, line: int) -> Shown | None:
        """Find the printed block a line belongs to: the last that begins before it."""
        rows = self.printed.get(path)
        if not rows:
            return None
        index = bisect_right(rows, line, key=_LINE)
        return self._shown(rows[max(index - 1, 0)])

    def within(self, edits: Mapping[PurePosixPath, Edit]) -> Iterator[Shown]:
        """Yield the blocks that hold edited lines, in the order of the manuscript."""
        for path in sorted(edits):
            edit, rows = edits[path], self.printed.get(path, [])
            index = bisect_right(rows, edit.first, key=_LINE)
            start = rows[max(index - 1, 0)].span.line if rows else 0
            for row in rows:
                if start <= row.span.line <= edit.last:
                    yield self._shown(row)

    def document(self, page: int) -> str:
        """Name the EPUB's document that holds the text of a page, or else the next one.

        Some pages are on paper alone, such as the half-title. Gives "" behind the last.
        """
        following = self.pages.pages[page - 1 :]
        named = (self.of_unit.get(row.unit, "") for row in following)
        return next(filter(None, named), "")

    def _shown(self, row: BlockRow) -> Shown:
        begins = self.begins.get(row.span.path, [])
        index = bisect_right(begins, row.span, key=attrgetter("span"))
        named = begins[max(index - 1, 0)].document if begins else ""
        return Shown(row.span, row.boxes, named or self.of_unit.get(row.unit, ""))


def moved(lines: Lines, edits: Mapping[PurePosixPath, Edit]) -> Lines:
    """Say where the manuscript's lines are after some edits."""

    def now(span: Span) -> Span:
        edit = edits.get(span.path)
        return replace(span, line=edit.moved(span.line)) if edit else span

    return {
        document: tuple((number, now(span)) for number, span in each)
        for document, each in lines.items()
    }


def index(pages: PageMap) -> Places:
    """Make the index of printed pages, without an EPUB beside them."""
    printed, on_page = defaultdict(list), defaultdict(list)
    for row in pages.blocks:
        if row.boxes:
            printed[row.span.path].append(row)
        for number, box in enumerate(row.boxes):
            on_page[box.page].append((row, number))
    for rows in printed.values():
        rows.sort(key=attrgetter("span"))
    return Places(pages, printed, on_page)


def _documents(names: Iterable[str]) -> Mapping[str, str]:
    """Give the document of each unit: it is named after it, but for the contents."""
    named = {PurePosixPath(name).stem: name for name in names if name.endswith("xhtml")}
    return {"contents": named.get("nav", "")} | named
