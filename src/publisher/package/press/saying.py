"""What the operators of pages say: whether they set a colour, and what they name.

To say it a page is unpacked and searched, and of a book that was edited nearly all pages are
what they were. So it is kept, for some pages together, by the digests of what they hold.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pikepdf import Object, Pdf

from publisher.cache import fingerprint, key
from publisher.package.press.memory import Memory
from publisher.package.press.resources import contents, names_in
from publisher.package.press.streams import is_coloured

TOGETHER = 16  # pages that are remembered together


@dataclass(frozen=True, slots=True)
class Said:
    """What one page says."""

    coloured: bool
    names: frozenset[str]


def said_by_pages(
    pdf: Pdf, memory: Memory | None, digests: Sequence[bytes] = ()
) -> list[Said]:
    """Say it of every page of a file, in order; `digests` are those of all that each holds."""
    pages = [page.obj for page in pdf.pages]
    said: list[Said] = []
    for first in range(0, len(pages), TOGETHER):
        some = slice(first, first + TOGETHER)
        said += _together(pages[some], memory, digests[some])
    return said


def _together(
    pages: Sequence[Object], memory: Memory | None, digests: Sequence[bytes]
) -> list[Said]:
    if memory is None or len(digests) != len(pages):
        return list(map(_said, pages))
    name = key("said by pages", fingerprint(), *digests)
    if (kept := memory.get(name)) is not None:
        return list(_read(kept))
    said = list(map(_said, pages))
    rows = [(each.coloured, sorted(each.names)) for each in said]
    memory.put(name, json.dumps(rows).encode("utf-8", "surrogatepass"))
    return said


def _read(kept: bytes) -> Iterator[Said]:
    for coloured, names in json.loads(kept):
        yield Said(coloured, frozenset(names))


def _said(page: Object) -> Said:
    operators = list(contents(page))
    return Said(any(map(is_coloured, operators)), names_in(operators))
