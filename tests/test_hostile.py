"""Siblings of the bad cases: other tricks of the same families, harmless and told of."""

import itertools
from io import BytesIO
from pathlib import PurePosixPath

import pytest
from PIL import Image

import small_books
from publisher import pipeline
from publisher.config.decoding import decode
from publisher.load import raster, svg
from publisher.means import Means
from publisher.pipeline import Order
from small_books import written

PATH = PurePosixPath("one.md")
LATIN = "# One\n\nThe survey went on.\n"
RUSSIAN = "# Один\n\nЭто русский текст, и он довольно длинный.\n"
FIGURE = '# One\n\nText.\n\n![A map]({}){{#fig-m alt="A map."}}\n\nSee @fig-m.\n'
DRAWING = (
    '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"'
    ' width="20" height="10">{}<rect width="5" height="5"/></svg>'
)


@pytest.mark.parametrize(
    ("data", "hint"),
    [
        pytest.param(LATIN.encode("utf-16"), "UTF-16", id="UTF-16 with its mark"),
        pytest.param(
            LATIN.encode("utf-16-le"), "UTF-16", id="without, little end first"
        ),
        pytest.param(LATIN.encode("utf-16-be"), "UTF-16", id="without, big end first"),
        pytest.param(RUSSIAN.encode("utf-16-le"), "UTF-16", id="Russian, little end"),
        pytest.param(
            RUSSIAN.encode("utf-16-be"), "UTF-16", id="Russian, big end first"
        ),
        pytest.param(LATIN.encode("utf-32"), "UTF-32", id="UTF-32"),
        pytest.param(RUSSIAN.encode("koi8-r"), "KOI8-R", id="KOI8"),
        pytest.param("# É\n\nCafé crème.\n".encode("latin-1"), "1252", id="Latin-1"),
        pytest.param("# 一\n\n中文字在這裡。\n".encode("big5"), "as UTF-8", id="Big5"),
        pytest.param(b"# One\n\nA \xc0\xaf b.\n", "as UTF-8", id="overlong"),
        pytest.param(
            b"# One\n\nA \xed\xa0\x80 b.\n", "as UTF-8", id="a lone surrogate"
        ),
        pytest.param(b"# One\n\nA \xf4\x90\x80\x80 b.\n", "as UTF-8", id="too far out"),
        pytest.param(b"# One\n\nA \xe2\x82", "as UTF-8", id="cut in a letter"),
    ],
)
def test_what_is_not_utf8_is_one_error_with_its_byte_and_a_hint(data, hint):
    """Also where the bytes happen to be legal UTF-8."""
    _, (finding,) = decode(data, PATH)

    assert finding.code == "L009"
    assert "byte 0x" in finding.message
    assert hint in finding.hint


@pytest.mark.parametrize("text", ["a\0b", "\x04" * 3, "\0" * 3 + "words that go on"])
def test_a_few_control_characters_are_not_another_encoding(text):
    _, found = decode(text.encode(), PATH)

    assert {each.code for each in found} == {"L010"}


@pytest.mark.parametrize(
    ("inside", "taken"),
    [
        ('<h:script xmlns:h="http://www.w3.org/1999/xhtml">x</h:script>', "<script>"),
        ('<set attributeName="href" to="javascript:x"/>', "<set>"),
        ('<rect ONLOAD="y()"/>', "ONLOAD"),
        ('<use href="other.svg#x"/>', "other.svg"),
        ('<image href="data:image/svg+xml;base64,PHN2Zz4="/>', "data:image/svg"),
        ("<style>rect{fill:u\\72l(http://e.org/x)}</style>", "http://e.org/x"),
        ("<style>@\\69mport 'x'; rect{}</style>", '"x"'),
        ("<rect style=\"fill:image-set('http://e.org/x' 1x)\"/>", "http://e.org/x"),
        ("<style><![CDATA[@import url(//e.org/x);]]></style>", "//e.org/x"),
        ('<filter id="f"><feImage href="//e.org/x.png"/></filter>', "<feImage>"),
        ('<a href="java&#10;x:y"><path d="M0 0"/></a>', 'the link to "java x:y"'),
    ],
)
def test_what_acts_or_reaches_out_is_taken_out_of_a_drawing_by_name(inside, taken):
    made = svg.prepared(PurePosixPath("m.svg"), DRAWING.format(inside).encode())

    assert any(taken in remark.message for remark in made.remarks)
    for word in (b"script", b"e.org", b"other.svg", b"ONLOAD", b"svg+xml", b"mport"):
        assert word not in made.asset.data


def test_a_drawing_that_cannot_be_drawn_is_an_error_at_its_figure(tmp_path):
    """It would be missing in print, without a word."""
    drawing = DRAWING.format(
        '<g transform="matrix(1 2) scale(0) rotate(1e400) foo(1)"><rect width="3"/></g>'
    )
    home = written(
        tmp_path / "book", FIGURE.format("m.svg"), files={"m.svg": drawing.encode()}
    )
    outcome = pipeline.build(home, tmp_path / "out", Means(), Order(judged=False))

    assert "L014:one.md:5" in small_books.codes(outcome)
    assert outcome.made == []


def test_includes_that_multiply_are_followed_once_each(tmp_path):
    """Six files that include one another ten times are a million copies of the last."""
    names = [f"{letter}.inc.md" for letter in "abcdef"]
    files = {
        name: f"{{{{< include {after} >}}}}\n\n".encode() * 10
        for name, after in itertools.pairwise(names)
    } | {names[-1]: b"Words.\n\n" * 10}
    text = f"# One\n\nText.\n\n{{{{< include {names[0]} >}}}}\n"
    outcome = pipeline.check(written(tmp_path / "book", text, files=files))

    assert len(outcome.manuscript.inclusions) <= 10 * 6
    assert "L016" in {each.code for each in outcome.found}


@pytest.mark.parametrize(
    ("alt", "codes"),
    [
        ("m.svg", ["C030:one.md:5"]),
        ("IMG_0042.jpg", ["C030:one.md:5"]),
        ("m", []),
        ("A map.", []),
    ],
)
def test_the_name_of_a_file_describes_nothing(alt, codes, tmp_path):
    text = FIGURE.format("m.svg").replace("A map.", alt)
    drawing = DRAWING.format("").encode()
    outcome = small_books.checked(tmp_path / "book", text, files={"m.svg": drawing})

    assert small_books.codes(outcome, "C") == codes


@pytest.mark.parametrize(("mode", "form"), [("RGB", "PNG"), ("CMYK", "JPEG")])
def test_a_broken_colour_profile_is_left_behind(mode, form):
    """The picture is as good as one without."""
    file = BytesIO()
    Image.new(mode, (40, 30)).save(file, form, icc_profile=b"junk" * 100)
    made = raster.prepared(PurePosixPath("m.png"), file.getvalue())

    assert "icc_profile" not in Image.open(BytesIO(made.asset.data)).info


@pytest.mark.parametrize(
    ("escape", "code", "left"),
    [
        ("\\x07", "L010", "AB"),
        ("\\ud800", "L010", "AB"),
        ("\\0", "L010", "A\ufffdB"),
        ("\\uffff", "L010", "AB"),
        ("\\u202e", "L018", "AB"),
        ("\\u2067", "L018", "AB"),
        ("\\u00e9", None, "AéB"),
    ],
)
def test_an_escape_brings_nothing_in_that_a_text_may_not_hold(
    escape, code, left, tmp_path
):
    """YAML spells out characters that the bytes of the file do not have."""
    home = written(tmp_path, LATIN, more=f'publisher: "A{escape}B"\n')
    outcome = pipeline.check(home)
    said = [(each.code, each.span.line) for each in outcome.found]

    assert said == ([(code, 4)] if code else [])
    assert outcome.book.info.publisher == left


def test_letters_that_a_drawing_has_beyond_its_edge_are_no_words_of_the_text(tmp_path):
    """They may stand beside, above or far off: the pages hold what was written all the same."""
    inside = (
        '<text x="2" y="8" font-size="9">inside, and on beyond the edge</text>'
        '<text x="60" y="9">beside</text><text x="2" y="-25">above</text>'
    )
    drawing = DRAWING.format(inside).encode()
    home = written(tmp_path / "book", FIGURE.format("m.svg"), files={"m.svg": drawing})
    order = Order(frozenset({pipeline.PDF}), judged=False)
    outcome = pipeline.build(home, tmp_path / "out", Means(), order)

    assert small_books.codes(outcome, "F") == []
    assert outcome.made
