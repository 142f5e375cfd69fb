"""From a place in a document of the EPUB back to the manuscript."""

from __future__ import annotations

import re
import zipfile
from bisect import bisect_right
from dataclasses import dataclass, field
from pathlib import PurePosixPath

from publisher.artifacts import Artifact
from publisher.diagnostics import Span

_ID = re.compile(r"""\bid\s*=\s*["']([^"']+)["']""")


@dataclass(slots=True)
class Whereabouts:
    """Finds the manuscript's place of a line and column in a finished document."""

    artifact: Artifact
    _texts: dict[str, str] = field(default_factory=dict)

    def of(self, document: str, line: int, column: int) -> Span:
        """Point at the last block or id of the manuscript at or before a place."""
        return self.nearest(
            document, line, column, self._last_id(document, line, column)
        )

    def nearest(
        self, document: str, line: int, column: int, named: tuple[int, Span] | None
    ) -> Span:
        """Choose between the last id before a place, with its line, and the last block.

        What has no place in the manuscript is shown in the file itself.
        """
        where = named
        blocks = self.artifact.lines.get(document, ())
        before = bisect_right(blocks, line, key=lambda block: block[0])
        if before and (where is None or blocks[before - 1][0] > where[0]):
            where = blocks[before - 1]
        if where is not None:
            return where[1]
        whole = PurePosixPath(self.artifact.path.name)
        return Span(whole if document == whole.name else whole / document, line, column)

    def _last_id(
        self, document: str, line: int, column: int
    ) -> tuple[int, Span] | None:
        """Find the last id at or before a place that the manuscript knows, and its line."""
        lines = self.text(document).split("\n")[:line]
        if len(lines) == line:
            lines[-1] = lines[-1][:column]
        for number in range(len(lines), 0, -1):
            for own in reversed(_ID.findall(lines[number - 1])):
                if span := self.artifact.places.get((document, own)):
                    return number, span
        return None

    def text(self, document: str) -> str:
        """Give the text of a document of the EPUB; "" of what is none."""
        if document not in self._texts:
            with zipfile.ZipFile(self.artifact.path) as archive:
                known = document.endswith(".xhtml") and document in archive.namelist()
                content = archive.read(document) if known else b""
            self._texts[document] = content.decode("utf-8", "replace")
        return self._texts[document]
