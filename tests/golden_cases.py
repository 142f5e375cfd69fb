"""Golden cases: text in, text out, kept in Markdown files that read like a list of facts.

A file of `tests/golden` holds an introduction and cases. A case is a title, a line with a
dot, the input, a line with a dot, what is expected, a line with a dot:

    Reference to a figure that is not there
    .
    See [](#fig:ma).
    .
    x.md:1:5: error[R001]: nothing in the book is labelled "fig:ma"
    .

`pytest --update-golden` writes what came out in place of what was expected; the
difference is then read like code.
"""

from dataclasses import dataclass
from pathlib import Path

import pytest

GOLDEN = Path(__file__).parent / "golden"

updating = False  # set by conftest for --update-golden


@dataclass(frozen=True)
class Case:
    """One case: `source` is its input, with a line end after each line."""

    path: Path
    title: str
    source: str
    expected: str

    def check(self, actual):
        """Compare what came out with what was expected, or write it down."""
        actual = actual if actual.endswith("\n") or not actual else actual + "\n"
        if updating and actual != self.expected:
            self._write(actual)
            return

        assert self.expected == actual

    def _write(self, actual):
        lines = self.path.read_text("utf-8").split("\n")
        start, end = next(
            (start, end)
            for title, _, start, end in _cases(lines)
            if title == self.title
        )
        lines[start:end] = actual.split("\n")[:-1]
        self.path.write_text("\n".join(lines), "utf-8")


def golden_cases(name):
    """Give the cases of a golden file as parameters, each called by its title."""
    path = GOLDEN / name
    lines = path.read_text("utf-8").split("\n")
    found = [
        Case(path, title, _text(lines, *source), _text(lines, start, end))
        for title, source, start, end in _cases(lines)
    ]
    titles = [case.title for case in found]
    assert found, f"{name} holds no case"
    assert len(set(titles)) == len(titles), f"a title stands twice in {name}"
    return [pytest.param(case, id=case.title) for case in found]


def _cases(lines):
    """Yield title, lines of the input, and first and last line of what is expected."""
    dots = [number for number, line in enumerate(lines) if line == "."]
    assert len(dots) % 3 == 0, "a case has three lines with a dot"
    for first, second, third in zip(dots[::3], dots[1::3], dots[2::3], strict=True):
        yield lines[first - 1], (first + 1, second), second + 1, third


def _text(lines, start, end):
    return "".join(f"{line}\n" for line in lines[start:end])
