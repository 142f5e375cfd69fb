"""What would be a formula elsewhere: found and said, since here it is words.

Pandoc takes dollar signs for mathematics by where spaces and figures stand around them;
money looks the same, so there must be something in between that money has not.
"""

from __future__ import annotations

import re

from publisher import rules
from publisher.parse.strand import Strand
from publisher.parse.wording import shown

_IN_A_LINE = re.compile(r"\$(?![\s$])([^$\n]{1,300})(?<![\s\\])\$(?!\w)")
_APART = re.compile(r"\$\$([^$]{1,2000})\$\$")
_LATEX = re.compile(r"\\[(\[]([^\n]{1,300}?)\\[)\]]")
_COMMAND = re.compile(r"\\[A-Za-z]{2,}")
_TELLING = re.compile(
    r"\\[A-Za-z]|[\^_]|[A-Za-z]\s*[=<>+*/-]\s*[\w\\]|\A-?[A-Za-z]'?\Z"
)
ELEMENTS = frozenset({
    "math", "maction", "annotation", "annotation-xml", "menclose", "merror", "mfenced",
    "mfrac", "mi", "mmultiscripts", "mn", "mo", "mover", "mpadded", "mphantom", "mprescripts",
    "mroot", "mrow", "ms", "mspace", "msqrt", "mstyle", "msub", "msubsup", "msup", "mtable",
    "mtd", "mtext", "mtr", "munder", "munderover", "none", "semantics",
})  # fmt: skip
"""The elements of MathML Core, and a few that older editors write."""


def dollar(strand: Strand) -> None:
    """Take a dollar sign as it is; say so where it begins a formula."""
    text, at = strand.text, strand.at
    found = _APART.match(text, at) or _IN_A_LINE.match(text, at)
    if found and at >= strand.formula and _TELLING.search(found[1]):
        _report(strand, found.end())
    strand.literal()


def latex(strand: Strand) -> None:
    r"""Say where `\(` or `\[` begins a formula, whose commands tell it from a bracket."""
    found = _LATEX.match(strand.text, strand.at)
    if found and strand.at >= strand.formula and _COMMAND.search(found[1]):
        _report(strand, found.end())


def element(strand: Strand, tag: re.Match[str]) -> bool:
    """Say where a formula of MathML begins; tell whether a tag is part of one."""
    name = tag["name"].lower()
    if name == "math" and not tag["close"]:
        _report(strand, tag.end())
    return name in ELEMENTS and (name == "math" or "math" in strand.reading.tags)


def _report(strand: Strand, end: int) -> None:
    written = " ".join(strand.text[strand.at : end].split())
    strand.formula = end
    strand.reading.find(
        rules.FORMULA.at(
            strand.span(strand.at, end),
            f'formulas are not part of the manuscript language: "{shown(written, 40)}"',
            "write it with ^2^, ~n~ and signs, or show a drawing of it with its words as"
            " alternative text; for the sign itself write \\$",
        )
    )
