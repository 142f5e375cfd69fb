"""Style sheets of a book as one document, so that they mean what they mean to a unit.

The styles are written for units set alone: `@page :first` is the page on which a unit
opens. In one document WeasyPrint knows one first page, so openings are named by their
number in it. `:nth(13)` weighs as much in the cascade as `:first`: which rule wins is the
same. (A page group, `:nth(1 of chapter)`, would weigh more, and every unit would need a
named page.)
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from publisher.layout.assembly import Place

OPENS = "data-opens"
BREAKS = f"""
[{OPENS}=any] {{ break-before: page !important }}
[{OPENS}=recto] {{ break-before: recto !important }}
[{OPENS}=verso] {{ break-before: verso !important }}
"""
"""Rules for the attribute by which a unit says on which side it opens."""

_PARTS = re.compile(
    r"""
    "(?:\\.|[^"\\])*" | '(?:\\.|[^'\\])*'  # strings
    | /\*.*?\*/                            # comments
    | @page\b[^{};]*                       # what stands before the rules of a page
    """,
    re.DOTALL | re.IGNORECASE | re.VERBOSE,
)
_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_FIRST = re.compile(r":first\b", re.IGNORECASE)


def on_openings(css: str, openings: Sequence[int]) -> str:
    """Let what holds for first pages hold for the pages with these numbers, from 1."""

    def changed(found: re.Match[str]) -> str:
        part = found[0]
        if not part.startswith("@"):
            return part
        at, rest = part[: len("@page")], _COMMENT.sub(" ", part[len("@page") :])
        return at + ",".join(
            each for one in rest.split(",") for each in _each(one, openings)
        )

    return _PARTS.sub(changed, css)


def _each(selector: str, openings: Sequence[int]) -> list[str]:
    if not _FIRST.search(selector):
        return [selector]
    return [_FIRST.sub(f":nth({number})", selector) for number in openings]


def numbered(places: Sequence[Place]) -> str:
    """Let the folios of each unit begin with its number."""
    return "\n".join(
        f"@page :nth({place.start}) {{ counter-reset: page {place.number} }}"
        for place in places
    )
