"""Rules for blocks that hold no blocks: paragraphs, titles, verse, comments, page breaks.

Each is a rule of markdown-it's block parser: it looks at the line `start` and, if its
block begins there, pushes tokens and moves `state.line` behind it. With `silent` it only
says whether its block begins there, which ends a paragraph.
"""

from __future__ import annotations

import re

from markdown_it.rules_block import StateBlock

from publisher.parse.positions import Slice, passage

LEVELS = 60
"""Levels of blocks inside one another that are read; a list counts two."""

_UNDERLINE = re.compile(r"(?:=+|-+)[ \t]*$")


def beginning(state: StateBlock, line: int) -> int:
    """Give the offset of the first character of a line behind its container's marks."""
    return state.bMarks[line] + state.tShift[line]


def slices(state: StateBlock, first: int, behind: int) -> list[Slice]:
    """Give the stretches of the file that are the text of these lines."""
    return [
        (min(beginning(state, line), state.eMarks[line]), state.eMarks[line])
        for line in range(first, behind)
    ]


def indents(state: StateBlock, first: int, behind: int) -> list[int]:
    """Give the columns by which these lines are indented in their container."""
    return [
        max(0, state.sCount[line] - max(0, state.blkIndent)) for line in range(first, behind)
    ]


def mark_lines(state: StateBlock, first: int, behind: int) -> None:
    """Say that these lines are no text."""
    for piece in slices(state, first, behind):
        state.env["markup"].append(piece)


def push_text(state: StateBlock, kind: str, first: int, behind: int) -> None:
    """Push a block of the given kind that holds the text of these lines."""
    opening = state.push(f"{kind}_open", "p", 1)
    opening.map = [first, behind]
    opening.meta["passage"] = passage(
        state.env["sheet"],
        slices(state, first, behind),
        indents=indents(state, first, behind),
    )
    state.push("inline", "", 0)  # where markdown-it's lists look for it
    state.push(f"{kind}_close", "p", -1)


def too_deep(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """Stop where blocks are nested too deep, and keep what is left as it stands.

    markdown-it would drop it without a word.
    """
    if state.level < LEVELS:
        return False
    if not silent:
        line = start
        while line < end and (state.isEmpty(line) or state.sCount[line] >= state.blkIndent):
            line += 1
        token = state.push("too_deep", "", 0)
        token.meta["passage"] = passage(state.env["sheet"], slices(state, start, line))
        state.line = max(line, start + 1)
    return True


def paragraph(state: StateBlock, start: int, _end: int, _silent: bool) -> bool:
    """Read a paragraph, or a title underlined with = or -."""
    rules = state.md.block.ruler.getRules("paragraph")
    parent, state.parentType = state.parentType, "paragraph"
    line, underlined = start + 1, False
    while line < state.lineMax and not state.isEmpty(line):
        # Four columns and more, or a line a quotation has claimed, only continue it.
        if -1 < state.sCount[line] <= state.blkIndent + 3:
            underlined = _is_underline(state, line)
            if underlined or any(rule(state, line, state.lineMax, True) for rule in rules):
                break
        line += 1
    state.parentType = parent
    if underlined:
        _push_title(state, start, line)
    else:
        push_text(state, "paragraph", start, line)
        state.line = line
    return True


def _is_underline(state: StateBlock, line: int) -> bool:
    at = beginning(state, line)
    return state.sCount[line] >= state.blkIndent and bool(
        _UNDERLINE.match(state.src, at, state.eMarks[line])
    )


def _push_title(state: StateBlock, start: int, underline: int) -> None:
    token = state.push("heading", "", 0)
    token.info = "1" if state.src[beginning(state, underline)] == "=" else "2"
    token.meta["at"] = beginning(state, start)
    token.meta["passage"] = passage(state.env["sheet"], slices(state, start, underline))
    state.line = underline + 1


_HASHES = re.compile(r"(#{1,6})(?:[ \t]+|$)")
_CLOSING_HASHES = re.compile(r"(?:^|[ \t])#+[ \t]*$")


def heading(state: StateBlock, start: int, _end: int, silent: bool) -> bool:
    """Read `# Title`, `# Title #` and `# Title # {#id}`; the attributes stay in the text."""
    at, stop = beginning(state, start), state.eMarks[start]
    match = _HASHES.match(state.src, at, stop)
    if match is None or state.is_code_block(start):
        return False
    if silent:
        return True
    token = state.push("heading", "", 0)
    token.info, token.markup = str(len(match[1])), "#"
    text = state.src[match.end() : stop].rstrip()
    closing = _CLOSING_HASHES.search(text)
    stop = match.end() + (closing.start() if closing else len(text))
    token.meta["at"] = at
    token.meta["passage"] = passage(state.env["sheet"], [(min(match.end(), stop), stop)])
    state.line = start + 1
    return True


_BAR = re.compile(r"\|(?:[ \t]|$)")


def line_block(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """Read verse written with a bar before each line; an indented line goes on."""
    if silent or state.is_code_block(start) or not _is_bar(state, start):
        return False
    verses: list[list[int]] = []
    line = start
    while line < end and not state.isEmpty(line):
        if _is_bar(state, line) and state.sCount[line] >= state.blkIndent:
            verses.append([line])
        elif state.sCount[line] > state.blkIndent:
            verses[-1].append(line)
        else:
            break
        line += 1
    token = state.push("line_block", "", 0)
    token.meta["at"] = beginning(state, start)
    token.meta["lines"] = [_verse_line(state, lines) for lines in verses]
    state.line = line
    return True


def _is_bar(state: StateBlock, line: int) -> bool:
    return bool(_BAR.match(state.src, beginning(state, line), state.eMarks[line]))


def _verse_line(state: StateBlock, lines: list[int]) -> object:
    """Cut out one line of verse: behind the bar, a space and the indent."""
    at, stop = beginning(state, lines[0]) + 1, state.eMarks[lines[0]]
    text = state.src[at:stop].expandtabs(4)
    indent = max(0, len(text) - len(text.lstrip(" ")) - 1)
    first = min(at + len(state.src[at:stop]) - len(state.src[at:stop].lstrip(" \t")), stop)
    rest = slices(state, lines[0] + 1, lines[-1] + 1)
    return passage(state.env["sheet"], [(first, stop), *rest], indents=[indent])


_OPENING = re.compile(r"<(?:!--|(script|style|iframe|object|form)(?=[\s/>]))", re.IGNORECASE)
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


_BREAK = re.compile(r"(?:\\(?:newpage|pagebreak|clearpage)|\{\{<\s*pagebreak\s*>\}\})\s*$")
_INCLUDE = re.compile(r"\{\{<\s*include\s+(\S[^\n]*?)\s*>\}\}\s*$")


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
    if silent or start or state.level or not state.src.startswith("---"):
        return False
    match = _HEADER.match(state.src)
    if match is None:
        return False
    token = state.push("header", "", 0)
    token.meta["at"], token.meta["end"] = 0, match.end()
    state.line = state.src.count("\n", 0, match.end()) + 1
    return True
