"""One suggestion made into a new text, tried until it is read as it was meant.

The words come in as they are; where that would be read as markup, with backslashes. Words
that are struck out take one space with them, and the asterisks around them.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from publisher.proof.applying.reading import Said, only_looks
from publisher.proof.applying.working import Working
from publisher.proof.corrections import Certainty, Correction

_MARKUP = re.compile(r"([\\`*_{}\[\]<>#|~^$@&+=-])")
_LIST = re.compile(r"^(\d+)([.)])")
_FLAT = re.compile(r"[ \t]*\n[ \t]*")
_CLOSING = set(",.;:!?…)]}»”")
_STOPS = ".,;:!?…)]}»”’"
_CALLS = {"[^", "^["}  # a note hangs on the word before it
_LONE = 2  # letters of an addition that belongs to the word it stands at


class Refused(Exception):  # noqa: N818 it is no fault of a program
    """A suggestion that was not applied; the message says why."""


class AlreadySo(Refused):
    """The text already says what was suggested."""


@dataclass(frozen=True, slots=True)
class Edit:
    """A new text of a file, and what is different in it."""

    correction: Correction
    text: str
    start: int  # of what was taken out, in the text before
    end: int
    put: str  # what stands there now


def edited(working: Working, correction: Correction) -> Edit:
    """Make the new text of a suggestion. Raises Refused, with the reason.

    What it says is held against the text before: the words of one block have changed as
    suggested, and nothing else.
    """
    start, end = _place(working, correction)
    new = _FLAT.sub(" ", correction.replacement or "")
    told = working.said
    for low, high, put in _candidates(working.text, start, end, new, correction):
        text = working.text[:low] + put + working.text[high:]
        if text == working.text:
            raise AlreadySo("the text already says so")
        if _is_meant(told, working.read(text), correction):
            return Edit(correction, text, low, high, put)
    raise Refused(_why(working, correction, start, end, told))


def _place(working: Working, correction: Correction) -> tuple[int, int]:
    """Find the words of a suggestion as they are now."""
    if correction.replacement is None or correction.place is None:
        raise Refused("it does not say what should stand there")
    if correction.certainty is not Certainty.SURE:
        raise Refused(f"its place is {correction.certainty}: {correction.doubt}")
    place = working.first(correction.place)
    if place is None:
        raise Refused("its place is not in the file any more")
    if change := working.touched(*place):
        if change.wanted.strip() == correction.replacement.strip():
            raise AlreadySo("the text already says so")
        raise Refused(f"{change.by} has changed the text here")
    start, end = working.now(*place)
    if not correction.quote and _stands_already(working.text[start:], correction):
        raise AlreadySo("the text already says so")
    return start, end


def _stands_already(behind: str, correction: Correction) -> bool:
    """Tell whether words that should come in are there: what came behind is behind them."""
    ahead, after = _letters(behind[:2000]), _letters(correction.after)[:12]
    new = _letters(correction.replacement or "")
    return bool(
        new and after and ahead.startswith(new + after) and not ahead.startswith(after)
    )


def _candidates(
    text: str, start: int, end: int, new: str, correction: Correction
) -> Iterator[tuple[int, int, str]]:
    """Give ways to write a change, the plainest first."""
    if not correction.quote:
        if new.lstrip()[:1] in _CLOSING and text[start - 1 : start] == " ":
            new, start = new.lstrip(), start - 1  # a stop belongs to the word before
        put = _spaced(text, start, new)
        yield start, start, put
        yield start, start, _escaped(text, start, put)
    elif new.strip():
        yield start, end, new.strip()
        yield start, end, _escaped(text, start, new.strip())
    else:
        yield _without_space(text, start, end)
        low, high = start, end
        while low and high < len(text) and text[low - 1] == text[high] in "*_~":
            low, high = low - 1, high + 1
        if low < start:
            yield _without_space(text, low, high)


def _escaped(text: str, start: int, new: str) -> str:
    """Write words so that no markup is found in them."""
    put = _MARKUP.sub(r"\\\1", new)
    begins = not text[text.rfind("\n", 0, start) + 1 : start].strip()
    return _LIST.sub(r"\1\\\2", put) if begins else put


def _without_space(text: str, start: int, end: int) -> tuple[int, int, str]:
    """Take one space with words that go: that behind them, or that before a stop."""
    before = text[start - 1 : start]
    after = text[end : end + 1]
    at_start = before in {"", "\n"}
    if after == " " and (before == " " or at_start):
        return start, end + 1, ""
    if before == " " and (
        after in {"", "\n"} or after in _STOPS or text[end : end + 2] in _CALLS
    ):
        return start - 1, end, ""
    if before == "\n" and after == "\n" and text[start - 2 : start - 1] != "\n":
        return start, end + 1, ""  # all of a line
    return start, end, ""


def _spaced(text: str, at: int, new: str) -> str:
    """Give words that come in the spaces they need, and none that are there already.

    Readers type a space on either side, wherever their caret stands.
    """
    before, after = text[at - 1 : at], text[at : at + 1]
    bare = new.strip(" ")
    ahead = new[:1] == " " and before not in {" ", "\n", ""}
    behind = new[-1:] == " " and after not in {" ", "\n", ""} and after not in _STOPS
    if not bare:
        return " " if ahead and behind else ""
    inside = before.isalnum() and after.isalnum()
    joined = inside or (len(bare) <= _LONE and before.isalnum())
    if not joined:  # these are no letters of the word they stand in, or at
        ahead = ahead or ((bare[0].isalnum() or bare[0] in "(“«„") and _ends(before))
        behind = behind or (after.isalnum() and _ends(bare[-1]))
    return " " * ahead + bare + " " * behind


def _ends(sign: str) -> bool:
    """Tell whether a sign wants a space before the next word."""
    return bool(sign) and (sign.isalnum() or sign in _STOPS)


def _is_meant(before: Said, after: Said, correction: Correction) -> bool:
    """Tell whether the words of one block have changed just so, and no markup."""
    if len(before.blocks) != len(after.blocks):
        return False
    lost = Counter(before.markup) - Counter(after.markup)
    if Counter(after.markup) - Counter(before.markup):
        return False
    if lost and (correction.replacement or not only_looks(lost)):
        return False
    changed = [
        (old, new)
        for old, new in zip(before.blocks, after.blocks, strict=True)
        if old != new
    ]
    if len(changed) != 1:
        return False
    old, new = changed[0]
    if not new:
        return False
    quote, wanted = _bare(correction.quote), _bare(correction.replacement or "")
    return _changes(_bare(old), _bare(new), quote, wanted)


def _bare(words: str) -> str:
    return "".join(words.split())


def _changes(old: str, new: str, quote: str, wanted: str) -> bool:
    """Tell whether a text becomes another by putting words in place of a quotation."""
    if len(new) != len(old) - len(quote) + len(wanted):
        return False
    limit = min(len(old) - len(quote), len(new) - len(wanted))
    same = 0
    while same < limit and old[same] == new[same]:
        same += 1
    for at in range(same, max(-1, same - len(quote) - len(wanted) - 1), -1):
        rest = old[at + len(quote) :]
        if (
            old[at : at + len(quote)] == quote
            and new[at : at + len(wanted)] == wanted
            and new[at + len(wanted) :] == rest
        ):
            return True
    return False


def _why(
    working: Working, correction: Correction, start: int, end: int, told: Said
) -> str:
    """Say why no way to write a change was read as it was meant."""
    here = working.text[start:end]
    new = _bare(correction.replacement or "")
    if _bare(here) == _bare(correction.quote):
        if (
            _bare(correction.quote) in {_bare(block) for block in told.blocks}
            and not new
        ):
            return "nothing would be left of the paragraph: take it out by hand"
        return "it stands in markup that would not stay as it is: change it by hand"
    if new and _bare(here) == new:
        raise AlreadySo("the text already says so")
    if _has_between(here, correction.quote):
        return "there is markup between the words: change them by hand"
    behind = working.text[start : start + len(correction.replacement or "")]
    if new and _bare(behind) == new:
        raise AlreadySo("the text already says so")
    return "other words stand there now"


def _has_between(here: str, quote: str) -> bool:
    """Tell whether a text says the words of a quotation, with markup between them."""
    letters = iter(_letters(here))
    all_there = all(each in letters for each in _letters(quote))
    return all_there and bool(_MARKUP.search(here))


def _letters(words: str) -> str:
    return "".join(filter(str.isalnum, words))
