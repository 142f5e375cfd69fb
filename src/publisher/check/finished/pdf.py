"""A finished PDF, held against the one the manuscript makes, page by page.

Compared are what is drawn, what is printed as words, where links lead, the outline, the
fonts, the pictures and the structure: all that a reader or a press meets.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from contextlib import suppress
from difflib import SequenceMatcher
from pathlib import Path, PurePosixPath
from typing import TypeAlias

import pikepdf
import pypdfium2
from pikepdf import Array, Name, NameTree, Object, Page, Pdf, PdfError

from publisher import rules
from publisher.artifacts import Artifact, PageMap
from publisher.check.finished.placing import at, on
from publisher.check.finished.tags import tags_as_made
from publisher.check.pdf import check_pdf
from publisher.check.sheets import digests_of_fonts, ink
from publisher.diagnostics import Diagnostic, Span

HINT = "build again; corrections belong in the manuscript, not in the PDF"

Word: TypeAlias = tuple[str, float, float]  # and a point inside it, as pdfium counts


def pdf_as_made(file: Artifact, fresh: Path, pages: PageMap) -> list[Diagnostic]:
    """Check a finished PDF, of which `fresh` was made of the manuscript now."""
    with Pdf.open(fresh) as new:
        found = check_pdf(file, pages, len(new.pages))
    with suppress(PdfError), Pdf.open(file.path) as old, Pdf.open(fresh) as new:
        found += _compared(old, new, file.path, fresh, pages)
    return found


def _compared(
    old: Pdf, new: Pdf, path: Path, fresh: Path, pages: PageMap
) -> Iterator[Diagnostic]:
    whole = Span(PurePosixPath(path.name), 1)
    if digests_of_fonts(old) != digests_of_fonts(new):
        message = f"the fonts in {path.name} are not those the book was set with"
        yield rules.STALE_FILE.at(whole, message, HINT)
    if _outline(old) != _outline(new):
        message = f"the outline of {path.name} is not that of the book"
        yield rules.STALE_FILE.at(whole, message, HINT)
    yield from _pages(old, new, path, fresh, pages)
    yield from tags_as_made(old, new, path, pages)


def _pages(
    old: Pdf, new: Pdf, path: Path, fresh: Path, pages: PageMap
) -> Iterator[Diagnostic]:
    """Pair the pages by what they draw, so that a lost one is named and no other."""
    before, after = [_look(e) for e in new.pages], [_look(e) for e in old.pages]
    made, there = _Links(new), _Links(old)
    matcher = SequenceMatcher(None, before, after, autojunk=False)
    for kind, a, b, c, d in matcher.get_opcodes():
        for was, now in zip(range(a, b), range(c, d), strict=False):
            if kind != "equal":
                yield _page(path, fresh, now, was, pages)
            yield from _links(made, there, was, now, path, pages)
        both = min(b - a, d - c)
        for was in range(a + both, b):
            message = f"{on(pages, was + 1)} is not in {path.name}"
            yield _said(path, was, message, at(pages, was + 1))
        for now in range(c + both, d):
            message = f"sheet {now + 1} of {path.name} is not a page of the book here"
            yield _said(path, now, message, None)


def _said(path: Path, page: int, message: str, where: Span | None) -> Diagnostic:
    there = where or Span(PurePosixPath(path.name), page + 1)
    return rules.STALE_FILE.at(there, message, HINT)


def _look(page: Page) -> bytes:
    """Digest what a page draws, and the pictures it shows."""
    digest = hashlib.sha256(ink(page))
    for name, picture in sorted(page.get_images().items()):
        digest.update(str(name).encode() + picture.read_raw_bytes())
    digest.update(str([page.obj.get(k) for k in ("/Rotate", "/CropBox")]).encode())
    digest.update(str(list(map(float, page.mediabox))).encode())
    return digest.digest()


# ------------------------------------------------------------------------- words


def _page(path: Path, fresh: Path, now: int, was: int, pages: PageMap) -> Diagnostic:
    """Say in words what a page prints instead of what it should, if it is words."""
    old, new = _words(path, now), _words(fresh, was)
    place = f"{on(pages, was + 1)} of {path.name}"
    matcher = SequenceMatcher(None, [e[0] for e in new], [e[0] for e in old], False)
    for kind, a, b, c, d in matcher.get_opcodes():
        if kind != "equal":
            lost, printed = (_quoted(new[a:b]), _quoted(old[c:d]))
            message = f'{place} prints "{printed}" where the book has "{lost}"'
            word = (new[a:b] or new[max(a - 1, 0) : a] or new)[:1]
            points = [(x, pages.height - y) for _, x, y in word] or [(-1.0, -1.0)]
            return _said(path, now, message, at(pages, was + 1, *points[0]))
    message = f"{place} does not show what the book has on it"
    return _said(path, now, message, at(pages, was + 1))


def _quoted(words: list[Word], most: int = 12) -> str:
    said = [word for word, _, _ in words]
    return " ".join(said[:most]) + (" …" if len(said) > most else "")


def _words(path: Path, page: int) -> list[Word]:
    """List the words of a page in the order of the file, each with a point inside it."""
    with pypdfium2.PdfDocument(path) as file:
        text = file[page].get_textpage()
        words: list[Word] = []
        begun = 0
        said = text.get_text_range() + " "
        for number, letter in enumerate(said):
            if letter.isspace():
                if said[begun:number].strip():
                    words.append((said[begun:number], *_point(text, begun)))
                begun = number + 1
        return words


def _point(text: pypdfium2.PdfTextPage, number: int) -> tuple[float, float]:
    if number >= text.count_chars():
        return -1.0, -1.0
    left, bottom, right, top = text.get_charbox(number)
    return (left + right) / 2, (bottom + top) / 2


# ------------------------------------------------------------------------- links


class _Links:
    """Where the links of a file lead, page by page."""

    def __init__(self, pdf: Pdf) -> None:
        self.pages = pdf.pages
        self._numbers = {page.obj.objgen: n for n, page in enumerate(pdf.pages, 1)}
        self._names: dict[str, Object] = {}
        if "/Names" in pdf.Root and "/Dests" in pdf.Root.Names:
            tree = NameTree(pdf.Root.Names.Dests)
            self._names = {str(name): to for name, to in tree.items()}

    def on(self, page: int) -> list[tuple[tuple[float, ...], str]]:
        """List the links of a page (from 0): their rectangles, and where they lead."""
        return [
            (tuple(round(float(n), 2) for n in each.Rect), self.to(each))
            for each in self.pages[page].obj.get("/Annots", ())
            if each.get("/Subtype") == Name.Link
        ]

    def to(self, link: Object) -> str:
        """Say where a link or a line of the outline leads."""
        action = link.get("/A", pikepdf.Dictionary())
        if "/URI" in action:
            return str(action.URI)
        wanted = link.get("/Dest", action.get("/D"))
        if wanted is not None and not isinstance(wanted, Array):
            wanted = self._names.get(str(wanted))
        if isinstance(wanted, pikepdf.Dictionary):
            wanted = wanted.get("/D")
        if not isinstance(wanted, Array) or not len(wanted):
            return "nowhere"
        sheet = self._numbers.get(wanted[0].objgen, 0)
        return f"sheet {sheet}, {' '.join(str(e) for e in list(wanted)[1:])}"


def _links(
    made: _Links, there: _Links, was: int, now: int, path: Path, pages: PageMap
) -> Iterator[Diagnostic]:
    """Compare the links of a page; of those that differ the first is named."""
    new, old = made.on(was), there.on(now)
    if new == old:
        return
    if len(pages.pages) != len(there.pages):
        new, old = [(r, "") for r, _ in new], [(r, "") for r, _ in old]
    for number, link in enumerate(new):
        if number < len(old) and old[number] == link:
            continue
        (left, bottom, right, top), wanted = link
        leads = old[number][1] if number < len(old) else "nowhere"
        message = (
            f"a link on {on(pages, was + 1)} of {path.name} leads to {leads}"
            f" instead of {wanted}"
        )
        x, y = (left + right) / 2, pages.height - (bottom + top) / 2
        yield _said(path, now, message, at(pages, was + 1, x, y))
        return
    if len(old) > len(new):
        message = f"{on(pages, was + 1)} of {path.name} has a link nobody made"
        yield _said(path, now, message, at(pages, was + 1))


def _outline(pdf: Pdf) -> list[tuple[str, str]]:
    """List titles of the outline and where they lead, at whatever depth."""
    links, rows = _Links(pdf), []
    pending = [pdf.Root.get("/Outlines", pikepdf.Dictionary()).get("/First")]
    while pending:
        entry = pending.pop()
        if entry is not None:
            rows.append((str(entry.get("/Title", "")), links.to(entry)))
            pending += [entry.get("/Next"), entry.get("/First")]
    return rows
