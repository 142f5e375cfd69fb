"""Notes at the end of a chapter or of the book, for editions that want them there.

A call is then a mark alone. At the end of the book the notes stand chapter by chapter,
under the pages they are notes to, so that a reader who turns to the back finds them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from publisher.model import Book, NoteCall, NumberedNote, Unit
from publisher.render.markup import Markup
from publisher.render.print.folios import Folios
from publisher.render.print.notes import mark, text_of
from publisher.render.setting import EMPTY, Setting


@dataclass(slots=True)
class Ends:
    """The notes called so far, by Unit.id."""

    called: dict[str, dict[str, None]] = field(default_factory=dict)

    def call(
        self,
        node: NoteCall,
        setting: Setting,
        *,
        abroad: bool = False,  # noqa: ARG002
    ) -> Markup:
        """Set a call, and keep its note for later."""
        note = setting.book.notes[node.key]
        self.called.setdefault(note.unit, {}).setdefault(node.key)
        return mark(node, note, setting)


def of_chapter(unit: Unit, setting: Setting, ends: Ends) -> Markup:
    """Set the notes of a unit under a heading of their own."""
    notes = _notes(unit.id, setting, ends)
    if not notes:
        return EMPTY
    return Markup(
        '\n<section class="endnotes">\n<h2 class="gen">{}</h2>\n{}</section>'
    ).format(setting.book.words["notes"], _by_series(notes, setting))


def of_book(setting: Setting, ends: Ends, folios: Folios) -> Markup:
    """Set the notes of all units, each under its title and the pages they belong to."""
    return Markup("\n").join(
        Markup('<section class="endnotes">\n{}{}</section>').format(
            _heading(unit, [note for note, _ in notes], setting.book, folios),
            _by_series(notes, setting),
        )
        for unit in setting.book.units
        if (notes := _notes(unit.id, setting, ends))
    )


def _heading(
    unit: Unit, notes: Sequence[NumberedNote], book: Book, folios: Folios
) -> Markup:
    target = book.targets[unit.target]
    title = ". ".join(part for part in (target.number, target.plain) if part)
    calls = [note.calls[0] for note in notes if not note.inside]
    return Markup('<h2 class="gen">{}</h2>\n<p class="gen pages">{}</p>\n').format(
        title or target.name, folios.span(calls[0], calls[-1], book.words)
    )


def _notes(
    unit: str, setting: Setting, ends: Ends
) -> list[tuple[NumberedNote, Markup]]:
    """Set the notes a unit has called, and those that these call."""
    book, made = setting.book, dict[str, Markup]()

    def call(node: NoteCall) -> Markup:
        return ends.call(node, replace(setting, note_call=call))

    inner = replace(setting, note_call=call)
    while missing := [k for k in ends.called.get(unit, {}) if k not in made]:
        for key in missing:
            made[key] = _element(book.notes[key], inner)
    return [(book.notes[key], made[key]) for key in book.notes if key in made]


def _element(note: NumberedNote, setting: Setting) -> Markup:
    return Markup('<div class="endnote"{} data-endnote="{}"{}>{}</div>\n').format(
        setting.id(note.anchor),
        note.key,
        setting.at(note.note.span),
        text_of(note, setting),
    )


def _by_series(
    notes: Sequence[tuple[NumberedNote, Markup]], setting: Setting
) -> Markup:
    """Keep the series of notes apart, each under its name if there are several."""
    made = EMPTY
    several = len({note.series for note, _ in notes}) > 1
    for prefix, series in setting.book.info.series.items():
        own = [text for note, text in notes if note.series == prefix]
        if own and several and series.title:
            made += Markup('<h3 class="gen">{}</h3>\n').format(series.title)
        made += EMPTY.join(own)
    return made
