"""Pictures that WeasyPrint keeps for the next page that shows them."""

from __future__ import annotations

from collections.abc import MutableMapping
from typing import Any

from publisher.layout.inside.private import RasterImage


def let_drawings_go(images: MutableMapping[str, Any]) -> None:
    """Let go of drawings: each holds the document it was first, and last, drawn for.

    Photographs stay, which take long to make ready, with their data.
    """
    for name, image in tuple(images.items()):
        if not isinstance(image, (RasterImage, bytes)):
            del images[name]
