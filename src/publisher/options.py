"""Options that many tasks have: what they are for, and the folder that is meant."""

from __future__ import annotations

from pathlib import Path

HELP = {
    "book": "Folder that holds book.yaml.",
    "out": "Folder for the finished files (default: dist beside the book's folder).",
    "edition": "Name of an edition in book.yaml.",
    "format": "How findings are printed: text, json (one object a line) or sarif.",
}


def target(home: Path, out: str) -> Path:
    """Find the folder of finished files: beside the book's folder, if none is named."""
    return Path(out) if out else home.resolve().parent / "dist"
