"""The clean book: one of everything, no findings; and copies of it with a fault laid over."""

import shutil
from pathlib import Path

BOOKS = Path(__file__).parent / "books"
CLEAN = BOOKS / "clean"
OVERLAYS = BOOKS / "overlays"


def copy_of_clean(target, overlay=None):
    """Copy the clean book to `target/manuscript`, lay an overlay folder over it, return it.

    A file `remove.txt` in the overlay names files to take out, one a line.
    """
    home = target / "manuscript"
    shutil.copytree(CLEAN, home)
    if overlay:
        shutil.copytree(overlay, home, dirs_exist_ok=True)
        (home / "expected.txt").unlink(missing_ok=True)
        if (removed := home / "remove.txt").exists():
            for name in removed.read_text("utf-8").split():
                (home / name).unlink()
            removed.unlink()
    return home
