"""From a folder to a manuscript: every file read once, judged, and made uniform."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from itertools import chain
from pathlib import Path, PurePosixPath

from publisher import config, rules
from publisher.artifacts import Manuscript, SourceFile, Stylesheet
from publisher.bookinfo import BookInfo
from publisher.cache import Cache
from publisher.config.decoding import LARGEST_TEXT, decode
from publisher.config.paths import Folder, Refusal
from publisher.diagnostics import Diagnostic, any_errors
from publisher.load.images import images
from publisher.load.mentions import mentions
from publisher.load.sources import Texts, included, sources, unused_files, vocabulary
from publisher.load.styles import OF_PRINTER
from publisher.load.styles import styles as read_styles

_APART = {rules.BAD_ISBN.code, rules.BAD_LANGUAGE.code, rules.LISTED_TWICE.code}
"""Errors of book.yaml that leave the rest of the book as it is."""


def load(
    home: Path, styles: Path, cache: Cache | None = None
) -> tuple[Manuscript | None, list[Diagnostic]]:
    """Read the book in the folder `home`, to be set in the publisher's `styles`.

    What can be found in the files themselves is all found in one go. There is no
    manuscript where book.yaml has errors, or a text is missing or could not be read
    whole: what would be said about the rest of the book would be guesswork.
    """
    info, found = config.read(home, cache)
    if info is None:
        return None, found
    sound = all(each.code in _APART for each in found if any_errors([each]))
    texts = Texts(Folder(home))
    manuscript, more = _manuscript(home, styles, info, texts, cache)
    found = [*found, *texts.found, *more]
    if not sound or texts.refused:
        return None, found
    return manuscript, [*found, *unused_files(texts)]


@dataclass(frozen=True, slots=True)
class Read:
    """The texts of a book, without its pictures and styles."""

    info: BookInfo
    sources: tuple[SourceFile, ...]  # one for each piece with a file, in book order
    included: Mapping[PurePosixPath, SourceFile]

    @property
    def texts(self) -> Mapping[PurePosixPath, str]:
        """Give every text that is parsed, by its path."""
        every = (*self.sources, *self.included.values())
        return {source.path: source.text for source in every}


def read_texts(home: Path) -> tuple[Read | None, list[Diagnostic]]:
    """Read the texts of a book alone, which is quick; None without a sound book.yaml."""
    info, found = config.read(home)
    if info is None:
        return None, found
    texts = Texts(Folder(home))
    chapters = sources(texts, info.structure)
    return Read(info, chapters, included(texts, chapters)), [*found, *texts.found]


def shown(home: Path, found: Iterable[Diagnostic]) -> dict[PurePosixPath, str]:
    """Read the texts that findings point into, where no manuscript holds them."""
    folder = Folder(home)
    texts: dict[PurePosixPath, str] = {}
    for path in {each.span.path for each in found}:
        file = folder.file(str(path))
        if isinstance(file, Refusal) or file.stat().st_size > LARGEST_TEXT:
            continue
        texts[path] = decode(file.read_bytes(), path)[0]
    return texts


def _manuscript(
    home: Path, styles: Path, info: BookInfo, texts: Texts, cache: Cache | None
) -> tuple[Manuscript, list[Diagnostic]]:
    """Read everything; what is said of the texts themselves is kept in `texts`."""
    chapters = sources(texts, info.structure)
    parts = included(texts, chapters)
    named = mentions(texts.read.values())
    pictures = images(texts.folder, info, named, cache)
    look = read_styles(
        home, styles, info.css, info.print.theme, info.lang, info.print.press, cache
    )
    settings = replace(
        info.print, line=look.line, hanging=look.hanging, ladder=look.ladder
    )
    info = replace(info, print=settings)
    manuscript = Manuscript(
        info=info,
        sources=chapters,
        included=parts,
        assets=pictures.assets,
        styles=look.sheets,
        fonts=look.fonts,
        texts=_texts(home, texts.read.values(), look.sheets.values()),
        unreadable=frozenset(pictures.unreadable),
        pictures=tuple(pictures.files),
        inclusions=tuple(texts.inclusions),
        vocabulary=vocabulary(texts, info),
    )
    return manuscript, [*pictures.found, *look.found]


def _texts(
    home: Path,
    read: Iterable[SourceFile],
    cascades: Iterable[tuple[Stylesheet, ...]],
) -> dict[PurePosixPath, str]:
    text, _ = config.written(home)
    kept = {config.NAME: text or ""}
    kept |= {source.path: source.text for source in read}
    sheets = chain.from_iterable(cascades)
    return kept | {each.path: each.text for each in sheets if each.path != OF_PRINTER}
