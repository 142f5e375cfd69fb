"""Attributes right behind something: a link, a picture, the bracket of a span."""

from __future__ import annotations

from publisher.diagnostics import Span
from publisher.parse.attributes import Braces, braces, broken
from publisher.parse.strand import Strand


def attached(strand: Strand) -> tuple[Braces, Span] | None:
    """Take the attributes that begin here, if any; give them and their place.

    Braces that cannot be read are reported and stay in the text.
    """
    start = strand.at
    if not strand.text.startswith("{", start) or strand.text.startswith("{{", start):
        return None
    found = braces(strand.text, start)
    if found is None:
        _report(strand)
        return None
    said, end = found
    strand.skip(end)
    return said, strand.span(start, end)


def _report(strand: Strand) -> None:
    written = strand.text[strand.at : strand.at + 200].partition("\n")[0]
    end = written.find("}") + 1
    written = written[:end] if end else written
    span = strand.span(strand.at, strand.at + len(written))
    strand.reading.find(broken(span, written))
