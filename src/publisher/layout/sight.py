"""References that do not say their page, because what they refer to is in sight.

`render` writes the page of every reference that may say it, in an element that names the
reference, `<span class="gen folio" data-from="REFERENCE">, p. <span …>000</span></span>`.
Whether it stands depends on the pages: not where the target is on the same page as the
reference, or on the one that faces it. Within a unit those who set it know best, and
leave out what is in sight; from unit to unit it shows when their pages are joined.

Words such as "notes to pages 3–5" have a page that stands only if it is not, or only if it
is, the page of something else: there "=" or "!" stands before the name.

A reference that drops its page can move its target away again. So whoever goes round
after round lets, from PATIENCE rounds on, no other reference drop its page: those that do
become fewer, and that ends.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Iterator, Mapping
from html import unescape
from xml.etree.ElementTree import Element

from publisher.layout.markup import add_class, remove_class
from publisher.layout.numbers import PAGE_OF

FROM = "data-from"
UNSAID = "unsaid"  # class of a page that is not said; it is not shown
PATIENCE = 6  # rounds
_PAGE = re.compile(
    f'<span class="gen folio" {FROM}="([^"]*)"(?: dir="ltr")?>[^<]*'
    f'<span class="pg" {PAGE_OF}="([^"]*)">[^<]*</span>[^<]*</span>'
)


def in_sight(here: int, there: int) -> bool:
    """Tell whether two pages are one or face each other: 2 and 3, 4 and 5."""
    return here // 2 == there // 2


def among(
    html: str, pages: Mapping[str, int], *, apart: Container[str] = ()
) -> frozenset[str]:
    """Gather the references in markup whose targets are in sight on these pages.

    Those to some targets are left `apart`.
    """
    return near(references(html), pages, apart=apart)


def references(html: str) -> Iterator[tuple[str, str]]:
    """Yield the references in markup that may say a page, each with its target."""
    return ((unescape(each[1]), unescape(each[2])) for each in _PAGE.finditer(html))


def within(root: Element, pages: Mapping[str, int]) -> frozenset[str]:
    """Gather those in the tree of a unit."""
    told = ((each.attrib[FROM], each[0].attrib[PAGE_OF]) for each in _told(root))
    return near(told, pages)


def near(
    told: Iterable[tuple[str, str]],
    pages: Mapping[str, int],
    *,
    apart: Container[str] = (),
) -> frozenset[str]:
    """Gather the references, told with their targets, that are in sight on these pages."""
    found = []
    for source, target in told:
        here, there = pages.get(source.lstrip("=!")), pages.get(target)
        if here is None or there is None or target in apart:
            continue
        if _is_unsaid(source, here, there):
            found.append(source)
    return frozenset(found)


def _is_unsaid(source: str, here: int, there: int) -> bool:
    """Tell whether a page is left out; "=" and "!" ask whether two are one page."""
    if source.startswith("="):
        return here == there
    return here != there if source.startswith("!") else in_sight(here, there)


def without(html: str, near: frozenset[str]) -> str:
    """Leave the pages of some references out of markup."""
    if not near:
        return html
    return _PAGE.sub(lambda each: "" if unescape(each[1]) in near else each[0], html)


def hush(root: Element, near: frozenset[str]) -> list[Element]:
    """Show the pages of all references in a tree but some; list what has changed."""
    changed = []
    for each in _told(root):
        change = add_class if each.attrib[FROM] in near else remove_class
        if change(each, UNSAID):
            changed.append(each)
    return changed


def drop(root: Element) -> None:
    """Take what is not shown out of a tree."""
    for parent in list(root.iter()):
        for child in [each for each in parent if FROM in each.attrib]:
            if UNSAID in child.attrib["class"].split():
                _take_out(parent, child)


def _take_out(parent: Element, child: Element) -> None:
    """Remove an element; the text behind it stays."""
    place = list(parent).index(child)
    if place:
        parent[place - 1].tail = (parent[place - 1].tail or "") + (child.tail or "")
    else:
        parent.text = (parent.text or "") + (child.tail or "")
    parent.remove(child)


def _told(root: Element) -> Iterator[Element]:
    return (each for each in root.iter("span") if FROM in each.attrib)
