"""What a browser asks to have written down, judged before anything is done with it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from publisher.proof.corrections import State

LONGEST = 20_000  # characters of anything that a reader writes
NAME = 80
AROUND = 1000  # characters beside words of the EPUB


class Deed(StrEnum):
    """What is to become of the selected words."""

    COMMENT = "comment"
    REPLACE = "replace"
    STRIKE = "strike"
    INSERT = "insert"  # behind them


class Refused(Exception):  # noqa: N818 no fault of the program's own
    """It cannot be written down; the message is for the reader."""


@dataclass(frozen=True, slots=True, order=True)
class Spot:
    """A word on the pages: pages count from 1, words on a page from 0."""

    page: int
    word: int


@dataclass(frozen=True, slots=True)
class Aside:
    """Words that are in the EPUB alone, and what is around them there."""

    before: str
    words: str
    after: str
    page: int  # the printed page that is beside them; 0 for none


@dataclass(frozen=True, slots=True)
class Slip:
    """A correction as a reader wrote it."""

    key: str  # made by the browser: the same slip sent twice is one correction
    build: int
    deed: Deed
    reader: str
    words: str  # that are to stand there
    remark: str
    where: tuple[Spot, Spot] | Aside


@dataclass(frozen=True, slots=True)
class Verdict:
    """What is to become of a correction, and which state its reader saw it in."""

    state: State
    reader: str
    reason: str
    seen: str


def slip(told: Mapping[str, Any]) -> Slip:
    """Read a correction. Raises Refused where it lacks something."""
    try:
        deed = Deed(str(told.get("kind")))
    except ValueError:
        raise Refused("that is no kind of correction") from None
    beside = told.get("aside")
    where = _ends(told) if beside is None else aside(beside)
    made = Slip(
        key=_words(told, "key", NAME),
        build=_count(told.get("build")),
        deed=deed,
        reader=_reader(told),
        words=_words(told, "words"),
        remark=_words(told, "remark"),
        where=where,
    )
    if deed in {Deed.REPLACE, Deed.INSERT} and not made.words:
        raise Refused("write the words that are to stand there")
    if deed is Deed.COMMENT and not made.remark:
        raise Refused("write what is to be said")
    return made


def aside(told: object) -> Aside:
    """Read words that are in the EPUB alone. Raises Refused where there are none."""
    if not isinstance(told, dict):
        raise Refused("no words are selected")
    around = [_words(told, name, AROUND, strip=False) for name in ("before", "after")]
    words = _words(told, "words")
    if not words:
        raise Refused("no words are selected")
    return Aside(around[0], words, around[1], _count(told.get("page", 0)))


def verdict(told: Mapping[str, Any]) -> Verdict:
    """Read what is to become of a correction. Raises Refused where it lacks something."""
    try:
        state = State(str(told.get("state")))
    except ValueError:
        raise Refused("that is no state of a correction") from None
    reason = _words(told, "reason")
    if state is State.DECLINED and not reason:
        raise Refused("say why it is declined")
    return Verdict(state, _reader(told), reason, _words(told, "seen"))


def _reader(told: Mapping[str, Any]) -> str:
    reader = " ".join(_words(told, "reader", NAME).split())
    if not reader:
        raise Refused("say who you are")
    return reader


def _ends(told: Mapping[str, Any]) -> tuple[Spot, Spot]:
    begin, end = _spot(told.get("from")), _spot(told.get("to"))
    if not begin <= end or end.page - begin.page > 1:
        raise Refused("select words of one page, or of two that follow one another")
    return begin, end


def _words(
    told: Mapping[str, Any], name: str, most: int = LONGEST, *, strip: bool = True
) -> str:
    value = told.get(name, "")
    if not isinstance(value, str):
        raise Refused(f"{name} are not words")
    if len(value) > most:
        raise Refused(f"that is too long: at most {most:,} characters")
    lines = value.replace("\r\n", "\n").replace("\r", "\n")
    plain = (each for each in lines if each in "\n\t" or each.isprintable())
    kept = "".join(plain)
    return kept.strip() if strip else kept


def _spot(value: object) -> Spot:
    if not isinstance(value, dict):
        raise Refused("no words are selected")
    return Spot(_count(value.get("page")), _count(value.get("word")))


def _count(value: object) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or value < 0:
        raise Refused("no words are selected")
    return value
