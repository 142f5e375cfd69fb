"""Blocks and inlines to markup: the part that EPUB and print share.

The result is well-formed XML with HTML's element names. Words the publisher adds (a
label, a mark, a signature) stand in elements of class `gen`, so that a reader of the
finished file can tell them from the author's.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import chain, repeat

from publisher.model import (
    Block,
    BulletList,
    CodeBlock,
    Comment,
    Conditional,
    Definition,
    DefinitionList,
    Division,
    Figure,
    Heading,
    ListItem,
    OrderedList,
    PageBreak,
    Paragraph,
    Quotation,
    Remark,
    SceneBreak,
    Stanza,
    Table,
    Verse,
)
from publisher.render.displays import figure, table
from publisher.render.inlines import attributed as attributed
from publisher.render.inlines import inlines as inlines
from publisher.render.inlines import language as language
from publisher.render.markup import Markup
from publisher.render.setting import EMPTY, PAPER, Setting, facing
from publisher.render.words import section_number, signature

STANZA = 14
"""Lines of the longest stanza that is a form of its own (a sonnet, Onegin's): on paper a
longer one may be divided."""

STYLED, DEEPEST = 9, 20
"""Indents of verse, in em: the last that has a class (common.css), and the last there is."""

TURN = 2  # em, by which what turns over is indented


def blocks(nodes: Iterable[Block], setting: Setting) -> Markup:
    """Set a run of blocks, each on lines of its own."""
    return Markup("\n".join(block(node, setting) for node in nodes))


def block(node: Block, setting: Setting) -> Markup:  # noqa: C901 one arm a type
    """Set one block."""
    match node:
        case Heading():
            return heading(node, setting)
        case Paragraph(children=children, attributes=attributes):
            return Markup("<p{}{}>{}</p>").format(
                setting.at(node.span),
                attributed(attributes, setting),
                inlines(children, facing(node, setting)),
            )
        case Verse():
            return verse(node, setting)
        case Quotation(blocks=inside):
            return _container("blockquote", inside, node, setting)
        case BulletList(items=items, tight=tight):
            return _list("ul", Markup(), items, setting, tight=tight)
        case OrderedList(items=items, tight=tight, start=start):
            first = Markup(' start="{}"').format(start) if start != 1 else EMPTY
            return _list("ol", first, items, setting, tight=tight)
        case DefinitionList(entries=entries):
            inner = EMPTY.join(_definition(each, setting) for each in entries)
            return Markup("<dl>\n{}</dl>").format(inner)
        case CodeBlock(value=value):
            return Markup('<pre class="code"{}><code>{}</code></pre>').format(
                setting.at(node.span), value
            )
        case Table():
            return table(node, setting)
        case Figure():
            return figure(node, setting)
        case Remark():
            return _remark(node, setting)
        case Division(blocks=inside, attributes=attributes):
            return Markup("<div{}>\n{}\n</div>").format(
                attributed(attributes, setting), blocks(inside, facing(node, setting))
            )
        case Conditional(condition=condition, blocks=inside):
            return blocks(inside, setting) if setting.shows(condition) else EMPTY
        case SceneBreak():
            return Markup('<hr class="scene"{}/>').format(setting.at(node.span))
        case PageBreak():
            return Markup('<div class="page-break"></div>')
        case Comment():
            return EMPTY


def heading(node: Heading, setting: Setting) -> Markup:
    """Set a heading inside a unit."""
    return Markup("<h{0}{1}{2}>{3}{4}</h{0}>").format(
        node.level,
        setting.at(node.span),
        attributed(node.attributes, setting),
        section_number(node, setting),
        inlines(node.children, facing(node, setting)),
    )


def _container(
    name: str, inside: tuple[Block, ...], node: Quotation, setting: Setting
) -> Markup:
    return Markup("<{0}{1}>\n{2}\n</{0}>").format(
        name, setting.at(node.span), blocks(inside, setting)
    )


def verse(node: Verse, setting: Setting, before: Markup = EMPTY) -> Markup:
    """Set verse, with `before` at the head of its first line."""
    heads = chain([before], repeat(EMPTY))
    within = facing(node, setting)
    return Markup("<div{}{}>\n{}</div>").format(
        setting.at(node.span),
        attributed(node.attributes, setting, "verse"),
        EMPTY.join(_stanza(stanza, heads, within) for stanza in node.stanzas),
    )


def _stanza(stanza: Stanza, heads: Iterator[Markup], setting: Setting) -> Markup:
    lines = (
        Markup('<span class="line{}"{}>{}{}</span>').format(
            f" in{min(line.indent, STYLED)}" if line.indent else "",
            _far(line.indent, setting),
            next(heads),
            inlines(line.children, setting),
        )
        for line in stanza.lines
    )
    long = len(stanza.lines) > STANZA and setting.formats == PAPER
    return Markup('<p class="stanza{}">{}</p>\n').format(
        " long" if long else "", Markup("<br/>\n").join(lines)
    )


def _far(indent: int, setting: Setting) -> Markup:
    """Set a line deeper than the styles say, as the second half of a shared verse."""
    if indent <= STYLED:
        return EMPTY
    side = "right" if setting.direction == "rtl" else "left"
    return Markup(' style="padding-{}: {}em"').format(side, min(indent, DEEPEST) + TURN)


def _list(
    name: str,
    extra: Markup,
    items: tuple[ListItem, ...],
    setting: Setting,
    *,
    tight: bool,
) -> Markup:
    inner = EMPTY.join(
        Markup("<li>{}</li>\n").format(
            blocks(item.blocks, setting) or _line(item, setting)
        )
        for item in items
    )
    kind = Markup(' class="tight"') if tight else EMPTY
    return Markup("<{0}{1}{2}>\n{3}</{0}>").format(name, kind, extra, inner)


def _line(item: ListItem, setting: Setting) -> Markup:
    """Give an item that holds nothing a line of its own, for its number to stand on."""
    return Markup("<p{}>\u00a0</p>").format(setting.at(item.span))


def _definition(entry: Definition, setting: Setting) -> Markup:
    term = inlines(entry.term, setting)  # first: page marks are listed as they are met
    meanings = EMPTY.join(
        Markup("<dd>{}</dd>\n").format(blocks(meaning, setting))
        for meaning in entry.meanings
    )
    return Markup("<dt{}>{}</dt>\n{}").format(setting.at(entry.span), term, meanings)


def _remark(node: Remark, setting: Setting) -> Markup:
    return Markup("<aside{}{}>\n{}\n{}</aside>").format(
        attributed(node.attributes, setting, "remark"),
        setting.remark(node.by),
        blocks(node.blocks, facing(node, setting)),
        Markup('<p class="signature">{}</p>\n').format(signed)
        if (signed := signature(node.by, setting.book))
        else EMPTY,
    )
