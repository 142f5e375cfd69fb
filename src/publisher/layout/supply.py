"""What WeasyPrint may fetch while it works: images and fonts already in memory.

Nothing comes from the disk or the network, whatever a style sheet or an image asks for.
"""

from __future__ import annotations

import re
from base64 import b64decode
from collections.abc import Mapping
from pathlib import PurePosixPath
from urllib.parse import unquote

from publisher.artifacts import Asset
from publisher.layout.fonts import SCHEME as FONT
from publisher.layout.markup import IMAGE
from publisher.layout.weasy import URLFetcher, URLFetcherResponse

INSIDE = re.compile(
    r"data:(?P<type>image/(?:png|jpeg|gif));base64,(?P<data>[^,]*)", re.IGNORECASE
)
"""The address of a picture that is written into a style sheet (RFC 2397)."""


class Supply(URLFetcher):  # type: ignore[misc] # WeasyPrint has no types
    """Serves the images and fonts of one book."""

    def __init__(
        self, assets: Mapping[PurePosixPath, Asset], fonts: Mapping[str, Asset]
    ) -> None:
        """Keep what may be served."""
        super().__init__(allowed_protocols=())
        self._assets = assets
        self._fonts = fonts

    def fetch(
        self,
        url: str,
        headers: Mapping[str, str] | None = None,  # noqa: ARG002 as in WeasyPrint
    ) -> URLFetcherResponse:
        """Serve an image or a font. WeasyPrint logs the ValueError of anything else."""
        asset = self._find(url)
        if asset is None:
            raise ValueError("it is not part of the book, and nothing else is fetched")
        return URLFetcherResponse(url, asset.data, {"Content-Type": asset.media_type})

    def let_fonts_go(self) -> None:
        """Serve no fonts any more: they are laid out, and it is five megabytes of ours."""
        self._fonts = {}

    def _find(self, url: str) -> Asset | None:
        if url.startswith(FONT):
            return self._fonts.get(unquote(url.removeprefix(FONT)))
        if url.startswith(IMAGE):
            return self._assets.get(PurePosixPath(unquote(url.removeprefix(IMAGE))))
        if written := INSIDE.fullmatch(url):  # `load` has judged it
            data = b64decode(unquote(written["data"]))
            return Asset(PurePosixPath(), written["type"].lower(), data)
        return None
