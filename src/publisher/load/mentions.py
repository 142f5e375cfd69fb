"""Where the names of images stand in the texts.

Only `parse` knows what is an image; this is a quick look beforehand, so that images no
one uses are not decoded. It takes in more than it need, never less.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from html import unescape
from pathlib import PurePosixPath
from posixpath import normpath
from unicodedata import normalize
from urllib.parse import unquote

from publisher.artifacts import SourceFile
from publisher.diagnostics import Span

_SHOWN = re.compile(
    r"!\[[^\]\n]{0,2000}\]\(\s*(?:<([^>\n]{1,400})>|((?:\([^()\n]*\)|[^()\n]){1,400}))"
)
_NAMED = re.compile(r"\.(?:png|jpe?g|gif|svg|webp|tiff?|bmp)\b", re.IGNORECASE)
_LONGEST = 300
_EDGES = re.compile(r"""[(<"'=\[\]]""")
_QUOTED = re.compile(
    r"""[<"']"""
)  # edges of a name that has brackets in it: "a (1).png"
_ESCAPED = re.compile(r"\\(?=[!-/:-@\[-`{-~])")


@dataclass(slots=True)
class Mentions:
    """Names of images as written, made relative to the book's folder, and their places."""

    places: dict[str, list[tuple[PurePosixPath, Span]]] = field(default_factory=dict)

    def of(self, path: PurePosixPath) -> Span | None:
        """Give the first place where a file is named, letter for letter if it can be."""
        named = self.places.get(_same(path), [])
        exact = (span for written, span in named if written == path)
        return next(exact, named[0][1] if named else None)

    def forms(self, path: PurePosixPath) -> set[PurePosixPath]:
        """Give the paths, as written, that mean a file.

        More than one, or another than its own, where Unicode has two ways to write a
        letter: a name stored decomposed, as old Macs do, is found under the composed
        name that the author typed. A name that differs in its capitals is not meant.
        """
        named = self.places.get(_same(path), [])
        meant = {
            written for written, _ in named if _composed(written) == _composed(path)
        }
        return meant or {path}


def mentions(sources: Iterable[SourceFile]) -> Mentions:
    """Look for names of images in texts."""
    kept = Mentions()
    for source in sources:
        named = [*_shown(source.text), *_named(source.text)]
        lines = re.finditer("\n", source.text) if named else ()
        ends = [line.end() for line in lines]
        for names, index in named:
            line = bisect_right(ends, index)
            column = index - (ends[line - 1] if line else 0) + 1
            span = Span(source.path, line + 1, column)
            for path in _paths(names, source.path.parent):
                kept.places.setdefault(_same(path), []).append((path, span))
    return kept


def _shown(text: str) -> Iterator[tuple[tuple[str, ...], int]]:
    """Yield what stands as an image: `![caption](name "title")`, of any kind of file."""
    for image in _SHOWN.finditer(text):
        whole = (image[1] or image[2]).strip()
        yield (whole, whole.split(" ")[0]), image.start()


def _named(text: str) -> Iterator[tuple[tuple[str, ...], int]]:
    """Yield what ends like the name of an image, from the last edge and the last space."""
    for suffix in _NAMED.finditer(text):
        start = max(text.rfind("\n", 0, suffix.start()) + 1, suffix.end() - _LONGEST)
        before = text[start : suffix.end()]
        whole = _EDGES.split(before)[-1].strip()
        yield (whole, _QUOTED.split(before)[-1].strip()), suffix.end() - len(whole)
        word = whole.split()[-1]
        yield (word,), suffix.end() - len(word)


def _paths(names: Iterable[str], here: PurePosixPath) -> dict[PurePosixPath, None]:
    """Give the paths that a name may mean: seen from its file, or from the book."""
    spelt = [form for name in names for form in _spelt(name) if "\0" not in form]
    tried = [PurePosixPath(folder, name) for name in spelt for folder in (here, ".")]
    return dict.fromkeys(PurePosixPath(normpath(path)) for path in tried)


def _spelt(name: str) -> Iterator[str]:
    """Read a name as it stands, and as the language may: escaped, with entities."""
    bare = unescape(_ESCAPED.sub("", name))
    yield from dict.fromkeys((name, unquote(name), bare, unquote(bare)))


def _composed(path: PurePosixPath) -> str:
    return normalize("NFC", str(path))


def _same(path: PurePosixPath) -> str:
    return _composed(path).casefold()
