"""Where the publisher's own style sheets and fonts lie."""

from __future__ import annotations

from pathlib import Path


def house_styles() -> Path:
    """Find the publisher's own style sheets: in the package, or in its checkout."""
    inside = Path(__file__).parent / "styles"
    return inside if inside.is_dir() else Path(__file__).parents[2] / "styles"
