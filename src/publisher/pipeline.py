"""The stages in order. The only module that knows them all.

    load → parse → resolve → check → render → layout → package → check → dist/

A build reads and judges everything before it writes anything. Finished files are made
on a bench beside their place, checked there, and put in `dist/` together, only if
nothing is wrong with any of them: what was there before stays whole until then.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, TypeAlias

from publisher import filing, records, reports, rules, shelf
from publisher.artifacts import Artifact, Manuscript, PrintBook
from publisher.binding import bound
from publisher.cache import Cache, fingerprint
from publisher.check.ace import check_ace
from publisher.check.book import check_book
from publisher.check.epub import check_epub, own_checks
from publisher.check.fidelity import (
    book_is_whole,
    epub_is_whole,
    markup_is_whole,
    pdf_is_whole,
)
from publisher.check.finished import as_made
from publisher.check.glyphs import missing_glyphs, uncovered
from publisher.check.graph import check_graph
from publisher.check.holdings import held
from publisher.check.paper import zones
from publisher.check.pdf import check_pdf
from publisher.check.press import preflight
from publisher.check.sheets import Memory, same_ink, same_words
from publisher.check.shops import unsuitable
from publisher.covering import make_cover
from publisher.diagnostics import Diagnostic, Span, any_errors
from publisher.excuses import excuses
from publisher.graph.weaving import weave
from publisher.layout import LaidOut, Press, lay_out, write_pages
from publisher.load import load
from publisher.load import shown as texts_shown
from publisher.load.readers import for_readers
from publisher.means import Means
from publisher.model import Book, Chapter
from publisher.outcome import Outcome
from publisher.package.epub import package_epub
from publisher.package.epub.archive import moment
from publisher.package.pdf import package_pdf
from publisher.package.plainly import package_plainly
from publisher.package.press import PressRun, make_press
from publisher.parse import parse
from publisher.passages import passages
from publisher.proof.prose.kept import kept_notes
from publisher.render import render_epub, render_print, with_accessibility
from publisher.resolve import resolve
from publisher.tools import has_epubcheck
from publisher.tree import plain

if TYPE_CHECKING:
    from publisher.layout.plain import Plain

Say = Callable[[str], None]
InPages: TypeAlias = "LaidOut | Plain"
Engine: TypeAlias = "Callable[[PrintBook], tuple[InPages | None, list[Diagnostic]]]"
"""Sets a book in pages."""

EPUB, PDF = "epub", "pdf"
FORMATS = frozenset({EPUB, PDF})
PRESS, SCREEN = "press", "screen"
PURPOSES = ("", PRESS, SCREEN)
CHAPTERS, PLAIN = "chapters", "plain"
ENGINES = (CHAPTERS, PLAIN)
ENDINGS = (
    ".epub",
    "-cover.pdf",
    "-cover.jpg",
    "-print.pdf",
    "-screen.pdf",
    "pages.json",
    *reports.NAMES,
)

BOTH = 2  # PDF files


def quiet(words: str) -> None:
    """Say nothing of the progress."""


def check(
    home: Path,
    *,
    edition: str = "",
    say: Say = quiet,
    cache: Cache | None = None,
    prose: bool = True,
) -> Outcome:
    """Read a book and say everything that is wrong with it; make nothing.

    Without `prose` it is not read as a proofreader would, which takes a while.
    """
    outcome = Outcome()
    say("reading the manuscript")
    manuscript = outcome.keep(load(home, house_styles()))
    if manuscript is None:
        outcome.texts = texts_shown(home, outcome.found)
        outcome.files = len(outcome.texts)
        return outcome
    outcome.manuscript, outcome.texts = manuscript, manuscript.texts
    outcome.files = len(manuscript.texts)
    outcome.found, early = [], outcome.found
    chapters = _parsed(manuscript, early)
    outcome.titles = _titles(chapters)
    outcome.excuses, bad = excuses(chapters.values(), manuscript.info.rules)
    outcome.add([*early, *bad])
    book = outcome.keep(resolve(manuscript.info, chapters, edition))
    outcome.book = book
    manuscript = outcome.manuscript = _as_edition(manuscript, book)
    outcome.add(check_book(book, manuscript.assets, manuscript.unreadable))
    read = tuple(passages(book))
    outcome.graph = weave(book, manuscript, read)
    outcome.add(check_graph(outcome.graph, book, read))
    outcome.add(missing_glyphs(book, manuscript.fonts, manuscript.texts))
    if not any_errors(outcome.found):
        outcome.add(book_is_whole(chapters, book))
    if prose:
        texts, words = manuscript.texts, manuscript.vocabulary
        outcome.add_on_prose(kept_notes(cache, book, read, texts, words))
    if not edition:  # one may leave out the passage that an excuse is for
        families = "LPRCT" if prose else "LPRC"
        outcome.add(outcome.excuses.unused(families))
    return outcome


def _as_edition(manuscript: Manuscript, book: Book) -> Manuscript:
    """Give an edition's files its name and number, and its own title if it has one.

    A file bears the title that book.yaml gives it, letter for letter; on the pages it is
    set like any other text.
    """
    info = replace(
        manuscript.info,
        slug=book.info.slug,
        identifiers=book.info.identifiers,
        title=book.info.title if book.edition else manuscript.info.title,
    )
    return replace(manuscript, info=info)


def judge(
    home: Path,
    *,
    edition: str = "",
    full: bool = False,
    strict: bool = False,
    say: Say = quiet,
    cache: Cache | None = None,
) -> Outcome:
    """Read a book, make its EPUB for the judges alone, and say all that is wrong with it.

    `full`: Ace looks at a large book too, however long it takes.
    """
    outcome = check(home, edition=edition, say=say, cache=cache)
    if outcome.book is None or any_errors(outcome.found):
        return outcome
    order = Order(frozenset({EPUB}), edition, strict=strict)
    with TemporaryDirectory(prefix="publisher-") as bench:
        _make_epub(outcome, Path(bench), order, say)
        if outcome.epub and not any_errors(outcome.found):
            say("asking Ace about the EPUB")
            outcome.add(check_ace(outcome.epub, full=full, strict=strict))
    return outcome


def check_built(
    home: Path, out: Path, means: Means, *, edition: str = "", say: Say = quiet
) -> Outcome:
    """Check the finished files in `out` against the manuscript; change nothing there.

    The book is made once more for the comparison, which is quick where it was built.
    """
    outcome = check(home, edition=edition, say=say, cache=means.cache, prose=False)
    if outcome.book is None or any_errors(outcome.found):
        return outcome
    with TemporaryDirectory(prefix="publisher-") as bench:
        made = Path(bench)
        _make_pdf(outcome, made, means, Order(edition=edition), say)
        if not any_errors(outcome.found):
            _make_epub(
                outcome, made, Order(edition=edition, judged=False), say, means.cache
            )
        if not any_errors(outcome.found) and outcome.epub and outcome.pages:
            say("comparing the finished files")
            book, pages, epub = outcome.book, outcome.pages, outcome.epub
            outcome.add(as_made(out, made.iterdir(), book, pages, epub))
    return outcome


@dataclass(frozen=True, slots=True)
class Order:
    """What a build is asked for."""

    formats: frozenset[str] = FORMATS
    edition: str = ""
    strict: bool = False  # let warnings fail the build
    judged: bool = True  # have finished files judged by outside programs too
    engine: str = CHAPTERS
    purpose: str = ""  # of the PDFs: PRESS, SCREEN, or "" for both
    grey: bool = False  # print in black ink alone, whatever book.yaml says
    marks: bool = False  # draw crop marks

    @property
    def words(self) -> tuple[str, ...]:
        """Say all this in words; and what the machine has a say in: judges, and dates."""
        asked = (
            self.edition, self.engine, str(self.strict), str(self.judged),
            self.purpose, str(self.grey), str(self.marks),
        )  # fmt: skip
        return (*asked, *sorted(self.formats), str(has_epubcheck()), str(moment()))


def build(
    home: Path,
    out: Path,
    means: Means | None = None,
    order: Order | None = None,
    *,
    say: Say = quiet,
) -> Outcome:
    """Make the book in `out`: all files asked for, or, where anything is wrong, none.

    If nothing has changed since the same build was made, it is not made again.
    """
    means, order = means or Means(), order or Order()
    name = records.named(fingerprint(), order.words, *_read_by_builds(home))
    if means.cache and (record := records.find(means.cache, name, out)):
        return _again(record, out)
    outcome = _made(home, out, means, order, say)
    if means.cache and means.cache.damaged:
        outcome.add([_mended(len(means.cache.damaged))])
    if means.cache and outcome.made and outcome.reports:
        files = [*outcome.made, *outcome.reports]
        records.keep(means.cache, name, outcome.found, outcome.texts, files)
    return outcome


def _read_by_builds(home: Path) -> list[Path]:
    """List the folders whose files a build of a book may read, each once."""
    folders = (home, home.parent / "styles", house_styles())
    return list(dict.fromkeys(folder.resolve() for folder in folders))


def _mended(count: int) -> Diagnostic:
    return rules.CACHE_DAMAGED.at(
        Span(PurePosixPath("book.yaml"), 1),
        f"{count:,} results of earlier builds were damaged, and were made again",
        hint="nothing is wrong with the book; look after the disk if it comes again",
    )


def _again(record: records.Record, out: Path) -> Outcome:
    files = [out / name for name, _ in record.made]
    return Outcome(
        found=list(record.found),
        texts=record.texts,
        made=[file for file in files if file.name not in reports.NAMES],
        reports=[file for file in files if file.name in reports.NAMES],
        files=record.files,
    )


def _made(home: Path, out: Path, means: Means, order: Order, say: Say) -> Outcome:
    outcome = check(
        home,
        edition=order.edition,
        say=say,
        cache=means.cache,
        prose=order.judged,
    )
    if outcome.book is None or outcome.failed(strict=order.strict):
        filing.report(outcome, home, out, strict=order.strict)
        return outcome

    def make(made: Path) -> None:
        _make(outcome, made, means, order, say)

    filing.file(outcome, home, out, make, strict=order.strict)
    return outcome


def cover(
    home: Path, out: Path, means: Means | None = None, *, say: Say = quiet
) -> Outcome:
    """Make the cover in `out`, its spine as wide as the book there has pages.

    The pages are made first, or found made: a cover is never of another book.
    """
    order = Order(formats=frozenset({PDF}), purpose=PRESS)
    outcome = build(home, out, means, order, say=say)
    if not outcome.made:
        return outcome
    pages = len(json.loads((out / "pages.json").read_bytes())["pages"])
    manuscript, _ = load(home, house_styles())
    assert manuscript is not None
    say("making the cover")
    try:
        with shelf.bench(out) as made:
            _, found = make_cover(manuscript, pages, made)
            outcome.add(found)
            if not any_errors(found):
                outcome.made = shelf.put(made, out)
    except OSError as problem:
        outcome.add([filing.unwritable(out, problem)])
    return outcome


def clean(out: Path) -> list[Path]:
    """Remove the files that builds made in `out`; list them."""
    return shelf.clear(out, ENDINGS)


def house_styles() -> Path:
    """Find the publisher's own style sheets: in the package, or in its checkout."""
    inside = Path(__file__).parent / "styles"
    return inside if inside.is_dir() else Path(__file__).parents[2] / "styles"


def _titles(chapters: Mapping[PurePosixPath, Chapter]) -> dict[PurePosixPath, str]:
    return {
        path: plain(chapter.title.children) if chapter.title else ""
        for path, chapter in chapters.items()
    }


def _parsed(
    manuscript: Manuscript, found: list[Diagnostic]
) -> Mapping[PurePosixPath, Chapter]:
    kinds = manuscript.info.kinds.keys()
    chapters = {}
    for source in manuscript.sources:
        chapters[source.path], more = parse(source, manuscript.included, kinds)
        found += more
    return chapters


def _make(outcome: Outcome, made: Path, means: Means, order: Order, say: Say) -> None:
    """Make and check the files, the printed ones first; stop where something is wrong."""
    if PDF in order.formats:
        _make_pdf(outcome, made, means, order, say)
    if EPUB in order.formats and not outcome.failed(strict=order.strict):
        _make_epub(outcome, made, order, say, means.cache)


def _make_pdf(
    outcome: Outcome, made: Path, means: Means, order: Order, say: Say
) -> None:
    book, manuscript = outcome.book, outcome.manuscript
    assert book is not None
    assert manuscript is not None
    engine = _engine(order, manuscript, means.press)
    say("setting the pages")

    def settled(wider: Book) -> tuple[InPages | None, list[Diagnostic]]:
        return engine(render_print(wider, manuscript.styles.get("print", ())))

    def length(laid: InPages | None) -> int:
        return len(laid.map.pages) if laid else 0

    book, laid, found = bound(book, settled, length)
    outcome.add(found)
    outcome.book = book
    if laid is None or any_errors(outcome.found):
        return
    outcome.pages = laid.map
    outcome.add(_seen(laid))
    outcome.add(markup_is_whole(laid.book, book))
    say(f"writing {len(laid.map.pages):,} pages")
    files = outcome.keep(_packaged(laid, manuscript, made, means.cache))
    name = f"{book.info.slug}-pages.json" if book.edition else "pages.json"
    (made / name).write_bytes(write_pages(laid.map))
    say("reading the pages back")
    blank = uncovered("".join(manuscript.texts.values()), manuscript.fonts)
    where = zones(laid.map, book.info.print)
    for file in files:
        outcome.add(check_pdf(file, laid.map))
    if any_errors(outcome.found) or len(files) < BOTH:
        return
    press, on_screen = (file.path for file in files)
    outcome.add(pdf_is_whole(press, laid.units, where, blank, means.cache))
    outcome.add(list(same_ink(press, on_screen, means.cache)))
    if not any_errors(outcome.found) and order.purpose != SCREEN and order.judged:
        _to_press(outcome, press, means.cache, order, say)
    if order.purpose:
        (on_screen if order.purpose == PRESS else press).unlink()


def _seen(laid: InPages) -> list[Diagnostic]:
    """Say what a printer's reader would mark; the plain path sees no lines."""
    return laid.faults() if isinstance(laid, LaidOut) else []


def _to_press(
    outcome: Outcome, file: Path, memory: Memory | None, order: Order, say: Say
) -> None:
    """Turn the print file into inks, and judge it as its printer will."""
    assert outcome.book is not None
    assert outcome.manuscript is not None
    assert outcome.pages is not None
    settings, info = outcome.book.info.print, outcome.manuscript.info
    say(f"making it ready for {settings.press.name}")
    run = PressRun(settings, grey=order.grey, marks=order.marks)
    linked = file.rename(file.with_suffix(".linked"))
    _, found = make_press(linked, file, outcome.pages, info, run, memory)
    outcome.add(found)
    if not any_errors(found):
        outcome.add(list(same_words(linked, file)))
        outcome.add(preflight(file, outcome.pages, settings, memory))
    linked.unlink()


def _engine(order: Order, manuscript: Manuscript, press: Press) -> Engine:
    """Choose who sets a book: the press, chapter by chapter, or WeasyPrint in one piece."""
    assets, fonts = manuscript.assets, manuscript.fonts
    if order.engine == PLAIN:
        from publisher.layout.plain import lay_out_plainly

        return lambda markup: lay_out_plainly(markup, assets, fonts)
    return lambda markup: lay_out(markup, assets, fonts, press)


def _packaged(
    laid: InPages, manuscript: Manuscript, made: Path, memory: Memory | None
) -> tuple[tuple[Artifact, ...], list[Diagnostic]]:
    info, pages = manuscript.info, laid.map
    if isinstance(laid, LaidOut):
        fonts = manuscript.fonts
        return package_pdf(laid.placed(), pages, fonts, info, made, memory)
    return package_plainly(laid.pdf, pages, info, made)


def _make_epub(
    outcome: Outcome, made: Path, order: Order, say: Say, cache: Cache | None = None
) -> None:
    book, manuscript = outcome.book, outcome.manuscript
    assert book is not None
    assert manuscript is not None
    say("making the EPUB")
    styles, assets = manuscript.styles.get(EPUB, ()), manuscript.assets
    assets = for_readers(assets, cache)
    pages = render_epub(
        book,
        assets,
        styles,
        manuscript.fonts,
        outcome.pages if order.engine == CHAPTERS else None,
    )
    holdings = outcome.keep(held(pages, assets, styles, book.info))
    outcome.add(unsuitable(pages, assets, styles, book.info))
    pages = with_accessibility(pages, book, holdings)
    target = made / f"{book.info.slug}.epub"
    outcome.epub = outcome.keep(package_epub(pages, assets, manuscript.fonts, target))
    if outcome.epub:
        say("checking the EPUB")
        outcome.add(epub_is_whole(outcome.epub.path, book))
        if order.judged:
            outcome.add(check_epub(outcome.epub, strict=order.strict))
        else:
            outcome.add(list(own_checks(outcome.epub)))
