"""Figures and tables to markup: what stands apart from the text, with a caption."""

from __future__ import annotations

from itertools import zip_longest

from publisher.model import Align, Cell, Figure, Row, Table
from publisher.render.crowding import crowded
from publisher.render.inlines import OF_FIGURES, RESERVED, attributed, inlines
from publisher.render.markup import Markup
from publisher.render.setting import EMPTY, Setting, facing
from publisher.render.words import caption_label
from publisher.tree import credits_of, plain

_OURS = (RESERVED | OF_FIGURES | {"drop"}) - {"tbl"}
"""Kinds of a book that no figure has as its class, for that would mean something else."""

LONG = 800
"""Letters of a row that may be divided between pages: one that fills a page must be, and
kept together it would lose the head of its table."""


def figure(node: Figure, setting: Setting) -> Markup:
    """Set pictures with their label, caption and credits."""
    pictures = EMPTY.join(
        Markup('<div class="picture">{}{}</div>\n').format(
            setting.picture(picture), setting.larger(node, picture)
        )
        for picture in node.pictures
    )
    kind = (node.kind,) if node.kind and node.kind not in _OURS else ()
    return Markup("<figure{}{}>\n{}</figure>").format(
        setting.at(node.span),
        attributed(node.attributes, setting, "figure", *kind),
        setting.arranged(node, pictures, _figcaption(node, setting)),
    )


def table(node: Table, setting: Setting) -> Markup:
    """Set a table with its caption."""
    node = setting.tied(node)
    caption = _table_caption(node, setting)
    inside = facing(node, setting)
    head = EMPTY.join(_row(row, node.columns, inside, head=True) for row in node.head)
    names = _column_names(node)
    many = ("columns",) if any(map(setting.under, names)) else ()
    body = EMPTY.join(
        _row(row, node.columns, inside, names, head=False) for row in node.body
    )
    widths = setting.widths(node)
    measured = Markup(' class="measured"') if widths else EMPTY
    frame = "<div{}{}><table{}{}>\n{}{}{}<tbody>\n{}</tbody></table></div>"
    return Markup(frame).format(
        setting.at(node.span),
        attributed(node.attributes, setting, "tbl", *many),
        measured,
        setting.room(node),
        caption,
        widths,
        Markup("<thead>\n{}</thead>\n").format(head) if head else EMPTY,
        body,
    )


def _figcaption(node: Figure, setting: Setting) -> Markup:
    label = caption_label(
        setting.named.get(node.attributes.id), followed=bool(node.caption)
    )
    lines = EMPTY.join(
        Markup('<span class="credit">{}</span>').format(setting.text(credit))
        for credit in credits_of(node)
    )
    words = inlines(node.caption, facing(node, setting))
    if not (label or words or lines):
        return EMPTY
    return Markup("<figcaption>{}{}{}</figcaption>\n").format(label, words, lines)


def _table_caption(node: Table, setting: Setting) -> Markup:
    label = caption_label(
        setting.named.get(node.attributes.id), followed=bool(node.caption)
    )
    words = inlines(node.caption, facing(node, setting))
    if not (label or words):
        return EMPTY
    return Markup("<caption>{}{}</caption>\n").format(label, words)


def _column_names(node: Table) -> tuple[str, ...]:
    """Name the columns of a table, for where they cannot stand side by side."""
    if not node.head or not crowded(node):
        return ()
    return tuple(plain(cell.children) for cell in node.head[-1].cells)


def _row(
    row: Row,
    columns: tuple[Align, ...],
    setting: Setting,
    names: tuple[str, ...] = (),
    *,
    head: bool,
) -> Markup:
    cells = (
        _cell(cell, align, setting, name, head=head)
        for cell, align, name in zip_longest(
            row.cells, columns, names[: len(row.cells)], fillvalue=None
        )
        if cell is not None and align is not None
    )
    long = sum(len(plain(cell.children)) for cell in row.cells) > LONG
    start = Markup('<tr class="long">') if long else Markup("<tr>")
    return Markup("{}{}</tr>\n").format(start, EMPTY.join(cells))


def _cell(
    cell: Cell, align: Align, setting: Setting, column: str | None, *, head: bool
) -> Markup:
    side = Markup(' class="{}"').format(align.value) if align.value else EMPTY
    under = setting.under(column) if column else EMPTY
    name = Markup('th scope="col"') if head and cell.children else Markup("td")
    return Markup("<{}{}{}>{}</{}>").format(
        name, side, under, inlines(cell.children, setting), name[:2]
    )
