"""The structure of a finished PDF, held against the one the manuscript makes.

Those who hear the book meet its structure and not its pages: what each thing is, what is
said for a picture, in which language, and what belongs to nothing (ISO 32000-2, 14.7).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import partial
from pathlib import Path, PurePosixPath

from pikepdf import Array, Dictionary, Object, Page, Pdf, Stream

from publisher import rules
from publisher.artifacts import PageMap
from publisher.check.finished.placing import on
from publisher.check.press.fonts import Fonts
from publisher.check.press.graphics import Mark
from publisher.check.press.marks import marks
from publisher.check.sheets import content
from publisher.diagnostics import Diagnostic, Span
from publisher.points import Points

HINT = "build again; corrections belong in the manuscript, not in the PDF"
_OF_A_SAVE = ("Date", "}Producer", "}PDFVersion", "}InstanceID")
DEEPEST = 60  # elements inside each other
MOST = 20  # differences that are told, one by one
_MARKS = re.compile(rb"^(?:/\S+ (?:<<.*?>> BDC|/\S+ BDC|BMC)|EMC)(?=\n|$)", re.M)

_WORDS = {
    "Table": "a table", "TR": "a row of a table", "TH": "a head of a table",
    "TD": "a cell of a table", "Figure": "a picture", "Caption": "a caption",
    "L": "a list", "LI": "an item of a list", "P": "a paragraph", "Link": "a link",
    "Note": "a note", "FENote": "a note", "Reference": "a call of a note",
    "TOC": "the contents", "TOCI": "a line of the contents", "BlockQuote": "a quotation",
    **{f"H{rank}": "a heading" for rank in range(1, 7)},
}  # fmt: skip
_SAID = {
    "/Alt": "what is said for it to those who do not see it (Alt)",
    "/ActualText": "how its letters are read (ActualText)",
    "/Lang": "its language (Lang)",
    "/E": "what it is short for (E)",
    "/A": "what it is, as head, list or picture (A)",
    "/ID": "its name (ID)",
}
_OF_THE_FILE = {
    "/MarkInfo": "that it has a structure (MarkInfo)",
    "/Lang": "its language (Lang)",
    "/ViewerPreferences": "that its title is shown (ViewerPreferences)",
    "/OutputIntents": "what its colours mean (OutputIntents)",
}


@dataclass(frozen=True, slots=True)
class Tag:
    """One element: what it is, what is said of it, and where its words stand."""

    depth: int
    role: str
    said: tuple[tuple[str, str], ...]
    kids: tuple[tuple[int, int], ...]  # page, number of its marked content

    @property
    def name(self) -> str:
        """Say what it is."""
        return _WORDS.get(self.role, f"an element ({self.role})")


def tags_as_made(old: Pdf, new: Pdf, path: Path, pages: PageMap) -> list[Diagnostic]:
    """Say where the structure of a finished file is not the one made of the manuscript."""
    return list(_compared(old, new, path, pages))


def _compared(old: Pdf, new: Pdf, path: Path, pages: PageMap) -> Iterator[Diagnostic]:
    whole = partial(rules.TAGS_DIFFER.at, Span(PurePosixPath(path.name), 1), hint=HINT)
    for key, words in _OF_THE_FILE.items():
        if _plain(new.Root.get(key)) != _plain(old.Root.get(key)):
            yield whole(f"{path.name} does not say {words}, or says something else")
    if _claims(new) != _claims(old):
        words = "what it is and what it keeps to (Metadata)"
        yield whole(f"{path.name} does not say {words}, or says something else")
    if "/StructTreeRoot" not in new.Root:
        return
    if "/StructTreeRoot" not in old.Root:
        yield whole(
            f"{path.name} has no structure, for those who hear it (StructTreeRoot)"
        )
        return
    roles = [_plain(each.Root.StructTreeRoot.get("/RoleMap")) for each in (new, old)]
    if roles[0] != roles[1]:
        yield whole(f"{path.name} says otherwise what its elements are (RoleMap)")
    if len(new.pages) == len(old.pages):
        places = _Places(new, pages, path)
        yield from _tags(list(_tags_of(old)), list(_tags_of(new)), places)
        yield from _marking(old, new, places)


def _claims(pdf: Pdf) -> dict[str, str]:
    """Read what a file says of itself, but for who saved it and when."""
    said = pdf.open_metadata(set_pikepdf_as_editor=False, update_docinfo=False)
    return {key: str(said[key]) for key in said if not key.endswith(_OF_A_SAVE)}


def _plain(held: Object | None, depth: int = 0) -> object:
    """Give a value by what it says, however it is kept in the file."""
    if depth > DEEPEST:
        return ""
    if isinstance(held, Stream):
        return held.read_bytes()
    if isinstance(held, Dictionary):
        return sorted((key, _plain(value, depth + 1)) for key, value in held.items())
    if isinstance(held, Array):
        return [_plain(each, depth + 1) for each in list(held)]
    return str(held)


class _Places:
    """Where elements stand: in the manuscript, by their words on the pages as made."""

    def __init__(self, made: Pdf, pages: PageMap, path: Path) -> None:
        self.made, self.pages, self.path = made, pages, path
        self.points, self.fonts = Points(pages), Fonts()
        self._read: dict[int, list[Mark]] = {}

    def of(self, page: int, number: int = -1) -> Span:
        """Find what was written where some marked content of a page stands."""
        sheet = self.made.pages[page - 1]
        if page not in self._read:
            self._read[page] = marks(sheet.obj, self.fonts)
        here = next((e for e in self._read[page] if e.content == number >= 0), None)
        if here is None:
            return self.points.on(page)
        left, _, _, top = map(float, sheet.trimbox)
        x, y = (
            (here.box.left + here.box.right) / 2,
            (here.box.lower + here.box.upper) / 2,
        )
        return self.points.on(page, x - left, top - y)

    def finding(self, page: int, number: int, message: str) -> Diagnostic:
        """Make a finding about some marked content of a page."""
        words = f"{on(self.pages, page)} of {self.path.name}: {message}"
        return rules.TAGS_DIFFER.at(self.of(page, number), words, HINT)


def _tags_of(pdf: Pdf) -> Iterator[Tag]:
    """Yield the elements of a file in the order of the book, each once.

    In a file that others have changed kids may be missing, or be anything at all.
    """
    numbers = {page.obj.objgen: n for n, page in enumerate(pdf.pages, 1)}
    root = pdf.Root.StructTreeRoot.get("/K", Array())
    top = [each for each in _listed(root) if isinstance(each, Dictionary)]
    pending = [(each, 0, 0) for each in reversed(top)]
    met = set[tuple[int, int]]()
    while pending:
        element, depth, above = pending.pop()
        if element.objgen in met:
            continue
        if element.is_indirect:
            met.add(element.objgen)
        page = numbers.get(element.Pg.objgen, above) if "/Pg" in element else above
        kids, below = _kids(element, page, numbers)
        said = ((key, str(_plain(element[key]))) for key in _SAID if key in element)
        role = str(element.get("/S", "")).lstrip("/")
        yield Tag(depth, role, tuple(said), tuple(kids))
        if depth < DEEPEST:
            pending += [(each, depth + 1, page) for each in reversed(below)]


def _kids(
    element: Dictionary, page: int, numbers: Mapping[tuple[int, int], int]
) -> tuple[list[tuple[int, int]], list[Dictionary]]:
    """Give the marked content of an element, by page and number, and the elements in it."""
    kids, below = [], []
    for kid in _listed(element.get("/K", Array())):
        if isinstance(kid, int):
            kids.append((page, kid))
        elif isinstance(kid, Dictionary) and "/S" in kid:
            below.append(kid)
        elif isinstance(kid, Dictionary) and "/MCID" in kid:
            own = numbers.get(kid.Pg.objgen, page) if "/Pg" in kid else page
            kids.append((own, int(kid.MCID)))
    return kids, below


def _listed(held: Object) -> list[Object | int | None]:
    return list(held) if isinstance(held, Array) else [held]


def _tags(there: list[Tag], made: list[Tag], places: _Places) -> Iterator[Diagnostic]:
    """Tell, one by one, which elements are missing, others, or say something else."""
    begin = 0
    while begin < min(len(made), len(there)) and made[begin] == there[begin]:
        begin += 1
    end = 0
    while (
        end < min(len(made), len(there)) - begin and made[-1 - end] == there[-1 - end]
    ):
        end += 1
    new, old = made[begin : len(made) - end], there[begin : len(there) - end]
    told = 0
    for kind, a, b, c, d in SequenceMatcher(None, new, old, False).get_opcodes():
        if kind == "equal" or told >= MOST:
            continue
        told += 1
        at = begin + (a if a < b else max(a - 1, 0))
        other = old[c] if c < d else None
        lost = new[a] if a < b else None
        yield places.finding(*_first(made, at), _difference(lost, other))


def _difference(lost: Tag | None, other: Tag | None) -> str:
    if lost is None:
        assert other is not None
        return f"the structure has {other.name} here that the book has not"
    if other is None or (lost.depth != other.depth and lost.role != other.role):
        return f"{lost.name} is missing in the structure"
    if lost.role != other.role:
        return f"{lost.name} is called {other.name} in the structure"
    said, heard = dict(lost.said), dict(other.said)
    differ = [key for key in _SAID if said.get(key) != heard.get(key)]
    if differ:
        return f"{lost.name} has lost {_SAID[differ[0]]}, or it is another"
    return f"{lost.name} holds other words in the structure"


def _first(made: list[Tag], at: int) -> tuple[int, int]:
    """Find words of an element, or of the first below or after it that has any."""
    found = (tag.kids[0] for tag in made[at:] if tag.kids)
    return next(found, (1, -1))


def _marking(old: Pdf, new: Pdf, places: _Places) -> Iterator[Diagnostic]:
    """Tell where words on a page are marked otherwise: as nobody's, or somebody else's."""
    for number, (there, made) in enumerate(zip(old.pages, new.pages, strict=True), 1):
        was, now = _marked(made), _marked(there)
        if was != now:
            differ = (
                n for n, (a, b) in enumerate(zip(was, now, strict=False)) if a != b
            )
            first = next(differ, min(len(was), len(now)))
            said = re.search(rb"/MCID (\d+)", was[first] if first < len(was) else b"")
            message = "words on it are marked as other than what they are"
            yield places.finding(number, int(said[1]) if said else -1, message)


def _marked(page: Page) -> list[bytes]:
    return _MARKS.findall(content(page))
