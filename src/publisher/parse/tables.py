"""Rules for pipe tables and their captions."""

from __future__ import annotations

import re
from itertools import pairwise

from markdown_it.rules_block import StateBlock

from publisher.parse.leaves import beginning, slices
from publisher.parse.positions import Passage, passage

_DASHES = re.compile(r"\|?(?:[ \t]*:?-+:?[ \t]*\|)*[ \t]*:?-*:?[ \t]*$")
_CELL_PART = re.compile(r"\\.|(?P<ticks>`+)|\|", re.DOTALL)


def table(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """Read a table: a row, a line of dashes, and rows as long as lines hold a pipe."""
    if not _begins(state, start, end):
        return False
    if silent:
        return True
    token = state.push("table", "", 0)
    token.meta["at"] = beginning(state, start)
    if "caption" in state.env:
        token.meta["caption"] = state.env.pop("caption")
    dashes = _row(state, start + 1)
    token.meta["dashes"] = [cell.text for cell in dashes]
    state.env["markup"].extend(slices(state, start + 1, start + 2))
    token.meta["head"] = _row(state, start)
    line, rows = start + 2, []
    while line < end and _is_row(state, line, end):
        rows.append(_row(state, line))
        line += 1
    token.meta["rows"] = rows
    state.line = line
    return True


def _begins(state: StateBlock, line: int, end: int) -> bool:
    if line + 1 >= end or state.is_code_block(line) or state.is_code_block(line + 1):
        return False
    below = beginning(state, line + 1)
    if (
        state.sCount[line + 1] < state.blkIndent
        or state.src[below : below + 1] not in "|:-"
    ):
        return False
    dashes = state.src[below : state.eMarks[line + 1]]
    if "|" not in dashes or "-" not in dashes or not _DASHES.match(dashes):
        return False
    return "|" in state.src[beginning(state, line) : state.eMarks[line]]


def _is_row(state: StateBlock, line: int, end: int) -> bool:
    if state.sCount[line] < state.blkIndent or state.is_code_block(line):
        return False
    if "|" not in state.src[beginning(state, line) : state.eMarks[line]]:
        return False
    rules = state.md.block.ruler.getRules("blockquote")
    return not any(rule(state, line, end, True) for rule in rules)


def _row(state: StateBlock, line: int) -> list[Passage]:
    """Cut a line into cells at its pipes, but not at `\\|` or inside code."""
    at, stop = beginning(state, line), state.eMarks[line]
    text = state.src[at:stop].rstrip()
    first = 1 if text.startswith("|") else 0
    cuts = [first - 1, *_pipes(text, first)]
    if cuts[-1] != len(text) - 1 or len(cuts) == 1:
        cuts.append(len(text))
    return [_cell(state, at, text, left + 1, right) for left, right in pairwise(cuts)]


def _pipes(text: str, start: int) -> list[int]:
    found, at = [], start
    while part := _CELL_PART.search(text, at):
        at = part.end()
        if part["ticks"]:
            closing = re.compile(rf"(?<!`){part['ticks']}(?!`)").search(text, at)
            at = closing.end() if closing else at
        elif part[0] == "|":
            found.append(part.start())
    return found


def _cell(state: StateBlock, at: int, text: str, left: int, right: int) -> Passage:
    inside = text[left:right]
    first = left + len(inside) - len(inside.lstrip(" \t"))
    stop = max(first, left + len(inside.rstrip(" \t")))
    return passage(state.env["sheet"], [(at + min(first, right), at + stop)], cell=True)


_CAPTION = re.compile(r"(?::|[Tt]able:)[ \t]+(?=\S)")


def caption(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """Read `: Caption {#tbl-x}` or `Table: Caption` before or after a table."""
    if silent or state.is_code_block(start):
        return False
    match = _CAPTION.match(state.src, beginning(state, start), state.eMarks[start])
    if match is None:
        return False
    above = state.tokens[-1] if state.tokens else None
    after = above is not None and above.type == "table" and "caption" not in above.meta
    if not after and not is_caption_of_next(state, start, end):
        return False
    behind = start + 1
    while behind < end and not _ends_caption(state, behind, end):
        behind += 1
    text = [(match.end(), state.eMarks[start]), *slices(state, start + 1, behind)]
    state.env["markup"].append(match.span())
    holder = above.meta if above is not None and after else state.env
    holder["caption"] = passage(state.env["sheet"], text)
    state.line = behind
    return True


def _ends_caption(state: StateBlock, line: int, end: int) -> bool:
    if state.isEmpty(line) or state.sCount[line] < state.blkIndent:
        return True
    rules = state.md.block.ruler.getRules("paragraph")
    return any(rule(state, line, end, True) for rule in rules)


def is_caption_of_next(state: StateBlock, line: int, end: int) -> bool:
    """Tell whether the paragraph at this line begins as a caption and a table follows."""
    match = _CAPTION.match(state.src, beginning(state, line), state.eMarks[line])
    if match is None:
        return False
    line += 1
    while line < end and not _ends_caption(state, line, end):
        line += 1
    line = state.skipEmptyLines(line)
    return (
        line < end
        and state.sCount[line] >= state.blkIndent
        and _begins(state, line, end)
    )
