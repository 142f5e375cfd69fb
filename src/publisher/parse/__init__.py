"""From one manuscript file to one chapter. The only stage that knows markdown-it."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from pathlib import PurePosixPath

from publisher.artifacts import SourceFile
from publisher.diagnostics import Diagnostic, in_order
from publisher.model import Block, Chapter, Heading
from publisher.parse import blocks, completeness, files, notes
from publisher.parse.reading import Desk


def parse(
    source: SourceFile,
    included: Mapping[PurePosixPath, SourceFile],
    kinds: Collection[str],
) -> tuple[Chapter, list[Diagnostic]]:
    """Read one file of the manuscript. Never raises on what was written.

    `included` are the files that `{{< include … >}}` may name, by their path from the
    book's folder; `kinds` are the label prefixes of numbered things, such as "fig".
    """
    desk = Desk(included, kinds)
    reading = files.read(desk, source)
    body = blocks.of_file(reading)
    readings = [reading, *reading.all_parts()]
    for each in readings:
        notes.uncalled_with_spaces(each)
    trees = [*body, *(block for note in desk.notes.values() for block in note.blocks)]
    sheets = {each.sheet.path: each.sheet for each in readings}
    desk.findings.extend(completeness.lost_words(trees, sheets, desk.markup))
    return Chapter(source.path, body, desk.notes, _title(body)), in_order(desk.findings)


def _title(body: tuple[Block, ...]) -> Heading | None:
    """Give the first heading, when it is of level 1."""
    headings = (block for block in body if isinstance(block, Heading))
    first = next(headings, None)
    return first if first is not None and first.level == 1 else None
