"""Damage done to a copy of our own book, one fault at a time, each with a name.

`IN_MANUSCRIPT` damages the texts a person edits; `IN_FILES` the files that were built.
Each says the code that must be found, and the file of the manuscript it must point at.
"""

import re
import zipfile
from collections.abc import Callable
from dataclasses import dataclass

import pikepdf
from pikepdf import Array, Dictionary, Name, NumberTree, Pdf


@dataclass(frozen=True)
class Breakage:
    """A fault: what it is called, what does it, the code it must earn, and where."""

    name: str
    damage: Callable
    code: str
    place: str  # of the finding; "sheet 30": where the manuscript is that stands there


# ------------------------------------------------------------------ in the manuscript


def edited(file, pattern, new):
    """Replace the one passage of a file that a pattern finds."""

    def damage(home):
        path = home / file
        text, count = re.subn(
            pattern, new, path.read_text("utf-8"), count=1, flags=re.MULTILINE
        )
        assert count == 1, f"{file} has no {pattern}"
        path.write_text(text, "utf-8")

    return damage


def removed(file):
    return lambda home: (home / file).unlink()


def wrong_encoding(home):
    path = home / "ch03.md"
    path.write_bytes(path.read_bytes() + b"caf\xe9\n")


def twice(file, other, label):
    """Give the first heading of another chapter a label that is taken."""
    return edited(file, r"\{#[\w-]+\}$", f"{{#{label}}}")


def unclosed(home):
    path = home / "ch05.md"
    text = path.read_text("utf-8")
    begins = text.index("::: {.remark")
    ends = text.index("\n:::\n", begins)
    path.write_text(text[:ends] + text[ends + len("\n:::") :], "utf-8")


IN_MANUSCRIPT = [
    Breakage(
        "a note is deleted",
        edited("ch02.md", r"^\[\^cart\]: .*\n", ""),
        "R004",
        "ch02.md:19:157",
    ),
    Breakage(
        "the call of a note is deleted",
        edited("ch02.md", r"\[\^cart\](?!:)", ""),
        "R003",
        "ch02.md:51:1",
    ),
    Breakage(
        "a label is renamed",
        edited("ch01.md", r"\{#map-course ", "{#map-corse "),
        "R001",
        "ch01.md:19:498",
    ),
    Breakage(
        "a picture is dropped", removed("images/rope-ferry.svg"), "C004", "ch03.md:11:1"
    ),
    Breakage(
        "YAML is broken",
        edited("book.yaml", r"^subject:", "subject: ["),
        "L003",
        "book.yaml:21:10",
    ),
    Breakage(
        "a key is misspelt",
        edited("book.yaml", r"^publisher:", "publihser:"),
        "L004",
        "book.yaml:12:1",
    ),
    Breakage(
        "a chapter that a link leads to has another name",
        edited("ch01.md", r"ch08\.md#sec-bar", "ch80.md#sec-bar"),
        "R005",
        "ch01.md:62:119",
    ),
    Breakage(
        "a section that another chapter leads to is called otherwise",
        edited("ch08.md", r"\{#sec-bar\}", "{#sec-the-bar}"),
        "R001",
        "ch01.md:62:119",
    ),
    Breakage("an encoding is wrong", wrong_encoding, "L009", "ch03.md:84:4"),
    Breakage("a chapter is lost", removed("ch04.md"), "L006", "book.yaml:47:18"),
    Breakage(
        "a label stands twice",
        twice("ch03.md", "ch02.md", "ch-angles"),
        "R011",
        "ch03.md:1:1",
    ),
    Breakage("a division is not closed", unclosed, "P002", "ch05.md:33:1"),
    Breakage(
        "a reference is misspelt",
        edited("ch02.md", r"@fig-theodolite", "@fig-theodolit"),
        "R001",
        "ch02.md:31:495",
    ),
    Breakage(
        "a file is no longer listed",
        edited("book.yaml", r", ch09\.md\]", "]"),
        "L002",
        "ch09.md:1:1",
    ),
    Breakage(
        "a person has no name",
        edited("ch02.md", r"by=tr\}", "by=tx}"),
        "R007",
        "ch02.md:15:1",
    ),
    Breakage(
        "a heading skips",
        edited("ch02.md", r"^## The Bridge", "#### The Bridge"),
        "C003",
        "ch02.md:7:1",
    ),
    Breakage(
        "an included file is gone", removed("toll-board.inc.md"), "L016", "ch03.md:21:1"
    ),
]


# ------------------------------------------------------------------- in finished files

EPUB, PRINT, SCREEN = "the-lovna.epub", "the-lovna-print.pdf", "the-lovna-screen.pdf"


def in_epub(member, pattern, new):
    """Change one passage of one file in the EPUB; `new` None takes the file out."""

    def damage(out):
        with zipfile.ZipFile(out / EPUB) as old:
            files = [(each, old.read(each)) for each in old.infolist()]
        changed = 0
        with zipfile.ZipFile(out / EPUB, "w") as made:
            for info, data in files:
                if info.filename.endswith(member):
                    changed += 1
                    if new is None:
                        continue
                    text, count = re.subn(
                        pattern, new, data.decode(), count=1, flags=re.DOTALL
                    )
                    assert count == 1, f"{member} has no {pattern}"
                    made.writestr(info, text)
                else:
                    made.writestr(info, data)
        assert changed == 1

    return damage


def in_pdf(name, change):
    """Open a PDF, have it changed, and save it in its place."""

    def damage(out):
        with Pdf.open(out / name, allow_overwriting_input=True) as pdf:
            change(pdf)
            pdf.save(out / name)

    return damage


def cut(number):
    """Take a page out."""

    def change(pdf):
        del pdf.pages[number - 1]

    return change


def exchange(pdf):
    """Let two pages change places."""
    one, other = pdf.pages[29].obj, pdf.pages[30].obj
    pdf.pages[29], pdf.pages[30] = pikepdf.Page(other), pikepdf.Page(one)


def reprint(number):
    """Show one letter in place of another in what a page shows last: its folio."""

    def change(pdf):
        page = pdf.pages[number - 1]
        steps = list(pikepdf.parse_content_stream(page))
        shown = [
            n for n, each in enumerate(steps) if str(each.operator) in ("Tj", "TJ")
        ]
        other = next(n for n in shown if steps[n].operands != steps[shown[-1]].operands)
        steps[shown[-1]] = steps[other]
        page.Contents = pdf.make_stream(pikepdf.unparse_content_stream(steps))

    return change


def drop_font(pdf):
    for item in pdf.objects:
        if isinstance(item, Dictionary) and item.get("/Type") == Name.FontDescriptor:
            for key in ("/FontFile", "/FontFile2", "/FontFile3"):
                if key in item:
                    del item[key]
                    return


def relabel(pdf):
    """Count the pages of the whole file from 1, in arabic figures."""
    tree = NumberTree(pdf.Root.PageLabels)
    for key in list(tree.keys()):
        if key:
            del tree[key]
    tree[0] = Dictionary(S=Name.D)


def _of(page):
    """Give the links of a page that lead inside its file."""
    return [
        each
        for each in page.obj.get("/Annots", ())
        if each.get("/Subtype") == Name.Link and "/URI" not in each.get("/A", {})
    ]


def in_body(pdf):
    """Give a link of the text, one from chapter to chapter: contents have their own pages."""
    return next(each for page in pdf.pages[19:] for each in _of(page))


def lead_elsewhere(pdf):
    """Let a link in the body of the book lead to its first page."""
    link = in_body(pdf)
    for key in ("/A", "/Dest"):
        if key in link:
            del link[key]
    link.Dest = Array([pdf.pages[0].obj, Name.Fit])


def lead_nowhere(pdf):
    link = in_body(pdf)
    if "/A" in link:
        del link["/A"]
    link.Dest = pikepdf.String("no such place")


def truncated(name):
    def damage(out):
        path = out / name
        path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])

    return damage


def another_page(out):
    path = out / "pages.json"
    text, count = re.subn(
        r'"label": ?"17"', '"label": "18"', path.read_text("utf-8"), count=1
    )
    assert count
    path.write_text(text, "utf-8")


IN_FILES = [
    Breakage(
        "two paragraphs of the EPUB are exchanged",
        in_epub(
            "ch-01.xhtml", r"(<p\b[^>]*>.*?</p>)(\s*)(<p\b[^>]*>.*?</p>)", r"\3\2\1"
        ),
        "F003",
        "ch01.md:5:1",
    ),
    Breakage(
        "a paragraph of the EPUB is lost",
        in_epub("ch-01.xhtml", r"<p\b[^>]*>The arithmetic of.*?</p>", ""),
        "F001",
        "ch01.md:17:1",
    ),
    Breakage(
        "a note of the EPUB is lost",
        in_epub("ch-02.xhtml", r'<aside class="note".*?</aside>', ""),
        "E001",
        "ch02.md:19:157",
    ),
    Breakage(
        "a line of the contents is lost",
        in_epub("nav.xhtml", r'<li><a href="[^"]*#sec-golub">[^<]*</a></li>', ""),
        "E007",
        f"{EPUB}/EPUB/toc.ncx:1:1",
    ),
    Breakage(
        "the mimetype is lost", in_epub("mimetype", "", None), "E002", f"{EPUB}:1:1"
    ),
    Breakage(
        "a picture of the EPUB is lost",
        in_epub("theodolite.svg", "", None),
        "E002",
        f"{EPUB}:1:1",
    ),
    Breakage("a page of the PDF is cut", in_pdf(SCREEN, cut(30)), "F004", "sheet 30"),
    Breakage("a page of the print is cut", in_pdf(PRINT, cut(40)), "F004", "sheet 40"),
    Breakage("two pages are exchanged", in_pdf(SCREEN, exchange), "F004", "sheet 30"),
    Breakage(
        "a printed number is another", in_pdf(SCREEN, reprint(30)), "F004", "sheet 30"
    ),
    Breakage(
        "a number in print is another", in_pdf(PRINT, reprint(30)), "F004", "sheet 30"
    ),
    Breakage("a font is dropped", in_pdf(SCREEN, drop_font), "D003", f"{SCREEN}:3:1"),
    Breakage(
        "the pages are called otherwise",
        in_pdf(SCREEN, relabel),
        "D002",
        f"{SCREEN}:1:1",
    ),
    Breakage(
        "a link leads elsewhere", in_pdf(SCREEN, lead_elsewhere), "F004", "ch02.md:19:1"
    ),
    Breakage(
        "a link leads nowhere", in_pdf(SCREEN, lead_nowhere), "D001", "ch02.md:16:1"
    ),
    Breakage("a PDF is cut short", truncated(SCREEN), "D002", f"{SCREEN}:1:1"),
    Breakage("an EPUB is cut short", truncated(EPUB), "E002", f"{EPUB}:1:1"),
    Breakage("the page map is another", another_page, "F004", "pages.json"),
    Breakage("a file is lost", removed(PRINT), "F005", f"{PRINT}:1:1"),
]
