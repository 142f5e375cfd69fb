"""Paths as they are written in a manuscript, followed without looking at any disk."""

from __future__ import annotations

import re
from pathlib import PurePosixPath

_ENCODED = re.compile(r"(?:%[0-9A-Fa-f]{2})+")


def decoded(written: str) -> str:
    """Turn `%20` and its like into the characters they stand for, where they do."""
    return _ENCODED.sub(_letters, written) if "%" in written else written


def _letters(run: re.Match[str]) -> str:
    try:
        return bytes.fromhex(run[0].replace("%", "")).decode("utf-8")
    except UnicodeDecodeError:
        return run[0]


def from_folder(source: PurePosixPath, written: str) -> PurePosixPath:
    """Give a path written in `source`, seen from the book's folder.

    It begins with `..` if it leads out of that folder.
    """
    parts: list[str] = []
    for part in (source.parent / written).parts:
        if part == ".." and parts and parts[-1] != "..":
            parts.pop()
        else:
            parts.append(part)
    return PurePosixPath(*parts)
