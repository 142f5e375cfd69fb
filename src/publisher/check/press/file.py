"""A print file while it is judged, and what it is judged by."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path, PurePosixPath
from typing import TypeVar

from pikepdf import Array, Dictionary, Object, Pdf

from publisher.bookinfo import PrintSettings
from publisher.check.press.fonts import Fonts
from publisher.check.press.graphics import Box, Mark
from publisher.check.press.marks import marks
from publisher.check.press.spaces import inherited
from publisher.diagnostics import Diagnostic, Span
from publisher.points import Points
from publisher.printers import Printer
from publisher.rules import Rule

T = TypeVar("T")

MOST = 6  # pages that a finding names
_HANDED_DOWN = ("/Resources", "/MediaBox", "/CropBox", "/Rotate")  # 7.7.3.4
OURS = "the publisher is at fault, not the book: please report it"


@dataclass(frozen=True, slots=True)
class Fault:
    """A fault of something on a page. Faults with the same words become one finding."""

    rule: Rule
    on: Box | None  # none: of the page as a whole
    words: str
    hint: str
    apart: bool = False  # a finding for each place, not one for all
    measure: float = 0.0  # of several at one place, the least is told


@dataclass(slots=True)
class PressFile:
    """One file, with the book's pages to find places by."""

    pdf: Pdf
    path: Path
    points: Points
    settings: PrintSettings
    places: Mapping[str, Span] = field(default_factory=dict)
    """Where book.yaml says what, by dotted keys."""
    fonts: Fonts = field(default_factory=Fonts)
    shown: set[tuple[int, int]] = field(default_factory=set)
    """Fonts that are not in the file, of letters that pages show."""
    _pages: list[Object] = field(init=False)
    _said: list[bytes] = field(init=False)

    def __post_init__(self) -> None:
        self._pages = [page.obj for page in self.pdf.pages]
        above: dict[bytes, bytes] = {}
        self._said = [_said(page, above) for page in self._pages]

    @property
    def printer(self) -> Printer:
        """Who is to print it."""
        return self.settings.press

    @property
    def count(self) -> int:
        """The number of its pages."""
        return len(self._pages)

    def seen(self, look: Callable[[Object], T]) -> Iterator[tuple[int, Object, T]]:
        """Look at all of each page but its operators; yield its number, it, what is seen.

        Most pages of a book say the same of themselves, and are looked at once.
        """
        known: dict[bytes, T] = {}
        for number, (page, said) in enumerate(
            zip(self._pages, self._said, strict=True), 1
        ):
            if said not in known:
                known[said] = look(page)
            yield number, page, known[said]

    def marks(self, number: int) -> list[Mark]:
        """List what stands on one page."""
        return marks(self._pages[number - 1], self.fonts)

    def label(self, number: int) -> str:
        """Give what a page is called; a page added for the printer has no name."""
        rows = self.points.pages.pages
        return rows[number - 1].label if number <= len(rows) else f"sheet {number}"

    def trim(self, number: int) -> Box:
        """Give the trimmed page."""
        page = self._pages[number - 1]
        found = box_of(page, "/TrimBox") or box_of(page, "/MediaBox")
        return found or Box(0, 0, 0, 0)

    def place(self, number: int, on: Box | None = None) -> Span:
        """Find what was written in the middle of a box of a page; or what begins it."""
        if on is None:
            return self.points.on(number)
        trim = self.trim(number)
        x = (on.left + on.right) / 2 - trim.left
        return self.points.on(number, x, trim.upper - (on.lower + on.upper) / 2)

    def at(self, rule: Rule, number: int, message: str, hint: str = OURS) -> Diagnostic:
        """Make a finding about a page, at the place of what begins it."""
        words = f"page {self.label(number)}: {message}"
        return rule.at(self.place(number), words, hint)

    def whole(self, rule: Rule, message: str, hint: str = OURS) -> Diagnostic:
        """Make a finding about the file as a whole."""
        return rule.at(Span(PurePosixPath(self.path.name), 1), message, hint)

    def chosen(
        self, rule: Rule, keys: Iterable[str], message: str, hint: str
    ) -> Diagnostic:
        """Make a finding at the first of some lines of book.yaml; else about the file."""
        where = next((self.places[key] for key in keys if key in self.places), None)
        if where is None:
            return self.whole(rule, message, hint)
        return rule.at(where, message, hint)


@dataclass(slots=True)
class Faults:
    """The faults of all pages, put together."""

    file: PressFile
    _alike: dict[object, list[tuple[int, Fault]]] = field(default_factory=dict)

    def take(self, number: int, found: Iterable[Fault]) -> bool:
        """Take the faults of a page; tell whether it had any."""
        had = False
        for fault in found:
            place = self.file.place(number, fault.on) if fault.apart else None
            key = (fault.rule.code, place or fault.words)
            self._alike.setdefault(key, []).append((number, fault))
            had = True
        return had

    def findings(self) -> Iterator[Diagnostic]:
        """Make one finding of all that are alike: at the first, with all their pages."""
        for alike in self._alike.values():
            first, _ = alike[0]
            _, worst = min(alike, key=lambda each: each[1].measure)
            names = [self.file.label(n) for n in dict.fromkeys(n for n, _ in alike)]
            where = self.file.place(first, alike[0][1].on)
            yield worst.rule.at(where, f"{worst.words}, on {_pages(names)}", worst.hint)


def _said(page: Object, above: dict[bytes, bytes]) -> bytes:
    """Give what a page says, as it is written, but for where its operators are.

    For its node in the tree of pages stands what that hands down; `above` keeps it.
    """
    said = page.unparse(resolved=True)
    contents, node = page.get("/Contents"), page.get("/Parent")
    if contents is not None:
        said = said.replace(b"/Contents " + contents.unparse(), b"", 1)
    if node is not None:
        name = b"/Parent " + node.unparse()
        if name not in above:
            above[name] = _handed_down(node)
        said = said.replace(name, above[name], 1)
    return said


def _handed_down(node: Object) -> bytes:
    down = {key: inherited(node, key) for key in _HANDED_DOWN}
    held = {key: each for key, each in down.items() if each is not None}
    return Dictionary(held).unparse()


def box_of(page: Object, key: str) -> Box | None:
    """Read a box of a page; None if there is none, or it is no rectangle.

    Only the sheet itself (MediaBox) and what is shown of it (CropBox) are inherited.
    """
    heirs = ("/MediaBox", "/CropBox")
    read = inherited(page, key) if key in heirs else page.get(key)
    if not isinstance(read, Array):
        return None
    try:
        return _box(*read.unparse(resolved=True)[1:-1].split())
    except (TypeError, ValueError):  # as of numbers that stand elsewhere in the file
        return _read(read)


def _read(written: Array) -> Box | None:
    """Read a box number by number."""
    try:
        return _box(*(float(each) for each in written))
    except (TypeError, ValueError):
        return None


@lru_cache(maxsize=64)
def _box(one: float | bytes, two: float | bytes, *others: float | bytes) -> Box:
    """Make a box of four numbers as a file writes them, most of them alike."""
    left, lower = float(one), float(two)
    right, upper = map(float, others)
    return Box(min(left, right), min(lower, upper), max(left, right), max(lower, upper))


def _pages(names: list[str]) -> str:
    """Write the names of pages in short: page 7; pages 3, 4, 9 and 21 more."""
    shown = ", ".join(names[:MOST])
    more = f" and {len(names) - MOST:,} more" if len(names) > MOST else ""
    return f"page{'s' * (len(names) > 1)} {shown}{more}"
