"""Running heads: titles as far as they fit between the folio and the edge."""

from __future__ import annotations

import re

from publisher.bookinfo import PrintSettings

MM = 72 / 25.4
FOLIOS = 36.0  # pt: for the folio, and as much on the other side
LETTER = 6.0  # pt: of small capitals, spaced
LEAST = 12  # characters, on the smallest page
SMALL_WORD = 3  # letters of a word that does not end a shortened head: "of", "and"

_PAUSE = re.compile(r"(?P<strong>\s*[:;(\[—–]|\.\s)|,\s")
_SHORTENED = re.compile(
    r"\b(?:\w|Mrs?|Ms|Drs?|Sts?|Ste|Mt|Prof|Rev|Hon|Capt|Col|Gen|Lt|Sgt|Jr|Sr|Mme|Mlle|"
    r"Nos?|Nr|Vols?|Bd|Chap|Kap|Св|св|им|гр|кн|гл)$"
)
"""Words that end with a point in the middle of a title."""

SOME, MUCH = 0.25, 0.6  # of a head: a title that pauses there may end at the pause


def longest_head(settings: PrintSettings) -> int:
    """Count the characters that fit over a page."""
    _, outside, _, inside = settings.margins
    across = (settings.trim[0] - outside - inside) * MM
    return max(LEAST, int((across - FOLIOS) / LETTER))


def head(title: str, longest: int) -> str:
    """Shorten a title to so many characters: where it pauses, or at the end of a word.

    Nothing shows that it goes on where it pauses, as with titles and their subtitles.
    """
    if len(title) <= longest:
        return title
    return _paused(title, longest) or _cut(title, longest)


def _paused(title: str, longest: int) -> str:
    """Give what stands before a colon, a dash or a late comma; "" where none does."""
    at = [
        each.start()
        for each in _PAUSE.finditer(title[: longest + 2])
        if (SOME if each["strong"] else MUCH) * longest <= each.start() <= longest
        and not (each[0][0] == "." and _SHORTENED.search(title[: each.start()]))
    ]
    return title[: at[-1]].rstrip() if at else ""


def _cut(title: str, longest: int) -> str:
    words = title[:longest].split(" ")[:-1]
    while len(words) > 1 and len(words[-1].strip(",;:.–—")) <= SMALL_WORD:
        words.pop()
    return (
        " ".join(words).rstrip(" ,;:.–—") + " …"
        if words
        else title[: longest - 1] + "…"
    )
