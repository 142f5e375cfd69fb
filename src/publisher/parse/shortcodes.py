"""`{{< meta title >}}` within a line of text, and the shortcodes that mean nothing."""

from __future__ import annotations

import re

from publisher import rules
from publisher.model import Variable
from publisher.parse.attributes import braces
from publisher.parse.strand import Strand
from publisher.parse.wording import shown

_SHORTCODE = re.compile(
    r"\{\{<\s*(?P<name>[^\s<>]*)\s*(?P<rest>(?:(?!\{\{<|>\}\}).){0,500}?)\s*>\}\}",
    re.DOTALL,
)
ATTRIBUTES = r"\{ ?(?:[#.](?=[^\W\d_])|(?:lang|dir|by|alt|width|key|entry|(?:when|unless)-[a-z]+)=)"
"""How attributes begin, as a pattern; words in braces do not."""
_STRAY = re.compile(ATTRIBUTES)
_BEGUN = re.compile(r"\{\{<\s*[a-z]+")
_SHOWN = re.compile(r"\{(\{\{<[^\n]{0,500}?>\}\})\}")


def shortcode(strand: Strand) -> None:
    """Read `{{< … >}}`; with three braces, `{{{< … >}}}`, it is shown as it stands."""
    literal = _SHOWN.match(strand.text, strand.at)
    found = _SHORTCODE.match(strand.text, strand.at)
    if literal:
        strand.say(literal.end(), literal[1])
    elif found is None:
        if begun := _BEGUN.match(strand.text, strand.at):
            strand.reading.find(
                rules.UNKNOWN_SHORTCODE.at(
                    strand.span(*begun.span()),
                    f'"{shown(begun[0])}" is never closed',
                    "close it with >}}",
                )
            )
        elif _STRAY.match(strand.text, strand.at):
            _report_stray(strand)
        strand.literal()
    else:
        name, rest = found["name"], " ".join(found["rest"].split()).strip("\"'")
        span = strand.span(*found.span())
        if name == "meta" and rest:
            strand.put(Variable(rest, span=span))
        else:
            strand.reading.find(
                rules.UNKNOWN_SHORTCODE.at(span, *_meaningless(shown(found[0]), name))
            )
        strand.skip(found.end())


def _report_stray(strand: Strand) -> None:
    """Say that attributes belong to nothing, if what stands here can be read as such."""
    read = braces(strand.text, strand.at)
    if read is None:
        return
    written = shown(strand.text[strand.at : read[1]], 40)
    strand.reading.find(
        rules.STRAY_ATTRIBUTES.at(
            strand.span(strand.at, read[1]),
            f'"{written}" belongs to nothing here',
            f"put the words it is about in brackets, [words]{written}, or a division "
            "around them; for the sign itself write \\{",
        )
    )


def _meaningless(written: str, name: str) -> tuple[str, str]:
    if name in {"include", "pagebreak"}:
        return f'"{written}" within a line of text', "give it a line of its own"
    hint = "write {{< meta key >}}, {{< include file.md >}} or {{< pagebreak >}}"
    return f'"{written}" means nothing', hint
