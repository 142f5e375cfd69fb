"""Corrections held against the text as it is now: still there, moved, or gone."""

from __future__ import annotations

from collections.abc import Iterator

from publisher.proof.anchoring.copytext import CopyText, Source
from publisher.proof.anchoring.letters import letters
from publisher.proof.anchoring.stretch import Stretch, extended
from publisher.proof.corrections import Certainty, Correction, Moved, Place

_AROUND = 24  # letters on each side by which words are known
_LEAST = 8  # letters of words and what is around them that are enough


def moved(copy: CopyText, rows: tuple[Correction, ...]) -> Iterator[Moved]:
    """Say of open corrections whose words stand elsewhere now where they are."""
    for each in rows:
        if each.place is None or not each.place.end_line:
            continue
        if each.certainty is not Certainty.SURE or _is_there(copy, each):
            continue
        found = _found(copy, each)
        if (
            found.doubt or found.place != each.place
        ):  # markup may stand between the words
            yield found


def _is_there(copy: CopyText, each: Correction) -> bool:
    """Tell whether the words are still at their place."""
    assert each.place is not None
    source = next(
        (s for p, s in copy.sources.items() if str(p) == each.place.path), None
    )
    if source is None:
        return False
    start = _offset(source, each.place.line, each.place.column)
    end = _offset(source, each.place.end_line, each.place.end_column)
    if start is None or end is None or start > end:
        return False
    words = source.text[start:end]
    if letters(words) != letters(each.quote):
        return False
    if each.quote and not letters(each.quote):
        return words.strip() == each.quote.strip()
    ahead = letters(source.text[end : end + 200])
    behind = letters(source.text[max(0, start - 200) : start])
    before, after = letters(each.before)[-4:], letters(each.after)[:4]
    return behind.endswith(before) or ahead.startswith(after)


def _offset(source: Source, line: int, column: int) -> int | None:
    if not 0 < line <= len(source.starts):
        return None
    offset = source.starts[line - 1] + column - 1
    return offset if 0 <= offset <= len(source.text) else None


def _found(copy: CopyText, each: Correction) -> Moved:
    """Find words by what is around them, in their own file first."""
    assert each.place is not None
    before, after = letters(each.before)[-_AROUND:], letters(each.after)[:_AROUND]
    quote = letters(each.quote)
    tries = ((before, after), (before, ""), ("", after), ("", ""))
    for left, right in tries if quote else tries[:1]:
        if len(left) + len(quote) + len(right) < _LEAST:
            continue
        places = _all(copy.letters, left + quote + right)
        own = [
            at for at in places if str(copy.at(at)[0].source.path) == each.place.path
        ]
        for chosen in (places, own):
            if len(chosen) == 1:
                place = _place(copy, each, chosen[0] + len(left), len(quote))
                if place is not None:
                    return Moved(each.id, place)
        if places:
            doubt = "the same words stand in more than one place now"
            return Moved(each.id, each.place, Certainty.UNSURE, doubt)
    doubt = "the words have changed since the proof"
    return Moved(each.id, each.place, Certainty.UNSURE, doubt)


def _all(letters: str, wanted: str) -> list[int]:
    """Find every place of some letters, two at the most where they are too many."""
    found: list[int] = []
    at = letters.find(wanted)
    while at >= 0 and len(found) < 50:
        found.append(at)
        at = letters.find(wanted, at + 1)
    return found


def _place(copy: CopyText, each: Correction, at: int, length: int) -> Place | None:
    """Turn letters into a stretch of a file, with the signs at both ends of the words."""
    if not length:
        strip, letter = copy.at(at)
        index = strip.index(letter)
        while index and strip.text[index - 1] in " \n" and each.after[:1] in " \n":
            index -= 1
        return Stretch(strip, index, index).place
    (one, a), (two, b) = copy.at(at), copy.at(at + length - 1)
    begin, end = one.index(a), two.index(b)
    lead = each.quote[: _lead(each.quote)]
    trail = each.quote[len(each.quote) - _lead(each.quote[::-1]) :]
    begin, whole = extended(one, begin, -1, list(reversed(lead)))
    end, also = extended(two, end, 1, list(trail))
    if not (whole and also):
        return None
    return Stretch(one, begin, end + 1, two if two is not one else None).place


def _lead(words: str) -> int:
    """Count the signs in front of the first letter."""
    return next((n for n, each in enumerate(words) if letters(each)), 0)
