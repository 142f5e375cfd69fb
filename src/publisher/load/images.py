"""Every image that the manuscript might use, judged once and made harmless."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path, PurePosixPath

from publisher import rules
from publisher.artifacts import Asset
from publisher.bookinfo import BookInfo
from publisher.config.paths import Folder, Refusal
from publisher.diagnostics import Diagnostic, Span
from publisher.load import raster, svg
from publisher.load.mentions import Mentions
from publisher.load.raster import Prepared

SUFFIXES = frozenset(
    {".png", ".jpg", ".jpeg", ".gif", ".svg", ".webp", ".tif", ".tiff", ".bmp"}
)
"""How the names of images end."""

LARGEST_IMAGE = 64 * 1024 * 1024
"""Bytes of the largest image file that is read."""


@dataclass(slots=True)
class Images:
    """The images that can be used, and those that were reported and cannot."""

    assets: dict[PurePosixPath, Asset] = field(default_factory=dict)
    unreadable: set[PurePosixPath] = field(default_factory=set)
    found: list[Diagnostic] = field(default_factory=list)
    files: list[PurePosixPath] = field(default_factory=list)  # all, used or not


def images(folder: Folder, info: BookInfo, named: Mentions) -> Images:
    """Prepare each image of the folder that a text or book.yaml names.

    What is wrong with one is said where it is first named. A name that no file has is
    not reported here: `check` knows from the book itself what is an image.
    """
    kept = Images()
    own = _named_in_book_yaml(folder, info)
    for path in _files(folder.home, folder, PurePosixPath()):
        if path.suffix.lower() in SUFFIXES:
            kept.files.append(path)
        span = named.of(path)
        forms = named.forms(path) if span else set()
        for wanted, key in own.get(folder.home / path, ()):
            span = info.places.get(key, info.span)
            forms.add(wanted)
        if span:
            _keep(kept, folder, path, span, forms)
    return kept


def _named_in_book_yaml(
    folder: Folder, info: BookInfo
) -> dict[Path, list[tuple[PurePosixPath, str]]]:
    """Find the images that book.yaml names: by file, how it is written and under which key."""
    design = info.cover_design
    keys = (
        ("cover-image", info.cover),
        ("cover.picture", design.picture),
        ("cover.portrait", design.portrait),
    )
    found: dict[Path, list[tuple[PurePosixPath, str]]] = {}
    for key, path in keys:
        file = folder.file(str(path)) if path else None
        if path and isinstance(file, Path):
            found.setdefault(file, []).append((path, key))
    return found


def _keep(
    kept: Images,
    folder: Folder,
    path: PurePosixPath,
    span: Span,
    forms: set[PurePosixPath],
) -> None:
    file = folder.file(str(path))
    image = file if isinstance(file, Refusal) else _prepared(file, path)
    if isinstance(image, Refusal):
        kept.found.append(image.at(span))
        kept.unreadable |= forms
        return
    kept.found += [remark.at(span) for remark in image.remarks]
    for form in forms:
        kept.assets[form] = replace(image.asset, path=form)


def _prepared(file: Path, path: PurePosixPath) -> Prepared | Refusal:
    try:
        if file.stat().st_size > LARGEST_IMAGE:
            message = f'the image "{path}" is larger than {LARGEST_IMAGE // 1024**2} MB'
            return Refusal(rules.TOO_LARGE, message, "make it smaller")
        data = file.read_bytes()
    except OSError as problem:
        message = f'the image "{path}" cannot be read: {problem.strerror}'
        return Refusal(rules.BAD_IMAGE, message, "see who may read it")
    if svg.is_svg(path, data):
        return svg.prepared(path, data)
    return raster.prepared(path, data)


def _files(here: Path, folder: Folder, below: PurePosixPath) -> Iterator[PurePosixPath]:
    for name in folder.names(here):
        if name.startswith("."):
            continue
        entry = here / name
        if entry.is_dir() and not entry.is_symlink():
            yield from _files(entry, folder, below / name)
        else:
            yield below / name
