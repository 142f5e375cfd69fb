"""From letters that were found to the characters of the manuscript, signs at the ends too."""

from __future__ import annotations

from collections.abc import Sequence

from publisher.proof.anchoring.copytext import CopyText
from publisher.proof.anchoring.locating import Located
from publisher.proof.anchoring.runs import Run, texts
from publisher.proof.anchoring.sheets import Sheet
from publisher.proof.anchoring.stretch import Stretch, extended, with_marks

_LEADING = "a number stands in front of the words; it may belong to those before"
_ON_CALL = "the mark is on the number of a note; the word is the one before it"


def stretched(
    copy: CopyText, sheet: Sheet, run: Run, located: Located, signs: Sequence[int]
) -> tuple[Stretch | None, str]:
    """Turn letters into characters, and take in the signs at both ends.

    Gives the stretch, None where there is none, and why it may not be meant.
    """
    first, last = run.letter(signs[0]), run.letter(signs[-1] + 1)
    known = [n for n in range(first, last) if located.place(n) >= 0]
    if not known:
        return _signs_only(copy, sheet, run, located, signs)
    (one, a), (two, b) = (copy.at(located.place(n)) for n in (known[0], known[-1]))
    begin, end = one.index(a), two.index(b)
    lead = [s for s in signs if s < run.owners[known[0]]]
    trail = [s for s in signs if s > run.owners[known[-1]]]
    told = [n for n in range(first, last) if located.place(n) < 0]  # numbers of notes
    silent = {run.owners[n] for n in told}
    begin, whole = extended(one, begin, -1, texts(sheet, reversed(lead), silent))
    end, also = extended(two, end, 1, texts(sheet, trail, silent))
    end = with_marks(two, end)
    doubt = "" if whole and also else "the signs beside the words are others"
    doubt = doubt or (_LEADING if told[:1] == [first] else "")
    return Stretch(one, begin, end + 1, two if two is not one else None), doubt


def _signs_only(
    copy: CopyText, sheet: Sheet, run: Run, located: Located, signs: Sequence[int]
) -> tuple[Stretch | None, str]:
    """Find signs without a letter by the letters beside them."""
    letter = run.letter(signs[0])
    own_texts = texts(sheet, signs, set())
    for start, step in ((letter - 1, 1), (letter, -1)):
        position = located.place(start)
        if position < 0:
            continue
        strip, own = copy.at(position)
        between = [
            s
            for s in run.signs
            if (run.owners[start] < s < signs[0] and step > 0)
            or (signs[-1] < s < run.owners[start] and step < 0)
        ]
        lead = texts(sheet, between if step > 0 else reversed(between), set())
        at, whole = extended(strip, strip.index(own), step, lead)
        end, also = extended(
            strip, at, step, own_texts if step > 0 else own_texts[::-1]
        )
        if whole and also and end != at:
            low, high = (at + 1, end) if step > 0 else (end, at - 1)
            while strip.text[low] in " \n" and low < high:
                low += 1
            return Stretch(strip, low, high + 1), ""
    around = located.place(letter - 1), located.place(letter)
    position = next((place for place in around if place >= 0), -1)
    if position < 0:
        return None, "these words are not in the manuscript"
    strip, own = copy.at(position)
    index = strip.index(own)
    own_letters = range(letter, run.letter(signs[-1] + 1))
    if own_letters and run.calls.issuperset(own_letters):
        return Stretch(strip, index, index + 1), _ON_CALL
    return Stretch(strip, index, index + 1), "the words themselves are not there"
