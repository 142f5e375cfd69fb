"""What is asked of a worker, and what it makes of it: one unit to set, one unit set."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from publisher.artifacts import Evenness, PrintUnit
from publisher.diagnostics import Diagnostic
from publisher.layout.faults.fault import Fault
from publisher.layout.unitmap import UnitMap
from publisher.pickling import quicken


@dataclass(frozen=True, slots=True)
class Entry:
    """Where a unit begins."""

    side: str  # "recto" or "verso"
    number: int  # of its first page, as the folio counts
    roman: bool = False  # how the folios are written


@dataclass(frozen=True, slots=True)
class Job:
    """A unit with room for its page numbers, and where it begins."""

    unit: PrintUnit
    entry: Entry
    plates: str = ""  # key of the plates of its last setting, "" if none are kept
    markup: str = ""  # digest of its markup, if that was taken
    passing: bool = (
        False  # its gist is enough: most likely it is not asked for in the end
    )


@dataclass(frozen=True, slots=True)
class Gist:
    """Of a unit in type what has to be known while others are set."""

    count: int  # pages
    anchors: Mapping[str, int]  # id in the markup → first page it stands on, from 1
    rigid: bool  # its page numbers cannot be changed: it must be set with the true ones


@dataclass(frozen=True, slots=True)
class Setting:
    """A unit in type: all that is known of its pages but the pages themselves."""

    html: str = field(repr=False)  # in the order in which it stands on the pages
    map: UnitMap = field(repr=False)
    said: tuple[str, ...]  # WeasyPrint's complaints
    width: float  # of the trimmed page, in pt
    height: float
    rigid: bool  # its page numbers cannot be changed: it must be set with the true ones
    faults: tuple[Fault, ...] = ()  # of its pages, for the eye
    evenness: Evenness = field(default_factory=Evenness)

    @property
    def gist(self) -> Gist:
        """Give what has to be known of it while others are set."""
        return Gist(len(self.map.pages), self.map.anchors, self.rigid)


@dataclass(frozen=True, slots=True)
class Facts:
    """What setting a book needs to have said once, whatever its text."""

    found: tuple[Diagnostic, ...]  # what its style sheets get wrong
    characters: frozenset[int]  # code points that some font has


quicken(globals())
