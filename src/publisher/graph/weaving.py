"""From a resolved book to its graph: one pass over its passages."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from pathlib import PurePosixPath
from unicodedata import normalize

from publisher.artifacts import Manuscript
from publisher.diagnostics import Span
from publisher.graph import Graph, Means, Point, Sort, Tie
from publisher.model import (
    Book,
    IndexMark,
    Link,
    NoteCall,
    NumberedNote,
    PageMark,
    Phrase,
    Picture,
    Reference,
    Target,
)
from publisher.passages import Passage
from publisher.tree import plain

PIECES = frozenset({"part", "chapter", "appendix", "piece"})
"""What `Target.kind` says of pieces of the book."""

_MARGIN = 60  # characters before a reference that are kept


def weave(book: Book, manuscript: Manuscript, read: Iterable[Passage]) -> Graph:
    """Make the graph of a book; `read` are its passages, `manuscript` its files."""
    points = {point.key: point for point in _settled(book)}
    ties: list[Tie] = []
    places = {unit.id: unit.target for unit in book.units}
    for passage in read:
        within = passage.note or places[passage.unit]
        for point in _marks(passage, within):
            points[point.key] = point
        if passage.note:
            _move(points, passage)
        ties += _ties(passage, within)
    ties += _cover(book)
    for path in manuscript.pictures:
        key = image_key(path)
        points[key] = Point(key, Sort.IMAGE, Span(path, 1), name=str(path))
    ties += _includes(manuscript, book, points)
    return Graph(points, tuple(ties), _incoming(ties))


def image_key(path: PurePosixPath) -> str:
    """Give the key of an image, however its letters are composed."""
    return f"image:{normalize('NFC', str(path))}"  # no id in a book has a colon


def file_key(path: PurePosixPath) -> str:
    """Give the key of a file that is included."""
    return f"file:{path}"


def _settled(book: Book) -> Iterator[Point]:
    """Give what already has a row in the book: targets and notes."""
    units = {unit.id: unit.target for unit in book.units}
    for target in book.targets.values():
        yield _target(target, units)
    for note in book.notes.values():
        yield _note(note, units)


def _target(target: Target, units: Mapping[str, str]) -> Point:
    if target.kind in PIECES:
        sort = Sort.CHAPTER
    elif target.kind in {"section", "span"}:
        sort = Sort.LABEL
    else:
        sort = Sort.DISPLAY
    name = target.plain if sort is Sort.CHAPTER else target.name
    within = "" if sort is Sort.CHAPTER else units[target.unit]
    return Point(target.key, sort, target.span, target.kind, name, within)


def _note(note: NumberedNote, units: Mapping[str, str]) -> Point:
    within = note.inside or units[note.unit]
    return Point(note.key, Sort.NOTE, note.note.span, note.series, note.mark, within)


def _move(points: dict[str, Point], passage: Passage) -> None:
    """Put what is labelled inside a note there; a target knows its chapter only."""
    inside = (
        piece.node.attributes.id
        for piece in passage.pieces
        if isinstance(piece.node, Phrase)
    )
    for anchor in (passage.label, *inside):
        if anchor in points:
            points[anchor] = replace(points[anchor], within=passage.note)


def _marks(passage: Passage, within: str) -> Iterator[Point]:
    for piece in passage.pieces:
        match piece.node:
            case PageMark(number=number, edition=edition, anchor=anchor):
                span = piece.node.span
                yield Point(anchor, Sort.PAGE_MARK, span, edition, number, within)
            case IndexMark(entry=entry, pairs=pairs, anchor=anchor):
                span = piece.node.span
                yield Point(anchor, Sort.INDEX_MARK, span, "", entry, within, pairs)
            case _:  # all else is no mark
                pass


def _ties(passage: Passage, within: str) -> Iterator[Tie]:
    for piece in passage.pieces:
        node, span = piece.node, piece.node.span
        match node:
            case Reference():
                before = passage.text[max(0, piece.start - _MARGIN) : piece.start]
                said = plain(node.children)
                yield Tie(
                    Means.REFERENCE, within, node.label, span, before, said,
                    node.form, piece.lang,
                )  # fmt: skip
            case NoteCall(key=key):
                yield Tie(Means.CALL, within, key, span)
            case Link(url=url):
                said = plain(node.children)
                yield Tie(Means.LINK, within, url, span, said=said, lang=piece.lang)
            case Picture(path=path, large=large):
                yield Tie(Means.IMAGE, within, image_key(path), span)
                if large:
                    yield Tie(Means.LARGER, within, image_key(large), span)
            case _:  # all else leads nowhere
                pass


def _cover(book: Book) -> Iterator[Tie]:
    """Give the images that book.yaml names for the cover."""
    info, design = book.info, book.info.cover_design
    named = {
        "cover-image": info.cover,
        "cover.picture": design.picture,
        "cover.portrait": design.portrait,
    }
    for key, path in named.items():
        if path:
            span = info.places.get(key, info.span)
            yield Tie(Means.IMAGE, "", image_key(path), span)


def _includes(
    manuscript: Manuscript, book: Book, points: dict[str, Point]
) -> Iterator[Tie]:
    places = {unit.source: unit.target for unit in book.units if unit.source}
    for each in manuscript.inclusions:
        key, first = file_key(each.path), Span(each.path, 1)
        points.setdefault(key, Point(key, Sort.FILE, first, name=str(each.path)))
        origin = places.get(each.includer, file_key(each.includer))
        yield Tie(Means.INCLUDE, origin, key, each.span)


def _incoming(ties: Iterable[Tie]) -> dict[str, tuple[Tie, ...]]:
    gathered: dict[str, list[Tie]] = {}
    for tie in ties:
        gathered.setdefault(tie.end, []).append(tie)
    return {end: tuple(found) for end, found in gathered.items()}
