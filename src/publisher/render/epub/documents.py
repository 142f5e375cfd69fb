"""Units of the book to XHTML documents, each with its notes at its end."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from publisher.artifacts import EpubPage
from publisher.bookinfo import Matter, Role
from publisher.model import Target, Unit
from publisher.render.epub.files import relative
from publisher.render.epub.gathered import Gathered, Mark, Sheet
from publisher.render.epub.marking import located, setting_for
from publisher.render.epub.naming import line_of, ordinal, title_of
from publisher.render.epub.notes import note_texts, notes
from publisher.render.epub.pagebreaks import broken, mark
from publisher.render.epub.printed import Start, on_screen
from publisher.render.epub.quieting import quieted
from publisher.render.epub.splitting import part_files
from publisher.render.epub.templates import arrange
from publisher.render.html import blocks
from publisher.render.inlines import attributed, inlines, language
from publisher.render.markup import Markup
from publisher.render.setting import EMPTY, Setting, facing, said_again
from publisher.tree import plain

MATTERS = {
    Matter.FRONT: "frontmatter",
    Matter.BODY: "bodymatter",
    Matter.BACK: "backmatter",
}

_KINDS = {
    Role.PART: "part",
    Role.CHAPTER: "chapter",
    Role.APPENDIX: "appendix",
    Role.TITLE_PAGE: "titlepage",
    Role.IMPRINT: "copyright-page",
}

_PIECES = (  # what an author may say of a piece by a class on its title
    "acknowledgments",
    "afterword",
    "bibliography",
    "colophon",
    "conclusion",
    "dedication",
    "epigraph",
    "epilogue",
    "foreword",
    "glossary",
    "introduction",
    "preface",
    "prologue",
)

_ROLES = {*_PIECES, "part", "chapter", "appendix"} - {"dedication", "epigraph"}
"""Kinds whose ARIA role may stand on a section."""


def kind_of(unit: Unit) -> str:
    """Give the `epub:type` of a unit's section, "" if nothing is known of it."""
    if unit.role in _KINDS:
        return _KINDS[unit.role]
    classes = unit.opener.attributes.classes if unit.opener else ()
    return next((each for each in _PIECES if each in classes), "")


def role_of(kind: str) -> str:
    """Give the ARIA role that says the same as an `epub:type`, or ""."""
    return f"doc-{kind}" if kind in _ROLES else ""


def documents(unit: Unit, gathered: Gathered) -> tuple[EpubPage, ...]:
    """Set one unit of text: one document, or several if it has very many notes."""
    sheets = _sheets(unit, gathered)
    settings = [setting_for(sheet, gathered) for sheet in sheets]
    first = len(gathered.marks)
    heading = _opener(unit, gathered.book.targets[unit.target], settings[0])
    divided = zip(gathered.parts[unit.id], settings, strict=True)
    texts = [blocks(part, setting) for part, setting in divided]
    starts, texts = _broken(unit, texts, sheets, gathered)
    pairs = zip(sheets, settings, strict=True)
    set_notes = [note_texts(sheet, setting) for sheet, setting in pairs]
    made = []
    for number, (sheet, text) in enumerate(zip(sheets, texts, strict=True)):
        values = {
            "page": EMPTY.join(starts) if number == 0 else EMPTY,
            "heading": heading if number == 0 else EMPTY,
            "text": text,
            "notes": notes(set_notes[number], sheet, gathered.book),
            **_section(unit, gathered, continued=number > 0),
        }
        made.append(arranged("unit.xhtml", unit, gathered, sheet, values))
    _sort_marks(gathered, first, made)
    return tuple(made)


def _sheets(unit: Unit, gathered: Gathered) -> list[Sheet]:
    """Begin the documents of a unit; notes and blocks are counted through."""
    lang = unit.lang or gathered.book.info.lang
    files = part_files(unit.id, len(gathered.parts[unit.id]), gathered.files)
    first = Sheet(files[0], lang, unit.matter)
    others = (
        Sheet(file, lang, unit.matter, unit=first.unit, blocks=first.blocks)
        for file in files[1:]
    )
    return [first, *others]


def _broken(
    unit: Unit, texts: list[Markup], sheets: list[Sheet], gathered: Gathered
) -> tuple[list[Markup], list[Markup]]:
    """Mark where the printed pages begin, the first of them before the title."""
    printed = gathered.printed
    starts = printed.of(unit.id)
    if not starts:
        return [], texts
    before = 1 + sum(_opens(unit, each) for each in starts[1:])
    for start in starts[:before]:
        sheets[0].places[start.id] = unit.span
        gathered.list_page(start, sheets[0].file)
    within = on_screen(unit, starts[before:])
    order = printed.blocks.get(unit.id, ())
    made = broken(texts, sheets[0].blocks, within, order, printed.anchors)
    for start in within:
        sheet = sheets[made.files[start.page]]
        sheet.places[start.id] = start.at or unit.span
        gathered.list_page(start, sheet.file)
    return [mark(each, block=True) for each in starts[:before]], list(made.texts)


def _opens(unit: Unit, start: Start) -> bool:
    """Tell whether a page begins with the title, the number standing on the one before."""
    return unit.opener is not None and str(start.at) == str(unit.opener.span)


def _section(unit: Unit, gathered: Gathered, *, continued: bool) -> dict[str, str]:
    """Say what the section of a unit is, and what it is called."""
    target = gathered.book.targets[unit.target]
    said = {"kind": kind_of(unit), "role": role_of(kind_of(unit))}
    if continued:
        return {
            **said,
            "anchor": "",
            "labelled": "",
            "label": title_of(unit, gathered.book),
        }
    labelled = unit.opener.attributes.id if unit.opener else target.anchor
    return {**said, "anchor": target.anchor, "labelled": labelled, "label": ""}


def listing(unit: Unit, gathered: Gathered) -> EpubPage:
    """Set a list of maps or figures as a document."""
    book, file = gathered.book, gathered.files[unit.id]
    sheet = Sheet(file, book.info.lang, unit.matter)
    targets = [book.targets[entry.target] for entry in book.lists[unit.listing]]
    starts = {start.leads: start for start in gathered.printed.of(unit.id)[1:]}
    first = gathered.printed.of(unit.id)[:1]
    values = {
        "heading": book.targets[unit.target],
        "pages": [mark(start, block=True) for start in first],
        "rows": [
            {
                "href": gathered.href(each, file),
                "words": line(each, gathered, sheet),
                "page": mark(starts[each.anchor]) if each.anchor in starts else EMPTY,
            }
            for each in targets
        ],
    }
    shown = {each.anchor for each in targets}
    for start in (*first, *(s for anchor, s in starts.items() if anchor in shown)):
        gathered.list_page(start, file)
    return arranged("list.xhtml", unit, gathered, sheet, values)


def line(target: Target, gathered: Gathered, sheet: Sheet) -> Markup:
    """Set a target as a line of a list: "Map 5. *The Gates*", with its italics."""
    setting = said_again(setting_for(sheet, gathered))
    plain = line_of(target, gathered.book)
    if not target.title or not plain.endswith(target.plain):
        return Markup("{}").format(plain)
    before = plain.removesuffix(target.plain)
    return Markup("{}{}").format(before, inlines(target.title, setting))


def arranged(
    template: str,
    unit: Unit,
    gathered: Gathered,
    sheet: Sheet,
    values: Mapping[str, object],
) -> EpubPage:
    """Fill a template with what every document has and what this one has."""
    title = title_of(unit, gathered.book)
    content = arrange(
        template,
        title=title,
        lang=sheet.lang,
        dir=gathered.book.info.dir,
        matter=MATTERS[unit.matter],
        sheets=[relative(each, sheet.file) for each in gathered.sheets],
        **values,
    )
    content, lines = located(content, sheet)
    if gathered.edition:
        content = quieted(content.decode("utf-8")).encode("utf-8")
    return EpubPage(sheet.file, title, content, places=sheet.places, lines=lines)


def _opener(unit: Unit, target: Target, setting: Setting) -> Markup:
    """Set a unit's title, its number above it. Every document has a heading."""
    above = Markup('<span class="gen ordinal"{}>{}</span>').format(
        _own_language(unit, setting), ordinal(target)
    )
    parts = [above] if ordinal(target) else []
    if unit.opener:
        attributes = setting.at(unit.opener.span)
        attributes += attributed(unit.opener.attributes, setting)
        title = inlines(unit.opener.children, facing(unit.opener, setting))
        worded = bool(plain(unit.opener.children) or "<img" in title)
    else:
        attributes, title = (
            setting.id(target.anchor),
            _given_title(unit, target, setting),
        )
        worded = bool(title)
    parts += [_name(title)] if title else []
    if not (
        worded or ordinal(target)
    ):  # the text begins with these very words, so they are not shown twice
        said = target.plain or target.name
        attributes += Markup(' aria-label="{}"').format(said)
    return Markup("<h1{}>{}</h1>").format(attributes, Markup(" ").join(parts))


def _own_language(unit: Unit, setting: Setting) -> Markup:
    """Keep our words in the book's language where a title is in another."""
    if not (
        unit.opener and (unit.opener.attributes.lang or unit.opener.attributes.dir)
    ):
        return EMPTY
    return language(setting.book.info.lang, setting.book.info.dir)


def _name(words: Markup) -> Markup:
    return Markup('<span class="name">{}</span>').format(words)


def _given_title(unit: Unit, target: Target, setting: Setting) -> Markup:
    """Name a part whose text has no title as book.yaml does."""
    if unit.role is not Role.PART:
        return EMPTY
    said = inlines(target.title, said_again(setting))
    return said or Markup("{}").format(target.plain)


def _sort_marks(gathered: Gathered, first: int, pages: Sequence[EpubPage]) -> None:
    """Put the page marks of a unit in the order in which its documents have them.

    Notes are set by call and stand by series, and what is set first need not stand first.
    """
    texts = {page.file: page.content.decode("utf-8") for page in pages}
    order = {page.file: number for number, page in enumerate(pages)}

    def place(mark: Mark) -> tuple[int, int]:
        file, _, anchor = mark.href.rpartition("#")
        return order[file], texts[file].find(f'id="{anchor}"')

    gathered.marks[first:] = sorted(gathered.marks[first:], key=place)
