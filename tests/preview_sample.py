"""A preview at work in a thread, and a toy press that prints one line to a page."""

import http.client
import json
import threading
import zipfile
from contextlib import contextmanager
from io import BytesIO
from pathlib import PurePosixPath

import pikepdf

from publisher import rules
from publisher.artifacts import (
    Artifact,
    BlockRow,
    Box,
    Manuscript,
    PageMap,
    PageRow,
    Side,
)
from publisher.bookinfo import BookInfo
from publisher.diagnostics import Span
from publisher.loopback.listening import listen
from publisher.outcome import Outcome
from publisher.preview.serving import Preview

PATIENCE = 60  # s
TEXT = PurePosixPath("one.md")
DOCUMENT = "EPUB/text/ch-01.xhtml"


class ToyPress:
    """Prints `one.md` of the folder `home`, each line on a page: a bar as long as the line.

    A line "wrong" is a fault of the book, a line "lost" one that is found when its pages
    are read back; a line "unsure" has pages shown again from another folder. `before` is called at the beginning of a draft, `between` when its pages
    are there.
    """

    def __init__(self, home):
        self.home = home
        self.before = self.between = lambda: None
        self.builds = self.ended = 0

    def __call__(self, out, say):
        text = (self.home / "one.md").read_text("utf-8")
        self.builds += 1
        self.before()
        say("printing")
        lines = text.split("\n")
        info = BookInfo("Toy", "toy", "en", (), Span(PurePosixPath("book.yaml"), 1))
        outcome = Outcome(
            texts={TEXT: text},
            files=1,
            manuscript=Manuscript(info, (), {}, {}, {}, {}, {TEXT: text}),
        )
        if "wrong" in lines:
            where = Span(TEXT, lines.index("wrong") + 1)
            outcome.add([rules.UNKNOWN_LABEL.at(where, "this is wrong")])
            yield outcome
            return
        yield self._shown(outcome, out, lines)
        if "unsure" in lines:
            out = out.with_name(f"{out.name}-again")
            yield self._shown(outcome, out, [*lines, "one more"])
        self.between()
        say("reading the pages back")
        if "lost" in lines:
            where = Span(TEXT, lines.index("lost") + 1)
            outcome.add([rules.LOST_TEXT.at(where, "this is lost")])
            yield outcome
            return
        (out / "toy.epub").write_bytes(epub(lines))
        outcome.epub = artifact(out / "toy.epub", len(lines))
        yield outcome
        self.ended += 1

    def _shown(self, outcome, out, lines):
        out.mkdir()
        (out / "toy-screen.pdf").write_bytes(pdf(lines))
        outcome.made = [out / "toy-screen.pdf"]
        outcome.pages = page_map(len(lines))
        return outcome


def pdf(lines):
    made = pikepdf.new()
    for line in lines:
        page = made.add_blank_page(page_size=(200, 300))
        page.contents_add(f"0 0 0 rg 20 200 {len(line)} 20 re f".encode())
    written = BytesIO()
    made.save(written)
    return written.getvalue()


def epub(lines):
    body = "\n".join(f"<p>{line}</p>" for line in lines)
    written = BytesIO()
    with zipfile.ZipFile(written, "w") as archive:
        xhtml = (
            f'<html xmlns="http://www.w3.org/1999/xhtml"><body>\n{body}\n</body></html>'
        )
        archive.writestr(DOCUMENT, xhtml)
        archive.writestr("META-INF/secret.txt", "not for browsers")
        archive.writestr("EPUB/css/epub.css", "p { color: black }")
    return written.getvalue()


def page_map(count):
    numbers = range(1, count + 1)
    rows = [
        PageRow(n, str(n), Side.RECTO if n % 2 else Side.VERSO, False, True, "ch-01",
                Span(TEXT, n), 0, "")
        for n in numbers
    ]  # fmt: skip
    blocks = [
        BlockRow(Span(TEXT, n), "ch-01", "", (Box(n, 20, 80, 160, 20),))
        for n in numbers
    ]
    return PageMap(200, 300, tuple(rows), tuple(blocks), (), {})


def artifact(path, count):
    lines = tuple((n + 1, Span(TEXT, n)) for n in range(1, count + 1))
    return Artifact(path, "epub", lines={DOCUMENT: lines})


# ------------------------------------------------------------------------- the server


class Visitor:
    """A program that talks to a preview as a browser does, and can lie in headers."""

    def __init__(self, address):
        self.address = address
        self.port = int(address.rstrip("/").rpartition(":")[2])

    def get(self, path, method="GET", **headers):
        """Ask; give status, headers, content. `Sec_Fetch_Site="none"` is a header."""
        line = http.client.HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        line.request(method, path, headers=named)
        answer = line.getresponse()
        content = answer.read()
        line.close()
        return answer.status, answer.headers, content

    def json(self, path):
        return json.loads(self.get(path)[2])

    def wait(self, wanted):
        """Listen to the news until a state is as wanted; give all states until then."""
        line = http.client.HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)
        line.request("GET", "/events")
        heard, answer = [], line.getresponse()
        while not (heard and wanted(heard[-1])):
            said = answer.readline()
            assert said, "the preview ended"
            if said.startswith(b"data: "):
                heard.append(json.loads(said[6:]))
        line.close()
        return heard

    def rest(self, impression, *, failed=False):
        """Wait until an impression is shown and nothing is being made."""
        return self.wait(
            lambda state: (
                state["impression"] == impression
                and state["failed"] == failed
                and not state["working"]
            )
        )[-1]


@contextmanager
def running(make, *watched):
    """Run a preview in a thread; it must end when told to, and without a fault."""
    preview = Preview(make, watched, listen(0))
    started, faults = threading.Event(), []

    def run():
        try:
            preview.run(started.set)
        except BaseException as fault:  # noqa: BLE001 told below
            faults.append(fault)
        started.set()

    thread = threading.Thread(target=run)
    thread.start()
    try:
        assert started.wait(PATIENCE)
        yield Visitor(preview.address)
    finally:
        preview.stop()
        thread.join(PATIENCE)
    assert not thread.is_alive()
    assert [] == faults
