"""Slips in YAML, in the words of someone who wants to make a book."""

from __future__ import annotations

import re
from pathlib import PurePosixPath

from ruamel.yaml.error import MarkedYAMLError

from publisher import rules
from publisher.diagnostics import Diagnostic, Span

_QUOTE = 'put the value in quotes: "…"'


def explained(
    problem: MarkedYAMLError, text: str, path: PurePosixPath, bracket: Span | None
) -> Diagnostic:
    """Turn the parser's complaint into a finding at the place that must be mended.

    `bracket` is the place of the innermost [ or { that was open.
    """
    context, complaint = problem.context or "", problem.problem or "unreadable"
    here = _place(problem.problem_mark, path)
    if "quoted scalar" in context and "end of" in complaint:
        began = _place(problem.context_mark, path)
        return _syntax(began, "this quotation mark is never closed", "close it")
    if "flow" in context and bracket:
        message = "the list that begins here lacks a comma or its closing bracket"
        return _syntax(bracket, message, "close it with ] or }, or " + _QUOTE)
    if "'\\t'" in complaint:
        return _syntax(here, "a tab stands where only spaces may", "indent with spaces")
    stranger = re.search("character '(.)' that cannot start", complaint)
    if stranger:
        return _syntax(here, f'a value cannot begin with "{stranger[1]}"', _QUOTE)
    if "mapping values are not allowed" in complaint:
        return _colon(here)
    if "<block end>" in complaint:
        return _misplaced(here, text)
    return _syntax(here, f"this is not YAML: {complaint}", _QUOTE)


def _colon(here: Span) -> Diagnostic:
    return _syntax(
        here,
        "a colon is not expected here",
        "put a value with a colon in quotes; a key has a space after its colon,"
        " and keys that belong together begin in one column",
    )


def _misplaced(here: Span, text: str) -> Diagnostic:
    line = text.split("\n")[here.line - 1]
    if line[: here.column - 1].strip():
        follows = line[here.column - 1 :].strip()[:40]
        message = f'"{follows}" follows a value that has already ended'
        return _syntax(here, message, "put the whole value in quotes of the other kind")
    return _syntax(
        here,
        "this line is not indented like the lines it belongs to",
        "begin it in the same column as its neighbours",
    )


def _place(mark: object, path: PurePosixPath) -> Span:
    return Span(path, getattr(mark, "line", 0) + 1, getattr(mark, "column", 0) + 1)


def _syntax(span: Span, message: str, hint: str) -> Diagnostic:
    return rules.YAML_SYNTAX.at(span, message, hint)
