"""Manuscript in, EPUB markup out."""

from dataclasses import replace
from pathlib import PurePosixPath

import pytest

from epub_reading import body_of
from epub_sample import ASSETS, INFO, at
from golden_cases import golden_cases
from publisher.artifacts import SourceFile
from publisher.bookinfo import Matter, Piece, Role
from publisher.diagnostics import any_errors
from publisher.parse import parse
from publisher.render.epub import render_epub
from publisher.resolve import resolve

PATH = PurePosixPath("a.md")


@pytest.mark.parametrize("case", golden_cases("epub.md"))
def test_markup(case):
    """Each case is one thing an author writes."""
    info = replace(INFO, structure=(Piece(Role.CHAPTER, Matter.BODY, at(1), PATH),))
    chapter, found = parse(SourceFile(PATH, f"# One\n\n{case.source}"), {}, info.kinds)
    book, more = resolve(info, {PATH: chapter})

    assert not any_errors(found + more)
    case.check(body_of(render_epub(book, ASSETS)))
