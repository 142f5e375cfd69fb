"""The operators of a part of a page as two streams: with marked content and without."""

from __future__ import annotations

import zlib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import accumulate

from publisher.fragments import Strip
from publisher.layout.inside.drawing import Mark
from publisher.layout.inside.folios import Found
from publisher.layout.inside.objects import LEVEL, Operators
from publisher.pickling import quicken
from publisher.runs import runs


@dataclass(frozen=True, slots=True)
class Pair:
    """One part of a page, for press and for the screen."""

    plain: Strip
    tagged: Strip


def pair(operators: Operators, tagged: Sequence[bytes], found: Sequence[Found]) -> Pair:
    """Write the operators of a part of a page, with the numbers found in them.

    `tagged` are the same operators as bytes.
    """
    kept = [not isinstance(each, Mark) for each in operators]
    plain = [each for each, keep in zip(tagged, kept, strict=True) if keep]
    if not found:
        return Pair(_strip(plain, ()), _strip(tagged, ()))
    places = list(accumulate(kept, initial=0))
    moved = [
        replace(each, first=places[each.first], last=places[each.last])
        for each in found
    ]
    return Pair(_strip(plain, moved), _strip(tagged, found))


def _strip(operators: Sequence[bytes], found: Sequence[Found]) -> Strip:
    """Write one stream; where nothing is drawn, it is empty."""
    data = b"\n".join(operators)
    if not found:
        return Strip(zlib.compress(data, LEVEL) if data else b"")
    starts = list(accumulate((len(each) + 1 for each in operators), initial=0))
    ends = [0, *(starts[each.last + 1] - 1 for each in found)]
    begins = [*(starts[each.first] for each in found), len(data)]
    parts = (data[end:begin] for end, begin in zip(ends, begins, strict=True))
    return Strip(b"", tuple(each.patch for each in found), runs(parts))


quicken(globals())
