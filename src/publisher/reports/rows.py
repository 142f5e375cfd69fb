"""JSON in rows: what is outside is set out, what is inside stands on one line.

So a finding is a line, which can be searched for and compared; and many are written in less
time than if all of them were set out.
"""

from __future__ import annotations

import json

compact = json.JSONEncoder(ensure_ascii=False).encode


def rows(value: object, levels: int) -> str:
    """Write a value as JSON; what lies deeper than so many levels stands on one line."""
    if not levels or not value or not isinstance(value, dict | list):
        return compact(value)
    if isinstance(value, list):
        return "[\n" + ",\n".join(rows(each, levels - 1) for each in value) + "\n]"
    parts = (f"{compact(k)}: {rows(each, levels - 1)}" for k, each in value.items())
    return "{\n" + ",\n".join(parts) + "\n}"
