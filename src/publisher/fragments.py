"""Pages set in type and relocatable: what layout makes of one unit, for any file.

A fragment knows nothing of the pages before it. Its objects carry numbers of its own,
its folios and page references can be given other digits, and what is one for a whole
book (fonts, names, outline, structure) is told apart, to be joined by the linker.

Lengths are in points; positions are those of PDF: from the lower left corner of the
trimmed page, upwards (ISO 32000-2, 8.3.2.3). Pages of a fragment count from 0.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from publisher.pickling import quicken
from publisher.runs import Run

TOKEN = re.compile(rb"\x01([@sprDFN])(\d*)\x02")
"""A number that is known only in the finished file, in the head of an object:

    \\x01@12\\x02  of object 12 of this fragment         \\x01D\\x02  of the Document element
    \\x01p3\\x02   of page 3 of this fragment            \\x01F\\x02  of the fonts of the book
    \\x01s5\\x02   key of this fragment's sixth annotation in the parent tree
    \\x01r2\\x02   of the array that holds what its third lead leads to
    \\x01N\\x02    of the namespace of PDF 2.0

`b"\\x01@12\\x02 0 R"` thus is a reference to object 12.
"""


@dataclass(frozen=True, slots=True)
class Patch:
    """Digits in a stream that the linker writes: a folio or a page reference.

    Their operators are `lead` + x + `trail` + `[<` + glyphs + `>] TJ`, x being left out
    where it is None.
    """

    target: str  # anchor whose page is told; "" for the folio of the page itself
    text: str  # the digits it was laid out with
    glyphs: tuple[str, ...]  # of the digits 0 to 9, each four hexadecimal figures
    lead: bytes
    x: float | None  # where the digits begin, as the text matrix says it
    step: float  # what x loses for each digit more: 0 set left, width/2 centred, …
    trail: bytes


@dataclass(frozen=True, slots=True)
class Strip:
    """One content stream: operators, compressed (zlib), whole or in runs between patches."""

    data: bytes = field(
        default=b"", repr=False
    )  # b"" if nothing stands here, or in runs
    patches: tuple[Patch, ...] = ()  # in their order
    runs: tuple[Run, ...] = ()  # one before each patch, and one behind the last

    def __bool__(self) -> bool:
        """Tell whether anything stands here."""
        return bool(self.data or self.runs)


@dataclass(frozen=True, slots=True)
class Leaf:
    """One page: its boxes, and what stands on it, for press and for the screen.

    Each face of it is two streams to be shown one after the other: the text area, and
    the margins with running heads and folio. Each leaves the graphics state as it was.
    """

    media: tuple[float, float, float, float]  # with bleed
    trim: tuple[float, float, float, float]
    plain: tuple[Strip, Strip]  # without marked content
    tagged: tuple[Strip, Strip]
    annotations: tuple[int, ...] = ()  # objects, screen only
    parents: tuple[int, ...] = ()  # structure element of each marked content, by MCID


@dataclass(frozen=True, slots=True)
class Loose:
    """An object of a fragment; its number is its place among `Fragment.objects`."""

    head: bytes = field(repr=False)  # a dictionary or array, with tokens
    body: bytes | None = field(
        default=None, repr=False
    )  # of a stream, as `head` filters
    screen: bool = False  # only for the screen: annotations and structure


@dataclass(frozen=True, slots=True)
class Face:
    """What a fragment shows of one font."""

    file: str  # name among the fonts of the book: "EBGaramond-Regular.ttf"
    glyphs: Mapping[int, str]  # glyph → the characters it stands for
    widths: Mapping[int, int]  # glyph → advance, in thousandths of the font size


@dataclass(frozen=True, slots=True)
class Bookmark:
    """A line of the outline."""

    level: int  # from 1
    title: str
    page: int
    x: float
    y: float
    meant: int | None = None  # structure element, an object; None: the whole book


@dataclass(frozen=True, slots=True)
class Fragment:
    """The pages of one unit, finished but for numbers."""

    leaves: tuple[Leaf, ...]
    objects: tuple[Loose, ...]
    resources: int  # the object that all pages name as their Resources
    faces: Mapping[str, Face]  # by the name the streams call the font by
    anchors: Mapping[str, tuple[int, float, float]]  # page, x, y: where links lead
    bookmarks: tuple[Bookmark, ...]
    tops: tuple[int, ...]  # structure elements that stand in the Document itself
    owners: tuple[int, ...]  # structure element of each annotation, by its \x01s…\x02
    meant: Mapping[str, int] = field(default_factory=dict)  # anchor → structure element
    inks: bool = False  # something is coloured in inks (DeviceCMYK)
    leads: tuple[str, ...] = ()  # anchors in the book that structure elements refer to


@dataclass(frozen=True, slots=True)
class Placed:
    """A fragment in its place in the book. `load` fetches it each time it is wanted."""

    load: Callable[[], Fragment]
    first: int  # index of its first page in the book, from 1
    labels: tuple[str, ...]  # of its pages: "xii", "112"
    name: str = ""  # all that the fragment depends on, as a key; "" if it has none


quicken(globals())
