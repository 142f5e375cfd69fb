"""Rules for what has a line to itself and is no text: comments, page breaks, includes.

As `leaves`.
"""

from __future__ import annotations

import re

from markdown_it.rules_block import StateBlock

from publisher.parse.leaves import beginning, slices
from publisher.parse.positions import passage

_OPENING = re.compile(
    r"<(?:!--|(script|style|iframe|object|form)(?=[\s/>]))", re.IGNORECASE
)
_BLANK = re.compile(r"\n[ \t>]*\n")


def passed_over(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """Read a comment, or active HTML with all it holds, that is a block of its own.

    Within a paragraph, `inlines` reads them; here are those with empty lines inside and
    those that stand alone.
    """
    at = beginning(state, start)
    match = _OPENING.match(state.src, at, state.eMarks[start])
    if match is None or state.is_code_block(start):
        return False
    behind = _closing(state, match, end)
    if behind < 0:
        return False
    last = start
    while state.eMarks[last] < behind:
        last += 1
    blank = bool(_BLANK.search(state.src, at, behind))
    alone = not state.src[behind : state.eMarks[last]].strip()
    if not blank and (silent or not alone):
        return False
    return silent or _pass_over(state, match, (start, last), behind)


def _closing(state: StateBlock, match: re.Match[str], end: int) -> int:
    """Find the offset behind the end of a comment or element, or -1; ask only once."""
    sign = f"</{match[1].lower()}" if match[1] else "-->"
    limit = state.eMarks[min(end, state.lineMax) - 1]
    since, until = state.env.setdefault("hopeless", {}).get(sign, (0, -1))
    if since <= match.end() and limit <= until:
        return -1
    pattern = rf"{sign}\s*>" if match[1] else sign
    found = re.compile(pattern, re.IGNORECASE).search(state.src, match.end(), limit)
    if found is None:
        state.env["hopeless"][sign] = (match.end(), limit)
        return -1
    return found.end()


def _pass_over(
    state: StateBlock, match: re.Match[str], lines: tuple[int, int], behind: int
) -> bool:
    start, last = lines
    token = state.push("active" if match[1] else "comment", "", 0)
    at = beginning(state, start)
    token.meta["at"], token.meta["end"] = at, behind
    token.info = (match[1] or "").lower()
    kept = slices(state, start, last + 1)
    kept[-1] = (min(kept[-1][0], behind), behind)
    token.meta["passage"] = passage(state.env["sheet"], kept)
    state.line = last + 1
    if state.src[behind : state.eMarks[last]].strip():
        # What follows on the comment's last line begins a block of its own.
        state.bMarks[last] = behind
        rest = state.src[behind : state.eMarks[last]]
        state.tShift[last] = len(rest) - len(rest.lstrip(" \t"))
        state.sCount[last] = state.blkIndent
        state.line = last
    return True


_BREAK = re.compile(
    r"(?:\\(?:newpage|pagebreak|clearpage)|\{\{<\s*+pagebreak\s*+>\}\})\s*+$"
)
_INCLUDE = re.compile(
    r"\{\{<\s*+include\s++((?:[^\s>]|[^\S\n]++(?!>\}\})|>(?!\}\}))+)\s*+>\}\}\s*+$"
)


def shortcode(state: StateBlock, start: int, _end: int, silent: bool) -> bool:
    """Read a page break or an include that has a line to itself."""
    at, stop = beginning(state, start), state.eMarks[start]
    if state.src[at : at + 1] not in {"\\", "{"} or state.is_code_block(start):
        return False
    broken = _BREAK.match(state.src, at, stop)
    included = _INCLUDE.match(state.src, at, stop)
    if not broken and not included:
        return False
    if not silent:
        token = state.push("page_break" if broken else "include", "", 0)
        token.info = included[1].strip("\"'") if included else ""
        token.meta["at"], token.meta["end"] = at, stop
        state.line = start + 1
    return True


_HEADER = re.compile(
    r"---[ \t]*\n[\w-]+:.*\n(?:(?:[\w-]+:|[ \t]+\S|- |#).*\n)*(?:---|\.\.\.)[ \t]*$",
    re.MULTILINE,
)


def header(state: StateBlock, start: int, _end: int, silent: bool) -> bool:
    """Pass over a YAML header at the beginning of a file."""
    if silent or start or state.parentType != "root" or not state.src.startswith("---"):
        return False
    match = _HEADER.match(state.src)
    if match is None:
        return False
    token = state.push("header", "", 0)
    token.meta["at"], token.meta["end"] = 0, match.end()
    state.line = state.src.count("\n", 0, match.end()) + 1
    return True
