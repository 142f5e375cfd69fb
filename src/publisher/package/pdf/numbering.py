"""Object numbers: low ones for what is one in a book, a range for each fragment.

A fragment gets more numbers, and more keys of the parent tree, than it needs. So it can
grow by some lines without moving the numbers of those behind it, and what was finished
of them stays as it is. Numbers that stay free cost nothing: they lie in the compressed
cross-reference stream as a row of the same bytes. But they must not be many more than the
others: qpdf, from 12 on, takes a file for damaged that has more numbers than a third of its
bytes, and a page of a few words has few.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from operator import add

from publisher.fragments import TOKEN
from publisher.pickling import quicken

(
    CATALOG, PAGES, INFO, METADATA, FONTS, STRUCTURE, DOCUMENT, PARENTS, IDENTIFIERS,
    NAMES, OUTLINE, NAMESPACE, PROFILE,
) = range(1, 14)  # fmt: skip
FIRST_FONT, PER_FONT = 16, 6
STEP, SMALL_STEP, KEY_STEP = 512, 64, 128
HELD = 250  # objects in one object stream, at most


@dataclass(frozen=True, slots=True)
class Extent:
    """How much there is of a fragment that wants a number."""

    pages: int
    objects: int
    owners: int  # of annotations
    leads: int


@dataclass(frozen=True, slots=True)
class Place:
    """Where a fragment stands among the numbers of the file."""

    base: int  # the first number of its range
    key: int  # of its first page in the parent tree
    pages: int
    leads: int = 0  # the first number of what its structure elements refer to
    elsewhere: Mapping[int, int] = field(default_factory=dict)
    """Objects of the fragment that stand in the file already → their numbers there."""

    @property
    def node(self) -> int:
        """Of the node of the page tree that holds its pages."""
        return self.base

    @property
    def leaf(self) -> int:
        """Of the leaf of the parent tree that holds its structure elements."""
        return self.base + 1

    def page(self, index: int) -> int:
        """Of a page."""
        return self.base + 2 + index

    def strip(self, page: int, part: int) -> int:
        """Of a content stream: 0 the text area, 1 the margins."""
        return self.base + 2 + self.pages + 2 * page + part

    def object(self, index: int) -> int:
        """Of one of the fragment's own objects."""
        return self.elsewhere.get(index, self.base + 2 + 3 * self.pages + index)

    def meant(self, index: int | None) -> int:
        """Of a structure element of the fragment; None means the Document."""
        return DOCUMENT if index is None else self.object(index)

    def pack(self, objects: int, index: int) -> int:
        """Of an object stream, of a fragment with this many objects."""
        return self.base + 2 + 3 * self.pages + objects + index

    def lead(self, index: int) -> int:
        """Of the array that holds what one of its leads leads to."""
        return self.leads + index

    def annotation(self, index: int) -> int:
        """Key of an annotation in the parent tree."""
        return self.key + self.pages + index


class Tokens(dict[bytes, bytes]):
    """The numbers that stand for the tokens of a fragment, each worked out once."""

    def __init__(self, place: Place) -> None:
        single = {b"D": DOCUMENT, b"F": FONTS, b"N": NAMESPACE}
        super().__init__({token: b"%d" % number for token, number in single.items()})
        self._ways = {
            b"@": place.object,
            b"p": place.page,
            b"r": place.lead,
            b"s": place.annotation,
        }

    def __missing__(self, token: bytes) -> bytes:
        """Work out what a token stands for."""
        found = b"%d" % self._ways[token[:1]](int(token[1:]))
        self[token] = found
        return found

    def resolve(self, heads: bytes) -> bytes:
        """Put numbers in the place of all tokens."""
        parts = TOKEN.split(heads)  # text, kind, index, text, kind, index, …, text
        found = map(self.__getitem__, map(add, parts[1::3], parts[2::3]))
        parts[1::3] = found
        parts[2::3] = [b""] * (len(parts) // 3)
        return b"".join(parts)


def start(fonts: int) -> int:
    """Give the first number behind those of what is one, in a book of so many fonts."""
    return _up(FIRST_FONT + PER_FONT * fonts, STEP)


def room(extent: Extent) -> tuple[int, int]:
    """Say how many object numbers and how many keys are set aside for a fragment."""
    wanted, keys = leads(extent) + extent.leads, extent.pages + extent.owners
    step = STEP if wanted >= STEP else SMALL_STEP
    return _up(wanted + wanted // 8, step), _up(keys + keys // 8, KEY_STEP)


def leads(extent: Extent) -> int:
    """Say how many numbers of a fragment come before those of its leads."""
    packs = 4 + (extent.pages + extent.objects) // HELD * 2
    return 2 + 3 * extent.pages + extent.objects + packs


def _up(value: int, step: int) -> int:
    return -(-value // step) * step


quicken(globals())
