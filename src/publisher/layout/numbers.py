"""Page numbers in markup: rooms of the right width while it is set, figures afterwards.

All figures are equally wide, so what a page number says need not be known when a unit is
set, only how many figures it has. The room of "112" is "000", that of "xii" is "xii".
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from html import unescape

PAGE_OF = "data-page-of"
_NUMBER = re.compile(f'(<span class="pg" {PAGE_OF}="([^"]*)">)([^<]*)')
NOWHERE = "000"  # stands for a page that is not in the book
_OPEN, _CLOSE = "\ue000", "\ue001"
_HELD = re.compile(f"{_OPEN}([^{_CLOSE}]*){_CLOSE}")


def filled(html: str, label: Callable[[str], str]) -> str:
    """Put labels in the places of page numbers, by the anchor each is of."""
    return _NUMBER.sub(lambda found: found[1] + label(unescape(found[2])), html)


def by_anchor(names: Mapping[str, str]) -> Callable[[str], str]:
    """Look labels up; what has none is reported elsewhere."""
    return lambda anchor: names.get(anchor, NOWHERE)


def targets(html: str) -> Iterator[str]:
    """Yield the anchors whose pages a piece of markup tells."""
    return (unescape(found[2]) for found in _NUMBER.finditer(html))


def rooms(html: str) -> Iterator[str]:
    """Yield what stands in a piece of markup where the numbers of pages do."""
    return (found[3] for found in _NUMBER.finditer(html))


def room(label: str) -> str:
    """Give what is as wide as a label, whatever figures it has."""
    return "0" * len(label) if is_figures(label) else label


def rooms_of(names: Mapping[str, str]) -> dict[str, str]:
    """Say how much room the page of each anchor takes: many stand on one page."""
    wide = {name: room(name) for name in set(names.values())}
    return {anchor: wide[name] for anchor, name in names.items()}


def is_figures(label: str) -> bool:
    """Tell a number in arabic figures from a roman one."""
    return label.isascii() and label.isdigit()


def widened(new: Mapping[str, str], old: Mapping[str, str]) -> dict[str, str]:
    """Let no room become narrower: a number that came and went keeps the wider one."""
    return {anchor: _wider(each, old.get(anchor, "")) for anchor, each in new.items()}


def _wider(new: str, old: str) -> str:
    both = is_figures(new) and is_figures(old)
    return old if both and len(old) > len(new) else new


def held(anchor: str) -> str:
    """Mark in words where the page of an anchor is told."""
    return f"{_OPEN}{anchor}{_CLOSE}"


def told(words: str, label: Callable[[str], str]) -> str:
    """Put labels where `held` has marked their places."""
    return _HELD.sub(lambda found: label(found[1]), words)
