"""What a closing bracket ends: a link, a span, a note, a citation, a picture, or nothing.

Brackets are kept on a stack, so however many there are, each is looked at once.
"""

from __future__ import annotations

import re

from markdown_it.common.utils import normalizeReference

from publisher.model import Inline, Note, NoteCall, Paragraph
from publisher.parse import citations, links, pictures, spans
from publisher.parse.attached import attached
from publisher.parse.attributes import Braces, braces
from publisher.parse.delimiters import finished
from publisher.parse.reading import DEPTH
from publisher.parse.strand import Opener, Plate, Run, Strand, Words

_LABEL = re.compile(r"\[((?:\\.|[^\[\]\\]){0,999})\]", re.DOTALL)


def close(strand: Strand) -> None:
    """Read a closing bracket."""
    if not strand.openers:
        strand.literal()
        return
    opener = strand.openers[-1]
    if opener.depth >= DEPTH:
        _too_deep(strand, opener)
    elif opener.kind == "^[":
        _note(strand, opener)
    elif not any(rule(strand, opener) for rule in (_picture, _link, _span, _cite)):
        _nothing(strand)


def _nothing(strand: Strand) -> None:
    """Leave both brackets in the text."""
    opener = strand.openers.pop()
    strand.deepen(opener.depth)
    strand.literal()


def _too_deep(strand: Strand, opener: Opener) -> None:
    """Leave what a bracket holds where it is; the bracket itself goes."""
    strand.reading.too_deep(strand.span(opener.start, strand.at + 1))
    _nothing(strand)
    for place in (opener.index, -1):
        piece = strand.pieces[place]
        if isinstance(piece, Words):
            piece.value = ""
    text, at = strand.text, strand.at
    found = links.destination(text, at) if text.startswith("(", at) else None
    after = braces(text, at)
    strand.skip(found[2] if found else after[1] if after else at)


def _inside(strand: Strand, opener: Opener) -> tuple[tuple[Inline, ...], int]:
    """Take a bracket and all in it off the strand; give what it holds as inlines."""
    pieces = strand.pieces[opener.index + 1 :]
    del strand.pieces[opener.index :]
    strand.openers.pop()
    return finished(strand, pieces)


# ---------------------------------------------------------------- notes


def _note(strand: Strand, opener: Opener) -> None:
    text, at = strand.text, strand.at
    raised = text.startswith("^", at + 1) and not text.startswith("^[", at + 1)
    if raised and not re.search(r"\s", text[opener.start : at]):
        _raise_bracket(strand, opener)
        return
    children, _ = _inside(strand, opener)
    reading = strand.reading
    span = strand.span(opener.start, at + 1)
    strand.at = at + 1
    key = reading.desk.number_inline_note()
    first = children[0].span if children else span
    blocks = (Paragraph(children, span=first),) if children else ()
    reading.desk.notes[key] = Note("", blocks, span=span)
    strand.put(NoteCall(key, span=span))


def _raise_bracket(strand: Strand, opener: Opener) -> None:
    """Read `^[1]^`, which is a raised bracket and no note."""
    start = opener.start
    mark = Run(start, "^", 1, opens=True, closes=False, length=1)
    strand.pieces[opener.index : opener.index + 1] = [mark, Words(start + 1, "[")]
    _nothing(strand)


# ---------------------------------------------------------------- pictures


def _picture(strand: Strand, opener: Opener) -> bool:
    if opener.kind != "![":
        return False
    target = _target(strand, opener)
    if target is None:
        _say_exclamation(strand, opener)
        return False
    url, title, end = target
    bracket = opener.start + 2, strand.at
    caption, _ = _inside(strand, opener)
    strand.at += 1
    strand.skip(end)
    span = strand.span(opener.start, end)
    said, place = attached(strand) or (Braces(), span)
    made = pictures.picture(strand.reading, (url, title), caption, said, (span, place))
    picture, alt = made
    strand.plates.append(Plate(picture, alt, caption, bracket))
    strand.put(picture)
    return True


def _say_exclamation(strand: Strand, opener: Opener) -> None:
    """Part `!` from `[`, which may still begin a span: "Land![^1]", "Ho![Ho]{lang=la}"."""
    place = opener.index
    strand.pieces[place : place + 1] = [
        Words(opener.start, "!"),
        Words(opener.start + 1, "["),
    ]
    opener.kind, opener.start, opener.index = "[", opener.start + 1, place + 1


# ---------------------------------------------------------------- links and spans


def _target(strand: Strand, opener: Opener) -> tuple[str, str, int] | None:
    """Find where a link leads: `(url)`, `[label]`, `[]`, or its own words as a label."""
    text, behind = strand.text, strand.at + 1
    if text.startswith("(", behind):
        found = links.destination(text, behind)
        if found:
            return found
    known = strand.reading.links
    if not known or strand.at - opener.start > 1000:
        return None
    label = _LABEL.match(text, behind)
    words = text[opener.start + len(opener.kind) : strand.at]
    wanted = label[1] if label and label[1].strip() else words
    entry = known.get(normalizeReference(wanted))
    if entry is None or (wanted is words and "[" in words.replace("\\[", "")):
        return None
    return str(entry["href"]), str(entry["title"]), label.end() if label else behind


def _link(strand: Strand, opener: Opener) -> bool:
    target = _target(strand, opener) if opener.links else None
    if target is None or (strand.text.startswith("{", strand.at + 1)):
        return False
    url, title, end = target
    children, depth = _inside(strand, opener)
    strand.at += 1
    strand.skip(end)
    for node in links.link(strand, (url, title), children, opener.start):
        strand.put(node, depth + 2)
    # No link stands inside a link; but a note is outside it.
    for outer in reversed(strand.openers):
        if not outer.links or outer.kind == "^[":
            break
        outer.links = False
    return True


def _span(strand: Strand, opener: Opener) -> bool:
    closing = strand.at
    strand.at += 1
    found = attached(strand)
    if found is None:
        strand.at = closing
        return False
    said, place = found
    children, depth = _inside(strand, opener)
    places = strand.span(opener.start, strand.at), place
    for node in spans.spanned(strand.reading, children, said, places):
        strand.put(node, depth + 2)
    return True


def _cite(strand: Strand, opener: Opener) -> bool:
    if not opener.cites:
        return False
    made = citations.group(strand, opener)
    if made is None:
        return False
    del strand.pieces[opener.index :]
    strand.openers.pop()
    strand.put(made, 3)
    strand.at += 1
    return True
