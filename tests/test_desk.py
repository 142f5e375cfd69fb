"""The proof desk as a server: what it tells, what it writes down, and for whom."""

import http.client
import json
import os
import shutil
import signal
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from urllib.parse import urlencode

import pytest

from desk_sample import (
    BLEED,
    DOCUMENT,
    HEIGHT,
    ON_SCREEN,
    TEXTS,
    WIDTH,
    FinishedBook,
    on_the_desk,
)
from publisher.behind import anchors
from publisher.loopback.listening import listen
from publisher.proof.desk import Editor, NotBuilt, Order, run

ROWS = "/corrections.json"


@pytest.fixture
def book(tmp_path):
    """A finished book of one's own."""
    return FinishedBook(tmp_path)


@pytest.fixture(scope="module")
def laid(tmp_path_factory):
    """A book and a visitor of the desk it lies on, for all tests of this file."""
    book = FinishedBook(tmp_path_factory.mktemp("book"))
    with on_the_desk(book) as visitor:
        yield book, visitor


@pytest.fixture
def reader(laid):
    """A visitor of a desk where nobody has written anything."""
    book, visitor = laid
    yield visitor
    shutil.rmtree(book.journal.parent, ignore_errors=True)


@pytest.fixture
def journal(laid, reader):
    """The journal of that desk."""
    return laid[0].journal


# ------------------------------------------------------------------------ what is shown


def test_the_book_is_told_with_its_pages_and_its_bleed(reader):
    """Labels, sides and blank pages; how far the sheet goes beyond the cut; safe areas."""
    book = reader.json("/book.json")

    assert [
        ["1", "recto", False],
        ["2", "verso", False],
        ["3", "recto", False],
        ["4", "verso", False],
    ] == book["pages"]
    assert [-BLEED, -BLEED, WIDTH + 2 * BLEED, HEIGHT + 2 * BLEED] == book["sheet"]
    assert book["safe"]["edge"] < book["safe"]["inside"] < WIDTH / 4
    assert ("The Lamp", 1) == (book["title"], book["build"])


def test_each_page_is_tied_to_its_mark_in_the_text(reader):
    """By the list of pages in the EPUB; chapters have the titles of the contents."""
    book = reader.json("/book.json")
    one, two = DOCUMENT.format(1), DOCUMENT.format(2)

    assert [[one, "page-1"], [one, "page-2"], [two, "page-3"], [two, "page-4"]] == book[
        "marks"
    ]
    assert [("ch-01", "The River", one, 1), ("ch-02", "The Town", two, 3)] == [
        tuple(each.values()) for each in book["pieces"]
    ]


def test_words_have_their_places(reader):
    """In the order they were set, in pt from the corner of the trimmed page."""
    words = reader.json("/1/1.json")
    text, x, y, width, height = words[2]

    assert ["The", "River", *TEXTS["one.md"][1].split()] == [each[0] for each in words]
    assert "The" == text
    assert 29 < x < 32
    assert 100 < y < 120 < y + height < 130
    assert 10 < width < 30


def test_a_page_is_drawn_with_its_bleed(reader):
    """The whole sheet, as wide as asked for, and never again under the same address."""
    status, headers, picture = reader.ask("/1/1.png?width=318")

    assert (200, "image/png") == (status, headers["Content-Type"])
    assert (318).to_bytes(4) + (418).to_bytes(4) == picture[16:24]
    assert "immutable" in headers["Cache-Control"]


def test_what_the_check_found_has_its_page(reader):
    """With the id it has everywhere, and a link into the editor."""
    [found] = reader.json("/1/findings.json")

    assert ("T004-123abc", 4, "ch-02") == (found["id"], found["page"], found["unit"])
    assert found["link"].startswith("vscode://file/")
    assert found["link"].endswith("/manuscript/two.md:5:8")


def test_selected_words_are_placed(reader):
    """The file, the line, and the link that opens it."""
    place = reader.json("/1/place.json?from=3.2&to=3.4")

    assert ("two.md", 3, 1) == (place["path"], place["line"], place["column"])
    assert place["link"].endswith("/manuscript/two.md:3:1")


@pytest.mark.parametrize(
    "asked",
    [
        "from=3.2",
        "from=3.2&to=3.999",
        "from=3.4&to=3.2",
        "from=9.1&to=9.2",
        "from=x&to=1",
    ],
)
def test_what_is_no_selection_has_no_place(reader, asked):
    """Nothing breaks, and nothing is told."""
    assert reader.json(f"/1/place.json?{asked}") is None


# -------------------------------------------------------------------- what is written


def test_a_correction_is_in_the_journal_when_it_is_answered(journal, reader):
    """With reader, words, page and place; corrections.json says the same."""
    slip = reader.slip(
        1, "lamp", "stands", kind="replace", words="light stood", remark=""
    )
    status, answer = reader.tell("/corrections", slip)
    written = json.loads(journal.read_text("utf-8"))["correction"]
    [row] = reader.rows

    assert 200 == status
    assert (answer["id"], "Anna", "lamp stands", "light stood") == (
        written["id"], written["reader"], written["printed"], written["replacement"],
    )  # fmt: skip
    assert ["one.md", 3, 5, 3, 16] == list(written["place"].values())
    assert ("The ", "lamp stands", " where", "sure") == (
        written["before"], written["quote"], written["after"][:6], written["certainty"],
    )  # fmt: skip
    assert ("replace", 1, "1", "open") == (
        row["kind"], row["page"], written["page"], row["state"],
    )  # fmt: skip
    assert 1 == len({box["y"] for box in written["boxes"]})


@pytest.mark.parametrize(
    ("kind", "words", "expected"),
    [
        ("comment", "", ("desk", None)),
        ("strike", "", ("strike-out", "")),
        ("insert", "old", ("caret", "old")),
    ],
)
def test_kinds_of_corrections(journal, reader, kind, words, expected):
    """A comment suggests nothing, a strike-out no words, an insertion new ones."""
    reader.tell("/corrections", reader.slip(1, "lamp", kind=kind, words=words))
    written = json.loads(journal.read_text("utf-8"))["correction"]

    assert expected == (written["kind"], written["replacement"])
    assert kind == reader.rows[0]["kind"]


def test_an_insertion_is_at_a_point(journal, reader):
    """Behind the words that were selected; the list shows these before it."""
    reader.tell("/corrections", reader.slip(1, "lamp", kind="insert", words="old"))
    written = json.loads(journal.read_text("utf-8"))["correction"]
    [row] = reader.rows

    assert ["one.md", 3, 9, 3, 9] == list(written["place"].values())
    assert ("The lamp", "", "") == (
        written["before"], written["quote"], written["printed"],
    )  # fmt: skip
    assert "The lamp" == row["quote"]


def test_words_of_the_epub_alone_have_their_place_too(reader):
    """They are on no page, and in the manuscript all the same."""
    aside = {
        "before": f"{TEXTS['one.md'][-1]} On a ",
        "words": "screen",
        "after": ON_SCREEN.removeprefix("On a screen"),
        "page": 2,
    }
    place = reader.json(f"/1/place.json?{urlencode(aside)}")
    slip = reader.slip(1, "lamp", "lamp", kind="replace", words="display") | {
        "aside": aside
    }
    status, _ = reader.tell("/corrections", slip)
    [row] = reader.rows

    assert 200 == status
    assert ("one.md", 10, 6) == (place["path"], place["line"], place["column"])
    assert ("one.md", 10, 6) == (row["path"], row["line"], row["column"])
    assert ("screen", "", "display", True) == (
        row["quote"], row["printed"], row["replacement"], row["sure"],
    )  # fmt: skip
    assert (2, []) == (row["page"], row["boxes"])


def test_words_that_nobody_wrote_are_corrected_without_a_place(reader):
    """The publisher's own, a heading of the notes for instance: it is said that they are."""
    aside = {"before": "", "words": "Notes to the chapters", "after": "", "page": 0}
    slip = reader.slip(1, "lamp", "lamp", remark="Is it needed?") | {"aside": aside}
    status, _ = reader.tell("/corrections", slip)
    [row] = reader.rows

    assert 200 == status
    assert ("Notes to the chapters", "", 0) == (row["quote"], row["path"], row["page"])
    assert not row["sure"]
    assert row["doubt"]


def test_a_slip_that_is_sent_twice_is_one_correction(reader):
    """A browser that got no answer asks again; two slips of the same words are two."""
    slip = reader.slip(1, "lamp")
    first, again = (reader.tell("/corrections", slip)[1]["id"] for _ in range(2))
    other = reader.tell("/corrections", slip | {"key": "k2"})[1]["id"]

    assert first == again != other
    assert 2 == len(reader.rows)


def test_settled_declined_and_open_again(reader):
    """By whom, and why; the words stay."""
    name = reader.tell("/corrections", reader.slip(3, "town"))[1]["id"]

    def become(state, reason=""):
        seen = reader.rows[0]["revision"]
        told = {"state": state, "reader": "Ed", "reason": reason, "seen": seen}
        return reader.tell(f"/corrections/{name}", told)

    states = [become("done"), become("open"), become("declined", "it is a name")]
    [row] = reader.rows

    assert ["done", "open", "declined"] == [answer["state"] for _, answer in states]
    assert ("declined", "it is a name", "Ed", "so?") == (
        row["state"], row["reason"], row["by"], row["words"],
    )  # fmt: skip


def test_who_comes_second_is_told(reader):
    """Two tabs settle the same correction: the second learns what became of it."""
    name = reader.tell("/corrections", reader.slip(3, "town"))[1]["id"]
    seen = reader.rows[0]["revision"]
    told = {"reader": "Ed", "seen": seen, "reason": "no"}
    reader.tell(f"/corrections/{name}", told | {"state": "declined"})
    status, answer = reader.tell(f"/corrections/{name}", told | {"state": "done"})

    assert (422, "Ed was here before you: it is declined now.") == (
        status,
        answer["fault"],
    )
    assert "declined" == reader.rows[0]["state"]


def test_many_tabs_write_at_once_and_nothing_is_lost(reader):
    """Each correction is there, once, under an id of its own."""
    slips = [reader.slip(1, "lamp", key=f"k{n}", remark=f"r{n}") for n in range(24)]
    with ThreadPoolExecutor(8) as tabs:
        answers = list(tabs.map(lambda slip: reader.tell("/corrections", slip), slips))

    assert {200} == {status for status, _ in answers}
    assert {f"r{n}" for n in range(24)} == {row["words"] for row in reader.rows}
    assert 24 == len({row["id"] for row in reader.rows})


def test_what_was_written_outlives_the_desk(book):
    """Another desk on the same book has it; a line torn by a crash costs no other."""
    with on_the_desk(book) as visitor:
        visitor.tell("/corrections", visitor.slip(1, "lamp"))
    with book.journal.open("ab") as journal:
        journal.write(b'{"do": "add", "corr')
    with on_the_desk(book) as visitor:
        visitor.tell("/corrections", visitor.slip(1, "dusk.", key="k2"))

        assert ["lamp", "dusk."] == [row["printed"] for row in visitor.rows]


def test_what_others_write_is_told_to_browsers(journal, reader):
    """`inv proof.collect` may run while the desk is open."""
    line = '{"do": "hum"}\n'
    with ThreadPoolExecutor(1) as listening:
        heard = listening.submit(
            _until, reader, lambda state: state["written"] == len(line)
        )
        journal.parent.mkdir(exist_ok=True)
        journal.write_text(line, "utf-8")

        assert heard.result(30)["written"] == journal.stat().st_size


@pytest.mark.parametrize(
    ("wrong", "fault"),
    [
        pytest.param({"reader": " "}, "Say who you are.", id="nobody"),
        pytest.param(
            {"remark": ""}, "Write what is to be said.", id="an empty comment"
        ),
        pytest.param(
            {"kind": "insert"},
            "Write the words that are to stand there.",
            id="nothing to insert",
        ),
        pytest.param({"kind": "burn"}, "That is no kind of correction.", id="no kind"),
        pytest.param({"aside": {"words": " "}}, "No words are selected.", id="a gap"),
        pytest.param({"to": None}, "No words are selected.", id="no end"),
        pytest.param(
            {"to": {"page": 1, "word": 9999}},
            "There are no such words on the pages.",
            id="no such word",
        ),
        pytest.param(
            {"build": 7},
            "The pages were made anew meanwhile: select the words again.",
            id="old pages",
        ),
        pytest.param({"remark": "x" * 30_000}, "That is too long", id="a novel"),
        pytest.param({"remark": ["x"]}, "Remark are not words.", id="a list"),
    ],
)
def test_what_cannot_be_written_down_is_said(reader, wrong, fault):
    """In words for a reader; the journal stays as it was."""
    status, answer = reader.tell("/corrections", reader.slip(1, "lamp") | wrong)

    assert 422 == status
    assert answer["fault"].startswith(fault)
    assert [] == reader.rows


@pytest.mark.parametrize(
    ("body", "kind", "expected"),
    [
        pytest.param(b"{}", "text/plain", 415, id="as a form could send it"),
        pytest.param(b"{", "application/json", 400, id="torn"),
        pytest.param(b"[" * 20_000, "application/json", 400, id="deep"),
        pytest.param(b"[]", "application/json", 422, id="a list"),
        pytest.param(b" " * 200_000, "application/json", 413, id="large"),
        pytest.param(b"\xff", "application/json", 400, id="no text"),
    ],
)
def test_what_is_no_slip_is_refused(reader, body, kind, expected):
    """Whatever is sent, the desk goes on."""
    assert expected == reader.ask("/corrections", "POST", body, Content_Type=kind)[0]
    assert [] == reader.rows


def test_control_characters_are_not_written_down(reader):
    """They could command a terminal that shows corrections.md."""
    reader.tell("/corrections", reader.slip(1, "lamp", remark="a\x1b[2J\u202e\nb"))

    assert "a[2J\nb" == reader.rows[0]["words"]


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write anywhere")
def test_a_disk_that_refuses_is_told(journal, reader):
    """Nothing is pretended."""
    journal.parent.parent.chmod(0o500)
    try:
        status, answer = reader.tell("/corrections", reader.slip(1, "lamp"))
    finally:
        journal.parent.parent.chmod(0o700)

    assert 500 == status
    assert "could not be written down" in answer["fault"]


def test_a_file_of_someone_elses_is_left_alone(journal, reader):
    """`proof/corrections.md` may be the author's own."""
    own = journal.with_name("corrections.md")
    own.parent.mkdir()
    own.write_text("my notes", "utf-8")
    status, answer = reader.tell("/corrections", reader.slip(1, "lamp"))

    assert 500 == status
    assert "proof/corrections.md" in answer["fault"]
    assert "my notes" == own.read_text("utf-8")


# ------------------------------------------------------------------ builds come and go


def test_builds_come_and_go(book):
    """A new one is taken, a torn one is not; corrections stay with their words."""
    with on_the_desk(book) as visitor:
        visitor.tell("/corrections", visitor.slip(1, "lamp", "stands"))
        more = TEXTS["one.md"][:1] + ["New words."] * 2 + TEXTS["one.md"][1:]
        book.build(TEXTS | {"one.md": more})
        state = _until(visitor, lambda state: state["build"] == 2)

        assert "" == state["trouble"]
        assert 6 == len(visitor.json("/book.json")["pages"])
        assert 404 == visitor.ask("/1/1.png?width=300")[0]
        assert 200 == visitor.ask("/2/1.png?width=300")[0]
        assert "lamp stands" == visitor.rows[0]["printed"]

        (book.out / "pages.json").write_text("{", "utf-8")
        state = _until(visitor, lambda state: state["trouble"])

        assert (2, True) == (state["build"], "./inv build" in state["trouble"])
        assert 200 == visitor.ask("/2/1.png?width=300")[0]
        book.build()
        assert 2 < _until(visitor, lambda state: not state["trouble"])["build"]


@pytest.mark.parametrize("blow", [signal.SIGINT, signal.SIGTERM])
def test_nothing_is_left_when_it_ends(book, tmp_path, blow):
    """Neither copies of the book, nor a process, nor a word."""
    copies = tmp_path / "copies"
    copies.mkdir()
    desk = subprocess.Popen(
        [sys.executable, "-m", "publisher", "proof.serve", "--no-open", "--port", "0",
         "--book", book.home],
        env=os.environ | {"TMPDIR": str(copies), "PYTHONUNBUFFERED": "1"},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )  # fmt: skip
    assert "the proof desk is at http://127.0.0.1:" in desk.stdout.readline()
    os.killpg(desk.pid, blow)
    said = desk.communicate(timeout=60)  # returns when all hold still

    assert (0, ("", "")) == (desk.returncode, said)
    assert [] == list(copies.iterdir())


@pytest.mark.parametrize(
    "missing", ["pages.json", "the-lamp-print.pdf", "the-lamp.epub"]
)
def test_without_a_finished_book_it_is_said_what_to_type(book, missing):
    """Nothing is served."""
    (book.out / missing).unlink()
    order = Order(book.home, book.out, book.out, anchors)

    with pytest.raises(NotBuilt, match=rf"has no {missing}: \./inv build"):
        run(order, port=0, open_browser=False, say=print)


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("pages.json", b"{}"),
        ("pages.json", b"no map"),
        ("pages.json", b'{"schema": "publisher/pages/1", "pages": [7], "blocks": []}'),
        ("the-lamp-print.pdf", b"no pdf"),
        ("the-lamp.epub", b"no epub"),
    ],
)
def test_files_that_are_none_are_named(book, name, content):
    """A damaged file is no traceback."""
    (book.out / name).write_bytes(content)
    order = Order(book.home, book.out, book.out, anchors)

    with pytest.raises(NotBuilt, match=r"the-lamp|pages\.json"):
        run(order, port=0, open_browser=False, say=print)


def test_a_manuscript_that_is_newer_is_told(book):
    """The pages are not those of the text; places are those of the text as it is now."""
    later = (book.out / "pages.json").stat().st_mtime + 60
    with on_the_desk(book) as visitor:
        assert () == tuple(_until(visitor, lambda _: True)["stale"])
        lines = (book.home / "two.md").read_text("utf-8")
        book.write("two.md", f"<!-- new -->\n\n{lines}")
        os.utime(book.home / "two.md", (later, later))

        assert ["two.md"] == _until(visitor, lambda state: state["stale"])["stale"]
        assert 5 == visitor.json("/1/place.json?from=3.4&to=3.6")["line"]


# -------------------------------------------------------------- editors, strangers


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("VSCode", "vscode://file/a%20b/x%27.md:3:4"),
        ("textmate", "txmt://open?url=file:///a%20b/x%27.md&line=3&column=4"),
        ("mine://{path}?{line}", "mine:///a%20b/x%27.md?3"),
    ],
)
def test_editors_are_opened_by_their_addresses(tmp_path, words, expected):
    """Names for the usual ones, an address for all others; paths are quoted."""
    link = Editor.named(words).link(tmp_path, "a b/x'.md", 3, 4)

    assert expected == link.replace(str(tmp_path), "").replace(
        str(tmp_path)[1:] + "/", ""
    )


@pytest.mark.parametrize(
    "words", ["javascript:{path}", "https://x/{path}", "data:,{path}", "ed", "my://x"]
)
def test_what_is_no_editor_is_refused(words):
    """A link must not run in the browser, and must say which file."""
    assert isinstance(Editor.named(words), str)


@pytest.mark.parametrize(
    "headers",
    [
        {"Host": "evil.example"},
        {"Origin": "http://evil.example"},
        {"Origin": "null"},
        {"Sec_Fetch_Site": "cross-site"},
        {"Sec_Fetch_Site": "same-site"},
    ],
)
def test_strangers_neither_look_nor_write(reader, headers):
    """A page from elsewhere in the same browser is no reader."""
    assert 403 == reader.ask("/book.json", **headers)[0]
    slip = json.dumps(reader.slip(1, "lamp"))
    told = {"Content_Type": "application/json"} | headers
    assert 403 == reader.ask("/corrections", "POST", slip, **told)[0]
    assert [] == reader.rows


@pytest.mark.parametrize(
    "path",
    [
        "/text/../../../../etc/passwd",
        "/text/%2e%2e/%2e%2e/etc/passwd",
        "/text/META-INF/secret.txt",
        "/static/../server.py",
        "/shared/%2e%2e/guard.py",
        "/faces/../print.css",
        "/faces/OFL-EBGaramond.txt",
        "/faces/Amiri-Regular.ttf",
        "/one.md",
        "/1/0.png",
        "/1/5.png",
        "/2/1.png",
        "/1/5.json",
        "/99999999999999999999/1.png",
        "/corrections",
    ],
)
def test_nothing_else_is_served(reader, path):
    """Only what is listed: no file outside, none of the EPUB's that is not for reading."""
    assert reader.ask(path)[0] in {404, 405}


def test_the_text_runs_no_scripts_and_the_desk_only_its_own(reader):
    """Everything has a policy."""
    text = reader.ask(f"/text/{DOCUMENT.format(1)}")[1]["Content-Security-Policy"]
    desk = reader.ask("/")[1]["Content-Security-Policy"]

    assert "sandbox allow-same-origin" in text
    assert "script" not in text
    assert "script-src 'self'" in desk
    assert "unsafe" not in desk


def test_the_next_port_is_taken_in_its_own_name():
    """A failure says whose it is."""
    from publisher.tools import ToolFailed

    with pytest.raises(ToolFailed, match="the proof desk"):
        listen(65536, "the proof desk")


def _until(visitor, wanted):
    """Listen to what browsers are told until a state is as wanted; give it."""
    line = http.client.HTTPConnection("127.0.0.1", visitor.port, timeout=60)
    line.request("GET", "/events")
    with closing(line), closing(line.getresponse()) as answer:
        while said := answer.readline():
            if said.startswith(b"data: ") and wanted(state := json.loads(said[6:])):
                return state
    pytest.fail("the desk ended")
