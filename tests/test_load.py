"""From a folder to a manuscript: texts, includes, what is left over, and decoding."""

from pathlib import PurePosixPath

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from publisher.artifacts import SourceFile
from publisher.config.decoding import decode
from publisher.diagnostics import in_order
from publisher.load import load, shown
from publisher.load.mentions import mentions
from publisher.load.sources import includes

PATH = PurePosixPath("one.md")


@pytest.fixture
def book(tmp_path):
    """A function that writes a book of given files, loads it, and says what it found."""
    styles = tmp_path / "ours"
    styles.mkdir()

    def write(files, chapters="one.md"):
        home = tmp_path / "book"
        given = {"book.yaml": f"title: T\nlang: en\nchapters: [{chapters}]\n"} | files
        for name, text in given.items():
            file = home / name
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(text if isinstance(text, bytes) else text.encode())
        manuscript, found = load(home, styles)
        return manuscript, [each.headline for each in in_order(found)]

    write.home = tmp_path / "book"
    write.styles = styles
    return write


def test_sources_come_in_book_order(book):
    files = {"p.md": "P", "one.md": "1", "two.md": "2", "end.md": "E"}
    manuscript, found = book(files, "two.md, {part: p.md, chapters: [one.md]}, end.md")

    assert [] == found
    assert ["2", "P", "1", "E"] == [source.text for source in manuscript.sources]
    assert {"book.yaml", "two.md", "p.md", "one.md", "end.md"} == set(
        map(str, manuscript.texts)
    )


def test_texts_become_uniform(book):
    manuscript, found = book({"one.md": b"\xef\xbb\xbf# A\r\rb\nc\r\n"})

    assert [] == found
    assert "# A\n\nb\nc\n" == manuscript.sources[0].text


def test_a_missing_chapter_ends_the_line_with_one_finding(book):
    manuscript, found = book({"one.md": "x", "tow.md": "y"}, "one.md, two.md")

    assert manuscript is None
    assert ['book.yaml:3:20: error[L006]: there is no file "two.md"'] == found


def test_a_text_that_is_not_utf8_ends_the_line(book):
    manuscript, found = book({"one.md": b"# A\n\nCaf\xe9"})

    assert manuscript is None
    assert ["one.md:3:4: error[L009]: byte 0xE9 at offset 8 is not UTF-8"] == found


def test_a_wrong_isbn_does_not_hide_what_is_wrong_elsewhere(book):
    yaml = "title: T\nlang: en\nisbn: 1\nchapters: [one.md]\n"
    manuscript, found = book({"book.yaml": yaml, "one.md": "x"})

    assert manuscript is not None
    assert ['book.yaml:3:7: error[L013]: "1" is not an ISBN'] == found


def test_texts_can_be_shown_without_a_manuscript(book):
    book({"one.md": b"a\n\xff\n"})
    _, found = load(book.home, book.styles)

    assert {PATH: "a\n�\n"} == shown(book.home, found)


def test_files_no_one_uses_are_reported(book):
    files = {
        "one.md": "{{< include used.md >}}",
        "used.md": "x",
        "stray.md": "x",
        "deep/er/stray.markdown": "x",
        "README.md": "x",
        "board.inc.md": "x",
        "_draft.md": "x",
        "_old/one.md": "x",
        ".hidden/one.md": "x",
        "other/book.yaml": "x",
        "other/one.md": "x",
        "notes.txt": "x",
    }

    assert [
        'deep/er/stray.markdown:1:1: warning[L002]: "deep/er/stray.markdown" is in the'
        " folder but not in the book",
        'stray.md:1:1: warning[L002]: "stray.md" is in the folder but not in the book',
    ] == book(files)[1]


# ---------------------------------------------------------------- includes


def test_includes_are_followed_from_the_folder_of_each_file(book):
    files = {
        "one.md": "# A\n\n> {{< include parts/a.md >}}\n",
        "parts/a.md": '{{< include "b c.md" >}}',
        "parts/b c.md": "end",
    }
    manuscript, found = book(files)

    assert [] == found
    assert {"parts/a.md", "parts/b c.md"} == set(map(str, manuscript.included))


@pytest.mark.parametrize(
    ("files", "finding"),
    [
        pytest.param(
            {"one.md": "# A\n\n{{< include no.md >}}"},
            'one.md:3:1: error[L016]: there is no file "no.md"',
            id="missing",
        ),
        pytest.param(
            {"one.md": "{{< include one.md >}}"},
            'one.md:1:1: error[L016]: "one.md" includes itself',
            id="itself",
        ),
        pytest.param(
            {"one.md": "{{< include a.md >}}", "a.md": "x\n- {{< include one.md >}}"},
            'a.md:2:3: error[L016]: "one.md" includes itself by way of a.md',
            id="a circle",
        ),
        pytest.param(
            {"one.md": "{{< include ../secret.md >}}"},
            'one.md:1:1: error[L008]: "../secret.md" leads out of the book\'s folder',
            id="outside",
        ),
        pytest.param(
            {"one.md": "{{< include a.md >}}", "a.md": b"\xff"},
            "a.md:1:1: error[L009]: byte 0xFF at offset 0 is not UTF-8",
            id="not UTF-8",
        ),
    ],
)
def test_an_include_that_cannot_be_followed_ends_the_line(files, finding, book):
    manuscript, found = book(files)

    assert manuscript is None
    assert [finding] == found


def test_a_long_chain_of_includes_is_stopped(book):
    files = {f"{n}.md": f"{{{{< include {n + 1}.md >}}}}" for n in range(60)}
    _, found = book({"one.md": "{{< include 0.md >}}", "60.md": "x"} | files)

    assert ["files include one another more than 20 levels deep"] == [
        line.partition("L016]: ")[2] for line in found
    ]


def test_a_file_included_twice_is_no_circle(book):
    files = {"one.md": "{{< include a.md >}}\n\n{{< include a.md >}}", "a.md": "x"}

    assert [] == book(files)[1]


def test_includes_in_code_and_in_the_middle_of_a_line_are_text():
    text = "```\n{{< include a.md >}}\n```\nuse {{< include b.md >}}\n~~~~\n```\n{{< include c.md >}}\n"

    assert [] == list(includes(SourceFile(PATH, text)))


# ---------------------------------------------------------------- characters


@pytest.mark.parametrize(
    ("text", "kept", "finding"),
    [
        pytest.param("a\0b", "a�b", "L010 1:2 U+0000", id="NUL"),
        pytest.param("a\n\x07b\x07", "a\nb", "L010 2:1 U+0007", id="a bell, twice"),
        pytest.param("a\x0cb", "a b", "L010 1:2 U+000C", id="a form feed parts words"),
        pytest.param("a\u2028b", "a b", "L010 1:2 U+2028", id="a line separator"),
        pytest.param("a\x85b", "a b", "L010 1:2 U+0085", id="NEL"),
        pytest.param("a\ufffeb", "ab", "L010 1:2 U+FFFE", id="a non-character"),
        pytest.param("a\U0001ffffb", "ab", "L010 1:2 U+1FFFF", id="one far out"),
        pytest.param("a\ufff9b", "ab", "L010 1:2 U+FFF9", id="an annotation"),
        pytest.param("a\U000e0041b", "ab", "L010 1:2 U+E0041", id="a hidden tag"),
        pytest.param("a\ufffdb", "a\ufffdb", "L010 1:2 U+FFFD", id="a lost letter"),
        pytest.param("a\ufeffb", "ab", "", id="a byte order mark inside"),
        pytest.param("a\u202eb", "ab", "L018 1:2 U+202E", id="an override"),
        pytest.param("\u2067ab", "ab", "L018 1:1 U+2067", id="an isolate left open"),
        pytest.param("a\u2069", "a", "L018 1:2 U+2069", id="one never opened"),
        pytest.param(
            "\u2067a\u2069", "\u2067a\u2069", "", id="an isolate that is closed"
        ),
        pytest.param(
            "\u202ba\u202c", "\u202ba\u202c", "", id="an embedding that is closed"
        ),
        pytest.param("a\tb\u200fc\u00ad", "a\tb\u200fc\u00ad", "", id="what may stay"),
    ],
)
def test_characters_no_book_can_print(text, kept, finding):
    decoded, found = decode(text.encode(), PATH)

    assert kept == decoded
    assert finding == " ".join(
        f"{each.code} {each.span.line}:{each.span.column} {each.message.split()[3].strip(',')}"
        for each in found
    )


def test_the_same_control_character_is_said_once_with_its_number():
    _, found = decode(b"a\x07b\x07c\x07", PATH)

    assert ["the text holds U+0007, which cannot be printed, 3 times in this file"] == [
        each.message for each in found
    ]


RUSSIAN = "Глава первая. Река берёт начало в озере, и никто не знает, где его середина."


@pytest.mark.parametrize(
    ("data", "hint"),
    [
        pytest.param(RUSSIAN.encode("cp1251"), "Windows-1251", id="Windows-1251"),
        pytest.param(RUSSIAN.encode("koi8_r"), "KOI8-R", id="KOI8-R"),
        pytest.param(RUSSIAN.encode("cp866"), "DOS 866", id="DOS"),
        pytest.param(
            "Élève à Genève".encode("cp1252"), "Windows-1252", id="Windows-1252"
        ),
        pytest.param("\ufeffab".encode("utf-16-le"), "UTF-16", id="UTF-16"),
        pytest.param("Égal é".encode() + b"\xe9.", "damaged", id="one letter of many"),
    ],
)
def test_the_encoding_is_guessed(data, hint):
    _, found = decode(data, PATH)

    assert ["L009"] == [each.code for each in found]
    assert hint in found[0].hint


@settings(max_examples=300)
@given(st.binary(max_size=60) | st.text(max_size=40).map(str.encode))
def test_any_bytes_become_text_that_can_be_printed(data):
    """What is decoded holds nothing XML forbids, and each finding is inside the file."""
    text, found = decode(data, PATH)

    assert not set(text) & (set(map(chr, range(32))) - {"\n", "\t"})
    for each in found:
        assert 1 <= each.span.line <= len(data) + 1
        assert each.span.column >= 1


# ---------------------------------------------------------------- names of images


@pytest.mark.parametrize(
    ("text", "path", "place"),
    [
        pytest.param("a\n\n![A](i/m.png)", "i/m.png", "3:1", id="an image"),
        pytest.param(
            "![A [b]](i/m.png)", "i/m.png", "1:10", id="brackets in its caption"
        ),
        pytest.param(
            "![A](<my map.png>)", "my map.png", "1:1", id="spaces in its name"
        ),
        pytest.param("![A](my%20map.png)", "my map.png", "1:1", id="spaces in code"),
        pytest.param('![A](m.png "T")', "m.png", "1:1", id="a title"),
        pytest.param(
            '![A](a.png){large="i/m.png"}', "i/m.png", "1:20", id="a larger one"
        ),
        pytest.param("[a]: i/m.png", "i/m.png", "1:6", id="a reference"),
        pytest.param("![A](./i/../i/m.png)", "i/m.png", "1:1", id="a way round"),
        pytest.param("![A](i/M.PNG)", "i/m.png", "1:1", id="other capitals"),
        pytest.param("![A](plan.pdf)", "plan.pdf", "1:1", id="no image at all"),
        pytest.param("![A](i/m.png)", "m.png", "", id="another folder"),
        pytest.param("nothing", "m.png", "", id="never"),
    ],
)
def test_where_an_image_is_named(text, path, place):
    span = mentions([SourceFile(PATH, text)]).of(PurePosixPath(path))

    assert place == (f"{span.line}:{span.column}" if span else "")


def test_an_image_is_looked_for_from_the_folder_of_the_text():
    named = mentions([SourceFile(PurePosixPath("a/b.md"), "![x](../i/m.png)")])

    assert "a/b.md:1:1" == str(named.of(PurePosixPath("i/m.png")))
