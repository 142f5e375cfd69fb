"""What a PDF holds, read to the last object: fonts, streams, pages and what leads from them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TypeAlias, TypeGuard

from pikepdf import Array, Dictionary, Name, Object, Pdf, Stream

_FONTS = {"/Font", "/FontDescriptor"}
_PACKED = Name.FlateDecode  # asked of every object
_NONE = Name.D  # asked of every link

Way: TypeAlias = "tuple[str, int | None]"
"""Where a link leads inside the file: as it is written; the page, unless it leads by a name."""


@dataclass(frozen=True, slots=True)
class Leaf:
    """A page, as far as it is asked for."""

    number: int  # of its object
    streams: Sequence[Object]
    ways: Sequence[Way]


@dataclass(slots=True)
class Body:
    """The objects of a file that are asked for more than whether they can be read."""

    fonts: list[Object] = field(default_factory=list)  # and what describes them
    streams: list[Stream] = field(default_factory=list)  # packed as ours are
    leaves: list[Leaf] = field(default_factory=list)
    news: list[tuple[str, bytes]] = field(default_factory=list)
    """What may be kept, by key, if the file is sound."""


def body_of(pdf: Pdf) -> Body:
    """Read every object of a file."""
    body = Body()
    for item in pdf.objects:
        if isinstance(item, Dictionary):  # as nearly all are
            if is_of_fonts(item):
                body.fonts.append(item)
        elif is_packed(item):
            body.streams.append(item)
    for page in pdf.pages:
        ways = map(way_of, page.obj.get("/Annots", ()))
        here = [each for each in ways if each is not None]
        body.leaves.append(Leaf(page.obj.objgen[0], streams_of(page.obj), here))
    return body


def is_of_fonts(item: Object) -> bool:
    """Tell whether a dictionary is a font, or describes one."""
    return str(item.get("/Type")) in _FONTS


def is_packed(item: Object) -> TypeGuard[Stream]:
    """Tell whether something is a stream that is packed as ours are."""
    return isinstance(item, Stream) and bool(item.get("/Filter") == _PACKED)


def streams_of(page: Object) -> Sequence[Object]:
    """List the streams with the operators of a page."""
    contents = page.get("/Contents")
    if contents is None:
        return []
    return list(contents) if isinstance(contents, Array) else [contents]


def way_of(holder: Object) -> Way | None:
    """Find where a link goes inside the file; None for one that goes elsewhere."""
    if not isinstance(holder, Dictionary):
        return None
    to = holder.get("/Dest")
    if to is None:
        action = holder.get("/A", Dictionary())
        to = action.get("/D") if action.get("/S") == Name.GoTo else None
    if to is None:
        return None
    page = page_of(to)
    return (str(to), None) if page is None else (to.unparse().decode("latin-1"), page)


def page_of(to: Object) -> int | None:
    """Give the number of the page of a destination, 0 if it has none; None for a name."""
    if isinstance(to, Dictionary):  # beside the page, an element of the structure
        to = to.get("/D", _NONE)
    if not isinstance(to, Array):
        return None
    written = to.unparse().split(None, 4)  # for its page is not to be read
    return int(written[1]) if written[2:4] == [b"0", b"R"] else 0
