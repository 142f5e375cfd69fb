"""Documents without a text of their own: cover, titles, imprint, larger pictures."""

from __future__ import annotations

from dataclasses import replace

from publisher.artifacts import EpubPage, PageMap
from publisher.bookinfo import Role
from publisher.model import Unit
from publisher.render.epub.begun import with_pages
from publisher.render.epub.documents import MATTERS, arranged
from publisher.render.epub.files import COVER, relative
from publisher.render.epub.gathered import Gathered, Larger, Sheet
from publisher.render.epub.naming import line_of, title_of
from publisher.render.epub.pagebreaks import mark
from publisher.render.epub.templates import arrange
from publisher.render.marks import heads, marked
from publisher.render.markup import Markup
from publisher.render.print.endings import ending
from publisher.render.print.titles import imprint, title_page


def cover_page(gathered: Gathered, image: str) -> EpubPage:
    """Make the page that shows the cover, and nothing else."""
    info, title = gathered.book.info, gathered.book.words["cover"]
    content = arrange(
        "cover.xhtml",
        title=title,
        lang=info.lang,
        dir=info.dir,
        matter="frontmatter",
        sheets=[relative(each, COVER) for each in gathered.sheets],
        image=relative(image, COVER),
        alt=info.cover_alt or f"{title}: {info.title}",
    )
    return EpubPage(COVER, title, content)


def title_document(unit: Unit, gathered: Gathered) -> EpubPage:
    """Make the title page."""
    values = {
        "page": title_page(gathered.book),
        "pages": _pages(unit, gathered),
        "anchor": gathered.book.targets[unit.target].anchor,
    }
    return _generated("title-page.xhtml", unit, gathered, values)


def imprint_document(unit: Unit, gathered: Gathered) -> EpubPage:
    """Make the copyright page; its title is for those who listen, and not shown."""
    target = gathered.book.targets[unit.target]
    values = {
        "page": imprint(gathered.book, "epub"),
        "pages": _pages(unit, gathered),
        "anchor": target.anchor,
    }
    return _generated("imprint.xhtml", unit, gathered, values)


def _pages(unit: Unit, gathered: Gathered) -> list[Markup]:
    """List the printed pages of a unit, and mark the first, which is mostly the only one."""
    starts = gathered.printed.of(unit.id)
    for start in starts:
        gathered.list_page(start, gathered.files[unit.id])
    return [mark(start, block=True) for start in starts[:1]]


def _generated(
    template: str, unit: Unit, gathered: Gathered, values: dict[str, object]
) -> EpubPage:
    sheet = Sheet(gathered.files[unit.id], gathered.book.info.lang, unit.matter)
    page = arranged(template, unit, gathered, sheet, values)
    others = gathered.printed.of(unit.id)[1:]
    if unit.role is Role.CONCORDANCE or not others:
        return page
    content = with_pages(page.content.decode("utf-8"), others)
    return replace(page, content=content.encode("utf-8"))


def concordance_document(
    unit: Unit, gathered: Gathered, pages: PageMap | None
) -> EpubPage:
    """Make the concordance: pages of an earlier edition and ours, or at least the chapter."""
    book, file = gathered.book, gathered.files[unit.id]
    labels = {row.index: row.label for row in pages.pages} if pages else {}
    known = pages.anchors if pages else {}
    first, *others = gathered.printed.of(unit.id) or (None,)
    begins = {start.leads: start for start in others if start}
    rows = [
        {
            "page": mark(begins[each.anchor]) if each.anchor in begins else "",
            "number": each.number,
            "href": gathered.address(each.anchor, each.unit.id, file),
            "words": labels.get(known.get(each.anchor, 0)) or title_of(each.unit, book),
        }
        for each in marked(book, unit.listing)
    ]
    shown = {each.anchor for each in marked(book, unit.listing)}
    for start in (first, *(s for anchor, s in begins.items() if anchor in shown)):
        if start:
            gathered.list_page(start, file)
    values: dict[str, object] = {
        "rows": rows,
        "heads": heads(book, unit.listing),
        "pages": [mark(first, block=True)] if first else [],
        "anchor": book.targets[unit.target].anchor,
    }
    return _generated("concordance.xhtml", unit, gathered, values)


def ending_document(unit: Unit, gathered: Gathered) -> EpubPage:
    """Make the last page of a sample."""
    values = {
        "page": ending(gathered.book),
        "pages": _pages(unit, gathered),
        "anchor": gathered.book.targets[unit.target].anchor,
    }
    return _generated("ending.xhtml", unit, gathered, values)


def larger_page(larger: Larger, gathered: Gathered) -> EpubPage:
    """Make the page that shows a picture as large as the screen allows."""
    book, picture = gathered.book, larger.picture
    target = gathered.named.get(larger.figure.attributes.id)
    title = line_of(target, book) if target else picture.alt or book.words["figure"]
    assert picture.large is not None, "only a picture with a larger version has a page"
    content = arrange(
        "larger.xhtml",
        title=title,
        lang=larger.lang,
        dir=book.info.dir,
        matter=MATTERS[larger.matter],
        sheets=[relative(each, larger.file) for each in gathered.sheets],
        image=relative(gathered.image(picture.large), larger.file),
        alt=picture.alt or "",
        back=larger.back,
        words=book.words,
    )
    return EpubPage(larger.file, title, content, linear=False)
