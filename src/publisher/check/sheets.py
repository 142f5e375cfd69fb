"""The pages of a finished PDF as the file holds them: digests, and what is drawn on them.

Reading words back from a page is slow, and most pages of a book are as they were in the
build before. So each page is named by all that its words are read from: its content, and
the fonts of the file.
"""

from __future__ import annotations

import hashlib
import re
import zlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import zip_longest
from pathlib import Path, PurePosixPath
from typing import Protocol, TypeAlias

from pikepdf import Dictionary, Name, Object, Page, Pdf, parse_content_stream

from publisher import rules
from publisher.cache import fingerprint, key
from publisher.check.bodies import is_of_fonts, streams_of
from publisher.diagnostics import Diagnostic, Span

HINT = "the publisher is at fault, not the book: please report it"
TOGETHER = 16  # pages that are remembered together
SIZE = hashlib.sha256().digest_size
_FILES = ("/FontFile", "/FontFile2", "/FontFile3")
_MARKING = re.compile(rb"^(?:/\S+ (?:<<.*?>> BDC|BMC)|EMC)(?:\n|$)", re.M)


Streams: TypeAlias = Sequence[Object]
"""Those with the operators of one page."""


class Memory(Protocol):
    """What keeps from one build to the next what was found of pages, by key."""

    def get(self, key: str, /) -> bytes | None:
        """Give what is kept, or None."""

    def put(self, key: str, data: bytes, /) -> None:
        """Keep something."""


@dataclass(frozen=True, slots=True)
class Sheets:
    """What the pages of a file are read from, as digests: taken once, and handed on."""

    fonts: bytes  # every font program and its reading
    pages: tuple[bytes, ...]  # the content of each page, as it is packed
    inks: tuple[bytes | None, ...]  # what each page draws; None if it is damaged

    @property
    def names(self) -> list[str]:
        """Name each page by its content and the fonts of the file."""
        return [hashlib.sha256(self.fonts + page).hexdigest() for page in self.pages]

    @property
    def contents(self) -> list[bytes]:
        """Digest what each page holds, as it is packed and as it is drawn."""
        both = zip(self.pages, self.inks, strict=True)
        return [page + (drawn or b"") for page, drawn in both]


def sheets_of(path: Path) -> Sheets:
    """Open a file and take the digests of its pages."""
    with Pdf.open(path) as pdf:
        shown = [streams_of(page.obj) for page in pdf.pages]
        pages = digests_of(shown)
        return Sheets(digests_of_fonts(pdf), pages, inks_of(shown, pages, None))


def same_ink(
    press: Path, screen: Path, read: tuple[Sheets, Sheets] | None = None
) -> Iterator[Diagnostic]:
    """Compare two files of the same pages: what is drawn must be the same in both.

    Only marks of structure may differ, which draw nothing; and the fonts must be one. A page
    that is damaged is the same as none.
    `read` are the digests of both, if they were taken already.
    """
    one, other = read or (sheets_of(press), sheets_of(screen))
    if one.fonts != other.fonts:
        yield _differs(screen, 1, "the fonts differ from those of the print PDF")
    for number, (drawn, too) in enumerate(zip(one.inks, other.inks, strict=False), 1):
        if drawn is None or drawn != too:
            yield _differs(screen, number, "this page differs from the printed one")


def inks_of(
    shown: Sequence[Streams], pages: Sequence[bytes], memory: Memory | None
) -> tuple[bytes | None, ...]:
    """Digest what each page draws; None stands for one that cannot be unpacked.

    `shown` are the streams of each, `pages` the digests of these. What `memory` knows of
    them, some together, is not unpacked again.
    """
    inks: list[bytes | None] = []
    for first in range(0, len(pages), TOGETHER):
        some = slice(first, first + TOGETHER)
        name = key("ink", fingerprint(), *pages[some])
        kept = memory.get(name) if memory is not None else None
        if kept is not None:
            inks += (kept[at : at + SIZE] for at in range(0, len(kept), SIZE))
            continue
        made = [_inked(streams) for streams in shown[some]]
        whole = [each for each in made if each is not None]
        if memory is not None and len(whole) == len(made):
            memory.put(name, b"".join(whole))
        inks += made
    return tuple(inks)


def _inked(streams: Streams) -> bytes | None:
    try:
        return hashlib.sha256(_ink(streams)).digest()
    except zlib.error:
        return None


def same_words(linked: Path, press: Path, read: Sheets) -> Iterator[Diagnostic]:
    """Compare what a file wrote and showed before its colours were inked, and after.

    `read` are the digests of the file as it was linked. Pages that were added at the end
    for the printer show nothing.
    """
    with Pdf.open(press) as inked:
        there = digests_of(streams_of(page.obj) for page in inked.pages)
        pairs = zip_longest(read.pages, there)
        changed = [at for at, (one, other) in enumerate(pairs) if one != other]
        if not changed:
            return
        with Pdf.open(linked) as pdf:
            for at in changed:
                before = _shown(pdf.pages[at]) if at < len(pdf.pages) else []
                after = _shown(inked.pages[at]) if at < len(inked.pages) else []
                if before != after:
                    message = (
                        "this page does not show what it showed before it was inked"
                    )
                    yield _differs(press, at + 1, message)


def _shown(page: Page) -> list[tuple[str, str]]:
    """List the operators that set letters and show pictures."""
    if "/Contents" not in page.obj:
        return []
    return [
        (str(each.operator), str(each.operands[0]))
        for each in parse_content_stream(page, "Tf Tj TJ Do ' \"")
    ]


def _differs(path: Path, page: int, message: str) -> Diagnostic:
    return rules.PDF_BROKEN.at(Span(PurePosixPath(path.name), page), message, HINT)


def content(page: Page) -> bytes:
    """Give the operators of a page."""
    return b"\n".join(_unpacked(streams_of(page.obj)))


def ink(page: Page) -> bytes:
    """Give what a page draws, without marks of structure."""
    return _ink(streams_of(page.obj))


def _ink(streams: Streams) -> bytes:
    return b"\n".join(_unmarked(each).strip() for each in _unpacked(streams))


def _unmarked(operators: bytes) -> bytes:
    if b"MC" in operators or b"BDC" in operators:  # else looking for marks takes longer
        return _MARKING.sub(b"", operators)
    return operators


def _unpacked(streams: Streams) -> Iterator[bytes]:
    for stream in streams:
        if stream.get("/Filter") == Name.FlateDecode:
            yield zlib.decompress(stream.read_raw_bytes())
        else:
            yield stream.read_bytes()


def digests_of(shown: Iterable[Streams]) -> tuple[bytes, ...]:
    """Digest the content of each page, as it is packed."""
    return tuple(
        hashlib.sha256(b"".join(each.read_raw_bytes() for each in streams)).digest()
        for streams in shown
    )


def packed(page: Object) -> Iterator[bytes]:
    """Give the operators of a page as they are packed, a part at a time."""
    return (stream.read_raw_bytes() for stream in streams_of(page))


def digests_of_fonts(pdf: Pdf) -> bytes:
    """Digest what text of a file is drawn and read with."""
    items = (each for each in pdf.objects if isinstance(each, Dictionary))
    return digest_of_fonts(filter(is_of_fonts, items))


def digest_of_fonts(fonts: Iterable[Object]) -> bytes:
    """Digest every font program and its reading; `fonts` are fonts, and what describes them."""
    digest = hashlib.sha256()
    for item in fonts:
        if item.Type == Name.Font and "/ToUnicode" in item:
            digest.update(item.ToUnicode.read_raw_bytes())
        for name in _FILES if item.Type == Name.FontDescriptor else ():
            if name in item:
                digest.update(item[name].read_raw_bytes())
    return digest.digest()
