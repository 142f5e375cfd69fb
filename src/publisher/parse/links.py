"""Links: what an address in round brackets means, and which addresses are allowed."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import PurePosixPath

from markdown_it.common.normalize_url import normalizeLink
from markdown_it.helpers import parseLinkDestination, parseLinkTitle

from publisher import rules
from publisher.diagnostics import Diagnostic, Span
from publisher.model import (
    Attributes,
    Form,
    Inline,
    Link,
    Phrase,
    Picture,
    Reference,
    Text,
)
from publisher.parse.attached import attached
from publisher.parse.attributes import attributes
from publisher.parse.paths import decoded, from_folder
from publisher.parse.pictures import path_within
from publisher.parse.reading import Reading
from publisher.parse.strand import Strand
from publisher.parse.wording import shown

_SPACE = re.compile(r"[ \t\n]*+")
_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*):")
_HOST = re.compile(
    r"[a-z]+://(?:[^\s/?#@]*@)?(?:[^\s/?#@:\[\]]+|\[[0-9A-Fa-f:.]+\])(?::\d*)?(?:[/?#]|$)",
    re.IGNORECASE,
)
_OTHER = re.compile(r"[^\s:]+:[^\s]")
_ALLOWED = {
    "http", "https", "mailto", "tel", "sms", "ftp", "ftps", "news", "irc", "geo", "urn", "doi",
    "isbn", "xmpp", "sip", "magnet", "gemini", "gopher",
}  # fmt: skip
_PICTURES = {".png", ".jpg", ".jpeg", ".gif", ".svg", ".webp", ".tif", ".tiff", ".bmp"}


def destination(text: str, start: int) -> tuple[str, str, int] | None:
    """Read `(address "title")` at `start`; give address, title and the end, or nothing."""
    at = _behind_space(text, start + 1)
    url = ""
    if not text.startswith(")", at):
        found = parseLinkDestination(text, at, len(text))
        if not found.ok:
            return None
        url, at = found.str, found.pos
    behind = _behind_space(text, at)
    heading = ""
    if behind > at:
        title = parseLinkTitle(text, behind, len(text))
        if title.ok:
            heading, behind = title.str, _behind_space(text, title.pos)
    if not text.startswith(")", behind):
        return None
    return url, heading, behind + 1


def _behind_space(text: str, at: int) -> int:
    found = _SPACE.match(text, at)
    return found.end() if found else at


def autolink(strand: Strand, url: str, end: int, *, words: str = "") -> None:
    """Read `<https://…>` or `<name@host>`."""
    text = Text(words or url, span=strand.span(strand.at + 1, end - 1))
    span = strand.span(strand.at, end)
    made = led(strand.reading, url, "", (text,), span)
    strand.at = end
    for node in _attributed(strand, made, span):
        strand.put(node, 3)


def link(
    strand: Strand, target: tuple[str, str], children: tuple[Inline, ...], start: int
) -> tuple[Inline, ...]:
    """Make what `[children](url "title")` means, with attributes that may follow it."""
    url, title = target
    span = strand.span(start, strand.at)
    made = led(strand.reading, url, title, children, span)
    return _attributed(strand, made, span)


def _attributed(
    strand: Strand, made: tuple[Inline, ...], span: Span
) -> tuple[Inline, ...]:
    """Read the attributes behind a link: `.page`, or a language for all of it."""
    found = attached(strand)
    if found is None:
        return made
    said, place = found
    only = made[0] if len(made) == 1 else None
    if isinstance(only, Reference) and not only.children and said.take_class("page"):
        made = (replace(only, form=Form.PAGE),)
    given = attributes(said, place, strand.reading.desk.findings)
    if given.id or given.classes or given.lang or given.dir:
        return (Phrase(made, given, span=span),)
    return made


def led(
    reading: Reading, url: str, title: str, children: tuple[Inline, ...], span: Span
) -> tuple[Inline, ...]:
    """Make a link out, a reference inside the book, or words with a finding."""
    scheme = _SCHEME.match(url)
    if scheme or url.startswith("//"):
        return _out(reading, url, title, children, span)
    if not url.strip("#"):
        reading.find(_bad(span, "a link without an address", "write where it leads"))
        return children
    file, _, label = url.partition("#")
    if file and _is_picture_of(file, children):
        return _enlarged(reading, file, children, span)
    form = Form.WORDS if children else Form.FULL
    path = _inside(reading, file)
    found = Reference(decoded(label), form, path, children=children, span=span)
    if title:
        return (Phrase((found,), Attributes(pairs=(("title", title),)), span=span),)
    return (found,)


def _out(
    reading: Reading, url: str, title: str, children: tuple[Inline, ...], span: Span
) -> tuple[Inline, ...]:
    fault = _fault(url)
    if fault:
        reading.find(_bad(span, *fault))
        return children
    address = normalizeLink(url)
    words = children or (Text(url, span=span),)
    return (Link(address, words, title=title, span=span),)


def _fault(url: str) -> tuple[str, str] | None:
    """Say what is wrong with an address out of the book, and what to do."""
    if url.startswith("//"):
        hint = f"write https:{shown(url)}"
        return f'an address without its beginning: "{shown(url)}"', hint
    scheme = url.partition(":")[0].lower()
    if scheme not in _ALLOWED:
        hint = "link to a page with https:, or to a place in the book with #label"
        return f'a book may not link to "{shown(scheme)}:" addresses', hint
    whole = _HOST if scheme in {"http", "https", "ftp", "ftps"} else _OTHER
    if whole.match(url):
        return None
    return f'an address that is not complete: "{shown(url)}"', "write the whole address"


def _bad(span: Span, message: str, hint: str) -> Diagnostic:
    return rules.BAD_LINK.at(span, message, hint)


def _inside(reading: Reading, file: str) -> str:
    """Give the file meant, seen from the book's folder; `..` beyond it stays to be seen."""
    return str(from_folder(reading.sheet.path, decoded(file))) if file else ""


def _is_picture_of(file: str, children: tuple[Inline, ...]) -> bool:
    alone = len(children) == 1 and isinstance(children[0], Picture)
    return alone and PurePosixPath(file).suffix.lower() in _PICTURES


def _enlarged(
    reading: Reading, file: str, children: tuple[Inline, ...], span: Span
) -> tuple[Inline, ...]:
    """Read `[![…](small.png)](large.png)`: a picture and its larger version."""
    large = path_within(reading, file, span)
    return tuple(
        replace(node, large=large) if isinstance(node, Picture) else node
        for node in children
    )
