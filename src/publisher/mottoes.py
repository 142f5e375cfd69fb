"""Pieces that need no title: dedications, and mottoes on a page of their own."""

from __future__ import annotations

from publisher.bookinfo import Role
from publisher.model import Comment, Division, PageBreak, Unit

MOTTOES = ("dedication", "epigraph")
_BELOW = ("signature", "dateline")
_ROLES = {Role.FRONT_PIECE, Role.BACK_PIECE}


def motto(unit: Unit) -> str:
    """Tell which of MOTTOES an untitled piece is by its divisions; "" if it holds more.

    Who wrote it, and when, may stand below it.
    """
    if unit.opener or unit.role not in _ROLES:
        return ""
    seen = [each for each in unit.blocks if not isinstance(each, Comment | PageBreak)]
    kinds = [
        next((n for n in (*MOTTOES, *_BELOW) if n in each.attributes.classes), "")
        if isinstance(each, Division)
        else ""
        for each in seen
    ]
    return kinds[0] if kinds and all(kinds) and kinds[0] in MOTTOES else ""
