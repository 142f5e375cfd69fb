"""The pages of a PDF as the page map knows them: which block each sign stands in."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import groupby
from operator import itemgetter

from publisher.proof.anchoring.chart import Chart, Standing
from publisher.proof.anchoring.letters import letters
from publisher.proof.anchoring.runs import Run, run_of, unnumbered
from publisher.proof.anchoring.sheets import Sheet, Sheets
from publisher.proof.corrections import Rect

HEAD = 24  # letters by which a page is known
_LONE = re.compile(r"(?<!\S)\w(?!\S)")


@dataclass(slots=True)
class _Blocks:
    """What stands where on a page."""

    of_sign: dict[int, Standing] = field(default_factory=dict)
    signs: dict[int, list[int]] = field(default_factory=dict)  # by the id of a Standing

    def put(self, signs: range, blocks: Sequence[Standing | None]) -> None:
        for block, pairs in groupby(zip(blocks, signs, strict=True), itemgetter(0)):
            if block:
                own = [sign for _, sign in pairs]
                self.of_sign.update(dict.fromkeys(own, block))
                self.signs.setdefault(id(block), []).extend(own)


@dataclass(slots=True)
class Charted:
    """Pages and their map. `chart` is that of just this PDF, or None."""

    sheets: Sheets
    chart: Chart | None
    _runs: dict[tuple[int, int], Run] = field(default_factory=dict)
    _known: dict[int, bool] = field(default_factory=dict)
    _blocks: dict[int, _Blocks] = field(default_factory=dict)

    def forget(self) -> None:
        """Let go of the pages that were read; each holds thousands of letters."""
        self.sheets.forget()
        self._runs.clear()
        self._blocks.clear()

    def knows(self, sheet: Sheet) -> bool:
        """Tell whether the page map speaks of this very page."""
        number = sheet.number
        if number not in self._known:
            frame = sheet.frame
            if self.chart and self.chart.measures(frame.width, frame.height):
                words = self.chart.words[number - 1 : number]
                self._known[number] = any(_opens(each, sheet) for each in words)
            else:
                self._known[number] = False
        return self._known[number]

    def label(self, sheet: Sheet) -> str:
        """Give what a page is called; "" where the map does not know it."""
        if self.chart is None or not self.knows(sheet):
            return ""
        return self.chart.labels[sheet.number - 1]

    def standing(self, sheet: Sheet, sign: int) -> Standing | None:
        """Give the block a sign stands in."""
        return self._read(sheet).of_sign.get(sign)

    def nearest(self, sheet: Sheet, rect: Rect) -> Standing | None:
        """Give the block around the middle of a rectangle, or the nearest one."""
        if self.chart is None or not self.knows(sheet):
            return None
        x, y = rect.x + rect.width / 2, rect.y + rect.height / 2
        return self.chart.nearest(sheet.number, x, y)

    def run(self, sheet: Sheet) -> Run:
        """Give the letters of a page."""
        name = sheet.number, 0
        if name not in self._runs:
            self._runs[name] = run_of(sheet, range(len(sheet.signs)))
        return self._runs[name]

    def run_of(self, sheet: Sheet, block: Standing) -> Run:
        """Give the letters of a block on a page."""
        name = sheet.number, id(block)
        if name not in self._runs:
            signs = self._read(sheet).signs.get(id(block), [])
            self._runs[name] = run_of(sheet, signs)
        return self._runs[name]

    def _read(self, sheet: Sheet) -> _Blocks:
        if sheet.number not in self._blocks:
            found = _Blocks()
            if self.chart and self.knows(sheet):
                for row in sheet.rows:
                    signs = range(row.first, row.last)
                    y = sheet.signs[row.first].middle[1]
                    across = [
                        (each[1] + each[3]) / 2
                        for each in sheet.signs[row.first : row.last]
                    ]
                    found.put(signs, self.chart.along(sheet.number, y, across))
            self._blocks[sheet.number] = found
        return self._blocks[sheet.number]


def _opens(words: str, sheet: Sheet) -> bool:
    """Tell whether a page begins with these words.

    The initial of a chapter is drawn before its title, so what stands on either side of a
    letter by itself may be apart on the page.
    """
    here = unnumbered(sheet.run[0])
    if unnumbered(letters(words))[:HEAD] in here:
        return True
    parts = [unnumbered(letters(each)) for each in _LONE.split(words)]
    return len("".join(parts)) >= HEAD // 2 and all(each in here for each in parts)
