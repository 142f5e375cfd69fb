"""One draft, kept: the files it made, where everything is in them, what was edited."""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path, PurePosixPath

from publisher.artifacts import PageMap
from publisher.loopback import archive
from publisher.outcome import Outcome
from publisher.preview.edits import Edit, edits
from publisher.preview.places import Lines, Places, index, moved


@dataclass(frozen=True, slots=True)
class Impression:
    """The pages of the book, and its text. Impressions are numbered from 1 on.

    Pages come first: until the EPUB is made, that of an earlier impression stands beside
    them, if there was one.
    """

    number: int
    folder: Path  # holds nothing but this impression
    title: str
    direction: str  # "ltr" or "rtl"
    pdf: Path
    places: Places
    texts: Mapping[PurePosixPath, str]
    edits: Mapping[PurePosixPath, Edit]  # since the impression before
    text: int = (
        0  # number of the impression that the EPUB was made for; 0: none is there
    )
    epub: Path | None = None
    lines: Lines = field(default_factory=dict)  # of the manuscript as this one read it

    @property
    def pages(self) -> PageMap:
        """Give the page map."""
        return self.places.pages

    def throw_away(self) -> None:
        """Remove the files; a browser that still asks for them is told to ask again."""
        shutil.rmtree(self.folder, ignore_errors=True)


def take(
    outcome: Outcome, before: Impression | None, shown: Impression | None
) -> Impression | None:
    """Make an impression of what is made so far, all of which is right.

    `before` is the impression before it, `shown` what was made of the same draft after the
    step before: if other pages have taken the place of its own, they are another impression.
    Gives None as long as there are no pages.
    """
    made = [file for file in outcome.made if file.name.endswith("-screen.pdf")]
    if made and (shown is None or made[0] != shown.pdf):
        shown = _pages(outcome, made[0], shown or before)
    if shown is None:
        return None
    if outcome.epub and shown.text < shown.number:
        return _with_text(shown, outcome.epub.path, outcome.epub.lines)
    return shown


def _pages(outcome: Outcome, pdf: Path, before: Impression | None) -> Impression:
    """Show new pages, beside them the text there was, and its lines where they are now."""
    assert outcome.manuscript is not None
    assert outcome.pages is not None
    shown = Impression(
        number=before.number + 1 if before else 1,
        folder=pdf.parent,
        title=outcome.manuscript.info.title,
        direction=outcome.manuscript.info.dir,
        pdf=pdf,
        places=index(outcome.pages),
        texts=outcome.texts,
        edits=edits(before.texts, outcome.texts) if before else {},
    )
    if before is None or before.epub is None:
        return shown
    copy = Path(shutil.copy(before.epub, pdf.with_name("before.epub")))
    lines = moved(before.lines, shown.edits)
    return replace(_with_text(shown, copy, lines), text=before.text)


def _with_text(shown: Impression, epub: Path, lines: Lines) -> Impression:
    places = shown.places.beside(lines, archive.names(epub))
    return replace(shown, text=shown.number, epub=epub, lines=lines, places=places)
