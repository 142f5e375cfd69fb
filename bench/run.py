"""What `inv bench` runs: time and memory of whole processes, written to bench/results.md.

Reading the whole of Gibbon (76 files, 1.56 million words, 8,580 notes) into a resolved
book is the measure of `parse` and `resolve`. Figures are for this machine, in this run:
compare them with each other, not with those of another day.
"""

import os
import platform
import sys
import tempfile
import time
from importlib.metadata import version
from pathlib import Path

HERE = Path(__file__).parent
sys.path[:0] = [str(HERE.parent / "src"), str(HERE.parent / "tests")]

BOOKS = [("flatland", None), ("beagle", None), ("gibbon", 1), ("gibbon", None)]


def measured(job):
    """Run a job in a child process; return its result, CPU seconds, wall seconds, peak MB."""
    reading, writing = os.pipe()
    started = time.perf_counter()
    if (child := os.fork()) == 0:
        os.write(writing, job().encode())
        os._exit(0)
    os.close(writing)
    with os.fdopen(reading) as said:
        result = said.read()
    _, status, usage = os.wait4(child, 0)
    if status:
        sys.exit(f"the measured process ended with status {status}")
    wall = time.perf_counter() - started
    return result, usage.ru_utime + usage.ru_stime, wall, usage.ru_maxrss / 1024


def read_whole(home):
    """Load, parse and resolve a book; say how many notes and findings it has."""
    from publisher import pipeline

    outcome = pipeline.check(home)
    return f"{len(outcome.book.notes):,} notes, {len(outcome.found)} findings"


def main():
    """Measure and write the table."""
    from corpus import CORPUS, convert

    if not CORPUS.is_dir():
        sys.exit(f"the corpus is not beside the checkout: {CORPUS.name} is missing")
    rows = []
    with tempfile.TemporaryDirectory() as folder:
        for number, (name, parts) in enumerate(BOOKS):
            home = convert(name, Path(folder) / str(number), parts)
            result, cpu, wall, peak = measured(lambda home=home: read_whole(home))
            label = name if parts is None else f"{name}, first {parts} part"
            rows.append(f"| {label} | {result} | {cpu:.1f} | {wall:.1f} | {peak:.0f} |")
            print(rows[-1], flush=True)
    text = "\n".join([
        "# Measured", "",
        f"{platform.system()} {platform.machine()}, Python {platform.python_version()}, "
        f"{os.cpu_count()} cores, "
        f"markdown-it-py {version('markdown-it-py')}, WeasyPrint {version('weasyprint')}; "
        "`inv bench`, one run.", "",
        "## Load, parse, resolve and check", "",
        "| Book | Read | CPU s | Wall s | Peak MB |",
        "|---|---|---:|---:|---:|", *rows, "",
    ])  # fmt: skip
    (HERE / "results.md").write_text(text, "utf-8")


if __name__ == "__main__":
    main()
