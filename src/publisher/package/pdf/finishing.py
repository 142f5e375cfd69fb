"""A fragment made into objects of the two files, when its place in them is known.

Finishing is a function of its arguments alone: what it gives can be kept, and found
again by the fragment, its place, its folios and the pages it refers to.
"""

from __future__ import annotations

import pickle
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import Protocol, cast

from publisher.cache import fingerprint, key
from publisher.fragments import Fragment, Leaf, Loose, Placed, Strip
from publisher.package.pdf.numbering import HELD, PAGES, Place, Tokens
from publisher.package.pdf.patching import drawn
from publisher.package.pdf.syntax import (
    QUICK,
    Chunk,
    compressed,
    numbers,
    packed,
    reference,
    references,
    stream,
)

_APART = b"\x01;\x02"  # no token, and in no head
_FILTER = b"<</Filter/FlateDecode>>"


@dataclass(frozen=True, slots=True)
class Finished:
    """The objects of a fragment in each of the two files."""

    press: tuple[Chunk, ...]
    screen: tuple[Chunk, ...]


class Memory(Protocol):
    """What keeps finished fragments from one build to the next, by key."""

    def value(self, key: str, /) -> object:
        """Give the value that is kept; raise KeyError where there is none."""

    def put(self, key: str, data: bytes, /) -> None:
        """Keep something."""


def finished(
    fragment: Fragment,
    placed: Placed,
    place: Place,
    labels: Mapping[str, str],
    memory: Memory | None,
) -> Finished:
    """Finish a fragment, or find what was made of it before, in this very place.

    Most of a book stands where it stood when a word is changed, and compressing is half
    the work of writing.
    """
    if memory is None or not placed.name:
        return finish(fragment, place, placed.labels, labels)
    told = (place.base, place.key, place.pages, sorted(place.elsewhere.items()))
    named = repr((told, placed.labels, sorted(labels.items())))
    name = key("finished", fingerprint(), placed.name, named)
    with suppress(KeyError):
        return cast(Finished, memory.value(name))
    made = finish(fragment, place, placed.labels, labels)
    memory.put(name, pickle.dumps(made, pickle.HIGHEST_PROTOCOL))
    return made


def finish(
    fragment: Fragment, place: Place, folios: Sequence[str], labels: Mapping[str, str]
) -> Finished:
    """Give all objects their numbers and all pages their digits.

    `folios` are what its pages are called, `labels` what the pages of the anchors it
    refers to are called.
    """
    heads = _heads(fragment.objects, Tokens(place))
    count = len(fragment.objects)
    both = [*_streams(fragment, place, heads, screen=False)]
    common = _plain(fragment, place, heads, screen=False)
    both += _packs(common, place, count, 0)
    following = -(-len(common) // HELD)
    screen = [
        (place.node, _node(place)),
        *_pages(fragment, place, screen=True),
        *_parents(fragment, place),
        *_plain(fragment, place, heads, screen=True),
    ]
    press = [(place.node, _node(place)), *_pages(fragment, place, screen=False)]
    return Finished(
        press=(
            *both,
            *_strips((leaf.plain for leaf in fragment.leaves), place, folios, labels),
            *_packs(press, place, count, following),
        ),
        screen=(
            *both,
            *_streams(fragment, place, heads, screen=True),
            *_strips((leaf.tagged for leaf in fragment.leaves), place, folios, labels),
            *_packs(screen, place, count, following),
        ),
    )


def _heads(objects: Sequence[Loose], tokens: Tokens) -> list[bytes]:
    """Put numbers into all heads, in one go: they are many and short."""
    return tokens.resolve(_APART.join(each.head for each in objects)).split(_APART)


def _plain(
    fragment: Fragment, place: Place, heads: Sequence[bytes], *, screen: bool
) -> list[tuple[int, bytes]]:
    """List the objects that are no streams: those of both files, or the screen's own."""
    return [
        (place.object(index), heads[index])
        for index, each in enumerate(fragment.objects)
        if each.body is None and each.screen is screen
    ]


def _streams(
    fragment: Fragment, place: Place, heads: Sequence[bytes], *, screen: bool
) -> Iterator[Chunk]:
    """Yield the streams that do not stand in the file already."""
    for index, each in enumerate(fragment.objects):
        here = each.screen is screen and index not in place.elsewhere
        if here and each.body is not None:
            yield stream(place.object(index), heads[index], each.body)


def _packs(
    objects: Sequence[tuple[int, bytes]], place: Place, count: int, first: int
) -> Iterator[Chunk]:
    for index, at in enumerate(range(0, len(objects), HELD), first):
        yield packed(place.pack(count, index), objects[at : at + HELD])


def _strips(
    pairs: Iterable[tuple[Strip, Strip]],
    place: Place,
    folios: Sequence[str],
    labels: Mapping[str, str],
) -> Iterator[Chunk]:
    for page, (pair, folio) in enumerate(zip(pairs, folios, strict=True)):
        for part, strip in enumerate(pair):
            if strip.data:
                body = strip.data
                if not strip.packed:
                    body = compressed(drawn(strip, folio, labels), QUICK)
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
        contents = [place.strip(index, part) for part in (0, 1) if shown[part].data]
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
