"""One build as the desk shows it: all that a browser is told of it at the beginning."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from publisher.bookinfo import PrintSettings
from publisher.loopback.sheets import Sheet
from publisher.printers import gutter
from publisher.proof.desk.editors import Editor
from publisher.proof.desk.finished import Finished
from publisher.proof.desk.joint import Joint, join
from publisher.proof.desk.places import Places
from publisher.proof.desk.rows import findings

PT = 72 / 25.4  # in a mm
USUAL = 5.0  # mm that type keeps from the trim where the printer names no distance
USUAL_INSIDE = 10.0


@dataclass(frozen=True, slots=True)
class Reading:
    """A build, the measures of its sheets, and what is told of both."""

    book: Finished
    sheet: Sheet
    places: Places
    findings: list[Mapping[str, Any]]
    told: Mapping[str, Any]


def opened(book: Finished, sheet: Sheet, editor: Editor, home: Path) -> Reading:
    """Make ready what browsers ask for first."""
    places = Places(book)
    found = list(findings(book, places, editor, home))
    return Reading(book, sheet, places, found, _told(book, sheet, join(book)))


def _told(book: Finished, sheet: Sheet, joint: Joint) -> Mapping[str, Any]:
    return {
        "build": book.number,
        "made": book.made,
        "title": book.info.title,
        "lang": book.info.lang,
        "dir": book.info.dir,
        "width": book.map["width"],
        "height": book.map["height"],
        "sheet": [sheet.left, sheet.top, sheet.width, sheet.height],
        "bleed": list(sheet.bleed),
        "safe": _safe(book.info.print, sheet.pages),
        "pages": list(_pages(book, sheet.pages)),
        "pieces": [asdict(each) for each in joint.pieces],
        "marks": [[each.document, each.id] if each else None for each in joint.marks],
        "notes": {each["note"]: each["pages"] for each in book.map.get("notes", [])},
        "checked": bool(book.report),
    }


def _pages(book: Finished, count: int) -> Iterator[tuple[str, str, bool]]:
    """Yield label, side and blankness; the printer's blank pages are in no page map."""
    rows = book.map["pages"]
    for row in rows:
        yield row["label"], row["side"], row["blank"]
    for number in range(len(rows) + 1, count + 1):
        yield "", "recto" if number % 2 else "verso", True


def _safe(settings: PrintSettings, pages: int) -> Mapping[str, float | bool | str]:
    """Say how far type keeps from the trim, in pt: as the printer asks, or as is usual."""
    press = settings.press
    edge = press.edge_with_bleed if settings.bleeds else press.edge
    inside = gutter(press, pages)
    return {
        "edge": round((edge or USUAL) * PT, 2),
        "inside": round((inside or max(edge, USUAL_INSIDE)) * PT, 2),
        "asked": bool(edge),
        "printer": press.name,
    }
