"""Our own builds of the bench book: cold, warm, after edits, and with everything kept."""

import compileall
import json
import os
import shutil
import sys
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from statistics import median

from measuring import LIMIT, Cost, measured

from books import insert_pages, replace_word

HERE = Path(__file__).parent
PATIENCE = 180.0  # seconds for the plain path: it is the slowest row
SOURCE, TESTS = HERE.parent / "src", HERE.parent / "tests"
STRAY = "[Y002]"  # code of the finding about a note that is not on the page of its call

COLD = "ours, cold"
SET = "ours, cold, pages set and written: nothing judged or read back"
PLAIN = "ours, `--engine plain`"
UNCHANGED = "ours, nothing changed"
WORD = "ours, one word changed (median of 5)"
WORDS = ("perchance", "verily", "forsooth", "haply", "methinks")
INSERTED = "ours, two pages inserted"
PREVIEW = {
    ("word", "pages"): "ours, preview, one word changed (median of 3): pages shown",
    ("word", "all"): "ours, preview, one word changed: all made and judged",
    ("insertion", "pages"): "ours, preview, two pages inserted: pages shown",
    ("insertion", "all"): "ours, preview, two pages inserted: all made and judged",
}
"""By edit and moment: the PDF for the screen is there, and all is made and judged."""


@dataclass(frozen=True, slots=True)
class Made:
    """One build: what it cost, the PDF it made, and what it said of stray notes."""

    name: str
    cost: Cost
    pdf: Path | None  # a copy, so that the next build does not change it
    reported: int = 0  # notes reported off the page of their call


def copied(book, folder):
    """Copy a book before it is edited."""
    home = folder / book.home.name
    shutil.copytree(book.home, home)
    return replace(book, home=home)


def prepare():
    """Compile our modules, as a maker's first command does, and pip for the other tools."""
    compileall.compile_dir(SOURCE, quiet=1)


def builds(book, folder, only):
    """Make the builds whose names have some words, and those they rest on."""
    if only in SET:
        yield set_alone(book, folder)
    if any(only in name for name in (COLD, UNCHANGED, WORD, INSERTED)):
        yield from fresh_builds(book, folder)
    if any(only in name for name in PREVIEW.values()):
        yield from kept_builds(book, folder)


def set_alone(book, folder):
    """Set the book and write its PDFs, as the other tools do, and check nothing."""
    out = folder / "set" / "out"
    cost = measured(
        (sys.executable, HERE / "setting.py", book.home, out),
        environment=_environment(folder / "set"),
    )
    return Made(SET, cost, _kept(out, folder / "set.pdf"))


def plain_build(book, folder):
    """Build by the plain path, which sets the whole book again and again."""
    options = ("--engine", "plain", "--no-cache")
    return _built(PLAIN, book, folder, *options, limit=PATIENCE)


def fresh_builds(book, folder):
    """Build as a command, each time in a new process, on one cache that begins empty."""
    yield _built(COLD, book, folder)
    yield _built(UNCHANGED, book, folder)
    made = []
    for word in WORDS:
        replace_word(book, word)
        made.append(_built(WORD, book, folder))
    made.sort(
        key=lambda each: (not each.cost.status, each.cost.wall)
    )  # failed, then quick
    yield made[0] if made[0].cost.status else made[len(made) // 2]
    insert_pages(book)
    yield _built(INSERTED, book, folder)


def _built(name, book, folder, *options, limit=LIMIT):
    out = folder / "out"
    command = (sys.executable, "-m", "publisher", "pdf", "--book", book.home)
    cost = measured(
        (*command, "--out", out, *options),
        environment=_environment(folder),
        limit=limit,
    )
    return Made(name, cost, _kept(out, folder / f"{name}.pdf"), cost.said.count(STRAY))


def kept_builds(book, folder):
    """Build again and again in one process that keeps its workers and its pages.

    The costs are those of single builds, but for the peak, which is that of all.
    """
    facts = folder / "book.json"
    facts.write_text(json.dumps(asdict(book) | {"home": str(book.home)}), "utf-8")
    command = (sys.executable, HERE / "kept.py", facts, folder / "kept" / "out")
    cost = measured(command, environment=_environment(folder))
    lines = [json.loads(line) for line in cost.said.splitlines() if line[:1] == "{"]
    for (edit, moment), name in PREVIEW.items():
        those = [line for line in lines if line["edit"] == edit]
        if cost.status or not those:
            yield Made(name, replace(cost, status=cost.status or 1), None)
            continue
        cpu, wall = map(median, zip(*(line[moment] for line in those), strict=True))
        yield Made(name, Cost(cpu, wall, cost.peak, 0), Path(those[-1]["pdf"]))


def _environment(folder):
    return {
        "PYTHONPATH": os.pathsep.join((str(SOURCE), str(TESTS))),
        "PUBLISHER_CACHE": str(folder / "cache"),
    }


def _kept(out, copy):
    """Copy the PDF for the screen, which has labels and links, out of the way."""
    copy = copy.with_name(copy.name.replace(" ", "-").replace("`", ""))
    made = next(out.glob("*-screen.pdf"), None)
    return Path(shutil.copyfile(made, copy)) if made else None
