"""Texts made to hurt, at three sizes, each 2 times the last: CPU through every stage.

    python bench/limits.py [--only WORDS] [--size N]

Prints a table: seconds of CPU at n, 2n and 4n from reading to the EPUB's pages, and how
they grow: 4 is a straight line, 16 a square. docs/limits.md keeps one.
"""

import argparse
import gc
import sys
import tempfile
import time
from pathlib import Path

HERE = Path(__file__).parent
sys.path[:0] = [str(HERE.parent / "src"), str(HERE.parent / "tests")]

from hurtful import TEXTS, through  # noqa: E402 the path above finds it


def main():
    """Measure the texts that are asked for, one line as soon as it is known."""
    asking = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    asking.add_argument("--only", default="")
    asking.add_argument("--size", type=float, default=1.0, help="a factor to n")
    asked = asking.parse_args()
    print("| text | n | 4n, KB | n, s | 2n, s | 4n, s | 4n : n |")
    print("|---|---:|---:|---:|---:|---:|---:|")
    _seconds("a")  # opens the dictionaries and fonts
    for name, (made, most) in TEXTS.items():
        if asked.only in name:
            print(_line(name, made, int(most * asked.size / 4)), flush=True)


def _line(name, made, least):
    times = [_seconds(made(least * factor)) for factor in (1, 2, 4)]
    figures = " | ".join(f"{seconds:.2f}" for seconds in times)
    kilobytes = len(made(least * 4).encode()) / 1000
    growth = times[2] / times[0]
    return f"| {name} | {least:,} | {kilobytes:,.0f} | {figures} | {growth:.1f} |"


def _seconds(text):
    """Give the CPU seconds of one text through every stage."""
    with tempfile.TemporaryDirectory(prefix="publisher-") as folder:
        gc.collect()
        started = time.process_time()
        through(Path(folder), text)
        return time.process_time() - started


if __name__ == "__main__":
    main()
