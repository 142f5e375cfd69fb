"""Operators read as they are written say what pikepdf reads; all else is left to it."""

import zlib

import pikepdf
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pikepdf import Name, Pdf

from publisher.check.press import operators
from publisher.check.press.fonts import Fonts
from publisher.check.press.graphics import apart
from publisher.check.press.marks import marks
from publisher.check.sheets import content


def parsed(content):
    """Read a stream with pikepdf, operands as `read` gives them."""
    with Pdf.new() as pdf:
        for each in pikepdf.parse_content_stream(pdf.make_stream(content)):
            name, operands = str(each.operator), list(each.operands)
            if name == "TJ":
                yield name, (apart(operands[0]),)
            elif name == "d":
                yield name, ()
            else:
                yield name, tuple(map(plain, operands))


def plain(operand):
    return str(operand) if isinstance(operand, Name) else float(operand)


ESCAPES = ("\\n", "\\t", "\\b", "\\f", "\\r", "\\(", "\\)", "\\\\", "\\001", "\\377")

numbers = st.one_of(
    st.integers(-999, 999).map(str),
    st.floats(-999, 999).map("{:.5f}".format),
    st.sampled_from(("-.5", "+2", "648.", "0.0", "-159.34798242109468")),
)
strings = st.binary(max_size=6).map(lambda codes: f"<{codes.hex()}>")
escaped = st.lists(st.sampled_from((*"ab <>[]%", *ESCAPES))).map("".join)
arrays = st.lists(numbers | strings | escaped.map("({})".format)).map(
    lambda parts: f"[{' '.join(parts)}] TJ"
)
named = st.sampled_from(("/a1.0 gs", "/VLCMHS 14.6 Tf", "/x-3 Do", "[3 1] 0 d"))
plainly = st.sampled_from(("q", "ET", "1 0 0 -1 85.03 92.01 Tm", "0 g", "0 0 9 9 re"))
lines = st.lists(plainly | named | arrays).map("\n".join)
signs = st.text("[]<>()/%#. -+0123456789abdfgmqQTJEBnsw_\n\t", max_size=40)


@given(lines)
def test_what_is_written_as_ours_is_read_alike(content):
    content = content.encode()

    assert list(parsed(content)) == operators.read(content)


@given(signs)
def test_what_is_read_at_all_is_read_alike(content):
    read = operators.read(content.encode())

    assert read is None or list(parsed(content.encode())) == read


@pytest.mark.parametrize(
    "content",
    [
        b"(q) Tj",
        b"[(q(r))] TJ",
        b"[(q\\8)] TJ",
        b"[(q\nr)] TJ",
        b"[<0>] TJ",
        b"[<01] TJ",
        b"[01>02<03] TJ",
        b"/a#20b gs",
        b"/a 1 gs",
        b"/a Tf",
        b"1 0 0\n1 0 0 cm",
        b"0 0 m 9 9 l S",
        b"5q",
        b"1e3 w",
        b"% a remark",
        b"/P <</MCID 3>> BDC",
        b"/Cs1 cs",
        b"7 ft",
    ],
)
def test_what_is_written_otherwise_is_left(content):
    assert operators.read(content) is None


@pytest.mark.tools
def test_our_own_book_is_read_as_it_is_written(built):
    _, out = built
    with Pdf.open(next(out.glob("*-print.pdf"))) as pdf:
        read = [operators.read(content(page)) for page in pdf.pages]

    assert any(read)
    assert None not in read


def test_of_a_stream_that_is_damaged_no_less_is_read(monkeypatch):
    with Pdf.new() as pdf:
        page = pdf.add_blank_page()
        packed = zlib.compress(b"0 0 9 9 re\nf\n" * 999)[:-9]
        page.Contents = pdf.make_stream(packed, Filter=Name.FlateDecode)
        read = marks(page.obj, Fonts())
        monkeypatch.setattr(operators, "read", lambda _: None)
        by_pikepdf = marks(page.obj, Fonts())

    assert by_pikepdf == read
