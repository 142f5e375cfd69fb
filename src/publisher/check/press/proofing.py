"""Ink where things shine through each other, which only drawing the page can tell.

Ghostscript lays a page down in four inks, as a press would. Where it is missing, or fails,
it is said that the sum was not measured.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

from PIL import Image

from publisher import rules
from publisher.check.press.file import PressFile
from publisher.check.press.inks import shines, wettest
from publisher.diagnostics import Diagnostic
from publisher.tools import ToolFailed, ToolMissing, find, run

DOTS = 72  # an inch
SECONDS = 2.0  # for a page, and as much again to begin with
ROUNDING = 2.0  # per cent that four inks may seem more than they are


def dry_where_it_shines(file: PressFile) -> Iterator[Diagnostic]:
    """Nowhere is more ink than the paper can take, also where things lie over each other."""
    seen = file.seen(partial(shines, known={}))
    pages = [number for number, _, shone in seen if shone]
    if not pages or not file.printer.transparency:
        return
    hint = "make the darkest colours lighter, or what shines through opaque"
    try:
        laid_down = list(_laid_down(file.path, pages))
    except (ToolMissing, ToolFailed) as reason:
        message = "ink was not added up where one thing shines through another"
        yield file.at(rules.INK_NOT_MEASURED, pages[0], message, str(reason))
        return
    for number, ink in laid_down:
        if ink > file.printer.ink + ROUNDING:
            message = (
                f"{ink:.0f} % of ink where one thing shines through another, and "
                f"{file.printer.name} takes {file.printer.ink:.0f} %"
            )
            yield file.at(rules.TOO_MUCH_INK, number, message, hint)


def _laid_down(path: Path, pages: Sequence[int]) -> Iterator[tuple[int, float]]:
    """Yield the most ink of any spot of some pages, in per cent."""
    program = find("gs", "install Ghostscript")
    with TemporaryDirectory(prefix="publisher-") as folder:
        run(
            [
                program, "-q", "-dSAFER", "-dBATCH", "-dNOPAUSE", "-sDEVICE=tiff32nc",
                f"-r{DOTS}", "-sPageList=" + ",".join(map(str, pages)),
                f"-sOutputFile={folder}/%d.tif", path,
            ],
            timeout=SECONDS * (len(pages) + 1) * 10,
        )  # fmt: skip
        for at, number in enumerate(pages, 1):
            with Image.open(Path(folder, f"{at}.tif")) as drawn:
                yield number, wettest(drawn.convert("CMYK"))
