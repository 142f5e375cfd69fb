"""What a style asks for outside itself. The owner of tinycss2 in this stage."""

from __future__ import annotations

import re
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


def without_shorthand(style: str) -> str:
    """Write `font: italic 12px serif` in a style as the single things it says."""
    if not _SHORTHAND.search(style):
        return style
    nodes = tinycss2.parse_blocks_contents(style, skip_comments=True)
    return _spelt_out(nodes)


def rules_without_shorthand(sheet: str) -> str:
    """Do the same in every rule of a sheet."""
    if not _SHORTHAND.search(sheet):
        return sheet
    rules = tinycss2.parse_stylesheet(sheet, skip_comments=True)
    written = []
    for rule in rules:
        if rule.type == "qualified-rule":
            inside = without_shorthand(tinycss2.serialize(rule.content))
            written.append(f"{tinycss2.serialize(rule.prelude)}{{{inside}}}")
        else:
            written.append(rule.serialize())
    return "".join(written)


def _spelt_out(nodes: Iterable[Token]) -> str:
    written = []
    for node in nodes:
        said = [] if node.type != "declaration" else _of_font(node)
        mark = "!important" if said and node.important else ""
        written += [f"{name}:{value}{mark};" for name, value in said]
        if not said:
            written.append(node.serialize() + (";" * (node.type == "declaration")))
    return "".join(written)


_SHORTHAND = re.compile(r"\bfont\s*:", re.IGNORECASE)
_SIZES = {
    "xx-small": "9px",
    "x-small": "10px",
    "small": "13px",
    "medium": "16px",
    "large": "18px",
    "x-large": "24px",
    "xx-large": "32px",
    "smaller": "0.83em",
    "larger": "1.2em",
}
"""Sizes that have names, as browsers take them (CSS Fonts 4, 2.5)."""

_STYLES = {
    "italic": "font-style",
    "oblique": "font-style",
    "small-caps": "font-variant",
}
_WEIGHTS = {"bold", "bolder", "lighter"}


def _of_font(declaration: Token) -> list[tuple[str, str]]:
    """Part a `font` into what it says; nothing where it is none, or names a system's."""
    if declaration.lower_name != "font":
        return []
    tokens = list(declaration.value)
    found = next((n for n, token in enumerate(tokens) if _is_size(token)), None)
    if found is None:
        return []
    said = {"font-style": "normal", "font-weight": "normal", "font-variant": "normal"}
    for token in tokens[:found]:
        value = getattr(token, "lower_value", "")
        if value in _STYLES:
            said[_STYLES[value]] = value
        elif value in _WEIGHTS:
            said["font-weight"] = value
        elif token.type == "number":
            said["font-weight"] = token.representation
    rest = [token for token in tokens[found + 1 :] if token.type != "whitespace"]
    if rest and rest[0].type == "literal" and rest[0].value == "/":
        found = tokens.index(rest[1], found) if len(rest) > 1 else found
    family = tinycss2.serialize(tokens[found + 1 :]).strip()
    size = tinycss2.serialize([next(filter(_is_size, tokens))])
    said["font-size"] = _SIZES.get(size.lower(), size)
    return [*said.items(), ("font-family", family)] if family else []


def _is_size(token: Token) -> bool:
    return token.type in {"dimension", "percentage"} or (
        token.type == "ident" and token.lower_value in _SIZES
    )


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
