"""The page that teaches the language shows nothing that the publisher would complain of."""

import re
from pathlib import Path, PurePosixPath

import pytest

from outline import outline
from publisher.artifacts import SourceFile
from publisher.parse import parse

PAGE = (Path(__file__).parents[1] / "docs" / "manuscript.md").read_text("utf-8")
EXAMPLES = re.findall(r"(?ms)^(`{3,})markdown\n(.*?)^\1$", PAGE)

SHOWN = {
    "titles": "heading",
    "notes": "note ",
    "remarks": "remark by",
    "figures": "figure map",
    "several pictures": "figure fig {#fig-towers}",
    "pictures in a line": "‹picture",
    "tables": "table",
    "captions": "{#tbl-",
    "references": "‹cites",
    "numbers only": "-@map",
    "page references": "‹ref page",
    "references by file": "‹ref words ch05.md#sec-bar",
    "languages": "{lang=he}",
    "small capitals": "‹caps",
    "verse": "stanza",
    "bullets": "bullets, tight",
    "numbers": "numbers from 3",
    "definitions": "definitions",
    "divisions": "division {.signature}",
    "scene breaks": "scene break",
    "page breaks": "page break",
    "code": "code",
    "page marks": "‹page 112 of ru1912›",
    "conditions": "only in epub",
    "conditions in a line": "‹only not in epub",
    "index marks": "‹index",
    "terms": "‹term",
    "variables": "‹variable",
    "comments": "comment",
    "raised": "‹sup",
    "lowered": "‹sub",
    "struck out": "‹struck",
}


def read(text):
    return parse(SourceFile(PurePosixPath("x.md"), text), {}, ("fig", "map", "tbl"))


@pytest.mark.parametrize("text", [text for _, text in EXAMPLES])
def test_an_example_gives_no_finding(text):
    chapter, found = read(text)

    assert [] == [each.headline for each in found]
    assert chapter.blocks


def test_the_page_itself_gives_no_finding():
    assert [] == [each.headline for each in read(PAGE)[1]]


@pytest.mark.parametrize("sign", SHOWN.values(), ids=SHOWN)
def test_each_thing_has_an_example(sign):
    assert any(sign in outline(read(text)[0]) for _, text in EXAMPLES)
