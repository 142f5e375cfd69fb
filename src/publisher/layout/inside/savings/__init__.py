"""Savings: the same pages for less work, by functions that stand before WeasyPrint's.

Each is a module of its own that says before what it stands, why what it gives is the
same to the last bit, and what it keeps in memory. All are put in place once, at the
start of a process, and can be taken away one by one to show that the pages stay equal.

    install()              put all in place; gives the names of those that do not fit
    install("strings")     only some
    removed("strings")     a context without some, or without any
    forget()               let go of everything remembered
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from publisher.layout.inside.savings import (
    absent_names,
    bare_layouts,
    drawn_lines,
    drawn_words,
    first_lines,
    flat_trees,
    free_lines,
    full_lines,
    hyphen_patterns,
    kept_pages,
    letter_pairs,
    matched_styles,
    normal_flow,
    note_heights,
    operators,
    page_kinds,
    parting,
    plain_frames,
    plain_trees,
    shared_layouts,
    shared_styles,
    spare_margins,
    stand_ins,
    sure_lines,
    used_values,
)
from publisher.layout.inside.savings.saving import Place, Saving

ALL: tuple[Saving, ...] = (
    kept_pages.SAVING,
    stand_ins.SAVING,
    spare_margins.SAVING,
    note_heights.SAVING,
    plain_trees.SAVING,
    first_lines.SAVING,
    sure_lines.SAVING,
    absent_names.SAVING,
    matched_styles.SAVING,
    page_kinds.SAVING,
    bare_layouts.SAVING,
    shared_layouts.SAVING,
    shared_styles.SAVING,
    used_values.SAVING,
    normal_flow.SAVING,
    flat_trees.SAVING,
    free_lines.SAVING,
    full_lines.SAVING,
    hyphen_patterns.SAVING,
    letter_pairs.SAVING,
    operators.SAVING,
    drawn_words.SAVING,
    drawn_lines.SAVING,
    plain_frames.SAVING,
    parting.SAVING,
)
NAMES = tuple(each.name for each in ALL)

_standing: dict[str, list[Place]] = {}
"""What stood there before, for each saving that is in place."""


def install(*names: str) -> tuple[str, ...]:
    """Put savings in place, all if none is named; name those that do not fit.

    A saving that was written against another WeasyPrint stays out, and WeasyPrint's own
    functions do the work.
    """
    refused = []
    for saving in _chosen(names):
        if saving.changed():
            refused.append(saving.name)
        elif saving.name not in _standing:
            _standing[saving.name] = [_put(place) for place in saving.places()]
    return tuple(refused)


def remove(*names: str) -> tuple[str, ...]:
    """Take savings away, all if none is named; name those that were in place."""
    standing = [each for each in _chosen(names) if each.name in _standing]
    for saving in reversed(standing):
        for before in reversed(_standing.pop(saving.name)):
            _put(before)
        saving.forget()
    return tuple(saving.name for saving in standing)


@contextmanager
def removed(*names: str) -> Iterator[None]:
    """Do without some savings, or without any, for a while."""
    were = remove(*names)
    try:
        yield
    finally:
        if were:
            install(*were)


def installed() -> tuple[str, ...]:
    """Name the savings that are in place."""
    return tuple(name for name in NAMES if name in _standing)


def forget(*names: str) -> None:
    """Let go of everything remembered, or of what some savings do."""
    for saving in _chosen(names):
        saving.forget()


def _chosen(names: tuple[str, ...]) -> list[Saving]:
    unknown = set(names) - set(NAMES)
    if unknown:
        raise ValueError(f"no such saving: {', '.join(sorted(unknown))}")
    return [each for each in ALL if not names or each.name in names]


def _put(place: Place) -> Place:
    """Let something stand in a place; give back what stood there."""
    before = Place(place.owner, place.name, vars(place.owner)[place.name])
    setattr(place.owner, place.name, place.new)
    return before
