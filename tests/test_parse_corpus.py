"""Real books of other people are read without a single false finding."""

from pathlib import PurePosixPath

import pytest

from bad_books import cases
from corpus import CORPUS
from publisher.artifacts import SourceFile
from publisher.model import NoteCall
from publisher.parse import parse
from test_parse_any_text import nodes

BOOKS = {
    "flatland": (34_000, 4),
    "beagle": (205_000, 181),
    "ru-sorrento": (4_000, 24),
    "ru-viy": (11_000, 0),
    "multilingual": (500, 6),
    "gibbon": (1_550_000, 8_580),
}
KINDS = ("fig", "map", "tbl")

pytestmark = pytest.mark.skipif(
    not CORPUS.is_dir(), reason="the corpus is not beside the checkout"
)


def read(path):
    text = path.read_bytes().decode("utf-8", "replace")
    text = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    return parse(SourceFile(PurePosixPath(path.name), text), {}, KINDS)


@pytest.mark.parametrize("name", BOOKS)
def test_a_real_book_has_no_findings_and_all_its_words_and_notes(name):
    words, notes = BOOKS[name]
    read_words = read_notes = calls = 0
    for path in sorted((CORPUS / name).glob("*.md")):
        chapter, found = read(path)
        assert [] == [each.headline for each in found]
        read_notes += len(chapter.notes)
        for node in nodes(chapter):
            read_words += len(getattr(node, "value", "").split())
            if isinstance(node, NoteCall):
                calls += 1
                assert node.key in chapter.notes

    assert notes == read_notes <= calls + 1  # one note of ru-sorrento is never called
    assert words < read_words


EXPECTED = {
    "fn-duplicate-def": ["one.md:7 P007"],
    "fn-id-with-space": ["one.md:3 P006"],
    "div-unclosed": ["one.md:3 P002"],
    "div-attribute-broken": ["one.md:3 P003", "one.md:5 P003", "one.md:7 P003"],
    "html-script": ["one.md:3 P011", "one.md:5 P011", "one.md:7 P011", "one.md:9 P004"],
    "html-unclosed": [
        "one.md:3 P004", "one.md:3 P004", "one.md:5 P004", "one.md:7 P004",
        "one.md:9 P004", "one.md:9 P004", "one.md:9 P004",
    ],
    "link-javascript": ["one.md:3 P009"] * 3,
    "link-broken-url": ["one.md:3 P009"] * 3,
    "lang-invalid": ["one.md:3 P010"] * 2,
    "table-ragged": ["one.md:5 P005", "one.md:6 P005"],
    "nest-quotes": ["one.md:3 P001"],
    "nest-lists": ["one.md:32 P001"],
    "img-empty-path": ["one.md:3 C004"],
    "img-file-url": ["one.md:3 L008"],
    "img-windows-path": ["one.md:3 L008"],
    "img-traversal": ["one.md:3 L008"],
    "img-traversal-sibling": ["one.md:3 L008"],
    "img-https-unresolvable": ["one.md:3 C008"],
    "img-protocol-relative": ["one.md:3 C008"],
    "txt-xml-special": ["one.md:5 P004"],
}  # fmt: skip


@pytest.mark.parametrize("case", [each["id"] for each in cases()])
def test_bad_input_earns_its_findings_and_no_others(case):
    said = []
    for path in sorted((CORPUS / "bad" / case).rglob("*.md")):
        found = read(path)[1]
        said += [f"{each.span.path}:{each.span.line} {each.code}" for each in found]
    if case == "nest-divs":
        assert {"P001", "P002"} >= {each.split()[1] for each in said}
        assert said
        return

    assert EXPECTED.get(case, []) == said
