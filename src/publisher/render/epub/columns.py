"""How wide the columns of a table are on a small screen: as their longest words need.

Left to themselves, reading systems give columns room by how much text they hold, and
divide the words of those that hold little. Shares of the width hold at every size of type.
"""

from __future__ import annotations

from collections.abc import Sequence

from publisher.model import Table
from publisher.render.crowding import (
    PHONE,
    SPACE,
    columns_of,
    crowded,
    longest_word,
)
from publisher.render.markup import Markup
from publisher.render.setting import EMPTY

_STEP = 5  # per cent: widths are classes of the style sheet


def widths(node: Table) -> Markup:
    """Write the widths of columns, nothing where rows fit in a line or become lists."""
    columns = columns_of(node)
    short = sum(SPACE + max(map(len, texts), default=0) for texts in columns) <= PHONE
    if short or crowded(node):
        return EMPTY
    shares = _shares([_wish(texts) for texts in columns])
    marked = (Markup('<col class="part-{}"/>').format(share) for share in shares)
    return Markup("<colgroup>{}</colgroup>\n").format(EMPTY.join(marked))


def _wish(texts: Sequence[str]) -> tuple[int, int]:
    """Give the letters a column needs for its longest word, and what it could fill."""
    longest = longest_word(texts)
    return SPACE + longest, max(map(len, texts), default=0) - longest


def _shares(wishes: Sequence[tuple[int, int]]) -> list[int]:
    """Share out the width by need, and what is left over by how much there is to hold."""
    left = max(0, PHONE - sum(need for need, _ in wishes))
    more = sum(fill for _, fill in wishes) or 1
    wanted = [need + left * fill / more for need, fill in wishes]
    exact = [each * 100 / _STEP / sum(wanted) for each in wanted]
    steps = [max(1, int(each)) for each in exact]
    while sum(steps) < 100 // _STEP:
        short = max(range(len(steps)), key=lambda n: exact[n] - steps[n])
        steps[short] += 1
    return [each * _STEP for each in steps]
