"""The characters that the fonts of a book have, by their character maps."""

from __future__ import annotations

from collections.abc import Mapping

from publisher.artifacts import Asset
from publisher.layout.fonts import is_font


def characters(fonts: Mapping[str, Asset]) -> frozenset[int]:
    """Gather the code points of the characters that at least one font has."""
    import uharfbuzz  # what fonts have is known of most builds

    faces = (
        uharfbuzz.Face(fonts[name].data) for name in sorted(fonts) if is_font(name)
    )
    return frozenset(point for face in faces for point in face.unicodes)
