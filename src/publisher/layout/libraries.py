"""Libraries found by their names, without a compiler being asked where they are.

For each library WeasyPrint tries the names it has on one system after the other. Where the
loader knows none, cffi asks `ctypes.util.find_library`, which on Linux has the compiler and the
linker look for it: some twenty processes of 10 ms and more, for names that no Linux has. Here
it is asked for the names of Linux alone. What it does not find, WeasyPrint's last names name
as the loader does.
"""

from __future__ import annotations

import ctypes.util
import sys
from collections.abc import Iterator
from contextlib import contextmanager

NEEDED = frozenset(
    {"gobject-2.0", "pango-1.0", "harfbuzz", "fontconfig", "pangoft2-1.0"}
)
"""Names under which Linux has the libraries that WeasyPrint 70.0 cannot do without."""


@contextmanager
def found_by_name() -> Iterator[None]:
    """Let libraries be loaded so; then all is as before."""
    ask = ctypes.util.find_library

    def find_library(name: str) -> str | None:
        return ask(name) if name in NEEDED else None

    if sys.platform == "linux":
        ctypes.util.find_library = find_library
    try:
        yield
    finally:
        ctypes.util.find_library = ask
