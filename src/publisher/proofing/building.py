"""A book built at one of its revisions, on a bench of its own: what two of them differ in."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from publisher.artifacts import Manuscript, PageMap
from publisher.diagnostics import any_errors
from publisher.epubmaking import make_epub
from publisher.making import make_pdf
from publisher.means import Means
from publisher.model import Book
from publisher.orders import EPUB, PDF, Order, Say
from publisher.pipeline import check
from publisher.proof.printed import Impression
from publisher.proofing.earlier import unreadable
from publisher.proofing.revisions import export, here, revision

MM = 72 / 25.4  # pt
NOW = "."  # names the book as it lies in its folder


@dataclass(frozen=True, slots=True)
class Build:
    """A revision of a book with its files."""

    name: str
    commit: str
    book: Book
    manuscript: Manuscript
    pages: PageMap
    pdf: Path
    epub: Path | None

    def impression(self) -> Impression:
        """Open its printed pages for reading."""
        top, _, bottom, _ = (margin * MM for margin in self.book.info.print.margins)
        return Impression(self.pdf, self.pages, (top, bottom))


@contextmanager
def built(
    home: Path,
    name: str,
    means: Means,
    say: Say,
    *,
    edition: str = "",
    epub: bool = False,
) -> Iterator[Build]:
    """Build a book as it was at a revision, or as it is (`NOW`), while it is looked at.

    Raises NoRevision where there is none, or it cannot be built.
    """
    with TemporaryDirectory(prefix="publisher-") as folder:
        place, commit = home, ""
        if name != NOW:
            wanted = revision(home, name)
            commit = wanted.commit
            place = export(home, wanted, Path(folder) / "source")
        elif now := here(home):
            commit = "" if now.changed else now.commit
        shown = "the book as it is" if name == NOW else f"the book as it was at {name}"
        say(f"making {shown}")
        outcome = check(place, edition=edition, prose=False, cache=means.cache)
        made = Path(folder) / "made"
        made.mkdir()
        formats = frozenset({PDF, EPUB} if epub else {PDF})
        order = Order(formats, edition, judged=False)
        if outcome.book is not None and not any_errors(outcome.found):
            make_pdf(outcome, made, means, order, say)
            if epub and not any_errors(outcome.found):
                make_epub(outcome, made, order, say, means.cache)
        if outcome.pages is None or outcome.book is None or any_errors(outcome.found):
            raise unreadable(name if name != NOW else "present", outcome)
        assert outcome.manuscript is not None
        yield Build(
            name,
            commit,
            outcome.book,
            outcome.manuscript,
            outcome.pages,
            next(made.glob("*-print.pdf")),
            outcome.epub.path if outcome.epub else None,
        )
