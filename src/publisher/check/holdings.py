"""What the documents of an EPUB hold, read back from the finished markup.

What an EPUB says of its accessibility is computed from this, and compared with it once
more when the file is done.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import PurePosixPath

from lxml import etree

from publisher import rules
from publisher.artifacts import Asset, EpubPages, Holdings, Stylesheet
from publisher.bookinfo import BookInfo
from publisher.check.looks import doubtful_styles, faint_words
from publisher.check.markup import OPS, XHTML, parsed, types, words
from publisher.diagnostics import Diagnostic

_MATH = "{http://www.w3.org/1998/Math/MathML}math"
_LEVEL = re.compile(r"h([1-6])")
_ANIMATED = (b"<animate", b"<set ", b"<animateTransform", b"<animateMotion")
_MAY_MOVE = {"image/gif", "image/webp"}


def held(
    pages: EpubPages,
    assets: Mapping[PurePosixPath, Asset],
    sheets: Sequence[Stylesheet] = (),
    info: BookInfo | None = None,
) -> tuple[Holdings, list[Diagnostic]]:
    """Look through the documents and styles of an EPUB before it is packed."""
    roots = [parsed(page.content) for page in (*pages.pages, pages.nav)]
    shown = [assets[path] for path in pages.images.values()]
    faint = list(faint_words(roots, sheets))
    found = counted(roots, moving=any(map(_moves, shown)), faint=len(faint))
    refused = list(_not_certified(info, found)) if info else []
    return found, [*faint, *doubtful_styles(sheets), *refused]


def _not_certified(info: BookInfo, found: Holdings) -> Iterator[Diagnostic]:
    """Say why nobody can certify the EPUB, where book.yaml names who does."""
    party = info.accessibility.certified_by
    if party and found.faults:
        place = info.places.get("accessibility.certified-by", info.span)
        message = f"the EPUB cannot be certified: it has {_listed(found.faults)}"
        hint = "it is made without the claim; mend what is named, or take the key out"
        yield rules.NOT_CERTIFIED.at(place, message, hint)


def _listed(words: Sequence[str]) -> str:
    if len(words) == 1:
        return words[0]
    return f"{', '.join(words[:-1])} and {words[-1]}"


def _moves(asset: Asset) -> bool:
    return asset.media_type in _MAY_MOVE or (
        asset.media_type == "image/svg+xml"
        and any(mark in asset.data for mark in _ANIMATED)
    )


def counted(
    roots: Sequence[etree._Element], *, moving: bool = False, faint: int = 0
) -> Holdings:
    """Count in parsed documents, the navigation document among them."""
    pictures = [image for root in roots for image in _all(root, "img") if _shows(image)]
    tables = [table for root in roots for table in _all(root, "table")]
    formulas = [formula for root in roots for formula in root.iter(_MATH)]
    return Holdings(
        pictures=len(pictures),
        undescribed=sum(not (image.get("alt") or "").strip() for image in pictures),
        longer=sum(_described_at_length(image) for image in pictures),
        tables=len(tables),
        headless=sum(not any(map(words, _all(table, "th"))) for table in tables),
        formulas=len(formulas),
        wordless=sum(not formula.get("alttext") for formula in formulas),
        pages=sum(_pages(root) for root in roots),
        index=any("index" in types(each) for root in roots for each in _typed(root)),
        moving=moving,
        skipped=sum(_skipped(root) for root in roots),
        faint=faint,
    )


def _all(root: etree._Element, name: str) -> Iterable[etree._Element]:
    yield from root.iter(f"{XHTML}{name}")


def _typed(root: etree._Element) -> Iterable[etree._Element]:
    return (each for each in root.iter(f"{XHTML}*") if each.get(f"{OPS}type"))


def _shows(image: etree._Element) -> bool:
    """An image that is marked as an ornament shows nothing that must be said."""
    return image.get("role") not in {"presentation", "none"}


def _described_at_length(image: etree._Element) -> bool:
    around = image.xpath("ancestor-or-self::*")
    return any(e.get("aria-details") or e.get("aria-describedby") for e in around)


def _pages(root: etree._Element) -> int:
    """Count the lines of a page list."""
    lists = (nav for nav in _all(root, "nav") if "page-list" in types(nav))
    return sum(1 for nav in lists for _ in _all(nav, "a"))


def _skipped(root: etree._Element) -> int:
    """Count the headings that skip a level; the first of a document is of the first."""
    before, count = 0, 0
    for element in root.iter(f"{XHTML}*"):
        level = _LEVEL.fullmatch(etree.QName(element).localname)
        if level:
            count += int(level[1]) > before + 1
            before = int(level[1])
    return count
