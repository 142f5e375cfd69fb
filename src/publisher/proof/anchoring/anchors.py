"""From a mark in a PDF to the very words of the manuscript, or the reason why not."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import PurePosixPath

from publisher.proof.anchoring.anchored import Anchored, anchored
from publisher.proof.anchoring.chart import Chart, Standing
from publisher.proof.anchoring.charted import Charted
from publisher.proof.anchoring.copytext import CopyText
from publisher.proof.anchoring.locating import Located, Locator
from publisher.proof.anchoring.pointing import Pointed, pointed, word_at
from publisher.proof.anchoring.runs import Run, said
from publisher.proof.anchoring.sheets import Sheet, Sheets
from publisher.proof.anchoring.signs import Frame, Sign
from publisher.proof.anchoring.stretch import Stretch
from publisher.proof.anchoring.titles import title
from publisher.proof.anchoring.wording import stretched
from publisher.proof.annotations import Annotation
from publisher.proof.corrections import Certainty, Place

_TAKES_CALL = "the number of a note is struck out too: is the note to go?"


@dataclass(slots=True)
class Anchors:
    """Anchors the marks of one PDF.

    `chart` is the page map of just this PDF, if there is one; `same` tells of a file of
    the manuscript whether it is still as it was when the pages were made.
    """

    copy: CopyText
    sheets: Sheets
    chart: Chart | None = None
    same: Callable[[PurePosixPath], bool] = lambda _: False
    locator: Locator = field(init=False)
    pages: Charted = field(init=False)

    def __post_init__(self) -> None:
        self.locator = Locator(self.copy)
        self.pages = Charted(self.sheets, self.chart)

    def anchor(self, mark: Annotation) -> Anchored:
        """Find what a mark means. Always gives an answer, if only that there is none."""
        sheet = self.sheets.sheet(mark.sheet)
        found = pointed(mark, sheet)
        told = self._found(sheet, found, mark)
        if found.beside and told.certainty is Certainty.SURE:
            told = replace(
                told,
                certainty=Certainty.UNSURE,
                doubt="the mark stands beside the text; these are the nearest words",
            )
        if mark.struck and told.certainty is Certainty.SURE:
            told = self._with_calls(told, sheet, found)
        return replace(told, page=self.pages.label(sheet), boxes=mark.boxes)

    def said(self, before: str, words: str, after: str) -> Anchored:
        """Find words that no page has, by themselves and by what is around them."""
        told, first = f"{before}{words}{after}", len(before)
        signs = [Sign(each, n, 0, n + 1, 1, 1) for n, each in enumerate(told)]
        kept = [n for n in range(first, first + len(words)) if told[n].strip()]
        if not kept:
            return Anchored(Certainty.LOST, "there are no words")
        alone = Anchors(self.copy, self.sheets)
        alone.locator = self.locator
        return alone._group(Sheet(0, Frame(0, 0, 0, 0), signs), None, kept)

    def forget(self) -> None:
        """Let go of the pages that were read; each holds thousands of letters."""
        self.pages.forget()

    def _with_calls(self, told: Anchored, sheet: Sheet, found: Pointed) -> Anchored:
        """Doubt what becomes of a note whose number is struck out with the words."""
        run = self.pages.run(sheet)
        calls = {run.owners[letter] for letter in run.calls}
        if calls.isdisjoint(found.signs):
            return told
        return replace(told, certainty=Certainty.UNSURE, doubt=_TAKES_CALL)

    def _found(self, sheet: Sheet, found: Pointed, mark: Annotation) -> Anchored:
        if found.gap >= 0:
            return self._point(sheet, found)
        if not found.signs:
            return self._wordless(sheet, mark)
        printed = said(sheet, found.signs)
        groups = list(self._grouped(sheet, found.signs))
        first = self._group(sheet, *groups[0])
        if len(groups) > 1 and first.certainty is not Certainty.LOST:
            first = self._joined(sheet, first, groups)
        return replace(first, printed=printed)

    def _wordless(self, sheet: Sheet, mark: Annotation) -> Anchored:
        """Answer for a mark without words near it: a picture, or an empty page."""
        standing = self.pages.nearest(sheet, mark.boxes[0]) if mark.boxes else None
        return self._at_block(standing, "there are no words under the mark")

    def _grouped(
        self, sheet: Sheet, signs: Sequence[int]
    ) -> Iterator[tuple[Standing | None, list[int]]]:
        """Part the signs of a mark by the blocks they stand in."""
        group: list[int] = []
        last: Standing | None = None
        for sign in signs:
            if not sheet.signs[sign].text.strip():
                if group:
                    group.append(sign)
                continue
            here = self.pages.standing(sheet, sign)
            if group and here is not last:
                yield last, group
                group = []
            group.append(sign)
            last = here
        if group:
            yield last, group

    def _group(
        self, sheet: Sheet, standing: Standing | None, signs: list[int]
    ) -> Anchored:
        """Anchor signs that stand in one block."""
        run, located, lone = self._located(sheet, standing, signs)
        if located is None:
            return lone
        stretch, doubt = stretched(self.copy, sheet, run, located, signs)
        doubt = located.doubt or doubt
        if stretch is None:
            return self._at_block(standing, doubt or "the words cannot be told apart")
        return anchored(stretch, doubt)

    def _located(  # noqa: C901 one way after another
        self, sheet: Sheet, standing: Standing | None, signs: Sequence[int]
    ) -> tuple[Run, Located | None, Anchored]:
        """Find the letters of signs, and those beside them, in the manuscript."""
        if standing and self.chart and self.same(standing.span.path):
            run = self.pages.run_of(sheet, standing)
            first, last = run.letter(signs[0]), run.letter(signs[-1] + 1)
            region = self.copy.region(standing.span, self.chart.behind(standing.span))
            located = self.locator.within(run.letters, first, last, region, run.calls)
            if located is not None:
                return run, located, self._at_block(standing, "")
        run = self.pages.run(sheet)
        first, last = run.letter(signs[0]), run.letter(signs[-1] + 1)
        near = -1
        if standing and standing.span.path in self.copy.sources:
            near = self.copy.region(standing.span, None)[0]
        if standing or not self.pages.knows(sheet):
            located = self.locator.anywhere(run.letters, first, last, near, run.calls)
            if located is not None:
                return run, located, self._at_block(standing, "")
        if titled := title(self.copy, sheet, signs):
            return *titled, Anchored(Certainty.LOST)
        if standing and self.same(standing.span.path):
            doubt = "these words are not in the manuscript: the publisher adds them"
            return run, None, self._at_block(standing, doubt)
        if self.pages.knows(sheet) and standing is None:
            doubt = (
                "running heads, folios and lists are made by the publisher, "
                "title pages of what book.yaml says"
            )
            return run, None, Anchored(Certainty.LOST, doubt)
        doubt = "nothing like it is in the manuscript any more"
        return run, None, Anchored(Certainty.LOST, doubt)

    def _joined(
        self,
        sheet: Sheet,
        first: Anchored,
        groups: Sequence[tuple[Standing | None, list[int]]],
    ) -> Anchored:
        """Let a mark over several blocks end where the last of them does."""
        others = [self._group(sheet, *group) for group in groups[1:]]
        doubts = [first.doubt, *(each.doubt for each in others)]
        quotes = [first.quote, *(each.quote for each in others)]
        place, last = first.place, others[-1]
        if place and last.place and last.place.path == place.path:
            end = (last.place.end_line, last.place.end_column)
            if end > (place.line, place.column):
                place = replace(place, end_line=end[0], end_column=end[1])
        doubt = next(filter(None, doubts), "")
        return replace(
            first,
            place=place,
            quote="\n".join(filter(None, quotes)),
            after=last.after,
            doubt=doubt,
            certainty=Certainty.UNSURE if doubt else first.certainty,
        )

    def _point(self, sheet: Sheet, found: Pointed) -> Anchored:
        """Anchor a point between two signs."""
        behind = bisect_left(sheet.visible, found.gap)
        before = sheet.visible[max(0, behind - 1) : behind]
        after = sheet.visible[behind : behind + 1]
        side = before if found.attach == "left" or not after else after
        standing = self.pages.standing(sheet, (side or before or after)[0])
        own = [
            each
            for each in (*before, *after)
            if self.pages.standing(sheet, each) is standing
        ]
        if before and after and own == before:
            side = before
        near = before if side == before else after
        run, located, lone = self._located(sheet, standing, near)
        word = word_at(sheet, near[0])
        if (located is None or located.doubt) and word[
            0 if near is after else -1
        ] == near[0]:
            near[:] = word  # beside a whole word: that is more than a letter
            run, located, lone = self._located(sheet, standing, near)
        if located is None:
            return lone
        stretch, doubt = stretched(self.copy, sheet, run, located, near)
        if stretch is None:
            return self._at_block(standing, doubt)
        index = stretch.last if near is before else stretch.first
        strip = stretch.end or stretch.strip if near is before else stretch.strip
        point = Stretch(strip, index, index)
        doubt = located.doubt or doubt
        return replace(anchored(point, doubt), attach=found.attach)

    def _at_block(self, standing: Standing | None, doubt: str) -> Anchored:
        """Point at a block as a whole, where its words cannot be told."""
        if standing is None or not self.same(standing.span.path):
            return Anchored(Certainty.LOST, doubt)
        span = standing.span
        place = Place(str(span.path), span.line, span.column)
        return Anchored(Certainty.UNSURE, doubt, place)
