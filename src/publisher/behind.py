"""What the proof desk must know of the manuscript: which words are behind those of a page."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path, PurePosixPath
from typing import Any

from publisher.load import read_texts
from publisher.parse import parse
from publisher.proof.anchoring import Anchors, Sheets, chart, copytext


def anchors(
    home: Path, pdf: Path, pages: Mapping[str, Any], made: float
) -> Anchors | None:
    """Read the manuscript, and lay it beside the pages of a PDF.

    `pages` is the page map of just this PDF, `made` when it was written, in seconds since
    1970: a text that was changed later is told apart. None where there is no manuscript.
    Raises OSError where the PDF is none.
    """
    read, _ = read_texts(home)
    if read is None or not read.sources:
        return None
    kinds = read.info.kinds.keys()
    chapters = [parse(source, read.included, kinds)[0] for source in read.sources]

    def older(path: PurePosixPath) -> bool:
        try:
            return (home / path).stat().st_mtime <= made
        except OSError:
            return False

    sheets = Sheets(pdf.read_bytes())
    return Anchors(copytext(chapters, read.texts), sheets, chart(pages), older)
