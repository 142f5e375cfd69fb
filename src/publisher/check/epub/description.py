"""The package document: what shops, libraries and reading systems are told of the book.

EPUBCheck knows the form of it and Ace the words for accessibility. Neither sees a wrong
ISBN, a role that does not exist, a series that is not called one, or a claim that the
content does not bear out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree

from publisher import rules
from publisher.check.epub.opened import REPORT_IT, Document, Opened
from publisher.check.markup import DC, OPF, XHTML, XML_LANG
from publisher.config.identifiers import isbn_fault
from publisher.config.languages import fault as language_fault
from publisher.config.relators import RELATORS
from publisher.diagnostics import Diagnostic

_UUID = re.compile(r"urn:uuid:[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.IGNORECASE)
_META = f"{OPF}meta"
_NO_COVER = "so shops and shelves show none"


def description(epub: Opened) -> Iterator[Diagnostic]:
    """Check titles, cover, identifiers, people, series, languages."""
    yield from _titles(epub)
    yield from _cover(epub)
    yield from _identifiers(epub)
    yield from _people(epub)
    yield from _series(epub)
    yield from _languages(epub)


def properties(epub: Opened, name: str) -> list[etree._Element]:
    """List the metadata elements of a property."""
    return [each for each in epub.opf.iter(_META) if each.get("property") == name]


# --------------------------------------------------------------------------- titles


def _titles(epub: Opened) -> Iterator[Diagnostic]:
    """Old readers take the first title, new ones that which is called the main one."""
    titles = list(epub.opf.iter(f"{DC}title"))
    kinds = {
        (each.get("refines") or "").removeprefix("#"): (each.text or "").strip()
        for each in properties(epub, "title-type")
    }
    told = [kinds.get(each.get("id", ""), "") for each in titles]
    if not titles:
        message = "the book has no title"
    elif not all((each.text or "").strip() for each in titles):
        message = "a title of the book has no words"
    elif told.count("main") > 1:
        message = "two titles are called the main one"
    elif any(told) and told[0] != "main":
        message = f'"{titles[0].text}" is the first title, and not the main one'
    else:
        return
    yield rules.EPUB_TITLE.at(epub.whole, message, REPORT_IT)


# ---------------------------------------------------------------------------- cover


def _cover(epub: Opened) -> Iterator[Diagnostic]:
    """New reading systems go by a property, Kindle and Nook by a `meta` of EPUB 2."""
    marked = [item for item in epub.items if "cover-image" in item.properties]
    pointed = [
        e.get("content") for e in epub.opf.iter(_META) if e.get("name") == "cover"
    ]
    page = any(True for document in epub.texts for _ in document.of_type("cover"))
    if not marked and not pointed and not page:
        return
    if not marked:
        message = f"no image is marked as the cover, {_NO_COVER}"
        yield rules.EPUB_COVER.at(epub.whole, message, REPORT_IT)
    elif not pointed:
        message = f"the cover is not named the old way, {_NO_COVER} on Kindle"
        yield rules.EPUB_COVER.at(epub.whole, message, REPORT_IT)
    elif pointed != [marked[0].id]:
        message = "the cover named the old way is another than the new one"
        yield rules.EPUB_COVER.at(epub.whole, message, REPORT_IT)


# ---------------------------------------------------------------------- identifiers


def _identifiers(epub: Opened) -> Iterator[Diagnostic]:
    for element in epub.opf.iter(f"{DC}identifier", f"{DC}source"):
        said = (element.text or "").strip()
        fault = _identifier_fault(said)
        if fault:
            yield rules.EPUB_IDENTIFIER.at(epub.in_package(element), fault, REPORT_IT)
    own = epub.opf.get("unique-identifier")
    chosen = [e for e in epub.opf.iter(f"{DC}identifier") if e.get("id") == own]
    if not chosen:
        message = "no identifier is the one that the package names"
        yield rules.EPUB_IDENTIFIER.at(epub.whole, message, REPORT_IT)


def _identifier_fault(said: str) -> str:
    lower = said.lower()
    if lower.startswith("urn:isbn:"):
        fault = isbn_fault(said[len("urn:isbn:") :])
        return fault[0] if fault else ""
    if lower.startswith("urn:uuid:") and not _UUID.fullmatch(said):
        return f'"{said}" is not a UUID'
    return ""


# ------------------------------------------------------------------ people and series


def _people(epub: Opened) -> Iterator[Diagnostic]:
    for role in properties(epub, "role"):
        code = (role.text or "").strip()
        if role.get("scheme") == "marc:relators" and code not in RELATORS:
            message = f'"{code}" is not a MARC role'
            yield rules.EPUB_ROLE.at(epub.in_package(role), message, REPORT_IT)


def _series(epub: Opened) -> Iterator[Diagnostic]:
    typed = {each.get("refines") for each in properties(epub, "collection-type")}
    for series in properties(epub, "belongs-to-collection"):
        if f"#{series.get('id')}" not in typed:
            message = f'"{series.text}" is not said to be a series, so no shop shows it'
            yield rules.EPUB_SERIES.at(epub.in_package(series), message, REPORT_IT)


# ------------------------------------------------------------------------- languages


def _languages(epub: Opened) -> Iterator[Diagnostic]:
    """Voices are chosen by language: the package, each document, each passage."""
    if not epub.opf.get(XML_LANG):
        message = "the package does not say its language"
        yield rules.EPUB_LANGUAGE.at(epub.in_package(epub.opf), message, REPORT_IT)
    told = [(e.text or "").strip() for e in epub.opf.iter(f"{DC}language")]
    if told and epub.opf.get(XML_LANG) not in {None, told[0]}:
        message = f'the book is "{told[0]}", its package "{epub.opf.get(XML_LANG)}"'
        yield rules.EPUB_LANGUAGE.at(epub.in_package(epub.opf), message, REPORT_IT)
    for document in epub.texts:
        if not document.root.get("lang"):
            place = epub.place(document.root, document)
            message = "a document does not say its language"
            yield rules.EPUB_LANGUAGE.at(place, message, REPORT_IT)
        yield from _languages_inside(document, epub)


def _languages_inside(document: Document, epub: Opened) -> Iterator[Diagnostic]:
    for element in document.root.iter(f"{XHTML}*"):
        plain, xml = element.get("lang"), element.get(XML_LANG)
        said = plain if plain is not None else xml
        if said is None:
            continue
        if plain != xml:
            message = (
                f'a passage is "{plain}" by one attribute and "{xml}" by the other'
            )
        elif said and language_fault(said):
            message = f'"{said}" is not a language tag'
        else:
            continue
        place = epub.place(element, document)
        yield rules.EPUB_LANGUAGE.at(place, message, REPORT_IT)
