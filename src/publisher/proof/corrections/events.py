"""Lines of the journal: what happened to a correction, one object a line.

`add` brings a correction, whole; brought again under the same id, it takes the place of
what the mark said before and leaves its state. `state` settles, declines or reopens.
`place` says where its words stand now. Lines of a kind that is not known are passed over,
and stay in the file.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, fields, replace
from typing import Any, TypeAlias

from publisher.proof.corrections.correction import (
    Certainty,
    Correction,
    Kind,
    Place,
    Rect,
    Reply,
    State,
)


@dataclass(frozen=True, slots=True)
class Added:
    """A reader made a mark, or changed what it says."""

    correction: Correction


@dataclass(frozen=True, slots=True)
class Settled:
    """Someone settled, declined or reopened a correction."""

    id: str
    state: State
    by: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Moved:
    """The words of a correction were found again, or not, in a later text."""

    id: str
    place: Place | None
    certainty: Certainty = Certainty.SURE
    doubt: str = ""
    quote: str | None = None  # None: as before
    before: str | None = None
    after: str | None = None


Event: TypeAlias = Added | Settled | Moved

_NAMES = tuple(each.name for each in fields(Correction))
_KEPT = ("state", "reason", "settled_by", "settled_at")


def line(event: Event, at: str) -> str:
    """Write an event as one line, without its end; `at` is the time, ISO 8601."""
    match event:
        case Added(correction):
            told: dict[str, Any] = {"do": "add", "correction": row(correction)}
        case Settled():
            told = {"do": "state", **asdict(event)}
        case Moved():
            told = {"do": "place", **asdict(event)}
    return json.dumps({"at": at, **told}, ensure_ascii=False, separators=(",", ":"))


def replay(lines: Iterable[str]) -> tuple[dict[str, Correction], int]:
    """Read a journal: its corrections by id, and how many lines could not be read."""
    rows: dict[str, Correction] = {}
    torn = 0
    for each in lines:
        if not each.strip():
            continue
        try:
            _happened(json.loads(each), rows)
        except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
            torn += 1
    return rows, torn


def row(correction: Correction) -> dict[str, Any]:
    """Give a correction as corrections.json holds it (docs/corrections.md)."""
    told = {name: getattr(correction, name) for name in _NAMES}
    told["place"] = asdict(correction.place) if correction.place else None
    for name in ("boxes", "replies"):
        told[name] = [asdict(each) for each in told[name]]
    return told


def correction_of(told: Mapping[str, Any]) -> Correction:
    """Read a correction. Raises ValueError, TypeError or KeyError where it is none.

    Keys that are not known are passed over: a later version may have written them.
    """
    known = {name: told[name] for name in _NAMES if name in told}
    place = known.get("place")
    known["kind"] = Kind(known["kind"])
    known["state"] = State(known.get("state", State.OPEN))
    known["certainty"] = Certainty(known.get("certainty", Certainty.SURE))
    known["place"] = Place(**place) if place else None
    known["boxes"] = tuple(Rect(**each) for each in known.get("boxes", ()))
    known["replies"] = tuple(Reply(**each) for each in known.get("replies", ()))
    known["origins"] = tuple(str(each) for each in known.get("origins", ()))
    for name in ("id", "reader", "words", "quote", "source", "page"):
        if not isinstance(known.get(name, ""), str):
            raise TypeError(name)
    return Correction(**known)


def _happened(told: Mapping[str, Any], rows: dict[str, Correction]) -> None:
    """Let one line of the journal happen."""
    match told["do"]:
        case "add":
            new = correction_of(told["correction"])
            if old := rows.get(new.id):
                kept = {name: getattr(old, name) for name in _KEPT}
                origins = tuple(dict.fromkeys((*old.origins, *new.origins)))
                new = replace(new, origins=origins, **kept)
            rows[new.id] = new
        case "state":
            if old := rows.get(told["id"]):
                rows[old.id] = old.settled(
                    State(told["state"]),
                    by=str(told.get("by", "")),
                    at=str(told.get("at", "")),
                    reason=str(told.get("reason", "")),
                )
        case "place":
            if old := rows.get(told["id"]):
                rows[old.id] = _moved(old, told)
        case _:
            pass


def _moved(old: Correction, told: Mapping[str, Any]) -> Correction:
    place = told.get("place")
    words = {
        name: str(told[name])
        for name in ("quote", "before", "after")
        if told.get(name) is not None
    }
    return replace(
        old,
        place=Place(**place) if place else None,
        certainty=Certainty(told.get("certainty", Certainty.SURE)),
        doubt=str(told.get("doubt", "")),
        **words,  # type: ignore[arg-type]  # they are words
    )
