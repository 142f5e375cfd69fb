"""Style sheets in the order of the cascade, and the fonts beside them."""

from __future__ import annotations

import re
from base64 import b64decode
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import partial
from itertools import chain
from pathlib import Path, PurePosixPath
from posixpath import normpath
from urllib.parse import unquote, urlsplit

from publisher import rules
from publisher.artifacts import Asset, Stylesheet
from publisher.bookinfo import THEMES
from publisher.cache import Cache, kept
from publisher.config.decoding import decode
from publisher.config.paths import Refusal
from publisher.config.section import shortened
from publisher.diagnostics import Diagnostic, Span
from publisher.load import css, fonts
from publisher.load.css import Wish
from publisher.load.variables import points, settled, swollen
from publisher.printers import Printer

OF_PRINTER = PurePosixPath("publisher/printer.css")  # written, not read: no file
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

LARGEST = 1024 * 1024
"""Bytes of the largest style sheet that is read."""

DEEPEST = 40
"""Levels of brackets in a style sheet, one inside the other."""

_SHARE = re.compile(r"0|1|0?\.\d{1,3}|1\.0{1,3}", re.ASCII)
_COUNT = re.compile("[1-9]")

_PICTURE = re.compile(
    r"data:image/(?:png|jpeg|gif);base64,(?P<data>[^,]*)", re.IGNORECASE
)


@dataclass(slots=True)
class Styles:
    """Everything the look of the book is made of."""

    sheets: dict[str, tuple[Stylesheet, ...]] = field(default_factory=dict)
    fonts: dict[str, Asset] = field(default_factory=dict)  # and their licences
    line: float = 14.0  # pt from one baseline of the printed text to the next
    hanging: float = 0.0  # how far hyphens and points hang into the margin, to 1
    ladder: int = 0  # lines in a row that may end in hyphens; 0: any number
    found: list[Diagnostic] = field(default_factory=list)


def styles(
    home: Path,
    ours: Path,
    named: Iterable[PurePosixPath] = (),
    theme: str = THEMES[0],
    lang: str = "",
    printer: Printer | None = None,
    cache: Cache | None = None,
) -> Styles:
    """Read the publisher's styles, then those of the book, inside its folder or beside it.

    `theme` is the look of the printed book; it stands between these two, and so does what
    the `printer` can hold. `named` are sheets that book.yaml names: they come last, in
    every output. `lang` is the book's language. What is found in sheets is kept in `cache`.
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
        judged = folder.is_relative_to(ours)
        read.fonts |= dict(fonts.fonts(folder / "fonts", ours=judged))
    known = [_read(folder, name, cache=cache) for folder, name in folders]
    for own, _ in folders[1:]:
        read.found += fonts.bad_fonts(own / "fonts")
    there = {*read.fonts, *(each.span.path.name for each in read.found)}
    last, found = _read(home, PurePosixPath(), dict.fromkeys(map(str, named)), cache)
    read.found += found
    for sheets, found in known[1:]:
        read.found += found
        read.found += _bad_wishes(sheets.values(), there)
    read.found += _bad_wishes(last.values(), there)
    for output, names in OUTPUTS.items():
        house, *books = ([s[n] for n in names if n in s] for s, _ in known)
        look = (
            *_theme(ours / themed, folders[0][1] / themed, names, cache),
            *(_held(printer) if output == "print" else ()),
        )
        more = last.values() if "common.css" in names else ()
        read.sheets[output] = (*house, *look, *chain(*books), *more)
    if grown := swollen(read.sheets["print"]):
        sheet, line, name = grown
        read.found.append(_swollen(Span(sheet.path, line), name))
        return read
    read.sheets["print"], values = _settled(read.sheets["print"], lang, cache)
    read.line = _line(values) or read.line
    read.hanging = _share(values.get("--hanging", ""))
    read.ladder = _count(values.get("--ladder", ""))
    return read


def _settled(
    sheets: tuple[Stylesheet, ...], lang: str, cache: Cache | None
) -> tuple[tuple[Stylesheet, ...], Mapping[str, str]]:
    """Put values in the place of variables, unless that was done with the same sheets."""
    texts = (part for each in sheets for part in (str(each.path), each.text))
    return kept(cache, ("settled", lang, *texts), partial(settled, sheets, lang))


def _theme(
    folder: Path, name: PurePosixPath, wanted: Iterable[str], cache: Cache | None
) -> Iterable[Stylesheet]:
    """Read the sheets of a theme, called as those that they add to."""
    sheets, _ = _read(folder, name, wanted, cache)
    return sheets.values()


# pt: a file rounds sizes, and a check of printers takes 6.9997 pt for less than 7
OVER = 0.01


def _held(printer: Printer | None) -> Iterator[Stylesheet]:
    """Write how thin rules and how small letters may be for a printer."""
    if printer is not None:
        rule, letters = (f"{each + OVER:g}pt" for each in (printer.line, printer.type))
        text = f":root {{ --least-rule: {rule}; --least-type: {letters} }}"
        yield Stylesheet(OF_PRINTER, text)


def _line(values: Mapping[str, str]) -> float | None:
    """Read how far lines stand apart; None if the styles do not say it in a way to rely on."""
    line = points(values.get("--line", ""))
    return line if line and SMALLEST_LINE <= line <= LARGEST_LINE else None


def _share(value: str) -> float:
    """Read a number from 0 to 1; what is none is 0, as `none` is."""
    return float(value) if _SHARE.fullmatch(value.strip()) else 0.0


def _count(value: str) -> int:
    """Read a small whole number; what is none is 0, as `none` is."""
    return int(value) if _COUNT.fullmatch(value.strip()) else 0


def _bad_wishes(
    sheets: Iterable[Stylesheet], known: Collection[str]
) -> Iterator[Diagnostic]:
    for sheet in sheets:
        yield from bad_wishes(sheet, known)


def bad_wishes(sheet: Stylesheet, known: Collection[str]) -> Iterator[Diagnostic]:
    """Find what a book's own sheet asks for and cannot have."""
    for wish in css.wishes(sheet.text):
        fault = _fault(wish, known)
        if fault:
            message, hint = fault
            span = Span(sheet.path, wish.line, wish.column)
            yield rules.STYLE_RESOURCE.at(span, message, hint)


def _fault(wish: Wish, known: Collection[str]) -> tuple[str, str] | None:
    address = shortened(wish.address.strip())
    if address.lower().startswith("data:"):
        return _fault_of_picture(wish.address.strip(), address)
    path = normpath(unquote(address.split("#")[0].split("?")[0]) or ".")
    scheme = _scheme(address)
    if scheme in {"http", "https", "ftp"} or address.startswith("//"):
        return f'"{address}" would have to be fetched from the network', _LOCAL
    if wish.imported:
        return (
            f'the style sheet imports "{address}"',
            "put its rules into common.css, print.css, screen.css or epub.css",
        )
    if address.startswith("#"):
        return None
    if scheme or path.startswith(("/", "..")):
        return f'"{address}" leads out of the folder of styles', _LOCAL
    if PurePosixPath(path).suffix.lower() not in fonts.SUFFIXES:
        return f'"{address}" cannot be used in a style sheet', _LOCAL
    if (
        PurePosixPath(path).parts[:-1] == ("fonts",)
        and PurePosixPath(path).name in known
    ):
        return None
    return f'there is no font "{address}"', "put a .ttf or .otf file into styles/fonts"


_LOCAL = (
    "a style sheet can use only fonts in styles/fonts, and pictures written into it"
)


def _fault_of_picture(address: str, shown: str) -> tuple[str, str] | None:
    """Judge a picture that is written into a sheet, as those in files are judged."""
    written = _PICTURE.fullmatch(address)
    if not written:
        hint = "only PNG, JPEG and GIF in base64 can be written into a style sheet"
        return f'"{shown}" cannot be used in a style sheet', hint
    try:
        data = b64decode(unquote(written["data"]))
    except ValueError:
        return f'"{shown}" is not in base64', "write the picture into it again"
    from publisher.load import raster  # few sheets bring a picture

    made = raster.prepared(PurePosixPath(shown), data)
    return (made.message, made.hint or "") if isinstance(made, Refusal) else None


def _scheme(address: str) -> str:
    try:
        return urlsplit(address).scheme.lower()
    except ValueError:
        return "unknown"


def _read(
    folder: Path,
    name: PurePosixPath,
    wanted: Iterable[str] = _SHEETS,
    cache: Cache | None = None,
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
        elif file.stat().st_size > LARGEST:
            message = f'"{path}" is larger than {LARGEST // 1024} KB'
            hint = "a style sheet needs some hundred rules; see what repeats in it"
            found.append(rules.TOO_LARGE.at(Span(path, 1), message, hint))
        else:
            text, faults = decode(file.read_bytes(), path)
            deep = kept(cache, ("deep", text), partial(css.deeper, text, DEEPEST))
            if deep:
                faults.append(_nested(Span(path, *deep)))
            found += faults
            sheets[sheet] = Stylesheet(path, "" if deep else text)
    return sheets, found


def _nested(span: Span) -> Diagnostic:
    message = "brackets are nested deeper here than any style needs"
    return rules.STYLE_RESOURCE.at(span, message, "look for one that is never closed")


def _swollen(span: Span, name: str) -> Diagnostic:
    message = f'"{name}" grows beyond bounds when what it asks for is put in'
    return rules.STYLE_RESOURCE.at(span, message, "give it a value of its own")


def _real(path: Path) -> Path:
    return path.resolve()
