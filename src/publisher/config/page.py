"""The printed page: its size, margins and paper. Lengths become mm."""

from __future__ import annotations

import re
from collections.abc import Mapping

from publisher import rules
from publisher.bookinfo import THEMES, PrintSettings
from publisher.config.printers import GENERAL
from publisher.config.section import Section
from publisher.config.spots import spots
from publisher.config.values import Word
from publisher.printers import Printer

SIZES = {
    "a4": (210.0, 297.0),
    "a5": (148.0, 210.0),
    "a6": (105.0, 148.0),
    "b5": (176.0, 250.0),
    "b6": (125.0, 176.0),
    "letter": (215.9, 279.4),
    "digest": (139.7, 215.9),
    "demy": (138.0, 216.0),
    "royal": (156.0, 234.0),
    "trade": (152.4, 228.6),
}
"""Width and height in mm of the sizes that have names."""

UNITS = {"mm": 1.0, "cm": 10.0, "in": 25.4, '"': 25.4, "pt": 25.4 / 72}
SMALLEST, LARGEST = 70.0, 400.0
WIDEST = 1000.0  # mm: of a cover that lies open
"""Bounds of a page's width and height in mm."""

_SIZE = re.compile(r'([\d.]+)\s*(mm|cm|in|pt|")?\s*[x×]\s*([\d.]+)\s*(mm|cm|in|pt|")')
_LENGTH = re.compile(r'([\d.]+)\s*(mm|cm|in|pt|")')
HEAD, FOLIO = 9.9, 12.4
"""mm that a running head takes above the text, and a folio below it (styles/print.css)."""

_TEXT_AREA = 40.0
"""Least width and height in mm that margins must leave."""

_DEFAULT = PrintSettings()


def page(root: Section, known: Mapping[str, Printer]) -> PrintSettings:
    """Read `print`, for one of the printers that are `known`.

    Margins that are not given are those of 6 × 9 in, in proportion.
    """
    section = root.section("print", example='print: {trim: "6x9in"}')
    press = known[section.choice("printer", tuple(known), default=GENERAL)]
    trim = _trim(section)
    _offered(section, trim, press)
    margins, given = _margins(section, trim, _least(section, press))
    theme = section.choice("theme", THEMES, default=_DEFAULT.theme)
    return PrintSettings(
        trim=trim,
        margins=margins,
        opening=section.choice("opening", ("recto", "any"), default=_DEFAULT.opening),
        press=press,
        paper=_paper(section, press),
        bleed=length(section, "bleed", _DEFAULT.bleed, most=25),
        grey=section.choice("inks", ("four", "black"), default="four") == "black",
        spots=spots(section),
        wide="inside" not in given,
        standard=section.choice(
            "screen-standard", ("ua-2", "ua-1"), default=_DEFAULT.standard
        ),
        theme=theme,
        by_line=section.choice(
            "note-marks",
            ("numbers", "lines"),
            default="lines" if theme == "scholarly" else "numbers",
        )
        == "lines",
        drop_caps=section.flag("drop-caps", default=theme == _DEFAULT.theme),
        source_pages=section.flag("source-pages", default=_DEFAULT.source_pages),
    )


def _paper(section: Section, press: Printer) -> str:
    """Read one of the printer's papers; any word where we know none of its papers."""
    if not press.papers:
        return section.text("paper")
    return section.choice("paper", tuple(press.papers), default="")


def _offered(section: Section, trim: tuple[float, float], press: Printer) -> None:
    """Note a trim that the printer chosen does not cut to."""
    if not press.trims or any(_alike(trim, each) for each in press.trims):
        return
    if press.custom:
        narrow, wide, low, high = press.custom
        if narrow <= trim[0] <= wide and low <= trim[1] <= high:
            return
    width, height = trim
    nearest = min(press.trims, key=lambda at: abs(at[0] - width) + abs(at[1] - height))
    word = section.word("trim") or Word("", section.span)
    section.ledger.found.append(
        rules.TRIM_NOT_OFFERED.at(
            word.span,
            f"{press.name} does not print books of {width:g} × {height:g} mm",
            hint=f'the nearest it offers: trim: "{_inches(nearest)}"',
        )
    )


def _alike(one: tuple[float, float], other: tuple[float, float]) -> bool:
    return all(abs(a - b) < 0.3 for a, b in zip(one, other, strict=True))


def _inches(size: tuple[float, float]) -> str:
    return (
        "x".join(f"{side / 25.4:.2f}".rstrip("0").rstrip(".") for side in size) + "in"
    )


def _trim(section: Section) -> tuple[float, float]:
    word = section.word("trim", example='"6x9in"')
    if word is None:
        return _DEFAULT.trim
    size = _size(word.text)
    if size is None:
        wanted = f"a width and a height from {SMALLEST:g} to {LARGEST:g} mm"
        example = f'trim: "6x9in", "148x210mm" or one of {", ".join(SIZES)}'
        section.ledger.wrong(word, "trim", wanted, example)
        return _DEFAULT.trim
    return size


def sheet(section: Section) -> tuple[float, float] | None:
    """Read the size of a whole cover, as a printer's calculator gives it; None without."""
    word = section.word("sheet", example='"357.2x264.6mm"')
    if word is None:
        return None
    parts = _SIZE.fullmatch(word.text.strip().lower())
    sides = parts and (
        _millimetres(parts[1], parts[2] or parts[4]),
        _millimetres(parts[3], parts[4]),
    )
    if not sides or not all(each and SMALLEST <= each <= WIDEST for each in sides):
        wanted = f"a width and a height from {SMALLEST:g} to {WIDEST:g} mm"
        section.ledger.wrong(word, "sheet", wanted, 'sheet: "357.2x264.6mm"')
        return None
    return sides[0] or 0.0, sides[1] or 0.0


def _size(written: str) -> tuple[float, float] | None:
    plain = written.strip().lower()
    if plain in SIZES:
        return SIZES[plain]
    parts = _SIZE.fullmatch(plain)
    if not parts:
        return None
    width = _millimetres(parts[1], parts[2] or parts[4])
    height = _millimetres(parts[3], parts[4])
    if (
        width
        and height
        and all(SMALLEST <= side <= LARGEST for side in (width, height))
    ):
        return width, height
    return None


def _least(section: Section, press: Printer) -> dict[str, float]:
    """Give the margins that keep text, heads and folios where the printer wants them."""
    bleeds = section.word("bleed")
    has_bleed = bleeds is not None and bleeds.text.strip() != "0"
    edge = press.edge_with_bleed if has_bleed else press.edge
    return {
        "top": edge + HEAD if edge else 0,
        "outside": edge,
        "bottom": edge + FOLIO if edge else 0,
        "inside": 0,
    }


def _margins(
    section: Section, trim: tuple[float, float], least: Mapping[str, float]
) -> tuple[tuple[float, float, float, float], set[str]]:
    """Give the margins, and which of them the author chose; the others have room enough."""
    table = section.section("margins", example="margins: {top: 20mm, inside: 22mm}")
    across, down = (trim[n] / _DEFAULT.trim[n] for n in (0, 1))
    names = ("top", "outside", "bottom", "inside")
    scales = (down, across, down, across)
    top, outside, bottom, inside = (
        length(table, name, max(round(usual * scale, 1), least[name]), most=150)
        for name, usual, scale in zip(names, _DEFAULT.margins, scales, strict=True)
    )
    if min(trim[0] - outside - inside, trim[1] - top - bottom) < _TEXT_AREA:
        word = Word(f"{trim[0]:g} × {trim[1]:g} mm", table.span)
        wanted = f"narrow enough to leave {_TEXT_AREA:g} mm for the text"
        section.ledger.wrong(
            word, "margins", wanted, "margins: {top: 20mm, inside: 22mm}"
        )
    given = {name for name in names if table.value(name) is not None}
    return (top, outside, bottom, inside), given


def length(section: Section, key: str, default: float, *, most: float) -> float:
    word = section.word(key, example="20mm")
    if word is None:
        return default
    parts = _LENGTH.fullmatch(word.text.strip().lower())
    length = _millimetres(parts[1], parts[2]) if parts else None
    if word.text.strip() == "0":
        length = 0.0
    if length is None or length > most:
        wanted = f"a length with its unit, up to {most:g} mm"
        section.ledger.wrong(word, key, wanted, f'{key}: "20mm" or "0.8in"')
        return default
    return length


def _millimetres(number: str, unit: str) -> float | None:
    if not re.fullmatch(r"\d{1,5}(\.\d{1,5})?|\.\d{1,5}", number, re.ASCII):
        return None
    return round(float(number) * UNITS[unit], 3)
