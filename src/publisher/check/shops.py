"""What the shops of book.yaml would send back, or show badly.

Sources: Amazon's "Kindle Publishing Guidelines" and KDP help, the README of
kobolabs/epub-spec, Apple's "Asset Guide". What suits a shop that book.yaml does not name
ill is a note, and only where it would show in any shop.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import PurePosixPath
from posixpath import normpath
from urllib.parse import urlsplit

from lxml import etree

from publisher import rules
from publisher.artifacts import Asset, EpubPage, EpubPages, Stylesheet
from publisher.bookinfo import BookInfo
from publisher.check.looks.sheets import rules_of, written
from publisher.check.markup import XHTML, parsed
from publisher.diagnostics import Diagnostic, Severity, Span
from publisher.rules import Rule

KOBO_DOCUMENT = 10 * 1024 * 1024  # bytes of a document with its pictures
KOBO_COLUMNS = 4  # of a table, on e-ink
KINDLE_COVER = (625, 1000)  # px, the least that KDP takes
APPLE_COVER = 1400  # px, the shorter side
_KDP = """
    af ar br ca co cs da de el en es eu fi fr frr fy ga gd gl gsw gu gv he hi is it ja kw
    la lb ml mr nb nl nn no oc pl pt rm sco sv ta tr cy yi zh
"""
KINDLE_DRAWINGS = (
    25  # SVG, up to which a book has what Amazon calls Enhanced Typesetting
)
KDP_LANGUAGES = frozenset(_KDP.split())
"""Languages that KDP lists for Kindle books."""

_OTHER_SHOPS = ("amazon.", "kobo.com", "play.google.com", "barnesandnoble.com")


@dataclass(frozen=True, slots=True)
class Goods:
    """An EPUB as it is about to be packed, and what book.yaml says of it."""

    pages: EpubPages
    assets: Mapping[PurePosixPath, Asset]
    sheets: Sequence[Stylesheet]
    info: BookInfo

    def documents(self, tag: bytes) -> Iterator[tuple[EpubPage, etree._Element]]:
        """Parse the documents that have such a tag, "<table", one after the other."""
        pages = (page for page in self.pages.pages if tag in page.content)
        return ((page, parsed(page.content)) for page in pages)

    @property
    def cover_place(self) -> Span:
        """Point at the cover's line in book.yaml."""
        return self.info.places.get("cover-image", self.info.span)


def unsuitable(
    pages: EpubPages,
    assets: Mapping[PurePosixPath, Asset],
    sheets: Sequence[Stylesheet],
    info: BookInfo,
) -> list[Diagnostic]:
    """Say what does not suit the shops: warnings for those chosen, notes for others."""
    goods, found = Goods(pages, assets, sheets, info), list[Diagnostic]()
    for shop, checks in _EVERYWHERE.items():
        chosen = shop in info.shops
        asked = (*checks, *_CHOSEN[shop]) if chosen else checks
        for check in asked:
            for each in check(goods):
                severity = Severity.WARNING if chosen else each.severity
                found.append(replace(each, severity=severity))
    return found


# --------------------------------------------------------------------------- covers


def _kindle_cover(goods: Goods) -> Iterator[Diagnostic]:
    cover = _cover(goods)
    if cover is None:
        yield _no_cover(rules.KINDLE, "Kindle", goods)
    elif cover.media_type not in {"image/jpeg", "image/png"}:
        message = "Kindle shows no cover that is drawn: it must be a JPEG or PNG"
        yield rules.KINDLE.at(goods.cover_place, message, "save it as a JPEG")
    elif cover.width < KINDLE_COVER[0] or cover.height < KINDLE_COVER[1]:
        yield _small_cover(rules.KINDLE, "Kindle", "625 × 1,000", cover, goods)


def _apple_cover(goods: Goods) -> Iterator[Diagnostic]:
    cover = _cover(goods)
    if cover is None:
        yield _no_cover(rules.APPLE, "Apple Books", goods)
    elif min(cover.width, cover.height) < APPLE_COVER:
        least = "1,400 on its shorter side"
        yield _small_cover(rules.APPLE, "Apple Books", least, cover, goods)


def _kobo_cover(goods: Goods) -> Iterator[Diagnostic]:
    if _cover(goods) is None:
        yield _no_cover(rules.KOBO, "Kobo", goods)


def _cover(goods: Goods) -> Asset | None:
    return goods.assets.get(goods.info.cover) if goods.info.cover else None


def _no_cover(rule: Rule, shop: str, goods: Goods) -> Diagnostic:
    hint = "write cover-image: images/cover.jpg; 1,600 × 2,560 pixels suit every shop"
    return rule.at(goods.info.span, f"{shop} wants a cover, and there is none", hint)


def _small_cover(
    rule: Rule, shop: str, least: str, cover: Asset, goods: Goods
) -> Diagnostic:
    size = f"{round(cover.width):,} × {round(cover.height):,}"
    message = f"the cover has {size} pixels; {shop} wants at least {least}"
    return rule.at(goods.cover_place, message, "1,600 × 2,560 pixels suit every shop")


def _many_drawings(goods: Goods) -> Iterator[Diagnostic]:
    drawn = sum(
        goods.assets[path].media_type == "image/svg+xml"
        for path in goods.pages.images.values()
    )
    if drawn > KINDLE_DRAWINGS:
        message = (
            f"the EPUB has {drawn} drawings; with more than {KINDLE_DRAWINGS} Kindle"
            " sets a book the old way"
        )
        hint = "save the simpler ones as PNG, or sell to Kindle all the same"
        yield rules.KINDLE.at(goods.info.span, message, hint)


# ------------------------------------------------------------------ text and tables


def _kindle_language(goods: Goods) -> Iterator[Diagnostic]:
    if goods.info.lang.partition("-")[0].lower() not in KDP_LANGUAGES:
        place = goods.info.places.get("lang", goods.info.span)
        message = f'"{goods.info.lang}" is not among the languages of Kindle books'
        hint = "sell this edition elsewhere, or take kindle out of shops"
        yield rules.KINDLE.at(place, message, hint)


def _nested_tables(goods: Goods) -> Iterator[Diagnostic]:
    for page, root in goods.documents(b"<table"):
        for table in root.iterfind(f".//{XHTML}table//{XHTML}table"):
            message = "Kindle takes a table inside a table apart"
            yield rules.KINDLE.at(_place(table, page, goods), message, "make two of it")


def _wide_tables(goods: Goods) -> Iterator[Diagnostic]:
    for page, root in goods.documents(b"<table"):
        for table in root.iter(f"{XHTML}table"):
            rows = table.iter(f"{XHTML}tr")
            columns = max((sum(map(_span, row)) for row in rows), default=0)
            if columns > KOBO_COLUMNS:
                message = (
                    f"the table has {columns} columns; e-ink readers such as Kobo's"
                    f" show {KOBO_COLUMNS} well"
                )
                hint = "turn rows into columns, or make two tables of it"
                yield rules.KOBO.at(_place(table, page, goods), message, hint)


def _span(cell: etree._Element) -> int:
    said = cell.get("colspan", "1")
    return int(said) if said.isdecimal() else 1


def _heavy_documents(goods: Goods) -> Iterator[Diagnostic]:
    for page in goods.pages.pages:
        if b"<img" not in page.content and len(page.content) <= KOBO_DOCUMENT:
            continue
        root = parsed(page.content)
        weight = len(page.content) + sum(_shown(page, root, goods))
        if weight > KOBO_DOCUMENT:
            message = (
                f'"{page.title}" weighs {weight // 1024**2} MB with its pictures; Kobo'
                f" takes {KOBO_DOCUMENT // 1024**2}"
            )
            hint = "divide the chapter, or make its pictures smaller"
            yield rules.KOBO.at(_place(root, page, goods), message, hint)


def _shown(page: EpubPage, root: etree._Element, goods: Goods) -> Iterator[int]:
    """Weigh each picture of a document, once."""
    folder = PurePosixPath(page.file).parent
    sources = {image.get("src", "") for image in root.iter(f"{XHTML}img")}
    for source in sources:
        path = goods.pages.images.get(normpath((folder / source).as_posix()))
        if path is not None:
            yield len(goods.assets[path].data)


def _links_to_shops(goods: Goods) -> Iterator[Diagnostic]:
    """Apple turns down books that lead to other shops."""
    for page, root in goods.documents(b"<a"):
        for link in root.iter(f"{XHTML}a"):
            host = urlsplit(link.get("href", "")).netloc.removeprefix("www.")
            if host.startswith(_OTHER_SHOPS):
                message = f'Apple turns down books with links to other shops: "{host}"'
                hint = "lead to a page of your own that names them all"
                yield rules.APPLE.at(_place(link, page, goods), message, hint)


def _place(element: etree._Element, page: EpubPage, goods: Goods) -> Span:
    """Find the manuscript's place of the last block that begins before an element."""
    line = element.sourceline or 1
    before = [span for begins, span in page.lines if begins <= line]
    return before[-1] if before else next(iter(page.places.values()), goods.info.span)


# --------------------------------------------------------------------------- styles


def _negative_margins(goods: Goods) -> Iterator[Diagnostic]:
    for rule in rules_of(goods.sheets):
        for each in rule.declarations:
            value = written(each)
            if each.lower_name.startswith("margin") and " -" in f" {value}":
                message = f'"{each.lower_name}: {value}" is a margin Kindle passes over'
                hint = "move the neighbour instead"
                yield rules.KINDLE.at(rule.at(each), message, hint)


Check = Callable[[Goods], Iterator[Diagnostic]]

_EVERYWHERE: Mapping[str, tuple[Check, ...]] = {
    "kindle": (_nested_tables, _negative_margins),
    "kobo": (_wide_tables, _heavy_documents),
    "apple": (),
}
_CHOSEN: Mapping[str, tuple[Check, ...]] = {
    "kindle": (_kindle_cover, _kindle_language, _many_drawings),
    "kobo": (_kobo_cover,),
    "apple": (_apple_cover, _links_to_shops),
}
