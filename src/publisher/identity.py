"""What the book and its editions are identified by: what book.yaml says, or made ones."""

from __future__ import annotations

import hashlib

from publisher.artifacts import PageMap
from publisher.bookinfo import BookInfo, Identifier

_NAMESPACE = bytes.fromhex("6ba7b8119dad11d180b400c04fd430c8")  # RFC 9562, for URLs

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
    value = each.value.replace("-", "").replace(" ", "")
    return prefix + (value if prefix == "urn:isbn:" else each.value)


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
