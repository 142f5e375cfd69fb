"""A finished book of a few pages, made by hand, and a proof desk it lies on."""

import http.client
import json
import threading
import zipfile
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path

import pikepdf

from publisher.behind import anchors
from publisher.loopback.listening import listen
from publisher.proof.desk import Editor, Order, ProofDesk

PATIENCE = 60  # s
FACES = Path(__file__).parents[1] / "styles" / "fonts"
WIDTH, HEIGHT, BLEED = 300, 400, 9  # pt
DOCUMENT = "EPUB/text/ch-{:02}.xhtml"

TEXTS = {
    "one.md": [
        "# The River",
        "The lamp stands where the river turns at dusk.",
        "Whoever comes down sees the lamp before the town.",
        "It was lit every night for forty years.",
    ],
    "two.md": [
        "# The Town",
        "The town is older than the lamp and darker.",
        "Nobody had asked the ferryman what he thought.",
        "He thought that the lamp was too low.",
    ],
}
"""Two chapters; two paragraphs to a page, so that each begins on a recto."""
ON_SCREEN = "On a screen the lamp can be lit by whoever reads."
"""The last words of the first chapter, in the EPUB alone."""


class FinishedBook:
    """A manuscript, and the files a build would have left in `dist`."""

    def __init__(self, folder, texts=TEXTS):
        self.home = folder / "manuscript"
        self.out = folder / "dist"
        self.home.mkdir(parents=True)
        self.write(
            "book.yaml", "title: The Lamp\nlang: en\nchapters: [one.md, two.md]\n"
        )
        self.build(texts)

    def write(self, name, text):
        (self.home / name).write_text(text, "utf-8")

    def build(self, texts=TEXTS):
        """Write the manuscript, then all that is made of it; files move together."""
        for name, lines in texts.items():
            self.write(name, "\n\n".join(lines) + "\n")
        with (self.home / "one.md").open("a", encoding="utf-8") as text:
            text.write(
                f"\n::: {{.content-visible when-format=epub}}\n{ON_SCREEN}\n:::\n"
            )
        blocks = list(_blocks(texts))
        count = max(page for *_, page, _ in blocks)
        made = self.out.with_name("made")
        made.mkdir()
        (made / "the-lamp-print.pdf").write_bytes(_pdf(blocks, count))
        (made / "the-lamp.epub").write_bytes(_epub(texts, blocks))
        (made / "pages.json").write_text(json.dumps(_map(blocks, count)), "utf-8")
        (made / "report.json").write_text(json.dumps(_report()), "utf-8")
        self.out.mkdir(exist_ok=True)
        for each in made.iterdir():
            each.replace(self.out / each.name)
        made.rmdir()

    @property
    def journal(self):
        return self.home.parent / "proof" / "corrections.jsonl"


def _blocks(texts):
    """Yield file, unit, line, words, page and the place on it of every paragraph."""
    page = 0
    for number, (name, lines) in enumerate(texts.items(), 1):
        page += 1 + page % 2  # chapters open on a recto
        for index, words in enumerate(lines):
            yield (
                name,
                f"ch-{number:02}",
                2 * index + 1,
                words,
                page + index // 2,
                index % 2,
            )
        page += (len(lines) - 1) // 2


def _pdf(blocks, count):
    made = pikepdf.new()
    font = pikepdf.Dictionary(
        Type=pikepdf.Name.Font,
        Subtype=pikepdf.Name.Type1,
        BaseFont=pikepdf.Name.Helvetica,
    )
    font = made.make_indirect(font)
    sheet = (WIDTH + 2 * BLEED, HEIGHT + 2 * BLEED)
    for number in range(1, count + 1):
        page = made.add_blank_page(page_size=sheet)
        page.Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F=font))
        page.TrimBox = [BLEED, BLEED, BLEED + WIDTH, BLEED + HEIGHT]
        page.BleedBox = [0, 0, *sheet]
        drawn = [
            f"BT /F 11 Tf {BLEED + 30} {BLEED + HEIGHT - 60 - 60 * at} Td ({_plain(words)}) Tj ET"
            for *_, words, on, at in blocks
            if on == number
        ]
        page.contents_add("\n".join(drawn).encode())
    written = BytesIO()
    made.save(written)
    return written.getvalue()


def _plain(words):
    return words.removeprefix("# ")


def _epub(texts, blocks):
    written = BytesIO()
    with zipfile.ZipFile(written, "w") as archive:
        rows, chapters = [], []
        for number, name in enumerate(texts, 1):
            file, seen, body = DOCUMENT.format(number), 0, []
            for path, _, _, words, page, _ in blocks:
                if path != name:
                    continue
                if page != seen:
                    body.append(
                        f'<div id="page-{page}" epub:type="pagebreak" '
                        f'role="doc-pagebreak" aria-label="{page}"></div>'
                    )
                    rows.append((f"text/ch-{number:02}.xhtml#page-{page}", page))
                seen = page
                tag = "h1" if words.startswith("#") else "p"
                body.append(f"<{tag}>{_plain(words)}</{tag}>")
            body += [f"<p>{ON_SCREEN}</p>"] * (number == 1)
            chapters.append((f"text/ch-{number:02}.xhtml#x", _plain(texts[name][0])))
            archive.writestr(file, _xhtml("\n".join(body)))
        archive.writestr(
            "EPUB/nav.xhtml", _xhtml(_nav("toc", chapters) + _nav("page-list", rows))
        )
        archive.writestr("EPUB/css/epub.css", "p { color: black }")
        archive.writestr("META-INF/secret.txt", "not for browsers")
    return written.getvalue()


def _nav(kind, rows):
    links = "".join(f'<li><a href="{to}">{words}</a></li>' for to, words in rows)
    return f'<nav epub:type="{kind}"><ol>{links}</ol></nav>'


def _xhtml(body):
    return (
        '<html xmlns="http://www.w3.org/1999/xhtml" lang="en" '
        'xmlns:epub="http://www.idpf.org/2007/ops"><head><title>x</title></head>'
        f'<body style="line-height: 3">\n{body}\n<div style="height: 90em"></div></body></html>'
    )


def _map(blocks, count):
    units = {page: unit for _, unit, _, _, page, _ in blocks}
    pages = [
        {
            "page": n, "label": str(n), "side": "recto" if n % 2 else "verso",
            "blank": n not in units, "folio": True, "unit": units.get(n, units.get(n - 1)),
            "first": None, "offset": 0, "words": "", "figure": None,
        }
        for n in range(1, count + 1)
    ]  # fmt: skip
    rows = [
        {
            "at": {"path": path, "line": line, "column": 1}, "unit": unit, "id": "",
            "note": "", "boxes": [[page, 30, 46 + 60 * at, 240, 18]],
        }
        for path, unit, line, _, page, at in blocks
    ]  # fmt: skip
    return {
        "schema": "publisher/pages/1", "unit": "pt", "width": WIDTH, "height": HEIGHT,
        "pages": pages, "blocks": rows, "notes": [], "anchors": {},
    }  # fmt: skip


def _report():
    finding = {
        "id": "T004-123abc", "code": "T004", "severity": "note",
        "span": {"path": "two.md", "line": 5, "column": 8, "length": 3},
        "message": "<b>look</b> at this", "hint": "or do not",
    }  # fmt: skip
    return {"findings": [finding], "rules": {"T004": {"why": "readers stumble"}}}


# --------------------------------------------------------------------------- the desk


class Visitor:
    """A program that talks to a desk as a browser does, and can lie in headers."""

    def __init__(self, desk, book):
        self.book = book
        self.address = desk.address
        self.port = int(desk.address.rstrip("/").rpartition(":")[2])

    def ask(self, path, method="GET", body=None, **headers):
        """Ask; give status, headers, content."""
        line = http.client.HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        line.request(method, path, body=body, headers=named)
        answer = line.getresponse()
        content = answer.read()
        line.close()
        return answer.status, answer.headers, content

    def json(self, path):
        return json.loads(self.ask(path)[2])

    def tell(self, path, value, **headers):
        """Write something; give the status and what is answered."""
        told = {"Content_Type": "application/json"} | headers
        status, _, content = self.ask(path, "POST", json.dumps(value), **told)
        return status, json.loads(content)

    def words(self, page):
        return [word[0] for word in self.json(f"/1/{page}.json")]

    def slip(self, page, first, last=None, **told):
        """Make a slip about words of a page, named by themselves."""
        words = self.words(page)
        begin = words.index(first)
        end = words.index(last or first, begin)
        return {
            "key": "k1", "build": 1, "kind": "comment", "reader": "Anna", "words": "",
            "remark": "so?", "from": {"page": page, "word": begin},
            "to": {"page": page, "word": end},
        } | told  # fmt: skip

    @property
    def rows(self):
        return self.json("/corrections.json")["rows"]


@contextmanager
def on_the_desk(book, editor="vscode", port=0):
    """Lay a book on a desk in a thread; it must end when told to, and without a fault."""
    order = Order(book.home, book.out, FACES, anchors, "", Editor.named(editor))
    desk = ProofDesk(order, listen(port))
    started, faults = threading.Event(), []

    def run():
        try:
            desk.run(started.set)
        except BaseException as fault:  # noqa: BLE001 told below
            faults.append(fault)
        started.set()

    thread = threading.Thread(target=run)
    thread.start()
    try:
        assert started.wait(PATIENCE)
        assert [] == faults
        yield Visitor(desk, book)
    finally:
        desk.stop()
        thread.join(PATIENCE)
    assert not thread.is_alive()
    assert [] == faults
