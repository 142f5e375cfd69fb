"""What the documents turn out to need, met while they are set: images, marks, pages."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import PurePosixPath

from publisher.artifacts import Asset
from publisher.bookinfo import Matter
from publisher.diagnostics import Span
from publisher.model import Block, Book, Figure, Picture, Target
from publisher.render.epub.files import image_file, relative, unit_files
from publisher.render.epub.printed import Printed, Start
from publisher.render.epub.splitting import anchors_in, part_files, parts
from publisher.render.setting import by_anchor


@dataclass(frozen=True, slots=True)
class Larger:
    """A picture with a page of its own, and the way back to its figure."""

    file: str
    picture: Picture
    figure: Figure
    back: str  # address of the figure, as seen from the page
    lang: str
    matter: Matter


@dataclass(frozen=True, slots=True)
class Mark:
    """Where a page begins, of our printed edition or of an earlier one."""

    number: str
    href: str  # from the package document
    page: int = 0  # count of a page of our own


@dataclass(slots=True)
class Gathered:
    """Filled by the documents in reading order; then the container is described."""

    book: Book
    assets: Mapping[PurePosixPath, Asset]
    edition: str  # key of the source edition whose pages are listed, "" for none
    sheets: tuple[str, ...]  # files of the style sheets, in cascade order
    printed: Printed = field(default_factory=Printed)
    files: Mapping[str, str] = field(init=False)  # Unit.id → file
    named: Mapping[str, Target] = field(init=False)  # by anchor
    parts: Mapping[str, tuple[tuple[Block, ...], ...]] = field(init=False)
    """The text of each unit, in as many parts as it has documents."""
    images: dict[PurePosixPath, str] = field(default_factory=dict)  # asset → file
    larger: list[Larger] = field(default_factory=list)
    marks: list[Mark] = field(default_factory=list)
    moved: dict[str, str] = field(default_factory=dict)  # anchor → file of a part

    def __post_init__(self) -> None:
        """Name the files of the units."""
        self.files = unit_files(self.book)
        self.named = by_anchor(self.book)
        self.parts = {unit.id: parts(unit, self.book) for unit in self.book.units}
        for unit, divided in self.parts.items():
            if unit in self.files and len(divided) > 1:
                files = part_files(unit, len(divided), self.files)
                for file, blocks in zip(files, divided, strict=True):
                    self.moved.update(dict.fromkeys(anchors_in(blocks), file))

    def href(self, target: Target, here: str) -> str:
        """Write the address of a target as seen from a file."""
        return self.address(target.anchor, target.unit, here)

    def address(self, anchor: str, unit: str, here: str) -> str:
        """Write the address of what stands in a unit as seen from a file."""
        file = self.moved.get(anchor, self.files[unit])
        return f"{relative(file, here)}#{anchor}"

    def list_page(self, start: Start, file: str) -> None:
        """Take a printed page into the page list, with the file its mark is in."""
        self.marks.append(Mark(start.label, f"{file}#{start.id}", start.page))

    def image(self, path: PurePosixPath) -> str:
        """Give the file of an image, taking it into the EPUB."""
        if path not in self.images:
            taken = set(self.images.values())
            self.images[path] = image_file(self.assets[path], taken)
        return self.images[path]


@dataclass(slots=True)
class Calls:
    """The calls of notes in a unit, in all its documents."""

    homes: dict[str, str] = field(default_factory=dict)  # note → file it stands in
    anchors: dict[str, list[tuple[str, str]]] = field(default_factory=dict)
    """Note → file and id of each call."""


@dataclass(slots=True)
class Sheet:
    """One document while it is set: the calls and the places met so far."""

    file: str
    lang: str
    matter: Matter
    unit: Calls = field(default_factory=lambda: Calls())
    places: dict[str, Span] = field(default_factory=dict)  # element id → manuscript
    blocks: list[Span] = field(default_factory=list)  # as they were met

    @property
    def own_notes(self) -> list[str]:
        """List the notes that stand in this document."""
        return [key for key, file in self.unit.homes.items() if file == self.file]
