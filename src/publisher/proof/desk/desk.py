"""What readers do at the desk: they write corrections down, settle and decline them."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import partial
from typing import Any, TypeAlias

from publisher.loopback.sheets import Letters, letters
from publisher.loopback.studio import Studio
from publisher.proof.anchoring import Anchored
from publisher.proof.corrections import (
    Added,
    Correction,
    Corrections,
    Event,
    Kind,
    Place,
    Settled,
    new_id,
    origin,
)
from publisher.proof.desk.asked import (
    Aside,
    Deed,
    Refused,
    Slip,
    Spot,
    Verdict,
    slip,
    verdict,
)
from publisher.proof.desk.marking import Chosen, choose, printed
from publisher.proof.desk.reading import Reading
from publisher.proof.desk.room import Room
from publisher.proof.desk.rows import corrections, revision

Decide: TypeAlias = Callable[[Corrections], Iterable[Event]]

_KINDS = {
    Deed.COMMENT: Kind.DESK,
    Deed.REPLACE: Kind.REPLACE,
    Deed.STRIKE: Kind.STRIKE_OUT,
    Deed.INSERT: Kind.CARET,
}


@dataclass(frozen=True, slots=True)
class Desk:
    """Reads and writes the journal for browsers. What it answers is on the disk."""

    room: Room
    studio: Studio

    async def rows(self) -> Mapping[str, Any]:
        """Give what readers wrote, and how long the journal is."""
        room = self.room
        stamp = room.ledger.stamp
        known = await asyncio.to_thread(room.ledger.read)
        rows = corrections(known, room.reading.places, room.editor, room.home)
        return {"written": stamp, "torn": known.torn, "rows": rows}

    async def anchored(
        self, reading: Reading, begin: Spot, end: Spot
    ) -> Anchored | None:
        """Find where words were written; None where there are no such words."""
        chosen = await self._chosen(reading, begin, end)
        return await self.room.anchored(chosen) if chosen else None

    async def write(self, told: Mapping[str, Any]) -> Mapping[str, Any]:
        """Write a correction down, once; give its id. Raises Refused, OSError."""
        asked, reading = slip(told), self.room.reading
        if asked.build != reading.book.number:
            raise Refused("the pages were made anew meanwhile: select the words again")
        if isinstance(asked.where, Aside):
            found = await self.room.said(asked.where)
            made = _aside(asked, reading, asked.where, found)
        else:
            chosen = await self._chosen(reading, *asked.where)
            if not chosen:
                raise Refused("there are no such words on the pages")
            found = await self.room.anchored(chosen)
            made = _correction(asked, reading, chosen, found)
        known = await self._changed(partial(_added, made))
        written = known.known(made.origins)
        return {"id": written.id if written else made.id}

    async def settle(self, name: str, told: Mapping[str, Any]) -> Mapping[str, Any]:
        """Settle, decline or reopen a correction. Raises Refused, OSError."""
        known = await self._changed(partial(_settled, name, verdict(told)))
        row = known.get(name)
        return {"id": name, "state": row.state.value if row else ""}

    async def _changed(self, decide: Decide) -> Corrections:
        known = await asyncio.to_thread(self.room.ledger.change, decide)
        self.room.wrote()
        return known

    async def _chosen(self, reading: Reading, begin: Spot, end: Spot) -> list[Chosen]:
        pages: dict[int, Sequence[Letters]] = {}
        for page in range(begin.page, end.page + 1):
            if not 0 < page <= reading.sheet.pages:
                return []
            pages[page] = await self.studio.ask(letters, reading.book.pdf, page)
        return choose(pages, begin, end)


def _added(made: Correction, known: Corrections) -> Iterable[Event]:
    """Add a correction, unless the same slip was written down before."""
    if known.known(made.origins):
        return
    taken = {each.id for each in known.rows}
    parts = made.reader, made.kind, made.words, made.replacement, made.printed
    yield Added(replace(made, id=new_id(*parts, made.place, taken=taken)))


def _settled(name: str, wanted: Verdict, known: Corrections) -> Iterable[Event]:
    row = known.get(name)
    if row is None:
        raise Refused("there is no such correction")
    if wanted.seen and wanted.seen != revision(row):
        who = row.settled_by or "someone"
        raise Refused(f"{who} was here before you: it is {row.state} now")
    if row.state is not wanted.state:
        yield Settled(name, wanted.state, by=wanted.reader, reason=wanted.reason)


def _correction(
    asked: Slip, reading: Reading, chosen: Sequence[Chosen], found: Anchored
) -> Correction:
    place, quote, before = found.place, found.quote, found.before
    words = printed(chosen)
    if asked.deed is Deed.INSERT:  # at a point: no words are meant
        place, quote, before, words = (
            _behind(place),
            "",
            f"{before}{quote or words}",
            "",
        )
    replacement = {Deed.COMMENT: None, Deed.STRIKE: ""}.get(asked.deed, asked.words)
    page = chosen[0].page if chosen else 0
    rows = reading.book.map["pages"]
    return Correction(
        id="",
        reader=asked.reader,
        kind=_KINDS[asked.deed],
        words=asked.remark,
        replacement=replacement,
        place=place,
        quote=quote,
        before=before,
        after=found.after,
        printed=words,
        sheet=page,
        page=rows[page - 1]["label"] if 0 < page <= len(rows) else "",
        boxes=tuple(box for part in chosen for box in part.boxes),
        certainty=found.certainty,
        doubt=found.doubt,
        made_at=datetime.now(UTC).isoformat(timespec="seconds"),
        origins=(origin("desk", asked.key, asked.reader),),
    )


def _aside(asked: Slip, reading: Reading, words: Aside, found: Anchored) -> Correction:
    """Make a correction of words that are in the EPUB alone: nothing of it is printed."""
    quote = found.quote or words.words
    meant = replace(found, quote=quote)
    if found.place is None:
        meant = replace(meant, before=words.before, after=words.after)
    made = _correction(asked, reading, (), meant)
    rows, page = reading.book.map["pages"], words.page
    return replace(
        made,
        sheet=page if page <= len(rows) else 0,
        page=rows[page - 1]["label"] if 0 < page <= len(rows) else "",
        source=f"{reading.book.info.slug}.epub",
    )


def _behind(place: Place | None) -> Place | None:
    """Give the point behind the words of a place."""
    if place is None or not place.end_line:
        return place
    end = place.end_line, place.end_column
    return Place(place.path, *end, *end)
