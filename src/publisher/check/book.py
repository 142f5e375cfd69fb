"""Rules about the book itself, before anything is rendered."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from pathlib import PurePosixPath

from publisher import rules
from publisher.artifacts import Asset
from publisher.bookinfo import Role
from publisher.check.meant import meant
from publisher.diagnostics import Diagnostic, Span
from publisher.model import (
    Book,
    Code,
    CodeBlock,
    Comment,
    Conditional,
    Figure,
    Heading,
    InlineConditional,
    Node,
    PageBreak,
    Paragraph,
    Picture,
    Reference,
    SceneBreak,
    SoftBreak,
    Text,
    Unit,
)
from publisher.mottoes import motto
from publisher.tree import plain, walk

_IMAGE_NAME = (
    ".png",
    ".jpg",
    ".jpeg",
    ".gif",
    ".svg",
    ".webp",
    ".tif",
    ".tiff",
    ".bmp",
)
_RARE = (Picture, Reference, Conditional, InlineConditional)
"""The nodes that rules about a book look at, gathered once."""
LONGEST = 10_000
"""Letters of the longest word; PDFium reads 16,383 of one string."""

_WORD = re.compile(r"[^\s\u0e00-\u109f\u1780-\u17ff\u2e80-\uffff-]++")
"""What no line is broken in: not the words of scripts that are written without spaces."""

GENERATED = {
    Role.HALF_TITLE,
    Role.TITLE_PAGE,
    Role.IMPRINT,
    Role.CONTENTS,
    Role.LIST,
    Role.NOTES,
    Role.CONCORDANCE,
    Role.ENDING,
}


def check_book(
    book: Book,
    assets: Mapping[PurePosixPath, Asset],
    unreadable: frozenset[PurePosixPath],
    files: Collection[PurePosixPath] = (),
) -> list[Diagnostic]:
    """Say everything that is wrong with a resolved book.

    `assets` are the images that can be used; `unreadable` are those already reported;
    `files` are all that lie in the folder, used or not.
    """
    rare = [
        each for each in nodes_of(book) if isinstance(each, _RARE) or _is_long(each)
    ]
    return [
        *missing_images(book, rare, assets, unreadable, files),
        *pictures_without_words(rare),
        *empty_chapters(book),
        *empty_lists(book),
        *untitled_files(book),
        *skipped_levels(book),
        *hidden_targets(book, rare),
        *passages_for_the_screen(rare),
        *endless_words(rare),
    ]


def nodes_of(book: Book) -> Iterator[Node]:
    """Yield every node of the book: titles, text, then the notes."""
    for unit in book.units:
        yield from walk(tuple(_with_opener(unit)))
    for note in book.notes.values():
        yield from walk((note.note,))


def _with_opener(unit: Unit) -> Iterator[Node]:
    if unit.opener:
        yield unit.opener
    yield from unit.blocks


def missing_images(
    book: Book,
    rare: Iterable[Node],
    assets: Mapping[PurePosixPath, Asset],
    unreadable: frozenset[PurePosixPath],
    files: Collection[PurePosixPath],
) -> Iterator[Diagnostic]:
    """Report every picture, larger picture and cover whose file is not there.

    A path that was refused where it was read is empty, and was reported there.
    """
    there = sorted({str(path) for path in (*files, *assets)})
    for path, span in _images(book, rare):
        if path in assets or path in unreadable or not path.name:
            continue
        likely = meant(str(path), there)
        if likely is None:
            hint = "put the file there, or mend the name"
        elif likely.casefold() == str(path).casefold():
            hint = (
                f'it is called "{likely}"; capital and small letters are not the same'
            )
        else:
            hint = f'did you mean "{likely}"?'
        yield rules.MISSING_IMAGE.at(span, f'there is no image "{path}"', hint)


def _images(book: Book, rare: Iterable[Node]) -> Iterator[tuple[PurePosixPath, Span]]:
    if book.info.cover:
        yield book.info.cover, book.info.places.get("cover-image", book.info.span)
    for node in rare:
        if isinstance(node, Picture):
            yield node.path, node.span
            if node.large:
                yield node.large, node.span


def pictures_without_words(rare: Iterable[Node]) -> Iterator[Diagnostic]:
    """Find images that say nothing to those who cannot see them.

    An empty `alt=""` on purpose is right for an ornament, so only a missing one counts.
    """
    hint = (
        'describe it for those who cannot see it: {alt="…"}; alt="" if it only adorns'
    )
    for node in rare:
        if not isinstance(node, Picture) or not node.path.name:
            continue
        if node.alt is None:
            message = f'the image "{node.path}" has no alternative text'
            yield rules.NO_ALT.at(node.span, message, hint)
        elif _names_a_file(node.alt, node.path):
            message = f'"{node.alt}" is the name of a file, and describes nothing'
            yield rules.ALT_IS_NAME.at(node.span, message, hint)


def _names_a_file(alt: str, path: PurePosixPath) -> bool:
    """Tell whether an alternative text is only what a file is called, or its path.

    A name without its ending counts only if it looks like one, for a picture of an anchor
    may well be called anchor.svg.
    """
    said = alt.strip().casefold()
    is_name = len(said.split()) == 1 and said.endswith(_IMAGE_NAME)
    if is_name or said in {str(path).casefold(), path.name.casefold()}:
        return True
    return said == path.stem.casefold() and re.search(r"[\d_]", said) is not None


def empty_chapters(book: Book) -> Iterator[Diagnostic]:
    """Find files of which nothing would be printed but a title."""
    for unit in book.units:
        if unit.role in GENERATED or unit.role is Role.PART:
            continue
        if all(map(_is_silent, unit.blocks)):
            yield rules.EMPTY_CHAPTER.at(
                unit.span,
                f'"{unit.source}" has no text',
                hint="write it, or take the file out of book.yaml",
            )


def _is_silent(block: Node) -> bool:
    """Tell whether nothing of a block would be seen, as of one that holds only spaces."""
    if isinstance(block, Comment | SceneBreak | PageBreak):
        return True
    blank = all(type(each) in {Text, SoftBreak, Paragraph} for each in walk((block,)))
    return blank and not plain((block,)).strip()


def empty_lists(book: Book) -> Iterator[Diagnostic]:
    """Find lists of figures or maps that would be a title alone; a sample may have some."""
    for unit in book.units if not book.edition else ():
        if unit.role is Role.LIST and not book.lists.get(unit.listing):
            key = unit.listing
            yield rules.EMPTY_LIST.at(
                unit.span,
                f'nothing in the book has a label "{key}-…", so the list is empty',
                hint=f"label what it is to name, as {{#{key}-one}}, or take the list out",
            )


def untitled_files(book: Book) -> Iterator[Diagnostic]:
    """Find files with text that do not begin with a level-1 heading, as only mottoes may."""
    for unit in book.units:
        if unit.source and not unit.opener and unit.blocks and not motto(unit):
            below = (each for each in unit.blocks if isinstance(each, Heading))
            title = next(below, None)
            hint = 'begin it with "# Title"; `# Title {.unlisted}` keeps it out of the contents'
            if unit.role is Role.FRONT_PIECE:
                hint += "; a dedication or motto needs none within ::: dedication or ::: epigraph"
            if title is not None and title.level == 1:
                hint = f"put its title, at {title.span}, before everything else"
            yield rules.NO_TITLE.at(
                unit.span, f'"{unit.source}" does not begin with a title', hint
            )


def skipped_levels(book: Book) -> Iterator[Diagnostic]:
    """Find a heading two levels below the one before it."""
    for unit in book.units:
        above = 1
        for node in walk(unit.blocks):
            if isinstance(node, Heading):
                if node.level > above + 1:
                    yield rules.HEADING_SKIP.at(
                        node.span,
                        f"a heading of level {node.level} follows one of level {above}",
                        hint=f'write it with {above + 1} "#"',
                    )
                above = node.level


def passages_for_the_screen(rare: Iterable[Node]) -> Iterator[Diagnostic]:
    """Find passages that set one PDF apart from the other: both have the same pages."""
    for node in rare:
        if isinstance(node, Conditional | InlineConditional):
            named = (*node.condition.formats, *node.condition.not_formats)
            if "screen" in named:
                yield rules.SCREEN_ALONE.at(
                    node.span,
                    "the screen PDF has the same pages as the printed book",
                    hint='say "pdf" for both PDFs, or "epub"',
                )


def _is_long(node: Node) -> bool:
    return isinstance(node, Text | Code | CodeBlock) and len(node.value) > LONGEST


def endless_words(rare: Iterable[Node]) -> Iterator[Diagnostic]:
    """Find words that no line and no string of a PDF can hold."""
    long = (each for each in rare if isinstance(each, Text | Code | CodeBlock))
    for node in long:
        for word in _WORD.finditer(node.value):
            if len(word[0]) > LONGEST:
                yield rules.LONG_WORD.at(
                    node.span,
                    f'a word of {len(word[0]):,} letters begins with "{word[0][:20]}"',
                    hint="see what was pasted here; no line can hold it",
                )


def hidden_targets(book: Book, rare: Sequence[Node]) -> Iterator[Diagnostic]:
    """Find references, seen in an output, to what that output leaves out."""
    hidden = dict(_hidden_anchors(rare))
    for node in rare if hidden else ():
        if isinstance(node, Reference) and (target := book.targets.get(node.label)):
            place = hidden.get(target.anchor)
            if place and not _inside(node, rare, place):
                yield rules.HIDDEN_TARGET.at(
                    node.span,
                    f'"{target.plain or target.name}" is not shown in every output',
                    hint=f"it stands in the conditional passage at {place.span}",
                )


def _hidden_anchors(rare: Iterable[Node]) -> Iterator[tuple[str, Node]]:
    for node in rare:
        if isinstance(node, Conditional | InlineConditional):
            for inner in walk((node,)):
                if isinstance(inner, Heading | Figure) and inner.attributes.id:
                    yield inner.attributes.id, node


def _inside(reference: Reference, rare: Iterable[Node], passage: Node) -> bool:
    """Tell whether a reference stands in a passage shown under the same condition."""
    for node in rare:
        if isinstance(node, Conditional | InlineConditional) and isinstance(
            passage, Conditional | InlineConditional
        ):
            same = node.condition == passage.condition
            if same and any(each is reference for each in walk((node,))):
                return True
    return False
