"""What the operators of a page name: pictures, forms, states, colours (ISO 32000-2, 7.8.3)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

import pikepdf
from pikepdf import Array, Dictionary, Name, Object

_NAME = re.compile(rb"/([^\s()<>\[\]{}/%]+)")
NUMBERLESS = (0, 0)  # what is asked for of an object within another
_COMMON = ("/ProcSet",)  # what is in force without being named


def of_page(page: Object) -> Object:
    """Give the resources of a page, empty ones if it has none."""
    held = page.get("/Resources")
    return Dictionary() if held is None else held


def named(resources: Object, kind: str) -> Mapping[str, Object]:
    """Give what resources of one kind hold, by name."""
    return dict(resources[kind].items()) if kind in resources else {}


def reachable(
    resources: Object, done: set[tuple[int, int]]
) -> Iterator[tuple[Object, Object]]:
    """Yield each stream that resources name, at whatever depth, with its own resources.

    These are pictures, forms and patterns. What is in `done` is left out, and all that is
    yielded is put there.
    """
    pending = [resources]
    while pending:
        here = pending.pop()
        for kind in ("/XObject", "/Pattern"):
            for each in named(here, kind).values():
                if isinstance(each, pikepdf.Stream) and each.objgen not in done:
                    done.add(each.objgen)
                    own = each.Resources if "/Resources" in each else here
                    yield each, own
                    pending.append(own)


def contents(stream: Object) -> Iterator[bytes]:
    """Yield the operators of a page, or of a form."""
    return (each.read_bytes() for each in streams(stream))


def streams(stream: Object) -> list[Object]:
    """List what holds the operators of a page, or a form itself."""
    return streams_of_page(stream) if _is_page(stream) else [stream]


def streams_of_page(page: Object) -> list[Object]:
    """List what holds the operators of a page."""
    whole = page.get("/Contents")
    if whole is None:
        return []
    return list(whole) if isinstance(whole, Array) else [whole]


def names_in(operators: Iterable[bytes]) -> frozenset[str]:
    """Gather what operators name."""
    return frozenset(
        name for part in operators for name in map(_read, _NAME.findall(part))
    )


def only_used(holder: Object, names: frozenset[str] | None = None) -> None:
    """Leave in the resources of a page or form only what its operators name.

    Pages of a unit share their resources, so that each would carry the pictures of all.
    `names` are what they name, where that is known.
    """
    if "/Resources" not in holder:
        return
    named_there = names_in(contents(holder)) if names is None else names
    kept = {}
    for kind, held in holder.Resources.items():
        if kind in _COMMON or not isinstance(held, Dictionary):
            kept[kind] = held
        elif used := {key: held[key] for key in held.keys() if key in named_there}:  # noqa: SIM118
            kept[kind] = Dictionary(used)
    holder.Resources = Dictionary(kept)


def _is_page(stream: Object) -> bool:
    return not isinstance(stream, pikepdf.Stream) and stream.get("/Type") == Name.Page


def _read(name: bytes) -> str:
    """Read a name as it is written (ISO 32000-2, 7.3.5)."""
    if b"#" in name:
        name = re.sub(
            rb"#([0-9a-fA-F]{2})", lambda found: bytes([int(found[1], 16)]), name
        )
    return "/" + name.decode("utf-8", "replace")
