"""From a mark in a PDF to the very words of the manuscript, or the reason why not."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import PurePosixPath

from publisher.model import Heading
from publisher.proof.anchoring.anchored import Anchored, anchored
from publisher.proof.anchoring.chart import Chart, Standing
from publisher.proof.anchoring.copytext import CopyText
from publisher.proof.anchoring.letters import letters
from publisher.proof.anchoring.locating import Located, Locator
from publisher.proof.anchoring.pointing import Pointed, pointed, word_at
from publisher.proof.anchoring.runs import Run, run_of, said, texts, unnumbered
from publisher.proof.anchoring.sheets import Frame, Sheet, Sheets, Sign, stands
from publisher.proof.anchoring.stretch import Stretch, extended, with_marks
from publisher.proof.annotations import Annotation
from publisher.proof.corrections import Certainty, Place

HEAD = 24  # letters by which a page is known
_LEADING = "a number stands in front of the words; it may belong to those before"
_ON_CALL = "the mark is on the number of a note; the word is the one before it"
_TAKES_CALL = "the number of a note is struck out too: is the note to go?"
_LONE = re.compile(r"(?<!\S)\w(?!\S)")


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
    _runs: dict[object, Run] = field(default_factory=dict)
    _known: dict[int, bool] = field(default_factory=dict)
    _blocks: dict[int, dict[int, Standing]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.locator = Locator(self.copy)

    def anchor(self, mark: Annotation) -> Anchored:
        """Find what a mark means. Always gives an answer, if only that there is none."""
        sheet = self.sheets.sheet(mark.sheet)
        found = pointed(mark, sheet)
        told = self._found(sheet, found, mark)
        label = ""
        if self.chart and self._is_known(sheet):
            label = self.chart.labels[mark.sheet - 1]
        if found.beside and told.certainty is Certainty.SURE:
            told = replace(
                told,
                certainty=Certainty.UNSURE,
                doubt="the mark stands beside the text; these are the nearest words",
            )
        if mark.struck and told.certainty is Certainty.SURE:
            told = self._with_calls(told, sheet, found)
        return replace(told, page=label, boxes=mark.boxes)

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
        self.sheets.forget()
        self._runs.clear()
        self._blocks.clear()

    def _with_calls(self, told: Anchored, sheet: Sheet, found: Pointed) -> Anchored:
        """Doubt what becomes of a note whose number is struck out with the words."""
        run = self._page(sheet)
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
        rect = mark.boxes[:1]
        standing = None
        if self._is_known(sheet) and self.chart and rect:
            x, y = rect[0].x + rect[0].width / 2, rect[0].y + rect[0].height / 2
            standing = self.chart.nearest(sheet.number, x, y)
        return self._at_block(standing, "there are no words under the mark")

    def _grouped(
        self, sheet: Sheet, signs: Sequence[int]
    ) -> Iterator[tuple[Standing | None, list[int]]]:
        """Part the signs of a mark by the blocks they stand in."""
        blocks = self._standing(sheet)
        group: list[int] = []
        last: Standing | None = None
        for sign in signs:
            if not sheet.signs[sign].text.strip():
                if group:
                    group.append(sign)
                continue
            here = blocks.get(sign)
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
        stretch, doubt = self._stretched(sheet, run, located, signs)
        doubt = located.doubt or doubt
        if stretch is None:
            return self._at_block(standing, doubt or "the words cannot be told apart")
        return anchored(stretch, doubt)

    def _located(  # noqa: C901 one way after another
        self, sheet: Sheet, standing: Standing | None, signs: Sequence[int]
    ) -> tuple[Run, Located | None, Anchored]:
        """Find the letters of signs, and those beside them, in the manuscript."""
        if standing and self.chart and self.same(standing.span.path):
            run = self._run_of(sheet, standing)
            first, last = run.letter(signs[0]), run.letter(signs[-1] + 1)
            region = self.copy.region(standing.span, self.chart.behind(standing.span))
            located = self.locator.within(run.letters, first, last, region, run.calls)
            if located is not None:
                return run, located, self._at_block(standing, "")
        run = self._page(sheet)
        first, last = run.letter(signs[0]), run.letter(signs[-1] + 1)
        near = -1
        if standing and standing.span.path in self.copy.sources:
            near = self.copy.region(standing.span, None)[0]
        if standing or not self._is_known(sheet):
            located = self.locator.anywhere(run.letters, first, last, near, run.calls)
            if located is not None:
                return run, located, self._at_block(standing, "")
        if titled := self._title(sheet, signs):
            return titled
        if standing and self.same(standing.span.path):
            doubt = "these words are not in the manuscript: the publisher adds them"
            return run, None, self._at_block(standing, doubt)
        if self._is_known(sheet) and standing is None:
            doubt = "running heads, folios and lists are made by the publisher"
            return run, None, Anchored(Certainty.LOST, doubt)
        doubt = "nothing like it is in the manuscript any more"
        return run, None, Anchored(Certainty.LOST, doubt)

    def _title(
        self, sheet: Sheet, signs: Sequence[int]
    ) -> tuple[Run, Located | None, Anchored] | None:
        """Find the title that a running head or a row of the contents repeats."""
        line = next((each for each in sheet.lines if signs[0] in each), list(signs))
        own = run_of(sheet, line)
        first, last = own.letter(signs[0]), own.letter(signs[-1] + 1)
        core = own.letters.strip("0123456789ivxlc") or own.letters
        titles = [
            (number, strip.folded.find(core))
            for number, strip in enumerate(self.copy.strips)
            if isinstance(strip.node, Heading) and core and core in strip.folded
        ]
        whole = [t for t in titles if self.copy.strips[t[0]].folded == core]
        if len(whole or titles) != 1 or len(core) < 3:
            return None
        (number, shift), begin = (whole or titles)[0], own.letters.find(core)
        base = self.copy.starts[number] + shift - begin
        places = tuple(
            base + n if begin <= n < begin + len(core) else -1
            for n in range(len(own.letters))
        )
        if any(places[n] < 0 for n in range(first, last)):
            return None
        return own, Located(places, 0, len(places)), Anchored(Certainty.LOST)

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

    def _stretched(
        self, sheet: Sheet, run: Run, located: Located, signs: Sequence[int]
    ) -> tuple[Stretch | None, str]:
        """Turn letters into characters, and take in the signs at both ends."""
        first, last = run.letter(signs[0]), run.letter(signs[-1] + 1)
        known = [n for n in range(first, last) if located.place(n) >= 0]
        if not known:
            return self._signs_only(sheet, run, located, signs)
        (one, a), (two, b) = (
            self.copy.at(located.place(n)) for n in (known[0], known[-1])
        )
        begin, end = one.index(a), two.index(b)
        lead = [s for s in signs if s < run.owners[known[0]]]
        trail = [s for s in signs if s > run.owners[known[-1]]]
        told = [
            n for n in range(first, last) if located.place(n) < 0
        ]  # numbers of notes
        silent = {run.owners[n] for n in told}
        begin, whole = extended(one, begin, -1, texts(sheet, reversed(lead), silent))
        end, also = extended(two, end, 1, texts(sheet, trail, silent))
        end = with_marks(two, end)
        doubt = "" if whole and also else "the signs beside the words are others"
        doubt = doubt or (_LEADING if told[:1] == [first] else "")
        return Stretch(one, begin, end + 1, two if two is not one else None), doubt

    def _signs_only(
        self, sheet: Sheet, run: Run, located: Located, signs: Sequence[int]
    ) -> tuple[Stretch | None, str]:
        """Find signs without a letter by the letters beside them."""
        letter = run.letter(signs[0])
        own_texts = texts(sheet, signs, set())
        for start, step in ((letter - 1, 1), (letter, -1)):
            position = located.place(start)
            if position < 0:
                continue
            strip, own = self.copy.at(position)
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
        strip, own = self.copy.at(position)
        index = strip.index(own)
        own_letters = range(letter, run.letter(signs[-1] + 1))
        if own_letters and run.calls.issuperset(own_letters):
            return Stretch(strip, index, index + 1), _ON_CALL
        return Stretch(strip, index, index + 1), "the words themselves are not there"

    def _point(self, sheet: Sheet, found: Pointed) -> Anchored:
        """Anchor a point between two signs."""
        blocks = self._standing(sheet)
        visible = [n for n, s in enumerate(sheet.signs) if stands(s.text)]
        before = [n for n in visible if n < found.gap][-1:]
        after = [n for n in visible if n >= found.gap][:1]
        side = before if found.attach == "left" or not after else after
        standing = blocks.get((side or before or after)[0])
        own = [e for e in (*before, *after) if blocks.get(e) is standing]
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
        stretch, doubt = self._stretched(sheet, run, located, near)
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

    def _is_known(self, sheet: Sheet) -> bool:
        """Tell whether the page map speaks of this very page."""
        number = sheet.number
        if number not in self._known:
            words = self.chart.words[number - 1 : number] if self.chart else ()
            known = any(_opens(each, sheet) for each in words)
            self._known[number] = known
        return self._known[number]

    def _standing(self, sheet: Sheet) -> dict[int, Standing]:
        """Give for each sign the block it stands in."""
        if sheet.number not in self._blocks:
            found: dict[int, Standing] = {}
            if self.chart and self._is_known(sheet):
                shown = [number for line in sheet.lines for number in line]
                middles = (sheet.signs[number].middle for number in shown)
                owners = self.chart.around(sheet.number, middles)
                found = {n: own for n, own in zip(shown, owners, strict=True) if own}
            self._blocks[sheet.number] = found
        return self._blocks[sheet.number]

    def _run_of(self, sheet: Sheet, standing: Standing) -> Run:
        name = (sheet.number, standing)
        if name not in self._runs:
            blocks = self._standing(sheet)
            own = [n for n in range(len(sheet.signs)) if blocks.get(n) is standing]
            self._runs[name] = run_of(sheet, own)
        return self._runs[name]

    def _page(self, sheet: Sheet) -> Run:
        name = sheet.number
        if name not in self._runs:
            self._runs[name] = run_of(sheet, list(range(len(sheet.signs))))
        return self._runs[name]


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
