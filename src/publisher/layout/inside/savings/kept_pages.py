"""Pages taken over from another setting of the same unit, where nothing has changed.

A unit is set again because a reference need not say its page or a note may go on to the
next one; and because a few words are others, or the room of a number. That changes a
page or two; all before, and mostly all behind, come out as they were. Stands before
`layout.layout_document` and `layout.page.make_page`: a page is a function of the boxes it
looks at and of what is handed from page to page (where the text goes on, the side, the
counters, the notes that wait). Where another document has a page that began with the
same, and looked at no box whose style or words are others now, that page is taken: a copy
of its boxes, which belongs to the elements of the new document; or, where it was set in an
earlier build, its plate (`stand_ins`).

What a page looks at is noted while it is made (`looked_at`). Only pages of plain boxes are
taken (blocks, lines, words, pictures); and none at all where anything else than styles and
words has changed in the markup, where counters hang on it, or where pages are asked for by
number.

Memory: the boxes of the last document, each page until its like in the next is made, and the
plates offered.
"""

# ruff: noqa: ANN401 WeasyPrint has no types

from __future__ import annotations

from collections.abc import Iterable, Iterator
from copy import deepcopy
from dataclasses import replace
from typing import Any

from publisher.layout.inside.savings import looked_at
from publisher.layout.inside.savings.comparing import (
    Change,
    Kept,
    Session,
    begun,
    changed,
    digests_of,
    touched,
)
from publisher.layout.inside.savings.insides import boxes, layout, page
from publisher.layout.inside.savings.parting import untie
from publisher.layout.inside.savings.saving import Place, Saving, everywhere
from publisher.layout.inside.savings.stand_ins import OWNERS, Plate, stand_in

MARK = "_publisher_session"
DOCUMENTS = 2  # remembered with what is left of their boxes: settings of a unit
_COPIED = frozenset(
    {
        boxes.PageBox,
        boxes.FootnoteAreaBox,
        boxes.BlockBox,
        boxes.LineBox,
        boxes.InlineBox,
        boxes.TextBox,
        boxes.BlockReplacedBox,
        boxes.InlineReplacedBox,
    }
)
_PARTS = (None, "@footnote", "@note-area")  # of a page, the margins aside

_layout_document = layout.layout_document
_make_page = page.make_page

_sessions: list[Session] = []  # the last
_cast: list[Session] = []  # of an earlier setting of the unit, its pages as plates


def layout_document(html: Any, root_box: Any, context: Any, *others: Any) -> Any:
    """Lay out a document, with the pages of the last ones at hand."""
    session = begun(html, context)
    session.last = _others(session)
    _keep_no_others(session)
    if not any("first-letter" in dict(style) for style in session.text.styles):
        setattr(context, MARK, session)  # first letters are cut off in the tree itself
    yield from _layout_document(html, root_box, context, *others)
    session.last = []
    context.__dict__.pop(MARK, None)  # pictures hold it longer than anybody wants pages
    context.current_footnote_area = None  # of the last page, which it refers to
    _sessions.append(session)
    del _sessions[:-DOCUMENTS]


def offer(*sessions: Session) -> None:
    """Have the pages of an earlier setting at hand, until others are offered."""
    _cast[:] = sessions


def offer_drawn() -> None:
    """Have no bare plates at hand any more: what follows will be drawn."""
    for each in (*_sessions, *_cast):
        each.kept = {n: kept for n, kept in each.kept.items() if not _is_bare(kept)}


def leave(document: Any) -> None:
    """Let go of the pages of a document: nothing will be taken over from it."""
    root = document._html.etree_element  # noqa: SLF001 there is no public form
    _sessions[:] = [each for each in _sessions if each.elements[0] is not root]
    untie(document)
    document.pages.clear()


def session_of(root: Any) -> Session | None:
    """Find the session of a document by its outermost element."""
    found = (each for each in _sessions if each.elements[0] is root)
    return next(found, None)


def _others(session: Session) -> list[tuple[Session, Change, frozenset[int]]]:
    """List the settings of the same unit, that first from which least has changed."""
    found = [
        (each, change)
        for each in (*reversed(_sessions), *_cast)
        if each.fonts in (session.fonts, None)
        if (change := changed(session.text, each.text, each.blocks)) is not None
    ]
    found.sort(key=lambda pair: (-pair[1].end, len(pair[1].elements)))
    return [(each, change, touched(change, each)) for each, change in found]


def _keep_no_others(session: Session) -> None:
    """Let go of pages that show what is another now: none of them will be taken."""
    used = {id(old) for old, _, _ in session.last}
    _sessions[:] = [old for old in _sessions if id(old) in used]
    for old, _, others in session.last:
        if old.fonts is not None:  # a plate takes little room
            for number, kept in tuple(old.kept.items()):
                if kept.looked_at & others:
                    del old.kept[number]


def make_page(
    context: Any,
    root_box: Any,
    page_type: Any,
    resume_at: Any,
    page_number: int,
    page_state: Any,
) -> tuple[Any, Any, Any]:
    """Make a page, or take it from another document."""
    arguments = context, root_box, page_type, resume_at, page_number, page_state
    session: Session | None = context.__dict__.get(MARK)
    if session is None:
        return tuple(_make_page(*arguments))
    made = _made_or_taken(session, arguments)
    for old, _, _ in session.last:
        if old.fonts is not None:  # a plate takes little room
            old.kept.pop(page_number, None)
    return made


def _made_or_taken(
    session: Session, arguments: tuple[Any, ...]
) -> tuple[Any, Any, Any]:
    context, _, page_type, resume_at, page_number, page_state = arguments
    if not _is_simple(context, page_type):
        return _made(session, arguments)[0]
    before = (
        tuple(page_type),
        deepcopy(resume_at),
        deepcopy(page_state),
        context.forced_break,
        [_rules(context, page_type, part) for part in _PARTS],
    )
    notes = (
        _numbers(context.footnotes, session),
        _numbers(context.reported_footnotes, session),
    )
    found = [
        (kept, change, old)
        for old, change, others in session.last
        if (kept := old.kept.get(page_number)) and kept.before == before
        if not kept.looked_at & others and change.same(notes, kept)
    ]
    if found:
        best = min(found, key=lambda each: _is_bare(each[0]))
        return _taken(*best, session, *arguments)
    (made, *after), numbers = _made(session, arguments)
    if _is_simple(context, page_type) and _is_plain(made):
        session.kept[page_number] = Kept(
            before,
            notes,
            numbers,
            made,
            (deepcopy(after[0]), deepcopy(after[1])),
            deepcopy(page_state),
            _numbers(context.footnotes, session),
            _numbers(context.reported_footnotes, session),
            tuple((part, tuple(part.children)) for part in made.children),
        )
    return made, after[0], after[1]


def _made(
    session: Session, arguments: tuple[Any, ...]
) -> tuple[tuple[Any, Any, Any], frozenset[int]]:
    """Make a page, and note what it looks at."""
    (page, resume_at, next_page), seen = looked_at.by(lambda: _make_page(*arguments))
    numbers = {session.number[e] for e in seen if e in session.number}
    session.blocks |= numbers
    return (page, resume_at, next_page), frozenset(numbers)


def _rules(context: Any, page_type: Any, part: str | None) -> bytes | None:
    style = context.style_for(page_type, part)
    digests = digests_of(context.font_config)
    return None if style is None else digests.digest(style.cascaded)


def _is_simple(context: Any, page_type: Any) -> bool:
    """Tell whether nothing goes from page to page but text, counters and notes."""
    return not (
        page_type.blank
        or context.broken_out_of_flow
        or context.rendered_notes
        or context.target_collector.counter_lookup_items
        or any(context.running_elements.values())
    )


def _is_plain(made: Any) -> bool:
    return not made.fixed_boxes and all(
        type(box) in _COPIED for box in made.descendants(placeholders=True)
    )


def _is_bare(kept: Kept) -> bool:
    return isinstance(kept.page, Plate) and kept.page.is_bare


def _numbers(notes: Iterable[Any], session: Session) -> tuple[int, ...]:
    return tuple(session.place[note] for note in notes)


def _taken(
    kept: Kept,
    change: Change,
    old: Session,
    session: Session,
    context: Any,
    root_box: Any,
    page_type: Any,
    _resume_at: Any,
    page_number: int,
    page_state: Any,
) -> tuple[Any, Any, Any]:
    """Take a page of another document, and leave behind what it left."""
    footnotes = context.footnotes
    if isinstance(kept.page, Plate):
        taken = stand_in(kept.page, session.elements, context, root_box, page_type)
    else:
        taken = _copied(kept, old, session)
        children = tuple((part, tuple(part.children)) for part in taken.children)
        kept = replace(kept, page=taken, children=children)
    for part, now in zip(page_state, deepcopy(kept.state), strict=True):
        part.clear()
        part.update(now) if isinstance(part, dict) else part.extend(now)
    context.current_page = page_number
    if page_number == 1:
        _begin_with(taken, context)
    waiting = change.renumbered(kept.waiting, len(session.notes))
    context.footnotes = [session.notes[number] for number in waiting]
    context.reported_footnotes = [session.notes[number] for number in kept.reported]
    session.blocks |= kept.looked_at
    session.kept[page_number] = replace(
        kept,
        notes=(_numbers(footnotes, session), kept.notes[1]),
        waiting=waiting,
    )
    return taken, deepcopy(kept.after[0]), deepcopy(kept.after[1])


def _begin_with(taken: Any, context: Any) -> None:
    """Leave behind what only the first page of a document does: its size."""
    sizes = context.style_for.initial_page_sizes
    sizes["box"] = taken.style["size"]
    sizes["area"] = taken.width, taken.height
    context.page_bottom = taken.content_box_y() + taken.height


def _copied(kept: Kept, old: Session, session: Session) -> Any:
    """Copy a page for the elements of the new document."""
    taken = kept.page.copy()
    taken.children = [
        _copy(part, inside, old, session) for part, inside in kept.children
    ]
    taken.children[1].page = taken
    taken.__dict__[OWNERS] = session.elements  # if something was read on it
    return taken


def _copy(box: Any, children: Any, old: Session, new: Session) -> Any:
    """Copy a box with its children for the elements of the new document."""
    copy = box.copy()
    if box.element in old.number:
        copy.element = new.elements[old.number[box.element]]
    copies = [_copy(each, each.children, old, new) for each in children]
    copy.children = copies if isinstance(box.children, list) else tuple(copies)
    return copy


def _places() -> Iterator[Place]:
    yield from everywhere(_layout_document, layout_document)
    yield from everywhere(_make_page, make_page)
    yield from looked_at.places()


def _forget() -> None:
    _sessions.clear()
    _cast.clear()


SAVING = Saving(
    name="kept pages",
    rests_on={
        "layout/__init__.py": "f226ba97ad21e447",
        "layout/block.py": "9457dca0528c378f",
        "layout/inline.py": "0e7c1569330f5473",
        "layout/page.py": "d99c5aceb36d4586",
        "formatting_structure/boxes.py": "8ffd28ab74a149f0",
    },
    places=_places,
    forget=_forget,
)
