"""What a report is made of."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import PurePosixPath

from publisher import rules
from publisher.diagnostics import Diagnostic, Severity, in_order
from publisher.reports.ids import fingerprints, named
from publisher.reports.lines import Lines

RULES = {rule.code: rule for rule in rules.all_rules()}

_FINISHED = (".epub", ".pdf", "pages.json")


@dataclass(frozen=True, slots=True)
class Report:
    """Everything that a run found, and what it made.

    `texts` are what the manuscript says, by path, to show the lines meant; `titles` are
    those of its chapters; `home` is the name of the book's folder.
    """

    found: tuple[Diagnostic, ...]
    files: int
    failed: bool
    title: str = ""
    home: str = "manuscript"
    texts: Mapping[PurePosixPath, str] = field(default_factory=dict)
    titles: Mapping[PurePosixPath, str] = field(default_factory=dict)
    made: tuple[str, ...] = ()
    ordered: list[Diagnostic] = field(init=False, repr=False, compare=False)
    """The findings by place, each once."""
    prints: list[tuple[str, Diagnostic]] = field(init=False, repr=False, compare=False)
    """The same, each with what it is recognised by."""
    _lines: Lines = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "ordered", in_order(self.found))
        prints = list(fingerprints(self.ordered, self.texts))
        object.__setattr__(self, "prints", prints)
        object.__setattr__(self, "_lines", Lines(self.texts))

    @property
    def counts(self) -> dict[str, int]:
        """Count the findings of each severity."""
        tally = Counter(each.severity for each in self.ordered)
        return {grade.value: tally[grade] for grade in Severity}

    @property
    def named(self) -> list[tuple[str, Diagnostic]]:
        """Give each finding its id."""
        return named(self.prints)

    def line(self, finding: Diagnostic) -> str | None:
        """Give the line of the manuscript that a finding is about, if there is one."""
        return self._lines.of(finding)


def is_finished(path: PurePosixPath) -> bool:
    """Tell whether a path is that of a finished file, or of something inside one."""
    return path.parts[:1] != () and path.parts[0].endswith(_FINISHED)


def families(codes: Iterable[str]) -> dict[str, list[str]]:
    """Group codes by what they are about, in the order of the line."""
    grouped: dict[str, list[str]] = {}
    for code in sorted(set(codes), key=_in_line):
        grouped.setdefault(FAMILIES.get(family(code), family(code)), []).append(code)
    return grouped


FAMILIES = {
    "L": "Files and book.yaml",
    "P": "What is written",
    "R": "References",
    "C": "The book as a whole",
    "T": "Prose",
    "Y": "Pages",
    "K": "Writing of files",
    "E": "The EPUB",
    "D": "The PDF",
    "F": "Every word in its place",
}


def family(code: str) -> str:
    """Give the letter of a code, or the name of the tool that it comes from."""
    tool, slash, _ = code.partition("/")
    return tool if slash else code[:1]


def _in_line(code: str) -> tuple[int, str]:
    letters = list(FAMILIES)
    own = family(code)
    return letters.index(own) if own in letters else len(letters), code
