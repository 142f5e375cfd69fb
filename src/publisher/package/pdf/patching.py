"""Folios and page references: other digits, where the layout left room for digits.

What is drawn here is byte for byte what would stand there had the page been laid out
with these digits, as long as there are as many of them.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from publisher.fragments import Fragment, Patch, Strip
from publisher.package.pdf.syntax import number
from publisher.runs import joined

Told: TypeAlias = tuple[int, str, str]
"""A number that is told: its page, from 0; its target, "" for the folio; what was laid out."""


@dataclass(frozen=True, slots=True)
class Misfit:
    """A number that could not be set as it should be."""

    page: int  # of the fragment, from 0
    target: str  # "" for the folio
    wanted: str
    text: str  # what was laid out


def numbered(strip: Strip, folio: str, labels: Mapping[str, str]) -> bytes:
    """Give the operators of a strip with the right digits, compressed (zlib).

    `labels` are what the pages of the targets are called. Where they are not digits, or
    not known, what was laid out stays.
    """
    if not strip.patches:
        return strip.data
    wanted = ((each, _wanted(each.target, folio, labels)) for each in strip.patches)
    told = [_digits(each, n if _can_show(n) else each.text) for each, n in wanted]
    return joined(strip.runs, told)


def told(fragment: Fragment) -> tuple[Told, ...]:
    """List the numbers that a fragment tells."""
    return tuple(
        (page, patch.target, patch.text)
        for page, leaf in enumerate(fragment.leaves)
        for strip in leaf.plain
        for patch in strip.patches
    )


def misfits(
    numbers: Iterable[Told], folios: Sequence[str], labels: Mapping[str, str]
) -> list[Misfit]:
    """List the numbers that are wider than their room, or no digits.

    Those of targets that are not in the book are not listed: layout has said so.
    """
    return [
        Misfit(page, target, wanted, text)
        for page, target, text in numbers
        if not _fits(target, text, wanted := _wanted(target, folios[page], labels))
    ]


def _wanted(target: str, folio: str, labels: Mapping[str, str]) -> str:
    return labels.get(target, "") if target else folio


def _can_show(label: str) -> bool:
    return label.isascii() and label.isdigit()


def _fits(target: str, text: str, wanted: str) -> bool:
    """A folio has the margin to itself; a reference has the room it was laid out in."""
    if wanted in ("", text):
        return True
    wide = bool(target) and len(wanted) > len(text)
    return _can_show(wanted) and not wide


def _digits(patch: Patch, wanted: str) -> bytes:
    """Write the operators of a patch."""
    glyphs = "".join(patch.glyphs[int(digit)] for digit in wanted)
    shown = b"[<%b>] TJ" % glyphs.encode("ascii")
    if patch.x is None:
        return patch.lead + patch.trail + shown
    x = patch.x - patch.step * (len(wanted) - len(patch.text))
    return patch.lead + number(x) + patch.trail + shown
