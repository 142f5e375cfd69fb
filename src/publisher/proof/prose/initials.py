"""Initials of names, close together or apart: J.R.R. and J. R. R."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from publisher import rules
from publisher.diagnostics import Diagnostic
from publisher.passages import Passage
from publisher.proof.prose.reading import Reading, Where, times
from publisher.proof.prose.tongues import NO_INITIALS

_UPPER = "A-ZÀ-ÖØ-ÞА-ЯЁ"
_CLOSE = re.compile(
    rf"(?<![{_UPPER}]\.)[{_UPPER}]\.(?:[{_UPPER}]\.)+[ \u00a0]?(?=[{_UPPER}][^\W\d_])"
)
_APART = re.compile(
    rf"(?<![{_UPPER}]\.[ \u00a0\u202f])"
    rf"[{_UPPER}]\.(?:[ \u00a0\u202f][{_UPPER}]\.)+[ \u00a0](?=[{_UPPER}][^\W\d_])"
)
_TOUCHING = re.compile(rf"[{_UPPER}]\.(?=[{_UPPER}][^\W\d_{_UPPER}]{{2}})")


@dataclass(slots=True)
class _Initials:
    close: list[Where] = field(default_factory=list)
    apart: list[Where] = field(default_factory=list)
    touching: list[Where] = field(default_factory=list)


def _places(passage: Passage, pattern: re.Pattern[str]) -> list[Where]:
    text = passage.text
    return [
        (passage, *found.span())
        for found in pattern.finditer(text)
        if not (text[found.start() - 1 : found.start()] or " ").isalnum()
        and text[found.start() - 1 : found.start()] != "."
        and found[0].replace(" ", "").replace("\u00a0", "") not in NO_INITIALS
    ]


def initials(reading: Reading) -> Iterator[Diagnostic]:
    """Find initials set close in a book that sets them apart, or the reverse."""
    met = _Initials()
    for passage in reading.passages:
        if "." in passage.text:
            met.close += _places(passage, _CLOSE)
            met.apart += _places(passage, _APART)
            met.touching += _places(passage, _TOUCHING)
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
