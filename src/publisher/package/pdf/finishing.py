"""A fragment made into objects of the two files, when its place in them is known.

Finishing is a function of its arguments alone: what it gives can be kept, and found
again by the fragment, its place, its folios and the pages it refers to.
"""

from __future__ import annotations

import pickle
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from typing import Protocol, TypeAlias, cast

from publisher.cache import fingerprint, key
from publisher.fragments import Fragment, Leaf, Strip
from publisher.package.pdf.numbering import HELD, PAGES, Place, Tokens
from publisher.package.pdf.patching import numbered
from publisher.package.pdf.syntax import (
    Chunk,
    numbers,
    packed,
    reference,
    references,
    stream,
)

_APART = b"\x01;\x02"  # no token, and in no head
_FILTER = b"<</Filter/FlateDecode>>"


Called: TypeAlias = "tuple[Sequence[str], Mapping[str, str]]"
"""What the pages of a fragment are called, and those of the anchors it refers to."""

Making: TypeAlias = "Callable[[Fragment, Place, Called], Iterator[Chunk]]"
"""Makes some of the objects of a fragment."""

NAMELESS: Called = ((), {})


class Memory(Protocol):
    """What keeps finished fragments from one build to the next, by key."""

    def value(self, key: str, /) -> object:
        """Give the value that is kept; raise KeyError where there is none."""

    def put(self, key: str, data: bytes, /) -> None:
        """Keep something."""


def finished(
    make: Making,
    fetch: Callable[[], Fragment],
    name: str,
    place: Place,
    called: Called,
    memory: Memory | None,
) -> Sequence[Chunk]:
    """Finish what one of the functions below makes of a fragment, or find it.

    `name` is all that the fragment depends on. Most of a book stands where it stood when a
    word is changed, and compressing is half the work of writing.
    """
    if memory is None or not name:
        return tuple(make(fetch(), place, called))
    where = (place.base, place.key, place.pages, sorted(place.elsewhere.items()))
    folios, labels = called
    named = repr((where, folios, sorted(labels.items())))
    own = key(make.__name__, fingerprint(), name, named)
    with suppress(KeyError):
        return cast(Sequence[Chunk], memory.value(own))
    made = tuple(make(fetch(), place, called))
    memory.put(own, pickle.dumps(made, pickle.HIGHEST_PROTOCOL))
    return made


def in_both(fragment: Fragment, place: Place, _: Called) -> Iterator[Chunk]:
    """Yield what is the same in both files: pictures, and what they are drawn with."""
    heads = _heads(fragment, place, screen=False)
    yield from _streams(fragment, place, heads)
    yield from _packs(_plain(fragment, place, heads), fragment, place, 0)


def for_press(fragment: Fragment, place: Place, _: Called) -> Iterator[Chunk]:
    """Yield the pages as they are in the file for the press, but for what stands on them."""
    rows = [(place.node, _node(place)), *_pages(fragment, place, screen=False)]
    yield from _packs(rows, fragment, place, _packs_in_both(fragment))


def for_screen(fragment: Fragment, place: Place, _: Called) -> Iterator[Chunk]:
    """Yield the pages as they are in the file for the screen, with links and tags."""
    heads = _heads(fragment, place, screen=True)
    yield from _streams(fragment, place, heads)
    rows = [
        (place.node, _node(place)),
        *_pages(fragment, place, screen=True),
        *_parents(fragment, place),
        *_plain(fragment, place, heads),
    ]
    yield from _packs(rows, fragment, place, _packs_in_both(fragment))


def shown_by_press(fragment: Fragment, place: Place, called: Called) -> Iterator[Chunk]:
    """Yield what stands on the pages in the file for the press, with their numbers."""
    yield from _strips((each.plain for each in fragment.leaves), place, called)


def shown_on_screen(
    fragment: Fragment, place: Place, called: Called
) -> Iterator[Chunk]:
    """Yield what stands on the pages in the file for the screen, with their numbers."""
    yield from _strips((each.tagged for each in fragment.leaves), place, called)


def _heads(fragment: Fragment, place: Place, *, screen: bool) -> dict[int, bytes]:
    """Put numbers into the heads of the objects of both files, or of the screen's own.

    In one go: they are many and short.
    """
    own = [at for at, e in enumerate(fragment.objects) if e.screen is screen]
    joined = _APART.join(fragment.objects[at].head for at in own)
    return dict(zip(own, Tokens(place).resolve(joined).split(_APART), strict=False))


def _plain(
    fragment: Fragment, place: Place, heads: Mapping[int, bytes]
) -> list[tuple[int, bytes]]:
    """List those of some objects that are no streams."""
    return [
        (place.object(index), head)
        for index, head in heads.items()
        if fragment.objects[index].body is None
    ]


def _streams(
    fragment: Fragment, place: Place, heads: Mapping[int, bytes]
) -> Iterator[Chunk]:
    """Yield those of some objects that are streams and not in the file already."""
    for index, head in heads.items():
        body = fragment.objects[index].body
        if body is not None and index not in place.elsewhere:
            yield stream(place.object(index), head, body)


def _packs(
    objects: Sequence[tuple[int, bytes]], fragment: Fragment, place: Place, first: int
) -> Iterator[Chunk]:
    count = len(fragment.objects)
    for index, at in enumerate(range(0, len(objects), HELD), first):
        yield packed(place.pack(count, index), objects[at : at + HELD])


def _packs_in_both(fragment: Fragment) -> int:
    """Count the object streams that both files have of a fragment."""
    plain = sum(e.body is None and not e.screen for e in fragment.objects)
    return -(-plain // HELD)


def _strips(
    pairs: Iterable[tuple[Strip, Strip]], place: Place, called: Called
) -> Iterator[Chunk]:
    folios, labels = called
    for page, (pair, folio) in enumerate(zip(pairs, folios, strict=True)):
        for part, strip in enumerate(pair):
            if strip:
                body = numbered(strip, folio, labels)
                yield stream(place.strip(page, part), _FILTER, body)


def _node(place: Place) -> bytes:
    """Write the node of the page tree that holds the pages of the fragment."""
    kids = references(map(place.page, range(place.pages)))
    return b"<</Type/Pages/Parent %d 0 R/Count %d/Kids%b>>" % (PAGES, place.pages, kids)


def _pages(
    fragment: Fragment, place: Place, *, screen: bool
) -> Iterator[tuple[int, bytes]]:
    resources = reference(place.object(fragment.resources))
    for index, leaf in enumerate(fragment.leaves):
        shown = leaf.tagged if screen else leaf.plain
        contents = [place.strip(index, part) for part in (0, 1) if shown[part]]
        rows = [
            b"<</Type/Page/Parent " + reference(place.node),
            b"/MediaBox" + numbers(leaf.media),
            b"/TrimBox" + numbers(leaf.trim),
            b"/Resources " + resources,
            b"/Contents" + references(contents) if contents else b"",
            *(_for_screen(leaf, place, index) if screen else _for_press(leaf)),
            b">>",
        ]
        yield place.page(index), b"".join(rows)


def _for_press(leaf: Leaf) -> Iterator[bytes]:
    """Let the bleed reach the edge of the sheet."""
    yield b"/BleedBox" + numbers(leaf.media)


def _for_screen(leaf: Leaf, place: Place, page: int) -> Iterator[bytes]:
    """Hide what the trim cuts off; say what can be followed, and what is what."""
    yield b"/CropBox" + numbers(leaf.trim) + b"/Tabs/S"
    if leaf.annotations:
        yield b"/Annots" + references(map(place.object, leaf.annotations))
    if leaf.parents:
        yield b"/StructParents %d" % (place.key + page)


def _parents(fragment: Fragment, place: Place) -> Iterator[tuple[int, bytes]]:
    """Yield the leaf of the parent tree: whose marked content and annotations are."""
    rows = [
        (place.key + page, references(map(place.object, leaf.parents)))
        for page, leaf in enumerate(fragment.leaves)
        if leaf.parents
    ]
    rows += [
        (place.annotation(index), reference(place.object(owner)))
        for index, owner in enumerate(fragment.owners)
    ]
    if rows:
        limits = b"<</Limits[%d %d]/Nums[" % (rows[0][0], rows[-1][0])
        yield place.leaf, limits + b" ".join(b"%d %b" % row for row in rows) + b"]>>"
