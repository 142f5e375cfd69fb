"""Remarks for proofreaders: `<!-- proof: is this the right year? -->` in the manuscript."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from publisher.diagnostics import Span
from publisher.marginalia import Kind, Listed, Mark, ProofPage, Section
from publisher.model import Comment, Node
from publisher.proof.marked.findings import place
from publisher.proof.standing import Standing
from publisher.tree import walk

_OPENING = re.compile(r"\s*proof\s*:\s*", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Said:
    """A remark and where it stands on paper; page 0: nowhere."""

    number: int
    words: str
    span: Span
    page: int
    line: int


def remarks(
    nodes: Iterable[Node], standing: Standing, made: Sequence[ProofPage]
) -> list[Said]:
    """Put the remarks among nodes on the pages of a proof; list them in their order."""
    found: list[tuple[int, float, str, Span]] = []
    met: set[Span] = set()
    for node in walk(nodes):
        if isinstance(node, Comment) and node.span not in met:
            met.add(node.span)
            if opening := _OPENING.match(node.value):
                words = " ".join(node.value[opening.end() :].split())
                found.append((*_place(node, standing), words, node.span))
    found.sort(key=lambda row: (row[0] == 0, row[:2]))
    listed = []
    for number, (page, y, words, span) in enumerate(found, 1):
        line = standing.impression.line(page, y) if page else 0
        listed.append(Said(number, words, span, page, line))
        if page:
            made[page - 1].marks.append(Mark(Kind.REMARK, y, words, number))
    return listed


def _place(node: Comment, standing: Standing) -> tuple[int, float]:
    """Find the block a comment is about: the one it is in, or stands above."""
    inside = standing.row(node.span)
    after = standing.following(node.span)
    if inside and inside.span.line == node.span.line:
        return standing.top(inside)
    row = after or inside
    return standing.top(row) if row else (0, 0.0)


def section_of_remarks(listed: Iterable[Said], labels: Sequence[str]) -> Section:
    """List the remarks of a proof."""
    rows = tuple(
        Listed(
            head=str(each.number),
            title="Remark",
            words=each.words,
            page=each.page,
            place=place(each.page, each.line, labels, each.span),
        )
        for each in listed
    )
    return Section("Remarks", rows)
