"""Corrections as files: corrections.json for programs, corrections.md for an editor."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from itertools import groupby

from publisher.proof.corrections.correction import (
    Certainty,
    Correction,
    Corrections,
    Kind,
    State,
)
from publisher.proof.corrections.events import row

SCHEMA = "publisher/corrections/1"
"""Rises when a program that reads the file would have to change."""

MARK = "<!-- Made by the publisher from corrections.jsonl; changes here are lost. -->"

_BOXES = {State.OPEN: " ", State.DONE: "x", State.DECLINED: "-"}
_SAID = {
    Kind.HIGHLIGHT: "highlighted",
    Kind.UNDERLINE: "underlined",
    Kind.SQUIGGLY: "underlined with a wave",
    Kind.STRIKE_OUT: "struck out",
    Kind.REPLACE: "to be replaced",
    Kind.CARET: "something missing",
    Kind.NOTE: "a note",
    Kind.TEXT: "words written on the page",
    Kind.INK: "drawn by hand",
    Kind.STAMP: "a stamp",
    Kind.SHAPE: "a drawn shape",
    Kind.DESK: "at the desk",
}
_SPECIAL = re.compile(r"([\\`*_{}\[\]<>#|~^])")


def as_json(known: Corrections) -> str:
    """Write corrections.json: one correction a line, so that revisions compare well."""
    rows = (json.dumps(row(each), ensure_ascii=False) for each in known.rows)
    counts = {state.value: known.count(state) for state in State}
    return (
        f'{{\n"schema": {json.dumps(SCHEMA)},\n"counts": {json.dumps(counts)},\n'
        '"corrections": [\n' + ",\n".join(rows) + "\n]\n}\n"
    )


def as_markdown(known: Corrections) -> str:
    """Write corrections.md: what is open, then what was settled, file by file."""
    return "\n".join(_lines(known)).rstrip("\n") + "\n"


def _lines(known: Corrections) -> Iterator[str]:
    told = ", ".join(f"{known.count(state)} {state}" for state in State)
    yield from (MARK, "", "# Corrections", "", f"{told}.", "")
    still_open = [each for each in known.rows if each.state is State.OPEN]
    settled = [each for each in known.rows if each.state is not State.OPEN]
    yield from _part("Open", still_open)
    yield from _part("Settled", settled)


def _part(title: str, rows: list[Correction]) -> Iterator[str]:
    if not rows:
        return
    yield from (f"## {title}", "")
    by_file = sorted(rows, key=lambda each: each.place is None)
    for file, group in groupby(by_file, key=_file):
        yield from (f"### {file}", "")
        for each in group:
            yield from _entry(each)
        yield ""


def _file(each: Correction) -> str:
    return (
        _plain(each.place.path) if each.place else "Without a place in the manuscript"
    )


def _entry(each: Correction) -> Iterator[str]:
    page = f"page {each.page}" if each.page else f"sheet {each.sheet}"
    where = [f"`{each.place}`"] if each.place else []
    where += [page] if each.sheet else []
    head = f"- [{_BOXES[each.state]}] **{each.id}** {', '.join(where)}"
    yield f"{head} ({_plain(each.reader)}, {_SAID[each.kind]})"
    if words := _quoted(each):
        yield f"  {words}"
    if each.replacement is not None:
        yield f"  → {_asked(each)}"
    if each.words and each.words.strip() != (each.replacement or "").strip():
        yield from _said(each.reader, each.words)
    for reply in each.replies:
        yield from _said(reply.reader, reply.words)
    if each.certainty is not Certainty.SURE:
        yield f"  *{each.certainty}: {_plain(each.doubt)}*"
    if each.state is not State.OPEN:
        yield f"  {_became(each)}"


def _said(reader: str, words: str) -> Iterator[str]:
    """Quote what someone wrote, paragraph by paragraph."""
    paragraphs: Iterable[str] = filter(None, map(str.strip, words.split("\n")))
    yield "  " + f"{_plain(reader)}: " + " / ".join(map(_plain, paragraphs))


def _quoted(each: Correction) -> str:
    quote = each.quote or each.printed
    if not (quote or each.before or each.after):
        return ""
    marked = f"**{_plain(quote)}**" if quote.strip() else "‸"
    return f"… {_plain(each.before)}{marked}{_plain(each.after)} …"


def _asked(each: Correction) -> str:
    if not each.replacement:
        return "delete"
    verb = "replace by" if each.quote else "insert"
    return f"{verb} “{_plain(each.replacement)}”"


def _became(each: Correction) -> str:
    by = f" by {_plain(each.settled_by)}" if each.settled_by else ""
    reason = f": {_plain(each.reason)}" if each.reason else ""
    return f"{each.state}{by}{reason}"


def _plain(words: str) -> str:
    """Make words that stand in Markdown as they are, on one line."""
    return _SPECIAL.sub(r"\\\1", re.sub(r"\s+", " ", words))
