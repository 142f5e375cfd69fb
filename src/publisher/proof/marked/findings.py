"""Findings of the check on the pages of a proof, with the ids they have in the report."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath

from publisher.artifacts import BlockRow
from publisher.diagnostics import Diagnostic, Span
from publisher.marginalia import Kind, Listed, Mark, ProofPage, Section, Underline
from publisher.proof.printed import Word
from publisher.proof.standing import Standing, key
from publisher.reports.cells import visible

_BYTES = re.compile("[\ud800-\udfff]+")


@dataclass(frozen=True, slots=True)
class Flag:
    """A finding and where it stands on paper; page 0: nowhere."""

    number: int
    id: str
    finding: Diagnostic
    page: int
    y: float
    line: int


def flags(
    named: Iterable[tuple[str, Diagnostic]],
    standing: Standing,
    texts: Mapping[PurePosixPath, str],
    made: Sequence[ProofPage],
) -> list[Flag]:
    """Put findings on the pages of a proof; list them in the order of the pages.

    `named` are findings with their ids, `texts` what they are about. A finding about
    words underlines them where they are printed.
    """
    placed = [
        (_place(each, standing, texts, len(made)), name, each) for name, each in named
    ]
    placed.sort(key=lambda row: (row[0][0] == 0, row[0][:2]))
    listed = []
    for number, ((page, y, words), name, each) in enumerate(placed, 1):
        line = standing.impression.line(page, y) if page else 0
        listed.append(Flag(number, name, each, page, y, line))
        if page:
            said = f"{each.code} {each.message}"
            made[page - 1].marks.append(Mark(Kind.FLAG, y, said, number))
            for word in words:
                under = Underline(Kind.FLAG, word.x, word.y, word.width)
                made[word.page - 1].underlines.append(under)
    return listed


def _place(
    each: Diagnostic,
    standing: Standing,
    texts: Mapping[PurePosixPath, str],
    count: int,
) -> tuple[int, float, list[Word]]:
    """Find a finding's page, baseline and words."""
    if each.span.path.suffix == ".pdf":
        page = each.span.line if each.span.line <= count else 0
        return page, standing.impression.margins[0], []
    row = standing.row(each.span)
    if row is None:
        return 0, 0.0, []
    words = quoted(row, each.span, standing, texts)
    if words and each.span.length > 1:
        return words[0].page, words[0].y, words
    if words:
        return words[0].page, words[0].y, []
    return (*standing.top(row), [])


def quoted(
    row: BlockRow,
    span: Span,
    standing: Standing,
    texts: Mapping[PurePosixPath, str],
) -> list[Word]:
    """Find the printed words of a stretch of the manuscript, in the block it stands in.

    Of words that are printed more than once those are meant that have about as many
    letters before them as in the manuscript.
    """
    text = texts.get(span.path, "").split("\n")
    if not 0 < span.line <= len(text):
        return []
    wanted = text[span.line - 1][span.column - 1 : span.column - 1 + span.length]
    parts = [each for each in map(key, _split(wanted)) if each]
    printed = standing.impression.within(row.boxes)
    if not parts or not printed or len(parts) > len(printed):
        return []
    before = _before(text, row.span, span)
    keys = [key(each.text) for each in printed]
    counted = _counted(keys)
    places = [
        index
        for index in range(len(keys) - len(parts) + 1)
        if _agree(keys[index : index + len(parts)], parts)
    ]
    if not places:
        return []
    best = min(places, key=lambda index: abs(counted[index] - before))
    return printed[best : best + len(parts)]


def _split(words: str) -> list[str]:
    return words.replace("*", "").replace("_", "").split()


def _agree(printed: Sequence[str], parts: Sequence[str]) -> bool:
    """Compare words; what was quoted may begin or end inside one."""
    if len(parts) == 1:
        return parts[0] == printed[0] or (len(parts[0]) > 3 and parts[0] in printed[0])
    inner = list(printed[1:-1]) == list(parts[1:-1])
    return inner and printed[0].endswith(parts[0]) and printed[-1].startswith(parts[-1])


def _before(text: Sequence[str], begin: Span, span: Span) -> int:
    """Count the letters of the manuscript between the block's start and a place."""
    if begin.line == span.line:
        return len(key(text[span.line - 1][begin.column - 1 : span.column - 1]))
    whole = [
        text[begin.line - 1][begin.column - 1 :],
        *text[begin.line : span.line - 1],
    ]
    return sum(map(len, map(key, whole))) + len(
        key(text[span.line - 1][: span.column - 1])
    )


def _counted(keys: Iterable[str]) -> list[int]:
    """Say of each word how many letters stand before it."""
    counts, total = [], 0
    for each in keys:
        counts.append(total)
        total += len(each)
    return counts


def section_of_findings(listed: Iterable[Flag], labels: Sequence[str]) -> Section:
    """List the flags of a proof."""
    rows = tuple(
        Listed(
            head=str(flag.number),
            title=f"{flag.id} · {flag.finding.severity}",
            words=_legible(flag.finding.message),
            hint=_legible(flag.finding.hint or ""),
            page=flag.page,
            place=_legible(place(flag.page, flag.line, labels, flag.finding.span)),
        )
        for flag in listed
    )
    return Section("Findings of the check", rows, "The check found nothing.")


def _legible(words: str) -> str:
    """Show bytes in names of files that are no UTF-8, which no font can."""
    return _BYTES.sub(lambda found: visible(found[0]), words)


def place(page: int, line: int, labels: Sequence[str], span: Span) -> str:
    """Say where something stands: page, line, and the place in the manuscript."""
    said = f"page {labels[page - 1]}" if page else "on no page"
    said += f", line {line}" if line else ""
    return f"{said} · {span}"
