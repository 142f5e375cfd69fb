"""Which EPUBs were made here: they have the style sheets of the house where we put them."""

from __future__ import annotations

from pathlib import Path
from zipfile import BadZipFile, ZipFile

_OURS = {"EPUB/content.opf", "EPUB/css/faces.css", "EPUB/css/epub.css"}


def is_own(file: Path) -> bool:
    """Tell whether the publisher made an EPUB; what cannot be read it did not make."""
    try:
        with ZipFile(file) as archive:
            return set(archive.namelist()) >= _OURS
    except (OSError, ValueError, BadZipFile):
        return False
