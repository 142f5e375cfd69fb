"""Custom properties that hold for the whole book, put in where styles ask for them.

What `:root` sets is the same everywhere, so nothing is lost if it is put in once, before
the print engine reads the sheet: page rules and margin boxes see it as well, and no
element's style has to be worked out anew. A property that is set elsewhere too is left
to the engine, by the ordinary rules of CSS (css-variables-1).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

import tinycss2

from publisher.artifacts import Stylesheet
from publisher.load.css import Token

MM_IN_PT = 72 / 25.4
POINTS = {"pt": 1.0, "px": 0.75, "mm": MM_IN_PT, "cm": 10 * MM_IN_PT, "in": 72.0}

_MOST = 1000  # values that stand in one property when all it asks for is put in
_WRITTEN = re.compile(r"(--[\w-]+)\s*:([^;{}]*)")
_NAMES = re.compile(r"var\(\s*(--[\w-]+)", re.IGNORECASE)
_DEEPEST = 20  # properties that ask for one another
_LENGTH = re.compile(r"(\d{1,4}(?:\.\d{1,4})?)(pt|px|mm|cm|in)", re.ASCII)
_PARTS = re.compile(
    r"""
    "(?:\\.|[^"\\])*" | '(?:\\.|[^'\\])*'  # strings
    | /\*.*?\*/                            # comments
    | (?<![\w-])var\(                      # what is asked for
    """,
    re.DOTALL | re.IGNORECASE | re.VERBOSE,
)
_PRODUCT = re.compile(
    r"calc\(\s*(-?[\d.]+)\s*\*\s*(-?[\d.]+)(pt|em|mm|in)\s*\)", re.ASCII | re.IGNORECASE
)
_ROOT = re.compile(r":root(?::lang\(([\w\s,-]*)\))?", re.ASCII)
_ASKED = re.compile(r"\s*(--[\w-]+)\s*(?:,.*)?", re.DOTALL)


def settled(
    sheets: Sequence[Stylesheet], lang: str = ""
) -> tuple[tuple[Stylesheet, ...], Mapping[str, str]]:
    """Put values in the place of `var()`; give the sheets, and the values by name.

    `lang` is the book's language: what `:root:lang(ru, uk)` sets is for books in these.
    Lines stay where they are.
    """
    values, elsewhere = _set(sheets, lang.lower())
    for name in elsewhere:
        values.pop(name, None)
    made = (replace(each, text=_put_in(each.text, values)) for each in sheets)
    whole = {name: _put_in(value, values).strip() for name, value in values.items()}
    return tuple(made), whole


def swollen(sheets: Iterable[Stylesheet]) -> tuple[Stylesheet, int, str] | None:
    """Find a property that would grow beyond bounds if all it asks for were put in.

    Gives its sheet, its line and its name. Nothing is put in to find it: ten that ask
    ten times for one another are as many as the letters of a library.
    """
    asked: dict[str, list[list[str]]] = {}
    written: dict[str, tuple[Stylesheet, int]] = {}
    for sheet in sheets:
        for found in _WRITTEN.finditer(sheet.text):
            name = found[1]
            asked.setdefault(name, []).append(_NAMES.findall(found[2]))
            written[name] = sheet, sheet.text.count("\n", 0, found.start()) + 1
    sizes: dict[str, int] = {}
    for name in asked:
        if _size(name, asked, sizes, 0) > _MOST:
            return (*written[name], name)
    return None


def _size(
    name: str, asked: Mapping[str, list[list[str]]], sizes: dict[str, int], depth: int
) -> int:
    """Count how many values stand in one when all is put in; a circle counts as one."""
    if name not in sizes:
        sizes[name] = 1
        inside = [
            1 + sum(_size(each, asked, sizes, depth + 1) for each in names)
            for names in (asked.get(name, ()) if depth <= _DEEPEST else ())
        ]
        sizes[name] = max(inside, default=1)
    return sizes[name]


def points(value: str) -> float | None:
    """Read a length, in pt; None if it is none that is the same everywhere."""
    found = _LENGTH.fullmatch(value.strip().lower())
    return float(found[1]) * POINTS[found[2]] if found else None


def _set(sheets: Iterable[Stylesheet], lang: str) -> tuple[dict[str, str], set[str]]:
    """Gather what `:root` sets, the last first; and the names that are set elsewhere."""
    values: dict[str, str] = {}
    elsewhere: set[str] = set()
    for sheet in sheets:
        nodes = tinycss2.parse_stylesheet(sheet.text, skip_comments=True)
        for node in nodes:
            if node.type not in {"qualified-rule", "at-rule"}:
                continue
            found = dict(_properties(node.content or ()))
            selector = tinycss2.serialize(node.prelude).strip().lower()
            root = node.type == "qualified-rule" and _ROOT.fullmatch(selector)
            if root:
                values |= found if _speaks(lang, root[1]) else {}
            else:
                elsewhere |= found.keys() | set(_named_inside(node.content or ()))
    return values, elsewhere


def _speaks(lang: str, wanted: str | None) -> bool:
    """Tell whether a language is among those of a `:lang()`; any is, where there is none."""
    names = [each.strip() for each in (wanted or "").split(",")]
    return wanted is None or any(f"{lang}-".startswith(f"{each}-") for each in names)


def _properties(content: Iterable[Token]) -> Iterator[tuple[str, str]]:
    for each in tinycss2.parse_blocks_contents(list(content), skip_comments=True):
        if each.type == "declaration" and each.name.startswith("--"):
            yield each.name, tinycss2.serialize(each.value).strip()


def _named_inside(content: Iterable[Token]) -> Iterator[str]:
    """Yield the properties that are set in the blocks of an at-rule, or in nested rules."""
    pending = [each for each in content if each.type == "{} block"]
    while pending:
        inside = pending.pop().content
        yield from (name for name, _ in _properties(inside))
        pending += [each for each in inside if each.type == "{} block"]


def _put_in(text: str, values: Mapping[str, str], depth: int = 0) -> str:
    """Put in values; what has none, not even one to fall back on, stays as it is."""
    if "var(" not in text.lower() or depth > _DEEPEST:
        return text
    parts, at = [], 0
    for found in _PARTS.finditer(text):
        if found.start() < at or not found[0].lower().startswith("var("):
            continue
        end = _end(text, found.end())
        asked = text[found.end() : end - 1]
        value = _value(asked, values, depth)
        if value is not None:
            lines = "\n" * text.count("\n", found.start(), end)
            parts += [text[at : found.start()], value, lines]
            at = end
    return _PRODUCT.sub(_multiplied, "".join(parts) + text[at:])


def _multiplied(product: re.Match[str]) -> str:
    """Work out so many times a length, once and not for every element."""
    try:
        return f"{float(product[1]) * float(product[2]):g}{product[3]}"
    except ValueError:
        return product[0]


def _value(asked: str, values: Mapping[str, str], depth: int) -> str | None:
    named = _ASKED.fullmatch(asked)
    if not named or named[1] not in values:
        return None
    return " ".join(_put_in(values[named[1]], values, depth + 1).split("\n"))


def _end(text: str, start: int) -> int:
    """Find where the brackets of a function end whose words begin at `start`."""
    deep = 1
    for found in re.finditer(r"""["'].*?["']|[()]""", text[start:], re.DOTALL):
        deep += {"(": 1, ")": -1}.get(found[0], 0)
        if not deep:
            return start + found.end()
    return len(text)
