"""The title that a running head or a row of the contents repeats."""

from __future__ import annotations

from collections.abc import Sequence

from publisher.model import Heading
from publisher.proof.anchoring.copytext import CopyText
from publisher.proof.anchoring.locating import Located
from publisher.proof.anchoring.runs import Run, run_of
from publisher.proof.anchoring.sheets import Sheet


def title(
    copy: CopyText, sheet: Sheet, signs: Sequence[int]
) -> tuple[Run, Located] | None:
    """Find the title that a running head or a row of the contents repeats."""
    line = next((each for each in sheet.lines if signs[0] in each), list(signs))
    own = run_of(sheet, line)
    first, last = own.letter(signs[0]), own.letter(signs[-1] + 1)
    core = own.letters.strip("0123456789ivxlc") or own.letters
    titles = [
        (number, strip.folded.find(core))
        for number, strip in enumerate(copy.strips)
        if isinstance(strip.node, Heading) and core and core in strip.folded
    ]
    whole = [t for t in titles if copy.strips[t[0]].folded == core]
    if len(whole or titles) != 1 or len(core) < 3:
        return None
    (number, shift), begin = (whole or titles)[0], own.letters.find(core)
    base = copy.starts[number] + shift - begin
    places = tuple(
        base + n if begin <= n < begin + len(core) else -1
        for n in range(len(own.letters))
    )
    if any(places[n] < 0 for n in range(first, last)):
        return None
    return own, Located(places, 0, len(places))
