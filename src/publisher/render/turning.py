"""Runs of words that go the other way: held together, so that print sets them in order.

WeasyPrint 70.0 leaves the order of letters to Pango, which sees one text at a time. Words
of a run that are a text each (one of them is emphasised, or a link) are set one after
another as if they were Latin. In an element of its own with a direction, their order is
turned. What belongs to a run is told as in the bidirectional algorithm of Unicode (UAX 9:
W1 to W7, N0 to N2); what has a direction of its own counts as one neutral sign (isolate).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby

from publisher.config import languages
from publisher.model import (
    Attributes,
    Code,
    Inline,
    LineBreak,
    NoteCall,
    Phrase,
    Reference,
    SoftBreak,
    Text,
)
from publisher.render.markup import Markup
from publisher.tree import walk

LEFT, RIGHT, NUMBER, NEUTRAL = "L", "R", "N", "-"
_OBJECT = "\ufffc"  # stands for what is not words, or has a direction of its own
_WORDS = re.compile(
    "[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff\U0001e800-\U0001efff]"
)
_TAG = re.compile("<[^>]*>")
_PAIRS = {"(": ")", "[": "]", "{": "}", "⟨": "⟩", "\u2066": "\u2069"}
_SOLID = {"L": LEFT, "R": RIGHT, "AL": RIGHT, "EN": NUMBER, "AN": NUMBER}


def way(attributes: Attributes, around: str) -> str:
    """Tell which way words go by their attributes: "ltr", "rtl", or "" if as around them.

    A language says it if nothing else does: Hebrew goes from right to left.
    """
    if attributes.dir or not attributes.lang:
        return attributes.dir
    own = languages.direction(attributes.lang)
    return own if own != around else ""


def in_order(nodes: Sequence[Inline], around: str) -> Sequence[Inline]:
    """Hold together each run that goes against `around` and is more than one node."""
    if len(nodes) == 1 or (around == "ltr" and _plainly_latin(nodes)):
        return nodes
    said = [_said(node) for node in nodes]
    ways = directions("".join(said), around)
    with_it = LEFT if around == "ltr" else RIGHT
    made = list(nodes)
    for start, end in reversed(list(_ranges([each != with_it for each in ways]))):
        _hold(made, said, start, end, "rtl" if around == "ltr" else "ltr")
    return made


def is_turned(words: str) -> bool:
    """Tell whether any letter of these is written from right to left."""
    return _WORDS.search(words) is not None


def is_apart(words: str, around: str) -> bool:
    """Tell whether words are Latin among words from right to left."""
    return around == "rtl" and not is_turned(words)


def apart(words: Markup, around: str) -> Markup:
    """Give the publisher's Latin words their own direction among words from the right."""
    if not is_apart(_TAG.sub("", words), around):
        return words
    return Markup('<span dir="ltr">{}</span>').format(words)


def directions(text: str, around: str) -> list[str]:
    """Tell of each character whether it goes with LEFT, RIGHT or, in RIGHT, is a NUMBER."""
    base = LEFT if around == "ltr" else RIGHT
    kinds = [unicodedata.bidirectional(each) for each in text]
    return _neutrals(text, _numbers(kinds, base), base)


def _plainly_latin(nodes: Sequence[Inline]) -> bool:
    """Tell soon that no run of several nodes can go from right to left."""
    texts = [node.value for node in nodes if isinstance(node, Text)]
    if any(map(_WORDS.search, texts)):
        return False
    others = [node for node in nodes if not isinstance(node, Text | SoftBreak)]
    return len(others) < 2 or not any(_WORDS.search(_said(each)) for each in others)


def _said(node: Inline) -> str:
    """Give a node as the letters that decide about directions."""
    match node:
        case Text(value=value) | Code(value=value):
            return value
        case SoftBreak():
            return " "
        case LineBreak():
            return "\u2029"
        case Phrase(attributes=Attributes(lang=lang, dir=turned)) if lang or turned:
            return _OBJECT
        case NoteCall() | Reference(children=()):
            return _OBJECT
        case _:
            return "".join(_inner(node)) or _OBJECT


def _inner(node: Inline) -> Iterator[str]:
    isolated = (Phrase, NoteCall)
    for each in walk((node,), into=lambda inner: not isinstance(inner, isolated)):
        if isinstance(each, Text | Code | SoftBreak):
            yield _said(each)
        elif isinstance(each, isolated):
            yield _OBJECT


def _numbers(kinds: Sequence[str], base: str) -> list[str]:
    """Resolve marks, figures and what stands between and beside figures (W1 to W7)."""
    made: list[str] = []
    for kind in kinds:  # a mark goes with its letter
        made.append((made[-1] if made else "ON") if kind == "NSM" else kind)
    _arabic(made)
    for at in range(1, len(made) - 1):  # "14:30", "1+2"
        before, after = made[at - 1], made[at + 1]
        between = ("EN",) if made[at] == "ES" else ("EN", "AN")
        if made[at] in {"CS", "ES"} and before == after and before in between:
            made[at] = before
    for step in (1, -1):  # "5 %" and "$5": signs beside figures
        last = ""
        for at in range(len(made))[::step]:
            made[at] = "EN" if made[at] == "ET" and last == "EN" else made[at]
            last = made[at]
    strong = base
    for at, kind in enumerate(made):  # figures after Latin go with it
        strong = _SOLID[kind] if kind in {"L", "R", "AL"} else strong
        if kind == "B":
            strong = base
        made[at] = LEFT if kind == "EN" and strong == LEFT else _SOLID.get(kind, kind)
    return [each if each in {LEFT, RIGHT, NUMBER, "B"} else NEUTRAL for each in made]


def _arabic(kinds: list[str]) -> None:
    """Take figures after Arabic letters for Arabic figures (W2)."""
    strong = ""
    for at, kind in enumerate(kinds):
        if kind in {"L", "R", "AL", "B"}:
            strong = kind
        elif kind == "EN" and strong == "AL":
            kinds[at] = "AN"


def _neutrals(text: str, kinds: list[str], base: str) -> list[str]:
    """Resolve brackets by what they hold, and spaces and points by what is around."""
    made = list(kinds)
    for start, end in _brackets(text):
        made[start] = made[end] = _bracket(made, start, end, base) or made[start]
    before, at = base, 0
    while at < len(made):
        if made[at] not in {NEUTRAL, "B"}:
            before, at = _as_strong(made[at]), at + 1
            continue
        end = at
        while end < len(made) and made[end] == NEUTRAL:
            end += 1
        if end == at:  # a line that ends
            made[at], before, at = base, base, at + 1
            continue
        after = _as_strong(made[end]) if end < len(made) and made[end] != "B" else base
        made[at:end] = [before if before == after else base] * (end - at)
        at = end
    return made


def _as_strong(kind: str) -> str:
    return RIGHT if kind == NUMBER else kind


def _brackets(text: str) -> list[tuple[int, int]]:
    """Find pairs of brackets, in the order of their first ones."""
    open_, pairs = [], []
    for at, character in enumerate(text):
        if character in _PAIRS:
            open_.append((at, _PAIRS[character]))
        elif any(character == closing for _, closing in open_):
            while open_[-1][1] != character:
                open_.pop()
            pairs.append((open_.pop()[0], at))
    return sorted(pairs)


def _bracket(made: list[str], start: int, end: int, base: str) -> str:
    """Say which way a pair goes; "" if nothing in it says so (N0)."""
    held = {_as_strong(each) for each in made[start + 1 : end]} & {LEFT, RIGHT}
    if not held:
        return ""
    if base in held:
        return base
    before = (_as_strong(each) for each in reversed(made[:start]))
    context = next((each for each in before if each in {LEFT, RIGHT}), base)
    return context if context in held else base


def _ranges(flags: Sequence[bool]) -> Iterator[tuple[int, int]]:
    at = 0
    for flag, group in groupby(flags):
        end = at + sum(1 for _ in group)
        if flag:
            yield at, end
        at = end


def _hold(nodes: list[Inline], said: list[str], start: int, end: int, way: str) -> None:
    """Put what stands from `start` to `end` into one phrase, if it is more than a node.

    A node that goes on beyond the run is parted if it is text, and else left out.
    """
    starts = [sum(map(len, said[:at])) for at in range(len(said) + 1)]
    first = next(at for at in range(len(said)) if starts[at + 1] > start)
    last = next(at for at in range(len(said)) if starts[at + 1] >= end)
    head, tail = start - starts[first], end - starts[last]
    if head and not isinstance(nodes[first], Text):
        first, head = first + 1, 0
    if tail < len(said[last]) and not isinstance(nodes[last], Text):
        last, tail = last - 1, len(said[last - 1])
    if last <= first:
        return
    run, around = list(nodes[first : last + 1]), [[], []]  # type: ignore[var-annotated]
    if tail < len(said[last]):
        run[-1], rest = _parted(run[-1], tail)
        around[1] = [rest]
    if head:
        rest, run[0] = _parted(run[0], head)
        around[0] = [rest]
    attributes = Attributes(dir=way)
    held = Phrase(children=tuple(run), attributes=attributes, span=run[0].span)
    nodes[first : last + 1] = [*around[0], held, *around[1]]
    said[first : last + 1] = [*map(_said, around[0]), _OBJECT, *map(_said, around[1])]


def _parted(node: Inline, at: int) -> tuple[Inline, Inline]:
    assert isinstance(node, Text)
    return replace(node, value=node.value[:at]), replace(node, value=node.value[at:])
