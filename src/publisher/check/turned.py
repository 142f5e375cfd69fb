"""Paragraphs in Hebrew or Arabic letters that are set as if they began at the left.

Short runs inside Latin lines are put in order (`render/turning.py`); a whole paragraph is
turned by its language.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import groupby

from publisher import rules
from publisher.config import languages
from publisher.diagnostics import Diagnostic
from publisher.passages import Passage, Sort

_RIGHT = re.compile(
    "[\u05d0-\u05f2\u0620-\u064a\u066e-\u06d3\u0710-\u072f\u0750-\u07ea\u0800-\u0815"
    "\u0840-\u0858\u08a0-\u08c9\ufb1d-\ufdfb\ufe70-\ufefc]"
)
_LETTER = re.compile(r"[^\W\d_]")
_BLOCKS = {Sort.PARAGRAPH, Sort.VERSE}


def turned_paragraphs(read: Iterable[Passage]) -> Iterator[Diagnostic]:
    """Report where paragraphs should go from right to left, the first one in each file."""
    found = (each for each in read if each.sort in _BLOCKS and _goes_astray(each))
    by_file = sorted(found, key=lambda each: (str(each.span.path), each.span.line))
    for _, group in groupby(by_file, key=lambda each: each.span.path):
        first, *others = group
        yield _finding(first, len(others))


def _goes_left(text: str) -> bool:
    """Tell whether most letters of a text are written from right to left."""
    right = len(_RIGHT.findall(text)) if _RIGHT.search(text) else 0
    return 2 * right > len(_LETTER.findall(text)) if right else False


def _goes_astray(passage: Passage) -> bool:
    """Tell whether a passage is written from right to left in a language that is not."""
    return _goes_left(passage.text) and languages.direction(passage.lang) != "rtl"


def _finding(passage: Passage, others: int) -> Diagnostic:
    more = f", and {others} more in this file" if others else ""
    what = "verse" if passage.sort is Sort.VERSE else "paragraph"
    return rules.RIGHT_TO_LEFT.at(
        passage.span,
        f"this {what} is written from right to left{more}",
        hint="put ::: {lang=he} (or ar, fa, yi …) around it",
    )
