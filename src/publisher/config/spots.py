"""Inks of their own: colours of the styles that are printed neither in black nor in four."""

from __future__ import annotations

import re

from publisher.config.section import Section
from publisher.config.values import Entry, Items, Table, Word

Look = tuple[float, float, float, float]
EXAMPLE = 'spots: {"PANTONE 485 C": {colour: "#c8102e", looks: [0, 95, 100, 0]}}'

_COLOUR = re.compile(r"#[0-9a-f]{6}")


def spots(section: Section) -> dict[str, tuple[str, Look]]:
    """Read `spots`: by the colour that styles and drawings use, the ink and its look."""
    found: dict[str, tuple[str, Look]] = {}
    for entry in section.named("spots", example=EXAMPLE):
        read = _spot(section, entry)
        if read is not None:
            colour, look = read
            found[colour] = (entry.key.text.strip(), look)
    return found


def _spot(section: Section, entry: Entry) -> tuple[str, Look] | None:
    if not isinstance(entry.value, Table):
        section.ledger.wrong(entry.value, entry.key.text, "a set of keys", EXAMPLE)
        return None
    table = section.ledger.section(entry.value, f"{section.name}.spots")
    colour = table.text("colour", "color", example='"#c8102e"').lower()
    look = _look(table)
    if not _COLOUR.fullmatch(colour) or look is None:
        wanted = "a colour (#rrggbb) and how it looks in four inks"
        section.ledger.wrong(entry.value, entry.key.text, wanted, EXAMPLE)
        return None
    return colour, look


def _look(table: Section) -> Look | None:
    """Read four percentages: cyan, magenta, yellow, black."""
    value = table.value("looks")
    members = value.members if isinstance(value, Items) else ()
    words = [each.text for each in members if isinstance(each, Word)]
    if len(words) != 4 or not all(re.fullmatch(r"\d{1,3}", each) for each in words):
        return None
    cyan, magenta, yellow, black = (min(100, int(each)) / 100 for each in words)
    return cyan, magenta, yellow, black
