"""From the text of a block to inlines: one pass, every place kept, nothing raised."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable

from markdown_it.common.entities import entities
from markdown_it.common.utils import fromCodePoint, isValidEntityCode

from publisher import rules
from publisher.diagnostics import Diagnostic, Span
from publisher.model import Code, Inline, LineBreak, NoteCall, SoftBreak
from publisher.parse import (
    angles,
    brackets,
    citations,
    delimiters,
    formulas,
    shortcodes,
    spans,
)
from publisher.parse.attributes import braces
from publisher.parse.positions import Passage
from publisher.parse.reading import Reading
from publisher.parse.strand import Done, Piece, Run, Strand, Words
from publisher.parse.wording import shown

_SIGN = re.compile(rf"[\\\n`*_\[\]<&^~@$]|!\[|\{{\{{\{{?<|{shortcodes.ATTRIBUTES}")
_ESCAPED = re.compile(r"\\([!-/:-@\[-`{-~])")
_BREAK = re.compile(r"\\[ \t]*(?:\n|$)")


def inlines(reading: Reading, passage: Passage) -> tuple[Inline, ...]:
    """Read the text of a block. Never raises; what is no markup is words."""
    strand, nodes = read(reading, passage)
    for plate in strand.plates:  # in a line of text the caption is alternative text
        reading.mark_passage(passage, *plate.bracket)
    return nodes


def read(reading: Reading, passage: Passage) -> tuple[Strand, tuple[Inline, ...]]:
    """Read the text of a block; give also the strand, which knows its pictures."""
    strand = Strand(reading, passage)
    text = passage.text
    while strand.at < len(text):
        sign = _SIGN.search(text, strand.at)
        end = sign.start() if sign else len(text)
        if end > strand.at:
            strand.say(end, text[strand.at : end])
        if sign:
            _RULES[text[end]](strand)
    _trim(strand)
    nodes, _ = delimiters.finished(strand, strand.pieces)
    return strand, nodes


def _trim(strand: Strand) -> None:
    """Let no space or line end stay at the edges where a comment or tag was left out."""
    pieces = strand.pieces
    while pieces and (_is_space(pieces[-1]) or _breaks(pieces[-1])):
        pieces.pop()
    first = 0
    while first < len(pieces) and _is_space(pieces[first]):
        first += 1
    del pieces[:first]
    if pieces and isinstance(start := pieces[0], Words):
        kept = start.value.lstrip(" \t")
        pieces[0] = Words(start.start + len(start.value) - len(kept), kept)
    if pieces and isinstance(end := pieces[-1], Words):
        end.value = end.value.rstrip(" \t")


def _is_space(piece: Piece) -> bool:
    if isinstance(piece, Words):
        return not piece.value.strip(" \t\n")
    return isinstance(piece, Done) and isinstance(piece.node, SoftBreak)


def _backslash(strand: Strand) -> None:
    text, at = strand.text, strand.at
    line_end = None if strand.passage.cell else _BREAK.match(text, at)
    if line_end:
        strand.put(LineBreak(span=strand.span(at, at + 1)))
        strand.at = line_end.end()
    elif text.startswith("\\index{", at):
        spans.latex_index(strand)
    elif escaped := _ESCAPED.match(text, at):
        formulas.latex(strand)
        strand.say(escaped.end(), escaped[1])
    elif text.startswith("\\ ", at):
        strand.say(at + 2, "\u00a0")
    else:
        strand.literal()


def _newline(strand: Strand) -> None:
    last = strand.pieces[-1] if strand.pieces else None
    spaces = 0
    if isinstance(last, Words):
        kept = last.value.rstrip(" \t")
        spaces = len(last.value) - len(last.value.rstrip(" "))
        last.value = kept
    if not _breaks(last):
        span = strand.span(strand.at, strand.at + 1)
        strand.put(LineBreak(span=span) if spaces > 1 else SoftBreak(span=span))
    strand.at += 1


def _breaks(piece: Piece | None) -> bool:
    """Tell whether a line has just ended, and only a comment has come since."""
    return isinstance(piece, Done) and isinstance(piece.node, SoftBreak | LineBreak)


_TICKS = re.compile("`+")


def _code(strand: Strand) -> None:
    start = strand.at
    run = _TICKS.match(strand.text, start)
    count = run.end() - start if run else 1
    closing = _closing_ticks(strand, count)
    if closing < 0:
        strand.literal(count)
        return
    value = _code_text(strand, start + count, closing)
    end = closing + count
    raw = _RAW_FORMAT.match(strand.text, end)
    if raw:
        strand.reading.find(raw_format(strand.span(start, end), raw[1]))
        strand.skip(raw.end())
        return
    strand.put(Code(value, span=strand.span(start, end)))
    strand.at = end
    attributes = braces(strand.text, end)
    strand.skip(attributes[1] if attributes else end)


def _closing_ticks(strand: Strand, count: int) -> int:
    """Find the next run of as many backticks, or -1."""
    if strand.ticks is None:
        strand.ticks = {}
        for found in _TICKS.finditer(strand.text):
            strand.ticks.setdefault(len(found[0]), []).append(found.start())
    places = strand.ticks.get(count, [])
    place = bisect_right(places, strand.at)
    return places[place] if place < len(places) else -1


def _code_text(strand: Strand, start: int, end: int) -> str:
    value = strand.text[start:end].replace("\n", " ")
    if strand.passage.cell:
        value = value.replace("\\|", "|")
    if value.startswith(" ") and value.endswith(" ") and value.strip(" "):
        value = value[1:-1]
    return value


_RAW_FORMAT = re.compile(r"\{=([\w-]+)\}")


def raw_format(span: Span, name: str) -> Diagnostic:
    """Say that something raw, for one output only, is left out."""
    return rules.RAW_HTML.at(
        span,
        f'raw "{name}" is not part of the manuscript language and is left out',
        "write it in Markdown",
    )


_CALL = re.compile(r"\[\^([^\s\[\]]+)\]")
_SPACED_CALL = re.compile(r"\[\^([^\[\]\n]{1,200})\]")


def _bracket(strand: Strand) -> None:
    text, at = strand.text, strand.at
    call = _CALL.match(text, at)
    if call:
        span = strand.span(at, call.end())
        strand.put(NoteCall(strand.reading.note_key(call[1]), span=span))
        strand.skip(call.end())
    elif text.startswith("[^", at) and (spaced := _SPACED_CALL.match(text, at)):
        _spaced_call(strand, spaced)
    else:
        strand.open("[")


def _spaced_call(strand: Strand, call: re.Match[str]) -> None:
    """Report a note id with a space; the note, if there is one, is not lost by it."""
    reading, written = strand.reading, " ".join(call[1].split())
    span = strand.span(call.start(), call.end())
    key = reading.note_key(written)
    reading.spaced.pop(written, None)
    reading.find(
        rules.BAD_NOTE_ID.at(
            span,
            f'a note id with a space: "{shown(call[1])}"',
            "write the id without spaces, here and before the note; "
            "a note within the line is written ^[text]",
        )
    )
    if key in reading.desk.note_spans:
        strand.put(NoteCall(key, span=span))
        strand.skip(call.end())
    else:
        strand.open("[")


def _exclamation(strand: Strand) -> None:
    call = _CALL.match(strand.text, strand.at + 1)
    if call and not strand.text.startswith("(", call.end()):
        strand.literal()
    else:
        strand.open("![")


def _caret(strand: Strand) -> None:
    """Begin a note with `^[`, unless this `^` ends what another has begun: `M^r^[sic]`."""
    waits = _raising(strand)
    if strand.text.startswith("^[", strand.at) and not waits:
        strand.open("^[")
        return
    strand.raised = -1 if waits else len(strand.pieces)
    delimiters.run(strand)


def _raising(strand: Strand) -> bool:
    """Tell whether a `^` waits that this one would close."""
    if not 0 <= strand.raised < len(strand.pieces):
        return False
    if strand.openers and strand.openers[-1].index > strand.raised:
        return False
    mark = strand.pieces[strand.raised]
    return (
        isinstance(mark, Run)
        and mark.sign == "^"
        and strand.at > mark.start + 1
        and not delimiters.SPACE.search(strand.text, mark.start, strand.at)
    )


_ENTITY = re.compile(
    r"&(?:#(?:[xX]([0-9a-fA-F]{1,6})|([0-9]{1,7}))|([A-Za-z][A-Za-z0-9]{1,31}));"
)


def _ampersand(strand: Strand) -> None:
    found = _ENTITY.match(strand.text, strand.at)
    if found is None or (found[3] and found[3] not in entities):
        strand.literal()
        return
    strand.reading.mark_passage(strand.passage, *found.span())
    strand.say(found.end(), entities[found[3]] if found[3] else _letter(found))


def _letter(number: re.Match[str]) -> str:
    code = int(number[1], 16) if number[1] else int(number[2])
    return fromCodePoint(code) if isValidEntityCode(code) else "\ufffd"


_RULES: dict[str, Callable[[Strand], None]] = {
    "\\": _backslash,
    "\n": _newline,
    "`": _code,
    "*": delimiters.run,
    "_": delimiters.run,
    "~": delimiters.run,
    "$": formulas.dollar,
    "^": _caret,
    "[": _bracket,
    "]": brackets.close,
    "!": _exclamation,
    "<": angles.angle,
    "&": _ampersand,
    "@": citations.key,
    "{": shortcodes.shortcode,
}
