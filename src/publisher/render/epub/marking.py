"""What markup in the EPUB has that paper has not: links, calls, images, page marks."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import partial

from publisher.customs import THIN
from publisher.diagnostics import Span
from publisher.model import Book, Figure, Link, NoteCall, PageMark, Picture, Reference
from publisher.render.calls import calls_apart
from publisher.render.epub.columns import widths
from publisher.render.epub.files import address, relative
from publisher.render.epub.gathered import Gathered, Larger, Mark, Sheet
from publisher.render.epub.pagewords import without_page_words
from publisher.render.markup import Markup
from publisher.render.setting import EMPTY, SCREEN, Setting


def setting_for(sheet: Sheet, gathered: Gathered) -> Setting:
    """Make the setting in which one document's text becomes markup."""
    return Setting(
        book=gathered.book,
        named=gathered.named,
        formats=SCREEN,
        text=str,
        note_call=partial(_note_call, sheet, gathered),
        reference=partial(_reference, sheet, gathered),
        link=_link,
        picture=partial(_picture, sheet, gathered),
        page_mark=partial(_page_mark, sheet, gathered),
        at=partial(_at, sheet),
        id=partial(_id, sheet, gathered),
        larger=partial(_larger, sheet, gathered),
        remark=partial(_remark, gathered),
        run=lambda nodes, way: calls_apart(without_page_words(nodes, way), THIN),
        direction=gathered.book.info.dir,
        under=_under,
        widths=widths,
    )


def _at(sheet: Sheet, span: Span) -> Markup:
    """Mark where a block was written; `located` takes the mark out again."""
    sheet.blocks.append(span)
    return Markup(' data-at="{}"').format(len(sheet.blocks) - 1)


_MARK = re.compile(r' data-at="(\d+)"')


def located(content: bytes, sheet: Sheet) -> tuple[bytes, tuple[tuple[int, Span], ...]]:
    """Take the marks of blocks out of a document; say on which line each block begins."""
    lines, number, end = [], 1, 0
    text = content.decode("utf-8")
    for mark in _MARK.finditer(text):
        number += text.count("\n", end, mark.start())
        end = mark.start()
        lines.append((number, sheet.blocks[int(mark[1])]))
    return _MARK.sub("", text).encode("utf-8"), tuple(lines)


def _id(sheet: Sheet, gathered: Gathered, anchor: str) -> Markup:
    if not anchor:
        return EMPTY
    if anchor in gathered.named:
        sheet.places[anchor] = gathered.named[anchor].span
    return Markup(' id="{}"').format(anchor)


def _note_call(sheet: Sheet, gathered: Gathered, node: NoteCall) -> Markup:
    note = gathered.book.notes[node.key]
    file = sheet.unit.homes.setdefault(node.key, sheet.file)
    sheet.unit.anchors.setdefault(node.key, []).append((sheet.file, node.anchor))
    sheet.places[node.anchor] = node.span
    return Markup(
        '<sup class="gen call"><a id="{}" href="{}#{}"'
        ' epub:type="noteref" role="doc-noteref">{}</a></sup>'
    ).format(node.anchor, relative(file, sheet.file), note.anchor, note.mark)


def _reference(
    sheet: Sheet, gathered: Gathered, node: Reference, words: Markup
) -> Markup:
    target = gathered.book.targets[node.label]
    sheet.places[node.anchor] = node.span
    return Markup('<a class="{}" id="{}" href="{}">{}</a>').format(
        "ref" if node.children else "ref gen",
        node.anchor,
        gathered.href(target, sheet.file),
        words,
    )


def _remark(gathered: Gathered, by: str) -> Markup:
    """Label a remark for those who listen: borders and brackets are not read out."""
    voice, word = gathered.book.info.voices.get(by), gathered.book.words["remark"]
    said = f"{word}: {voice.name}" if voice else word
    return Markup(' role="note" aria-label="{0}" title="{0}"').format(said)


def _under(head: str) -> Markup:
    """Name a cell's column: on a narrow screen cells stand one under the other."""
    return Markup(' data-head="{}"').format(head)


def _link(node: Link, words: Markup) -> Markup:
    return Markup('<a href="{}">{}</a>').format(address(node.url), words)


def _unlisted(sheet: Sheet, book: Book, node: PageMark) -> Markup:
    sheet.places[node.anchor] = node.span
    said = f"{book.words['original-page']} {node.number}"
    editions = book.info.source_editions
    if len(editions) > 1 and (source := editions.get(node.edition)):
        said = f"{said} ({source.title or source.key})"
    return Markup('<span class="pb" id="{}" title="{}"></span>').format(
        node.anchor, said
    )


def _page_mark(sheet: Sheet, gathered: Gathered, node: PageMark) -> Markup:
    listed = gathered.edition and node.edition == gathered.edition
    if not listed:  # only one edition's pages can be
        return _unlisted(sheet, gathered.book, node)
    sheet.places[node.anchor] = node.span
    gathered.marks.append(Mark(node.number, f"{sheet.file}#{node.anchor}"))
    return Markup(
        '<span class="pb" id="{}" epub:type="pagebreak" role="doc-pagebreak"'
        ' aria-label="{}"></span>'
    ).format(node.anchor, node.number)


def _picture(sheet: Sheet, gathered: Gathered, node: Picture) -> Markup:
    """Set a picture; one that its author says is an ornament is marked as such."""
    ornament = Markup(' role="presentation"') if node.alt == "" else EMPTY
    return Markup('<img src="{}" alt="{}"{}{}/>').format(
        relative(gathered.image(node.path), sheet.file),
        node.alt or "",
        ornament,
        _width(node),
    )


def in_note(sheet: Sheet, setting: Setting) -> Setting:
    """Set a note: pages that begin in it are not listed, for it belongs to its page."""
    return replace(setting, page_mark=partial(_unlisted, sheet, setting.book))


_POINTS = {"pt": 1.0, "px": 0.75, "mm": 72 / 25.4, "cm": 720 / 25.4, "in": 72.0}
_MEASURE = 324.0  # pt: the line of an ordinary printed page, 114 mm
_EM = 11.0  # pt: its letters
_WIDEST = 20  # em: what style sheets have a class for, every half


def _width(node: Picture) -> Markup:
    """Turn a width the author asked for into a share of the line, in tenths.

    What is smaller than that, or asked for in em, goes with the letters around it. Screens
    differ too much for lengths, and readers' own styles pass over inline ones.
    """
    asked = dict(node.attributes.pairs).get("width", "").strip()
    number = asked.rstrip("%abcdefghijklmnopqrstuvwxyz ")
    unit = asked[len(number) :].strip()
    try:
        share = float(number) / 10
    except ValueError:
        return EMPTY
    if unit in _POINTS:
        points = float(number) * _POINTS[unit]
        share = points / _MEASURE * 10
        if share < 1:
            return _in_ems(points / _EM)
    elif unit == "em":
        return _in_ems(float(number))
    elif unit != "%":
        return EMPTY
    return Markup(' class="wide-{}"').format(max(1, min(10, round(share))) * 10)


def _in_ems(width: float) -> Markup:
    halves = max(1, min(2 * _WIDEST, round(2 * width)))
    return Markup(' class="ems-{}"').format(halves)


def _larger(
    sheet: Sheet, gathered: Gathered, figure: Figure, picture: Picture
) -> Markup:
    if picture.large is None:
        return EMPTY
    name = f"larger-{len(gathered.larger) + 1:02}"
    file, here = f"text/{name}.xhtml", figure.attributes.id or f"to-{name}"
    back = f"{relative(sheet.file, file)}#{here}"
    gathered.larger.append(
        Larger(file, picture, figure, back, sheet.lang, sheet.matter)
    )
    return Markup('<p class="gen larger"><a id="to-{}" href="{}">{}</a></p>').format(
        name, relative(file, sheet.file), gathered.book.words["larger-version"]
    )
