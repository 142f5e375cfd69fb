"""Which annotations of a page belong together: answers, groups, replacements.

An annotation that names another (/IRT) answers it, or is part of it (/RT /Group).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

import pikepdf

from publisher.proof.annotations import fields
from publisher.proof.corrections import Reply

KINDS = {
    "Highlight", "Underline", "Squiggly", "StrikeOut", "Caret", "Text", "FreeText", "Ink",
    "Stamp", "Line", "Square", "Circle", "Polygon", "PolyLine", "FileAttachment", "Redact",
}  # fmt: skip
_HIDDEN = 1 << 1  # of /F
_REVIEW = {"Accepted", "Rejected", "Cancelled", "Completed"}


@dataclass(slots=True)
class Thread:
    """An annotation, those that are part of it, and the answers."""

    root: pikepdf.Dictionary
    parts: list[pikepdf.Dictionary] = field(default_factory=list)
    replies: list[Reply] = field(default_factory=list)

    @property
    def all(self) -> tuple[pikepdf.Dictionary, ...]:
        """Give the root and its parts."""
        return (self.root, *self.parts)

    def of(self, kind: str) -> pikepdf.Dictionary | None:
        """Find the first that is of a kind."""
        found = (e for e in self.all if fields.name(e, "/Subtype") == kind)
        return next(found, None)


def threads(annotations: Sequence[pikepdf.Dictionary]) -> list[Thread]:
    """Put together what belongs together, in the order of the file."""
    marks = [each for each in annotations if fields.name(each, "/Subtype") in KINDS]
    answers = _Answers(marks)
    made: dict[object, Thread] = {}
    for each in marks:
        if answers.to(each) is None and not _is_unseen(each):
            made[_key(each)] = Thread(each)
    for each in marks:
        if answers.to(each) is None:
            continue
        thread = made.get(_key(answers.root(each)))
        if thread is not None:
            _join(thread, each)
        elif not _is_unseen(each):  # they answer each other, or what cannot be seen
            made[_key(each)] = Thread(each)
    return list(made.values())


def _join(thread: Thread, each: pikepdf.Dictionary) -> None:
    if fields.name(each, "/RT") == "Group":
        thread.parts.append(each)
    else:
        thread.replies.extend(_replies(each))


class _Answers:
    """Knows which annotation of a page each one answers."""

    def __init__(self, marks: Sequence[pikepdf.Dictionary]) -> None:
        self._known = {_key(each): each for each in marks}
        self._by_name = {fields.text(each, "/NM", 200): each for each in marks}
        self._by_name.pop("", None)

    def to(self, each: pikepdf.Dictionary) -> pikepdf.Dictionary | None:
        """Give the one that is answered; None where that is no mark of this page."""
        found = fields.get(each, "/IRT")
        if isinstance(found, pikepdf.String):  # as FDF names it
            return self._by_name.get(str(found))
        return self._known.get(_key(found))

    def root(self, each: pikepdf.Dictionary) -> pikepdf.Dictionary:
        """Follow answers to what they are about; a ring of them ends somewhere."""
        seen: set[object] = set()
        while _key(each) not in seen:
            seen.add(_key(each))
            to = self.to(each)
            if to is None:
                break
            each = to
        return each


def _is_unseen(each: pikepdf.Dictionary) -> bool:
    return _is_hidden(each) or _is_state(each)


def _key(each: object) -> object:
    """Tell objects of a file apart."""
    number = getattr(each, "objgen", (0, 0))
    return number if number != (0, 0) else id(each)


def _is_hidden(each: pikepdf.Dictionary) -> bool:
    flags = fields.number(fields.get(each, "/F"))
    return bool(flags and int(flags) & _HIDDEN)


def _is_state(each: pikepdf.Dictionary) -> bool:
    return bool(fields.text(each, "/StateModel", 40))


def _replies(each: pikepdf.Dictionary) -> Iterator[Reply]:
    """Read an answer; that someone accepted or rejected a mark is one, too."""
    words = fields.said(each).strip()
    if _is_state(each):
        state = fields.text(each, "/State", 40)
        words = f"({state.lower()})" if state in _REVIEW else ""
    if words:
        reader = fields.text(each, "/T", 200).strip()
        yield Reply(reader, words, fields.date(each))
