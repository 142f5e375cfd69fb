"""The ways into the book: contents, landmarks, page list, and the old NCX.

Ace sees a page list that is not complete, and no checker one whose labels or order are
wrong, contents that leave a chapter out or say another title, or missing landmarks.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from lxml import etree

from publisher import rules
from publisher.check.epub.opened import REPORT_IT, Document, Opened, followed
from publisher.check.markup import NCX, XHTML, types, words
from publisher.diagnostics import Diagnostic, Span

_CHAPTERS = {"part", "chapter", "appendix"}
_HEADINGS = tuple(f"{XHTML}h{level}" for level in range(1, 7))
_EDGES = re.compile(r"^\W+|\W+$")


@dataclass(frozen=True, slots=True)
class _Line:
    """A line of a list of the navigation: its words, and the file and id it leads to."""

    said: str
    file: str
    anchor: str
    element: etree._Element


def ways(epub: Opened) -> Iterator[Diagnostic]:
    """Check every list of the navigation document against the text, and the NCX."""
    nav = epub.nav
    if nav is None:
        message = "has no navigation document"
        yield rules.EPUB_CONTENTS.at(epub.whole, message, REPORT_IT)
        return
    yield from _named_apart(nav, epub)
    contents = _lines(nav, "toc")
    yield from _titles(contents, nav, epub)
    yield from _left_out(contents, epub)
    yield from _landmarks(nav, epub)
    yield from _pages(nav, epub)
    yield from _old_ways(contents, nav, epub)


def _lines(nav: Document, kind: str) -> list[_Line]:
    return [
        _Line(words(link), *followed(nav.name, link.get("href", "")), link)
        for listed in nav.of_type(kind)
        if listed.tag == f"{XHTML}nav"
        for link in listed.iter(f"{XHTML}a")
    ]


def _at(element: etree._Element, nav: Document, epub: Opened) -> Span:
    return Span(epub.whole.path / nav.name, element.sourceline or 1)


def _named_apart(nav: Document, epub: Opened) -> Iterator[Diagnostic]:
    """Each list needs a name of its own: a screen reader offers them by name."""
    labels: Counter[str] = Counter()
    for each in nav.root.iter(f"{XHTML}nav"):
        own = each.get("aria-label") or each.get("aria-labelledby", "")
        labels[own] += 1
        if not own or labels[own] > 1:
            message = "a list of the navigation has no name of its own"
            yield rules.EPUB_CONTENTS.at(_at(each, nav, epub), message, REPORT_IT)


# ------------------------------------------------------------------------- contents


def _titles(
    contents: Sequence[_Line], nav: Document, epub: Opened
) -> Iterator[Diagnostic]:
    """A line of the contents says what the heading says that it leads to."""
    for line in contents:
        document = epub.documents.get(line.file)
        heading = _heading(document, line.anchor) if document else None
        if heading is None:
            continue
        said, titled = _letters(line.said), _letters(_title(heading))
        if titled and titled not in said and said not in titled:
            message = (
                f'the contents say "{line.said}" where the text is headed'
                f' "{_title(heading)}"'
            )
            place = _at(line.element, nav, epub)
            yield rules.EPUB_CONTENTS.at(place, message, REPORT_IT)


def _heading(document: Document, anchor: str) -> etree._Element | None:
    """Find the heading that a link leads to: the element itself, or the first inside."""
    target = document.ids.get(anchor) if anchor else document.root
    if target is None:
        return None
    return next((e for e in target.iter(*_HEADINGS)), None)


def _title(heading: etree._Element) -> str:
    """Give the words of a heading without note calls and without its number.

    The heading of a file that has no title is its number alone, and so has none.
    """
    named = [e for e in heading.iter(f"{XHTML}span") if e.get("class") == "name"]
    said = []
    for element in named or [heading]:
        said += [
            text
            for text in element.xpath(".//text()")
            if not text.getparent().xpath(
                "ancestor-or-self::*[@role='doc-noteref' or @role='doc-pagebreak'"
                " or contains(@class, 'ordinal')]"
            )
        ]
    return " ".join("".join(said).split())


def _letters(said: str) -> str:
    return "".join(each for each in said.casefold() if each.isalnum())


def _left_out(contents: Sequence[_Line], epub: Opened) -> Iterator[Diagnostic]:
    """Every part, chapter and appendix is in the contents, unless its author said no.

    Of a chapter in several documents it is the first.
    """
    listed = {line.file for line in contents}
    for document in epub.texts:
        for section in document.root.iter(f"{XHTML}section"):
            heading = next(section.iter(*_HEADINGS), None)
            unlisted = heading is not None and "unlisted" in _classes(heading)
            unlisted = unlisted or "continued" in _classes(section)
            if not _CHAPTERS.isdisjoint(types(section)) and not unlisted:
                if document.name not in listed:
                    title = _title(heading) if heading is not None else document.name
                    message = f'the contents leave out "{title}"'
                    named = heading if heading is not None else section
                    place = epub.place(named, document)
                    yield rules.EPUB_CONTENTS.at(place, message, REPORT_IT)
                break


def _classes(element: etree._Element) -> list[str]:
    return str(element.get("class", "")).split()


# ------------------------------------------------------------------------ landmarks


def _landmarks(nav: Document, epub: Opened) -> Iterator[Diagnostic]:
    """Contents and the beginning of the text, and the cover if there is a page of it."""
    kinds: Counter[str] = Counter()
    for line in _lines(nav, "landmarks"):
        kinds.update(types(line.element))
    wanted = ["toc"] if nav.name in epub.spine else []
    if any("bodymatter" in types(d.root.find(f"{XHTML}body")) for d in epub.texts):
        wanted.append("bodymatter")
    if any(True for document in epub.texts for _ in document.of_type("cover")):
        wanted.append("cover")
    for kind in wanted:
        if not kinds[kind]:
            message = f'the landmarks lack "{kind}"'
            yield rules.EPUB_LANDMARKS.at(_at(nav.root, nav, epub), message, REPORT_IT)
    for kind, count in kinds.items():
        if count > 1:
            message = f'the landmarks have "{kind}" {count} times'
            yield rules.EPUB_LANDMARKS.at(_at(nav.root, nav, epub), message, REPORT_IT)


# ------------------------------------------------------------------------ page list


def _pages(nav: Document, epub: Opened) -> Iterator[Diagnostic]:
    """The page list and the page marks are the same pages, in the same order."""
    listed = _lines(nav, "page-list")
    marks = {
        (document.name, str(mark.get("id"))): (mark, document)
        for document in epub.texts
        for mark in document.root.iter(f"{XHTML}*")
        if mark.get("role") == "doc-pagebreak" or "pagebreak" in types(mark)
    }
    for line in listed:
        mark = marks.get((line.file, line.anchor))
        if mark is None:
            message = f'page "{line.said}" of the page list leads to no page mark'
            yield rules.EPUB_PAGES.at(_at(line.element, nav, epub), message, REPORT_IT)
        elif not _labelled(line.said, _label(mark[0])):
            message = (
                f'the page list says page "{line.said}" where the mark says'
                f' "{_label(mark[0])}"'
            )
            yield rules.EPUB_PAGES.at(epub.place(*mark), message, REPORT_IT)
    yield from _in_order(listed, list(marks), nav, epub)
    known = {(line.file, line.anchor) for line in listed}
    for own, mark in marks.items():
        if own not in known:
            message = f'the page mark "{_label(mark[0])}" is not in the page list'
            yield rules.EPUB_PAGES.at(epub.place(*mark), message, REPORT_IT)


def _label(mark: etree._Element) -> str:
    """Say what a page mark is called: for those who listen, else for those who see."""
    return str(mark.get("aria-label") or mark.get("title") or words(mark)).strip()


def _labelled(label: str, said: str) -> bool:
    """Tell whether a mark's name ends with a page's label: "Page 112", "page xii."."""
    bare, name = _EDGES.sub("", said), _EDGES.sub("", label) or label
    before = bare.removesuffix(name)
    return before != bare and not before[-1:].isalnum()


def _in_order(
    listed: Sequence[_Line],
    marks: Sequence[tuple[str, str]],
    nav: Document,
    epub: Opened,
) -> Iterator[Diagnostic]:
    place = {own: number for number, own in enumerate(marks)}
    before, last = -1, ""
    for line in listed:
        here = place.get((line.file, line.anchor), before)
        if here < before:
            message = (
                f'page "{line.said}" stands after page "{last}" in the page list only'
            )
            yield rules.EPUB_PAGES.at(_at(line.element, nav, epub), message, REPORT_IT)
        before, last = max(here, before), line.said


# ------------------------------------------------------------------------------ NCX


def _old_ways(
    contents: Sequence[_Line], nav: Document, epub: Opened
) -> Iterator[Diagnostic]:
    """Old readers and Kindle go by the NCX: it must say the same."""
    ncx = epub.ncx
    if ncx is None:
        message = "has no NCX, so Kindle and old readers show no contents"
        yield rules.EPUB_CONTENTS.at(epub.whole, message, REPORT_IT)
        return
    for listed, kind, rule in (
        (contents, "navPoint", rules.EPUB_CONTENTS),
        (_lines(nav, "page-list"), "pageTarget", rules.EPUB_PAGES),
    ):
        new = [(line.said, line.file, line.anchor) for line in listed]
        old = list(_old_lines(ncx, kind))
        if new != old:
            odd = next(a or b for a, b in _pairs(new, old) if a != b)
            assert odd is not None
            message = f'the NCX and the navigation differ at "{odd[0]}"'
            yield rule.at(Span(epub.whole.path / ncx.name, 1), message, REPORT_IT)


def _pairs(
    new: Sequence[tuple[str, str, str]], old: Sequence[tuple[str, str, str]]
) -> Iterator[tuple[tuple[str, str, str] | None, tuple[str, str, str] | None]]:
    for number in range(max(len(new), len(old))):
        yield (
            new[number] if number < len(new) else None,
            old[number] if number < len(old) else None,
        )


def _old_lines(ncx: Document, kind: str) -> Iterator[tuple[str, str, str]]:
    for point in ncx.root.iter(f"{NCX}{kind}"):
        said = point.find(f"{NCX}navLabel/{NCX}text")
        content = point.find(f"{NCX}content")
        if said is not None and content is not None:
            yield words(said), *followed(ncx.name, content.get("src", ""))
