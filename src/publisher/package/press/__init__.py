"""From pages in the colours of a screen to a file that a press accepts.

The linker's print file holds what is printed and nothing else, in sRGB. Here its colours
become inks, its pictures too; what shines through is kept or flattened as the standard
allows; and it says which standard and printing condition it is made for (ISO 15930-7,
PDF/X-4; ISO 15930-1, PDF/X-1a:2001). Same input, same bytes.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import pikepdf
from pikepdf import Name, ObjectStreamMode, Page, Pdf

from publisher import rules
from publisher.artifacts import Artifact, PageMap
from publisher.bookinfo import BookInfo, PrintSettings
from publisher.diagnostics import Diagnostic
from publisher.package.press import identity, pictures, sheets
from publisher.package.press.colours import Inks, Spots, Three
from publisher.package.press.conditions import CONDITIONS
from publisher.package.press.memory import Memory
from publisher.package.press.resources import (
    NUMBERLESS,
    of_page,
    only_used,
    reachable,
)
from publisher.package.press.saying import said_by_pages
from publisher.package.press.shadings import Shadings
from publisher.package.press.streams import Rewriting
from publisher.package.press.transparency import make_opaque, may_shine, shining
from publisher.points import Points
from publisher.printers import Printer, padded

PRINT = "print-pdf"


@dataclass(frozen=True, slots=True)
class PressRun:
    """What a press file is made for."""

    settings: PrintSettings
    grey: bool = False  # black ink alone, whatever the settings say
    marks: bool = False  # crop marks in a slug

    @property
    def printer(self) -> Printer:
        """Who is to print it."""
        return self.settings.press

    @property
    def inks(self) -> Inks:
        """What turns colours into inks."""
        condition = CONDITIONS[self.printer.condition]
        return Inks(condition, grey=self.grey or self.settings.grey)

    @property
    def spots(self) -> Spots:
        """Colours of the styles that are printed in an ink of their own."""
        return {_parts(colour): spot for colour, spot in self.settings.spots.items()}


def make_press(
    source: Path,
    target: Path,
    pages: PageMap,
    info: BookInfo,
    run: PressRun,
    memory: Memory | None = None,
    digests: Sequence[bytes] = (),
) -> tuple[Artifact, list[Diagnostic]]:
    """Make of the pages in `source` a file fit for a press.

    Operators that were turned into inks before are taken from `memory`. `digests` are those
    of all that each page holds, if they were taken already.

    What cannot be made fit is a finding, with the place in the manuscript of what stands
    on that page; the file is then as far as it could be made, and must not be used.
    """
    with Pdf.open(source) as pdf:
        work = _Work(pdf, run, Points(pages), memory, digests)
        found = list(work.pages())
        sheets.pad(pdf, padded(run.printer, len(pdf.pages)))
        if run.marks:
            sheets.mark(pdf)
            work.said.clear()  # every page now says more
        work.tidy()
        identity.introduce(pdf, info, run.printer)
        pdf.save(
            target,
            force_version=identity.VERSIONS.get(run.printer.standard, identity.NEWEST),
            object_stream_mode=ObjectStreamMode.disable,
            deterministic_id=True,
        )
    return Artifact(target, PRINT), found


class _Work:
    """One file while its colours become inks; each shared object is done once."""

    def __init__(
        self,
        pdf: Pdf,
        run: PressRun,
        points: Points,
        memory: Memory | None,
        digests: Sequence[bytes],
    ) -> None:
        self.pdf, self.printer, self.points = pdf, run.printer, points
        self.inks = run.inks
        self.streams = Rewriting(
            pdf, self.inks, {} if run.grey else run.spots, memory=memory
        )
        self.shadings = Shadings(self.inks)
        self.shine: dict[tuple[int, int], bool] = {}
        self.done: set[tuple[int, int]] = set()
        self.inked: set[tuple[int, int]] = set()
        self.flattened: set[tuple[int, int]] = set()
        self.said = said_by_pages(pdf, memory, digests)

    def pages(self) -> Iterator[Diagnostic]:
        """Turn all pages into inks."""
        bleeds: dict[bytes, pikepdf.Array] = {}
        for number, page in enumerate(self.pdf.pages, 1):
            sheets.tidy(page.obj, bleeds)
            if "/Contents" in page.obj:
                yield from self._page(page, number)
        if not self.printer.transparency:
            self._say_nothing_opaque()

    def _page(self, page: Page, number: int) -> Iterator[Diagnostic]:
        resources = of_page(page.obj)
        if not self.printer.transparency:
            self._flatten(resources)
        yield from self._transparency(page, resources, number)
        if self.said[number - 1].coloured:
            written = self.streams.rewritten(page.obj, resources)
            if written is not None:
                page.obj.Contents = self.pdf.make_stream(written)
        for problem in self._resources(resources):
            where = self.points.on(number)
            yield rules.NOT_INKED.at(where, f"page {self._label(number)}: {problem}")

    def tidy(self) -> None:
        """Leave in the resources of each page and form only what it shows.

        Pages that share their resources, and name the same in them, share what is left.
        """
        forms: set[tuple[int, int]] = set()
        left: dict[object, pikepdf.Object] = {}
        for number, page in enumerate(self.pdf.pages, 1):
            names, shared = self._names(number), of_page(page.obj).objgen
            alike = (shared, names) if names and shared != NUMBERLESS else None
            if alike in left:
                page.obj.Resources = left[alike]
                continue
            only_used(page.obj, names)
            here = of_page(page.obj)
            for each, _ in reachable(here, forms):
                only_used(each)
            if alike:
                left[alike] = here

    def _names(self, number: int) -> frozenset[str] | None:
        """Give what a page names, if it says what it said at first."""
        said = self.said[number - 1] if number <= len(self.said) else None
        return said.names if said and not said.coloured else None

    def _transparency(
        self, page: Page, resources: pikepdf.Object, number: int
    ) -> Iterator[Diagnostic]:
        """Say where something shines through, as the standard wants it or in a finding."""
        if not self._may_shine(resources):
            return
        points = list(dict.fromkeys(shining(page.obj, resources)))
        if not points:
            return
        if self.printer.transparency:
            page.obj.Group = pikepdf.Dictionary(
                Type=Name.Group, S=Name.Transparency, CS=Name.DeviceCMYK, I=True
            )
            return
        left, _, _, top = map(float, page.trimbox)
        for where in dict.fromkeys(
            self.points.on(number, x - left, top - y) for x, y in points
        ):
            yield rules.SHINES_THROUGH.at(
                where,
                f"on page {self._label(number)} something shines through, "
                f"which {self.printer.name} does not print",
                hint="make it opaque: no opacity, no mask, no blending",
            )

    def _may_shine(self, resources: pikepdf.Object) -> bool:
        """Tell whether a page can be transparent; pages of a unit share their resources."""
        name = resources.objgen
        if name == NUMBERLESS:
            return may_shine(resources)
        if name not in self.shine:
            self.shine[name] = may_shine(resources)
        return self.shine[name]

    def _label(self, number: int) -> str:
        rows = self.points.pages.pages
        return rows[number - 1].label if number <= len(rows) else str(number)

    def _flatten(self, resources: pikepdf.Object) -> None:
        """Lay pictures with masks on white paper."""
        for each, _ in reachable(resources, self.flattened):
            if "/Group" in each:
                del each["/Group"]
            if each.get("/Subtype") == Name.Image and "/SMask" in each:
                pictures.flatten(each)

    def _say_nothing_opaque(self) -> None:
        """Drop what says "opaque", when all that is not has been found by it."""
        forms: set[tuple[int, int]] = set()
        for page in self.pdf.pages:
            resources = of_page(page.obj)
            make_opaque(resources)
            for _, own in reachable(resources, forms):
                make_opaque(own)

    def _resources(self, resources: pikepdf.Object) -> Iterator[str]:
        """Turn what resources name into inks: pictures, forms, patterns, gradients."""
        if resources.objgen in self.inked:
            return
        problems = list(self._named(resources))
        yield from problems
        if not problems and resources.objgen != NUMBERLESS:
            self.inked.add(resources.objgen)

    def _named(self, resources: pikepdf.Object) -> Iterator[str]:
        yield from self.shadings.convert(resources)
        for each, own in reachable(resources, self.done):
            if each.get("/Subtype") == Name.Image:
                if problem := pictures.convert(each, self.inks):
                    yield problem
                continue
            written = self.streams.rewritten(each, own)
            if written is not None:
                each.write(written)
            if "/Group" in each and "/CS" in each.Group:
                each.Group.CS = Name.DeviceCMYK
            yield from self.shadings.convert(own)


def _parts(colour: str) -> Three:
    """Read `#c8102e`: red, green and blue, each from 0 to 1."""
    red, green, blue = (
        round(int(colour[at : at + 2], 16) / 255, 4) for at in (1, 3, 5)
    )
    return red, green, blue
