"""Rows for the list below the pages: what readers wrote, and what the check found."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from publisher.proof.corrections import Certainty, Correction, Corrections, Kind
from publisher.proof.desk.editors import Editor
from publisher.proof.desk.finished import Finished
from publisher.proof.desk.places import Places, Stood

_KINDS = {
    Kind.STRIKE_OUT: "strike",
    Kind.REPLACE: "replace",
    Kind.CARET: "insert",
}
"""What the desk calls them; all others say something, and are comments."""


def corrections(
    known: Corrections, places: Places, editor: Editor, home: Path
) -> list[Mapping[str, Any]]:
    """Give what readers wrote, in the order of the pages."""
    return [_correction(each, places, editor, home) for each in known.rows]


def revision(each: Correction) -> str:
    """Tell one state of a correction from another."""
    return f"{each.state}@{each.settled_at}"


def _correction(
    each: Correction, places: Places, editor: Editor, home: Path
) -> Mapping[str, Any]:
    at = each.place
    block = places.of(at.path, at.line, at.column) if at else None
    pages = _pages(each, block)
    before, words = _meant(each)
    said = [each.words, *(f"{reply.reader}: {reply.words}" for reply in each.replies)]
    return {
        "id": each.id,
        "kind": _KINDS.get(each.kind, "comment"),
        "mark": each.kind.value,
        "reader": each.reader,
        "words": "\n".join(filter(None, said)),
        "replacement": each.replacement or "",
        "quote": each.quote or words,
        "printed": words,
        "before": before,
        "after": each.after,
        "path": at.path if at else "",
        "line": at.line if at else 0,
        "column": at.column if at else 0,
        "link": editor.link(home, at.path, at.line, at.column) if at else "",
        "unit": block.unit if block else "",
        "note": block.note if block else "",
        "page": pages[0] if pages else 0,
        "pages": pages,
        "boxes": [[b.sheet, b.x, b.y, b.width, b.height] for b in each.boxes],
        "sure": each.certainty is Certainty.SURE,
        "doubt": each.doubt,
        "state": each.state.value,
        "reason": each.reason,
        "by": each.settled_by,
        "revision": revision(each),
    }


def _meant(each: Correction) -> tuple[str, str]:
    """Give what stands before the words meant, and the words; of a point those before it."""
    if each.printed or each.kind is not Kind.CARET:
        return each.before, each.printed
    words = each.before.split()
    before = " ".join(words[:-2])
    return f"{before} " if before else "", " ".join(words[-2:])


def _pages(each: Correction, block: Stood | None) -> list[int]:
    """Give the pages a correction may stand on now, the likeliest first.

    The pages may have been made anew since: then its block says where it is.
    """
    now = block.pages if block else []
    if not now or each.sheet in now:
        return list(dict.fromkeys([each.sheet, *now])) if each.sheet else now
    return now


def findings(
    book: Finished, places: Places, editor: Editor, home: Path
) -> Iterator[Mapping[str, Any]]:
    """Yield what the last build found, in the order of the manuscript."""
    rules = book.report.get("rules", {})
    met: dict[str, int] = defaultdict(int)
    for each in book.report.get("findings", []):
        at = each["span"]
        block = places.of(at["path"], at["line"], at["column"])
        written = (home / at["path"]).is_file()
        name = each.get("id") or _named(each)
        met[name] += 1
        yield {
            "id": name if met[name] == 1 else f"{name}.{met[name]}",
            "code": each["code"],
            "severity": each["severity"],
            "message": each["message"],
            "hint": each["hint"] or "",
            "why": rules.get(each["code"], {}).get("why", ""),
            "path": at["path"],
            "line": at["line"],
            "column": at["column"],
            "link": editor.link(home, at["path"], at["line"], at["column"])
            if written
            else "",
            "unit": block.unit if block else "",
            "page": block.pages[0] if block else 0,
            "boxes": [list(box) for box in block.boxes] if block else [],
        }


def _named(each: Mapping[str, Any]) -> str:
    """Name a finding of a report that gives it no id."""
    told = f"{each['code']}\0{each['span']['path']}\0{each['message']}"
    return f"{each['code']}-{hashlib.sha256(told.encode()).hexdigest()[:6]}"
