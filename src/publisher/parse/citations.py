"""`@key` and `[see @key; @key, p. 5]`: references and citations, told apart later."""

from __future__ import annotations

import re
from dataclasses import replace

from publisher.diagnostics import Span
from publisher.model import Cite, CiteKey, Inline
from publisher.parse.delimiters import finished
from publisher.parse.strand import Done, Opener, Piece, Strand, Words

# As in Pandoc: letters, digits, _ and single marks of punctuation between them.
_KEY = re.compile(r"@(?:\{([^{}\s]+)\}|(\w++(?:[:.#$%&\-+?<>~/]\w++)*))")
_LONGEST = 1000  # pieces of one group; more is no citation


def key(strand: Strand) -> None:
    """Read `@key`, unless it stands in an e-mail address or a path."""
    found = _KEY.match(strand.text, strand.at)
    before = strand.text[strand.at - 1] if strand.at else " "
    if found is None or before.isalnum() or before in "_/@.\\":
        strand.literal()
        return
    span = strand.span(*found.span())
    strand.put(Cite((_key(found[1] or found[2], span),), False, found[0], span=span))
    if strand.openers:
        strand.openers[-1].cites = True
    strand.skip(found.end())


def _key(written: str, span: Span) -> CiteKey:
    first = written[0]
    lower = first.lower() if len(first.lower()) == 1 else first
    return CiteKey(lower + written[1:], capital=lower != first, span=span)


def group(strand: Strand, opener: Opener) -> Cite | None:
    """Make one citation of a bracket in which every part holds a key."""
    pieces = strand.pieces[opener.index + 1 : opener.index + 2 + _LONGEST]
    if len(pieces) > _LONGEST:
        return None
    keys = [_cited(strand, part) for part in _parts(pieces)]
    whole = tuple(key for key in keys if key is not None)
    if len(whole) < len(keys):
        return None
    source = strand.text[opener.start : strand.at + 1]
    return Cite(whole, True, source, span=strand.span(opener.start, strand.at + 1))


def _bare(piece: Piece) -> CiteKey | None:
    """Give the key of an `@key` that stands by itself."""
    if (
        isinstance(piece, Done)
        and isinstance(piece.node, Cite)
        and not piece.node.bracketed
    ):
        return piece.node.keys[0]
    return None


def _parts(pieces: list[Piece]) -> list[list[Piece]]:
    """Divide at semicolons."""
    parts: list[list[Piece]] = [[]]
    for piece in pieces:
        if not isinstance(piece, Words) or ";" not in piece.value:
            parts[-1].append(piece)
            continue
        at = piece.start
        for number, words in enumerate(piece.value.split(";")):
            if number:
                parts.append([])
            parts[-1].append(Words(at, words))
            at += len(words) + 1
    return parts


def _cited(strand: Strand, part: list[Piece]) -> CiteKey | None:
    """Read one part: words, a key, words."""
    for place, piece in enumerate(part):
        found = _bare(piece)
        if found is not None:
            before, number_only = _without_dash(part[:place])
            return replace(
                found,
                prefix=_inlines(strand, _stripped_left(before)),
                suffix=_inlines(strand, _stripped_right(part[place + 1 :])),
                number_only=number_only,
            )
    return None


def _inlines(strand: Strand, pieces: list[Piece]) -> tuple[Inline, ...]:
    return finished(strand, pieces)[0]


def _without_dash(pieces: list[Piece]) -> tuple[list[Piece], bool]:
    """Take away the `-` of `[-@key]`."""
    last = pieces[-1] if pieces else None
    if not isinstance(last, Words) or not re.search(r"(?:^|\s)-$", last.value):
        return pieces, False
    if len(pieces) > 1 and last.value == "-":
        return pieces, False
    return [*pieces[:-1], Words(last.start, last.value[:-1])], True


def _stripped_left(pieces: list[Piece]) -> list[Piece]:
    if not pieces or not isinstance(pieces[0], Words):
        return pieces
    kept = pieces[0].value.lstrip()
    first = Words(pieces[0].start + len(pieces[0].value) - len(kept), kept)
    return [first, *pieces[1:]]


def _stripped_right(pieces: list[Piece]) -> list[Piece]:
    if not pieces or not isinstance(pieces[-1], Words):
        return pieces
    return [*pieces[:-1], Words(pieces[-1].start, pieces[-1].value.rstrip())]
