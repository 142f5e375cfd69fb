"""Findings for a person at a terminal: headline, the line meant, a caret, the hint."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from publisher.diagnostics import Diagnostic, Severity, in_order
from publisher.reports.cells import framed, visible
from publisher.reports.lines import Lines

if TYPE_CHECKING:
    from rich.text import Text

WIDTH = 88  # cells of a manuscript's line that are shown
_COLOURS = {
    Severity.ERROR: "bold red",
    Severity.WARNING: "bold yellow",
    Severity.NOTE: "bold cyan",
}
_FRAME = "blue"


@dataclass(frozen=True, slots=True)
class Told:
    """A finding set out for a person: words, and the style of each."""

    pieces: tuple[tuple[str, str], ...]

    @property
    def plain(self) -> str:
        """The words alone."""
        return "".join(words for words, _ in self.pieces)

    @property
    def coloured(self) -> Text:
        """What a terminal shows."""
        from rich.text import Text  # not at the start: few are shown there

        return Text.assemble(*self.pieces, style="bold")


def as_text(found: Iterable[Diagnostic], texts: Mapping[PurePosixPath, str]) -> str:
    """Set findings out for a person, without colours."""
    return "\n\n".join(each.plain for each in shown(found, texts))


def shown(
    found: Iterable[Diagnostic], texts: Mapping[PurePosixPath, str]
) -> Iterator[Told]:
    """Set findings out for a person, one by one, with their colours."""
    lines = Lines(texts)
    for each in in_order(found):
        pieces = [
            (f"{visible(str(each.span))}: ", ""),
            (f"{each.severity}[{each.code}]", _COLOURS[each.severity]),
            (f": {visible(each.message)}", ""),
        ]
        margin = " " * (len(str(each.span.line)) + 1)
        line = lines.of(each)
        if line is not None:
            words, cell = framed(line, each.span.column, WIDTH)
            pieces += [
                (f"\n {each.span.line} | ", _FRAME),
                (words, ""),
                (f"\n{margin} | ", _FRAME),
                (f"{' ' * cell}^", _COLOURS[each.severity]),
            ]
        if each.hint:
            pieces += [
                (f"\n{margin} = ", _FRAME),
                ("hint: ", "bold"),
                (visible(each.hint), ""),
            ]
        yield Told(tuple(pieces))


def summary(found: Iterable[Diagnostic], files: int) -> str:
    """Answer "am I done?" in one line."""
    tally = Counter(each.severity for each in in_order(found))
    said = [_plural(tally[grade], grade.value) for grade in Severity if tally[grade]]
    return f"{', '.join(said) or 'nothing wrong'} in {_plural(files, 'file')}"


def _plural(number: int, noun: str) -> str:
    return f"{number:,} {noun}" + ("" if number == 1 else "s")
