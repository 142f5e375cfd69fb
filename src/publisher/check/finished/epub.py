"""A finished EPUB, held against the one the manuscript makes: words, links, every file."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from dataclasses import replace
from itertools import zip_longest
from pathlib import Path, PurePosixPath

from lxml import etree

from publisher import rules
from publisher.artifacts import Artifact
from publisher.check.epub import own_checks
from publisher.check.epub.opened import Document, Opened, opened
from publisher.check.fidelity import epub_is_whole
from publisher.check.markup import parsed
from publisher.diagnostics import Diagnostic, Span
from publisher.model import Book

HINT = "build again; corrections belong in the manuscript, not in the EPUB"


def epub_as_made(path: Path, fresh: Artifact, book: Book) -> list[Diagnostic]:
    """Check the EPUB at `path`, of which `fresh` was made of the manuscript now."""
    found = list(own_checks(replace(fresh, path=path)))
    try:
        found += epub_is_whole(path, book)
        with zipfile.ZipFile(path) as old, zipfile.ZipFile(fresh.path) as new:
            found += _files(old, opened(new, fresh))
    except (zipfile.BadZipFile, etree.XMLSyntaxError, KeyError) as problem:
        if not found:
            where = Span(PurePosixPath(path.name), 1)
            message = f"cannot be read: {problem}"
            found.append(rules.EPUB_CONTAINER.at(where, message, HINT))
    return found


def _files(old: zipfile.ZipFile, made: Opened) -> Iterator[Diagnostic]:
    """Compare every file of the archives; of a document say where it first differs."""
    there = set(old.namelist())
    for name in sorted(there | made.names):
        where = Span(PurePosixPath(made.artifact.path.name) / name, 1)
        if name not in there:
            yield rules.STALE_FILE.at(where, f"{name} is not in the EPUB", HINT)
        elif name not in made.names:
            message = f"{name} is in the EPUB, and the manuscript makes no such file"
            yield rules.STALE_FILE.at(where, message, HINT)
        elif old.read(name) != made.archive.read(name):
            yield _differs(old.read(name), made, name, where)


def _differs(data: bytes, made: Opened, name: str, where: Span) -> Diagnostic:
    document = made.documents.get(name)
    if document is None:
        message = f"{name} is another file than the manuscript makes"
        return rules.STALE_FILE.at(where, message, HINT)
    element, what = _first_difference(parsed(data), document)
    message = f"{what} in {name} than the manuscript makes"
    return rules.STALE_FILE.at(made.place(element, document), message, HINT)


def _first_difference(
    root: etree._Element, document: Document
) -> tuple[etree._Element, str]:
    """Find the first element that is not as it is made, and say what is another."""
    last = document.root
    pairs = zip_longest(root.iter("{*}*"), document.root.iter("{*}*"))
    for old, new in pairs:
        if new is None or old is None or old.tag != new.tag:
            return (last if new is None else new), "there are other elements"
        last = new
        for name in dict.fromkeys((*new.attrib, *old.attrib)):
            if old.get(name) != new.get(name):
                said = (
                    f'"{old.get(name, "")}" stands for "{new.get(name, "")}", another'
                )
                return new, f"{said} {etree.QName(name).localname}"
        if (old.text, old.tail) != (new.text, new.tail):
            return new, "there are other words"
    return last, "there is other markup"
