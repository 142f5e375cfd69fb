"""Reads what printing houses ask for: `printers.yaml`, which lies beside this package."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache, partial
from pathlib import Path, PurePosixPath
from typing import Any

from publisher.cache import Cache, kept
from publisher.config.values import Items, Table, Value, Word
from publisher.printers import Bleed, CoverRules, Gutter, Origin, Paper, Printer

FILE = Path(__file__).parents[1] / "printers.yaml"
GENERAL = "press"
"""The printer nobody named; fields that another lacks are its own."""

_MM = {"mm": 1.0, "in": 25.4, "pt": 1.0}  # type and lines are measured in points
_LENGTH = re.compile(r"(\d+(?:\.\d+)?)(mm|in|pt)")


def printers(memory: Cache | None = None) -> Mapping[str, Printer]:
    """Give all printers by their keys; what was read in their file is kept in `memory`."""
    said = FILE.read_text("utf-8")
    return kept(memory, ("printers", said), partial(_printers, said))


@cache
def _printers(said: str) -> Mapping[str, Printer]:
    """Read the file of printers. If it is not as it should be, that is our fault."""
    from publisher.config.composing import values  # not at the start: it is kept

    table, found = values(said, PurePosixPath(FILE.name))
    if found or not isinstance(table, Table):
        raise ValueError(f"{FILE.name}: {found}")
    rows = {entry.key.text: _rows(entry.value) for entry in table.entries}
    general = {k: v for k, v in rows[GENERAL].items() if k != "papers"}
    return {
        key: _printer(key, (own if key == GENERAL else general | own))
        for key, own in rows.items()
    }


def _rows(value: Value) -> dict[str, Any]:
    plain = _plain(value)
    assert isinstance(plain, dict)
    return plain


def _plain(value: Value) -> Any:  # noqa: ANN401 whatever YAML holds
    match value:
        case Word(text=text):
            return text
        case Items(members=members):
            return [_plain(each) for each in members]
        case Table(entries=entries):
            return {each.key.text: _plain(each.value) for each in entries}


def _printer(key: str, rows: Mapping[str, Any]) -> Printer:
    said = {name: row["is"] for name, row in rows.items() if isinstance(row, dict)}
    known: dict[str, Any] = {
        name.replace("-", "_"): _READERS[name](value) for name, value in said.items()
    }
    origins = {
        name.replace("-", "_"): Origin(rows[name]["source"], rows[name]["confidence"])
        for name in said
    }
    return Printer(key=key, name=rows["name"], origins=origins, **known)


def _length(text: str) -> float:
    parts = _LENGTH.fullmatch(text)
    if not parts:
        raise ValueError(f'{FILE.name}: "{text}" is no length')
    return round(float(parts[1]) * _MM[parts[2]], 5)


def _size(text: str) -> tuple[float, float]:
    width, height = text.split("x")
    return _length(f"{width}in"), _length(height)


def _custom(row: Mapping[str, list[str]]) -> tuple[float, ...]:
    return tuple(_length(each) for side in ("width", "height") for each in row[side])


def _papers(rows: Mapping[str, Mapping[str, str]]) -> dict[str, Paper]:
    return {
        key: Paper(
            key,
            _length(row["page"]) if "page" in row else None,
            int(row.get("fewest", 1)),
            int(row["most"]) if "most" in row else None,
        )
        for key, row in rows.items()
    }


def _bleed(row: Mapping[str, str]) -> Bleed:
    return Bleed(**{edge: _length(text) for edge, text in row.items()})


def _gutters(rows: list[list[str]]) -> tuple[Gutter, ...]:
    return tuple(
        Gutter(int(fewest), int(most), _length(margin)) for fewest, most, margin in rows
    )


def _cover(row: Mapping[str, Any]) -> CoverRules:
    width, height = row["barcode"]
    return CoverRules(
        bleed=_length(row["bleed"]),
        safe=_length(row["safe"]),
        spine_from=int(row["spine-from"]),
        spine_clearance=_length(row["spine-clearance"]),
        barcode=(_length(width), _length(height)),
        barcode_clearance=_length(row["barcode-clearance"]),
        hinge=_length(row.get("hinge", "0mm")),
    )


_READERS: Mapping[str, Any] = {
    "standard": str,
    "condition": str,
    "ink": float,
    "transparency": lambda text: text == "true",
    "last-blank": lambda text: text == "true",
    "trims": lambda rows: tuple(map(_size, rows)),
    "custom": _custom,
    "papers": _papers,
    "multiple": int,
    "gutters": _gutters,
    "edge": _length,
    "edge-with-bleed": _length,
    "bleed": _bleed,
    "resolution": int,
    "line-art": int,
    "type": _length,
    "line": _length,
    "cover": _cover,
}
"""How each field of `printers.yaml` is read."""
