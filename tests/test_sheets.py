"""Two finished files of the same pages, compared page by page."""

import pikepdf
import pytest
from pikepdf import Dictionary, Name

from publisher.cache import Cache
from publisher.check.bodies import streams_of
from publisher.check.sheets import (
    digests_of,
    inks_of,
    same_ink,
    same_words,
    sheets_of,
)

ONE, TWO = b"BT /F1 10 Tf (one) Tj ET", b"BT /F1 10 Tf (two) Tj ET"
RED, INK = b"1 0 0 rg\n", b"0 1 1 0 k\n"
TAGGED = b"/P <</MCID 0>> BDC\n" + ONE + b"\nEMC"


def written(path, *pages):
    """Write a file whose pages are these operators."""
    with pikepdf.new() as pdf:
        for operators in pages:
            page = pdf.add_blank_page()
            page.obj.Contents = pdf.make_stream(operators)
            page.obj.Resources = Dictionary(
                Font=Dictionary(F1=Dictionary(Type=Name.Font))
            )
        pdf.save(path)
    return path


@pytest.mark.parametrize(
    ("before", "after", "wrong"),
    [
        pytest.param([ONE, TWO], [ONE, TWO], [], id="the same"),
        pytest.param([ONE, RED + TWO], [ONE, INK + TWO], [], id="a colour became ink"),
        pytest.param([ONE, ONE], [ONE, TWO], [2], id="another word"),
        pytest.param([ONE, ONE], [ONE, INK], [2], id="a word lost"),
        pytest.param([ONE, TWO], [ONE], [2], id="a page lost"),
        pytest.param([ONE], [ONE, b""], [], id="an empty page added for the printer"),
        pytest.param([ONE], [ONE, TWO], [2], id="a page added that shows something"),
        pytest.param([ONE, TWO], [TWO, ONE], [1, 2], id="pages changed places"),
    ],
)
def test_inks_change_nothing_that_a_page_shows(tmp_path, before, after, wrong):
    """Colours may change; letters and pictures may not."""
    linked = written(tmp_path / "linked.pdf", *before)
    press = written(tmp_path / "press.pdf", *after)

    found = list(same_words(linked, press, sheets_of(linked)))

    assert [each.span.line for each in found] == wrong


@pytest.mark.parametrize(
    ("press", "screen", "wrong"),
    [
        pytest.param([ONE, TWO], [ONE, TWO], [], id="the same"),
        pytest.param([ONE, TWO], [TAGGED, TWO], [], id="marks of structure"),
        pytest.param([ONE, RED + TWO], [ONE, INK + TWO], [2], id="another colour"),
        pytest.param([ONE, TWO], [ONE, ONE], [2], id="another word"),
    ],
)
def test_both_files_draw_the_same(tmp_path, press, screen, wrong):
    """Only marks of structure may differ."""
    one = written(tmp_path / "press.pdf", *press)
    other = written(tmp_path / "screen.pdf", *screen)

    assert [each.span.line for each in same_ink(one, other)] == wrong


def test_what_is_drawn_is_known_again_and_of_what_is_damaged_never(tmp_path):
    """Some pages together; those that were damaged are unpacked whenever they are met."""
    many = written(tmp_path / "many.pdf", *[ONE, TWO] * 20)
    memory = Cache(tmp_path / "cache")
    with pikepdf.open(many) as pdf:
        shown = [streams_of(page.obj) for page in pdf.pages]
        pages = digests_of(shown)
        first, again = (inks_of(shown, pages, memory) for _ in range(2))
    kept = len(list(memory.folder.rglob("*")))
    with pikepdf.open(many) as pdf:
        damaged = pdf.make_stream(b"no such thing")
        damaged.stream_dict.Filter = Name.FlateDecode
        pdf.pages[1].obj.Contents = damaged
        shown = [streams_of(page.obj) for page in pdf.pages]
        known = digests_of(shown)
        spoilt, still = (inks_of(shown, known, memory) for _ in range(2))

    assert first == again
    assert 40 == len(first)
    assert 2 == len(set(first))
    assert [None] == [each for each in spoilt if each not in first]
    assert spoilt == still
    assert kept == len(list(memory.folder.rglob("*")))


def test_a_page_that_is_damaged_in_both_is_not_the_same(tmp_path):
    """What nobody can unpack has not been compared."""
    files = [written(tmp_path / name, ONE, TWO) for name in ("press.pdf", "screen.pdf")]
    for path in files:
        with pikepdf.open(path, allow_overwriting_input=True) as pdf:
            damaged = pdf.make_stream(b"no such thing")
            damaged.stream_dict.Filter = Name.FlateDecode
            pdf.pages[1].obj.Contents = damaged
            pdf.save(path)

    assert [each.span.line for each in same_ink(*files)] == [2]
