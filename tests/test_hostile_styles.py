"""Style sheets and fonts that reach out, never end or are damaged: one finding each."""

import base64
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

import small_books
from publisher import pipeline
from publisher.means import Means
from publisher.pipeline import Order
from small_books import written

TEXT = "# One\n\nText.\n"
NAMED = "css: look.css\n"
FONTS = Path(__file__).parents[1] / "styles" / "fonts"
FONT = (FONTS / "EBGaramond-Regular.ttf").read_bytes()


def checked(home, css, files=None):
    """Check a book of one style sheet; give codes and lines, and all that is said."""
    sheet = css if isinstance(css, bytes) else css.encode()
    given = {"look.css": sheet, **(files or {})}
    outcome = small_books.checked(home, TEXT, more=NAMED, files=given)
    return small_books.codes(outcome), " ".join(each.message for each in outcome.found)


def picture():
    """Make a small PNG."""
    file = BytesIO()
    Image.new("RGB", (20, 20), (200, 0, 0)).save(file, "PNG")
    return base64.b64encode(file.getvalue()).decode()


@pytest.mark.parametrize(
    ("css", "said"),
    [
        ("@import url(http://e.invalid/x.css);", "fetched from the network"),
        ('p{color:#555}@IMPORT "x.css";', 'imports "x.css"'),
        (r'@\69mport "x.css";', 'imports "x.css"'),
        ('@media print{@import "x.css";}', 'imports "x.css"'),
        ("@layer x{@import/**/url(x.css);}", 'imports "x.css"'),
        (r"p{background:u\72l(../../x.png)}", "leads out"),
        ("p{background:url(%2e%2e/x.png)}", "leads out"),
        (r"p{background:url(\2f etc/passwd)}", "leads out"),
        ('p{background:image-set("//e.invalid/x" 1x)}', "fetched"),
        ("@page{@top-left{content:url(file:/etc/passwd)}}", "leads out"),
        ("@namespace x url(http://e.invalid/ns);", "fetched"),
        ("p{--x:url(http://e.invalid/x);color:var(--x)}", "fetched"),
        ("@supports (a:url(http://e.invalid/x)){p{color:#555}}", "fetched"),
        ('p{background:url(/* */"x.png")}', "cannot be used"),
        ("p{background:url(javascript:x())}", "cannot be used"),
        ("p{width:expression(x())}", "cannot be used"),
        ("p{background:url(data:text/html,x)}", "cannot be used"),
        ("p{background:url(data:image/svg+xml;base64,PHN2Zz4=)}", "cannot be used"),
        ("@font-face{src:url(data:font/woff2;base64,AAAA)}", "cannot be used"),
        ("p{background:url(data:image/png;base64,iVBORw0KGgo=)}", "is damaged"),
        ("@media print{" * 3000 + "p{}", "nested deeper"),
        ("p{a:" + "(" * 3000 + "}", "nested deeper"),
        (
            ":root{--a0:x;"
            + "".join(f"--a{n + 1}:{f'var(--a{n}) ' * 10};" for n in range(19))
            + "}",
            "grows beyond bounds",
        ),
    ],
)
def test_what_a_sheet_asks_for_and_cannot_have_is_one_error(css, said, tmp_path):
    codes, words = checked(tmp_path, css)

    assert codes == ["L019:look.css:1"]
    assert said in words


def test_a_sheet_of_endless_rules_is_refused_before_it_is_read(tmp_path):
    """Each of its rules would be tried at each element of the book."""
    assert checked(tmp_path, b"p{color:#555}\n" * 80_000)[0] == ["L017:look.css:1"]


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"junk", "is not a font"),
        (b"", "is not a font"),
        (FONT[:8], "is damaged"),
        (FONT[:1000], "is damaged"),
        (FONT[:-50_000], "is damaged"),
        (FONT.replace(b"OS/2", b"OS/3", 1), 'no table "OS/2"'),
        (FONT.replace(b"glyf", b"glyg", 1), 'no table "glyf"'),
    ],
)
def test_a_damaged_font_is_one_error_at_its_file(data, said, tmp_path):
    """The sheet that asks for it is not to blame."""
    css = "@font-face{font-family:x;src:url(fonts/x.ttf)} p{font-family:x}"
    codes, words = checked(tmp_path, css, {"styles/fonts/x.ttf": data})

    assert codes == ["L019:x.ttf:1"]
    assert said in words


def test_a_picture_that_is_written_into_a_sheet_is_set(tmp_path):
    """It is a part of the book like any other file."""
    css = f"h1{{background:url(data:image/png;base64,{picture()})}}"
    files = {"look.css": css.encode()}
    home = written(tmp_path / "book", TEXT, more=NAMED, files=files)
    outcome = pipeline.build(home, tmp_path / "out", Means(), Order(judged=False))

    assert small_books.codes(outcome) == []
    assert outcome.made


def test_a_style_that_the_engine_fails_at_is_an_error_at_its_rule(tmp_path):
    """WeasyPrint asserts that the attribute holds no name of a type."""
    css = "p { margin: 0 }\n\nh2 { color: #555 }\n\np { background: attr(x url) }\n"
    files = {"look.css": css.encode()}
    home = written(tmp_path / "book", TEXT, more=NAMED, files=files)
    outcome = pipeline.build(home, tmp_path / "out", Means(), Order(judged=False))

    assert small_books.codes(outcome, "Y") == ["Y006:look.css:5"]
    assert outcome.made == []
