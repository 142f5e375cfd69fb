"""How one output differs from the other: all that `html` must be told.

Both renderers make a `Setting` of their own functions. The shared markup calls them
and never asks which output it is working for.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from publisher.diagnostics import Span
from publisher.model import (
    PLAIN,
    Book,
    Condition,
    Figure,
    Inline,
    Link,
    Node,
    NoteCall,
    PageMark,
    Picture,
    Reference,
    Table,
    Target,
)
from publisher.render.markup import Markup
from publisher.render.turning import way

EMPTY = Markup()
PAPER, SCREEN = frozenset({"print", "pdf"}), frozenset({"epub"})
"""What the two outputs are called in `when-format`."""


def _no_remark(_by: str) -> Markup:
    return EMPTY


def _no_widths(_: Table) -> Markup:
    return EMPTY


def _as_written(table: Table) -> Table:
    return table


def _no_head(_head: str) -> Markup:
    return EMPTY


def _as_it_is(run: Sequence[Inline], _direction: str) -> Sequence[Inline]:
    return run


def _below(_figure: Figure, pictures: Markup, caption: Markup) -> Markup:
    return pictures + caption


def _no_larger(_figure: Figure, _picture: Picture) -> Markup:
    return EMPTY


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """The book, and the places where paper and screen go different ways."""

    book: Book
    named: Mapping[str, Target]
    """Targets by anchor: what a figure or section is called."""
    formats: frozenset[str]
    """What this output is called in `when-format`."""
    text: Callable[[str], str]
    """Last touches to words, such as word joiners. Not asked for code."""
    note_call: Callable[[NoteCall], Markup]
    """A call in running text; on paper the note comes with it."""
    abroad: Callable[[NoteCall], Markup] | None = None
    """The same in words of another language or direction, if that is another thing."""
    reference: Callable[[Reference, Markup], Markup]
    """A reference, given the words that are said."""
    link: Callable[[Link, Markup], Markup]
    """A link out of the book, given its words."""
    picture: Callable[[Picture], Markup]
    """One image."""
    page_mark: Callable[[PageMark], Markup]
    """The place where a page of an earlier edition begins."""
    at: Callable[[Span], Markup]
    """The attribute, if any, that says where a block was written."""
    id: Callable[[str], Markup]
    """The attribute for an anchor; empty where text is said a second time."""
    larger: Callable[[Figure, Picture], Markup] = _no_larger
    """What stands under a picture of a figure: a link to a larger one."""
    arranged: Callable[[Figure, Markup, Markup], Markup] = _below
    """What stands in a figure, given its pictures and its caption."""
    remark: Callable[[str], Markup] = _no_remark
    """The attributes, if any, that say to those who listen who speaks in a remark."""
    tied: Callable[[Table], Table] = _as_written
    """A table with those words of its cells bound that are not to be parted."""
    widths: Callable[[Table], Markup] = _no_widths
    """How wide the columns of a table are, where the table itself does not say it."""
    room: Callable[[Table], Markup] = _no_widths
    """The attribute, if any, that says how wide pictures in a table may be."""
    under: Callable[[str], Markup] = _no_head
    """The attribute, if any, that names the column of a cell in a table of many."""
    run: Callable[[Sequence[Inline], str], Sequence[Inline]] = _as_it_is
    """A run of inlines before it is set, where neighbours matter to one another; and
    which way the words around it go."""
    direction: str = "ltr"
    """Which way words go here: "ltr" or "rtl"."""

    def shows(self, condition: Condition) -> bool:
        """Tell whether a conditional passage stands in this output."""
        return shown(condition, self.formats)


def shown(condition: Condition, formats: frozenset[str]) -> bool:
    """Tell whether a conditional passage stands in an output, given all its names."""
    wanted = not condition.formats or bool(formats & {*condition.formats})
    return wanted and not formats & {*condition.not_formats}


def facing(node: Node, setting: Setting) -> Setting:
    """Give the setting of what stands in a node of another language or direction."""
    attributes = getattr(node, "attributes", PLAIN)
    if not (attributes.lang or attributes.dir):
        return setting
    direction = way(attributes, setting.direction) or setting.direction
    call = setting.abroad or setting.note_call
    return replace(setting, direction=direction, note_call=call)


def by_anchor(book: Book) -> Mapping[str, Target]:
    """Sort the targets of a book by their anchors, which are unique in it."""
    return {target.anchor: target for target in book.targets.values()}


def in_link(setting: Setting) -> tuple[Setting, list[NoteCall]]:
    """Set words that are a link: no link in them; calls are gathered, to follow it."""
    held: list[NoteCall] = []

    def call(node: NoteCall) -> Markup:
        held.append(node)
        return EMPTY

    inner = replace(
        setting,
        note_call=call,
        abroad=call,
        reference=lambda _, words: words,
        link=lambda _, words: words,
    )
    return inner, held


def said_again(setting: Setting) -> Setting:
    """Set a title a second time, in a line that is a link: no ids, links or calls."""
    return replace(
        setting,
        note_call=lambda _: EMPTY,
        abroad=None,
        reference=lambda _, words: words,
        link=lambda _, words: words,
        page_mark=lambda _: EMPTY,
        id=lambda _: EMPTY,
    )
