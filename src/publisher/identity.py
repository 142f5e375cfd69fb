"""What the book and its editions are identified by: what book.yaml says, or made ones."""

from __future__ import annotations

import hashlib
import re

from publisher.artifacts import PageMap
from publisher.bookinfo import BookInfo, Identifier

_NAMESPACE = bytes.fromhex("6ba7b8119dad11d180b400c04fd430c8")  # RFC 9562, for URLs

_PARTING = re.compile(r"[\s\u2010-\u2015-]")

_PREFIXES = {
    "ISBN": "urn:isbn:",
    "DOI": "doi:",
    "UUID": "urn:uuid:",
    "ISSN": "urn:issn:",
}


def identifier(info: BookInfo) -> str:
    """Give the EPUB's identifier: its own, else the work's, else a made one.

    The made one is a UUID of title, authors and language: the same for every build.
    """
    return next(iter(own_identifiers(info)), None) or _made(info)


def print_identifier(info: BookInfo, pages: PageMap) -> str:
    """Identify the printed edition: its ISBN, else what book.yaml gives, else a made one.

    The made one is a UUID of the book, its edition and where its pages begin: the same
    for the same pages, another if one page begins elsewhere.
    """
    ours = [each for each in info.identifiers if each.edition == "print"]
    ours.sort(key=lambda each: each.scheme.upper() != "ISBN")
    if ours:
        return uri(ours[0])
    begins = (f"{row.label} {row.first} {row.offset}" for row in pages.pages)
    return made_uuid("\n".join((identifier(info), info.slug, *begins)))


def own_identifiers(info: BookInfo) -> list[str]:
    """List the identifiers of the EPUB and of the work, not those of the print."""
    mine = [each for each in info.identifiers if each.edition in {"epub", ""}]
    return [uri(each) for each in sorted(mine, key=lambda each: each.edition != "epub")]


def uri(each: Identifier) -> str:
    """Write an identifier as a URI, if its scheme has one."""
    prefix = _PREFIXES.get(each.scheme.upper(), "")
    if not prefix or each.value.lower().startswith(prefix):
        return each.value
    return prefix + (
        figures(isbn_13(each.value)) if prefix == "urn:isbn:" else each.value
    )


def isbn_13(written: str) -> str:
    """Write an ISBN of ten signs as the one of thirteen that it has become (ISO 2108, B.2).

    Its hyphens stay where they are. One of thirteen is given back as it is.
    """
    if len(figures(written)) != 10:
        return written
    body = written[:-1]
    begun = "978" + ("" if body[-1].isdigit() else body[-1]) + body
    return begun + isbn_check(figures(begun))


def isbn_check(figures: str) -> str:
    """Compute the last figure of an ISBN from the twelve before it (ISO 2108, annex C)."""
    total = sum(int(digit) * (3 if n % 2 else 1) for n, digit in enumerate(figures))
    return str(-total % 10)


def figures(isbn: str) -> str:
    """Give the figures of an ISBN, without what parts them; the last of ten may be an X."""
    return _PARTING.sub("", isbn).upper()


def _made(info: BookInfo) -> str:
    said = (info.title, *(person.name for person in info.creators), info.lang)
    return made_uuid("\n".join(map(_letters, said)))


def _letters(text: str) -> str:
    """Keep letters and figures: the same of a title as typed, and as it is set."""
    return "".join(filter(str.isalnum, text))


def made_uuid(words: str) -> str:
    """Make a UUID out of words (RFC 9562, version 5): the same for the same words."""
    digest = bytearray(hashlib.sha1(_NAMESPACE + words.encode()).digest()[:16])
    digest[6] = digest[6] & 0x0F | 0x50  # version 5
    digest[8] = digest[8] & 0x3F | 0x80  # variant
    text = digest.hex()
    parts = (text[:8], text[8:12], text[12:16], text[16:20], text[20:])
    return "urn:uuid:" + "-".join(parts)
