"""Initials of names, close together or apart: J.R.R. and J. R. R."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from publisher import rules
from publisher.diagnostics import Diagnostic
from publisher.passages import Passage
from publisher.proof.prose.reading import Initials, Reading, Stretch, times
from publisher.proof.prose.tongues import NO_INITIALS

_UPPER = "A-ZÀ-ÖØ-ÞА-ЯЁ"
_CLOSE = re.compile(
    rf"(?<![{_UPPER}]\.)[{_UPPER}]\.(?:[{_UPPER}]\.)+[ \u00a0]?(?=[{_UPPER}][^\W\d_])"
)
_APART = re.compile(
    rf"(?<![{_UPPER}]\.[ \u00a0\u202f])"
    rf"[{_UPPER}]\.(?:[ \u00a0\u202f][{_UPPER}]\.)+[ \u00a0](?=[{_UPPER}][^\W\d_])"
)
_ANY = re.compile(rf"[{_UPPER}]\.[ \u00a0\u202f]?[{_UPPER}]")
"""What every one of these holds."""
_TOUCHING = re.compile(rf"[{_UPPER}]\.(?=[{_UPPER}][^\W\d_{_UPPER}]{{2}})")


def initials_of(passages: Iterable[Passage]) -> Initials:
    """Find the initials in a portion of a book."""
    with_points = [
        (number, passage.text)
        for number, passage in enumerate(passages)
        if _ANY.search(passage.text)
    ]

    def places(pattern: re.Pattern[str]) -> tuple[Stretch, ...]:
        return tuple(
            (number, *span)
            for number, text in with_points
            for span in _places(text, pattern)
        )

    return Initials(places(_CLOSE), places(_APART), places(_TOUCHING))


def _places(text: str, pattern: re.Pattern[str]) -> Iterator[tuple[int, int]]:
    return (
        found.span()
        for found in pattern.finditer(text)
        if not (text[found.start() - 1 : found.start()] or " ").isalnum()
        and text[found.start() - 1 : found.start()] != "."
        and found[0].replace(" ", "").replace("\u00a0", "") not in NO_INITIALS
    )


def initials(reading: Reading) -> Iterator[Diagnostic]:
    """Find initials set close in a book that sets them apart, or the reverse."""
    met = reading.initials
    for where in met.touching:
        yield reading.at(
            rules.INITIALS,
            where,
            "an initial touches the name",
            hint="put a space between them",
        )
    if met.close and met.apart:
        few, many = sorted((met.close, met.apart), key=len)
        ways = ("close together", "apart")
        way, other = ways if few is met.close else ways[::-1]
        also = f"; also at {reading.places(few[1:])}" if len(few) > 1 else ""
        yield reading.at(
            rules.INITIALS,
            few[0],
            f"initials stand {way} here{times(len(few))}, and {other} elsewhere",
            hint=f"{other} at {reading.places(many, 1)}{also}",
        )
