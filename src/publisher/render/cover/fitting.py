"""How large the words of a cover can be: as a design wants them, or less where room lacks.

Widths are guessed by kinds of letters, rather too wide than too narrow, since no font is at
hand where markup is made. What does not fit all the same is refused when the cover is read
back.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from unicodedata import category, east_asian_width

from publisher.bookinfo import BookInfo, Person
from publisher.wraps import Wrap

MM = 72 / 25.4
LEAST = 9.0  # pt: smaller words on a front are none
STEP = 0.5  # pt

NBSP = "\u00a0"
KEPT = 0.7  # of a design's size, under which names are rather broken than set smaller

_NARROW = frozenset("iljftI.,:;'’!|()- \u00a0")
_WIDE = frozenset("mwMWЖЮШЩМжюшщм")


@dataclass(frozen=True, slots=True)
class Room:
    """What a design leaves for some words, and how it sets them."""

    width: float  # mm
    height: float  # mm
    largest: float  # pt
    leading: float = 1.15  # from line to line, times the size
    broad: float = 1.0  # how much wider letters are than those of a book face


def rooms(
    kind: str, width: float, height: float, *, picture: bool
) -> Mapping[str, Room]:
    """Give the rooms for title, subtitle and authors on a front of some size, in mm."""
    if kind == "modern":
        across, low = width - 26, 0.10 if picture else 0.3
        return {
            "title": Room(across, 0.4 * height - 24, 40, 1.06, 1.12),
            "subtitle": Room(across, low * height - 5, 14, 1.35, 1.05),
            "author": Room(across, 0.22 * height - 28, 17, 1.3, 1.12),
        }
    if kind == "picture":
        across, half = width - 28, 0.21 * height
        return {
            "title": Room(across, half - 14, 40, 1.1),
            "subtitle": Room(across, half - 29, 12.5, 1.28),
            "author": Room(across, 12, 14, 1.2, 1.4),
        }
    across, face = width - 36, height - 20
    return {
        "title": Room(across, 0.23 * face, 38, 1.12),
        "subtitle": Room(across, (0.07 if picture else 0.16) * face, 15, 1.34),
        "author": Room(across, 0.3 * face - 22, 15, 1.34, 1.5),
    }


def fitted(words: str, room: Room) -> float:
    """Give the size in pt at which words fit their room, the largest of the design."""
    size = room.largest
    while size > LEAST and not _fit(words, room, size):
        size -= STEP
    return size


def _fit(words: str, room: Room, size: float) -> bool:
    wide = room.width * MM / size / room.broad  # em
    tall = lines(words, wide) * size * room.leading
    longest = max(map(breadth, words.split(" ")), default=0.0)
    return longest <= wide and tall <= room.height * MM


def lines(words: str, wide: float) -> int:
    """Guess how many lines words fill that are broken at so many em."""
    count, at = 1, 0.0
    for piece in words.split(" "):
        if at and at + breadth(" ") + breadth(piece) > wide:
            count, at = count + 1, 0.0
        at += breadth(piece) + (breadth(" ") if at else 0.0)
    return count


def names(people: Sequence[str], room: Room) -> str:
    """Name people in a row whose lines end between names, where room is for that."""
    kept = ", ".join(each.replace(" ", NBSP) for each in people)
    return kept if fitted(kept, room) >= KEPT * room.largest else ", ".join(people)


def breadth(words: str) -> float:
    """Guess how wide words are, in em of a book face."""
    return sum(map(_letter, words))


def _letter(letter: str) -> float:
    if letter in _NARROW:
        return 0.3
    if letter in _WIDE:
        return 0.88
    if east_asian_width(letter) in "WF":
        return 1.0
    kind = category(letter)
    if kind == "Mn":
        return 0.0
    if kind in ("Lu", "Lt"):
        return 0.7
    return 0.5 if letter < "\u0370" else 0.58


# ------------------------------------------------------------------ the spine

ENDS = 14.0  # mm from head and foot
GAP = 6.0  # mm between words of two kinds
LARGEST = 5.2  # mm
SHRUNK = 0.7  # of the largest size, before anything is left out
TITLE, HOUSE = 1.12, 0.8  # times the size of the author


@dataclass(frozen=True, slots=True)
class Spine:
    """The words of a spine: authors, title, house; their size, and the place of the title."""

    authors: str
    title: str
    house: str
    size: float  # mm
    house_size: float  # mm
    before: float  # mm: from the head to where the title may begin
    behind: float  # mm: from where it must end to the foot


def spine(info: BookInfo, authors: Sequence[Person], wrap: Wrap, least: float) -> Spine:
    """Choose what a spine says, and how large: all of it, or less where room lacks.

    First the house goes, then authors' first names, then the authors; the title stays.
    Only then is all set much smaller than the spine is wide. `least` is the smallest type
    in pt.
    """
    largest = min(wrap.spine_words, LARGEST)
    smallest = min(largest, least / MM)
    said = list(_ever_less(info, authors))
    broad = 1.12 if info.cover_design.kind == "modern" else 1.0
    for who, house, floor in (
        *((*each, max(smallest, SHRUNK * largest)) for each in said),
        *((*each, smallest) for each in reversed(said)),
    ):
        size = largest
        while size >= floor:
            made = _spine(who, info.title, house, size, smallest, broad)
            room = wrap.height - made.before - made.behind
            if breadth(info.title) * TITLE * size * broad <= room:
                return _centred(made, wrap, broad)
            size -= 0.1
    return _spine(*said[-1][:1], info.title, "", smallest, smallest, broad)


def _ever_less(info: BookInfo, authors: Sequence[Person]) -> Iterator[tuple[str, str]]:
    house = info.publisher or ""
    yield ", ".join(each.name for each in authors), house
    yield ", ".join(each.name for each in authors), ""
    yield ", ".join(map(_surname, authors)), ""
    yield "", ""


def _surname(of: Person) -> str:
    """Give the name someone is sorted under ("Le Guin, Ursula"), or their last word."""
    return of.file_as.partition(",")[0].strip() or of.name.split()[-1]


def _spine(
    authors: str, title: str, house: str, size: float, least: float, broad: float
) -> Spine:
    small = max(HOUSE * size, least)
    who, where = breadth(authors) * size * broad, breadth(house) * small * broad
    before = ENDS + (who + GAP if authors else 0.0)
    behind = ENDS + (where + GAP if house else 0.0)
    return Spine(authors, title, house, size, small, before, behind)


def _centred(made: Spine, wrap: Wrap, broad: float) -> Spine:
    """Have the title stand in the middle of the spine, where it can."""
    long = breadth(made.title) * TITLE * made.size * broad
    side = max(made.before, made.behind)
    if long > wrap.height - 2 * side:
        return made
    return Spine(
        made.authors, made.title, made.house, made.size, made.house_size, side, side
    )
