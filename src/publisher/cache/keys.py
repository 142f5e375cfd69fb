"""What an entry of the cache is named by: a digest of all that a result depends on."""

from __future__ import annotations

import contextlib
import ctypes
import hashlib
import os
import re
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path


def key(*parts: str | bytes) -> str:
    """Give the key of what is made of these parts: 64 hexadecimal figures."""
    digest = hashlib.sha256()
    for part in parts:
        kind = b"s" if isinstance(part, str) else b"b"
        data = part.encode("utf-8", "surrogatepass") if isinstance(part, str) else part
        digest.update(b"%s%d:" % (kind, len(data)))
        digest.update(data)
    return digest.hexdigest()


_LIBRARIES = (  # every package that has a say in what is kept
    "brotli",
    "cffi",
    "cssselect2",
    "fonttools",
    "pillow",
    "pydyf",
    "pyphen",
    "ruamel.yaml",
    "tinycss2",
    "tinyhtml5",
    "uharfbuzz",
    "weasyprint",
    "zopfli",
)
_ASIDE = re.compile(r"\..*|.*~")  # what editors and systems keep beside a file


@cache
def fingerprint() -> str:
    """Give a digest of the program itself: our files, its libraries, and Python.

    To be part of the key of whatever another version might make otherwise.
    """
    versions = (*installed(), *foreign(), sys.version, sys.implementation.name)
    return key(*own_files(Path(__file__).parents[1]), *versions)


def own_files(folder: Path) -> Iterator[str | bytes]:
    """Yield name and content of every file of the package: modules, templates, styles."""
    for place, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if name != "__pycache__")
        inside = Path(place).relative_to(folder).as_posix()
        for name in sorted(name for name in names if not _ASIDE.fullmatch(name)):
            yield f"{inside}/{name}"
            with Path(place, name).open("rb", buffering=0) as file:
                yield file.readall()


def installed() -> Iterator[str]:
    """Yield the packages installed, as `name-version`, by the names of their folders.

    importlib.metadata would say the same, and takes longer to import than all else here.
    """
    wanted = re.compile(
        rf"((?:{'|'.join(_LIBRARIES)})-[^-]+)\.dist-info", re.IGNORECASE
    )
    for folder in sys.path:
        with contextlib.suppress(OSError):
            for name in sorted(each.name for each in Path(folder).iterdir()):
                if found := wanted.fullmatch(name):
                    yield found[1].lower()


def foreign() -> Iterator[str]:
    """Yield the versions of the C libraries that set type, as they say themselves."""
    yield _said("pango-1.0", "0", "pango_version_string")
    yield _said("harfbuzz", "0", "hb_version_string")
    yield _said("fontconfig", "1", "FcGetVersion")


def _said(name: str, major: str, function: str) -> str:
    """Ask a library for its version; the empty string if it is not there."""
    endings = f".so.{major}", f".{major}.dylib", ".dylib"
    for file in (f"lib{name}{ending}" for ending in endings):
        with contextlib.suppress(OSError, AttributeError):
            ask = getattr(ctypes.CDLL(file), function)
            ask.restype = ctypes.c_int if function.startswith("Fc") else ctypes.c_char_p
            return str(ask())
    return ""
