"""Passages shown only in some outputs: `.content-visible` and `.content-hidden`."""

from __future__ import annotations

import re

from publisher import rules
from publisher.diagnostics import Span
from publisher.model import Condition
from publisher.parse.attributes import Braces
from publisher.parse.reading import Reading
from publisher.parse.wording import shown

_FORMATS = ("epub", "print", "screen", "pdf", "web")
_NEVER = ("none",)  # no output is called so
_SAME = {"html": "web"}


def is_conditional(said: Braces) -> bool:
    """Tell whether attributes hide or show something."""
    return "content-visible" in said.classes or "content-hidden" in said.classes


def take_condition(reading: Reading, said: Braces, span: Span) -> Condition:
    """Take the condition out of attributes; "hidden when" is "shown unless"."""
    hidden = "content-hidden" in said.classes
    said.take_class("content-visible", "content-hidden")
    when = _formats(reading, said.take("when-format"), span)
    unless = _formats(reading, said.take("unless-format"), span)
    editions = _names(said.take("when-edition", "when-profile"))
    not_editions = _names(said.take("unless-edition", "unless-profile"))
    if not hidden:
        return Condition(when, unless, editions, not_editions)
    given = [names for names in (when, unless, editions, not_editions) if names]
    if not given:
        return Condition(_NEVER)
    if len(given) > 1:
        reading.find(
            rules.BROKEN_ATTRIBUTES.at(
                span,
                "a hidden passage can have only one condition",
                "use .content-visible, or put one hidden passage inside another",
            )
        )
    return Condition(unless, when, not_editions, editions)


def _formats(reading: Reading, written: str | None, span: Span) -> tuple[str, ...]:
    names = tuple(_SAME.get(name, name) for name in _names(written))
    for name in names:
        if name not in _FORMATS:
            reading.find(
                rules.BROKEN_ATTRIBUTES.at(
                    span,
                    f'no output is called "{shown(name)}"',
                    f"name one of {', '.join(_FORMATS)}",
                )
            )
    return names


def _names(written: str | None) -> tuple[str, ...]:
    return tuple(name for name in re.split(r"[\s,;|]+", written or "") if name)
