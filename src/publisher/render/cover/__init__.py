"""The cover as markup: the whole wrap for the printer, or the front alone for shops."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import PurePosixPath

from jinja2 import Environment, PackageLoader, StrictUndefined

from publisher.artifacts import Asset, CoverSheet, Stylesheet
from publisher.bookinfo import BookInfo, CoverSettings, Person
from publisher.identity import isbn_13
from publisher.render.cover.backs import blurb_size
from publisher.render.cover.ean import MODULE, bars
from publisher.render.cover.fitting import Room, fitted, names, rooms, spine
from publisher.render.gathering import gathered_words
from publisher.render.markup import Markup
from publisher.wraps import Wrap

_ENVIRONMENT = Environment(
    loader=PackageLoader("publisher.render", "templates/cover"),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)
_UPWARDS = {"fr", "es", "it", "pt", "ca", "de", "ru", "pl", "cs", "hu", "ro"}
"""Languages of countries where words on spines are read from below."""

LONG = 28
"""Letters of a title from which a face is of class `long`, for styles."""


def render_wrap(
    info: BookInfo,
    wrap: Wrap,
    assets: Mapping[PurePosixPath, Asset],
    styles: tuple[Stylesheet, ...],
) -> CoverSheet:
    """Lay back, spine and front beside each other, as the printer takes them."""
    size = wrap.face, wrap.height
    values = _values(info, assets, size) | {
        "wrap": wrap,
        "spine": spine(info, _authors(info), wrap, info.print.press.type),
        "upwards": info.lang.split("-")[0] in _UPWARDS,
        "barcode": _barcode(info, wrap),
        "isbn": isbn(info),
        "places": _figures(info, wrap),
    }
    html = _ENVIRONMENT.get_template("wrap.html").render(**values)
    sizes = _sizes(info.cover_design, wrap.whole, wrap.height, wrap.rules.bleed)
    edges = Stylesheet(PurePosixPath("cover-edges.css"), _over_the_trim(wrap))
    letters = _letters(info, size, assets, _back(info, wrap, assets))
    return CoverSheet(html, (letters, *styles, sizes, edges), info.lang)


def render_front(
    info: BookInfo,
    size: tuple[float, float],
    assets: Mapping[PurePosixPath, Asset],
    styles: tuple[Stylesheet, ...],
) -> CoverSheet:
    """Lay out the front alone, as a picture of some width and height in mm."""
    html = _ENVIRONMENT.get_template("front.html").render(
        **_values(info, assets, size), width=size[0], height=size[1]
    )
    sizes = _sizes(info.cover_design, *size, 0)
    letters = _letters(info, size, assets)
    return CoverSheet(html, (letters, *styles, sizes), info.lang)


def _values(
    info: BookInfo, assets: Mapping[PurePosixPath, Asset], size: tuple[float, float]
) -> dict[str, object]:
    design = info.cover_design
    return {
        "info": info,
        "design": design,
        "kind": kind(info),
        "words": _words(info, _rooms(info, size, assets)),
        "blurb": _blurb(info),
        "long": len(info.title) > LONG,
        "picture": _url(_picture(info), assets),
        "portrait": _url(design.portrait, assets),
    }


def _picture(info: BookInfo) -> PurePosixPath | None:
    return info.cover_design.picture or info.cover


def _blurb(info: BookInfo) -> list[str]:
    """Give the paragraphs of the back."""
    parts = [part for part in info.cover_design.blurb.split("\n\n") if part.strip()]
    return parts or ([info.description] if info.description else [])


def _authors(info: BookInfo) -> list[Person]:
    """List those who wrote the book; or all who made it, where nobody wrote it."""
    wrote = [each for each in info.creators if each.role == "aut"]
    return wrote or list(info.creators)


def _rooms(
    info: BookInfo, size: tuple[float, float], assets: Mapping[PurePosixPath, Asset]
) -> Mapping[str, Room]:
    return rooms(kind(info), *size, picture=_picture(info) in assets)


def _words(info: BookInfo, room: Mapping[str, Room]) -> dict[str, str]:
    """Give the words of a front, with spaces that do not break where lines should not."""
    return {
        "title": gathered_words(info.title),
        "subtitle": gathered_words(info.subtitle or ""),
        "author": names([each.name for each in _authors(info)], room["author"]),
    }


def _letters(
    info: BookInfo,
    size: tuple[float, float],
    assets: Mapping[PurePosixPath, Asset],
    more: str = "",
) -> Stylesheet:
    """Write how large the words of the front are, as variables that come first."""
    room = _rooms(info, size, assets)
    words = _words(info, room)
    sizes = (f"--{name}-size: {fitted(words[name], room[name]):g}pt;" for name in words)
    text = f":root {{ {' '.join(sizes)} {more}}}\n"
    return Stylesheet(PurePosixPath("cover-letters.css"), text)


def _back(info: BookInfo, wrap: Wrap, assets: Mapping[PurePosixPath, Asset]) -> str:
    """Say how large the words of the back are."""
    design = info.cover_design
    portrait = assets.get(design.portrait) if design.portrait else None
    tall = portrait.height / portrait.width if portrait and portrait.width else 0.0
    size = blurb_size(kind(info), wrap, _blurb(info), design.about, tall)
    return f"--blurb-size: {size:g}pt; "


def kind(info: BookInfo) -> str:
    """Choose a design where the author has not: the picture that is there, or letters."""
    if info.cover_design.kind:
        return info.cover_design.kind
    return "finished" if info.cover else "classic"


def _url(path: PurePosixPath | None, assets: Mapping[PurePosixPath, Asset]) -> str:
    return (
        "asset:" + str(path).replace("%", "%25")
        if path is not None and path in assets
        else ""
    )


def _sizes(
    design: CoverSettings, width: float, height: float, bleed: float
) -> Stylesheet:
    """Write the sheet's size and the author's colours, as the style sheet that comes last."""
    over = f" bleed: {bleed:g}mm;" if bleed else ""
    colours = "".join(
        f" --{name}: {value};"
        for name, value in (
            ("ground", design.ground),
            ("letters", design.letters),
            ("accent", design.accent),
        )
        if value
    )
    text = (
        f"@page {{ size: {width:g}mm {height:g}mm; margin: 0;{over} }}\n"
        f":root {{{colours} }}\n"
    )
    return Stylesheet(PurePosixPath("cover-sizes.css"), text)


def _over_the_trim(wrap: Wrap) -> str:
    """Let what reaches the edges of the front run on: to the end of the bleed, to the fold."""
    over, fold = f"-{wrap.rules.bleed:g}mm", f"-{wrap.rules.hinge:g}mm"
    left, right = (over, fold) if wrap.right_to_left else (fold, over)
    words = (
        f".picture .panel .face {{ height: calc(42% - {over}) }}\n"
        f".picture .panel .face p {{ left: calc(14mm - {left});"
        f" right: calc(14mm - {right}) }}\n"
        f".picture .panel .face .author {{ bottom: calc(14mm - {over}) }}\n"
    )
    return (
        f".panel .full {{ top: {over}; left: {left};"
        f" width: calc(100% - {over} - {fold}); height: calc(100% - {over} - {over}) }}\n"
        f".picture .panel .face {{ right: {right}; bottom: {over}; left: {left} }}\n"
        f"{words if wrap.rules.is_case else ''}"
    )


def _barcode(info: BookInfo, wrap: Wrap) -> Markup | None:
    """Draw the bar code of the printed book's ISBN in its white field; None without one."""
    written = isbn(info)
    if written is None:
        return None
    digits = "".join(filter(str.isdigit, written))
    width, height = wrap.rules.barcode
    return Markup(_ENVIRONMENT.get_template("barcode.svg").render(
        bars=bars(digits), digits=digits, isbn=written, module=MODULE,
        width=width, height=height,
        left=_first_bar(wrap),
    ))  # fmt: skip


def _first_bar(wrap: Wrap) -> float:
    """Give where bars begin: quiet zones of 11 and 7 modules around them are centred."""
    return (wrap.rules.barcode[0] - 113 * MODULE) / 2 + 11 * MODULE


def _figures(info: BookInfo, wrap: Wrap) -> list[tuple[str, float]]:
    """Give each figure under the bars with its place: the first stands before them."""
    digits = "".join(filter(str.isdigit, isbn(info) or ""))
    modules = [
        -8.0,
        *(4.6 + 7 * n for n in range(6)),
        *(51.4 + 7 * n for n in range(6)),
    ]
    first = _first_bar(wrap)
    return [(d, first + m * MODULE) for d, m in zip(digits, modules, strict=False)]


def isbn(info: BookInfo) -> str | None:
    """Find the ISBN of the printed book, in thirteen figures: its own, or the only one."""
    known = [each for each in info.identifiers if each.scheme.upper() == "ISBN"]
    own = [each for each in known if each.edition == "print"]
    own = own or [each for each in known if not each.edition]
    return isbn_13(own[0].value) if own else None
