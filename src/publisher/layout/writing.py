"""The page map as JSON: `dist/pages.json`, described in docs/pages.md."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from functools import cache
from pathlib import PurePosixPath

from publisher.artifacts import BlockRow, NoteRow, PageMap, PageRow
from publisher.diagnostics import Span

SCHEMA = "publisher/pages/1"
"""Name and version; the number rises when a reader of the file would have to change."""

_json = json.JSONEncoder(ensure_ascii=False).encode


def write_pages(pages: PageMap) -> bytes:
    """Write a page map as JSON, one row to a line, the same bytes for the same map."""
    writer = _Writer()
    anchors = (f"{_json(a)}: {p}" for a, p in sorted(pages.anchors.items()))
    parts = (
        f'{{\n"schema": {_json(SCHEMA)},',
        f'"unit": "pt",\n"width": {pages.width:g},\n"height": {pages.height:g},',
        _list("pages", map(writer.page, pages.pages)),
        _list("blocks", map(writer.block, pages.blocks)),
        _list("notes", map(writer.note, pages.notes)),
        f'"anchors": {{\n{_lines(anchors)}\n}}\n}}\n',
    )
    return "\n".join(parts).encode("utf-8")


def _list(name: str, rows: Iterable[str]) -> str:
    return f'"{name}": [\n{_lines(rows)}\n],'


def _lines(rows: Iterable[str]) -> str:
    return ",\n".join(rows)


class _Writer:
    """Writes rows. Many of their words are the same, and written out once."""

    def __init__(self) -> None:
        self._name: Callable[[str], str] = cache(_json)
        self._path: Callable[[PurePosixPath], str] = cache(
            lambda each: _json(str(each))
        )

    def page(self, row: PageRow) -> str:
        """Write what is known of a page."""
        first = self._span(row.first) if row.first else "null"
        figure = self._span(row.figure) if row.figure else "null"
        return (
            f'{{"page": {row.index}, "label": {_json(row.label)}, '
            f'"side": {self._name(row.side.value)}, "blank": {_json(row.blank)}, '
            f'"folio": {_json(row.folio)}, "unit": {self._name(row.unit)}, '
            f'"first": {first}, "offset": {row.offset}, "words": {_json(row.words)}, '
            f'"figure": {figure}}}'
        )

    def block(self, row: BlockRow) -> str:
        """Write where a block stands."""
        boxes = (
            f"[{box.page}, {box.x!r}, {box.y!r}, {box.width!r}, {box.height!r}]"
            for box in row.boxes
        )
        return (
            f'{{"at": {self._span(row.span)}, "unit": {self._name(row.unit)}, '
            f'"id": {_json(row.anchor)}, "note": {self._name(row.note)}, '
            f'"boxes": [{", ".join(boxes)}]}}'
        )

    def note(self, row: NoteRow) -> str:
        """Write on which pages a note stands."""
        return _json({"note": row.key, "call": row.call, "pages": list(row.pages)})

    def _span(self, place: Span) -> str:
        return (
            f'{{"path": {self._path(place.path)}, "line": {place.line}, '
            f'"column": {place.column}}}'
        )
