"""Quotation marks and brackets: whether each is closed, and whether all are of one style."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from publisher import rules
from publisher.customs import customs
from publisher.diagnostics import Diagnostic
from publisher.passages import Passage, Sort
from publisher.proof.prose.reading import Marks, Reading, Stretch, Where, times
from publisher.proof.prose.stretches import language_at

FEW = 0.2
"""Up to this share of a book's quotations a style is a slip, and not a second style."""

_MARKS = re.compile(r"[«»„“”‘’‚‹›「」『』()\[\]{}]")
_CLOSERS = {
    "“": "”",
    "„": "“”",
    "«": "»",
    "‘": "’",
    "‚": "‘’",
    "‹": "›",
    "「": "」",
    "『": "』",
    "(": ")",
    "[": "]",
    "{": "}",
}
_BRACKETS = frozenset("()[]{}")
_LIST_MARK = re.compile(r"(?:^|[\s,;:.—–])(?:\d{1,3}|[^\W\d_]|[ivxIVX]{1,5})$")
_FACE = re.compile(r"[:;=8][-o^]?$")
_DITTO = re.compile(r"\s*[“”„»](?=\s|$)")


@dataclass(slots=True)
class _Open:
    """A mark that waits for its closing one."""

    mark: str
    closers: str
    where: Where


@dataclass(slots=True)
class _Around:
    """What is open at a mark: in its passage, from the ones before, and around it."""

    here: list[_Open]
    before: list[_Open]
    around: list[_Open]


@dataclass(slots=True)
class _Flow:
    """Text that is read through: of a unit, or of one note."""

    waiting: list[_Open] = field(default_factory=list)  # from the paragraph before
    lost: list[tuple[str, Where, bool]] = field(default_factory=list)
    outer: list[tuple[str, str, Where]] = field(default_factory=list)
    """Of each quotation inside no other: language, opening mark, place."""


def marks_of(passages: Sequence[Passage]) -> Marks:
    """Read the marks and brackets in a portion of a book."""
    flows: dict[str, _Flow] = {}
    for passage in passages:
        _read(passage, flows.setdefault(passage.note, _Flow()))
    numbers = {id(each): number for number, each in enumerate(passages)}

    def stretch(where: Where) -> Stretch:
        return numbers[id(where[0])], *where[1:]

    for flow in flows.values():
        _give_up(flow, flow.waiting)
    each = flows.values()
    return Marks(
        tuple((m, stretch(at), opens) for flow in each for m, at, opens in flow.lost),
        tuple((lang, m, stretch(at)) for flow in each for lang, m, at in flow.outer),
    )


def quotations(reading: Reading) -> Iterator[Diagnostic]:
    """Find marks and brackets that are never closed or never opened, and mixed styles."""
    outer: list[tuple[str, str, Where]] = []
    for each in reading.portions:
        for mark, stretch, opening in each.marks.lost:
            yield _unbalanced(reading, mark, each.place(stretch), opening=opening)
        outer += [(lang, mark, each.place(at)) for lang, mark, at in each.marks.outer]
    yield from _mixed(reading, outer)


def _unbalanced(
    reading: Reading, mark: str, where: Where, *, opening: bool
) -> Diagnostic:
    bracket = mark in _BRACKETS
    rule = rules.UNBALANCED_BRACKET if bracket else rules.UNBALANCED_QUOTE
    said = "is never closed" if opening else "closes nothing"
    what = "bracket" if bracket else "quotation mark"
    return reading.at(
        rule,
        where,
        f"the {what} {mark} {said}",
        hint="put in the other one, or take it out",
    )


def _read(passage: Passage, flow: _Flow) -> None:
    """Read one passage; what stays open waits until it is closed, or opened once more.

    A speech of several paragraphs repeats its mark at the beginning of each, in some
    languages the closing one; or it closes further on, without a mark in between.
    Verse and quotations set apart belong to the speech that they stand in. In a table a
    mark at the beginning of a cell may say "as above".
    """
    body = passage.sort in {Sort.PARAGRAPH, Sort.VERSE}
    before = [each for each in flow.waiting if body and _is_beside(each, passage)]
    around = [each for each in flow.waiting if body and _is_around(each, passage)]
    away = [each for each in flow.waiting if each not in before + around]
    open_here: list[_Open] = []
    ditto = _DITTO.match(passage.text) if passage.sort is Sort.CELL else None
    start = ditto.end() if ditto else 0
    if goes_on := _repeated(passage, before):
        open_here += [_Open(goes_on.mark, goes_on.closers, (passage, 0, 1))]
        before, start = [], 1
    for found in _MARKS.finditer(passage.text, start):
        where = (passage, found.start(), found.end())
        _meet(found[0], where, _Around(open_here, before, around), flow)
    if body:
        flow.waiting = away + around + before + open_here
    else:
        _give_up(flow, open_here)


def _is_beside(opened: _Open, passage: Passage) -> bool:
    """Tell whether a passage goes on with the text that a mark was opened in."""
    return opened.where[0].classes == passage.classes


def _is_around(opened: _Open, passage: Passage) -> bool:
    """Tell whether one of both is set apart inside the other."""
    one, other = sorted((opened.where[0].classes, passage.classes), key=len)
    return one != other and other[: len(one)] == one


def _repeated(passage: Passage, before: list[_Open]) -> _Open | None:
    """Find the mark that the first one of a passage repeats, if it does."""
    first = passage.text[:1]
    return next(
        (each for each in before if first and first in each.mark + each.closers and
         each.mark not in _BRACKETS),
        None,
    )  # fmt: skip


def _meet(mark: str, where: Where, open_: _Around, flow: _Flow) -> None:
    passage, at, _ = where
    lang = language_at(passage, at)
    if _closes(mark, open_.here):
        return
    earlier = open_.before + open_.around
    if mark in "’" and not any(each.mark in "‘‚" for each in earlier):
        return
    if _opens(mark, passage.text, at, lang):
        inside = any(o.mark not in _BRACKETS for o in open_.here + open_.around)
        if mark not in _BRACKETS and not inside:
            flow.outer.append((lang, mark, where))
        stale = [each for each in open_.before if each.mark == mark]
        _give_up(flow, stale)
        open_.before[:] = [each for each in open_.before if each not in stale]
        open_.here.append(_Open(mark, _closers(mark, lang), where))
        return
    if _closes(mark, open_.before) or _closes(mark, open_.around):
        return
    if mark == "’" or customs(lang).single == ("’", mark):
        return  # an apostrophe, or what closes a mark that may be one
    if _is_harmless(mark, passage.text, at):
        return
    flow.lost.append((mark, where, False))


def _opens(mark: str, text: str, at: int, lang: str) -> bool:
    """Tell whether a mark opens, in its language: “ does in English, and closes in German."""
    if mark in "([{「『":
        return True
    if mark in ")]}」』’":
        return False
    habit = customs(lang)
    pairs = (habit.outer, habit.inner, habit.single)
    opens = any(mark == pair[0] for pair in pairs)
    shuts = any(mark == pair[1] for pair in pairs)
    if opens is not shuts:
        return opens
    if mark in "«‹„‚" or (mark in "“‘" and not shuts):
        return not shuts or _stands_before_word(text, at)
    return _stands_before_word(text, at) if opens else False


def _stands_before_word(text: str, at: int) -> bool:
    before, after = text[at - 1 : at], text[at + 1 : at + 2]
    return (not before or not before.isalnum()) and (after.isalnum() or after in "…—")


def _closers(mark: str, lang: str) -> str:
    habit = customs(lang)
    own = "".join(
        pair[1] for pair in (habit.outer, habit.inner, habit.single) if pair[0] == mark
    )
    return own + _CLOSERS.get(mark, "")


_DEEPEST = 100  # open marks that are looked back at; no honest text has so many


def _closes(mark: str, opened: list[_Open]) -> bool:
    """Close the innermost mark that this one can close; what is inside it is forgotten.

    Only apostrophes taken for marks are forgotten that way; another mark inside is kept.
    """
    for index in reversed(range(max(0, len(opened) - _DEEPEST), len(opened))):
        if mark in opened[index].closers:
            del opened[index]
            return True
        if opened[index].mark not in "‘‚":
            return False
    return False


def _give_up(flow: _Flow, opened: Iterable[_Open]) -> None:
    """Note down what is never closed. A lone ‘ may be an apostrophe that was curled badly."""
    flow.lost += [(each.mark, each.where, True) for each in opened]


def _is_harmless(mark: str, text: str, at: int) -> bool:
    """Tell whether a closing bracket belongs to "a)", "1)" or a face."""
    before = text[max(0, at - 8) : at]
    return mark == ")" and bool(_LIST_MARK.search(before) or _FACE.search(before))


def _mixed(
    reading: Reading, outer: list[tuple[str, str, Where]]
) -> Iterator[Diagnostic]:
    """Find quotations in another style than nearly all of the same language."""
    by_lang: dict[str, dict[str, list[Where]]] = {}
    for lang, mark, where in outer:
        if where[0].sort is not Sort.CELL:
            by_lang.setdefault(lang, {}).setdefault(mark, []).append(where)
    for styles in by_lang.values():
        counts = Counter({mark: len(places) for mark, places in styles.items()})
        usual, number = counts.most_common(1)[0]
        for mark, places in styles.items():
            if mark != usual and len(places) <= FEW * number:
                yield reading.at(
                    rules.MIXED_QUOTES,
                    places[0],
                    f"a quotation opens with {mark}, and {number:,} others with "
                    f"{usual}{times(len(places))}",
                    hint=_elsewhere(reading, places, usual),
                )


def _elsewhere(reading: Reading, places: list[Where], usual: str) -> str:
    if len(places) == 1:
        return f"set it with {usual}, or say its language: [words]{{lang=…}}"
    return f"also at {reading.places(places[1:])}"
