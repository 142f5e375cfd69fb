"""The fonts of the book and no others, so that lines break alike on every machine.

WeasyPrint finds fonts through fontconfig, which would offer whatever is installed.
Here fontconfig starts from an empty configuration, and fonts reach it through
`@font-face` alone.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

SCHEME = "font:"
"""Scheme of the address of a font; its file name follows."""

_NOTHING = Path(__file__).with_name("no-fonts.conf")
_SETTING = "FONTCONFIG_FILE"  # read by fontconfig when a configuration is loaded


@contextmanager
def no_installed_fonts() -> Iterator[None]:
    """Let fontconfig be loaded without any font of the machine; then all is as before."""
    before = os.environ.get(_SETTING)
    os.environ[_SETTING] = str(_NOTHING)
    try:
        yield
    finally:
        if before is None:
            del os.environ[_SETTING]
        else:
            os.environ[_SETTING] = before


def is_font(name: str) -> bool:
    """Tell a font from the licence that lies beside it."""
    return name.lower().endswith((".ttf", ".otf"))
