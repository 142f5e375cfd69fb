"""Other tools that set the bench book: plain WeasyPrint, and whatever else is installed."""

import os
import shutil
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from importlib.util import find_spec
from pathlib import Path

from measuring import Cost, measured
from onehtml import write_html
from sources import latex, source, typst

HERE = Path(__file__).parent
LIMIT = 300.0  # seconds for one run of a rival
_NO_FONTS = (
    '<?xml version="1.0"?>\n<!DOCTYPE fontconfig SYSTEM "urn:fontconfig:fonts.dtd">\n'
    "<fontconfig></fontconfig>\n"
)
_BROWSERS = ("chromium", "chromium-browser", "google-chrome")


@dataclass(frozen=True, slots=True)
class Rival:
    """A tool, and how it makes `book.pdf` in a folder that holds the book."""

    name: str
    program: str  # that must be installed; "" needs none
    write: Callable  # (markup, folder): what it reads
    command: Sequence[str]
    runs: int = 1
    environment: Mapping[str, str] = field(default_factory=dict)
    numbered: bool = True  # it is asked for the numbers of pages

    @property
    def installed(self):
        """Tell whether its program is there, or the Python package of that name."""
        return (
            not self.program
            or shutil.which(self.program) is not None
            or (self.command[0] == sys.executable and bool(find_spec(self.program)))
        )


def rivals(pages):
    """List the rivals for a book of so many pages: not all can set a long one.

    For the whole of Gibbon (None) there are none.
    """
    if pages is None:
        return
    plain = (sys.executable, "-W", "ignore", str(HERE / "plain.py"))
    files = ("book.html", "book.pdf")
    no_fonts = {"FONTCONFIG_FILE": "fonts.conf"}
    yield Rival(
        SINGLE, "", _unnumbered, (*plain, *files), environment=no_fonts, numbered=False
    )
    if pages <= LONGEST:
        yield Rival(COUNTED, "", _html, (*plain, *files), environment=no_fonts)
    as_package = not shutil.which("typst") and find_spec("typst")
    yield Rival("Typst", "typst", _typst, _TYPST_PACKAGE if as_package else _TYPST)
    yield Rival("XeLaTeX, three runs", "xelatex", _latex, _LATEX, runs=3)
    if pages <= LONGEST:
        yield from _browsers()


SINGLE = "WeasyPrint, one HTML, single pass, no page numbers"
COUNTED = "WeasyPrint, one HTML, `target-counter`"
PROGRAMS = ("typst", "xelatex", "pagedjs-cli", "vivliostyle")
LONGEST = 400  # pages: what is slow is measured up to here

_TYPST = (
    "typst", "compile", "--ignore-system-fonts", "--font-path", "fonts",
    "book.typ", "book.pdf",
)  # fmt: skip
_TYPST_PACKAGE = (
    sys.executable, "-c",
    'import typst; typst.compile("book.typ", output="book.pdf", font_paths=["fonts"], '
    "ignore_system_fonts=True)",
)  # fmt: skip
_LATEX = ("xelatex", "-interaction=batchmode", "-halt-on-error", "book.tex")


def _browsers():
    """List the rivals that set pages in a browser."""
    browser = next(filter(None, map(shutil.which, _BROWSERS)), "")
    yield Rival(
        "pagedjs-cli",
        "pagedjs-cli",
        _html,
        ("pagedjs-cli", "book.html", "-o", "book.pdf", "--browserArgs", "--no-sandbox",
         "--timeout", str(int(LIMIT * 1000))),
        environment={"PUPPETEER_EXECUTABLE_PATH": browser},
    )  # fmt: skip
    yield Rival(
        "Vivliostyle",
        "vivliostyle",
        _html,
        ("vivliostyle", "build", "book.html", "-o", "book.pdf", "--timeout",
         str(int(LIMIT)), *(("--executable-browser", browser) if browser else ())),
    )  # fmt: skip


def _html(markup, folder):
    write_html(markup, folder, numbered=True)
    (folder / "fonts.conf").write_text(_NO_FONTS, "utf-8")


def _unnumbered(markup, folder):
    write_html(markup, folder, numbered=False)
    (folder / "fonts.conf").write_text(_NO_FONTS, "utf-8")


def _typst(markup, folder):
    write_html(markup, folder, numbered=False)  # for its fonts
    (folder / "book.typ").write_text(source(markup, typst), "utf-8")


def _latex(markup, folder):
    write_html(markup, folder, numbered=False)
    (folder / "book.tex").write_text(source(markup, latex), "utf-8")


def set_by(rival, markup, folder):
    """Let a rival set the book in an empty folder; return its Cost, all runs together."""
    folder.mkdir(parents=True)
    rival.write(markup, folder)
    total = Cost(0, 0, 0, 0)
    for _ in range(rival.runs):
        cost = measured(
            rival.command,
            environment={**os.environ, **rival.environment},
            folder=folder,
            limit=LIMIT,
        )
        total = Cost(
            total.cpu + cost.cpu,
            total.wall + cost.wall,
            max(total.peak, cost.peak),
            cost.status,
            cost.said,
        )
        if cost.status:
            break
    return total
