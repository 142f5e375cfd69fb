"""What a person or a program reads when a command has done its work."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from io import TextIOWrapper
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

from invoke import Exit

from publisher.artifacts import Evenness
from publisher.diagnostics import is_on_prose
from publisher.outcome import Outcome
from publisher.reports import as_lines, as_sarif, shown, summary
from publisher.tools import ToolFailed, ToolMissing

if TYPE_CHECKING:
    from rich.console import Console

ASK_FOR_TERMINAL = {"FORCE_COLOR", "TTY_COMPATIBLE"}  # in the environment
STYLES = ("text", "json", "sarif")  # forms in which findings are printed


def known(style: str) -> None:
    """Refuse a format nobody knows before the work begins, not after it."""
    if style not in STYLES:
        raise Exit(f'there is no format "{style}": text, json or sarif', code=2)


def finish(
    outcome: Outcome, home: Path, style: str, *, strict: bool, prose: bool = True
) -> None:
    """Print findings and results; leave with 1 if the book is wrong.

    Without `prose` the notes on it are only counted, where a person reads.
    """
    if isinstance(sys.stdout, TextIOWrapper):
        sys.stdout.reconfigure(
            errors="backslashreplace"
        )  # not every terminal has UTF-8
    try:
        _print(outcome, home, style, strict=strict, prose=prose)
        sys.stdout.flush()
    except BrokenPipeError:
        _say_no_more()
    if outcome.failed(strict=strict):
        raise Exit(code=1)


def _print(
    outcome: Outcome, home: Path, style: str, *, strict: bool, prose: bool
) -> None:
    if style == "json":
        print(as_lines(outcome.found), end="\n" if outcome.found else "")
    elif style == "sarif":
        print(as_sarif(outcome.report(home, strict=strict)), end="")
    else:
        _print_text(outcome, prose=prose)


def _print_text(outcome: Outcome, *, prose: bool) -> None:
    """Print for a person, in colours on a terminal that has them."""
    console = _terminal(sys.stdout, soft_wrap=True)
    told = [each for each in outcome.found if prose or not is_on_prose(each)]
    for finding in shown(told, outcome.texts):
        if console:
            console.print(finding.coloured, end="\n\n")
        else:
            print(finding.plain, end="\n\n")
    pages = [file for file in outcome.reports if file.suffix == ".html"]
    for line in (*outcome.made, *pages):
        print(line)
    if outcome.evenness and outcome.evenness.lines:
        print(as_figures(outcome.evenness))
    print(summary(outcome.found, outcome.files))
    if hidden := len(outcome.found) - len(told):
        print(f"{hidden:,} of them are notes on the prose: check shows them")


def as_figures(even: Evenness) -> str:
    """Say in a line how evenly the lines of a book are filled."""
    return (
        f"{even.lines:,} justified lines: word spaces deviate by {even.deviation:.3f} em"
        f" (widest {even.widest:.2f} em over their measure),"
        f" {even.divided / even.lines:.1%} end with a hyphen, {even.run} at most in a row"
    )


@contextmanager
def progress() -> Iterator[Callable[[str], None]]:
    """Show what is being done: a moving line on a terminal, plain lines elsewhere."""
    console = _terminal(sys.stderr)
    with tools_told():
        if console:
            with console.status("") as status:
                yield status.update
        else:
            yield _say


def _terminal(stream: TextIO | None, *, soft_wrap: bool = False) -> Console | None:
    """Give what prints on a terminal; None where plain lines are wanted."""
    if not ((stream and stream.isatty()) or ASK_FOR_TERMINAL & os.environ.keys()):
        return None
    from rich.console import Console  # not at the start: it takes 0.03 s

    console = Console(stderr=stream is sys.stderr, highlight=False, soft_wrap=soft_wrap)
    return console if console.is_terminal else None


def _say(words: str) -> None:
    try:
        if sys.stderr:
            print(words, file=sys.stderr, flush=True)
    except BrokenPipeError:
        _say_no_more()
        raise SystemExit(1) from None


def _say_no_more() -> None:
    """Let nothing more be said, as in `… | head`: the reader has seen enough."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


@contextmanager
def tools_told() -> Iterator[None]:
    """Say in one line, with exit code 2, that a tool is missing or broke."""
    try:
        yield
    except (ToolMissing, ToolFailed) as problem:
        raise Exit(str(problem), code=2) from problem
