"""What a style asks for outside itself. The owner of tinycss2 in this stage."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, TypeAlias

import tinycss2

Token: TypeAlias = Any  # tinycss2 has no types

_ADDRESSED = {"url", "src", "image", "image-set", "-webkit-image-set"}
"""Functions whose strings are addresses (CSS Images 4, CSS Values 4)."""

_DEEPEST = 40
"""Levels of brackets in the style of a drawing."""

_RUN = {"expression"}
"""Functions that old browsers ran as a program."""


@dataclass(frozen=True, slots=True)
class Wish:
    """An address that a style sheet names, and where. `imported`: by `@import`."""

    address: str
    line: int
    column: int
    imported: bool = False


def wishes(sheet: str) -> Iterator[Wish]:
    """Yield every address in a style sheet, whether or not the rule around it is legal."""
    yield from _wishes(tinycss2.parse_stylesheet(sheet, skip_comments=True))


@lru_cache(maxsize=32)
def deeper(sheet: str, most: int) -> tuple[int, int] | None:
    """Give line and column where more than `most` brackets are open; None if nowhere."""
    nodes = tinycss2.parse_component_value_list(sheet, skip_comments=True)
    pending = [(node, 0) for node in nodes]
    found = []
    while pending:
        node, depth = pending.pop()
        if depth > most:
            found.append((node.source_line, node.source_column))
        else:
            pending += [(each, depth + 1) for each in _inside(node)]
    return min(found, default=None)


def addresses_outside(value: str) -> list[str]:
    """List what a single value asks for that is not inside the same file."""
    named = _wishes(tinycss2.parse_component_value_list(value))
    return [wish.address for wish in named if _is_outside(wish)]


def declarations_inside(style: str) -> tuple[str, list[str]]:
    """Keep of a `style` attribute what asks for nothing outside; name the rest."""
    nodes = tinycss2.parse_declaration_list(style, skip_comments=True)
    return _kept(nodes, style)


def rules_inside(sheet: str) -> tuple[str, list[str]]:
    """Keep of a sheet the rules that ask for nothing outside; name the rest."""
    nodes = tinycss2.parse_stylesheet(sheet, skip_comments=True)
    return _kept(nodes, sheet)


def _kept(nodes: Iterable[Token], written: str) -> tuple[str, list[str]]:
    kept, outside = [], []
    if deeper(written, _DEEPEST):
        return "", ["brackets without end"]
    whole = True
    for node in nodes:
        named = [wish.address for wish in _wishes([node]) if _is_outside(wish)]
        outside += named
        if not named and not _is_broken(node):
            kept.append(node)
        else:
            whole = False
    return (written if whole else tinycss2.serialize(kept)), outside


def _is_broken(node: Token) -> bool:
    """Tell whether something in a rule or declaration cannot be read, so has no effect."""
    pending = [node]
    while pending:
        each = pending.pop()
        if each.type == "error":
            return True
        pending += _inside(each)
    return False


def _is_outside(wish: Wish) -> bool:
    return wish.imported or not wish.address.strip().startswith("#")


def _wishes(nodes: Iterable[Token]) -> Iterator[Wish]:
    """Walk through tokens, blocks, functions and rules without recursion."""
    pending = [(node, False) for node in nodes][::-1]
    while pending:
        node, addressed = pending.pop()
        kind = node.type
        imports = kind == "at-rule" and node.lower_at_keyword == "import"
        if kind == "url" or (kind == "string" and addressed):
            yield Wish(node.value, node.source_line, node.source_column)
        elif kind == "function" and node.lower_name in _RUN:
            yield Wish(f"{node.name}(…)", node.source_line, node.source_column)
        elif kind == "error" and node.kind == "bad-url":
            yield Wish("url(…)", node.source_line, node.source_column)
        elif kind == "at-keyword" and node.lower_value == "import":
            while pending and pending[-1][0].type == "whitespace":
                pending.pop()
            named = bool(pending) and pending[-1][0].type in {"url", "string"}
            address = pending.pop()[0].value if named else ""
            yield Wish(address, node.source_line, node.source_column, imported=True)
        elif imports:
            yield Wish(
                _imported(node), node.source_line, node.source_column, imported=True
            )
        else:
            inner = addressed or (kind == "function" and node.lower_name in _ADDRESSED)
            pending += [(each, inner) for each in _inside(node)][::-1]


def _imported(rule: Token) -> str:
    for token in rule.prelude:
        if token.type in {"url", "string"}:
            return str(token.value)
        if token.type == "function" and token.arguments:
            return str(tinycss2.serialize(token.arguments)).strip("\"' ")
    return ""


def _inside(node: Token) -> list[Token]:
    parts: list[Token] = []
    for name in ("prelude", "content", "arguments", "value"):
        part = getattr(node, name, None)
        if isinstance(part, list):
            parts += part
    return parts
