"""A marked PDF as a file: opened with care, read, and closed."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pikepdf

from publisher.proof.annotations import fields
from publisher.proof.annotations.fields import Corners
from publisher.proof.annotations.marks import Frame, mark
from publisher.proof.annotations.threads import threads
from publisher.proof.annotations.values import Annotation

LARGEST = 2 * 1024**3  # bytes of a file that is opened
_MOST_MARKS = 20_000  # annotations of a file that are taken
_MOST_JSON = 64 * 1024**2  # bytes of a page map that came with a proof
_BAD = (pikepdf.PdfError, ValueError, TypeError, LookupError, RuntimeError, OSError)


class Unreadable(Exception):  # noqa: N818 it is no fault of a program
    """A file is no PDF that can be read; the message says why, and what to do."""


@dataclass(frozen=True, slots=True)
class Marked:
    """A marked PDF."""

    path: Path
    pages: int
    trims: tuple[Corners, ...]  # of each page, in its own space
    annotations: tuple[Annotation, ...]
    facts: Mapping[str, Any] | None  # proof.json of a proof
    map: Mapping[str, Any] | None  # pages.json of a proof
    title: str
    warnings: tuple[str, ...]  # what a person should know about the file


def read(path: Path) -> Marked:
    """Read a marked PDF. Raises Unreadable."""
    _look(path)
    try:
        with pikepdf.open(path) as pdf:
            return _read(pdf, path)
    except pikepdf.PasswordError:
        raise Unreadable(
            f"{path.name} opens with a password only: save it without one"
        ) from None
    except pikepdf.PdfError as problem:
        raise Unreadable(f"{path.name} is damaged: {_told(problem, path)}") from None
    except OSError as problem:
        told = problem.strerror or problem
        raise Unreadable(f"{path.name} cannot be read: {told}") from None
    except (MemoryError, RecursionError):
        raise Unreadable(f"{path.name} is too deep or too large to be read") from None


def _look(path: Path) -> None:
    """Refuse what is no PDF at all before a library tries to repair it."""
    try:
        size = path.stat().st_size
        with path.open("rb") as stream:
            begin = stream.read(1024)
    except OSError as problem:
        told = problem.strerror or problem
        raise Unreadable(f"{path.name} cannot be read: {told}") from None
    if size > LARGEST:
        raise Unreadable(f"{path.name} is larger than {LARGEST // 1024**3} GB")
    if not size:
        raise Unreadable(f"{path.name} is empty")
    if begin.lstrip().startswith((b"%FDF", b"<?xml", b"<xfdf")):
        raise Unreadable(
            f"{path.name} holds comments without pages: save the whole PDF instead"
        )
    if b"%PDF-" not in begin:
        raise Unreadable(f"{path.name} is no PDF")


def _told(problem: Exception, path: Path) -> str:
    """Say in one line what a library says."""
    said = str(problem).replace(str(path), path.name).split("\n", 1)[0]
    return said.removeprefix(f"{path.name}: ") or "it cannot be repaired"


def _read(pdf: pikepdf.Pdf, path: Path) -> Marked:
    count = len(pdf.pages)
    if not count:
        raise Unreadable(f"{path.name} has no pages")
    trims: list[Corners] = []
    found: list[Annotation] = []
    spoiled: list[int] = []
    for sheet, page in enumerate(pdf.pages, start=1):
        try:
            trims.append(_trim(page))
            frame = Frame(sheet, trims[-1])
            if len(found) < _MOST_MARKS:
                for one in threads(_annotations(page)):
                    made = mark(one, frame)
                    if made is not None:
                        found.append(made)
        except _BAD:
            spoiled.append(sheet)
            trims[sheet - 1 :] = [(0.0, 0.0, 0.0, 0.0)]
    warnings = list(_warnings(pdf, path, spoiled, found))
    return Marked(
        path=path,
        pages=count,
        trims=tuple(trims),
        annotations=tuple(_known_apart(found[:_MOST_MARKS])),
        facts=_attached(pdf, "proof.json"),
        map=_attached(pdf, "pages.json"),
        title=_title(pdf),
        warnings=tuple(warnings),
    )


def _trim(page: pikepdf.Page) -> Corners:
    """Give the trim of a page, or what stands for it."""
    found = [fields.number(each) for each in page.trimbox]
    if len(found) != 4 or None in found:
        raise ValueError("a page without a size")
    return fields.around([each for each in found if each is not None])


def _annotations(page: pikepdf.Page) -> list[pikepdf.Dictionary]:
    listed = page.obj.get("/Annots")
    if not isinstance(listed, pikepdf.Array):
        return []
    some = (listed[n] for n in range(min(len(listed), _MOST_MARKS)))
    return [each for each in some if isinstance(each, pikepdf.Dictionary)]


def _known_apart(found: list[Annotation]) -> Iterator[Annotation]:
    """Take digests away from marks that share them with one before: copies of it."""
    seen: set[str] = set()
    for each in found:
        own = tuple(name for name in each.origins if name not in seen)
        seen.update(own)
        yield replace(each, origins=own)


def _warnings(
    pdf: pikepdf.Pdf, path: Path, spoiled: list[int], found: list[Annotation]
) -> Iterator[str]:
    if spoiled:
        which = ", ".join(map(str, spoiled[:8])) + (" …" if len(spoiled) > 8 else "")
        yield f"{path.name}: marks on page {which} cannot be read"
    if len(found) >= _MOST_MARKS:
        yield f"{path.name} has more than {_MOST_MARKS:,} marks: the first are taken"
    if _has_script(pdf):
        yield f"{path.name} carries JavaScript: it was not run"


def _has_script(pdf: pikepdf.Pdf) -> bool:
    root = pdf.Root
    names = fields.get(root, "/Names")
    action = fields.get(root, "/OpenAction")
    scripts = fields.get(names, "/JavaScript") if names is not None else None
    opened = action is not None and fields.name(action, "/S") == "JavaScript"
    return scripts is not None or opened or fields.get(root, "/AA") is not None


def _title(pdf: pikepdf.Pdf) -> str:
    try:
        return fields.text(pdf.docinfo, "/Title", 200).strip()
    except _BAD:
        return ""


def _attached(pdf: pikepdf.Pdf, name: str) -> Mapping[str, Any] | None:
    """Read an attached file of facts; None if there is none, or it makes no sense."""
    try:
        data = pdf.attachments[name].get_file().read_bytes()
        if len(data) > _MOST_JSON:
            return None
        said = json.loads(data)
    except (*_BAD, RecursionError):
        return None
    return said if isinstance(said, dict) else None
