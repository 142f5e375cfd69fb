"""What `inv bench` runs: our builds and other tools' on the same text, in one run.

    python bench/run.py [--full] [--pages N …] [--only WORDS] [--out FILE]

Writes bench/results.md, anew after every row, so that a run that is stopped leaves what
it has measured. `--full` adds a book of about 1,000 pages and the whole of
Gibbon. A run that is not all of it (`--pages`, `--only`) is printed and, with `--out`,
written elsewhere. Figures are of single runs on this machine, in this run: compare them
with each other, not with those of another day.
"""

import argparse
import sys
import tempfile
from pathlib import Path

HERE = Path(__file__).parent
sys.path[:0] = [str(HERE), str(HERE.parent / "src"), str(HERE.parent / "tests")]

import goals  # noqa: E402 the path above finds it
import ours  # noqa: E402
import report  # noqa: E402
from measuring import measured  # noqa: E402
from onehtml import print_markup  # noqa: E402
from readback import calls, judged  # noqa: E402
from rivals import LONGEST, rivals, set_by  # noqa: E402

from books import write_book  # noqa: E402
from corpus import CORPUS, convert  # noqa: E402

BOOKS = (("flatland", None), ("beagle", None), ("gibbon", 1), ("gibbon", None))
NOTE = (
    "Single runs, good to about 15 %: compare figures of one run. CPU seconds and the "
    "peak (PSS) are of the whole tree of processes. A reference is right if the page it "
    "names is the one its target stands on in the finished PDF; a note, if it stands on "
    "the page of its call, once. Our builds make and check two PDFs, for press and "
    "screen; the other tools make one and check nothing. They are given our print styles "
    "or, Typst and XeLaTeX, plain ones of like size: what goes wrong there may be owed to "
    "the styles."
)


def main():
    """Measure what is asked for, print it as it comes, and write it all down."""
    asked = _arguments()
    if not CORPUS.is_dir():
        sys.exit(f"the corpus is not beside the checkout: {CORPUS.name} is missing")
    print(report.machine(), report.versions(HERE.parent), sep="\n", flush=True)
    ours.prepare()
    head = ["# Measured", "", report.machine(), "", report.versions(HERE.parent), ""]
    tables, readings = [], []
    for size in asked.sizes:
        tables.append(report.Table("", "", size, ()))
        for table in _tables(size, asked.only):
            tables[-1] = table
            _write(asked.out, head, tables, readings)
    for line in () if asked.only else _readings():
        readings.append(line)
        _write(asked.out, head, tables, readings)
    print("\n".join(goals.lines_of(tables)))


def _write(out, head, tables, readings):
    """Write down what is measured so far."""
    if out:
        text = [*head, NOTE, "", *goals.lines_of(tables)]
        for table in tables:
            text += report.lines_of(table)
        out.write_text("\n".join([*text, *readings, ""]), "utf-8")


def _arguments():
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--full", action="store_true", help="larger books too")
    parser.add_argument(
        "--pages", type=int, nargs="+", help="only books so long; 0: all"
    )
    parser.add_argument(
        "--only", default="", help="only rows whose name has these words"
    )
    parser.add_argument("--out", type=Path, help="file for the results")
    asked = parser.parse_args()
    sizes = [goals.SMALL, *([goals.LARGE, goals.WHOLE] if asked.full else [])]
    asked.sizes = [each or None for each in asked.pages] if asked.pages else sizes
    if not (asked.pages or asked.only or asked.out):
        asked.out = HERE / "results.md"
    return asked


def _tables(size, only):
    """Measure everything about a book of one size; yield its table after every row."""
    with tempfile.TemporaryDirectory(prefix="bench-") as name:
        folder = Path(name)
        book = write_book(size, folder)
        markup = print_markup(book.home)
        wanted = calls(markup)
        facts = (
            f"{len(book.chapters)} chapters, {len(wanted):,} notes, "
            f"{len(book.references):,} references to pages, "
            f"{book.passages + book.plates} lines of contents and lists."
        )
        print(f"\n{book.name}: {facts}", flush=True)
        rows = []
        for row in _rows(book, markup, wanted, folder, only):
            print(report.line_of(row), flush=True)
            rows.append(row)
            yield report.Table(book.name, facts, size, tuple(rows))


def _rows(book, markup, wanted, folder, only):
    """Measure our builds first, then the rivals, then our slow path."""
    whole = ours.copied(book, folder / "as-it-was")  # our builds edit the book
    for made in ours.builds(book, folder, only):
        verdict = _verdict(made.pdf, made.cost, book, wanted)
        yield report.Row(made.name, made.cost, verdict, reported=made.reported)
    for number, rival in enumerate(rivals(book.pages)):
        if only not in rival.name:
            continue
        if not rival.installed:
            yield report.Row(rival.name)
            continue
        place = folder / f"rival-{number}"
        cost = set_by(rival, markup, place)
        verdict = _verdict(place / "book.pdf", cost, book, wanted)
        yield report.Row(rival.name, cost, verdict, rival.numbered)
    if only in ours.PLAIN and book.pages and book.pages <= LONGEST:
        made = ours.plain_build(whole, folder)
        verdict = _verdict(made.pdf, made.cost, whole, wanted)
        yield report.Row(made.name, made.cost, verdict, reported=made.reported)


def _verdict(pdf, cost, book, wanted):
    if cost.status or pdf is None or not pdf.exists():
        print(cost.said[-2000:], file=sys.stderr)
        return None
    return judged(pdf, book, wanted)


def _readings():
    """Measure what comes before layout, on whole books of the corpus."""
    yield from (
        "## Load, parse, resolve and check",
        "",
        "| Book | Read | CPU s | Wall s | Peak MB |",
        "|---|---|---:|---:|---:|",
    )
    with tempfile.TemporaryDirectory(prefix="bench-") as folder:
        for number, (name, parts) in enumerate(BOOKS):
            home = convert(name, Path(folder) / str(number), parts)
            cost = measured(
                (sys.executable, HERE / "reading.py", home),
                environment={"PYTHONPATH": str(ours.SOURCE)},
            )
            label = name if parts is None else f"{name}, first {parts} part"
            said = cost.said.strip().splitlines()[-1]
            yield (
                f"| {label} | {said} | {cost.cpu:.1f} | {cost.wall:.1f} "
                f"| {cost.peak:.0f} |"
            )
    yield ""


if __name__ == "__main__":
    main()
