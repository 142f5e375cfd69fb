"""The cover from book to files: laid out, made fit for the press, read back.

It comes last: how wide the spine is depends on how many pages the finished book has.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath

from publisher import rules
from publisher.artifacts import Asset, Manuscript
from publisher.bookinfo import BookInfo
from publisher.cache import Cache, fingerprint, key
from publisher.check.press.covers import NONE, check_cover, sheet_settings
from publisher.diagnostics import Diagnostic, Span, any_errors
from publisher.layout.covers import lay_out_cover
from publisher.model import Book
from publisher.package.covers import LONGEST, PROPORTION, as_jpeg, front_picture
from publisher.package.press import PressRun, make_press
from publisher.render.cover import kind, render_front, render_wrap
from publisher.wraps import Wrap, wrap

FRONT = 100.0  # mm: the width at which the front alone is laid out
MOST_CUT = 0.08
"""Part of a finished front that may be too much: covers for shops are taller than books."""
FILE = PurePosixPath("images/front-cover.jpg")
"""Where the front lies in an EPUB."""


@dataclass(frozen=True, slots=True)
class Covered:
    """A book, and the front that was made for its EPUB, if one was."""

    book: Book
    picture: Asset | None = None
    found: tuple[Diagnostic, ...] = ()


def make_cover(
    manuscript: Manuscript, pages: int, made: Path
) -> tuple[Wrap | None, list[Diagnostic]]:
    """Make the wrap for the printer and the front for shops, in the folder `made`.

    `pages` are those of the finished book. What is wrong is said of `cover` in book.yaml.
    """
    info = manuscript.info
    where = next(
        (info.places[key] for key in ("cover", "cover-image") if key in info.places),
        info.span,
    )
    measures = wrap(
        info.print, pages, info.cover_design, right_to_left=info.dir == "rtl"
    )
    if measures is None:
        return None, [_no_spine(info, where, pages)]
    found = [*_cut(manuscript, measures, where)]
    found += _printed(manuscript, measures, made, where)
    if not any_errors(found):
        found += _shown(manuscript, made)
    return measures, found


def _cut(manuscript: Manuscript, wrap: Wrap, where: Span) -> Iterator[Diagnostic]:
    """Say how much of a front that someone drew with its words has no room on the book."""
    info = manuscript.info
    path = info.cover_design.picture or info.cover
    front = manuscript.assets.get(path) if path else None
    if kind(info) != "finished" or not (front and front.width and front.height):
        return
    width, height = wrap.width + wrap.rules.bleed, wrap.height + 2 * wrap.rules.bleed
    scale = max(width / front.width, height / front.height)
    for side, there, kept in (
        ("width", scale * front.width, width),
        ("height", scale * front.height, height),
    ):
        lost = 1 - kept / there
        if lost > MOST_CUT:
            message = (
                f'{100 * lost:.0f} % of the {side} of "{path}" are cut off on the front of '
                f"{round(wrap.width, 1):g} × {round(wrap.height, 1):g} mm"
            )
            hint = "take one in the shape of the book: cover: {picture: …}"
            yield rules.FRONT_CUT.at(where, message, hint)


def _printed(
    manuscript: Manuscript, measures: Wrap, made: Path, where: Span
) -> list[Diagnostic]:
    info, styles = manuscript.info, manuscript.styles.get("cover", ())
    sheet = render_wrap(info, measures, manuscript.assets, styles)
    drawn, found = lay_out_cover(sheet, info.title, manuscript.assets, manuscript.fonts)
    settings = sheet_settings(info.print, measures)
    target = made / f"{info.slug}-cover.pdf"
    source = target.with_suffix(".drawn")
    source.write_bytes(drawn)
    _, inked = make_press(source, target, NONE, info, PressRun(settings))
    source.unlink()
    found += inked
    if not any_errors(inked):
        found += check_cover(target, info.print, measures, where)
    return found


def _shown(manuscript: Manuscript, made: Path) -> list[Diagnostic]:
    drawn, found = _front(manuscript)
    front_picture(drawn, made / f"{manuscript.info.slug}-cover.jpg")
    return found


def _front(manuscript: Manuscript) -> tuple[bytes, list[Diagnostic]]:
    info, styles = manuscript.info, manuscript.styles.get("cover", ())
    size = (FRONT, FRONT * PROPORTION)
    sheet = render_front(info, size, manuscript.assets, styles)
    return lay_out_cover(sheet, info.title, manuscript.assets, manuscript.fonts)


def covered(book: Book, manuscript: Manuscript, cache: Cache | None) -> Covered:
    """Give a book the front of its cover for the EPUB, where it names no `cover-image`.

    Only where book.yaml says how the cover looks (`cover`). The picture comes beside the
    book: it is to be added to its images.
    """
    info = book.info
    if info.cover is not None or "cover" not in info.places:
        return Covered(book)
    name = key("front", fingerprint(), repr(info), *_made_of(manuscript))
    data, found = cache.get(name) if cache else None, list[Diagnostic]()
    if data is None:
        drawn, found = _front(replace(manuscript, info=info))
        data = as_jpeg(drawn)
        if cache and not found:
            cache.put(name, data)
    picture = Asset(FILE, "image/jpeg", data, round(LONGEST / PROPORTION), LONGEST)
    alt = info.cover_alt or info.title
    info = replace(info, cover=FILE, cover_alt=alt)
    return Covered(replace(book, info=info), picture, tuple(found))


def _made_of(manuscript: Manuscript) -> Iterator[str | bytes]:
    """Yield all that a cover is made of besides what book.yaml says."""
    design = manuscript.info.cover_design
    for path in (design.picture, design.portrait):
        if path and path in manuscript.assets:
            yield manuscript.assets[path].data
    for sheet in manuscript.styles.get("cover", ()):
        yield sheet.text
    for name in sorted(manuscript.fonts):
        yield manuscript.fonts[name].data


def _no_spine(info: BookInfo, where: Span, pages: int) -> Diagnostic:
    settings = info.print
    known = sorted(key for key, each in settings.press.papers.items() if each.page)
    if settings.press.cover.is_case:
        hint = (
            "take both from the printer's calculator, and write "
            'cover: {spine: 14.2mm, sheet: "357.2x264.6mm"}'
        )
        message = f"the size of the case of {pages} pages is not known"
        return rules.NO_SPINE.at(where, message, hint)
    if known and settings.paper not in known:
        hint = (
            f"name the paper: print: {{paper: {known[0]}}}; known: {', '.join(known)}"
        )
    else:
        hint = "take it from the printer's template, and write cover: {spine: 12.4mm}"
    message = f"the width of the spine of {pages} pages is not known"
    return rules.NO_SPINE.at(where, message, hint)
