"""Openings and first pages on small pages: less white, smaller letters, each on its page.

The white of the styles is made for pages of thirty lines and more. On one of sixteen a
sunk title would have a page to itself, and its chapter the next.
"""

from __future__ import annotations

SMALL, TINY = 28, 22  # lines of a page, under which it is so


def on_small_pages(lines: int, line: float) -> str:
    """Write the styles of a page of so many lines, each so high in pt; "" for large ones."""
    if lines >= SMALL:
        return ""
    rules = {
        ".opener": f"padding-top: {_high(max(0, (lines - 14) // 4), line)}",
        ".unit.part .opener": f"padding-top: {_high(lines // 4, line)}",
        ".half-title p": f"padding-top: {_high(lines // 4, line)}",
        ".unit.motto .text": f"padding-top: {_high(lines // 4, line)}",
        ".title-page .title": f"margin-top: {_high(lines // 8, line)};"
        f" font-size: 18pt; line-height: {_high(1.5, line)}",
        ".title-page .author:first-child": f"padding-top: {_high(lines // 8, line)}",
        ".title-page .title:first-child": f"margin-top: {_high(lines // 4, line)}",
        ".title-page .subtitle": "font-size: 11pt",
        ".title-page .subtitle + .other, .title-page .title + .other":
            f"margin-top: {_high(1, line)}",
        ".title-page .house": f"margin-top: {_high(lines // 8, line)}",
        ".entry:nth-last-child(4), .entry:nth-last-child(3)": "break-before: auto",
    }  # fmt: skip
    if lines < TINY:
        rules[".opener"] += f"; margin-bottom: {_high(1.5, line)}"
        rules["h1"] = (
            f"min-height: 0; padding: 0; font-size: 13pt; line-height: {_high(1.5, line)}"
        )
        rules[".unit.part h1"] = f"font-size: 14pt; line-height: {_high(1.5, line)}"
        rules[".drop"] = (
            "float: none; height: auto; margin: 0; padding: 0;"
            " font-size: inherit; line-height: inherit"
        )
        rules["figure, .tbl"] = f"margin: {_high(0.5, line)} 0"
    return "".join(f"{each} {{ {said} }}\n" for each, said in rules.items())


def _high(count: float, line: float) -> str:
    return f"{count * line:g}pt"
