"""One good build, kept: the files it made, where everything is in them, what was edited."""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from publisher.artifacts import Artifact, PageMap
from publisher.loopback import archive
from publisher.outcome import Outcome
from publisher.preview.edits import Edit, edits
from publisher.preview.places import Places, index


@dataclass(frozen=True, slots=True)
class Impression:
    """A good build of the book. Impressions are numbered from 1 as long as a preview runs."""

    number: int
    folder: Path  # holds nothing but this impression
    title: str
    direction: str  # "ltr" or "rtl"
    pdf: Path
    epub: Path
    artifact: Artifact  # the EPUB as the pipeline knew it: which line is from where
    places: Places
    texts: Mapping[PurePosixPath, str]
    edits: Mapping[PurePosixPath, Edit]  # since the impression before

    @property
    def pages(self) -> PageMap:
        """Give the page map."""
        return self.places.pages

    def throw_away(self) -> None:
        """Remove the files; a browser that still asks for them is told to ask again."""
        shutil.rmtree(self.folder, ignore_errors=True)


def take(
    outcome: Outcome, number: int, folder: Path, before: Impression | None
) -> Impression | None:
    """Copy what a build made into an empty folder, so that the next one may replace it.

    Gives None where the build made nothing to show: something is wrong with the book.
    Gives the impression before where the build found that nothing had changed since.
    """
    made = {_ending(file): file for file in outcome.made}
    if not {"-screen.pdf", ".epub"} <= made.keys():
        return None
    if before and outcome.pages is None:
        return before
    assert outcome.manuscript is not None
    assert outcome.pages is not None
    assert outcome.epub is not None
    folder.mkdir()
    pdf = Path(shutil.copy(made["-screen.pdf"], folder / "pages.pdf"))
    epub = Path(shutil.copy(made[".epub"], folder / "text.epub"))
    return Impression(
        number=number,
        folder=folder,
        title=outcome.manuscript.info.title,
        direction=outcome.manuscript.info.dir,
        pdf=pdf,
        epub=epub,
        artifact=outcome.epub,
        places=index(outcome.pages, outcome.epub, archive.names(epub)),
        texts=outcome.texts,
        edits=edits(before.texts, outcome.texts) if before else {},
    )


def _ending(file: Path) -> str:
    return "-screen.pdf" if file.name.endswith("-screen.pdf") else file.suffix
