"""Marks told from those that are known: what is new, and what a reader changed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from publisher.proof.corrections import (
    Added,
    Certainty,
    Correction,
    Corrections,
    Event,
    State,
    new_id,
)


@dataclass(slots=True)
class Gathered:
    """What one file brought."""

    path: Path
    marks: int = 0
    new: list[Correction] = field(default_factory=list)
    changed: list[Correction] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)  # what a person should know
    refused: str = ""  # why nothing was taken


def entering(
    made: Sequence[Correction], gathered: Gathered
) -> Callable[[Corrections], list[Event]]:
    """Give what tells new corrections from known ones, once all of these are known."""

    def telling(known: Corrections) -> list[Event]:
        gathered.new.clear()
        gathered.changed.clear()
        by_origin = {name: each for each in known.rows for name in each.origins}
        by_said = {_said(each): each for each in known.rows if each.made_at}
        taken = {each.id for each in known.rows}
        events: list[Event] = []
        for each in made:
            old = next((by_origin[n] for n in each.origins if n in by_origin), None)
            old = old or by_said.get(_said(each))
            if old is None:
                name = new_id(
                    each.reader, each.kind, each.sheet, *each.origins, taken=taken
                )
                taken.add(name)
                new = replace(each, id=name)
                gathered.new.append(new)
                events.append(Added(new))
            elif (new := _renewed(old, each)) != old:
                gathered.changed.append(new)
                events.append(Added(new))
        return events

    return telling


def _said(each: Correction) -> tuple[object, ...]:
    """Give what makes two marks the same where programs gave them no names."""
    return each.reader, each.kind, each.words, each.made_at, each.quote, each.place


def _renewed(old: Correction, new: Correction) -> Correction:
    """Give a known correction with what the reader says of it now.

    What was decided stays. A place that is sure is not given up for one that is not, and
    the place of what was settled is left alone: its words may have been changed.
    """
    replies = tuple(dict.fromkeys((*old.replies, *new.replies)))
    origins = tuple(dict.fromkeys((*old.origins, *new.origins)))
    said = replace(
        old,
        words=new.words,
        replacement=new.replacement,
        kind=new.kind,
        replies=replies,
        origins=origins,
    )
    surer = new.certainty is Certainty.SURE or old.certainty is not Certainty.SURE
    if old.state is not State.OPEN or not surer:
        return said
    return replace(
        said,
        place=new.place,
        quote=new.quote,
        before=new.before,
        after=new.after,
        printed=new.printed,
        sheet=new.sheet,
        page=new.page,
        boxes=new.boxes,
        certainty=new.certainty,
        doubt=new.doubt,
    )
