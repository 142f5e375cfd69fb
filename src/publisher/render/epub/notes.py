"""The notes of a document, at its end: series apart, each note linked both ways."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from string import ascii_lowercase

from publisher.bookinfo import Series
from publisher.model import Block, Book, NumberedNote, Paragraph
from publisher.render.epub.files import relative
from publisher.render.epub.gathered import Sheet
from publisher.render.epub.marking import in_note
from publisher.render.html import blocks
from publisher.render.inlines import attributed, inlines
from publisher.render.markup import Markup
from publisher.render.setting import EMPTY, Setting

Texts = Mapping[str, tuple[Markup, Markup]]
"""Notes by key, each in two halves: the ways back stand between them."""


def notes(texts: Texts, sheet: Sheet, book: Book) -> Markup:
    """Gather the notes of a document, when all calls of each are known.

    The notes of a series stand in one section. Its name is for those who listen, and
    not set as a heading: reading systems that show notes in a window of their own hide
    the notes here, and would leave the heading alone.
    """
    in_order = [book.notes[key] for key in book.notes if key in texts]
    made = [(note, _note(note, *texts[note.key], sheet, book)) for note in in_order]
    groups = (
        (
            book.info.series[prefix],
            [text for note, text in made if note.series == prefix],
        )
        for prefix in book.info.series
    )
    return EMPTY.join(_group(each, texts, book) for each, texts in groups if texts)


def note_texts(sheet: Sheet, setting: Setting) -> Texts:
    """Set every note the document has called so far, and those that notes call."""
    book, setting = setting.book, in_note(sheet, setting)
    texts: dict[str, tuple[Markup, Markup]] = {}
    while missing := [key for key in sheet.own_notes if key not in texts]:
        for key in missing:
            sheet.places[book.notes[key].anchor] = book.notes[key].note.span
            texts[key] = _text(book.notes[key], setting)
    return texts


def _text(note: NumberedNote, setting: Setting) -> tuple[Markup, Markup]:
    """Set a note in two halves: the ways back stand between them, at the start."""
    signature = _signature(setting.book.info.series[note.series])
    match note.note.blocks:
        case [Paragraph() as only]:
            return _opened(only, setting), _closed(only, signature, setting)
        case [Paragraph() as first, *others]:
            opened, closed = _opened(first, setting), _closed(first, EMPTY, setting)
        case others:
            opened, closed = Markup('<p class="gen">'), Markup("</p>\n")
    return opened, closed + _rest(others, signature, setting)


def _opened(node: Paragraph, setting: Setting) -> Markup:
    return Markup("<p{}{}>").format(
        setting.at(node.span), attributed(node.attributes, setting)
    )


def _closed(node: Paragraph, signature: Markup, setting: Setting) -> Markup:
    return Markup("{}{}</p>").format(inlines(node.children, setting), signature)


def _rest(others: Sequence[Block], signature: Markup, setting: Setting) -> Markup:
    """Set what follows a note's first paragraph, signed at the end of its last one."""
    if signature and others and isinstance(last := others[-1], Paragraph):
        signed = _opened(last, setting) + _closed(last, signature, setting)
        return Markup("\n{}\n{}").format(blocks(others[:-1], setting), signed)
    end = Markup('\n<p class="signature">{}</p>').format(signature) if signature else ""
    return Markup("\n{}{}").format(blocks(others, setting), end)


def _signature(series: Series) -> Markup:
    if not series.signature:
        return EMPTY
    return Markup(' <span class="gen sign">{}</span>').format(series.signature)


def _note(
    note: NumberedNote, opened: Markup, closed: Markup, sheet: Sheet, book: Book
) -> Markup:
    calls = [
        f"{relative(file, sheet.file)}#{anchor}"
        for file, anchor in sheet.unit.anchors[note.key]
    ]
    back = Markup(" ").join(_ways_back(note, calls, book))
    return Markup(
        '<aside class="note" id="{}" epub:type="footnote" role="doc-footnote">\n'
        '{}<span class="gen back">{} </span>{}\n</aside>\n'
    ).format(note.anchor, opened, back, closed)


def _ways_back(
    note: NumberedNote, calls: Sequence[str], book: Book
) -> Iterator[Markup]:
    """Link a note to its calls: "12", or "12 a", "b" and "c" if it has several."""
    for which, address in enumerate(calls):
        mark = note.mark if len(calls) == 1 else _letter(which)
        if which == 0 and len(calls) > 1:
            mark = f"{note.mark} {mark}"
        yield Markup(
            '<a href="{}" epub:type="backlink" role="doc-backlink" title="{}">{}</a>'
        ).format(address, book.words["back-to-text"], mark)


def _letter(number: int) -> str:
    """Count a, b, … z, aa, ab …, as many as there are calls."""
    rest, letter = divmod(number, len(ascii_lowercase))
    return (_letter(rest - 1) if rest else "") + ascii_lowercase[letter]


def _group(series: Series, texts: Sequence[Markup], book: Book) -> Markup:
    name = series.title or book.words["notes"]
    return Markup(
        '<section class="notes" epub:type="footnotes" aria-label="{}">\n{}</section>\n'
    ).format(name, EMPTY.join(texts))
