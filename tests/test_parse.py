"""Markdown in, the tree and the findings out: one golden case for each thing and fault.

A line `== b.md` begins a file to be included.
"""

from pathlib import PurePosixPath

import pytest

from golden_cases import golden_cases
from outline import outline
from publisher.artifacts import SourceFile
from publisher.parse import parse

KINDS = ("fig", "map", "tbl")
FILES = [
    "parse-blocks.md",
    "parse-divisions.md",
    "parse-figures.md",
    "parse-html.md",
    "parse-inlines.md",
    "parse-links.md",
    "parse-notes.md",
    "parse-tables.md",
    "parse-verse.md",
]
CASES = [case for name in FILES for case in golden_cases(name)]


def read(text):
    """Parse a text; what follows a line `== name` is a file it may include."""
    first, *others = f"== x.md\n{text}".split("== ")[1:]
    files = {}
    for part in [first, *others]:
        name, _, body = part.partition("\n")
        path = PurePosixPath(name)
        files[path] = SourceFile(path, body)
    return parse(files[PurePosixPath("x.md")], files, KINDS)


@pytest.mark.parametrize("case", CASES)
def test_golden(case):
    chapter, found = read(case.source)
    said = "".join(f"{each.headline}\n" for each in found)

    case.check(said + outline(chapter))
