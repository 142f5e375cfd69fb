"""The preview as a server: what it tells, what it gives, and to whom it gives nothing."""

import http.client
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import threading

import pypdfium2
import pytest
from watchfiles import Change

from preview_sample import DOCUMENT, TEXT, ToyPress, Visitor, page_map, running
from publisher.diagnostics import Span
from publisher.loopback.listening import listen
from publisher.loopback.studio import png
from publisher.preview import text
from publisher.preview.edits import Edit, edit, edits
from publisher.preview.places import index
from publisher.preview.watching import Saves
from publisher.tools import ToolFailed


@pytest.fixture
def home(tmp_path):
    """A manuscript of three lines."""
    return manuscript(tmp_path)


@pytest.fixture
def press(home):
    return ToyPress(home)


@pytest.fixture
def visitor(press, home):
    """A visitor of a preview that shows its first impression."""
    with running(press, home) as visitor:
        visitor.rest(1)
        yield visitor


@pytest.fixture(scope="module")
def reader(tmp_path_factory):
    """A visitor of one preview for all tests that only look."""
    home = manuscript(tmp_path_factory.mktemp("book"))
    with running(ToyPress(home), home) as visitor:
        visitor.rest(1)
        yield visitor


def manuscript(folder):
    home = folder / "manuscript"
    home.mkdir()
    write(home, "a", "bb", "ccc")
    return home


def write(home, *lines):
    (home / "one.md").write_text("\n".join(lines), "utf-8")


# ------------------------------------------------------------------- what was edited


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        pytest.param("a b c", "a B c", Edit(2, 1, 1), id="a line changed"),
        pytest.param("a b c", "a x y b c", Edit(2, 0, 2), id="lines put in"),
        pytest.param("a b c", "a c", Edit(2, 1, 0), id="a line taken out"),
        pytest.param("a a", "a a a", Edit(3, 0, 1), id="a line doubled"),
        pytest.param("a b", "c d e", Edit(1, 2, 3), id="all of it"),
    ],
)
def test_the_stretch_that_was_edited(old, new, expected):
    """What stands before and behind it is the same in both texts."""
    assert expected == edit(old.replace(" ", "\n"), new.replace(" ", "\n"))


@pytest.mark.parametrize(
    ("old", "expected"), [(1, 1), (3, 3), (4, 4), (5, 4), (6, 5), (9, 8)]
)
def test_a_line_is_found_again_after_an_edit(old, expected):
    """Lines before it stay, lines behind it move, what is gone is next to its place."""
    assert expected == Edit(first=3, before=3, after=2).moved(old)


def test_only_texts_that_changed_are_edited():
    """A text that came or went is no edit."""
    assert {TEXT: Edit(1, 1, 1)} == edits({TEXT: "a", "x": "x"}, {TEXT: "b", "y": "y"})


def test_the_blocks_of_an_edit():
    """An edit inside a block of several lines is in the block that began before it."""
    from preview_sample import artifact

    places = index(page_map(9)).beside(artifact("toy.epub", 9).lines, [DOCUMENT])

    def lines(edit):
        return [each.span.line for each in places.within({TEXT: edit})]

    assert [3, 4] == lines(Edit(3, 1, 2))
    assert [9] == lines(Edit(12, 0, 1))


def test_places_are_written_into_the_documents():
    """The first tag of a line is the block; a hostile file name stays text."""
    document = '<body>\n<li><p class="x">One</p></li>\n<p>Two</p>'
    lines = [(2, Span(TEXT, 7)), (2, Span(TEXT, 7, 3)), (3, Span(TEXT / '"><b>', 9))]

    assert (
        '<body>\n<li data-at="one.md:7"><p class="x">One</p></li>\n'
        '<p data-at="one.md/&quot;&gt;&lt;b&gt;:9">Two</p>'
    ) == text.marked(document, lines)


# ------------------------------------------------------------------ what is shown


def test_the_first_impression(reader):
    """Pages with their folios and sides, drawn as wide as asked for."""
    book = reader.json("/1/book.json")
    status, headers, picture = reader.get("/1/2.png?width=400")

    assert [["1", "recto"], ["2", "verso"], ["3", "recto"]] == book["pages"]
    assert ("Toy", [], 200, 300) == tuple(
        book[key] for key in ("title", "edited", "width", "height")
    )
    assert (200, "image/png") == (status, headers["Content-Type"])
    assert (400).to_bytes(4) + (600).to_bytes(4) == picture[16:24]


def test_a_picture_is_no_wider_than_a_screen(reader):
    """Nobody can have a page drawn that fills the memory."""
    widths = [
        reader.get(f"/1/1.png?width={asked}")[2][16:20]
        for asked in ("999999999", "0", "-5", "x")
    ]

    assert [(2400).to_bytes(4), *[(100).to_bytes(4)] * 3] == widths


def test_only_pages_that_changed_are_sent_again(visitor, home):
    """A browser says which picture it has; of the next impression it gets what differs."""
    before = [visitor.get(f"/1/{n}.png?width=200")[1]["ETag"] for n in (1, 2, 3)]
    write(home, "a", "bb is longer", "ccc")
    visitor.rest(2)

    answers = [
        visitor.get(f"/2/{n}.png?width=200", If_None_Match=tag)[0]
        for n, tag in enumerate(before, 1)
    ]
    assert [304, 200, 304] == answers


def test_what_was_edited_is_told_with_its_place(visitor, home):
    """The page, the box on it, and the document of the EPUB."""
    write(home, "a", "bb is longer", "ccc")
    visitor.rest(2)

    place = {"path": "one.md", "line": 2, "document": DOCUMENT}
    assert [place | {"boxes": [[2, 20, 80, 160, 20]]}] == visitor.json("/2/book.json")[
        "edited"
    ]


def test_a_place_is_found_again_in_the_next_impression(visitor, home):
    """Two lines more before it, and it is two pages on; also over two impressions."""
    write(home, "a", "x", "y", "bb", "ccc")
    visitor.rest(2)
    write(home, "z", "a", "x", "y", "bb", "ccc")
    visitor.rest(3)

    found = [
        visitor.json(f"/3/place.json?path=one.md&line={line}&since={since}")["line"]
        for line, since in ((2, 1), (4, 2), (5, 3))
    ]
    assert [5, 5, 5] == found


def test_a_page_knows_its_blocks_and_its_document(reader):
    """What is clicked on paper can be shown in the EPUB."""
    page = reader.json("/1/3.json")

    assert DOCUMENT == page["document"]
    assert [("one.md", 3, 0)] == [
        (each["path"], each["line"], each["part"]) for each in page["blocks"]
    ]


def test_the_text_of_the_newest_epub(visitor, home):
    """Documents say where they are from; the same document need not be sent twice."""
    _, headers, content = visitor.get(f"/text/{DOCUMENT}")
    again = visitor.get(f"/text/{DOCUMENT}", If_None_Match=headers["ETag"])[0]
    write(home, "a", "B", "ccc")
    visitor.rest(2)

    assert b'<p data-at="one.md:2">bb</p>' in content
    assert 304 == again
    assert b'<p data-at="one.md:2">B</p>' in visitor.get(f"/text/{DOCUMENT}")[2]


# ------------------------------------------------------------------- what is told


def test_a_fault_is_told_and_the_last_good_pages_stay(visitor, home):
    """The diagnostic with its line; the impression is the one before; then it is mended."""
    write(home, "a", "bb", "ccc", "wrong")
    broken = visitor.rest(1, failed=True)
    still_there = visitor.get("/1/3.png?width=200")[0]
    write(home, "a", "bb", "ccc", "right")
    mended = visitor.rest(2)

    assert broken["findings"].startswith(
        "one.md:4:1: error[R001]: this is wrong\n 4 | wrong\n"
    )
    assert "1 error in 1 file" == broken["summary"]
    assert 200 == still_there
    assert "" == mended["findings"]


def test_a_tool_that_broke_is_told(home, press):
    """The preview goes on, and makes the book again after the next change."""

    def broken():
        raise ToolFailed("qpdf", "took too long")

    with running(press, home) as visitor:
        visitor.rest(1)
        press.before = broken
        write(home, "a")
        told = visitor.rest(1, failed=True)
        press.before = lambda: None
        write(home, "b")

        assert "qpdf took too long" == told["findings"]
        assert 2 == visitor.rest(2)["impression"]


def test_the_progress_is_told(visitor, home):
    """From reading to rest, whoever listens hears what is done."""
    heard = []
    listening = threading.Thread(
        target=lambda: heard.extend(
            visitor.wait(lambda s: s["impression"] == 2 and not s["working"])
        )
    )
    listening.start()
    write(home, "b")
    listening.join()

    assert "" == heard[-1]["working"]
    assert {state["working"] for state in heard} <= {
        "", "reading the manuscript", "printing", "reading the pages back",
    }  # fmt: skip


def test_a_change_during_a_build_is_built_after_it(home, press):
    """The builds do not overlap, and the last words win."""
    seen, go_on = threading.Event(), threading.Event()

    def slowly():
        seen.set()
        assert go_on.wait(60)

    press.before = slowly
    with running(press, home) as visitor:
        assert seen.wait(60)
        write(home, "changed while it was read")
        seen.clear()
        go_on.set()
        visitor.rest(2)

        assert 2 == press.builds
        assert b"changed while" in visitor.get(f"/text/{DOCUMENT}")[2]


# ------------------------------------------------------- pages first, the rest behind them


@pytest.fixture
def held(press):
    """Hold the press between its pages and the rest of a draft, from the second on."""
    go_on = threading.Event()
    press.between = lambda: press.builds < 2 or go_on.wait(60)
    yield go_on
    go_on.set()


def shown(visitor, impression):
    """Wait until the pages of an impression are shown, whatever else is being made."""
    return visitor.wait(lambda state: state["impression"] == impression)[-1]


def test_pages_are_shown_before_the_rest_is_made(home, press, held):
    """The new page is there beside the text there was, its lines where they are now."""
    with running(press, home) as visitor:
        visitor.rest(1)
        write(home, "new", "a", "bb", "ccc")
        told = shown(visitor, 2)
        early = visitor.get(f"/text/{DOCUMENT}")[2]
        place = visitor.json("/2/place.json?path=one.md&line=3")
        held.set()
        at_last = visitor.rest(2)

        assert (1, "text", True) == (told["text"], told["older"], bool(told["working"]))
        assert b'<p data-at="one.md:3">bb</p>' in early
        assert b"new" not in early
        assert (3, DOCUMENT) == (place["line"], place["document"])
        assert 200 == visitor.get("/2/4.png?width=200")[0]
        assert (2, "", "") == (at_last["text"], at_last["older"], at_last["working"])
        assert b'<p data-at="one.md:1">new</p>' in visitor.get(f"/text/{DOCUMENT}")[2]


def test_other_pages_of_one_draft_are_another_impression(home, press):
    """A browser asks for them as after an edit; the text is beside the last."""
    with running(press, home) as visitor:
        visitor.rest(1)
        write(home, "a", "unsure", "ccc")
        told = visitor.rest(3)

        assert (3, "") == (told["text"], told["older"])
        assert 200 == visitor.get("/3/4.png?width=200")[0]
        assert 404 == visitor.get("/2/4.png?width=200")[0]


def test_the_first_pages_stand_alone_for_a_moment(home, press):
    """There is no text yet; it comes into the same impression."""
    go_on = threading.Event()
    press.between = lambda: go_on.wait(60)
    with running(press, home) as visitor:
        told = shown(visitor, 1)
        early = visitor.json("/1/2.json"), visitor.get(f"/text/{DOCUMENT}")[0]
        go_on.set()
        visitor.rest(1)

        assert 0 == told["text"]
        assert ("", 404) == (early[0]["document"], early[1])
        assert DOCUMENT == visitor.json("/1/2.json")["document"]


def test_what_is_found_late_is_told(visitor, home):
    """The pages are new, the text is not, and the finding says what is wrong."""
    write(home, "a", "lost", "ccc")
    told = visitor.rest(2, failed=True)
    text = visitor.get(f"/text/{DOCUMENT}")[2]
    write(home, "a", "found", "ccc")
    mended = visitor.rest(3)

    assert told["findings"].startswith("one.md:2:1: error[F001]: this is lost\n")
    assert (1, "text") == (told["text"], told["older"])
    assert b"bb" in text
    assert (3, "", "") == (mended["text"], mended["older"], mended["findings"])


def test_an_edit_comes_before_the_rest_of_a_draft(home, press, held):
    """What is left of the draft before is given up; in the end all is of the last words."""
    with running(press, home) as visitor:
        visitor.rest(1)
        write(home, "second")
        shown(visitor, 2)
        press.before = held.set
        write(home, "third", "lines")
        waited = threading.Event()
        waited.wait(1)  # the save is seen while the draft before goes on
        held.set()
        told = visitor.rest(3)

        assert 3 == told["text"]
        assert (3, 2) == (press.builds, press.ended)
        assert b"third" in visitor.get(f"/text/{DOCUMENT}")[2]
        assert 2 == len(visitor.json("/3/book.json")["pages"])


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("one.md", True),
        ("images/map.svg", True),
        ("styles/print.css", True),
        ("book.yaml", True),
        (".one.md.swp", False),
        ("one.md~", False),
        ("#one.md#", False),
        (".#one.md", False),
        ("one.md.tmp", False),
    ],
)
def test_what_editors_keep_for_themselves_is_no_change(name, expected):
    """Backups, locks and hidden files do not make the book anew."""
    assert expected == Saves()(Change.modified, f"/home/ada/manuscript/{name}")


def test_a_folder_that_is_made_anew_is_watched(home, press):
    """As git and programs that copy do it: the old one is gone, its name is there."""
    anew, old = home.with_name("anew"), home.with_name("old")
    with running(press, home) as visitor:
        visitor.rest(1)
        shutil.copytree(home, anew)
        home.rename(old)
        anew.rename(home)
        number = visitor.wait(lambda state: state["impression"] > 1)[-1]["impression"]

        write(home, "a", "bb", "and more")
        visitor.rest(number + 1)


def test_folders_that_may_not_be_watched_are_passed_over(home, press):
    """Whether they lie in the book's folder, or a link in it leads to them."""
    (home / "locked").mkdir(mode=0)
    (home / "link").symlink_to("/proc/1")
    with running(press, home) as visitor:
        visitor.rest(1)

        write(home, "a", "bb", "and more")
        visitor.rest(2)


def test_a_folder_that_comes_later_is_watched(home, press):
    """Styles beside the book may be begun while it is looked at."""
    styles = home.with_name("styles")
    with running(press, home, styles) as visitor:
        visitor.rest(1)
        styles.mkdir()
        visitor.rest(2)

        (styles / "print.css").write_text("p { color: red }", "utf-8")
        visitor.rest(3)


def test_a_draft_that_changed_nothing_shows_nothing_new(home, press):
    """A press that has nothing to show says that all is as it was."""

    seen = threading.Event()

    def make(out, say):
        if press.builds == 0:
            yield from press(out, say)
        else:
            seen.set()

    with running(make, home) as visitor:
        first = visitor.rest(1)
        write(home, "a", "bb", "ccc")
        assert seen.wait(60)

        assert first == visitor.rest(1)


# ------------------------------------------------------------- who may ask for what


@pytest.mark.parametrize(
    "headers",
    [
        pytest.param({"Host": "evil.example"}, id="another name"),
        pytest.param({"Host": "evil.example:PORT"}, id="another name, our port"),
        pytest.param({"Host": "127.0.0.1"}, id="no port"),
        pytest.param({"Host": "127.0.0.1:1"}, id="another port"),
        pytest.param({"Host": "127.0.0.1:PORT.evil.example"}, id="a longer name"),
        pytest.param({"Origin": "http://evil.example"}, id="another origin"),
        pytest.param({"Origin": "null"}, id="an origin that hides"),
        pytest.param({"Origin": "http://localhost:1"}, id="another port's origin"),
        pytest.param({"Sec_Fetch_Site": "cross-site"}, id="shown by another site"),
        pytest.param({"Sec_Fetch_Site": "same-site"}, id="shown by another port"),
    ],
)
@pytest.mark.parametrize("path", ["/events", "/1/1.png", f"/text/{DOCUMENT}"])
def test_strangers_get_nothing(reader, path, headers):
    """Neither a name that points here nor a page from elsewhere may look."""
    stated = {k: v.replace("PORT", str(reader.port)) for k, v in headers.items()}

    assert 403 == reader.get(path, **stated)[0]


def test_a_request_without_a_host_gets_nothing(reader):
    """HTTP/1.0 can leave the host out."""
    with socket.create_connection(("127.0.0.1", reader.port), timeout=60) as line:
        line.sendall(b"GET / HTTP/1.0\r\n\r\n")

        assert b" 403 " in line.makefile("rb").readline()


def test_ones_own_browser_is_let_in(reader):
    """By either name of this machine, from its own page, or by a link."""
    port = reader.port
    welcome = [
        {"Host": f"localhost:{port}", "Origin": f"http://localhost:{port}"},
        {"Sec_Fetch_Site": "same-origin"},
        {"Sec_Fetch_Site": "cross-site", "Sec_Fetch_Mode": "navigate"},
    ]

    assert [200] * 3 == [reader.get("/", **headers)[0] for headers in welcome]


@pytest.mark.parametrize(
    "path",
    [
        "/text/../../../../etc/passwd",
        "/text//etc/passwd",
        "/text/%2e%2e/%2e%2e/etc/passwd",
        "/text/META-INF/secret.txt",
        "/static/../server.py",
        "/static/%2e%2e/server.py",
        "/static/..%2fserver.py",
        "/static/",
        "/one.md",
        "/7/1.png",
        "/1/0.png",
        "/1/4.png",
        "/99999999999999999999/1.png",
    ],
)
def test_nothing_else_is_served(reader, path):
    """Only what is listed: no file outside, none of the EPUB's that is not for reading."""
    assert 404 == reader.get(path)[0]


def test_it_can_only_be_asked(reader):
    """Nothing here changes anything."""
    assert {405} == {
        reader.get("/", method=m)[0] for m in ("POST", "PUT", "DELETE", "OPTIONS")
    }


def test_the_book_runs_no_scripts(reader):
    """Its documents stand in a sandbox, whatever is in them."""
    policy = reader.get(f"/text/{DOCUMENT}")[1]["Content-Security-Policy"]

    assert "default-src 'none'" in policy
    assert "sandbox allow-same-origin" in policy
    assert "script" not in policy


def test_every_answer_has_a_policy(reader):
    """Refusals and failures too; no other site may put the preview in a frame."""
    for path in ("/", "/1/book.json", "/static/preview.js", "/nowhere"):
        headers = reader.get(path)[1]

        assert (
            "default-src 'none'; script-src 'self'"
            in headers["Content-Security-Policy"]
        )
        assert "frame-ancestors 'none'" in headers["Content-Security-Policy"]
        assert "nosniff" == headers["X-Content-Type-Options"]
        assert "access-control-allow-origin" not in headers
    assert "Content-Security-Policy" in reader.get("/", Host="evil.example")[1]


# -------------------------------------------------------------------- port and process


def test_it_listens_on_this_machine_alone(reader):
    """Another address of the same machine finds nobody."""
    with pytest.raises(ConnectionRefusedError):
        socket.create_connection(("127.0.0.2", reader.port), timeout=60)


def test_the_next_port_is_taken():
    """Two previews at once have two addresses."""
    with listen(0) as first:
        first.listen()
        port = first.getsockname()[1]
        with listen(port) as second:
            assert port < second.getsockname()[1] < port + 20


def test_where_no_port_is_free_another_can_be_named():
    """One line says what to do."""
    with pytest.raises(ToolFailed, match=r"no free port from 65536 .* --port"):
        listen(65536)
    with pytest.raises(ToolFailed, match=r"cannot have the port -1; .* --port"):
        listen(-1)


def test_it_ends_while_browsers_listen(home, press):
    """A listening browser does not keep the preview from ending; its line is closed."""
    with running(press, home) as visitor:
        visitor.rest(1)
        line = http.client.HTTPConnection("127.0.0.1", visitor.port, timeout=60)
        line.request("GET", "/events")
        answer = line.getresponse()
    answer.read()

    line.close()
    with pytest.raises(ConnectionRefusedError):
        Visitor.get(visitor, "/")


@pytest.mark.parametrize(
    ("blow", "status", "to"),
    [
        pytest.param(
            signal.SIGINT, 0, os.killpg, id="Ctrl-C, which all processes hear"
        ),
        pytest.param(signal.SIGKILL, -9, os.kill, id="killed, which only one hears"),
    ],
)
def test_when_it_ends_nothing_is_left(home, blow, status, to):
    """Started as the command starts it, it ends without a word, and so does its studio."""
    process = subprocess.Popen(
        [sys.executable, "-c", COMMAND, home],
        env=os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    address = re.search(r"http://[^/]+", process.stdout.readline())[0]
    visitor = Visitor(address)
    visitor.rest(1)
    assert 200 == visitor.get("/1/1.png")[0]
    to(process.pid, blow)
    out, messages = process.communicate(timeout=60)  # returns when all hold still

    assert (status, "") == (process.returncode, out)
    assert "Traceback" not in messages


COMMAND = """
import sys
from functools import partial
from pathlib import Path
from preview_sample import ToyPress
from publisher import preview

if __name__ == "__main__":
    home = Path(sys.argv[1])
    say = partial(print, flush=True)
    preview.run(ToyPress(home), [home], port=0, open_browser=False, say=say)
"""


def test_it_ends_while_a_book_is_made(home, press):
    """A build that takes long does not keep the preview from ending."""
    begun, go_on = threading.Event(), threading.Event()
    press.before = lambda: (begun.set(), go_on.wait(60))

    with running(press, home):
        assert begun.wait(60)

    assert not go_on.is_set()
    go_on.set()


def test_a_page_is_drawn_to_its_edges(tmp_path, press):
    """The picture has the shape of the page, and the page's ink."""
    list(press(tmp_path / "made", lambda _: None))
    file = str(tmp_path / "made" / "toy-screen.pdf")
    expected = pypdfium2.PdfDocument(file)[2].render(scale=2)

    assert (expected.width, expected.height) == (400, 600)
    assert (400).to_bytes(4) + (600).to_bytes(4) == png(file, 3, 400)[16:24]
    assert png(file, 2, 400) != png(file, 3, 400)
