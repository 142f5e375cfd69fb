"""What a person or a program reads when a command has done its work."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from io import TextIOWrapper
from pathlib import Path

from invoke import Exit
from rich.console import Console

from publisher.artifacts import Evenness
from publisher.diagnostics import is_on_prose
from publisher.outcome import Outcome
from publisher.reports import as_lines, as_sarif, shown, summary
from publisher.tools import ToolFailed, ToolMissing

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
    except BrokenPipeError:  # as in `… | head`: the reader has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
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
    console = Console(highlight=False, soft_wrap=True)
    told = [each for each in outcome.found if prose or not is_on_prose(each)]
    for finding in shown(told, outcome.texts):
        if console.is_terminal:
            console.print(finding, end="\n\n")
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
    console = Console(stderr=True, highlight=False)
    with tools_told():
        if console.is_terminal:
            with console.status("") as status:
                yield status.update
        else:
            yield lambda words: console.print(words, style=None)


@contextmanager
def tools_told() -> Iterator[None]:
    """Say in one line, with exit code 2, that a tool is missing or broke."""
    try:
        yield
    except (ToolMissing, ToolFailed) as problem:
        raise Exit(str(problem), code=2) from problem
