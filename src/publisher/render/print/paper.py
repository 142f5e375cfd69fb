"""What markup for paper has and a screen has not: notes with calls, page numbers."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import partial

from publisher.bookinfo import BookInfo, PrintSettings
from publisher.diagnostics import Span
from publisher.model import (
    Book,
    Figure,
    Form,
    Link,
    NoteCall,
    PageMark,
    Picture,
    Reference,
    Table,
    Target,
)
from publisher.render.calls import calls_apart
from publisher.render.markup import Markup
from publisher.render.print.cells import bound_cells, room_for_pictures
from publisher.render.print.endnotes import Ends
from publisher.render.print.folios import Folios
from publisher.render.print.geometry import across, room
from publisher.render.print.notes import Feet
from publisher.render.print.sharing import shared_height
from publisher.render.setting import EMPTY, PAPER, Setting, by_anchor
from publisher.render.turning import in_order, is_apart

ASSETS = "asset:"
"""Scheme of the address of an image; its path follows, only "%" written as "%25"."""

BETWEEN_CALLS = "\u2060\u2009\u2060"  # a thin space at which no line ends

BRACKETS = (("[", "]"), ("{", "}"), ("‹", "›"), ("|", "|"))
"""Of the pages of earlier editions, in the order of these in book.yaml."""

_DASH = re.compile("(?<=.)(?=[—―⸺⸻])|(?<= )(?=– )")


def setting_for(book: Book, folios: Folios, ends: Ends) -> Setting:
    """Make the setting in which the whole book becomes markup for paper.

    `ends` gathers the notes that do not stand at the foot of their page.
    """
    notes = Feet() if book.info.notes_place == "foot" else ends

    def note_call(node: NoteCall) -> Markup:
        return notes.call(node, setting)

    def abroad(node: NoteCall) -> Markup:
        return notes.call(node, setting, abroad=True)

    letters = across(book.info.print)
    setting = Setting(
        abroad=abroad,
        book=book,
        named=by_anchor(book),
        formats=PAPER,
        text=bound,
        note_call=note_call,
        reference=lambda node, words: _reference(node, words, book, folios),
        link=_link,
        picture=_picture,
        arranged=partial(_arranged, book.info.print),
        page_mark=lambda node: _page_mark(node, book.info),
        at=_at,
        id=_id,
        run=lambda nodes, way: calls_apart(in_order(nodes, way), BETWEEN_CALLS),
        tied=lambda node: bound_cells(node, letters),
        room=partial(_room, book.info.print),
        direction=book.info.dir,
    )
    return setting


def bound(words: str) -> str:
    """Bind each dash to what stands before it, so that no line begins with a dash."""
    return _DASH.sub("\u2060", words)


def page_words(folios: Folios, target: Target, book: Book) -> Markup:
    """Say "p. 112", with a space that does not break."""
    return Markup("{}\u00a0{}").format(book.words["page"], folios.label(target.anchor))


def _at(span: Span) -> Markup:
    return Markup(' data-at="{}"').format(span)


def _id(anchor: str) -> Markup:
    return Markup(' id="{}"').format(anchor) if anchor else EMPTY


def _link(node: Link, words: Markup) -> Markup:
    return Markup('<a class="out" href="{}">{}</a>').format(node.url, words)


def _reference(node: Reference, words: Markup, book: Book, folios: Folios) -> Markup:
    target = book.targets[node.label]
    if node.form is Form.PAGE:
        words = folios.label(target.anchor)
    link = Markup('<a class="{}"{} href="#{}">{}</a>').format(
        _classes(node), _id(node.anchor), target.anchor, words
    )
    return link + _page(node, target, book, folios)


def _classes(node: Reference) -> str:
    own_words = bool(node.children) and node.form is not Form.PAGE
    return "ref" if own_words else "ref gen"


def _page(node: Reference, target: Target, book: Book, folios: Folios) -> Markup:
    """Say the page after a name, in brackets after the author's own words."""
    if not folios.wanted(node):
        return EMPTY
    turned = is_apart(book.words["page"], book.info.dir)
    frame = " ({})" if node.form is Form.WORDS else ", {}"
    if turned and node.form is Form.WORDS:
        frame = "({}) "  # from left to right, so that the space is beside the words
    said = Markup(frame).format(page_words(folios, target, book))
    way = Markup(' dir="ltr"') if turned else EMPTY
    return Markup('<span class="gen folio"{}{}>{}</span>').format(
        folios.unless_near(node), way, said
    )


def _picture(node: Picture) -> Markup:
    return Markup('<img src="{}{}" alt="{}"{}/>').format(
        ASSETS, str(node.path).replace("%", "%25"), node.alt or "", _size(node)
    )


def _arranged(
    settings: PrintSettings, node: Figure, pictures: Markup, caption: Markup
) -> Markup:
    """Arrange a figure, also with a page, or two, of its own (docs/manuscript.md)."""
    classes = node.attributes.classes
    most = shared_height(node, settings)
    if most is not None:
        shared = '<div class="sharing" style="--most: {}pt">\n{}</div>\n'
        pictures = Markup(shared).format(f"{most:.2f}", pictures)
    if "turned" in classes:
        return Markup('<div class="turning">\n{}{}</div>\n').format(pictures, caption)
    if "spread" in classes:
        again = EMPTY.join(_picture(replace(each, alt="")) for each in node.pictures)
        return Markup(
            '<div class="half">\n{}{}</div>\n'
            '<div class="gen half"><div class="picture">{}</div></div>\n'
        ).format(pictures, caption, again)
    return pictures + caption


def _room(settings: PrintSettings, node: Table) -> Markup:
    most = room_for_pictures(node, room(settings)[0])
    return Markup(' style="--room: {}pt"').format(f"{most:.2f}") if most else EMPTY


_LENGTH = re.compile(r"\d+(\.\d+)?(%|mm|cm|in|pt|px|em)")


def _size(node: Picture) -> Markup:
    """Hand on a width or height the author asked for, if it is a length."""
    asked = (
        f"{name}: {value}"
        for name, value in node.attributes.pairs
        if name in {"width", "height"} and _LENGTH.fullmatch(value)
    )
    style = "; ".join(asked)
    return Markup(' style="{}"').format(style) if style else EMPTY


def _page_mark(node: PageMark, info: BookInfo) -> Markup:
    """Print the number of a page in brackets that tell its edition."""
    editions = list(info.source_editions)
    place = editions.index(node.edition) if node.edition in editions else 0
    left, right = BRACKETS[place % len(BRACKETS)]
    number = Markup('<span class="gen">{}{}{}</span>').format(left, node.number, right)
    return Markup('<span class="pb"{}>{}</span>').format(
        _id(node.anchor), number if info.print.source_pages else ""
    )
