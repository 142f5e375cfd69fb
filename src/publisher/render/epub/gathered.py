"""What the documents turn out to need, met while they are set: images, marks, pages."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import PurePosixPath

from publisher.artifacts import Asset
from publisher.bookinfo import Matter
from publisher.diagnostics import Span
from publisher.model import Book, Figure, Picture, Target
from publisher.render.epub.files import image_file, unit_files
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
    """Where a page of the earlier edition begins."""

    number: str
    href: str  # from the package document


@dataclass(slots=True)
class Gathered:
    """Filled by the documents in reading order; then the container is described."""

    book: Book
    assets: Mapping[PurePosixPath, Asset]
    edition: str  # key of the source edition whose pages are listed, "" for none
    sheets: tuple[str, ...]  # files of the style sheets, in cascade order
    files: Mapping[str, str] = field(init=False)  # Unit.id → file
    named: Mapping[str, Target] = field(init=False)  # by anchor
    images: dict[PurePosixPath, str] = field(default_factory=dict)  # asset → file
    larger: list[Larger] = field(default_factory=list)
    marks: list[Mark] = field(default_factory=list)

    def __post_init__(self) -> None:
        """Name the files of the units."""
        self.files = unit_files(self.book)
        self.named = by_anchor(self.book)

    def image(self, path: PurePosixPath) -> str:
        """Give the file of an image, taking it into the EPUB."""
        if path not in self.images:
            taken = set(self.images.values())
            self.images[path] = image_file(self.assets[path], taken)
        return self.images[path]


@dataclass(slots=True)
class Sheet:
    """One document while it is set: the calls and the places met so far."""

    file: str
    lang: str
    matter: Matter
    calls: dict[str, list[str]] = field(default_factory=dict)  # note → anchors
    places: dict[str, Span] = field(default_factory=dict)  # element id → manuscript
    blocks: list[Span] = field(default_factory=list)  # as they were met
