"""Findings for a person at a terminal: headline, the line meant, a caret, the hint."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from pathlib import PurePosixPath

from rich.text import Text

from publisher.diagnostics import Diagnostic, Severity, in_order
from publisher.reports.cells import framed, visible
from publisher.reports.report import Lines

WIDTH = 88  # cells of a manuscript's line that are shown
_COLOURS = {
    Severity.ERROR: "bold red",
    Severity.WARNING: "bold yellow",
    Severity.NOTE: "bold cyan",
}
_FRAME = "blue"


def as_text(found: Iterable[Diagnostic], texts: Mapping[PurePosixPath, str]) -> str:
    """Set findings out for a person, without colours."""
    return "\n\n".join(each.plain for each in shown(found, texts))


def shown(
    found: Iterable[Diagnostic], texts: Mapping[PurePosixPath, str]
) -> Iterator[Text]:
    """Set findings out for a person, one by one, with their colours."""
    lines = Lines(texts)
    for each in in_order(found):
        text = _headline(each)
        margin = " " * (len(str(each.span.line)) + 1)
        line = lines.of(each)
        if line is not None:
            words, cell = framed(line, each.span.column, WIDTH)
            text.append(f"\n {each.span.line} | ", _FRAME)
            text.append(words)
            text.append(f"\n{margin} | ", _FRAME)
            text.append(f"{' ' * cell}^", _COLOURS[each.severity])
        if each.hint:
            text.append(f"\n{margin} = ", _FRAME)
            text.append("hint: ", "bold").append(visible(each.hint))
        yield text


def summary(found: Iterable[Diagnostic], files: int) -> str:
    """Answer "am I done?" in one line."""
    tally = Counter(each.severity for each in in_order(found))
    said = [_plural(tally[grade], grade.value) for grade in Severity if tally[grade]]
    return f"{', '.join(said) or 'nothing wrong'} in {_plural(files, 'file')}"


def _headline(each: Diagnostic) -> Text:
    text = Text(visible(str(each.span)), "bold")
    text.append(": ")
    text.append(f"{each.severity}[{each.code}]", _COLOURS[each.severity])
    return text.append(": ").append(visible(each.message))


def _plural(number: int, noun: str) -> str:
    return f"{number:,} {noun}" + ("" if number == 1 else "s")
