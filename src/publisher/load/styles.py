"""Style sheets in the order of the cascade, and the fonts beside them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import chain
from pathlib import Path, PurePosixPath
from posixpath import normpath
from urllib.parse import unquote, urlsplit

from publisher import rules
from publisher.artifacts import Asset, Stylesheet
from publisher.bookinfo import THEMES
from publisher.config.decoding import LARGEST_TEXT, decode
from publisher.diagnostics import Diagnostic, Span
from publisher.load import css
from publisher.load.css import Wish
from publisher.load.variables import points, settled

OUTPUTS = {
    "print": ("common.css", "print.css"),
    "screen": ("screen.css",),
    "epub": ("common.css", "epub.css"),
    "cover": ("cover.css",),
}
"""The sheets of each output. A book's own sheets of these names come after ours."""

SMALLEST_LINE, LARGEST_LINE = 6.0, 60.0
"""Bounds, in pt, of what `--line` can be."""

_SHEETS = sorted({each for names in OUTPUTS.values() for each in names})

FONTS = {".ttf": "font/ttf", ".otf": "font/otf", ".txt": "text/plain"}
"""What is taken from `fonts/`: fonts, and their licences."""

_FONT_MARKS = (b"\x00\x01\x00\x00", b"OTTO", b"true")
_FONT_SUFFIXES = (".ttf", ".otf", ".woff", ".woff2", ".eot", ".ttc")


@dataclass(slots=True)
class Styles:
    """Everything the look of the book is made of."""

    sheets: dict[str, tuple[Stylesheet, ...]] = field(default_factory=dict)
    fonts: dict[str, Asset] = field(default_factory=dict)  # and their licences
    line: float = 14.0  # pt from one baseline of the printed text to the next
    found: list[Diagnostic] = field(default_factory=list)


def styles(
    home: Path, ours: Path, named: Iterable[PurePosixPath] = (), theme: str = THEMES[0]
) -> Styles:
    """Read the publisher's styles, then those of the book, inside its folder or beside it.

    `theme` is the look of the printed book; it stands between these two. `named` are
    sheets that book.yaml names: they come last, in every output.
    """
    read = Styles()
    beside, inside = home.parent / "styles", home / "styles"
    ours_named = {_real(beside): "../styles", _real(inside): "styles"}
    folders = [(ours, PurePosixPath(ours_named.get(_real(ours), "publisher/styles")))]
    for folder, name in ((beside, "../styles"), (inside, "styles")):
        if folder.is_dir() and _real(folder) not in {
            _real(each) for each, _ in folders
        }:
            folders.append((folder, PurePosixPath(name)))
    themed = Path("themes", theme)
    for folder in (ours, ours / themed, *(own for own, _ in folders[1:])):
        read.fonts |= dict(_fonts(folder / "fonts"))
    known = [_read(folder, name) for folder, name in folders]
    for own, _ in folders[1:]:
        read.found += _bad_fonts(own)
    last, found = _read(home, PurePosixPath(), dict.fromkeys(map(str, named)))
    read.found += found
    for sheets, found in known[1:]:
        read.found += found
        read.found += _bad_wishes(sheets.values(), read.fonts)
    read.found += _bad_wishes(last.values(), read.fonts)
    for output, names in OUTPUTS.items():
        house, *books = ([s[n] for n in names if n in s] for s, _ in known)
        look = _theme(ours / themed, folders[0][1] / themed, names)
        more = last.values() if "common.css" in names else ()
        read.sheets[output] = (*house, *look, *chain(*books), *more)
    read.sheets["print"], values = settled(read.sheets["print"])
    read.line = _line(values) or read.line
    return read


def _theme(
    folder: Path, name: PurePosixPath, wanted: Iterable[str]
) -> Iterable[Stylesheet]:
    """Read the sheets of a theme, called as those that they add to."""
    sheets, _ = _read(folder, name, wanted)
    return sheets.values()


def _line(values: Mapping[str, str]) -> float | None:
    """Read how far lines stand apart; None if the styles do not say it in a way to rely on."""
    line = points(values.get("--line", ""))
    return line if line and SMALLEST_LINE <= line <= LARGEST_LINE else None


def _bad_wishes(
    sheets: Iterable[Stylesheet], fonts: Mapping[str, Asset]
) -> Iterator[Diagnostic]:
    for sheet in sheets:
        yield from bad_wishes(sheet, fonts)


def bad_wishes(sheet: Stylesheet, fonts: Mapping[str, Asset]) -> Iterator[Diagnostic]:
    """Find what a book's own sheet asks for and cannot have."""
    for wish in css.wishes(sheet.text):
        fault = _fault(wish, fonts)
        if fault:
            message, hint = fault
            span = Span(sheet.path, wish.line, wish.column)
            yield rules.STYLE_RESOURCE.at(span, message, hint)


def _fault(wish: Wish, fonts: Mapping[str, Asset]) -> tuple[str, str] | None:
    address = wish.address.strip()
    path = normpath(unquote(address.split("#")[0].split("?")[0]) or ".")
    scheme = _scheme(address)
    if scheme in {"http", "https", "ftp"} or address.startswith("//"):
        return f'"{address}" would have to be fetched from the network', _LOCAL
    if wish.imported:
        return (
            f'the style sheet imports "{address}"',
            "put its rules into common.css, print.css, screen.css or epub.css",
        )
    if (scheme == "data" and not address.lower().startswith("data:text/html")) or (
        address.startswith("#")
    ):
        return None
    if scheme or path.startswith(("/", "..")):
        return f'"{address}" leads out of the folder of styles', _LOCAL
    if PurePosixPath(path).suffix.lower() not in _FONT_SUFFIXES:
        return f'"{address}" cannot be used in a style sheet', _LOCAL
    if (
        PurePosixPath(path).parts[:-1] == ("fonts",)
        and PurePosixPath(path).name in fonts
    ):
        return None
    return f'there is no font "{address}"', "put a .ttf or .otf file into styles/fonts"


_LOCAL = (
    "a style sheet can use only fonts that are in styles/fonts, and data: addresses"
)


def _scheme(address: str) -> str:
    try:
        return urlsplit(address).scheme.lower()
    except ValueError:
        return "unknown"


def _read(
    folder: Path, name: PurePosixPath, wanted: Iterable[str] = _SHEETS
) -> tuple[dict[str, Stylesheet], list[Diagnostic]]:
    sheets: dict[str, Stylesheet] = {}
    found: list[Diagnostic] = []
    for sheet in wanted:
        file, path = folder / sheet, name / sheet
        if not file.is_file():
            continue
        if not _real(file).is_relative_to(_real(folder)):
            message = f'"{path}" is a link that leads out of the folder of styles'
            found.append(
                rules.OUTSIDE_BOOK.at(Span(path, 1), message, "put a copy there")
            )
        elif file.stat().st_size > LARGEST_TEXT:
            found.append(rules.TOO_LARGE.at(Span(path, 1), f'"{path}" is too large'))
        else:
            text, faults = decode(file.read_bytes(), path)
            found += faults
            sheets[sheet] = Stylesheet(path, text)
    return sheets, found


def _fonts(folder: Path) -> Iterator[tuple[str, Asset]]:
    for file in _files(folder):
        media_type = FONTS.get(file.suffix.lower())
        if media_type:
            data = file.read_bytes()
            if media_type == "text/plain" or data.startswith(_FONT_MARKS):
                path = PurePosixPath("fonts") / file.name
                yield file.name, Asset(path, media_type, data)


def _bad_fonts(folder: Path) -> Iterator[Diagnostic]:
    """Find files among a book's own fonts that cannot be used."""
    for file in _files(folder / "fonts"):
        suffix = file.suffix.lower()
        if suffix not in _FONT_SUFFIXES:
            continue
        if suffix in FONTS and file.read_bytes().startswith(_FONT_MARKS):
            continue
        what = "is not a font" if suffix in FONTS else f"is a {suffix[1:]} file"
        yield rules.STYLE_RESOURCE.at(
            Span(PurePosixPath("styles/fonts") / file.name, 1),
            f'"{file.name}" {what}',
            "put a .ttf or .otf file there instead",
        )


def _files(folder: Path) -> Iterator[Path]:
    """Yield the files of a folder in order, those that links lead out to left aside."""
    if not folder.is_dir():
        return
    for file in sorted(folder.iterdir()):
        if file.is_file() and _real(file).is_relative_to(_real(folder)):
            yield file


def _real(path: Path) -> Path:
    return path.resolve()
