"""Style sheets taken apart: rules, declarations, and where each stands."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Any, TypeAlias

import tinycss2

from publisher.artifacts import Stylesheet
from publisher.diagnostics import Span

Token: TypeAlias = Any  # tinycss2 has no types

_CONDITIONAL = {"media", "supports", "layer", "container"}


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule of a style sheet: whom it is about, what it says, under which conditions."""

    sheet: PurePosixPath
    selector: Sequence[Token]
    declarations: tuple[Token, ...]
    conditions: tuple[str, ...]  # "@media print", "@supports (display: grid)"

    def at(self, declaration: Token) -> Span:
        """Give the place of a declaration."""
        return Span(self.sheet, declaration.source_line, declaration.source_column)

    @property
    def words(self) -> str:
        """Write the selector as its author did."""
        return " ".join(tinycss2.serialize(self.selector).split())


def rules_of(sheets: Iterable[Stylesheet]) -> Iterator[Rule]:
    """Yield the style rules of sheets in the order of the cascade."""
    for sheet in sheets:
        nodes = tinycss2.parse_stylesheet(
            sheet.text, skip_comments=True, skip_whitespace=True
        )
        yield from _rules(nodes, sheet.path, ())


def _rules(
    nodes: Iterable[Token], path: PurePosixPath, conditions: tuple[str, ...]
) -> Iterator[Rule]:
    for node in nodes:
        if node.type == "qualified-rule":
            said = tinycss2.parse_blocks_contents(
                node.content, skip_comments=True, skip_whitespace=True
            )
            declared = tuple(each for each in said if each.type == "declaration")
            yield Rule(path, node.prelude, declared, conditions)
        elif node.type == "at-rule" and node.lower_at_keyword in _CONDITIONAL:
            condition = " ".join(tinycss2.serialize(node.prelude).split()).lower()
            inside = tinycss2.parse_rule_list(
                node.content or (), skip_comments=True, skip_whitespace=True
            )
            named = f"@{node.lower_at_keyword} {condition}"
            yield from _rules(inside, path, (*conditions, named))


def written(declaration: Token) -> str:
    """Write the value of a declaration as its author did."""
    return " ".join(tinycss2.serialize(declaration.value).split())
