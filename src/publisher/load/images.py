"""Every image that the manuscript might use, judged once and made harmless."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path, PurePosixPath

from publisher import rules
from publisher.artifacts import Asset
from publisher.bookinfo import BookInfo
from publisher.cache import Cache, kept
from publisher.config.paths import Folder, Refusal
from publisher.diagnostics import Diagnostic, Span
from publisher.load.mentions import Mentions
from publisher.load.prepared import Prepared

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


def images(
    folder: Folder, info: BookInfo, named: Mentions, cache: Cache | None = None
) -> Images:
    """Prepare each image of the folder that a text or book.yaml names.

    One that was judged before, and has the same bytes, is not judged again.

    What is wrong with one is said where it is first named. A name that no file has is
    not reported here: `check` knows from the book itself what is an image.
    """
    found = Images()
    own = _named_in_book_yaml(folder, info)
    for path in _files(folder.home, folder, PurePosixPath()):
        if path.suffix.lower() in SUFFIXES:
            found.files.append(path)
        span = named.of(path)
        forms = named.forms(path) if span else set()
        for wanted, key in own.get(folder.home / path, ()):
            span = info.places.get(key, info.span)
            forms.add(wanted)
        if span:
            file = folder.file(str(path))
            image = file if isinstance(file, Refusal) else _prepared(file, path, cache)
            _add(found, image, span, forms)
    return found


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


def _add(
    found: Images, image: Prepared | Refusal, span: Span, forms: set[PurePosixPath]
) -> None:
    if isinstance(image, Refusal):
        found.found.append(image.at(span))
        found.unreadable |= forms
        return
    found.found += [remark.at(span) for remark in image.remarks]
    for form in forms:
        found.assets[form] = replace(image.asset, path=form)


def _prepared(
    file: Path, path: PurePosixPath, cache: Cache | None
) -> Prepared | Refusal:
    try:
        if file.stat().st_size > LARGEST_IMAGE:
            message = f'the image "{path}" is larger than {LARGEST_IMAGE // 1024**2} MB'
            return Refusal(rules.TOO_LARGE, message, "make it smaller")
        data = file.read_bytes()
    except OSError as problem:
        message = f'the image "{path}" cannot be read: {problem.strerror}'
        return Refusal(rules.BAD_IMAGE, message, "see who may read it")
    made = kept(cache, ["picture", str(path), data], partial(_judged, path, data))
    if isinstance(made, Prepared) and not made.asset.data:
        return replace(made, asset=replace(made.asset, data=data))
    return made


def _judged(path: PurePosixPath, data: bytes) -> Prepared | Refusal:
    """Judge a picture; one that stays as it is comes without its bytes."""
    from publisher.load import raster, svg  # many books have none that is new

    judge = svg.prepared if svg.is_svg(path, data) else raster.prepared
    made = judge(path, data)
    if isinstance(made, Prepared) and made.asset.data == data:
        return replace(made, asset=replace(made.asset, data=b""))
    return made


def _files(here: Path, folder: Folder, below: PurePosixPath) -> Iterator[PurePosixPath]:
    for name in folder.names(here):
        if name.startswith("."):
            continue
        entry = here / name
        if entry.is_dir() and not entry.is_symlink():
            yield from _files(entry, folder, below / name)
        else:
            yield below / name
