"""Style sheets in their order, what a book's own may ask for, and the fonts."""

from pathlib import Path, PurePosixPath

import pytest

from publisher.cache import Cache
from publisher.diagnostics import in_order
from publisher.load.css import addresses_outside
from publisher.load.styles import styles

FONT = b"\x00\x01\x00\x00rest"
REAL = Path(__file__).parents[1] / "styles" / "fonts" / "EBGaramond-Regular.ttf"


@pytest.fixture
def folders(tmp_path):
    """The publisher's styles, and a book's folder without any."""
    ours, home = tmp_path / "ours", tmp_path / "shelf" / "book"
    (ours / "fonts").mkdir(parents=True)
    home.mkdir(parents=True)
    for name in ("common", "print", "epub"):
        (ours / f"{name}.css").write_text(f"/* our {name} */", "utf-8")
    (ours / "fonts" / "A.ttf").write_bytes(FONT)
    (ours / "fonts" / "OFL-A.txt").write_text("licence", "utf-8")
    return ours, home


def own(folder, **sheets):
    (folder / "fonts").mkdir(parents=True, exist_ok=True)
    for name, text in sheets.items():
        (folder / f"{name}.css").write_text(text, "utf-8")


def headlines(read):
    return [each.headline for each in in_order(read.found)]


def test_the_books_own_sheets_come_after_ours(folders):
    ours, home = folders
    own(home.parent / "styles", common="/* beside */")
    own(home / "styles", print="/* inside */", epub="/* e */")
    read = styles(home, ours)

    assert ["/* our common */", "/* our print */", "/* beside */", "/* inside */"] == [
        sheet.text for sheet in read.sheets["print"]
    ]
    assert [
        "publisher/styles/common.css",
        "publisher/styles/epub.css",
        "../styles/common.css",
        "styles/epub.css",
    ] == [str(sheet.path) for sheet in read.sheets["epub"]]
    assert () == read.sheets["screen"]


def test_our_own_folder_beside_the_book_is_read_once(folders):
    ours, home = folders
    ours.rename(home.parent / "styles")
    read = styles(home, home.parent / "styles")

    assert ["../styles/common.css", "../styles/print.css"] == [
        str(sheet.path) for sheet in read.sheets["print"]
    ]


def test_what_was_found_in_sheets_before_is_found_again(folders, tmp_path):
    """The same sheets and faults with what is kept and without, and after an edit."""
    ours, home = folders
    cache = Cache(tmp_path / "cache")

    def read(cache):
        made = styles(home, ours, lang="ru", cache=cache)
        return made.sheets, made.line, headlines(made)

    for line, deep in ((15, "{" * 50), (16, "")):
        own(
            home / "styles",
            print=f":root {{ --line: {line}pt }} p {{ line-height: var(--line) }}",
        )
        own(home / "styles", screen=f"p {deep}")
        plain = read(None)

        assert plain == read(cache) == read(cache)
        assert line == plain[1]


def test_fonts_and_their_licences_are_kept_by_name(folders):
    ours, home = folders
    own(home / "styles")
    (home / "styles" / "fonts" / "B.ttf").write_bytes(REAL.read_bytes())
    read = styles(home, ours)

    assert ["A.ttf", "B.ttf", "OFL-A.txt"] == sorted(read.fonts)
    assert "font/ttf" == read.fonts["A.ttf"].media_type
    assert "fonts/A.ttf" == str(read.fonts["A.ttf"].path)


@pytest.mark.parametrize(
    ("sheet", "said"),
    [
        pytest.param(
            '\n@import url("http://x/y.css");',
            '2:1: "http://x/y.css" would have to be fetched from the network',
            id="an import from the network",
        ),
        pytest.param(
            '@import "more.css";',
            '1:1: the style sheet imports "more.css"',
            id="an import",
        ),
        pytest.param(
            "p{background:url(//x/y.png)}",
            '1:14: "//x/y.png" would have to be fetched from the network',
            id="an address without scheme",
        ),
        pytest.param(
            'p{background:url("file:///etc/passwd")}',
            '1:18: "file:///etc/passwd" leads out of the folder of styles',
            id="a file of this machine",
        ),
        pytest.param(
            "@font-face{src:url(../../x.ttf)}",
            '1:16: "../../x.ttf" leads out of the folder of styles',
            id="upwards",
        ),
        pytest.param(
            "@font-face{src:url(fonts/none.woff2)}",
            '1:16: there is no font "fonts/none.woff2"',
            id="a font that is not there",
        ),
        pytest.param(
            "p{background:image-set('a.png' 1x)}",
            '1:24: "a.png" cannot be used in a style sheet',
            id="a picture in a set",
        ),
        pytest.param(
            "@media print{a{b:url(x.png)}}",
            '1:18: "x.png" cannot be used in a style sheet',
            id="inside a media rule",
        ),
        pytest.param(
            "@font-face{src:url(fonts/A.ttf)} p{c:url(#x)} q{d:url(#y)}",
            "",
            id="what may be asked for",
        ),
        pytest.param('q::before{content:"http://x"}', "", id="words are no addresses"),
    ],
)
def test_what_a_sheet_may_not_ask_for(sheet, said, folders):
    ours, home = folders
    own(home / "styles", common=sheet)
    found = styles(home, ours).found

    assert said == "".join(
        f"{each.span.line}:{each.span.column}: {each.message}" for each in found
    )


def test_our_own_sheets_are_trusted(folders):
    ours, home = folders
    (ours / "common.css").write_text("p{background:url(x.png)}", "utf-8")

    assert [] == styles(home, ours).found


def test_files_that_are_no_fonts_are_reported(folders):
    ours, home = folders
    own(home / "styles")
    (home / "styles" / "fonts" / "B.ttf").write_bytes(b"<html>")
    (home / "styles" / "fonts" / "C.woff2").write_bytes(b"wOF2")

    assert [
        'styles/fonts/B.ttf:1:1: error[L019]: "B.ttf" is not a font',
        'styles/fonts/C.woff2:1:1: error[L019]: "C.woff2" is a woff2 file',
    ] == headlines(styles(home, ours))


def test_a_sheet_behind_a_link_out_of_its_folder_is_refused(folders, tmp_path):
    ours, home = folders
    own(home / "styles")
    (tmp_path / "secret.css").write_text("x", "utf-8")
    (home / "styles" / "print.css").symlink_to(tmp_path / "secret.css")

    assert ["L008"] == [each.code for each in styles(home, ours).found]


@pytest.mark.parametrize(
    ("value", "outside"),
    [
        pytest.param("red", [], id="a colour"),
        pytest.param("url(#a)", [], id="the same file"),
        pytest.param("URL( 'x.svg' )", ["x.svg"], id="another file"),
        pytest.param("\\75rl(x.svg)", ["x.svg"], id="an escape"),
        pytest.param(
            "image(url(a.png), 'b.png')", ["a.png", "b.png"], id="one in another"
        ),
    ],
)
def test_addresses_in_a_value(value, outside):
    assert outside == addresses_outside(value)


def test_sheets_that_book_yaml_names_come_last(folders):
    """On paper and in the EPUB; and they may ask for no more than others."""
    ours, home = folders
    own(home / "styles", print="/* inside */")
    (home / "look.css").write_text('p { background: url("../x.png") }', "utf-8")
    read = styles(home, ours, [PurePosixPath("look.css")])

    for output in ("print", "epub"):
        assert str(read.sheets[output][-1].path) == "look.css"
    assert [
        'look.css:1:21: error[L019]: "../x.png" leads out of the folder of styles'
    ] == headlines(read)
