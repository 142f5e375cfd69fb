"""Markdown in, the book told in plain lines out: pieces, words, marks and findings.

A line `== b.md` begins another file, and `== lang=ru sections` says what book.yaml says.
"""

import re
from dataclasses import replace
from pathlib import PurePosixPath

import pytest

from books_by_hand import KINDS, chapter_piece, info
from golden_cases import golden_cases
from publisher.artifacts import SourceFile
from publisher.bookinfo import Kind, Series, Voice
from publisher.model import (
    Cite,
    Code,
    Figure,
    Form,
    Heading,
    NoteCall,
    Paragraph,
    Reference,
    SoftBreak,
    Table,
    Text,
    Verse,
)
from publisher.parse import parse
from publisher.resolve import resolve
from publisher.resolve.walk import blocks_and_inlines

FACTS = {
    "sections": {"number_sections": True},
    "plans": {"kinds": KINDS | {"plan": Kind("plan", "Plan", "Plans", "chapter")}},
    "tr": {"series": {"": Series(""), "tr": Series("tr", marks="symbols")}},
    "voice": {"voices": {"tr": Voice("tr", "The translator")}},
}


def read(source):
    """Parse the files of a case; give the facts, the chapters and what was found."""
    facts, files, found = {}, {}, []
    for part in re.split(
        r"^== ", f"one.md\n{source}" if source[:3] != "== " else source[3:], flags=re.M
    ):
        name, _, text = part.partition("\n")
        if name.endswith(".md"):
            files[PurePosixPath(name)] = text
        else:
            for word in name.split():
                facts |= {"lang": word[5:]} if word.startswith("lang=") else FACTS[word]
            if text:
                files[PurePosixPath("one.md")] = text
    structure = (chapter_piece(str(path)) for path in files)
    about = info(*structure, **facts)
    chapters = {}
    for path, text in files.items():
        chapters[path], more = parse(SourceFile(path, text), {}, frozenset(about.kinds))
        found += more
    return about, chapters, found


def findings(found):
    """Write headlines, each hint below its own."""
    return "".join(
        f"{each.headline}\n" + (f"  {each.hint}\n" if each.hint else "")
        for each in found
    )


def told(book):
    """Write a book as lines: what a reader would see, with what leads where."""
    lines = []
    for unit in book.units:
        target = book.targets[unit.target]
        lines.append(f"{unit.id}: {target.name}")
        blocks = (unit.opener, *unit.blocks) if unit.opener else unit.blocks
        lines += _lines(blocks, book)
        for row in book.notes.values():
            if row.unit == unit.id:
                lines += [
                    f"  ({row.mark}) {line.strip()}"
                    for line in _lines(row.note.blocks, book)
                ]
    return "".join(f"{line}\n" for line in lines)


def _lines(blocks, book):
    lines = []
    for node in blocks_and_inlines(blocks):
        begun = _begun(node, book)
        if begun is not None:
            lines.append(f"  {begun}")
        else:
            lines[-1:] = [f"{line}{_said(node, book)}" for line in lines[-1:]]
    return lines


def _begun(node, book):
    """Begin the line of a block."""
    match node:
        case Heading(level=level, attributes=attributes):
            number = book.targets[attributes.id].number if level > 1 else ""
            return f"{'#' * level} {number} " if number else f"{'#' * level} "
        case Figure(attributes=attributes) | Table(attributes=attributes):
            return f"{book.targets[attributes.id].name}: " if attributes.id else ""
        case Paragraph() | Verse():
            return ""
        case _:
            return None


def _said(node, book):
    """Say an inline in plain letters."""
    match node:
        case Text(value=value) | Code(value=value):
            return value.replace("\u00a0", "~").replace("\u202f", "^")
        case SoftBreak():
            return " "
        case NoteCall(key=key):
            return f"[{book.notes[key].mark}]"
        case Cite(source=source):
            return source
        case Reference():
            return f"<{_name(node, book.targets[node.label])}>"
        case _:
            return ""


def _name(node, row):
    match node.form:
        case Form.NUMBER:
            return row.number
        case Form.PAGE:
            return f"page of {row.lower}"
        case Form.WORDS:
            return f"{row.lower}: "
        case Form.FULL:
            return row.name if node.capital else row.lower


@pytest.mark.parametrize("case", golden_cases("resolve-findings.md"))
def test_findings(case):
    """Every fault is said once, at its place, with what to do."""
    about, chapters, found = read(case.source)
    _, more = resolve(about, chapters)

    case.check(findings(found + more))


@pytest.mark.parametrize("case", golden_cases("resolve-text.md"))
def test_text(case):
    """Numbers, marks and names stand where a reader expects them."""
    about, chapters, found = read(case.source)
    book, more = resolve(about, chapters)

    case.check(findings(found + more) + told(book))


@pytest.mark.parametrize("case", golden_cases("typography-languages.md"))
def test_typography(case):
    """What is typed plainly is set as the language wants it; ~ and ^ are fixed spaces."""
    about, chapters, found = read(case.source)
    book, more = resolve(replace(about, series={"": Series("")}), chapters)

    case.check(findings(found + more) + told(book))
