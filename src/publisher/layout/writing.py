"""The page map as JSON: `dist/pages.json`, described in docs/pages.md."""

from __future__ import annotations

import json

from publisher.artifacts import BlockRow, Box, NoteRow, PageMap, PageRow
from publisher.diagnostics import Span

SCHEMA = "publisher/pages/1"
"""Name and version; the number rises when a reader of the file would have to change."""


def write_pages(pages: PageMap) -> bytes:
    """Write a page map as JSON, one row to a line, the same bytes for the same map."""
    rows = {
        "pages": [_page(row) for row in pages.pages],
        "blocks": [_block(row) for row in pages.blocks],
        "notes": [_note(row) for row in pages.notes],
    }
    lines = [f'{{\n"schema": {_json(SCHEMA)},']
    lines.append(
        f'"unit": "pt",\n"width": {pages.width:g},\n"height": {pages.height:g},'
    )
    for name, each in rows.items():
        body = ",\n".join(_json(row) for row in each)
        lines.append(f'"{name}": [\n{body}\n],')
    anchors = ",\n".join(f"{_json(a)}: {p}" for a, p in sorted(pages.anchors.items()))
    lines.append(f'"anchors": {{\n{anchors}\n}}\n}}\n')
    return "\n".join(lines).encode("utf-8")


_json = json.JSONEncoder(ensure_ascii=False).encode


def _page(row: PageRow) -> dict[str, object]:
    return {
        "page": row.index,
        "label": row.label,
        "side": row.side.value,
        "blank": row.blank,
        "folio": row.folio,
        "unit": row.unit,
        "first": _span(row.first) if row.first else None,
        "offset": row.offset,
        "words": row.words,
        "figure": _span(row.figure) if row.figure else None,
    }


def _block(row: BlockRow) -> dict[str, object]:
    return {
        "at": _span(row.span),
        "unit": row.unit,
        "id": row.anchor,
        "note": row.note,
        "boxes": [_box(box) for box in row.boxes],
    }


def _note(row: NoteRow) -> dict[str, object]:
    return {"note": row.key, "call": row.call, "pages": list(row.pages)}


def _span(place: Span) -> dict[str, object]:
    return {"path": str(place.path), "line": place.line, "column": place.column}


def _box(box: Box) -> list[float]:
    return [box.page, box.x, box.y, box.width, box.height]
