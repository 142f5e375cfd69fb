"""The author's words in a text of the manuscript: markup left out, letters counted."""

from __future__ import annotations

import re

from publisher.where.mapped import Place

QUOTED = 40  # characters of what is quoted
SURE = 24  # letters that must agree to find a page's first words in the manuscript
NEAR = 80  # letters around the place counted where they are looked for

_NONE = "\x1f"  # stands where markup was: to Python a space, to no reader one
_RULE = "\x1e"  # where a line of dashes was, which parts no paragraphs in a table
_GAP = re.compile(rf"\n[ {_NONE}]*\n")
_MARKUP = re.compile(
    r"<!--[\s\S]*?-->"  # a comment
    r"|\^\[(?:[^\[\]]|\[[^\[\]]*\])*\]|\[\^[^\]]*\]:?"  # a note, a call
    r"|\]\([^)]*\)|\{[^}]*\}|!(?=\[)"  # addresses, attributes, pictures
    r"|^[ >]*:::[^\n]*|(?P<rule>^[ >|:]*-[ >|:-]*$)"  # divisions, rules and those of tables
    r"|^[ >]*(?:[-+*]|\d+[.)]|(?:Table)?:) |^[ >#]+"  # lists, captions, headings
    r"|[*_\[\]|`]",
    re.MULTILINE,
)


def plain(text: str) -> str:
    """Put what counts as spaces where markup stands: every letter keeps its place."""
    return _MARKUP.sub(_blank, text)


def _blank(found: re.Match[str]) -> str:
    between = " " if found[0] == "|" else _RULE if found["rule"] else _NONE
    return re.sub(r"[^\n]", between, found[0])


def index(text: str, at: Place) -> int:
    """Find where a place is in a text."""
    lines = text.split("\n")
    return sum(len(each) + 1 for each in lines[: at["line"] - 1]) + at["column"] - 1


def reached(text: str, at: Place, offset: int, words: str) -> int:
    """Find the letter of a block that stands first on a page.

    It is counted, which is near, for the page map counts what is printed; the page's
    first words, where they are found there, make it sure.
    """
    begin = index(text, at)
    places = [n for n in range(begin, len(text)) if not text[n].isspace()]
    counted = places[min(offset, len(places) - 1)] if places else begin
    if not offset:
        return counted
    near = places[max(0, offset - NEAR) : offset + NEAR + SURE]
    near = [n for n in near if text[n].isalnum()]
    wanted = "".join(filter(str.isalnum, words)).casefold()[:SURE]
    found = "".join(text[n].casefold()[:1] for n in near).find(wanted)
    return near[found] if wanted and found >= 0 else counted


def quote(text: str) -> str:
    """Give the first words of a paragraph."""
    words = _words(_GAP.split(text.lstrip(), 1)[0][: QUOTED * 4])
    return words if len(words) <= QUOTED else words[:QUOTED].rsplit(" ", 1)[0] + " …"


def quote_end(text: str) -> str:
    """Give the last words of a text."""
    words = _words(_GAP.split(text[-QUOTED * 4 :])[-1])
    return words if len(words) <= QUOTED else "… " + words[-QUOTED:].split(" ", 1)[-1]


def _words(text: str) -> str:
    return " ".join(text.replace(_NONE, "").replace(_RULE, "").split())
