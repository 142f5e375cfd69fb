"""Figures: a picture alone in its paragraph, or a division that holds several."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from publisher import rules
from publisher.diagnostics import Diagnostic, Span
from publisher.model import (
    PLAIN,
    Attributes,
    Block,
    Comment,
    Figure,
    Inline,
    LineBreak,
    Paragraph,
    Picture,
    SoftBreak,
    Table,
    Text,
)
from publisher.parse.reading import Reading
from publisher.parse.strand import Plate, Strand
from publisher.parse.wording import shown


def kind_of(label: str) -> str:
    """Give the kind a label speaks of: "map" of "map-gates" and of "map:gates"."""
    for place, letter in enumerate(label):
        if letter in "-:":
            return label[:place]
    return ""


def alone(strand: Strand, children: tuple[Inline, ...]) -> Figure | None:
    """Make a figure of a paragraph that is one picture and nothing else."""
    if len(children) != 1 or not isinstance(children[0], Picture):
        return None
    plate = strand.plates[-1]  # the outermost is finished last
    if plate.picture is not children[0]:  # `[![…](small)](large)`: the same, enlarged
        plate = replace(plate, picture=children[0])
    return _figure(plate)


def _figure(plate: Plate) -> Figure:
    given = plate.picture.attributes
    picture = replace(
        plate.picture,
        alt=plate.alt,
        credit="",
        title="" if plate.alt is not None else plate.picture.title,
        attributes=Attributes(pairs=given.pairs) if given.pairs else PLAIN,
    )
    own = Attributes(given.id, given.classes, (), given.lang, given.dir)
    return Figure(
        kind_of(given.id),
        (picture,),
        plate.caption,
        plate.picture.credit,
        PLAIN if own == PLAIN else own,
        span=plate.picture.span,
    )


def numbered(
    reading: Reading, blocks: Sequence[Block], given: Attributes, span: Span
) -> list[Block] | None:
    """Make what `::: {#fig-x}` or `::: {#tbl-x}` holds; none if it holds neither."""
    comments: list[Block] = [block for block in blocks if isinstance(block, Comment)]
    rest = [block for block in blocks if not isinstance(block, Comment)]
    words: tuple[Inline, ...] = ()
    if (
        len(rest) > 1
        and isinstance(last := rest[-1], Paragraph)
        and not _pictures(last)
    ):
        words = last.children
        rest.pop()
    if len(rest) == 1 and isinstance(table := rest[0], Table):
        if not (words and table.caption):
            caption = words or table.caption
            return [*comments, replace(table, caption=caption, attributes=given)]
    elif rest and all(_pictures(block) for block in rest):
        return [*comments, _gathered(rest, words, given, span)]
    reading.find(_no_picture(given.id, span))
    return None


def _no_picture(label: str, span: Span) -> Diagnostic:
    return rules.BAD_FIGURE.at(
        span,
        f'"{shown(label)}" is to be numbered but holds no picture alone in its paragraph',
        "put ![](images/file.png) in a paragraph of its own, and the caption last",
    )


def _gathered(
    blocks: Sequence[Block], words: tuple[Inline, ...], given: Attributes, span: Span
) -> Figure:
    """Make one figure of several; the captions of its parts follow its own."""
    pairs = dict(given.pairs)
    credit = pairs.pop("credit", "")
    caption = list(words)
    for block in blocks:
        if isinstance(block, Figure) and block.caption:
            if caption:
                caption.append(LineBreak(span=block.caption[0].span))
            caption.extend(block.caption)
    own = replace(given, pairs=tuple(pairs.items()))
    pictures = tuple(picture for block in blocks for picture in _pictures(block))
    return Figure(kind_of(given.id), pictures, tuple(caption), credit, own, span=span)


def _pictures(block: Block) -> list[Picture]:
    """Give the pictures of a block that holds nothing else."""
    if isinstance(block, Figure):
        name = Attributes(block.attributes.id, pairs=block.pictures[0].attributes.pairs)
        return [
            replace(picture, credit=block.credit, attributes=name)
            for picture in block.pictures
        ]
    if not isinstance(block, Paragraph):
        return []
    pictures = [node for node in block.children if isinstance(node, Picture)]
    others = [node for node in block.children if not isinstance(node, Picture)]
    return pictures if all(_is_gap(node) for node in others) else []


def _is_gap(node: Inline) -> bool:
    match node:
        case SoftBreak() | LineBreak():
            return True
        case Text(value=value):
            return not value.strip()
        case _:  # anything else is part of a text
            return False
