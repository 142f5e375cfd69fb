"""Each unit of the book as markup for paper, from the half title to the last page."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from publisher.artifacts import PrintUnit
from publisher.bookinfo import Matter, Role
from publisher.model import Block, Book, Target, Unit
from publisher.mottoes import motto
from publisher.render.gathering import gathered, gathered_words
from publisher.render.html import attributed, blocks, inlines, language
from publisher.render.marks import heads, marked
from publisher.render.markup import Markup
from publisher.render.print.arrangement import arrange
from publisher.render.print.endings import ending
from publisher.render.print.endnotes import Ends, of_book, of_chapter
from publisher.render.print.folios import Folios
from publisher.render.print.heads import head, longest_head
from publisher.render.print.lists import Line, contents_rows, list_rows, wide
from publisher.render.print.openings import opened
from publisher.render.print.titles import imprint, title_page
from publisher.render.setting import EMPTY, Setting, facing, said_again

ALWAYS_RECTO = frozenset(
    {Role.HALF_TITLE, Role.TITLE_PAGE, Role.CONTENTS, Role.PART, Role.FRONT_PIECE}
)

PLAIN_CAPITALS = frozenset(
    {
        *(
            "ab",
            "be",
            "bg",
            "ce",
            "cu",
            "cv",
            "kk",
            "ky",
            "mk",
            "mn",
            "os",
            "ru",
            "rue",
        ),
        *("sah", "sr", "tg", "tt", "tyv", "udm", "uk", "grc", "am", "ar", "ckb", "fa"),
        *(
            "he",
            "hi",
            "hy",
            "ja",
            "ka",
            "ko",
            "ps",
            "syr",
            "th",
            "ug",
            "ur",
            "yi",
            "zh",
        ),
    }
)
"""Languages whose letters have no small capitals in the fonts of every theme (print.css)."""


@dataclass(frozen=True, slots=True)
class Frame:
    """What the arrangement of every unit is told: its element's attributes."""

    classes: str
    attributes: Markup
    verso: str  # running heads
    recto: str


def print_unit(
    unit: Unit, setting: Setting, folios: Folios, ends: Ends, *, first: bool
) -> PrintUnit:
    """Set one unit; `first` if it is the first of the body."""
    target = setting.book.targets[unit.target]
    return PrintUnit(
        id=unit.id,
        role=unit.role,
        matter=unit.matter,
        html=_arranged(unit, target, setting, folios, ends),
        title=_outline_title(unit, target),
        depth=2 if unit.part else 1,
        opens=_opens(unit, setting.book, first=first),
    )


def _opens(unit: Unit, book: Book, *, first: bool) -> str:
    if unit.role is Role.IMPRINT:
        return "verso"
    if first or unit.role in ALWAYS_RECTO or book.info.print.opening == "recto":
        return "any" if unit.role is Role.LIST else "recto"
    return "any"


def _arranged(  # noqa: C901 one arm a role
    unit: Unit, target: Target, setting: Setting, folios: Folios, ends: Ends
) -> str:
    book = setting.book
    frame = _frame(unit, target, book)
    match unit.role:
        case Role.HALF_TITLE:
            title = gathered_words(book.info.title)
            return arrange("half-title.html", frame=frame, title=title)
        case Role.TITLE_PAGE:
            return arrange("title-page.html", frame=frame, page=title_page(book))
        case Role.IMPRINT:
            return arrange("imprint.html", frame=frame, page=imprint(book))
        case Role.CONTENTS:
            return _list(contents_rows(setting, folios), frame, target)
        case Role.LIST:
            return _list(list_rows(unit.listing, setting, folios), frame, target)
        case Role.PART | Role.APPENDIX:
            number = target.name if target.number else ""
            return _text(number, frame, unit, setting, ends)
        case Role.FRONT_PIECE | Role.CHAPTER | Role.BACK_PIECE:
            return _text(target.number, frame, unit, setting, ends)
        case Role.NOTES:
            text = of_book(setting, ends, folios)
            title = Markup('<h1 class="gen">{}</h1>').format(target.plain)
            return arrange(
                "chapter.html", frame=frame, number="", title=title, text=text
            )
        case Role.CONCORDANCE:
            rows = [
                (m.number, m.anchor, folios.label(m.anchor))
                for m in marked(book, unit.listing)
            ]
            return arrange(
                "concordance.html",
                frame=frame,
                title=target.plain,
                rows=rows,
                heads=heads(book, unit.listing),
            )
        case Role.ENDING:
            return arrange(
                "ending.html", frame=frame, title=target.plain, page=ending(book)
            )


def _list(rows: Sequence[Line], frame: Frame, target: Target) -> str:
    """Arrange the contents, or a list of maps or figures."""
    title, broad = target.plain, wide(rows)
    return arrange("contents.html", frame=frame, title=title, rows=rows, wide=broad)


def _text(number: str, frame: Frame, unit: Unit, setting: Setting, ends: Ends) -> str:
    title = _title(unit, setting.book.targets[unit.target], setting)
    text = blocks(_opened(unit, setting.book), setting)
    if setting.book.info.notes_place == "chapter":
        text += of_chapter(unit, setting, ends)
    return arrange("chapter.html", frame=frame, number=number, title=title, text=text)


def _opened(unit: Unit, book: Book) -> tuple[Block, ...]:
    if unit.role is Role.PART:
        return unit.blocks
    initial = unit.role is Role.CHAPTER and book.info.print.drop_caps
    return opened(unit.blocks, initial=initial)


def _title(unit: Unit, target: Target, setting: Setting) -> Markup:
    """Set the title: the unit's first heading, or of a part what book.yaml calls it."""
    if unit.opener:
        return Markup("<h1{}{}>{}</h1>").format(
            setting.at(unit.opener.span),
            attributed(unit.opener.attributes, setting),
            inlines(gathered(unit.opener.children), facing(unit.opener, setting)),
        )
    if unit.role is not Role.PART:
        return EMPTY
    title = inlines(target.title, said_again(setting)) or setting.text(target.plain)
    return Markup("<h1{}>{}</h1>").format(setting.at(unit.span), title)


def _frame(unit: Unit, target: Target, book: Book) -> Frame:
    own_anchor = unit.opener is None or unit.opener.attributes.id != target.anchor
    anchor = Markup(' id="{}"').format(target.anchor) if own_anchor else EMPTY
    generated = unit.source is None and unit.role not in {Role.PART, Role.NOTES}
    longest = longest_head(book.info.print)
    return Frame(
        classes=" ".join(_classes(unit, book, generated=generated)),
        attributes=anchor + language(unit.lang),
        verso=head(_verso(unit, book), longest),
        recto=head(_short(unit) or target.plain, longest),
    )


def _classes(unit: Unit, book: Book, *, generated: bool) -> Iterator[str]:
    yield "unit"
    yield unit.role.value
    yield unit.matter.value
    if generated:
        yield "gen"
    if _plainly_named(unit, book):
        yield "plainly"
    if motto(unit):
        yield "motto"


def _plainly_named(unit: Unit, book: Book) -> bool:
    """Tell whether a chapter has a title in letters that have no small capitals.

    In a book in such a language all are set as they are, by a variable of the styles.
    """
    if unit.role not in {Role.CHAPTER, Role.APPENDIX} or unit.opener is None:
        return False
    own, around = (
        lang.split("-")[0] in PLAIN_CAPITALS
        for lang in (unit.opener.attributes.lang, book.info.lang)
    )
    return own and not around


def _verso(unit: Unit, book: Book) -> str:
    """Name the part the unit stands in, or the book."""
    part = next((each for each in book.units if each.id == unit.part), None)
    title = book.targets[part.target].plain if part else ""
    return title or book.info.title


def _short(unit: Unit) -> str:
    """Give the short title an author wrote for the running head: `{short="…"}`."""
    return dict(unit.opener.attributes.pairs).get("short", "") if unit.opener else ""


def _outline_title(unit: Unit, target: Target) -> str:
    if unit.matter is Matter.FRONT or not target.number:
        return target.plain
    return f"{target.number}. {target.plain}" if target.plain else target.name
