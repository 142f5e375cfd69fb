"""First lines remembered: the same words in the same type and room break the same.

Stands before `text.line_break.split_first_line`, which shapes words with Pango and finds
where their first line ends. A unit is set several times, and notes are measured before
they are placed: most lines are asked for again. The answer depends on the words, on the
room, and on the properties of the style listed here; of the context only the hyphenation
dictionaries are used, which depend on the same properties. The layout that is given back
holds no pointer any more ("deactivated"), so a copy of it is as good as a new one.

Memory: bounded; each font configuration has its own, which goes with it, and which is
emptied when a font is added to it.
"""

# ruff: noqa: ANN401 WeasyPrint has no types

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import count
from operator import itemgetter
from typing import Any

from publisher.layout.inside.savings.insides import fonts, line_break
from publisher.layout.inside.savings.memory import Memory
from publisher.layout.inside.savings.saving import Place, Saving, everywhere

Answer = tuple[Any, ...]

SIZE = 4_000  # lines; a unit of 50 annotated pages has about 5,000
TYPES = 1_000
TYPE = "_publisher_type_name"
UNBROKEN = frozenset({"nowrap", "pre"})  # where all is on one line, whatever its room

PROPERTIES = (
    "direction",
    "font_family",
    "font_feature_settings",
    "font_kerning",
    "font_language_override",
    "font_size",
    "font_stretch",
    "font_style",
    "font_variant_alternates",
    "font_variant_caps",
    "font_variant_east_asian",
    "font_variant_ligatures",
    "font_variant_numeric",
    "font_variant_position",
    "font_variation_settings",
    "font_weight",
    "hyphenate_character",
    "hyphenate_limit_chars",
    "hyphenate_limit_zone",
    "hyphens",
    "lang",
    "letter_spacing",
    "overflow_wrap",
    "tab_size",
    "text_decoration_line",
    "white_space",
    "word_break",
    "word_spacing",
)
"""Every property that line_break.py and font_features, get_font_description read."""

values: Callable[[Any], tuple[Any, ...]] = itemgetter(*PROPERTIES)
_own = _split = line_break.split_first_line  # `sure_lines` stands for the second
_add_font_face = fonts.FontConfiguration.add_font_face
_numbers = count()
_memory: Memory[tuple[Any, ...], Answer] = Memory(SIZE)
_types: Memory[tuple[Any, ...], int] = Memory(TYPES)


def split_first_line(
    text: str,
    style: Any,
    context: Any,
    max_width: Any,
    justification_spacing: Any,
    is_line_start: bool = True,
    minimum: bool = False,
) -> Answer:
    """Give what WeasyPrint gave for the same words, type and room; or ask it."""
    room = max_width, justification_spacing, is_line_start, minimum
    kind = type_number(style)
    if kind is None:
        return tuple(_split(text, style, context, *room))
    white_space = style["white_space"]
    bound = None if white_space in UNBROKEN else max_width
    key = text, bound, *room[1:], number(style.font_config), kind, white_space
    known = _memory.get(key)
    if known is None:
        answer = tuple(_split(text, style, context, *room))
        _memory.keep(key, (_copy(answer[0]), *answer[1:]))
        return answer
    copy = _copy(known[0])
    copy.max_width = max_width
    return (copy, *known[1:])


def type_number(style: Any) -> int | None:
    """Number the type that a style sets, once for each style; None: not to be remembered.

    Only white-space is ever set on a style that has been asked (for leaders).
    """
    kept: dict[str, Any] = style.__dict__
    if TYPE not in kept:
        kept[TYPE] = _numbered(style)
    found: int | None = kept[TYPE]
    return found


def _numbered(style: Any) -> int | None:
    if not hasattr(style["hyphenate_limit_zone"], "unit"):  # arithmetic, of anything
        return None
    named = values(style)
    try:
        found = _types.get(named)
    except TypeError:  # a set: lines under, over or through the words
        return None
    if found is None:
        found = next(_numbers)
        _types.keep(named, found)
    return found


def _copy(layout: Any) -> Any:
    """Copy a deactivated layout: plain values only, and the caller may change them."""
    copy = object.__new__(line_break.Layout)
    copy.__dict__.update(layout.__dict__)
    return copy


def number(configuration: Any) -> int:
    """Number a font configuration; once a font is added, it counts as another one."""
    found: int | None = configuration.__dict__.get("_publisher_number")
    if found is None:
        found = configuration._publisher_number = next(_numbers)  # noqa: SLF001
    return found


def add_font_face(self: Any, *arguments: Any, **named: Any) -> Any:
    """Add a font, and forget the number of the configuration."""
    self.__dict__.pop("_publisher_number", None)
    return _add_font_face(self, *arguments, **named)


def _places() -> Iterator[Place]:
    yield from everywhere(_own, split_first_line)
    yield Place(fonts.FontConfiguration, "add_font_face", add_font_face)


SAVING = Saving(
    name="first lines",
    rests_on={
        "text/line_break.py": "1f5a855ad992e0be",
        "text/fonts.py": "59d74d0c161349b8",
    },
    places=_places,
    forget=_memory.clear,
)
