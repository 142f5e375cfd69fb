"""Changes since an earlier revision on the pages of a proof: bars, tints, carets, lost words."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from publisher.artifacts import BlockRow
from publisher.marginalia import (
    Bar,
    Caret,
    Kind,
    Listed,
    Mark,
    ProofPage,
    Section,
    Underline,
)
from publisher.proof.changes import Change, Edit, Paragraph, said
from publisher.proof.changes.locating import Locating
from publisher.proof.marked.findings import place
from publisher.proof.printed import Word
from publisher.proof.standing import Standing

_ABOVE, _BELOW = 8.6, 3.2  # pt from a baseline to the ends of a bar
_MOST = 40  # words that the list quotes of a paragraph


@dataclass(slots=True)
class Changes:
    """Puts changes on the pages of a proof."""

    standing: Standing
    made: Sequence[ProofPage]
    locating: Locating

    def draw(self, change: Change) -> tuple[int, float]:
        """Draw one change; say on which page, and at which baseline, it begins."""
        if change.after is None:
            return self._gone(change)
        row, words = self.locating.words(change.after)
        if row is None:
            return 0, 0.0
        if change.before is None or change.moved:
            page, y = self.standing.top(row)
            note = "moved here" if change.moved else "new"
            self.made[page - 1].marks.append(Mark(Kind.CHANGE, y, note))
            self._bar([word for parts in words for word in parts])
        begins = [self._edit(change, edit, row, words) for edit in change.edits]
        return begins[0] if begins else self.standing.top(row)

    def _gone(self, change: Change) -> tuple[int, float]:
        """Show a paragraph that went: above the one that follows it now, or behind the last.

        What ended a chapter is not shown at the title of the next.
        """
        assert change.before is not None
        place = self._above(change) or self._behind(change)
        if place is None:
            return 0, 0.0
        page, x, y = place
        made = self.made[page - 1]
        made.carets.append(Caret(x, y))
        made.bars.append(Bar(y - _ABOVE, y - _ABOVE + 4))
        made.marks.append(Mark(Kind.LOST, y - 0.1, f"¶ {change.before.words}"))
        return page, y

    def _above(self, change: Change) -> tuple[int, float, float] | None:
        assert change.before is not None
        after = change.next
        if after is None or after.unit != change.before.unit:
            return None
        row = self.standing.row(after.span)
        if row is None:
            return None
        page, y = self.standing.top(row)
        return page, row.boxes[0].x - 5, y

    def _behind(self, change: Change) -> tuple[int, float, float] | None:
        if change.last is None:
            return None
        _, words = self.locating.words(change.last)
        end = next((parts[-1] for parts in reversed(words) if parts), None)
        return (end.page, end.right + 3, end.y) if end else None

    def _edit(
        self, change: Change, edit: Edit, row: BlockRow, words: list[list[Word]]
    ) -> tuple[int, float]:
        """Show words that came on a tint, those that went at a caret."""
        assert change.before is not None
        came = [word for parts in words[slice(*edit.new)] for word in parts]
        for word in came:
            under = Underline(Kind.CHANGE, word.x, word.y, word.width)
            self.made[word.page - 1].underlines.append(under)
        page, x, y = self._at(edit, row, words, came)
        self._bar(came or [Word("", page, x, 0, y)])
        gone = change.before.tokens[slice(*edit.old)]
        if gone:
            self.made[page - 1].carets.append(Caret(x, y))
            self.made[page - 1].marks.append(Mark(Kind.LOST, y, said(gone)))
        elif not came:
            self.made[page - 1].marks.append(Mark(Kind.CHANGE, y, "a note was added"))
        return page, y

    def _at(
        self, edit: Edit, row: BlockRow, words: list[list[Word]], came: list[Word]
    ) -> tuple[int, float, float]:
        """Find the place of an edit: before its new words, or between two others."""
        if came:
            return came[0].page, came[0].x - 0.8, came[0].y
        for parts in words[edit.new[1] : edit.new[1] + 2]:
            if parts:
                return parts[0].page, parts[0].x - 1.2, parts[0].y
        for parts in reversed(words[: edit.new[0]]):
            if parts:
                return parts[-1].page, parts[-1].right + 1.2, parts[-1].y
        page, y = self.standing.top(row)
        return page, row.boxes[0].x, y

    def _bar(self, words: Iterable[Word]) -> None:
        """Draw bars beside the lines of words; lines that follow have one together."""
        lines: dict[int, set[float]] = defaultdict(set)
        for word in words:
            lines[word.page].add(word.y)
        for page, heights in lines.items():
            bars = self.made[page - 1].bars
            for y in sorted(heights):
                bar = Bar(y - _ABOVE, y + _BELOW)
                if bars and 0 <= bar.top - bars[-1].bottom < 6:
                    bars[-1] = Bar(bars[-1].top, bar.bottom)
                elif not bars or bars[-1].bottom < bar.bottom:
                    bars.append(bar)


def show_changes(
    changes: Sequence[Change],
    paragraphs: Iterable[Paragraph],
    standing: Standing,
    made: Sequence[ProofPage],
    since: str,
) -> Section:
    """Show all changes on the pages of a proof, and list them."""
    drawing = Changes(standing, made, Locating(standing, paragraphs))
    labels = [row.label for row in standing.pages.pages]
    rows = []
    for number, change in enumerate(changes, 1):
        page, y = drawing.draw(change)
        line = standing.impression.line(page, y) if page else 0
        known = change.after or change.before
        assert known is not None
        where = place(page, line, labels, known.span)
        if change.after is None:  # its line is that of the earlier file
            where = where.replace(" · ", " · it was ", 1)
        rows.append(_listed(number, change, page, where))
    empty = f"Nothing in the text has changed since {since}."
    return Section(f"Changes since {since}", tuple(rows), empty)


def _listed(number: int, change: Change, page: int, where: str) -> Listed:
    """Say a change in words."""
    if change.before is None:
        assert change.after is not None
        title, words = "New paragraph", _quoted(change.after.words)
    elif change.after is None:
        title, words = "Paragraph taken out", _quoted(change.before.words)
    else:
        title = "Moved here" if change.moved else "Changed"
        words = "; ".join(told(change.before, change.after, e) for e in change.edits)
        words = words or _quoted(change.after.words)
    return Listed(str(number), title, words, page=page, place=where)


def told(before: Paragraph, after: Paragraph, edit: Edit) -> str:
    """Say an edit in words: “teh” → “the”."""
    gone = said(before.tokens[slice(*edit.old)])
    came = said(after.tokens[slice(*edit.new)])
    if not gone:
        return f"+ “{came}”"
    return f"“{gone}” → “{came}”" if came else f"− “{gone}”"


def _quoted(words: str) -> str:
    parts = words.split()
    return f"“{' '.join(parts[:_MOST])}{' …' if len(parts) > _MOST else ''}”"
