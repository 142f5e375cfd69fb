"""The cover: its design, colours and words, and the width of its spine if it is known."""

from __future__ import annotations

import re

from publisher.bookinfo import CoverSettings
from publisher.config import metadata
from publisher.config.page import length, sheet
from publisher.config.paths import Folder
from publisher.config.section import Section

KINDS = ("classic", "modern", "picture", "finished")
_COLOUR = re.compile(r"#[0-9a-fA-F]{6}")


def design(root: Section, folder: Folder) -> CoverSettings:
    """Read `cover`."""
    section = root.section("cover", example="cover: {design: classic}")
    wide = length(section, "spine", -1.0, most=120)
    return CoverSettings(
        kind=section.choice("design", KINDS, default=""),
        picture=metadata.image(section, "picture", folder),
        ground=_colour(section, "ground"),
        letters=_colour(section, "letters"),
        accent=_colour(section, "accent"),
        blurb=section.text("blurb"),
        about=section.text("about"),
        portrait=metadata.image(section, "portrait", folder),
        spine=wide if wide >= 0 else None,
        sheet=sheet(section),
    )


def _colour(section: Section, key: str) -> str:
    word = section.word(key, example='"#23404a"')
    if word is None:
        return ""
    if not _COLOUR.fullmatch(word.text):
        section.ledger.wrong(word, key, "a colour (#rrggbb)", f'{key}: "#23404a"')
        return ""
    return word.text.lower()
