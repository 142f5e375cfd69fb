"""What was measured, as Markdown: tables, ratios, and the goals beside the figures."""

import ctypes
import os
import platform
import re
import shutil
import subprocess
from contextlib import suppress
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

import ours
from measuring import Cost
from readback import Verdict
from rivals import COUNTED, PROGRAMS, SINGLE

_HEAD = (
    "| | CPU s | Wall s | Peak MB | Pages | ms CPU a page | References right "
    "| Contents right | Notes right |",
    "|---|---:|---:|---:|---:|---:|---:|---:|---:|",
)


@dataclass(frozen=True, slots=True)
class Row:
    """One tool, or one of our builds."""

    name: str
    cost: Cost | None = None  # None: it was not run
    verdict: Verdict | None = None  # None: it made no PDF
    numbered: bool = True  # it was asked for the numbers of pages
    reported: int = 0  # notes it reported off the page of their call


@dataclass(frozen=True, slots=True)
class Table:
    """All rows of one book."""

    title: str
    facts: str
    size: int | None  # pages asked for; None: the whole
    rows: tuple[Row, ...]

    def row(self, name):
        """Find a row that was run to its end."""
        found = (row for row in self.rows if row.name == name and row.verdict)
        return next((row for row in found if row.cost.status == 0), None)


def machine():
    """Say on what it was measured, without saying when."""
    model = "unknown processor"
    for line in Path("/proc/cpuinfo").read_text().splitlines():
        if line.startswith("model name"):
            model = line.partition(":")[2].strip()
    load = " ".join(f"{each:.1f}" for each in os.getloadavg())
    return (
        f"{platform.system()} {platform.machine()}, {os.cpu_count()} cores, {model}; "
        f"load average at the start {load}."
    )


def versions(home):
    """Say what was measured, and with what."""
    git = ("git", "-C", str(home), "describe", "--always", "--dirty")
    said = subprocess.run(git, capture_output=True, text=True, check=False)
    return (
        f"publisher {said.stdout.strip() or version('publisher')}, "
        f"Python {platform.python_version()}, WeasyPrint {version('weasyprint')}, "
        f"Pango {_library('libpango-1.0.so.0', 'pango_version_string')}, "
        f"HarfBuzz {_library('libharfbuzz.so.0', 'hb_version_string')}, "
        f"markdown-it-py {version('markdown-it-py')}{_programs()}."
    )


def _programs():
    """Name the versions of the other tools that are installed."""
    said = ""
    for program in PROGRAMS:
        if shutil.which(program):
            asked = (program, "--version")
            answer = subprocess.run(asked, capture_output=True, text=True, check=False)
            number = re.search(r"\d+\.[\d.]*\d", answer.stdout)
            said += f", {program} {number[0]}" if number else f", {program}"
        else:
            with suppress(PackageNotFoundError):  # Typst can be had as a package
                said += f", {program} {version(program)}"
    return said


def _library(name, asked):
    try:
        function = getattr(ctypes.CDLL(name), asked)
    except OSError:
        return "unknown"
    function.restype = ctypes.c_char_p
    return function().decode()


def lines_of(table):
    """Write a table of one book, with its ratios."""
    yield from (f"## {table.title}", "", table.facts, "", *_HEAD)
    yield from map(line_of, table.rows)
    yield from ("", *_ratios(table))


def line_of(row):
    """Write one row."""
    if row.cost is None:
        return f"| {row.name} | not installed | | | | | | | |"
    if row.verdict is None or row.cost.status:
        return f"| {row.name} | {_failure(row)} | | | | | | | |"
    cost, verdict = row.cost, row.verdict
    none = "none asked for"
    cells = (
        row.name,
        f"{cost.cpu:.1f}",
        f"{cost.wall:.1f}",
        f"{cost.peak:,.0f}",
        f"{verdict.pages:,}",
        f"{cost.cpu / verdict.pages * 1000:.0f}",
        share(*verdict.references) if row.numbered else none,
        share(*verdict.contents) if row.numbered else none,
        _notes(row),
    )
    return f"| {' | '.join(cells)} |"


def _failure(row):
    cost = row.cost
    if cost.status < 0:
        spent = f"{cost.wall:,.0f} s, {cost.cpu:,.0f} CPU s"
        return f"did not finish: ended by signal {-cost.status} after {spent}"
    return f"failed with exit code {row.cost.status}"


def share(right, written):
    """Write "12 of 12"."""
    return f"{right:,} of {written:,}"


def _notes(row):
    verdict = row.verdict
    others = (
        (verdict.astray, "on another page"),
        (row.reported, "reported so"),
        (verdict.lost, "lost"),
        (verdict.twice, "printed twice"),
    )
    more = ", ".join(f"{count} {words}" for count, words in others if count)
    return share(*verdict.notes) + (f" ({more})" if more else "")


def _ratios(table):
    for what, ours_ in (("a cold build", ours.COLD), ("setting and writing", ours.SET)):
        row = table.row(ours_)
        for name in (SINGLE, COUNTED):
            if row and (other := table.row(name)):
                ratio = row.cost.cpu / other.cost.cpu
                yield (
                    f"CPU of {what} of ours against {name}: {ratio:.2f} "
                    f"(1/{1 / ratio:.1f})."
                )
                yield ""
