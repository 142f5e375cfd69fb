"""A book made for who is writing it: its pages at once, and all else behind them.

    render → layout → PDF for the screen → (it can be seen) → for the press → check
    → EPUB → check

What an author waits for is the page with the new words. So that is made first, by the
very steps of a build, but begun with what was believed before the edit (decision 57); if a
build would set other pages, those are shown next. Then the PDF for the press is written,
everything is read back and the EPUB is made, as a build does it. After each step there is
an outcome to look at, and who asked may stop there. Nothing is put into `dist/`: what is
for readers and printers is made by a build.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from publisher import filing, records
from publisher.cache import fingerprint
from publisher.collating import check_pages
from publisher.diagnostics import any_errors
from publisher.epubmaking import make_epub
from publisher.judging import judged
from publisher.making import is_sure, look_at, set_pages
from publisher.means import Means
from publisher.orders import Order, Say
from publisher.outcome import Outcome
from publisher.printing import print_in_turn


@dataclass(slots=True)
class Drafts:
    """Makes drafts of one book, one after the other."""

    home: Path
    means: Means
    order: Order
    _whole: str = ""  # names all that the last draft made to its end was made of

    def __call__(self, folder: Path, say: Say) -> Iterator[Outcome]:
        """Make the book in a new folder; yield what is found and made, step by step.

        Each outcome goes on from the one before. The first that has `made` anything has
        the pages for the screen; the last has everything, or what is wrong. Nothing is
        yielded where nothing has changed since a draft was last made to its end.
        """
        order = replace(self.order, judged=False)
        read = records.read_by_builds(self.home)
        name = records.named(fingerprint(), order.words, read)
        if name == self._whole:
            return
        self._whole = ""
        if self.means.cache:
            self.means.cache.turn()
        outcome = judged(
            self.home,
            edition=order.edition,
            say=say,
            cache=self.means.cache,
            prose=False,
            at_once=False,
        )
        try:
            for _ in _steps(outcome, folder, self.means, order, say):
                yield outcome
                if any_errors(outcome.found):
                    break
        except OSError as problem:
            outcome.add([filing.unwritable(folder, problem)])
            yield outcome
        else:
            self._whole = name


def _steps(
    outcome: Outcome, made: Path, means: Means, order: Order, say: Say
) -> Iterator[None]:
    """Make one thing after the other, as long as nobody stops it."""
    if any_errors(outcome.found):
        yield
        return
    book, found, checks = outcome.book, outcome.found, outcome.checks
    for hasty in (True, False):
        outcome.book, outcome.found, outcome.checks = book, [*found], checks
        with means.while_setting(partial(_is_right, outcome)):
            laid = set_pages(outcome, means, order, say, hasty=hasty)
        if laid is None:
            yield
            return
        made.mkdir(parents=True)
        printing = print_in_turn(laid, outcome, made, means, say)
        printed = next(printing)
        outcome.made = [file.path for file in printed.files]
        yield
        if is_sure(laid):
            break
        made = made.with_name(f"{made.name}-again")
    assert laid is not None  # or nothing had been shown
    printed = next(printing, printed)
    outcome.made = [file.path for file in printed.files]
    yield
    look_at(laid, outcome, means)
    del laid
    check_pages(outcome, printed, means, say)
    yield
    make_epub(outcome, made, order, say, means.cache)
    outcome.made = sorted(made.iterdir())
    yield


def _is_right(outcome: Outcome, _: bool) -> bool:
    """Look at the book as a whole; tell whether it can be made."""
    outcome.look()
    return not any_errors(outcome.found)
