"""Notes of a file, known before any text is read, so that every call finds its note."""

from __future__ import annotations

from publisher import rules
from publisher.parse.reading import Reading
from publisher.parse.wording import shown


def register(reading: Reading) -> None:
    """Give every note of a file its key; a second note of the same id has none.

    The key is the id itself; in an included file it is made so that it stays apart.
    """
    for token in reading.tokens:
        if token.type != "note_open":
            continue
        written = " ".join(token.info.split())
        span = reading.sheet.span(token.meta["at"], token.meta["end"])
        token.meta["key"] = ""
        if written in reading.keys:
            first = reading.desk.note_spans[reading.keys[written]]
            reading.find(
                rules.NOTE_TWICE.at(
                    span,
                    f'a second note has the id "{shown(written)}"',
                    f"give it another id; the first is at {first}",
                )
            )
            continue
        key = _key(reading, written)
        token.meta["key"] = reading.keys[written] = key
        reading.desk.note_spans[key] = span
        if " " in written:
            reading.spaced[written] = span


def _key(reading: Reading, written: str) -> str:
    if reading.includer is None:
        return written
    copy = reading.desk.copies[reading.sheet.path]
    name = f"{reading.sheet.path} {written}"
    return name if copy == 1 else f"{name} {copy}"


def uncalled_with_spaces(reading: Reading) -> None:
    """Report ids with a space that no call has reported yet."""
    for written, span in reading.spaced.items():
        reading.find(
            rules.BAD_NOTE_ID.at(
                span,
                f'a note id with a space: "{shown(written)}"',
                "write the id without spaces, here and where the note is called",
            )
        )
