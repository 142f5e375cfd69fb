"""The stages in order. The only module that knows them all.

    load → parse → resolve → check → render → layout → package → check → dist/

A build reads and judges everything before it writes anything. Finished files are made
on a bench beside their place, checked there, and put in `dist/` together, only if
nothing is wrong with any of them: what was there before stays whole until then.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path, PurePosixPath
from typing import TypeVar

from publisher import rules, shelf
from publisher.artifacts import Artifact, Manuscript, PageMap, PrintBook
from publisher.check.book import check_book
from publisher.check.epub import check_epub
from publisher.check.fidelity import (
    book_is_whole,
    epub_is_whole,
    markup_is_whole,
    pdf_is_whole,
)
from publisher.check.glyphs import missing_glyphs, uncovered
from publisher.check.paper import zones
from publisher.check.pdf import check_pdf
from publisher.diagnostics import Diagnostic, Severity, Span, any_errors
from publisher.layout import LaidOut, draw, lay_out, write_pages
from publisher.load import load
from publisher.load import shown as texts_shown
from publisher.model import Book, Chapter
from publisher.package.epub import package_epub
from publisher.package.pdf import package_pdf
from publisher.parse import parse
from publisher.render import paged, render_epub, render_print
from publisher.resolve import resolve

T = TypeVar("T")
Say = Callable[[str], None]

EPUB, PDF = "epub", "pdf"
FORMATS = frozenset({EPUB, PDF})
ENDINGS = (".epub", "-print.pdf", "-screen.pdf", "pages.json")

ROUNDS = 8  # layouts until page references must agree with themselves
PATIENCE = 3  # rounds after which a reference that showed its page keeps it


@dataclass(slots=True)
class Outcome:
    """What a run found and made."""

    found: list[Diagnostic] = field(default_factory=list)
    texts: Mapping[PurePosixPath, str] = field(default_factory=dict)
    made: list[Path] = field(default_factory=list)
    manuscript: Manuscript | None = None
    book: Book | None = None
    pages: PageMap | None = None

    def keep(self, stage: tuple[T, list[Diagnostic]]) -> T:
        """Take a stage's findings, and hand on its value."""
        value, found = stage
        self.add(found)
        return value

    def add(self, found: list[Diagnostic]) -> None:
        """Take findings, as severe as the book says they are."""
        judged = self.manuscript.info.rules if self.manuscript else {}
        for each in found:
            severity = judged.get(each.code, each.severity)
            if severity is not None:
                self.found.append(replace(each, severity=severity))

    def failed(self, *, strict: bool) -> bool:
        """Tell whether the book is wrong; under `strict`, whether it is suspect."""
        grave = {Severity.ERROR, Severity.WARNING} if strict else {Severity.ERROR}
        return any(each.severity in grave for each in self.found)


def quiet(words: str) -> None:
    """Say nothing of the progress."""


def check(home: Path, *, edition: str = "", say: Say = quiet) -> Outcome:
    """Read a book and say everything that is wrong with it; make nothing."""
    outcome = Outcome()
    say("reading the manuscript")
    manuscript = outcome.keep(load(home, house_styles()))
    if manuscript is None:
        outcome.texts = texts_shown(home, outcome.found)
        return outcome
    outcome.manuscript, outcome.texts = manuscript, manuscript.texts
    outcome.found, early = [], outcome.found
    outcome.add(early)
    chapters = _parsed(manuscript, outcome)
    book = outcome.keep(resolve(manuscript.info, chapters, edition))
    outcome.book = book
    outcome.add(check_book(book, manuscript.assets, manuscript.unreadable))
    outcome.add(missing_glyphs(book, manuscript.fonts, manuscript.texts))
    if not any_errors(outcome.found):
        outcome.add(book_is_whole(chapters, book))
    return outcome


def build(
    home: Path,
    out: Path,
    *,
    formats: frozenset[str] = FORMATS,
    edition: str = "",
    strict: bool = False,
    say: Say = quiet,
) -> Outcome:
    """Make the book in `out`: all files asked for, or, where anything is wrong, none."""
    outcome = check(home, edition=edition, say=say)
    if outcome.book is None or outcome.failed(strict=strict):
        return outcome
    try:
        with shelf.bench(out) as made:
            _make(outcome, made, formats, strict=strict, say=say)
            if not outcome.failed(strict=strict):
                outcome.made = shelf.put(made, out)
    except OSError as problem:
        outcome.add([_unwritable(out, problem)])
    return outcome


def clean(out: Path) -> list[Path]:
    """Remove the files that builds made in `out`; list them."""
    return shelf.clear(out, ENDINGS)


def house_styles() -> Path:
    """Find the publisher's own style sheets: in the package, or in its checkout."""
    inside = Path(__file__).parent / "styles"
    return inside if inside.is_dir() else Path(__file__).parents[2] / "styles"


def _parsed(
    manuscript: Manuscript, outcome: Outcome
) -> Mapping[PurePosixPath, Chapter]:
    kinds = manuscript.info.kinds.keys()
    return {
        source.path: outcome.keep(parse(source, manuscript.included, kinds))
        for source in manuscript.sources
    }


def _make(
    outcome: Outcome, made: Path, formats: frozenset[str], *, strict: bool, say: Say
) -> None:
    """Make and check the files, the printed ones first; stop where something is wrong."""
    book, manuscript = outcome.book, outcome.manuscript
    assert book is not None
    assert manuscript is not None
    if PDF in formats:
        _make_pdf(book, manuscript, outcome, made, say)
    if EPUB in formats and not outcome.failed(strict=strict):
        _make_epub(book, manuscript, outcome, made, strict=strict, say=say)


def _make_pdf(
    book: Book, manuscript: Manuscript, outcome: Outcome, made: Path, say: Say
) -> None:
    laid = outcome.keep(_settled(book, manuscript, say))
    outcome.pages = laid.map
    outcome.add(markup_is_whole(laid.book, book))
    say(f"drawing {len(laid.map.pages):,} pages")
    fragment = outcome.keep(draw(laid))
    files = outcome.keep(package_pdf(fragment, laid.map, book.info, made))
    (made / "pages.json").write_bytes(write_pages(laid.map))
    say("reading the pages back")
    blank = uncovered("".join(manuscript.texts.values()), manuscript.fonts)
    where = zones(laid.map, book.info.print)
    for file in files:
        outcome.add(check_pdf(file, laid.map))
        outcome.add(pdf_is_whole(file.path, laid.units, where, blank))


def _settled(
    book: Book, manuscript: Manuscript, say: Say
) -> tuple[LaidOut, list[Diagnostic]]:
    """Lay the book out until its page references say where things are.

    A reference may drop its page when its target comes near, which can move the target
    away again. So from PATIENCE rounds on what has once shown its page keeps it: every
    round then adds to a finite set, or changes digits only, and ROUNDS is the end.
    """
    styles = manuscript.styles.get("print", ())
    shown: frozenset[str] = frozenset()
    pages: PageMap | None = None
    laid: LaidOut | None = None
    found: list[Diagnostic] = []
    for number in range(1, ROUNDS + 1):
        markup = render_print(book, pages, shown, styles)
        if laid is not None and markup == laid.book:
            return laid, found
        say(f"setting the pages, round {number}")
        laid, found = lay_out(markup, manuscript.assets, manuscript.fonts, laid)
        pages = laid.map
        if number >= PATIENCE:
            shown |= paged(book, pages, shown)
    assert laid is not None
    return laid, [
        *found,
        _unsettled(book, laid.book, render_print(book, pages, shown, styles)),
    ]


def _unsettled(book: Book, last: PrintBook, wanted: PrintBook) -> Diagnostic:
    changed = [
        unit.id
        for unit, other in zip(last.units, wanted.units, strict=True)
        if unit != other
    ]
    return rules.NOT_SETTLED.at(
        book.info.span,
        f"page numbers still changed after {ROUNDS} layouts, in {', '.join(changed)}",
        hint="a page break or a reworded reference near the pages concerned settles it",
    )


def _make_epub(
    book: Book,
    manuscript: Manuscript,
    outcome: Outcome,
    made: Path,
    *,
    strict: bool,
    say: Say,
) -> None:
    say("making the EPUB")
    styles = manuscript.styles.get(EPUB, ())
    pages = render_epub(book, manuscript.assets, styles, manuscript.fonts)
    target = made / f"{book.info.slug}.epub"
    artifact: Artifact | None = outcome.keep(
        package_epub(pages, manuscript.assets, manuscript.fonts, target)
    )
    if artifact:
        say("checking the EPUB")
        outcome.add(epub_is_whole(artifact.path, book))
        outcome.add(check_epub(artifact, strict=strict))


def _unwritable(out: Path, problem: OSError) -> Diagnostic:
    return rules.CANNOT_WRITE.at(
        Span(PurePosixPath(out.name), 1),
        f"the finished files could not be written: {problem.strerror or problem}",
        hint="make room, or choose another folder with --out",
    )
