"""Inlines to markup: the words in a line, for EPUB and print alike."""

from __future__ import annotations

from collections.abc import Iterable

from publisher.model import (
    Attributes,
    Cite,
    Code,
    Emphasis,
    IndexMark,
    Inline,
    InlineConditional,
    InlineRemark,
    LineBreak,
    Link,
    NoteCall,
    PageMark,
    Phrase,
    Picture,
    Reference,
    SmallCaps,
    SoftBreak,
    Strikeout,
    Strong,
    Subscript,
    Superscript,
    Term,
    Text,
    Variable,
)
from publisher.render.markup import Markup, escape
from publisher.render.setting import EMPTY, Setting, facing, in_link, said_again
from publisher.render.turning import apart, way
from publisher.render.words import signature, spoken

RESERVED = frozenset(
    {"gen", "note", "call", "pb", "remark", "figure", "verse", "tbl"}
    | {"blank", "endnote", "front", "half", "imprint", "turning"}
)
"""Class names with a meaning of ours, which an author's own class must not take on."""

OF_FIGURES = frozenset({"full-bleed", "full-page", "spread", "turned"})
"""Class names that mean something for figures, and for nothing else."""


def inlines(nodes: Iterable[Inline], setting: Setting) -> Markup:
    """Set a run of inlines."""
    run = setting.run(tuple(nodes), setting.direction)
    return Markup("".join(inline(node, setting) for node in run))


def inline(node: Inline, setting: Setting) -> Markup:  # noqa: C901 one arm a type
    """Set one inline."""
    match node:
        case Text(value=value):
            return escape(setting.text(value))
        case SoftBreak():
            return Markup("\n")
        case LineBreak():
            return Markup("<br/>\n")
        case Emphasis(children=children):
            return _element("em", children, setting)
        case Strong(children=children):
            return _element("strong", children, setting)
        case Strikeout(children=children):
            return _element("s", children, setting)
        case Superscript(children=children):
            return _element("sup", children, setting)
        case Subscript(children=children):
            return _element("sub", children, setting)
        case SmallCaps(children=children):
            return _span("smallcaps", children, setting)
        case Code(value=value):
            return Markup("<code>{}</code>").format(value)
        case Phrase(children=children, attributes=attributes):
            return Markup("<span{}>{}</span>").format(
                attributed(attributes, setting),
                inlines(children, facing(node, setting)),
            )
        case InlineRemark():
            return _inline_remark(node, setting)
        case Link():
            return _link(node, setting)
        case Reference():
            return _reference(node, setting)
        case Cite(source=source):
            return Markup("{}").format(setting.text(source))
        case NoteCall():
            return setting.note_call(node)
        case Picture():
            return setting.picture(node)
        case PageMark():
            return setting.page_mark(node)
        case IndexMark(children=children, anchor=anchor):
            return Markup('<span class="indexed"{}>{}</span>').format(
                setting.id(anchor), inlines(children, setting)
            )
        case Term(children=children):
            return _span("term", children, setting)
        case Variable(name=name):
            return Markup("{}").format(name)
        case InlineConditional(condition=condition, children=children):
            return inlines(children, setting) if setting.shows(condition) else EMPTY


def attributed(attributes: Attributes, setting: Setting, *ours: str) -> Markup:
    """Write id, classes, language and direction; `ours` are the publisher's classes."""
    taken = RESERVED if "figure" in ours else RESERVED | OF_FIGURES
    theirs = (name for name in attributes.classes if name not in taken)
    names = " ".join(dict.fromkeys((*ours, *theirs)))
    return EMPTY.join(
        (
            setting.id(attributes.id) if attributes.id else EMPTY,
            Markup(' class="{}"').format(names) if names else EMPTY,
            language(attributes.lang, way(attributes, setting.direction)),
        )
    )


def language(lang: str, direction: str = "") -> Markup:
    """Write the attributes that say in which language and direction words run."""
    tag = Markup(' lang="{0}" xml:lang="{0}"').format(lang) if lang else EMPTY
    return tag + (Markup(' dir="{}"').format(direction) if direction else EMPTY)


def said(node: Reference, setting: Setting) -> Markup:
    """Say what a reference says: the author's words, or what it leads to."""
    if node.children:
        return inlines(node.children, setting)
    target = setting.book.targets[node.label]
    if not target.number and target.title:
        return inlines(target.title, said_again(setting))
    return Markup("{}").format(spoken(node, target))


def _link(node: Link, setting: Setting) -> Markup:
    inner, held = in_link(setting)
    words = inlines(node.children, inner)
    return setting.link(node, words) + _following(held, setting)


def _reference(node: Reference, setting: Setting) -> Markup:
    inner, held = in_link(setting)
    whole = setting.reference(node, said(node, inner))
    return apart(whole, setting.direction) + _following(held, setting)


def _following(held: Iterable[NoteCall], setting: Setting) -> Markup:
    """Set the calls met in the words of a link: a link cannot hold another."""
    return inlines(held, setting)


def _element(name: str, children: tuple[Inline, ...], setting: Setting) -> Markup:
    return Markup("<{0}>{1}</{0}>").format(name, inlines(children, setting))


def _span(name: str, children: tuple[Inline, ...], setting: Setting) -> Markup:
    return Markup('<span class="{}">{}</span>').format(name, inlines(children, setting))


def _inline_remark(node: InlineRemark, setting: Setting) -> Markup:
    return Markup(
        '<span class="remark"{}><span class="gen">[</span>{}{}'
        '<span class="gen">]</span></span>'
    ).format(
        setting.remark(node.by),
        inlines(node.children, setting),
        signature(node.by, setting.book),
    )
