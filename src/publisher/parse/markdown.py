"""The Markdown dialect: markdown-it's block parser with our own rules, set up once.

Only the structure of blocks is markdown-it's work. What stands inside a block is read by
`inlines`, which keeps every place and cannot be sent into recursion.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.rules_block import (
    StateBlock,
    blockquote,
    code,
    fence,
    hr,
    list_block,
    reference,
)
from markdown_it.token import Token

from publisher.parse import asides, containers, leaves, tables
from publisher.parse.positions import Sheet, Slice

Rule = Callable[[StateBlock, int, int, bool], bool]


@dataclass(frozen=True, slots=True)
class Structure:
    """The blocks of a file as markdown-it lists them, with what they leave out."""

    tokens: list[Token]
    links: Mapping[str, Mapping[str, str]]  # `[label]: url`, by label
    markup: list[Slice]  # stretches of the file that are no text


def structure(page: Sheet, level: int) -> Structure:
    """Read the blocks of a file at a level of nesting; what is inside them stays unread."""
    environment: dict[str, Any] = {"sheet": page, "markup": [], "references": {}}
    state = StateBlock(page.text, _DIALECT, environment, [])
    state.level = level
    _DIALECT.block.tokenize(state, 0, state.lineMax)
    return Structure(state.tokens, environment["references"], environment["markup"])


def _placed(rule: Rule) -> Rule:
    """Let the first token of a rule of markdown-it, and list items, know their place."""

    def run(state: StateBlock, start: int, end: int, silent: bool) -> bool:
        first = len(state.tokens)
        at = leaves.beginning(state, start)
        if not rule(state, start, end, silent):
            return False
        if not silent:
            state.tokens[first].meta["at"] = at
            _place_items(state, first)
        return True

    return run


def _place_items(state: StateBlock, first: int) -> None:
    for token in state.tokens[first:]:
        if (
            token.level == state.level + 1
            and token.type == "list_item_open"
            and token.map
        ):
            token.meta["at"] = leaves.beginning(state, token.map[0])


def _code(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """Read an indented code block; inside verse an indent is only an indent."""
    return not state.env.get("verse") and code(state, start, end, silent)


_NUMBER = re.compile(r"[0-9]{1,9}[.)][ \t]*$")


def _list(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """Read a list. A note that is a number and a full stop, as "1862.", holds none."""
    at, edge = leaves.beginning(state, start), state.eMarks[start]
    if state.parentType == "note" and _NUMBER.match(state.src, at, edge):
        return False
    return list_block(state, start, end, silent)


_ADDRESS = re.compile(
    r"\[(?:\\.|[^\[\]\\])+\]:[ \t]*+\n?[ \t]*+(?=[^\s/:#.]*[/:#.]|<)", re.DOTALL
)


def _address(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """Read `[label]: url`, but leave a line such as "[Aside]: Softly" to the text."""
    if not _ADDRESS.match(state.src, leaves.beginning(state, start)):
        return False
    if not reference(state, start, end, silent):
        return False
    leaves.mark_lines(state, start, state.line)
    return True


_EVERY = ["paragraph", "reference", "blockquote", "list"]
_RULES: list[tuple[str, Rule, list[str]]] = [  # in order; and what each may end
    ("too_deep", leaves.too_deep, []),
    ("header", asides.header, []),
    ("passed_over", asides.passed_over, ["paragraph", "reference"]),
    ("shortcode", asides.shortcode, _EVERY),
    ("table", tables.table, ["paragraph", "reference"]),
    ("caption", tables.caption, []),
    ("line_block", leaves.line_block, []),
    ("code", _placed(_code), []),
    ("fence", _placed(fence), _EVERY),
    ("blockquote", _placed(blockquote), _EVERY),
    ("hr", _placed(hr), _EVERY),
    ("list", _placed(_list), ["paragraph", "reference", "blockquote"]),
    ("note", containers.note, _EVERY),
    ("reference", _address, []),
    ("heading", leaves.heading, ["paragraph", "reference", "blockquote"]),
    ("division", containers.division, _EVERY),
    ("definitions", containers.definitions, ["paragraph", "reference", "blockquote"]),
    ("paragraph", leaves.paragraph, []),
]


def _dialect() -> MarkdownIt:
    made = MarkdownIt(
        "zero", {"maxNesting": 10_000}
    )  # leaves.too_deep comes long before
    # Whether an address can be allowed is said where something leads to it, not here.
    made.validateLink = lambda url: True  # type: ignore[method-assign] # noqa: ARG005
    ruler = made.block.ruler
    theirs = set(ruler.get_all_rules())
    following = ""
    for name, rule, ends in reversed(_RULES):
        if name in theirs:
            ruler.at(name, rule, {"alt": ends})
        else:
            ruler.before(following, name, rule, {"alt": ends})
        following = name
    ruler.enable([name for name, _, _ in _RULES])
    return made


_DIALECT = _dialect()
