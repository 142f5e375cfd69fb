"""Names of files, as written in a manuscript, and the files they mean.

No name may lead out of the book's folder. A name must match the file's own letter for
letter, so that a book made on one machine can be made on another; only the two ways in
which Unicode writes an accented letter are taken as one.
"""

from __future__ import annotations

import os
import re
from dataclasses import dataclass, field
from difflib import get_close_matches
from pathlib import Path, PurePosixPath
from unicodedata import normalize

from publisher import rules
from publisher.diagnostics import Diagnostic, Span
from publisher.rules import Rule

_ADDRESS = re.compile(r"[A-Za-z][A-Za-z0-9+.-]+:|//")


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why a name cannot be used; `at` turns it into a finding."""

    rule: Rule
    message: str
    hint: str | None = None

    def at(self, span: Span) -> Diagnostic:
        """Say it at the place where the name is written."""
        return self.rule.at(span, self.message, self.hint)


@dataclass(slots=True)
class Folder:
    """The book's folder, whose listings are read once."""

    home: Path
    _listings: dict[Path, tuple[str, ...]] = field(default_factory=dict)

    def file(self, written: str) -> Path | Refusal:
        """Find the file a name means, or say why it cannot be had."""
        refusal = unfit(written)
        if refusal:
            return refusal
        here = self.home
        for part in PurePosixPath(written).parts:
            entry = self._entry(here, part)
            if isinstance(entry, Refusal):
                return self._missing(written, entry)
            here = here / entry
        return self._settled(here, written)

    def names(self, folder: Path) -> tuple[str, ...]:
        """List what a folder holds, in order; nothing if it is none."""
        if folder not in self._listings:
            try:
                self._listings[folder] = tuple(
                    sorted(each.name for each in folder.iterdir())
                )
            except OSError:
                self._listings[folder] = ()
        return self._listings[folder]

    def _entry(self, folder: Path, part: str) -> str | Refusal:
        names = self.names(folder)
        if part in names:
            return part
        same = [
            name for name in names if normalize("NFC", name) == normalize("NFC", part)
        ]
        if same:
            return same[0]
        return Refusal(rules.MISSING_FILE, "", self._near(part, names))

    def _near(self, part: str, names: tuple[str, ...]) -> str | None:
        for name in names:
            if normalize("NFC", name).casefold() == normalize("NFC", part).casefold():
                return (
                    f'it is called "{name}"; capital and small letters are not the same'
                )
        near = get_close_matches(part, names[:2000], n=1)
        return f'did you mean "{near[0]}"?' if near else None

    def _missing(self, written: str, entry: Refusal) -> Refusal:
        hint = entry.hint or "write the file, or take its name out of the book"
        return Refusal(rules.MISSING_FILE, f'there is no file "{written}"', hint)

    def _settled(self, file: Path, written: str) -> Path | Refusal:
        """Refuse what is reached through a link that leaves the folder, and folders."""
        try:
            inside = file.resolve().is_relative_to(self.home.resolve())
            kind = "a file" if file.is_file() else "a folder" if file.is_dir() else ""
        except (OSError, RuntimeError):  # no leave to look, or links in a circle
            inside, kind = True, ""
        if not inside:
            message = f'"{written}" is a link that leads out of the book\'s folder'
            hint = "put a copy of the file into the book's folder"
            return Refusal(rules.OUTSIDE_BOOK, message, hint)
        if kind == "a file":
            return file
        what = kind or "not a file that can be read"
        return Refusal(
            rules.MISSING_FILE, f'"{written}" is {what}', "name a file in its place"
        )


def unfit(written: str) -> Refusal | None:
    """Refuse a name by its letters alone: empty, an address, absolute, or upwards."""
    outside = rules.OUTSIDE_BOOK
    inside = "names of files begin in the book's folder, such as images/map.svg"
    if not written.strip() or "\0" in written:
        return Refusal(rules.MISSING_FILE, "the name of the file is empty", inside)
    if re.match(r"[A-Za-z]:[\\/]|[/~\\]", written) and not written.startswith("//"):
        return Refusal(outside, f'"{written}" is a place on one machine', inside)
    if _ADDRESS.match(written):
        return Refusal(
            outside,
            f'"{written}" is an address, not a file',
            "put the file into the book's folder",
        )
    if "\\" in written:
        hint = f'write "{written.replace(chr(92), "/")}"'
        return Refusal(
            rules.MISSING_FILE, f'"{written}" is written with backslashes', hint
        )
    if ".." in PurePosixPath(written).parts:
        out = os.path.normpath(written).startswith("..")
        what = "leads out of the book's folder" if out else 'goes back up by ".."'
        return Refusal(outside, f'"{written}" {what}', inside)
    return None
