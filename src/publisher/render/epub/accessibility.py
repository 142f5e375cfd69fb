"""What the EPUB says of its own accessibility: only what its content bears out.

Words and properties are those of schema.org, as EPUB Accessibility 1.1 asks:
https://www.w3.org/TR/epub-a11y-11/. Conformance is claimed (section 4.1.4 there) where
two things come together: no check finds a fault, and book.yaml names who answers for
what no check can see.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from publisher.artifacts import EpubPages, Holdings, MetaRow
from publisher.model import Book
from publisher.render.epub.templates import legal

CONFORMANCE = "EPUB Accessibility 1.1 - WCAG 2.2 Level AA"


def with_accessibility(pages: EpubPages, book: Book, held: Holdings) -> EpubPages:
    """Add to an EPUB's metadata what its content bears out."""
    editions = book.info.source_editions.values()
    titles = {edition.title or edition.key for edition in editions}
    named = [row.text for row in pages.metadata if _SOURCE in row.attributes]
    rows = _rows(book, held, original=not titles.isdisjoint(named))
    legal_rows = (
        row if row.text is None else replace(row, text=legal(row.text)) for row in rows
    )
    return replace(pages, metadata=(*pages.metadata, *legal_rows))


_SOURCE = ("property", "pageBreakSource")


def _rows(book: Book, held: Holdings, *, original: bool) -> Iterator[MetaRow]:
    yield from (_schema("accessMode", mode) for mode in _modes(held))
    yield from (_schema("accessModeSufficient", modes) for modes in _sufficient(held))
    yield from (_schema("accessibilityFeature", each) for each in _features(held))
    yield _schema("accessibilityHazard", "unknown" if held.moving else "none")
    yield _schema("accessibilitySummary", _summary(book, held, original=original))
    yield from _conformance(book, held)


def _schema(name: str, text: str) -> MetaRow:
    return MetaRow("meta", text, (("property", f"schema:{name}"),))


def _modes(held: Holdings) -> Iterator[str]:
    yield "textual"
    if held.pictures:
        yield "visual"


def _sufficient(held: Holdings) -> Iterator[str]:
    if held.pictures:
        yield "textual,visual"
    if not held.undescribed and not held.wordless:
        yield "textual"


def _features(held: Holdings) -> Iterator[str]:
    """List features by the words of https://www.w3.org/community/reports/a11y-discov-vocab/."""
    if held.pictures and not held.undescribed:
        yield "alternativeText"
    yield "ARIA"
    if held.formulas:
        yield "MathML"
        if not held.wordless:
            yield "describedMath"
    yield "displayTransformability"
    if held.index:
        yield "index"
    if held.longer:
        yield "longDescriptions"
    if held.pages:
        yield "pageBreakMarkers"
        yield "pageNavigation"
    yield "readingOrder"
    yield "structuralNavigation"
    yield "tableOfContents"


def _summary(book: Book, held: Holdings, *, original: bool) -> str:
    """Say it in the book's language, each sentence only where it is true.

    `original`: the pages listed are those of an earlier edition.
    """
    words = book.words
    said = [words["access-text"]]
    if held.pictures:
        said.append(words["access-no-alt" if held.undescribed else "access-images"])
    if held.longer:
        said.append(words["access-longer"])
    if held.tables and not held.headless:
        said.append(words["access-tables"])
    if held.formulas and not held.wordless:
        said.append(words["access-formulas"])
    if held.index:
        said.append(words["access-index"])
    if held.pages:
        said.append(words["access-pages" if original else "access-own-pages"])
    return " ".join((*said, book.info.accessibility.summary)).strip()


def _conformance(book: Book, held: Holdings) -> Iterator[MetaRow]:
    claim = book.info.accessibility
    if not claim.certified_by or held.faults:
        return
    own, party = "conformance", "certifier"
    named = (("id", own), ("property", "dcterms:conformsTo"))
    yield MetaRow("meta", CONFORMANCE, named)
    by = (("refines", f"#{own}"), ("id", party), ("property", "a11y:certifiedBy"))
    yield MetaRow("meta", claim.certified_by, by)
    if claim.credential:
        shown = (("refines", f"#{party}"), ("property", "a11y:certifierCredential"))
        yield MetaRow("meta", claim.credential, shown)
    if claim.report:
        link = (("rel", "a11y:certifierReport"), ("refines", f"#{party}"))
        yield MetaRow("link", None, (*link, ("href", claim.report)))
