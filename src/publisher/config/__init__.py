"""Reads and judges book.yaml: from what an author wrote to a complete `BookInfo`."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from contextlib import suppress
from dataclasses import replace
from functools import partial
from pathlib import Path, PurePosixPath

from publisher import rules
from publisher.bookinfo import BookInfo
from publisher.cache import Cache, kept
from publisher.config import (
    apparatus,
    identifiers,
    languages,
    metadata,
    naming,
    outlets,
    page,
)
from publisher.config import cover as covers
from publisher.config.decoding import decode
from publisher.config.paths import Folder
from publisher.config.printers import printers
from publisher.config.section import Ledger, Section
from publisher.config.structure import structure
from publisher.config.unknown import unknown_keys
from publisher.config.values import Table, Value, places
from publisher.diagnostics import Diagnostic, Span, any_errors
from publisher.printers import Printer

NAME = PurePosixPath("book.yaml")
LARGEST = 1024 * 1024
"""Bytes of the largest book.yaml that is read."""

FALLBACK_LANGUAGE = "en"
"""Stands in for a language that is missing or wrong, so that reading can go on."""

_START = 'write one; it needs three lines: title: "…", lang: en, chapters: [ch01.md]'


def read(
    home: Path, cache: Cache | None = None
) -> tuple[BookInfo | None, list[Diagnostic]]:
    """Read `home/book.yaml`, with every fault that can be found in one go.

    There is a BookInfo whenever the file is a table of keys at all; a value that is
    wrong has its default there, a file that cannot be had is left out.
    """
    info, found = _read(home, cache)
    return info, [_on_one_line(each) for each in found]


def _on_one_line(finding: Diagnostic) -> Diagnostic:
    """Fold what an author wrote on several lines, where a finding quotes it."""
    hint = " ".join(finding.hint.split()) if finding.hint else finding.hint
    return replace(finding, message=" ".join(finding.message.split()), hint=hint)


def _read(home: Path, cache: Cache | None) -> tuple[BookInfo | None, list[Diagnostic]]:
    text, found = written(home)
    if text is None or any_errors(found):
        return None, found
    value, faults = kept(cache, ("values", text), partial(_values, text))
    found += faults
    if isinstance(value, Table):
        ledger = Ledger(found)
        info = _info(value, ledger, Folder(home), printers(cache))
        found += unknown_keys(ledger)
        return info, found
    if not faults:
        found.append(_no_table(value))
    return None, found


def _values(text: str) -> tuple[Value | None, list[Diagnostic]]:
    from publisher.config.composing import values  # not at the start: it is kept

    return values(text, NAME)


def written(home: Path) -> tuple[str | None, list[Diagnostic]]:
    """Give the text of book.yaml, and what is wrong with the file itself."""
    start = Span(NAME, 1)
    file = Folder(home).file(str(NAME))
    if not isinstance(file, Path):
        return None, [
            _absent(home, start) if file.rule is rules.MISSING_FILE else file.at(start)
        ]
    if file.stat().st_size > LARGEST:
        message, hint = "book.yaml is larger than 1 MB", "text belongs in the chapters"
        return None, [rules.TOO_LARGE.at(start, message, hint)]
    return decode(file.read_bytes(), NAME)


def _absent(home: Path, start: Span) -> Diagnostic:
    if not home.is_dir():
        return rules.NO_BOOK_YAML.at(start, *_no_folder(home))
    near = [
        n for n in Folder(home).names(home) if n.lower() in {"book.yaml", "book.yml"}
    ]
    if str(NAME) in near:
        what = "a folder" if (home / NAME).is_dir() else "not a file that can be read"
        return rules.NO_BOOK_YAML.at(start, f'"{NAME}" is {what}', _START)
    hint = f'call "{near[0]}" book.yaml' if near else _below(home) or _START
    return rules.NO_BOOK_YAML.at(start, "there is no book.yaml in this folder", hint)


def _no_folder(home: Path) -> tuple[str, str]:
    """Say of what is no folder what it is, and which one may be meant."""
    what = "is a file, not a folder" if home.exists() else "is not there"
    beside = home.parent
    meant = f' "{beside}"' if (beside / NAME).is_file() else ""
    return f'"{home}" {what}', f"name the folder of book.yaml with --book{meant}"


def _below(home: Path) -> str:
    """Say in which folder below there is a book; "" if in none."""
    with suppress(OSError):
        for folder in sorted(home.iterdir()):
            if (folder / NAME).is_file():
                return f'there is one in "{folder.name}": name that folder with --book'
    return ""


def _no_table(value: Value | None) -> Diagnostic:
    if value is None:
        return rules.MISSING_KEY.at(Span(NAME, 1), "book.yaml is empty", _START)
    hint = 'write for example: title: "The Lovna"'
    return rules.WRONG_TYPE.at(value.span, "book.yaml should be a set of keys", hint)


def _info(
    table: Table, ledger: Ledger, folder: Folder, known: Mapping[str, Printer]
) -> BookInfo:
    root = ledger.section(table, "")
    names = metadata.names(root)
    lang = _language(root)
    editions = apparatus.edition_names(root)
    notes = apparatus.notes(root)
    series = apparatus.series(notes, editions)
    kinds = apparatus.kinds(root)
    numbering = root.section("numbering", example="numbering: {chapters: roman}")
    sources = apparatus.source_editions(root)
    root.value("instalments")  # a later delivery reads them
    return BookInfo(
        **names,
        **metadata.facts(root),
        slug=naming.slug(root, names["title"]),
        lang=lang,
        dir=root.choice("dir", ("ltr", "rtl"), default=languages.direction(lang)),
        structure=structure(root, folder, kinds, sources),
        span=Span(NAME, 1),
        identifiers=identifiers.identifiers(root),
        cover=metadata.cover(root, folder),
        cover_alt=root.text("cover-alt"),
        cover_design=covers.design(root, folder),
        css=tuple(metadata.style_sheets(root, folder)),
        kinds=kinds,
        series=series,
        notes_place=apparatus.notes_place(notes),
        voices=apparatus.voices(root, editions),
        source_editions=sources,
        editions=apparatus.editions(root, series),
        print=page.page(root, known),
        page_references=_page_references(root),
        page_list=_page_list(root, sources),
        contents_depth=_contents_depth(root),
        number_sections=numbering.flag("sections", default=False),
        chapter_numbers=numbering.choice(
            "chapters", ("roman", "decimal", "words", "none"), default="roman"
        ),
        accessibility=outlets.accessibility(root),
        shops=outlets.shops(root),
        words=apparatus.texts(root, "words"),
        spelling=apparatus.spelling(root),
        rules=apparatus.severities(root),
        meta=apparatus.texts(root, "meta"),
        places=dict(places(table)),
    )


def _language(root: Section) -> str:
    tag = metadata.language(root, "lang", "language")
    if not tag and root.value("lang", "language") is None:
        root.missing("lang", "the book's language is not given", "en-GB")
    return tag or FALLBACK_LANGUAGE


def _page_references(root: Section) -> str:
    xref = root.section("xref", example="xref: {page: auto}")
    return xref.choice("page", ("auto", "always", "never"), default="auto")


def _page_list(root: Section, sources: Collection[str]) -> str:
    """Read whose pages the EPUB lists: our printed ones, an earlier edition's, none."""
    epub = root.section("epub", example="epub: {page-list: print}")
    return epub.choice("page-list", ("print", "none", *sources), default="print")


def _contents_depth(root: Section) -> int:
    contents = root.section("contents", example="contents: {depth: 2}")
    return contents.whole("depth", least=1, most=6) or 2
