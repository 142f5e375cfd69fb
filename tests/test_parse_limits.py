"""Texts made to hurt: deep nesting and long rows of marks end soon and lose no word."""

import pickle
import re
import time
from functools import cache
from pathlib import PurePosixPath

import pytest

from publisher.artifacts import SourceFile
from publisher.parse import parse
from test_parse_any_text import nodes

PATH = PurePosixPath("x.md")
MANY = 10_000

DEEP = {
    "quotations": ">" * 3000 + " deep",
    "lists": "".join("  " * level + "- x\n" for level in range(400))
    + "  " * 400
    + "deep",
    "divisions": "::: a\n" * 500 + "deep\n" + ":::\n" * 500,
    "notes": "".join(f"[^{number}]: " for number in range(200)) + "deep",
    "emphasis": "*a " * 500 + "deep" + "*" * 500,
    "spans": "[a " * 60_000 + "deep" + "]{.x}" * 60_000,
    "links in spans": "[" * 500 + "[deep](#x)" + "]{.x}" * 500,
    "brackets": "[" * 60_000 + "deep" + "]" * 60_000,
}

LONG = {
    "emphasis never closed": "*a **b " * MANY,
    "emphasis never opened": "*a " + "b* " * MANY,
    "mixed marks": "*a _b " * MANY + "c_ d* " * MANY,
    "intraword marks": "a**b" * MANY + "c* " * MANY,
    "carets": "^a *b " * MANY + "b^ " * MANY,
    "spans": "[a]{.b} " * 60_000,
    "spans never closed": "[a]{.b " * MANY,
    "values never closed": '[a]{b="c ' * MANY,
    "notes in notes": "^[a " * MANY + "]" * MANY,
    "links never closed": "[a](b" * MANY,
    "titles never closed": "[a](b 'c\" " * MANY,
    "pictures never closed": "![" * MANY + "](a)" * MANY,
    "backticks": " ".join("`" * count for count in range(1, 1500)),
    "keys": "[@a; x " * MANY + "]" * MANY,
    "comments never closed": "<!-- a\n\n" * MANY,
    "scripts never closed": "<script>\n\n" * MANY,
    "shortcodes never closed": "{{< " * MANY,
    "quotations side by side": "> a\n" * MANY,
    "lists of one": "- a\n+ b\n" * MANY,
    "divisions never closed": "::: {.a}\n" * 500,
    "fences": ":::\n" * MANY,
    "a paragraph of 3 MB": "word " * 600_000,
    "a word of 3 MB": "a" * 3_000_000,
    "meanings": "a\n" + ": b\n" * MANY,
    "table rows": "| a | b |\n|---|---|\n" + "| a | b |\n" * MANY,
    "table cells": "|" * 100_000 + "\n" + "|-" * 50_000,
    "captions": ": a\n\n" * MANY,
    "notes": "[^a]: b\n" * MANY,
    "addresses": "".join(f"[a{number}]: /b\n" for number in range(MANY))
    + "[a1] " * MANY,
    "titles": "# a\n" * MANY,
    "braces": '{"a" ' * MANY,
    "lines": "\n" * 200_000,
}


@cache
def read_deep(name):
    """Read a deep text once for all tests of it."""
    return read(DEEP[name])


def read(text, included=None):
    started = time.process_time()
    result = parse(SourceFile(PATH, text), included or {}, ("fig",))
    return *result, time.process_time() - started


@pytest.mark.parametrize("name", DEEP)
def test_deep_nesting_is_kept_or_reported(name):
    """The word in the depth is in the tree; the tree is shallow enough for any stage."""
    chapter, found, seconds = read_deep(name)

    assert "P013" not in {each.code for each in found}
    assert any("deep" in getattr(node, "value", "") for node in nodes(chapter))
    assert chapter == pickle.loads(pickle.dumps(chapter))
    assert 10 > seconds


@pytest.mark.parametrize("name", sorted(set(DEEP) - {"brackets"}))
def test_nesting_beyond_the_limit_is_said_at_its_place(name):
    found = [each for each in read_deep(name)[1] if each.code == "P001"]

    assert 1 == len(found)
    assert (1, 1) < (found[0].span.line, found[0].span.column)


@pytest.mark.parametrize("text", LONG.values(), ids=LONG)
def test_long_rows_of_marks_end_soon(text):
    _, found, seconds = read(text)

    assert "P013" not in {each.code for each in found}
    assert 15 > seconds


def test_twice_the_text_takes_about_twice_the_time():
    """Guards against what grows with the square: 20 times the text, far below 400 times."""
    sample = "- *a* [b]{.c} `d` ^[e] @f\n\n  > g [h](#i) [^j]\n\n[^j]: k\n\n"
    _, _, short = read(sample * 50)
    _, _, long = read(sample * 1000)

    assert 100 * max(short, 0.005) > long


def test_includes_that_multiply_end():
    """Ten files that each include the next ten times would be ten thousand million lines."""
    included = {
        PurePosixPath(f"{number}.md"): SourceFile(
            PurePosixPath(f"{number}.md"),
            f"word\n\n{{{{< include {number + 1}.md >}}}}\n\n" * 10,
        )
        for number in range(1, 10)
    }
    _, found, seconds = read("{{< include 1.md >}}", included)

    assert "L016" in {each.code for each in found}
    assert 60 > seconds


def test_depth_adds_up_over_included_files():
    """Each file is shallow enough; one inside another they would not be."""
    included = {
        PurePosixPath(f"{number}.md"): SourceFile(
            PurePosixPath(f"{number}.md"),
            "> " * 50 + f"{{{{< include {number + 1}.md >}}}}\n",
        )
        for number in range(1, 20)
    }
    chapter, found, _ = read("{{< include 1.md >}}", included)

    assert ["P001"] == [each.code for each in found]
    assert chapter == pickle.loads(pickle.dumps(chapter))


def test_a_control_character_stays_in_its_place():
    chapter, found, _ = read("a\x00b\x07c\x1bd")

    assert ["a\x00b\x07c\x1bd"] == [
        node.value for node in nodes(chapter) if hasattr(node, "value")
    ]
    assert [] == found


def test_a_lone_surrogate_is_read():
    assert read("a \ud800 b")[0].blocks


def test_code_of_many_lines_keeps_every_line():
    lines = "\n".join(f"line {number}" for number in range(1000))
    chapter, _, _ = read(f"> ```\n> {lines.replace(chr(10), chr(10) + '> ')}\n> ```\n")

    assert [lines] == re.findall(
        r"(?s)line 0.*line 999", chapter.blocks[0].blocks[0].value
    )
