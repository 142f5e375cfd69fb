"""Two PDF files of a book that nobody has the source of: their pages, and the words of these."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from difflib import SequenceMatcher
from pathlib import Path

import pypdfium2

from publisher.artifacts import PageMap, PageRow, Side
from publisher.proof.diff import Fate, TextChange
from publisher.proof.diff.pictures import Drawing
from publisher.proof.printed import Impression
from publisher.proofing.revisions import NoRevision

_AROUND = 6  # words before and behind a change that are quoted
_HUGE = 8000  # words of a run in which frequent ones are passed over, to save time
_HYPHEN = re.compile(r"(?<=\w)[-\u00ad\u2010]$")


@dataclass(frozen=True, slots=True)
class Opened:
    """A PDF file, its pages known from itself alone."""

    pages: PageMap
    impression: Impression


@contextmanager
def opened(file: Path) -> Iterator[Opened]:
    """Open a PDF for comparing. Raises NoRevision where there is none that can be read."""
    if not file.is_file():
        raise NoRevision(f"there is no file {file}")
    try:
        drawing = Drawing(file)
    except pypdfium2.PdfiumError as problem:
        raise NoRevision(
            f"{file} cannot be read: {_plainly(str(problem))}"
        ) from problem
    if not len(drawing):
        raise NoRevision(f"{file} has no pages")
    width, height = drawing.size(1)
    labels = _labels(file, len(drawing))
    rows = tuple(
        PageRow(
            index,
            labels[index - 1] if labels else drawing.label(index),
            Side.RECTO if index % 2 else Side.VERSO,
            blank=False,
            folio=True,
            unit="",
            first=None,
            offset=0,
            words="",
        )
        for index in range(1, len(drawing) + 1)
    )
    drawing.close()
    pages = PageMap(width, height, rows, (), (), {})
    impression = Impression(file, pages, (0.0, 0.0))
    try:
        yield Opened(pages, impression)
    finally:
        impression.close()


def _labels(file: Path, count: int) -> list[str]:
    """Take what pages are called from the page map beside a file that does not say it."""
    try:
        pages = json.loads(file.with_name("pages.json").read_bytes())["pages"]
        labels = [str(row["label"]) for row in pages]
    except (OSError, ValueError, LookupError, TypeError):
        return []
    return labels if len(labels) == count else []


def _plainly(problem: str) -> str:
    if "assword" in problem:
        return "it is locked with a password"
    return "it is damaged, or no PDF"


def text_changes(
    run: Sequence[Fate], old: Impression, new: Impression
) -> Iterator[TextChange]:
    """Compare the words of pages that follow each other."""
    before = _words(old, [each.before.index for each in run if each.before])
    after = _words(new, [each.after.index for each in run if each.after])
    ours, theirs = [word for word, _ in before], [word for word, _ in after]
    matcher = SequenceMatcher(None, ours, theirs, autojunk=len(theirs) > _HUGE)
    for tag, a, b, c, d in matcher.get_opcodes():
        if tag == "equal":
            continue
        parts = [
            ("", " ".join(theirs[max(0, c - _AROUND) : c])),
            ("del", " ".join(ours[a:b])),
            ("ins", " ".join(theirs[c:d])),
            ("", " ".join(theirs[d : d + _AROUND])),
        ]
        pages = _at(before, a), _at(after, c)
        yield TextChange("changed", tuple(p for p in parts if p[1]), pages)


def _at(words: Sequence[tuple[str, str]], index: int) -> str:
    return words[min(index, len(words) - 1)][1] if words else ""


def _words(impression: Impression, pages: Sequence[int]) -> list[tuple[str, str]]:
    """Give the words of pages with the pages they begin on; divided ones are joined.

    The number of the page is left out: it is no word of the text.
    """
    found: list[tuple[str, str]] = []
    divided = False
    for page in pages:
        label = impression.pages.pages[page - 1].label
        for line in impression.lines(page):
            for word in line.words:
                if word.text == label:
                    continue
                if divided and found:
                    before, at = found.pop()
                    found.append((_HYPHEN.sub("", before) + word.text, at))
                else:
                    found.append((word.text, label))
                divided = False
            divided = bool(line.words and _HYPHEN.search(line.words[-1].text))
    return found
