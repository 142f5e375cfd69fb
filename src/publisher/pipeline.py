"""The stages in order. The only module that knows them all.

    load → parse → resolve → check → render → layout → package → check → dist/

A build reads and judges everything before it writes anything. Finished files are made
on a bench beside their place, checked there, and put in `dist/` together, only if
nothing is wrong with any of them: what was there before stays whole until then.

The stages are imported where they are asked for: where nothing has changed since the last
build, saying so takes less time than importing them.
"""

from __future__ import annotations

import json
from functools import partial
from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory

from publisher import filing, records, reports, rules, shelf
from publisher.cache import Cache, fingerprint
from publisher.diagnostics import Diagnostic, Span, any_errors
from publisher.house import house_styles as house_styles
from publisher.means import Means
from publisher.meanwhile import in_idle_time, meanwhile
from publisher.orders import ENGINES as ENGINES
from publisher.orders import EPUB, PDF, PLAIN, PRESS, Say, quiet
from publisher.orders import FORMATS as FORMATS
from publisher.orders import PURPOSES as PURPOSES
from publisher.orders import Order as Order
from publisher.outcome import Outcome

ENDINGS = (
    ".epub",
    "-cover.pdf",
    "-cover.jpg",
    "-print.pdf",
    "-screen.pdf",
    "pages.json",
    *reports.NAMES,
)
LONG = 4_000_000  # letters of a manuscript, some 1,500 pages
PROOFS = ("-proof.pdf", "-diff.html", "-errata.md", "-errata.html")


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
    from publisher.judging import judged

    outcome = judged(home, edition=edition, say=say, cache=cache, prose=prose)
    outcome.hear()
    return outcome


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
    from publisher.check.ace import check_ace
    from publisher.epubmaking import make_epub

    read = records.read_by_builds(home) if cache else ""
    outcome = check(home, edition=edition, say=say, cache=cache)
    if outcome.book is None or any_errors(outcome.found):
        return outcome
    order = Order(frozenset({EPUB}), edition, strict=strict)
    with TemporaryDirectory(prefix="publisher-") as bench:
        if outcome.book.info.page_list == "print":
            say("judging the EPUB without its page list, which only a build can make")
        make_epub(outcome, Path(bench), order, say, cache)
        if outcome.epub and not any_errors(outcome.found):
            say("asking Ace about the EPUB")
            outcome.add(check_ace(outcome.epub, full=full, strict=strict))
    if cache:
        outcome.evenness = records.evenness(cache, _lines(read, edition))
    return outcome


def check_built(
    home: Path, out: Path, means: Means, *, edition: str = "", say: Say = quiet
) -> Outcome:
    """Check the finished files in `out` against the manuscript; change nothing there.

    The book is made once more for the comparison, which is quick where it was built.
    """
    from publisher.check.finished import as_made
    from publisher.epubmaking import make_epub
    from publisher.making import make_pdf

    outcome = check(home, edition=edition, say=say, cache=means.cache, prose=False)
    if outcome.book is None or any_errors(outcome.found):
        return outcome
    with TemporaryDirectory(prefix="publisher-") as bench:
        made = Path(bench)
        make_pdf(outcome, made, means, Order(edition=edition), say)
        if not any_errors(outcome.found):
            make_epub(
                outcome, made, Order(edition=edition, judged=False), say, means.cache
            )
        if not any_errors(outcome.found) and outcome.epub and outcome.pages:
            say("comparing the finished files")
            book, pages, epub = outcome.book, outcome.pages, outcome.epub
            outcome.add(as_made(out, made.iterdir(), book, pages, epub))
    return outcome


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
    read = records.read_by_builds(home)  # it may be changed while the book is made
    name, lines = (
        records.named(fingerprint(), order.words, read),
        _lines(read, order.edition),
    )
    if means.cache and (record := records.find(means.cache, name, out)):
        again = _again(record, out)
        again.evenness = records.evenness(means.cache, lines)
        return again
    outcome = _made(home, out, means, order, say)
    if means.cache and means.cache.damaged:
        outcome.add([_mended(len(means.cache.damaged))])
    if means.cache and outcome.made and outcome.reports:
        files = [*outcome.made, *outcome.reports]
        records.keep(means.cache, name, outcome.found, outcome.texts, files)
        records.keep_evenness(means.cache, lines, outcome.evenness)
    return outcome


def _lines(read: str, edition: str) -> str:
    """Name what is known of the lines of a book by all that they depend on."""
    return records.named(fingerprint(), ["lines", edition], read)


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
    from publisher.judging import judged
    from publisher.making import make_files

    outcome = judged(
        home,
        edition=order.edition,
        say=say,
        cache=means.cache,
        prose=order.judged,
        at_once=False,
    )
    look = partial(_is_right, outcome, order, means)
    if (
        outcome.book is None
        or outcome.failed(strict=order.strict)
        or (_waits_long(outcome, order) and not look(False))
    ):
        outcome.hear()
        filing.report(outcome, home, out, strict=order.strict)
        return outcome

    def make(made: Path) -> None:
        make_files(outcome, made, means, order, say)
        outcome.hear()

    with means.while_setting(look, _ready):
        filing.file(outcome, home, out, make, strict=order.strict)
    return outcome


def _is_right(outcome: Outcome, order: Order, means: Means, few: bool) -> bool:
    """Look at a book while others set it, and have its prose read; tell whether to go on.

    Where few of its units are set, another process reads the prose, as this one has enough
    to do: until all is made, it is not waited for. Beside many it would need too much memory.
    """
    if outcome.checks is None:  # it was looked at before
        return True
    outcome.look()
    outcome.graph = None  # all that can be seen in it is said
    if outcome.notes is not None:
        read = partial(in_idle_time, outcome.notes)
        apart = means.twin("who reads the prose", read) if few else None
        outcome.notes, outcome.apart = apart or meanwhile(outcome.notes), bool(apart)
    return not outcome.failed(strict=order.strict)


def _waits_long(outcome: Outcome, order: Order) -> bool:
    """Tell of a book that is looked at before it is set.

    So is one that is set in one piece, which takes minutes; and of a very long one the prose
    is read while workers do not have much in memory yet.
    """
    assert outcome.manuscript is not None
    letters = sum(map(len, outcome.manuscript.texts.values()))
    return order.engine == PLAIN or letters > LONG


def _ready() -> None:
    """Import what prints, while others set the last pages."""
    from publisher import collating  # noqa: F401 it is there when it is wanted


def cover(
    home: Path, out: Path, means: Means | None = None, *, say: Say = quiet
) -> Outcome:
    """Make the cover in `out`, its spine as wide as the book there has pages.

    The pages are made first, or found made: a cover is never of another book.
    """
    from publisher.covering import make_cover
    from publisher.load import load

    order = Order(formats=frozenset({PDF}), purpose=PRESS)
    outcome = build(home, out, means, order, say=say)
    if not outcome.made:
        return outcome
    pages = len(json.loads((out / "pages.json").read_bytes())["pages"])
    manuscript, _ = load(home, house_styles(), means.cache if means else None)
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
    """Remove the files that builds made in `out`, proofs too; list them.

    What readers wrote is never touched, not even where they wrote it into a finished PDF;
    nor are EPUBs that others made.
    """
    from publisher.package.epub.own import is_own
    from publisher.package.proof.facts import is_marked

    def is_others(file: Path) -> bool:
        if file.suffix == ".epub":
            return not is_own(file)
        return file.suffix == ".pdf" and is_marked(file)

    proofs = shelf.clear(out / "proof", PROOFS, keep=is_others)
    return [*shelf.clear(out, ENDINGS, keep=is_others), *proofs]
