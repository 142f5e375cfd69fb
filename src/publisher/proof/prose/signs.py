"""Single signs: straight quotes, hyphens for dashes, spaces beside marks, marks twice."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from operator import itemgetter

from publisher import rules
from publisher.customs import customs
from publisher.diagnostics import Diagnostic
from publisher.passages import THING, Passage, Sort
from publisher.proof.prose.reading import Reading
from publisher.proof.prose.stretches import language_at
from publisher.proof.prose.tongues import base
from publisher.rules import Rule

_ADDRESS = re.compile(
    r"(?<![a-z0-9+.-])[a-z][a-z0-9+.-]*:/\S+|www\.\S+"
    r"|(?<!\S)\S{1,200}(?:@\S+|\.(?:com|org|net|md)\b)"
)

_STRAIGHT = re.compile(r"[\"'`´]")
_RANGE = re.compile(r"(?<![\w./:-])(\d{1,4})-(\d{1,4})(?![\w/:-])(?!\.\d)")
_DASH_LIKE = re.compile(r"[ \u00a0\u202f]-(?=[ \u00a0\u202f])")
_DIALOGUE = re.compile(r"-[ \u00a0\u202f](?=[^\W\d_])")
_SPACE_BEFORE = re.compile(
    r"(?<![ \u00a0\u202f\u2009])[ \u00a0\u202f\u2009]+([,.;:!?)\]])"
)
_SPACE_BEHIND = re.compile(r"((?<![^\s(\[“„—–-])[“‘„]|[(\[])[ \u00a0]+(?=\w)")
_SPACE_CLOSING = re.compile(r"(?<=[\w.,!?])[ ]+(”)(?!\w)")
_NO_SPACE = re.compile(r"([,;:!?])[^\W\d_]{2}|(\.)[A-ZА-ЯЁÀ-Þ][^\W\d_A-ZА-Я]")
_TWICE = re.compile(r",{2,}|;{2,}|:{2,}|\.\.(?![.…])|[,;:]\.(?!\.)|\.,(?=\w)")
_BEFORE = tuple(f" {mark}" for mark in ",.;:!?)]")
_BEHIND = tuple(f"{mark} " for mark in "([“‘„")
_PAIRS = (",,", ";;", "::", "..", ",.", ";.", ":.", ".,")
_HIGH_MARKS = ";:!?"

_Sign = tuple[Rule, int, int, str, str]


def signs(reading: Reading) -> Iterator[Diagnostic]:
    """Find signs that were typed in haste; web addresses have their own."""
    for passage in reading.passages:
        found = list(_signs_of(passage)) if passage.text else []
        if not found:
            continue
        away = [address.span() for address in _ADDRESS.finditer(passage.text)]
        for rule, start, end, message, hint in found:
            address = bisect_right(away, start, key=itemgetter(0)) - 1
            if address < 0 or start >= away[address][1]:
                yield reading.at(rule, (passage, start, end), message, hint)


def _signs_of(passage: Passage) -> Iterator[_Sign]:
    text = passage.text
    for found in _STRAIGHT.finditer(text):
        message = f"the mark {found[0]} is typed straight and was not set"
        if found[0] in "`´":
            message = f"the accent {found[0]} stands where a quotation mark belongs"
        yield (
            rules.STRAIGHT_QUOTE,
            *found.span(),
            message,
            "type the mark that is meant",
        )
    if passage.sort is Sort.CELL:
        return
    if "-" in text:
        yield from _hyphens(passage)
        yield from _ranges(passage)
    plain = text.replace("\u00a0", " ").replace("\u202f", " ")
    if any(pair in plain for pair in _BEFORE):
        yield from _spaces_before(passage)
    if any(pair in plain for pair in _BEHIND) or " ”" in text:
        yield from _spaces_inside(passage)
    yield from _no_spaces(text)
    if any(pair in text for pair in _PAIRS):
        yield from _twice(text)


# ---------------------------------------------------------------- hyphens


def _hyphens(passage: Passage) -> Iterator[_Sign]:
    """Find hyphens between spaces, and those that begin a speech."""
    text = passage.text
    places = [found.start() + 1 for found in _DASH_LIKE.finditer(text)]
    if _DIALOGUE.match(text):
        places.insert(0, 0)
    for at in places:
        sides = (
            text[max(0, at - 9) : at].rstrip()[-1:],
            text[at + 1 : at + 9].lstrip()[:1],
        )
        if not (sides[0].isdigit() and sides[1].isdigit()):
            hint = "type -- for a short dash, --- for a long one"
            message = "a hyphen stands where a dash belongs"
            yield rules.HYPHEN_DASH, at, at + 1, message, hint


def _ranges(passage: Passage) -> Iterator[_Sign]:
    """Find hyphens from one number to a higher one, as of pages or years."""
    for found in _RANGE.finditer(passage.text):
        low, high = int(found[1]), int(found[2])
        if low < high or (high and len(found[2]) < len(found[1])):
            message = f"a hyphen stands in the range {found[0]}"
            hint = f"type {found[1]}--{found[2]}"
            yield rules.HYPHEN_DASH, found.end(1), found.end(1) + 1, message, hint


# ---------------------------------------------------------------- spaces


def _spaces_before(passage: Passage) -> Iterator[_Sign]:
    """Find spaces before marks, in languages that have none there.

    Dots that stand apart on purpose are left: ". . ." and ".5".
    """
    text = passage.text
    for found in _SPACE_BEFORE.finditer(text):
        before = text[found.start() - 1 : found.start()]
        behind = text[found.end() : found.end() + 2]
        lang = base(language_at(passage, found.start()))
        if found[1] in _HIGH_MARKS and lang in {"fr", "br"}:
            continue
        apart = before in {"", "\n", ".", "…", THING} or behind[:1] in {"."}
        if apart or (
            found[1] == "." and (behind[:2].strip()[:1] == "." or behind[:1].isalnum())
        ):
            continue
        if found[1] in ":;" and behind[:1] in {"-", ")", "("}:
            continue  # a face
        message = f'a space stands before "{found[1]}"'
        yield rules.MARK_SPACING, *found.span(), message, "take the space out"


def _spaces_inside(passage: Passage) -> Iterator[_Sign]:
    """Find spaces inside brackets and quotation marks; “ closes in some languages."""
    for pattern, side in ((_SPACE_BEHIND, 0), (_SPACE_CLOSING, 1)):
        for found in pattern.finditer(passage.text):
            habit = customs(language_at(passage, found.start()))
            pairs = (habit.outer, habit.inner, habit.single)
            if found[1] in "“‘„”" and any(found[1] == pair[1 - side] for pair in pairs):
                continue
            message = f'a space stands {("behind", "before")[side]} "{found[1]}"'
            yield rules.MARK_SPACING, *found.span(), message, "take the space out"


def _no_spaces(text: str) -> Iterator[_Sign]:
    for found in _NO_SPACE.finditer(text):
        at = found.start()
        word = re.search(r"[^\W\d_]*$", text[max(0, at - 20) : at])
        if word and len(word[0]) >= 2 and not (found[2] and word[0].istitle()):
            message = f'no space follows "{text[at]}"'
            yield rules.MARK_SPACING, at, at + 1, message, "put a space in"


def _twice(text: str) -> Iterator[_Sign]:
    """Find marks that stand together; in Russian "!.." and "?.." are one mark."""
    for found in _TWICE.finditer(text):
        before = text[found.start() - 1 : found.start()]
        if found[0] == ".." and before in {".", "…", "!", "?", ""}:
            continue
        message = f'the marks "{found[0]}" stand together'
        yield rules.MARK_SPACING, *found.span(), message, "keep the one that is meant"
