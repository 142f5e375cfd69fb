"""Excuses in the manuscript: a comment above a block says why a finding there may stay.

    <!-- publisher: allow T004, a ship's name -->

It reaches over the block that follows it, and excuses warnings and notes of its code
there. Errors are not excused: what is wrong with a book stays wrong.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from pathlib import PurePosixPath

from publisher import rules
from publisher.diagnostics import Diagnostic, Severity, Span
from publisher.model import Block, Chapter, Comment, Heading, Node, Paragraph
from publisher.tree import children

_OPENING = re.compile(r"publisher\s*:", re.IGNORECASE)
_ALLOW = re.compile(
    r"allow\b[\s:]*(?P<codes>[^,;:—–\s]*(?:\s+[A-Z]\d{3})*)\s*(?:[,;:—–-]\s*|\s)(?P<reason>.*)",
    re.IGNORECASE | re.DOTALL,
)
_FOREIGN = re.compile(r"[a-z]+/\S+")
_WAY = "write <!-- publisher: allow T001, and why -->"
_FAR = 1 << 60  # a line behind the last of any file


@dataclass(frozen=True, slots=True)
class Excuse:
    """Findings of one code may stay between two lines of a file."""

    code: str
    reason: str
    span: Span  # of the comment
    first: int  # line
    last: int


@dataclass(slots=True)
class Excuses:
    """All excuses of a book, and which of them were needed."""

    given: list[Excuse] = field(default_factory=list)
    used: set[Excuse] = field(default_factory=set)
    silent: frozenset[str] = frozenset()  # codes that the book has set off
    _reaches: dict[tuple[str, PurePosixPath], list[tuple[Excuse, int]]] = field(
        default_factory=dict, repr=False
    )
    """By code and file, in order of their first lines; with each the last line that it
    or one before it reaches."""

    def __post_init__(self) -> None:
        for excuse in sorted(self.given, key=lambda each: each.first):
            reaches = self._reaches.setdefault((excuse.code, excuse.span.path), [])
            before = reaches[-1][1] if reaches else 0
            reaches.append((excuse, max(before, excuse.last)))

    def cover(self, finding: Diagnostic) -> bool:
        """Tell whether a finding is excused; remember the excuses that do it."""
        span = finding.span
        reaches = self._reaches.get((finding.code, span.path), [])
        index = bisect_right(reaches, span.line, key=lambda each: each[0].first)
        fitting = []
        while index and reaches[index - 1][1] >= span.line:
            index -= 1
            if reaches[index][0].last >= span.line:
                fitting.append(reaches[index][0])
        self.used.update(fitting)
        return bool(fitting)

    def unused(self, families: str) -> list[Diagnostic]:
        """Report excuses that excused nothing, of codes that begin with these letters."""
        return [
            rules.NEEDLESS_EXCUSE.at(
                each.span,
                f"nothing here needs to be excused from {each.code}",
                hint="take the comment out, or put it right above the block it is meant for",
            )
            for each in self.given
            if each not in self.used
            and each.code[:1] in families
            and each.code not in self.silent
        ]


def excuses(
    chapters: Iterable[Chapter], judged: Mapping[str, Severity | None]
) -> tuple[Excuses, list[Diagnostic]]:
    """Read the excuses of a book; `judged` is what book.yaml says of rules.

    A comment that means to excuse and cannot is a finding.
    """
    known = {rule.code: rule.severity for rule in rules.all_rules()}
    weights = known | dict(judged)
    silent = {code for code, weight in judged.items() if weight is None}
    given: list[Excuse] = []
    found: list[Diagnostic] = []
    for comment, first, last in _addressed(chapters):
        if not (opening := _OPENING.match(comment.value)):
            continue
        codes, reason = _read(comment.value[opening.end() :])
        if fault := _fault(codes, reason, weights):
            found.append(rules.BAD_EXCUSE.at(comment.span, *fault))
            continue
        given += [Excuse(code, reason, comment.span, first, last) for code in codes]
    return Excuses(given, silent=frozenset(silent)), found


def _read(text: str) -> tuple[list[str], str]:
    """Take an excuse apart: its codes, and its reason."""
    allowed = _ALLOW.fullmatch(f"{text.strip()} ")
    if not allowed:
        return [], ""
    return allowed["codes"].split(), " ".join(allowed["reason"].split())


def _fault(
    codes: list[str], reason: str, weights: Mapping[str, Severity | None]
) -> tuple[str, str] | None:
    """Say what is wrong with an excuse, and what can be done."""
    if not codes:
        return "this comment is for the publisher, and says nothing it knows", _WAY
    for code in codes:
        if code not in weights and not _FOREIGN.fullmatch(code):
            near = get_close_matches(code.upper(), weights, n=1)
            hint = f'did you mean "{near[0]}"?' if near else _WAY
            return f'there is no rule "{code}" to be excused from', hint
        if weights.get(code) is Severity.ERROR:
            hint = "mend it, or weigh the rule as a warning under rules in book.yaml"
            return f"{code} is an error, and errors are not excused", hint
    if not any(letter.isalnum() for letter in reason):
        return f"the excuse from {codes[0]} gives no reason", _WAY
    return None


# ---------------------------------------------------------------- what a comment is above


def _addressed(chapters: Iterable[Chapter]) -> Iterator[tuple[Comment, int, int]]:
    """Give every comment with the first and last line of the block that follows it.

    One that nothing follows reaches no line at all. A file that several chapters include
    is read once.
    """
    met: set[Span] = set()
    for chapter in chapters:
        lines: dict[PurePosixPath, list[Node]] = {}
        for node in (*chapter.blocks, *chapter.notes.values()):
            lines.setdefault(node.span.path, []).append(node)
        for nodes in lines.values():
            for each in _in_line(_in_order(nodes), _FAR):
                if each[0].span not in met:
                    met.add(each[0].span)
                    yield each


def _in_order(nodes: list[Node]) -> list[Node]:
    """Sort by place; a comment from inside a paragraph stays before it."""
    places: list[tuple[int, Node]] = []
    behind = _FAR
    for node in reversed(nodes):
        line = node.span.line
        behind = min(line, behind) if isinstance(node, Comment) else line
        places.append((behind, node))
    places.reverse()
    return [node for _, node in sorted(places, key=lambda each: each[0])]


def _in_line(nodes: list[Node], end: int) -> Iterator[tuple[Comment, int, int]]:
    """Go through blocks that follow one another; `end` is the last line they can reach."""
    for node, behind, blocks in zip(
        nodes, _behind(nodes, end), _next(nodes), strict=True
    ):
        if isinstance(node, Comment):
            yield node, *_following(blocks, node, end)
        elif not isinstance(node, Paragraph | Heading):
            inner = [each for each in children(node) if _is_block(each, node)]
            yield from _in_line(_in_order(inner), min(behind - 1, end))


def _behind(nodes: list[Node], end: int) -> list[int]:
    """Give for each node the first line of one that comes after it, further down."""
    lines: list[int] = []  # of nodes further on, the nearest last, each below the last
    found: list[int] = []
    for node in reversed(nodes):
        while lines and lines[-1] <= node.span.line:
            lines.pop()
        found.append(lines[-1] if lines else end + 1)
        lines.append(node.span.line)
    return found[::-1]


def _next(nodes: list[Node]) -> list[tuple[Node, ...]]:
    """Give for each node the two blocks that come after it, or fewer at the end."""
    blocks: tuple[Node, ...] = ()
    found: list[tuple[Node, ...]] = []
    for node in reversed(nodes):
        found.append(blocks)
        if not isinstance(node, Comment):
            blocks = (node, *blocks[:1])
    return found[::-1]


def _following(blocks: tuple[Node, ...], comment: Comment, end: int) -> tuple[int, int]:
    if not blocks:
        return comment.span.line + 1, comment.span.line
    first = min(blocks[0].span.line, comment.span.line)
    return first, blocks[1].span.line - 1 if len(blocks) > 1 else end


_BLOCKS = Block.__args__


def _is_block(node: Node, around: Node) -> bool:
    """Tell whether a node is a block, or holds blocks, of the same file as its parent."""
    holds = hasattr(node, "blocks") or hasattr(node, "meanings")
    return node.span.path == around.span.path and (isinstance(node, _BLOCKS) or holds)
