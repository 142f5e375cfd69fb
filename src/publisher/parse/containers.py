"""Rules for blocks that hold blocks: divisions, notes, definition lists.

As `leaves`; what stands inside is read by markdown-it's own loop or one like it.
"""

from __future__ import annotations

import re

from markdown_it.rules_block import StateBlock

from publisher.parse import tables
from publisher.parse.leaves import beginning
from publisher.parse.positions import passage

_FENCE = re.compile(r":{3,}[ \t]*(?P<rest>.*?)[ \t]*(?::{3,}[ \t]*)?$")
_VERSE = re.compile(r"verse$|\{[^{}]*\.verse(?![\w-])")


def _fence(state: StateBlock, line: int) -> re.Match[str] | None:
    if state.is_code_block(line):
        return None
    return _FENCE.match(state.src, beginning(state, line), state.eMarks[line])


def division(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """Read `::: {.name}` and the blocks up to its `:::`."""
    fence = _fence(state, start)
    if fence is None:
        return False
    if silent:
        return True
    if not fence["rest"]:
        token = state.push("stray_fence", "", 0)
        token.meta["at"], token.meta["end"] = fence.start(), state.eMarks[start]
        state.line = start + 1
        return True
    token = state.push("division_open", "div", 1)
    token.meta["at"], token.meta["end"] = fence.start(), state.eMarks[start]
    token.meta["rest"] = fence.span("rest")
    verse, parent = state.env.get("verse", False), state.parentType
    state.env["verse"], state.parentType = bool(_VERSE.match(fence["rest"])), "division"
    state.line = start + 1
    token.meta["closed"] = _blocks_within(state, end)
    state.env["verse"], state.parentType = verse, parent
    state.push("division_close", "div", -1)
    return True


def _blocks_within(state: StateBlock, end: int) -> bool:
    """Read blocks up to the closing fence; tell whether there is one."""
    rules = state.md.block.ruler.getRules("")
    line = state.skipEmptyLines(state.line)
    while line < end and state.sCount[line] >= state.blkIndent:
        fence = _fence(state, line)
        if fence is not None and not fence["rest"]:
            state.line = line + 1
            return True
        any(rule(state, line, end, False) for rule in rules)
        line = state.skipEmptyLines(state.line)
    state.line = min(line, end)
    return False


_NOTE = re.compile(r"\[\^(?P<id>[^\[\]\n]{1,200})\]:[ \t]*")


def note(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """Read `[^id]: text` and the blocks indented below it."""
    match = _NOTE.match(state.src, beginning(state, start), state.eMarks[start])
    if match is None or state.is_code_block(start):
        return False
    if silent:
        return True
    token = state.push("note_open", "", 1)
    token.info = match["id"]
    token.meta["at"], token.meta["end"] = match.start(), match.end()
    token.meta["empty"] = match.end() >= state.eMarks[start]
    _note_text(state, start, end, match.end())
    closing = state.push("note_close", "", -1)
    closing.meta["end"] = state.eMarks[state.line - 1]
    return True


def _note_text(state: StateBlock, start: int, end: int, at: int) -> None:
    """Read what a note holds: four columns further in, from behind its colon."""
    kept = state.tight, state.parentType, state.listIndent, state.ddIndent
    first = start if at < state.eMarks[start] else start + 1
    marks = _Line(state, min(first, end - 1))
    state.blkIndent += 4
    state.parentType, state.listIndent, state.ddIndent = "note", -1, -1
    if first == start:
        state.bMarks[start], state.tShift[start] = at, 0
        state.sCount[start] = state.blkIndent
    elif _begins_text(state, first, end):
        state.sCount[first] = max(state.sCount[first], state.blkIndent)
    state.line = first
    if first < end:
        state.md.block.tokenize(state, first, end)
    state.line = max(min(state.line, end), start + 1)
    state.blkIndent -= 4
    state.tight, state.parentType, state.listIndent, state.ddIndent = kept
    marks.restore()


def _begins_text(state: StateBlock, line: int, end: int) -> bool:
    """Tell whether the line below an empty `[^id]:` is plain text, indented or not."""
    if line >= end or state.isEmpty(line) or state.sCount[line] < state.blkIndent - 4:
        return False
    rules = state.md.block.ruler.getRules("paragraph")
    return not any(rule(state, line, end, True) for rule in rules)


class _Line:
    """The marks of one line, to be put back after they were moved."""

    def __init__(self, state: StateBlock, line: int) -> None:
        self._state, self._line = state, line
        self._marks = state.bMarks[line], state.tShift[line], state.sCount[line]

    def restore(self) -> None:
        """Put the marks back."""
        state, line = self._state, self._line
        state.bMarks[line], state.tShift[line], state.sCount[line] = self._marks


_MEANING = re.compile(r"[:~][ \t]+(?=\S)")


def definitions(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """Read terms, each on a line of its own, with meanings behind `:` or `~`."""
    if silent:
        return state.ddIndent >= 0 and _meaning(state, start) is not None
    if state.is_code_block(start) or _meaning_line(state, start, end) < 0:
        return False
    opening = state.push("definitions_open", "dl", 1)
    opening.meta["at"] = beginning(state, start)
    first, line, loose = len(state.tokens), start, False
    while (below := _meaning_line(state, line, end)) >= 0:
        loose |= below > line + 1
        _push_term(state, line)
        line = _meanings(state, below, end)
        if line >= end or state.isEmpty(line) or state.sCount[line] < state.blkIndent:
            break
    state.push("definitions_close", "dl", -1)
    if not loose:
        for token in state.tokens[first:]:
            if token.level == state.level + 2 and token.type.startswith("paragraph"):
                token.hidden = True
    state.line = line
    return True


def _meaning(state: StateBlock, line: int) -> re.Match[str] | None:
    if state.is_code_block(line):
        return None
    return _MEANING.match(state.src, beginning(state, line), state.eMarks[line])


def _meaning_line(state: StateBlock, term: int, end: int) -> int:
    """Find the line of a term's first meaning: the next, or the one after a gap; or -1."""
    line = term + 1
    if line < end and state.isEmpty(line):
        line += 1
    if line >= end or state.isEmpty(line) or state.sCount[line] < state.blkIndent:
        return -1
    if _meaning(state, line) is None:
        return -1
    caption = line > term + 1 and tables.is_caption_of_next(state, line, end)
    return -1 if caption else line


def _push_term(state: StateBlock, line: int) -> None:
    token = state.push("term", "dt", 0)
    piece = (beginning(state, line), state.eMarks[line])
    token.meta["passage"] = passage(state.env["sheet"], [piece])


def _meanings(state: StateBlock, line: int, end: int) -> int:
    """Read the meanings of one term; give the line behind them."""
    while (match := _meaning(state, line)) is not None:
        marks = _Line(state, line)
        kept = state.tight, state.parentType, state.ddIndent, state.blkIndent
        state.push("meaning_open", "dd", 1).meta["at"] = match.start()
        state.blkIndent = state.ddIndent = state.sCount[line] + 2
        state.bMarks[line], state.tShift[line] = match.end(), 0
        state.sCount[line] = state.blkIndent
        state.parentType = "definitions"
        state.line = line
        state.md.block.tokenize(state, line, end)
        state.push("meaning_close", "dd", -1)
        state.tight, state.parentType, state.ddIndent, state.blkIndent = kept
        marks.restore()
        line = state.line
        if line >= end or state.isEmpty(line) or state.sCount[line] < state.blkIndent:
            break
    return line
