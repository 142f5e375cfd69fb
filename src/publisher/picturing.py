"""The pictures of the EPUB: those of the manuscript, in forms that every reader shows.

Drawings go in as they are where they are made of shapes. Kindle sets no letters in them,
Apple Books shows no pictures in them, and none of the book's fonts reaches them; so a
drawing that has such things in it goes in as print shows it, in pixels.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from html import escape
from pathlib import PurePosixPath

from publisher.artifacts import Asset, CoverSheet, Manuscript, Stylesheet
from publisher.cache import Cache, fingerprint, key
from publisher.layout.covers import lay_out_cover
from publisher.load.readers import LONGEST, MOST_PIXELS, for_readers
from publisher.package.covers import in_pixels

_SVG = "image/svg+xml"
_HARD = re.compile(
    rb"<(?:\w+:)?(?:text|image|feImage|foreignObject|pattern|mask|filter|marker|switch)\b"
)
"""What is not among the elements that "Publishing on Kindle: Guidelines for Publishers"
(9.4, SVG) lists as supported, or what Apple Books leaves out."""

Assets = Mapping[PurePosixPath, Asset]


def for_epub(manuscript: Manuscript, cache: Cache | None = None) -> Assets:
    """Give every picture in the form that goes into the EPUB."""
    cover = manuscript.info.cover
    drawn = {
        path: _drawn(asset, manuscript, cache)
        for path, asset in manuscript.assets.items()
        if asset.media_type == _SVG and (path == cover or _HARD.search(asset.data))
    }
    return for_readers({**manuscript.assets, **drawn}, cache)


def _drawn(asset: Asset, manuscript: Manuscript, cache: Cache | None) -> Asset:
    fonts = sorted((name, each.data) for name, each in manuscript.fonts.items())
    parts = [part for name, data in fonts for part in (name, data)]
    size = f"{asset.width} {asset.height}"
    name = key("drawing in pixels", fingerprint(), asset.data, size, *parts)
    data = cache.get(name) if cache else None
    if data is None:
        data = _pixels(asset, manuscript)
        if cache:
            cache.put(name, data)
    width, height = _size(asset)
    return replace(asset, media_type="image/png", data=data, width=width, height=height)


def _size(asset: Asset) -> tuple[int, int]:
    """Say how many pixels a drawing gets: as many as readers take."""
    area, longest = asset.width * asset.height, max(asset.width, asset.height)
    scale = min(LONGEST / longest, (MOST_PIXELS / area) ** 0.5)
    return max(1, int(asset.width * scale)), max(1, int(asset.height * scale))


def _pixels(asset: Asset, manuscript: Manuscript) -> bytes:
    """Draw a drawing as the print engine draws it."""
    css = _PAGE.format(width=asset.width, height=asset.height)
    address = "asset:" + asset.path.as_posix().replace("%", "%25")
    sheet = CoverSheet(
        f'<body><img src="{escape(address)}" alt=""/></body>',
        (Stylesheet(PurePosixPath("drawing.css"), css),),
        manuscript.info.lang,
    )
    pdf, _ = lay_out_cover(sheet, asset.path.name, manuscript.assets, manuscript.fonts)
    return in_pixels(pdf, _size(asset))


_PAGE = """
@page {{ size: {width}px {height}px; margin: 0 }}
body {{ margin: 0; font-family: "EB Garamond", "Noto Serif Hebrew", Amiri }}
img {{ display: block; width: {width}px; height: {height}px }}
"""
