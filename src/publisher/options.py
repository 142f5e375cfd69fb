"""Options that many tasks have: what they are for, and the folder that is meant."""

from __future__ import annotations

from pathlib import Path

from invoke import Exit

HELP = {
    "book": "Folder that holds book.yaml.",
    "out": "Folder for the finished files (default: dist beside the book's folder).",
    "edition": "Name of an edition in book.yaml.",
    "format": "How findings are printed: text, json (one object a line) or sarif.",
}


def hands(jobs: int) -> int | None:
    """Give how many processes are wanted; None for as many as there are cores."""
    if jobs < 0:
        raise Exit(f"{jobs} processes cannot set pages; 0 is one for each core", code=2)
    return jobs or None


def outputs(formats: str, known: frozenset[str]) -> frozenset[str]:
    """Read names of outputs, parted by commas."""
    chosen = frozenset(filter(None, formats.casefold().replace(" ", "").split(",")))
    which = ", ".join(sorted(known))
    if unknown := sorted(chosen - known):
        raise Exit(f'there is no output "{unknown[0]}": {which}', code=2)
    if not chosen:
        raise Exit(f"--formats names no output: {which}", code=2)
    return chosen


def target(home: Path, out: str) -> Path:
    """Find the folder of finished files: beside the book's folder, if none is named."""
    return Path(out) if out else home.resolve().parent / "dist"
