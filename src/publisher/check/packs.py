"""The objects of a PDF of ours, of which most are known by the object streams they stand in.

To read 31,000 objects takes a third of a second, and in a book that was edited nearly all are
what they were. So what is asked of those of an object stream is kept, by its bytes and by what
the file says of where they are: both are read whenever the file is.
"""

from __future__ import annotations

import pickle
import re
import sys
from array import array
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import groupby
from pathlib import Path
from typing import Protocol

from pikepdf import Dictionary, Name, Object, Pdf, Stream

from publisher.cache import fingerprint, key
from publisher.check.bodies import (
    Body,
    Leaf,
    Way,
    is_of_fonts,
    is_packed,
    way_of,
)

TOGETHER = 1024  # numbers of objects whose object streams are remembered together
_TAIL = 64  # bytes
_START = re.compile(rb"startxref\s+(\d{1,15})\s+%%EOF\s*$")
_OBJECT = re.compile(rb"(\d{1,9}) 0 obj")
_WIDTHS = [1, 5, 2]  # of the columns of a row, in bytes
_ALONE, _HELD = 1 << 56, 2 << 56  # the least of rows of such objects
_PACK, _HELDS = (
    16,
    2 << 40,
)  # where the number of an object stream begins, and what is above


class Memory(Protocol):
    """What keeps from one build to the next what was found, by key."""

    def get(self, key: str, /) -> bytes | None:
        """Give what is kept, or None."""


class NotOursError(Exception):
    """The file is not as we write files."""


@dataclass(slots=True)
class Told:
    """What some objects say of others, by their numbers."""

    nodes: dict[int, tuple[int, ...]] = field(default_factory=dict)  # of the page tree
    pages: dict[int, tuple[tuple[int, ...], tuple[int, ...]]] = field(
        default_factory=dict
    )  # streams, annotations
    ways: dict[int, Way | None] = field(default_factory=dict)  # of annotations

    def take(self, number: int, item: Object) -> None:
        """Take what an object says, and no other says for it."""
        kind = item.get("/Type") if isinstance(item, Dictionary) else None
        if kind == Name.Annot:
            if any(_is_apart(item.get(each)) for each in ("/A", "/Dest")):
                raise NotOursError
            self.ways[number] = way_of(item)
        elif kind == Name.Page:
            streams = _numbers(item.get("/Contents"))
            self.pages[number] = streams, _numbers(item.get("/Annots"))
        elif kind == Name.Pages:
            self.nodes[number] = _numbers(item.get("/Kids"))

    def add(self, other: Told) -> None:
        """Add what others say."""
        self.nodes |= other.nodes
        self.pages |= other.pages
        self.ways |= other.ways

    def tree(self, number: int, seen: set[int]) -> Iterator[int]:
        """Yield the pages below a node of the page tree, in order."""
        if number in seen:
            raise NotOursError
        seen.add(number)
        if number in self.pages:
            yield number
            return
        for each in self.nodes[number]:
            yield from self.tree(each, seen)


def known_body(pdf: Pdf, path: Path, memory: Memory) -> Body | None:
    """Read a file, but for what is known of it; None for one that is not as ours are."""
    try:
        return _body(pdf, *_places(_rows(pdf, path)), memory)
    except (KeyError, ValueError, NotOursError):
        return None


def _body(
    pdf: Pdf, alone: list[int], packs: Mapping[int, array[int]], memory: Memory
) -> Body:
    body, told, fonts = Body(), Told(), dict[int, Object]()
    objects = {number: pdf.get_object(number, 0) for number in alone}
    body.streams = [each for each in objects.values() if is_packed(each)]
    for some in _together(packs):
        name = key("packs", fingerprint(), *_named(some, packs, objects))
        kept = memory.get(name)
        if kept is not None:
            told.add(pickle.loads(kept))
            continue
        held = sorted(row >> _PACK for n in some for row in packs[n])
        read = {number: pdf.get_object(number, 0) for number in held}
        here, own = _read(read)
        told.add(here)
        fonts |= own
        if not own:  # they are looked at each time
            body.news.append((name, pickle.dumps(here, pickle.HIGHEST_PROTOCOL)))
    here, own = _read(objects)
    told.add(here)
    fonts |= own
    body.fonts = [fonts[number] for number in sorted(fonts)]
    for number in told.tree(pdf.Root.Pages.objgen[0], set()):
        streams, annotations = told.pages[number]
        ways = [way for each in annotations if (way := told.ways[each]) is not None]
        body.leaves.append(Leaf(number, [objects[each] for each in streams], ways))
    return body


def _read(objects: Mapping[int, Object]) -> tuple[Told, dict[int, Object]]:
    """Look at objects: what they say of others, and those that are of fonts."""
    told, fonts = Told(), dict[int, Object]()
    for number, item in objects.items():
        told.take(number, item)
        if isinstance(item, Dictionary) and is_of_fonts(item):
            fonts[number] = item
    return told, fonts


def _together(packs: Iterable[int]) -> Iterator[list[int]]:
    return (
        list(some) for _, some in groupby(sorted(packs), lambda each: each // TOGETHER)
    )


def _named(
    some: Iterable[int],
    packs: Mapping[int, array[int]],
    objects: Mapping[int, Object],
) -> Iterator[str | bytes]:
    """Name all that is read of some object streams, and of where what they hold is."""
    for number in some:
        yield from (str(number), _packed(objects[number]), packs[number].tobytes())


def _packed(item: Object) -> bytes:
    if not (isinstance(item, Stream) and item.get("/Type") == Name.ObjStm):
        raise NotOursError
    return item.read_raw_bytes()


def _numbers(listed: Object | None) -> tuple[int, ...]:
    """Give the numbers of the objects in an array, which are not read for that."""
    written = listed.unparse().split()[1:-1] if listed is not None else []
    count, rest = divmod(len(written), 3)
    if rest or (written[1::3], written[2::3]) != ([b"0"] * count, [b"R"] * count):
        raise NotOursError
    return tuple(map(int, written[::3]))


def _is_apart(part: Object | None) -> bool:
    """Tell whether a part of an object stands elsewhere in the file."""
    return isinstance(part, Object) and part.is_indirect


def _rows(pdf: Pdf, path: Path) -> array[int]:
    """Read where the objects of a file stand (ISO 32000-2, 7.5.8), by their numbers."""
    with path.open("rb") as file:
        file.seek(max(0, path.stat().st_size - _TAIL))
        start = _START.search(file.read())
        file.seek(int(start[1]) if start else 0)
        own = _OBJECT.match(file.read(_TAIL))
    index = pdf.get_object(int(own[1]), 0) if own else None
    if not (
        isinstance(index, Stream)
        and index.get("/Type") == Name.XRef
        and list(index["/W"]) == _WIDTHS
        and not {"/Prev", "/Index", "/DecodeParms"} & index.keys()
    ):
        raise NotOursError
    rows = array("Q", index.read_bytes())
    if sys.byteorder == "little":
        rows.byteswap()
    return rows


def _places(rows: array[int]) -> tuple[list[int], dict[int, array[int]]]:
    """List the numbers of what stands by itself; and in each object stream numbers and places."""
    alone: list[int] = []
    packs: dict[int, array[int]] = {}
    before, held = -1, array("Q")
    for number, row in enumerate(rows):
        if row >= _HELD:
            pack = row >> _PACK
            if pack != before:
                before, held = pack, packs.setdefault(pack - _HELDS, array("Q"))
            held.append(number << _PACK | row & 0xFFFF)
        elif row >= _ALONE:
            alone.append(number)
    return alone, packs
