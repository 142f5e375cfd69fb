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
        max(0, state.sCount[line] - max(0, state.blkIndent))
        for line in range(first, behind)
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
        while line < end and (
            state.isEmpty(line) or state.sCount[line] >= state.blkIndent
        ):
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
        if -1 < state.sCount[line] <= state.blkIndent + 3 and not _only_goes_on(
            state, line
        ):
            underlined = _is_underline(state, line)
            if underlined or any(
                rule(state, line, state.lineMax, True) for rule in rules
            ):
                break
        line += 1
    state.parentType = parent
    if underlined:
        _push_title(state, start, line)
    else:
        push_text(state, "paragraph", start, line)
        state.line = line
    return True


def _only_goes_on(state: StateBlock, line: int) -> bool:
    """Tell quickly that a line of words begins no block: the next is no line of dashes."""
    below = beginning(state, line + 1)
    return state.src[beginning(state, line)].isalpha() and state.src[below : below + 1] not in {
        "|", ":", "-",
    }  # fmt: skip


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
    token.meta["passage"] = passage(
        state.env["sheet"], [(min(match.end(), stop), stop)]
    )
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
    first = min(
        at + len(state.src[at:stop]) - len(state.src[at:stop].lstrip(" \t")), stop
    )
    rest = slices(state, lines[0] + 1, lines[-1] + 1)
    return passage(state.env["sheet"], [(first, stop), *rest], indents=[indent])
