"""Where the words of a paragraph are printed, in a book that was set from it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from publisher.artifacts import BlockRow
from publisher.proof.changes.wording import Paragraph
from publisher.proof.printed import Word
from publisher.proof.standing import Standing


class Locating:
    """Finds the printed words of paragraphs; those of one block are found together."""

    def __init__(self, standing: Standing, paragraphs: Iterable[Paragraph]) -> None:
        self.standing = standing
        self._inside: dict[int, list[Paragraph]] = defaultdict(list)
        self._found: dict[int, list[list[Word]]] = {}
        for each in paragraphs:
            if row := standing.row(each.span):
                self._inside[id(row)].append(each)

    def words(self, paragraph: Paragraph) -> tuple[BlockRow | None, list[list[Word]]]:
        """Give the block a paragraph is printed in, and the printed words of each token.

        A word that is divided has two parts; one that was not found has none.
        """
        row = self.standing.row(paragraph.span)
        if row is None:
            return None, []
        inside = self._inside[id(row)] or [paragraph]
        if id(row) not in self._found:
            wanted = [t.text if t.is_word else "" for p in inside for t in p.tokens]
            self._found[id(row)] = self.standing.words(row, wanted)
        begin = 0
        for each in inside:
            if each is paragraph:
                break
            begin += len(each.tokens)
        return row, self._found[id(row)][begin : begin + len(paragraph.tokens)]
