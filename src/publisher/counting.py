"""The letters by which the beginning of a page is counted, alike in every output."""

from __future__ import annotations

import re

_UNCOUNTED = re.compile("[\\s\u00ad\u200b\u2060]+")


def countable(text: str) -> str:
    """Keep of a text what is counted: no spaces, no joiners, no soft hyphens."""
    return _UNCOUNTED.sub("", text)
