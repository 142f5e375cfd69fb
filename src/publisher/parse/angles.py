"""What begins with `<`: addresses, comments, and HTML, which is not part of the language.

Tags are dropped and reported, their words stay; what scripts and the like hold goes.
"""

from __future__ import annotations

import re

from publisher import rules
from publisher.diagnostics import Diagnostic, Span
from publisher.model import Comment, LineBreak
from publisher.parse import formulas, links
from publisher.parse.strand import Strand, Words
from publisher.parse.wording import shown

_ADDRESS = re.compile(r"<([A-Za-z][A-Za-z0-9+.-]{1,31}:[^\s<>]*)>")
_MAIL = re.compile(
    r"<([\w.!#$%&'*+/=?^`{|}~-]{1,200}@[\w-]{1,63}(?:\.[\w-]{1,63})*)>", re.ASCII
)
_TAG = re.compile(
    r"""<(?P<close>/)?(?P<name>[A-Za-z][A-Za-z0-9-]*)
        (?:\s++[A-Za-z_:][\w:.-]*+(?:\s*+=\s*+(?:[^\s"'=<>`]++|'[^']*+'|"[^"]*+"))?)*
        \s*/?>""",
    re.VERBOSE,
)
_INSTRUCTION = re.compile(r"<(?P<name>\?[^>]*\?|![A-Za-z][^>]*)>")
_LONGEST_TAG = 4000
_ACTIVE = {"script", "style", "iframe", "object", "form"}
_ACTIVE_ALONE = {"embed", "applet", "frame", "base", "meta", "link"}
_WITHIN_WORDS = {
    "a", "abbr", "acronym", "b", "bdi", "bdo", "big", "cite", "code", "del", "dfn", "em",
    "font", "i", "img", "ins", "kbd", "mark", "q", "rp", "rt", "ruby", "s", "samp", "small",
    "span", "strike", "strong", "sub", "sup", "tt", "u", "var", "wbr",
}  # fmt: skip


def angle(strand: Strand) -> None:
    """Read an address, a comment or a tag; anything else is a "less than"."""
    text, at = strand.text, strand.at
    if text.startswith("<!--", at):
        _comment(strand)
        return
    limit = min(len(text), at + _LONGEST_TAG)
    if address := _ADDRESS.match(text, at, limit):
        links.autolink(strand, address[1], address.end())
    elif mail := _MAIL.match(text, at, limit):
        links.autolink(strand, f"mailto:{mail[1]}", mail.end(), words=mail[1])
    elif tag := _TAG.match(text, at, limit):
        _tag(strand, tag)
    elif instruction := _INSTRUCTION.match(text, at, limit):
        _report(strand, instruction)
        strand.skip(instruction.end())
    else:
        strand.literal()


def _comment(strand: Strand) -> None:
    at = strand.at
    end = _find(strand, "-->", at + 2)
    if end < 0:
        strand.reading.find(
            rules.RAW_HTML.at(
                strand.span(at, at + 4),
                "a comment is never closed",
                "end it with -->, or write \\<!-- for these signs themselves",
            )
        )
        strand.literal(4)
        return
    span = strand.span(at, end + 3)
    value = strand.text[at + 4 : max(at + 4, end)].strip()
    strand.reading.comments.append(Comment(value, span=span))
    strand.skip(end + 3)
    last = strand.pieces[-1] if strand.pieces else None
    if isinstance(last, Words) and last.value.endswith(" "):
        strand.at += strand.text.startswith(" ", strand.at)


def _find(strand: Strand, sign: str, start: int) -> int:
    """Find a sign, and do not look again for what is known not to come."""
    if sign in strand.hopeless:
        return -1
    found = strand.text.find(sign, start)
    if found < 0:
        strand.hopeless.add(sign)
    return found


def _tag(strand: Strand, tag: re.Match[str]) -> None:
    name, closes = tag["name"].lower(), bool(tag["close"])
    if name in _ACTIVE or name in _ACTIVE_ALONE:
        _active(strand, tag, name)
        return
    mathematical = formulas.element(strand, tag)
    if not mathematical and not (closes and name in strand.reading.tags):
        _report(strand, tag)
    strand.reading.tags.add(name)
    start, end = tag.span()
    if name == "br":
        strand.put(LineBreak(span=strand.span(start, end)))
    elif name not in _WITHIN_WORDS and not (mathematical and name != "math"):
        _part(strand)
    strand.skip(end)


def _part(strand: Strand) -> None:
    """Keep the words on both sides of a dropped tag apart."""
    last = strand.pieces[-1] if strand.pieces else None
    if isinstance(last, Words) and last.value[-1:].strip():
        strand.pieces.append(Words(strand.at, " "))


def _active(strand: Strand, tag: re.Match[str], name: str) -> None:
    """Leave out active content, up to its closing tag if there is one."""
    strand.reading.find(active(strand.span(*tag.span()), name))
    end = tag.end()
    if not tag["close"] and name in _ACTIVE and f"</{name}" not in strand.hopeless:
        closing = re.compile(rf"</{name}\s*>", re.IGNORECASE).search(strand.text, end)
        if closing is None:
            strand.hopeless.add(f"</{name}")
        end = closing.end() if closing else end
    strand.skip(end)


def active(span: Span, name: str) -> Diagnostic:
    """Say that active content is left out."""
    return rules.ACTIVE_HTML.at(
        span,
        f"<{name}> is active content, which no book may hold",
        "take it out; for a picture write ![caption](images/file.png)",
    )


def _report(strand: Strand, tag: re.Match[str]) -> None:
    strand.reading.find(
        rules.RAW_HTML.at(
            strand.span(*tag.span()),
            f'raw HTML is not part of the manuscript language: "{shown(tag[0], 40)}"',
            "write it in Markdown; the words inside are kept, the tag is not",
        )
    )
