"""Notes on paper: each right behind its first call, to go to the foot of the page.

A note called inside a note follows the outer one as a note of its own.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from publisher.config import languages
from publisher.model import (
    Block,
    Book,
    NoteCall,
    NumberedNote,
    Paragraph,
    Quotation,
    Verse,
)
from publisher.render.html import (
    attributed,
    block,
    blocks,
    inlines,
    language,
    verse,
)
from publisher.render.markup import Markup
from publisher.render.setting import EMPTY, Setting, facing

NOTED = "°"  # calls a note that goes by the number of its line
LINE_OF = "data-line-of"  # on the number of a line: the anchor that stands there
JOINER = "\u2060"  # binds a call to the word or full stop before it (UAX 14, WJ)


@dataclass(slots=True)
class Feet:
    """Which notes have been set: one called twice stands where it is called first."""

    set_already: set[str] = field(default_factory=set)

    def call(self, node: NoteCall, setting: Setting, *, abroad: bool = False) -> Markup:
        """Set a call; the first brings its note, and the notes called in that.

        `abroad` if words of another language stand around it: its note is not in that.
        """
        note = setting.book.notes[node.key]
        return mark(node, note, setting) + self._note(note, setting, abroad=abroad)

    def _note(self, note: NumberedNote, setting: Setting, *, abroad: bool) -> Markup:
        if note.key in self.set_already:
            return EMPTY
        self.set_already.add(note.key)
        held: list[NoteCall] = []

        def call(node: NoteCall) -> Markup:
            held.append(node)
            return mark(node, setting.book.notes[node.key], setting)

        home = _language_of(note, setting) if abroad else EMPTY
        outer = element(note, replace(setting, note_call=call, abroad=call), home)
        inner = (
            self._note(setting.book.notes[node.key], setting, abroad=abroad)
            for node in held
        )
        return outer + EMPTY.join(inner)


def mark(node: NoteCall, note: NumberedNote, setting: Setting) -> Markup:
    """Set the mark in the text, a link to the note; no line and no page begins with it."""
    return Markup(
        '<sup class="gen call{}" data-call="{}">{}<a{} href="#{}">{}</a></sup>'
    ).format(
        " raised" if by_line(setting.book) else _raised(note),
        node.span,
        JOINER,
        setting.id(node.anchor),
        note.anchor,
        NOTED if by_line(setting.book) else note.mark,
    )


def by_line(book: Book) -> bool:
    """Tell whether notes go by the numbers of lines: at the foot, below their lines."""
    return book.info.print.by_line and book.info.notes_place == "foot"


def _raised(note: NumberedNote) -> str:
    """Name the class of a mark that stands high by itself: raised again it is a dot."""
    return " raised" if note.mark.startswith("*") else ""


def _language_of(note: NumberedNote, setting: Setting) -> Markup:
    """Say in which language a note is that is called from within another."""
    book = setting.book
    own = next((each.lang for each in book.units if each.id == note.unit), "")
    if not own:
        return language(book.info.lang, setting.direction)
    return language(own, languages.direction(own))


def element(note: NumberedNote, setting: Setting, lang: Markup = EMPTY) -> Markup:
    """Set a note: its mark before its first words, its signature after its last."""
    return Markup('<span class="note{}"{} data-note="{}"{}{}>{}</span>').format(
        f" series-{note.series}" if note.series else "",
        setting.id(note.anchor),
        note.key,
        setting.at(note.note.span),
        lang,
        text_of(note, setting),
    )


def text_of(note: NumberedNote, setting: Setting) -> Markup:
    """Set the text of a note between its mark and its signature."""
    before = _mark_of(note, setting.book)
    after = _signature(note, setting.book)
    match note.note.blocks:
        case [Paragraph() as only]:
            return _paragraph(only, setting, before, after)
        case [first, *rest]:
            return _begun(first, setting, before) + _rest(rest, setting, after)
        case _:
            return _alone(before) + _rest((), setting, after)


def _begun(first: Block, setting: Setting, before: Markup) -> Markup:
    """Set the block that a note begins with: its mark in the first line of words, or above."""
    match first:
        case Paragraph():
            return _paragraph(first, setting, before, EMPTY)
        case Verse():
            return verse(first, setting, before)
        case Quotation(blocks=[Paragraph() | Verse() as inner, *others]):
            return Markup("<blockquote{}>\n{}\n{}\n</blockquote>").format(
                setting.at(first.span),
                _begun(inner, setting, before),
                blocks(others, setting),
            )
        case _:
            return _alone(before) + block(first, setting)


def _alone(before: Markup) -> Markup:
    return Markup('<p class="gen">{}</p>').format(before)


def _mark_of(note: NumberedNote, book: Book) -> Markup:
    """Set the mark before a note; layout will put in the number of a line."""
    call = note.calls[0]
    if by_line(book):
        return Markup(
            '<span class="gen mark raised by-line" {}="{}"><a href="#{}">00</a></span>'
        ).format(Markup(LINE_OF), call, call)
    return Markup('<span class="gen mark{}{}"><a href="#{}">{}</a></span>').format(
        _raised(note), _width(note), call, note.mark
    )


def _width(note: NumberedNote) -> str:
    """Name the class of a number by its figures: styles may have it hang by its width."""
    return f" of-{len(note.mark)}" if note.mark.isdecimal() else ""


def _rest(rest: Sequence[Block], setting: Setting, after: Markup) -> Markup:
    if after and rest and isinstance(last := rest[-1], Paragraph):
        signed = _paragraph(last, setting, EMPTY, after)
        return blocks(rest[:-1], setting) + signed
    end = Markup('<p class="signature">{}</p>').format(after) if after else EMPTY
    return blocks(rest, setting) + end


def _paragraph(
    node: Paragraph, setting: Setting, before: Markup, after: Markup
) -> Markup:
    return Markup("<p{}{}>{}{}{}</p>").format(
        setting.at(node.span),
        attributed(node.attributes, setting),
        before,
        inlines(node.children, facing(node, setting)),
        after,
    )


def _signature(note: NumberedNote, book: Book) -> Markup:
    signed = book.info.series[note.series].signature
    return (
        Markup(' <span class="gen sign">{}</span>').format(signed) if signed else EMPTY
    )
