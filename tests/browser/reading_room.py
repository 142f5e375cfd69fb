"""A reading system over one EPUB, on a server of its own, for a browser to look at."""

import threading
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from io import BytesIO
from pathlib import Path

from PIL import Image, ImageOps

from publisher import tools

READER = Path(__file__).parent / "reader" / "index.html"
PHONE = {"width": 390, "height": 700}  # CSS px: a phone held upright, bars taken off
PATIENCE = 60_000  # ms


def _files(epub):
    scripts = tools.scripts()
    return {
        "/": (READER, "text/html"),
        "/epub.js": (scripts / "epubjs" / "dist" / "epub.min.js", "text/javascript"),
        "/jszip.js": (scripts / "jszip" / "dist" / "jszip.min.js", "text/javascript"),
        "/book.epub": (epub, "application/epub+zip"),
    }


@contextmanager
def served(epub):
    """Serve the reader and a book on this machine alone; give the address."""
    files = _files(epub)

    class Answer(BaseHTTPRequestHandler):
        def do_GET(self):
            path, kind = files.get(self.path, (None, ""))
            self.send_response(200 if path else 404)
            self.send_header("Content-Type", kind)
            self.end_headers()
            if path:
                self.wfile.write(path.read_bytes())

        def log_message(self, *words):
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Answer)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}/"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


class Reader:
    """A book in a reader's hand."""

    def __init__(self, tab):
        self.tab = tab

    def do(self, call, *words):
        """Ask the reader of index.html for something."""
        return self.tab.evaluate(f"words => reader.{call}(...words)", list(words))

    def picture(self):
        """Take a picture of the page."""
        return Image.open(BytesIO(self.tab.screenshot())).convert("L")


@contextmanager
def reading(chromium, epub):
    """Open an EPUB on a phone; no fault may show while it is read."""
    faults = []
    context = chromium.new_context(viewport=PHONE)
    context.set_default_timeout(PATIENCE)
    context.on("weberror", lambda fault: faults.append(str(fault.error)))
    context.on(
        "console",
        lambda said: faults.append(said.text) if said.type == "error" else None,
    )
    try:
        with served(epub) as address:
            tab = context.new_page()
            tab.goto(address)
            reader = Reader(tab)
            reader.title = reader.do("open")
            yield reader
            tab.close()
    finally:
        context.close()
    assert faults == []


GRID = (13, 20)  # cells of a picture, across and down


def ink(picture, *, night=False):
    """Say how much of each cell of a picture is not paper: 0 to 255, row by row.

    Another rasteriser or hinting changes little in it;
    a heading gone, a figure gone, a column cut off, black on black change much.
    """
    dark = picture if night else ImageOps.invert(picture)
    return list(dark.resize(GRID, Image.Resampling.BOX).tobytes())
